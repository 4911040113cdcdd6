"""The records of a draft: the changes for machines, and the audit of how they came about."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from importlib import metadata
from typing import Any

from drafting import __version__
from drafting.amendment.changes import Change
from drafting.digests import digest
from drafting.findings import Finding
from drafting.publication.accounts import Account
from drafting.publication.draft import Draft

CHANGES_FORMAT = "drafting/changes/1"
AUDIT_FORMAT = "drafting/audit/1"
_LIBRARIES = ("diff-match-patch", "jinja2", "lxml", "markdown-it-py", "python-docx", "rapidfuzz")


def changes_record(council: str, draft: Draft) -> dict[str, Any]:
    """Return `changes.json`.

    The changes say nothing that turns on the numbers of provisions: those stand in `numbers`, by
    clause, so that a change of one fact leaves the other changes as they were.
    """
    return {
        "format": CHANGES_FORMAT,
        "council": council,
        "changes": [_change(account.change, account) for account in draft.accounts],
        "kept": [
            {"heading": each.heading, "where": each.where, "why": each.why, "sha256": each.digest}
            for each in draft.kept
        ],
        "provided": [
            {
                "clause": each.clause,
                "text": each.text,
                "where": each.where,
                "by": each.by,
                "score": each.score,
                "settled": each.settled,
            }
            for each in draft.provided
        ],
        "lost": [
            {"change": each.change, "clause": each.clause, "where": each.where, "text": each.text}
            for each in draft.lost
        ],
        "settled": [
            {
                "clause": each.clause,
                "paragraph": each.paragraph,
                "where": each.where,
                "settled": each.settled,
            }
            for each in draft.settled
        ],
        "numbers": dict(sorted(draft.numbers.items())),
    }


def _change(change: Change, account: Account) -> dict[str, Any]:
    return {
        "id": change.id,
        "kind": change.kind.value,
        "protocol": change.protocol,
        "clause": change.clause,
        "variant": change.variant,
        "heading": change.heading,
        "where": change.where,
        "current": list(change.current),
        "proposed": list(change.proposed),
        "reason": change.reason,
        "because": list(change.because),
        "facts": list(change.depends_on),
        "force": change.force,
        "legal_basis": list(change.legal_basis),
        "law": list(account.law),
        "authority": account.authority,
        "if_rejected": change.if_rejected,
        "requires": list(change.requires),
        "match": change.match,
    }


def audit_record(
    inputs: Mapping[str, bytes],
    outputs: Mapping[str, bytes],
    verification: Mapping[str, Any],
    findings: Sequence[Finding],
) -> dict[str, Any]:
    """Return `audit.json`: what went in, what came out, with what, and what was verified."""
    return {
        "format": AUDIT_FORMAT,
        "program": {"drafting": __version__, "python": platform.python_version()},
        "libraries": {each: metadata.version(each) for each in _LIBRARIES},
        "inputs": {name: digest(data) for name, data in sorted(inputs.items())},
        "outputs": {name: digest(data) for name, data in sorted(outputs.items())},
        "verification": dict(verification),
        "findings": [finding.as_json() for finding in findings],
        "notice": "A drafting aid. Not legal advice.",
    }


def as_json(record: Mapping[str, Any]) -> bytes:
    """Return a record as JSON, the same bytes for the same record."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
