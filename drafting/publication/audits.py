"""Reads the `audit.json` of an earlier draft back: on what ground it was drafted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.digests import digest
from drafting.findings import Finding, Refusal, error
from drafting.library.clauses import Library
from drafting.publication.drift import Drafted
from drafting.publication.records import AUDIT_FORMAT
from drafting.yaml_file import LARGEST_FILE

_DRAFT_AGAIN = "Draft again, or name the council.yaml of that time with --since."


def read_audit(path: Path, library: Library, vocabulary: Vocabulary) -> Drafted:
    """Return what an earlier draft was drafted on.

    Raises `Refusal` when the file is not the audit of a draft, or records no facts.
    """
    data = _data(path)
    facts, clauses = data.get("facts"), data.get("clauses")
    if not isinstance(facts, dict) or not isinstance(clauses, dict):
        raise _refused(path, "it records no facts: an earlier version wrote it.", _DRAFT_AGAIN)
    variants: dict[str, str] = {}
    digests: dict[str, str] = {}
    for name, each in clauses.items():
        variant, text = (each.get(k) if isinstance(each, dict) else None for k in _RECORDED)
        if not isinstance(variant, str) or not isinstance(text, str):
            raise _refused(path, f"the record of the clause “{name}” is damaged.", _DRAFT_AGAIN)
        variants[name], digests[name] = variant, text
    inputs = data.get("inputs")
    return Drafted(
        source=f"the draft recorded in {path.name}",
        facts=_facts(path, facts, vocabulary),
        variants=variants,
        digests=digests,
        unlike=_unlike(library, inputs if isinstance(inputs, dict) else {}),
    )


_RECORDED = ("variant", "sha256")


def _data(path: Path) -> Mapping[str, Any]:
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST_FILE:
            raise _refused(
                path, f"it is larger than {LARGEST_FILE:,} bytes.", "Name an audit.json."
            )
        data = json.loads(raw)
    except OSError as problem:
        raise _refused(path, f"the file cannot be read: {problem.strerror}.", "") from None
    except (ValueError, RecursionError):
        raise _refused(path, "this is not JSON.", "Name the audit.json of a draft.") from None
    if not isinstance(data, dict) or data.get("format") != AUDIT_FORMAT:
        raise _refused(path, "this is not the audit of a draft.", "Name the audit.json of a draft.")
    return data


def _facts(path: Path, facts: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, FactValue]:
    """Return the recorded facts that the vocabulary still has."""
    known: dict[str, FactValue] = {}
    for name, value in facts.items():
        fact = vocabulary.facts.get(name)
        if fact is None:
            continue
        if not fact.allows(value):
            raise _refused(path, f"{name} is recorded as {value!r}, not a value.", _DRAFT_AGAIN)
        known[name] = value
    return known


def _unlike(library: Library, inputs: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of the clauses whose files are not the ones that were drafted with."""
    unlike: set[str] = set()
    for name, clause in library.clauses.items():
        path = clause.source.path
        recorded = inputs.get(f"clauses/{path.parent.name}/{path.name}")
        if recorded is not None and recorded != digest(path.read_bytes()):
            unlike.add(name)
    return frozenset(unlike)


def _refused(path: Path, message: str, remedy: str) -> Refusal:
    finding: Finding = error(message, where=str(path), remedy=remedy)
    return Refusal(finding, cannot_run=True)
