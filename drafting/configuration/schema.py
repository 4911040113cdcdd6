"""The JSON Schema of `council.yaml`, by which an editor completes and checks it as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drafting.configuration.council import Council
from drafting.configuration.overlays import SCENARIOS
from drafting.configuration.vocabulary import Fact, Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def council_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12): keys from the models, answers from the vocabulary.

    Every section is written out where it stands, because one section may stand in several places
    and the question that the vocabulary asks belongs to one of them.
    """
    found = Council.model_json_schema()
    sections: dict[str, Any] = found.pop("$defs", {})
    schema = _written_out(found, sections)
    for fact in vocabulary.asked():
        _at(schema, fact.at).update(_answers(fact))
    scenario = schema["properties"][SCENARIOS]["items"]["properties"]
    scenario["changes"].update(_overlay(schema))
    title = "council.yaml: what one council says about itself"
    return {"$schema": DIALECT, **schema, "title": title}


def _written_out(part: Any, sections: Mapping[str, Any]) -> Any:
    """Return a part of the schema with each reference replaced by the section it refers to."""
    if isinstance(part, list):
        return [_written_out(item, sections) for item in part]
    if not isinstance(part, dict):
        return part
    own = {
        name: _written_out(value, sections)
        for name, value in part.items()
        if name != "$ref" and not (name == "title" and isinstance(value, str))
    }
    if "$ref" not in part:
        return own
    name = str(part["$ref"]).rsplit("/", 1)[-1]
    return {**_written_out(sections[name], sections), **own}


def _overlay(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an overlay: any of the keys but the scenarios, and none is needed."""
    keys = {name: part for name, part in schema["properties"].items() if name != SCENARIOS}
    found = {name: _partly(part) for name, part in keys.items()}
    groups = found["groups"]
    group = {**_partly(groups["items"]), "description": "What differs for the group of this id."}
    by_id = {"type": "object", "additionalProperties": group}
    found["groups"] = {"description": groups["description"], "anyOf": [groups, by_id]}
    return {"type": "object", "properties": found, "additionalProperties": False}


def _partly(part: Any) -> Any:
    """Return the schema of a key in an overlay: any key below may be left out, or stay empty.

    Lists stay whole.
    """
    if not isinstance(part, dict):
        return part
    found = {name: value for name, value in part.items() if name != "required"}
    if "properties" in found:
        found["properties"] = {name: _partly(item) for name, item in found["properties"].items()}
    if isinstance(found.get("type"), str):
        found["type"] = [found["type"], "null"]
    return found


def _at(schema: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    for step in path:
        schema = schema["properties"][step]
    return schema


def _answers(fact: Fact) -> dict[str, Any]:
    """Return what the vocabulary adds to the schema of one key."""
    lines = [fact.question, fact.help, ""]
    lines += [f"{str(value).lower()}: {phrase}" for value, phrase in fact.values.items()]
    return {"enum": list(fact.values), "title": fact.title, "description": "\n".join(lines)}
