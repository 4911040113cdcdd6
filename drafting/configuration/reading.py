"""Reads `council.yaml`, and reports everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from drafting.configuration.council import Council
from drafting.configuration.explanations import explain, not_an_answer
from drafting.configuration.facts import derive_facts
from drafting.configuration.group_checks import GROUP_CHECKS
from drafting.configuration.keys import value_at
from drafting.configuration.office_checks import OFFICE_CHECKS
from drafting.configuration.stated import Stated
from drafting.configuration.text_checks import TEXT_CHECKS
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, Refusal, error
from drafting.yaml_file import YamlFile, read_yaml

CHECKS = (*GROUP_CHECKS, *OFFICE_CHECKS, *TEXT_CHECKS)


@dataclass(frozen=True)
class Configuration:
    """What one `council.yaml` says, and where in the file it says it."""

    source: YamlFile
    council: Council

    @property
    def path(self) -> Path:
        """The file that was read."""
        return self.source.path

    def line(self, *key: str | int) -> int:
        """Return the line (from 1) of the value at `key`, or of the nearest value above it."""
        return self.source.line(*key)


def read_configuration(
    path: Path, vocabulary: Vocabulary
) -> tuple[Configuration | None, list[Finding]]:
    """Read `council.yaml`; return what it says, and every finding in the order of the file.

    There is no configuration when a value is missing, unknown or of the wrong type. There is one
    when values only disagree with each other; the findings say so, and its facts can be derived.
    """
    try:
        source = read_yaml(path)
    except Refusal as refusal:
        return None, list(refusal.findings)
    return configuration_in(source, vocabulary)


def configuration_in(
    source: YamlFile, vocabulary: Vocabulary
) -> tuple[Configuration | None, list[Finding]]:
    """Return what a file that was read says, as `read_configuration` does."""
    if not isinstance(source.data, dict):
        return None, [_no_keys(source)]
    council, problems = _council(source, vocabulary)
    answers = list(_answers(source, vocabulary))
    counts = list(_counts(source, council, vocabulary)) if council and not answers else []
    stated = Stated(source)
    checks = [finding for check in CHECKS for finding in check(stated)]
    findings = [*source.findings, *problems, *answers, *counts, *checks]
    usable = council is not None and not answers and not counts
    configuration = Configuration(source, council) if council and usable else None
    return configuration, sorted(findings, key=lambda finding: finding.line or 0)


def council_of(data: Mapping[str, Any]) -> Council:
    """Return the council that the data of a `council.yaml` states.

    Raises `pydantic.ValidationError` where a value is missing, unknown or of the wrong type.
    """
    return Council.model_validate(_as_stated(data))


def _no_keys(source: YamlFile) -> Finding:
    return error(
        "the file holds no `name: value` lines.",
        where=source.path.name,
        remedy="Start from an example: drafting init --example penfold-and-wray.",
    )


def _council(source: YamlFile, vocabulary: Vocabulary) -> tuple[Council | None, list[Finding]]:
    try:
        return council_of(source.data), []
    except ValidationError as problem:
        # Half a surrogate pair is reported by the check of characters.
        found = [each for each in problem.errors() if each["type"] != "string_unicode"]
        return None, [explain(each, source, vocabulary) for each in found]


def _as_stated(data: Any) -> Any:
    """Return the data without keys that are left empty, and with lists as the models want them."""
    if isinstance(data, dict):
        return {name: _as_stated(value) for name, value in data.items() if value is not None}
    if isinstance(data, list):
        return tuple(_as_stated(value) for value in data)
    return data


def _answers(source: YamlFile, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Report the answers that the vocabulary does not know."""
    for fact in vocabulary.asked():
        value = value_at(source.data, *fact.at)
        if isinstance(value, str) and True not in fact.values and not fact.allows(value):
            message, remedy = not_an_answer(fact, value)
            yield source.error(message, *fact.at, remedy=remedy)


def _counts(source: YamlFile, council: Council, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Report the counts that lie outside what the library covers."""
    facts = derive_facts(council)
    for fact in vocabulary.facts.values():
        if fact.range and not fact.allows(facts[fact.name]):
            low, high = fact.range
            yield source.error(
                f"{fact.says(facts[fact.name])}; the library covers {low} to {high}.",
                *fact.derived_from.split("."),
                remedy="Check the list: has a group been entered twice?",
            )
