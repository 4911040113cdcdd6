"""For all facts that respect the constraints there is a council, and its facts are those."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import council_of, read_configuration
from drafting.configuration.vocabulary import FactValue, read_vocabulary
from drafting.configuration.witness import SEATS, answers_for, with_answers_put_in
from drafting.findings import errors
from drafting.rules.constraints import check_constraints, parse_constraints
from drafting.rules.lawful import LawfulFacts
from drafting.workspace import program_files
from drafting.yaml_file import read_yaml

pytestmark = pytest.mark.slow  # each makes a council and reads it

VOCABULARY = read_vocabulary(program_files("clauses") / "facts.yaml")
RULES, _ = parse_constraints(VOCABULARY)
LAWFUL = LawfulFacts(VOCABULARY, RULES)
EXAMPLE = program_files("examples") / "penfold-and-wray" / "council.yaml"
DATA: dict[str, Any] = read_yaml(EXAMPLE).data


def _lawful(seed: int) -> dict[str, FactValue]:
    facts = LAWFUL.find(random=Random(seed))  # noqa: S311
    assert facts is not None
    return facts


def _as_file(path: Path, data: dict[str, Any]) -> Path:
    text = io.StringIO()
    YAML(typ="safe").dump(data, text)
    path.write_text(text.getvalue())
    return path


def test_three_hundred_lawful_combinations_of_facts_are_each_those_of_a_council() -> None:
    for seed in range(300):
        facts = _lawful(seed)
        council = council_of(with_answers_put_in(DATA, answers_for(facts, VOCABULARY)))
        assert derive_facts(council) == facts
        held = sum(group.seats for group in council.groups)
        assert held + council.seats.ungrouped + council.seats.vacancies == SEATS


@pytest.mark.parametrize("seed", range(20))
def test_the_check_of_a_configuration_finds_no_error_in_such_a_council(
    tmp_path: Path, seed: int
) -> None:
    facts = _lawful(1000 + seed)
    data = with_answers_put_in(DATA, answers_for(facts, VOCABULARY))
    configuration, findings = read_configuration(_as_file(tmp_path / "c.yaml", data), VOCABULARY)
    assert configuration is not None
    assert errors(findings) == []
    assert (
        check_constraints(derive_facts(configuration.council), VOCABULARY, configuration.source)
        == []
    )


def test_only_the_answers_that_are_needed_are_given() -> None:
    facts = _lawful(3)
    assert answers_for(facts, VOCABULARY, ["petition_scheme"]) == {
        ("petition_scheme",): facts["petition_scheme"]
    }
    assert answers_for(facts, VOCABULARY, []) == {}


# The constraints that follow from counting refuse no council


@st.composite
def _councils(draw: st.DrawFn) -> dict[str, Any]:
    """Draw any council: its groups, who of them runs it, and who did before."""
    seats = draw(st.lists(st.integers(2, 5), min_size=1, max_size=12))
    seats[0] += draw(st.sampled_from([0, 0, 20, 50]))
    ungrouped, vacancies = draw(st.integers(0, 9)), draw(st.sampled_from([0, 0, 1, 5]))
    total = sum(seats) + ungrouped + vacancies
    ids = [f"group-{number}" for number in range(len(seats))]
    roles = draw(st.lists(st.sampled_from("iso"), min_size=len(ids), max_size=len(ids)))
    inside = [name for name, role in zip(ids, roles, strict=True) if role == "i"][:6]
    support = [name for name, role in zip(ids, roles, strict=True) if role == "s"][:6]
    anyone = st.lists(st.sampled_from([*ids, "gone"]), unique=True, max_size=3)
    return {
        **DATA,
        "seats": {"total": max(total, 20), "ungrouped": ungrouped + max(0, 20 - total),
                  "vacancies": vacancies},
        "groups": [
            {"id": name, "name": name.title(), "seats": count}
            for name, count in zip(ids, seats, strict=True)
        ],
        "administration": {"groups": inside, "support": support, "previous": draw(anyone)},
        "chair_group": draw(st.sampled_from([*ids, "ungrouped", None])),
    }  # fmt: skip


COUNTED = frozenset(
    {"groups", "administration_groups", "support_groups", "control", "short_of_half"}
    | {"ungrouped_members", "vacancies", "chair_from", "new_to_power"}
    | {"former_administration_in_opposition"}
)


@given(_councils())
def test_no_council_is_refused_for_how_it_is_counted(data: dict[str, Any]) -> None:
    facts = derive_facts(council_of(data))
    counted = [rule for rule in RULES if rule.facts() <= COUNTED]
    assert len(counted) == 5
    for rule in counted:
        assert rule.holds(facts), rule.constraint.id
