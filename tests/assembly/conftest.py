"""A council of three groups, as `council.yaml` states it, and the real library."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.configuration.council import Council
from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.library.clauses import Library
from drafting.library.reading import read_library

ROOT = Path(__file__).resolve().parents[2]

COUNCIL_YAML = """\
council: {name: Penfold and Wray Council, type: unitary}
governance_model: leader-and-cabinet
seats: {total: 60, ungrouped: 2}
groups:
  - {id: first, name: First Group, seats: 28}
  - {id: second, name: Second Group, seats: 20}
  - {id: third, name: Third Group, seats: 10}
arrangement: minority-with-support
administration: {groups: [first], support: [third], agreement: {status: published}}
chair_group: second
elections: {cycle: whole, last: 2027-05-06, next: 2031-05-01}
scrutiny: {chairs: opposition, callin: {cross_group: true}}
communications: {quote_rule: leader-only}
political_assistants: false
multi_member_wards: true
petition_scheme: true
officers:
  head_of_paid_service: {title: Chief Executive, deputy_title: Director of Place}
  monitoring_officer: {title: Head of Law, deputy_title: Principal Solicitor}
  chief_finance_officer: {title: Director of Finance, deputy_title: Head of Finance}
meeting: {date: 2027-05-18}
terms: {executive: Executive}
settings: {callin_days: 1}
"""


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(ROOT / "clauses", ROOT / "protocols")[0]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT / "clauses" / "facts.yaml")


@pytest.fixture(scope="session")
def configuration(
    vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> Configuration:
    path = tmp_path_factory.mktemp("council") / "council.yaml"
    path.write_text(COUNCIL_YAML)
    read, findings = read_configuration(path, vocabulary)
    assert read is not None, findings
    return read


@pytest.fixture(scope="session")
def council(configuration: Configuration) -> Council:
    return configuration.council
