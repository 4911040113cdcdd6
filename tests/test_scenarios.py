"""The scenarios that a lawyer reads: which clauses a council gets, and what they say.

Each file in tests/scenarios starts from an example council. Its keys:
  example      the council whose facts are taken
  change       facts that are other than that council's, for the whole file (dotted keys)
  scenarios    one sentence each, as `name`, with
    example, change   a council and facts of its own, besides those of the file
    in, out           clauses that the council gets, and clauses that it does not get
    wording           which wording of a clause it gets
    says, never_says  phrases that a clause holds, and phrases that it does not
    nowhere           words that no clause holds
    refused           words of an error: nothing is drafted
    declined          requests of the groups that the draft does not meet
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from drafting.amendment.proposal import text_of_body
from drafting.assembly.assemble import body_of
from drafting.assembly.names import names_of
from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.findings import Finding, errors
from drafting.library.clauses import Library
from drafting.library.reading import read_library
from drafting.library.requests import Request, read_requests
from drafting.rules.compilation import Conditions, compile_library
from drafting.rules.constraints import check_constraints
from drafting.rules.requests import refusals
from drafting.rules.selection import Selection, select
from drafting.workspace import example_files, examples, program_files

FOLDER = Path(__file__).parent / "scenarios"
FILE_KEYS = {"example", "change", "scenarios"}
KEYS = {
    *("name", "example", "change", "in", "out", "wording"),
    *("says", "never_says", "nowhere", "refused", "declined"),
}
# Wordings that no scenario and no example uses, each with the reason.
UNUSED_WORDINGS: dict[tuple[str, str], str] = {}


@dataclass(frozen=True)
class Scenario:
    """One scenario: a council, what is other than its facts, and what must follow."""

    file: str
    example: str
    change: Mapping[str, Any]
    told: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.file}: {self.told['name']}"

    def named(self) -> set[str]:
        """The clauses of which it says something."""
        return {
            clause
            for key in ("in", "out", "wording", "says", "never_says")
            for clause in self.told.get(key, ())
        }

    def expects(self, key: str) -> Any:
        """What is said under a key that holds one thing for each clause, or nothing."""
        return self.told.get(key, {})


@dataclass(frozen=True)
class Drafted:
    """What the facts of a scenario lead to; nothing is chosen if they are refused."""

    wrong: tuple[str, ...]
    configuration: Configuration | None = None
    selection: Selection | None = None

    @property
    def wordings(self) -> dict[str, str]:
        """The wording of each clause that is in, by the id of the clause."""
        if self.selection is None:
            return {}
        return {
            identity: choice.variant.id
            for identity, choice in self.selection.chosen.items()
            if choice.variant
        }


@cache
def scenarios() -> tuple[Scenario, ...]:
    found: list[Scenario] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        assert set(data) <= FILE_KEYS, f"{path.name}: unknown keys: {set(data) - FILE_KEYS}"
        for told in data["scenarios"]:
            change = {**data.get("change", {}), **told.get("change", {})}
            example = told.get("example") or data["example"]
            found.append(Scenario(path.stem, example, change, told))
    return tuple(found)


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(program_files("clauses") / "facts.yaml")


@cache
def library() -> Library:
    return read_library(program_files("clauses"), program_files("protocols"))[0]


@cache
def conditions() -> Conditions:
    return compile_library(library(), vocabulary())[0]


_MADE: dict[str, Drafted] = {}


@cache
def stated(example: str) -> dict[str, Any]:
    """What the council.yaml of an example says."""
    return YAML(typ="safe").load(example_files(example)["council.yaml"].decode())


def in_yaml(value: Any) -> str:
    """Plain data as YAML on one line, which is read quickly."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {in_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_yaml, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


@cache
def requests() -> tuple[Mapping[str, Request], list[Finding]]:
    return read_requests(program_files("clauses"), library())


def drafted(example: str, change: Mapping[str, Any], path: Path) -> Drafted:
    """Choose the clauses of a council whose facts are changed; `path` is for its council.yaml.

    The same council is read once, whatever number of scenarios look at it.
    """
    asked = f"{example} {change}"
    if asked not in _MADE:
        _MADE[asked] = _drafted(example, change, path)
    return _MADE[asked]


