"""The scenarios that a lawyer reads: which clauses a council gets, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from drafting.amendment.proposal import text_of_body
from drafting.configuration.editing import with_answers
from drafting.configuration.reading import read_configuration
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.findings import errors
from drafting.library.clauses import Library
from drafting.library.reading import read_library
from drafting.publication.draft import assemble_protocols
from drafting.workspace import example_files, program_files

FOLDER = Path(__file__).parent / "scenarios"
KEYS = {"name", "change", "in", "out", "wording", "says", "refused"}


@dataclass(frozen=True)
class Scenario:
    """One scenario of an example council: what is changed in its facts, and what must follow."""

    example: str
    told: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.example}: {self.told['name']}"


def _scenarios() -> list[Scenario]:
    found: list[Scenario] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        found += [Scenario(data["example"], told) for told in data["scenarios"]]
    return found


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary(program_files("clauses") / "facts.yaml")


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(program_files("clauses"), program_files("protocols"))[0]


@pytest.mark.parametrize("scenario", _scenarios(), ids=lambda each: each.name)
def test_scenario(
    scenario: Scenario, library: Library, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    told = scenario.told
    assert set(told) <= KEYS, f"unknown keys: {set(told) - KEYS}"
    text = example_files(scenario.example)["council.yaml"].decode()
    changed = {tuple(key.split(".")): value for key, value in told.get("change", {}).items()}
    path = tmp_path / "council.yaml"
    path.write_text(with_answers(text, changed), encoding="utf-8")
    configuration, findings = read_configuration(path, vocabulary)
    made = assemble_protocols(configuration, library, vocabulary) if configuration else None
    wrong = [each.message for each in errors([*findings, *(made.findings if made else ())])]
    if "refused" in told:
        assert any(told["refused"] in each for each in wrong), wrong
        return
    assert wrong == []
    assert made is not None
    chosen = {each.clause.id: each for protocol in made.protocols for each in protocol.clauses}
    named = {*told.get("in", ()), *told.get("out", ()), *told.get("wording", {})}
    assert named <= set(library.clauses), "no such clause"
    assert set(told.get("in", ())) <= set(chosen)
    assert not set(told.get("out", ())) & set(chosen)
    for clause, variant in told.get("wording", {}).items():
        assert chosen[clause].variant.id == variant
    for clause, phrases in told.get("says", {}).items():
        said = "\n".join(text_of_body(each) for each in chosen[clause].body)
        for phrase in phrases:
            assert phrase in said, said
