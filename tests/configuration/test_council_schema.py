"""The JSON Schema of `council.yaml`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from drafting.configuration.schema import council_schema
from drafting.configuration.vocabulary import Vocabulary


def as_json(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: as_json(value) for name, value in data.items()}
    if isinstance(data, list):
        return [as_json(value) for value in data]
    return data.isoformat() if hasattr(data, "isoformat") else data


def errors_of(vocabulary: Vocabulary, text: str) -> list[str]:
    data = as_json(YAML(typ="safe", pure=True).load(text))
    validator = Draft202012Validator(council_schema(vocabulary))
    return [error.json_path for error in validator.iter_errors(data)]


def test_the_schema_is_a_schema_and_allows_the_example(
    vocabulary: Vocabulary, example: str
) -> None:
    Draft202012Validator.check_schema(council_schema(vocabulary))
    # The one key that the example leaves empty is text; an editor would have it removed.
    assert errors_of(vocabulary, example.replace("  author:\n", "")) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("arrangement: minority-with-support", "arrangement: alliance", "$.arrangement"),
        ("quote_rule: portfolio", "quote_rule: nobody", "$.communications.quote_rule"),
        ("period: none", "period: weekly", "$.administration.rotation.period"),
        ("vacancies: 0", "vacancis: 0", "$.seats"),
        ("type: unitary", "type: parish", "$.council.type"),
        ("arrangement: coalition", "arrangement: alliance", "$.scenarios[1].changes.arrangement"),
        ("communications: {quote_rule: joint}", "comms: {}", "$.scenarios[1].changes"),
        (
            "cabinet: {labour: 6,",
            "cabinet: {labour: 60,",
            "$.scenarios[1].changes.administration.cabinet.labour",
        ),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(
    vocabulary: Vocabulary, example: str, old: str, new: str, path: str
) -> None:
    assert path in errors_of(vocabulary, example.replace(old, new))


def test_every_question_of_the_vocabulary_is_in_the_schema(vocabulary: Vocabulary) -> None:
    schema = council_schema(vocabulary)
    for fact in vocabulary.asked():
        part = schema
        for step in fact.at:
            part = part["properties"][step]
        assert fact.question in part["description"]
        assert part["enum"] == list(fact.values)


def test_every_key_has_a_description(vocabulary: Vocabulary) -> None:
    def undescribed(part: Any, path: str) -> list[str]:
        found: list[str] = []
        for name, below in part.get("properties", {}).items():
            place = f"{path}.{name}"
            found += [] if below.get("description") else [place]
            found += undescribed(below, place) + undescribed(below.get("items", {}), place)
        return found

    assert undescribed(council_schema(vocabulary), "") == []


def test_the_schema_is_always_the_same(vocabulary: Vocabulary) -> None:
    assert json.dumps(council_schema(vocabulary)) == json.dumps(council_schema(vocabulary))