def _drafted(example: str, change: Mapping[str, Any], path: Path) -> Drafted:
    council = deepcopy(stated(example))
    for key, value in change.items():
        *above, name = key.split(".")
        section = council
        for each in above:
            section = section.setdefault(each, {})
        section[name] = value
    path.write_text(in_yaml(council), encoding="utf-8")
    configuration, findings = read_configuration(path, vocabulary())
    if configuration is not None:
        facts = derive_facts(configuration.council)
        findings += check_constraints(facts, vocabulary(), configuration.source)
        if not errors(findings):
            selection = select(library(), facts, vocabulary(), conditions())
            findings += selection.findings
            return Drafted(_messages(findings), configuration, selection)
    return Drafted(_messages(findings), configuration)


def _messages(findings: list[Finding]) -> tuple[str, ...]:
    return tuple(str(each) for each in errors(findings))


def declined(made: Drafted) -> set[str]:
    """The ids of the requests that the facts do not allow."""
    assert made.configuration is not None
    known, wrong = requests()
    facts = derive_facts(made.configuration.council)
    found, findings = refusals(
        made.configuration, known, library().law, facts, vocabulary(), made.wordings
    )
    assert errors([*wrong, *findings]) == []
    return {each.request.id for each in found}


def text(made: Drafted, identity: str) -> str:
    """The text of a clause that is in, in the council's own words."""
    assert made.configuration is not None
    assert made.selection is not None
    choice = made.selection.chosen[identity]
    assert choice.clause is not None
    assert choice.variant is not None
    names = names_of(made.configuration.council)
    body, findings = body_of(choice.clause, choice.variant, names)
    assert findings == []
    return "\n".join(text_of_body(each) for each in body)


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda each: each.name)
def test_scenario(scenario: Scenario, tmp_path: Path) -> None:
    told = scenario.told
    assert set(told) <= KEYS, f"unknown keys: {set(told) - KEYS}"
    made = drafted(scenario.example, scenario.change, tmp_path / "council.yaml")
    if "refused" in told:
        assert any(told["refused"] in each for each in made.wrong), made.wrong
        return
    assert made.wrong == ()
    assert scenario.named() <= set(library().clauses), "no such clause"
    chosen = made.wordings
    assert set(told.get("in", ())) <= set(chosen)
    assert not set(told.get("out", ())) & set(chosen)
    assert {name: chosen.get(name) for name in scenario.expects("wording")} == {
        **scenario.expects("wording")
    }
    if "declined" in told:
        assert declined(made) == set(told["declined"])
    _check_texts(scenario, made)


def _check_texts(scenario: Scenario, made: Drafted) -> None:
    for clause, phrases in scenario.expects("says").items():
        said = text(made, clause)
        for phrase in phrases:
            assert phrase in said, f"{clause} does not say “{phrase}”:\n{said}"
    for clause, phrases in scenario.expects("never_says").items():
        said = text(made, clause)
        for phrase in phrases:
            assert phrase not in said, f"{clause} says “{phrase}”:\n{said}"
    for word in scenario.told.get("nowhere", ()):
        assert [name for name in made.wordings if word in text(made, name)] == []


def test_no_two_scenarios_have_the_same_name() -> None:
    names = [scenario.name for scenario in scenarios()]
    assert sorted(set(names)) == sorted(names)


def test_every_clause_is_spoken_of_by_a_scenario() -> None:
    spoken = {clause for scenario in scenarios() for clause in scenario.named()}
    assert sorted(set(library().clauses) - spoken) == []


def test_every_wording_is_used_by_a_scenario_or_an_example(tmp_path: Path) -> None:
    path = tmp_path / "council.yaml"
    asked = {(name, ()): (name, {}) for name in examples()}
    asked |= {
        (each.example, str(each.change)): (each.example, each.change)
        for each in scenarios()
        if "refused" not in each.told
    }
    used = {
        wording
        for example, change in asked.values()
        for wording in drafted(example, change, path).wordings.items()
    }
    every = {(clause.id, v.id) for clause in library().clauses.values() for v in clause.variants}
    assert sorted(every - used) == sorted(UNUSED_WORDINGS)
