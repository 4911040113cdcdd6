"""The vocabulary of facts: every name and value that a condition of the library may use.

It is read from `clauses/facts.yaml`, which is the only place where these names and values are
written. Conditions are kept here as plain data; `drafting.rules` evaluates them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drafting.findings import Finding, Refusal
from drafting.yaml_file import YamlFile, read_yaml

FactValue = str | bool | int


@dataclass(frozen=True)
class Fact:
    """One named value with a finite domain.

    `values` maps each value to the phrase that completes "This applies because ..."; it is empty
    for a count, which has a `range` (both ends included) and a `phrase` instead. `at` is the path
    of the key in `council.yaml` that states the fact, and is empty for a derived fact.
    """

    name: str
    title: str
    help: str
    values: Mapping[FactValue, str]
    range: tuple[int, int] | None
    phrase: str
    at: tuple[str, ...]
    question: str
    derived_from: str

    @property
    def domain(self) -> tuple[FactValue, ...]:
        """Every value that the fact may take, in the order of the vocabulary."""
        if self.range is None:
            return tuple(self.values)
        return tuple(range(self.range[0], self.range[1] + 1))

    def allows(self, value: object) -> bool:
        """Return whether `value` is in the domain; `1` is not taken for `true`."""
        return any(type(known) is type(value) and known == value for known in self.domain)

    def says(self, value: FactValue) -> str:
        """Return the phrase for `value` in plain English; raises `ValueError` if there is none."""
        if self.range is not None and type(value) is int:
            return self.phrase.replace("{value}", str(value))
        if not self.allows(value):
            raise ValueError(f"{value!r} is not a value of the fact {self.name}")
        return self.values[value]


@dataclass(frozen=True)
class Constraint:
    """What must hold between facts: wherever the condition `when` holds, `then` must hold."""

    id: str
    when: Mapping[str, Any]
    then: Mapping[str, Any]
    message: str


@dataclass(frozen=True)
class Vocabulary:
    """Every fact by its name, and what must hold between facts."""

    facts: Mapping[str, Fact]
    constraints: tuple[Constraint, ...]

    def stated_at(self, *key: str | int) -> Fact | None:
        """Return the fact that the key of `council.yaml` at this path states, if any."""
        return next((fact for fact in self.asked() if fact.at == key), None)

    def asked(self) -> Iterator[Fact]:
        """Yield the facts that a person is asked for, in the order of the vocabulary."""
        return (fact for fact in self.facts.values() if fact.at)


@dataclass
class _Reader:
    """Reads `facts.yaml` and gathers what is wrong with it."""

    source: YamlFile
    findings: list[Finding] = field(default_factory=lambda: [])

    def wrong(self, message: str, *key: str | int, remedy: str = "") -> None:
        self.findings.append(self.source.error(message, *key, remedy=remedy))

    def mapping(self, *key: str | int) -> Mapping[str, Any]:
        """Return the mapping at `key`, or an empty one if something else stands there."""
        found = self.source.data
        for step in key:
            found = found[step]
        if isinstance(found, dict):
            return found
        name = ".".join(map(str, key)) or "the file"
        self.wrong(f"{name} must hold `name: value` pairs.", *key)
        return {}

    def keys(self, found: Mapping[str, Any], known: set[str], *key: str | int) -> None:
        """Report the keys of `found` that are not `known`."""
        for name in sorted(set(found) - known):
            allowed = ", ".join(sorted(known))
            self.wrong(f"the key {name!r} is not known here.", *key, name, remedy=f"Use {allowed}.")

    def text(self, found: Mapping[str, Any], name: str, *key: str | int) -> str:
        """Return the text at `name`, and report it if it is missing or no text."""
        value = found.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(f"{'.'.join(map(str, key))} needs a {name}, in words.", *key, name)
        return ""


def read_vocabulary(path: Path) -> Vocabulary:
    """Read `facts.yaml`; raises `Refusal` with everything that is wrong with it."""
    source = read_yaml(path)
    reader = _Reader(source, list(source.findings))
    root = reader.mapping()
    reader.keys(root, {"facts", "constraints"})
    if "facts" not in root:
        reader.wrong("the file states no facts.", remedy="Add the key `facts`.")
    names = reader.mapping("facts") if "facts" in root else {}
    facts = {name: _fact(reader, name) for name in names}
    constraints = _constraints(reader, root.get("constraints") or [])
    _report_shared_keys(reader, facts)
    if reader.findings:
        raise Refusal(*reader.findings)
    return Vocabulary(MappingProxyType(facts), constraints)


def _fact(reader: _Reader, name: str) -> Fact:
    key = ("facts", name)
    found = reader.mapping(*key)
    reader.keys(found, {"title", "help", "asked", "derived", "values", "range", "phrase"}, *key)
    if ("asked" in found) == ("derived" in found):
        reader.wrong(f"{name} must be either asked or derived.", *key)
    at, question = _asked(reader, found, name)
    derived = reader.mapping(*key, "derived") if "derived" in found else {}
    counts = "range" in found
    if counts == ("values" in found):
        reader.wrong(f"{name} must have either values or a range.", *key)
    return Fact(
        name=name,
        title=reader.text(found, "title", *key),
        help=reader.text(found, "help", *key),
        values=MappingProxyType(_values(reader, name) if "values" in found else {}),
        range=_range(reader, found["range"], name) if counts else None,
        phrase=reader.text(found, "phrase", *key) if counts else "",
        at=at,
        question=question,
        derived_from=reader.text(derived, "from", *key, "derived") if derived else "",
    )


def _asked(reader: _Reader, found: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], str]:
    if "asked" not in found:
        return (), ""
    key = ("facts", name, "asked")
    asked = reader.mapping(*key)
    reader.keys(asked, {"at", "question"}, *key)
    return tuple(reader.text(asked, "at", *key).split(".")), reader.text(asked, "question", *key)


def _values(reader: _Reader, name: str) -> dict[FactValue, str]:
    key = ("facts", name, "values")
    found = reader.mapping(*key)
    if len(found) < 2:
        reader.wrong(f"{name} needs at least two values.", *key)
    phrases = {value: reader.text(found, value, *key) for value in found}
    boolean = set(phrases) == {"true", "false"}
    return {value == "true" if boolean else value: phrase for value, phrase in phrases.items()}


def _range(reader: _Reader, found: object, name: str) -> tuple[int, int] | None:
    match found:
        case [int(low), int(high)] if low < high:
            return low, high
        case _:
            key = ("facts", name, "range")
            reader.wrong(f"the range of {name} is not two numbers, lowest first.", *key)
            return None


def _constraints(reader: _Reader, found: object) -> tuple[Constraint, ...]:
    if not isinstance(found, list):
        reader.wrong("constraints must be a list.", "constraints")
        return ()
    constraints: list[Constraint] = []
    for index in range(len(found)):
        key = ("constraints", index)
        item = reader.mapping(*key)
        reader.keys(item, {"id", "if", "then", "message"}, *key)
        constraint = Constraint(
            id=reader.text(item, "id", *key),
            when=reader.mapping(*key, "if") if "if" in item else {},
            then=reader.mapping(*key, "then") if "then" in item else {},
            message=reader.text(item, "message", *key),
        )
        if not constraint.when or not constraint.then:
            reader.wrong(f"the constraint {constraint.id} needs an `if` and a `then`.", *key)
        if any(constraint.id == other.id for other in constraints):
            reader.wrong(f"the constraint {constraint.id} is given twice.", *key)
        constraints.append(constraint)
    return tuple(constraints)


def _report_shared_keys(reader: _Reader, facts: Mapping[str, Fact]) -> None:
    first: dict[tuple[str, ...], str] = {}
    for fact in facts.values():
        if fact.at and first.setdefault(fact.at, fact.name) != fact.name:
            other = first[fact.at]
            reader.wrong(f"{fact.name} is asked at the same key as {other}.", "facts", fact.name)
