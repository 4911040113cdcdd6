"""The records of a draft: the changes for machines, and the audit of how they came about."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import metadata
from typing import Any

from drafting import __version__
from drafting.amendment.changes import Change
from drafting.assembly.standing import Standing
from drafting.constitution.labels import cited
from drafting.constitution.targets import Targets
from drafting.digests import digest
from drafting.findings import Finding
from drafting.publication.accounts import Account
from drafting.publication.consequential import ConsequentialAccount
from drafting.publication.draft import Draft
from drafting.publication.floor import FloorAccount
from drafting.publication.moves import Moves

CHANGES_FORMAT = "drafting/changes/1"
PROVISIONS_FORMAT = "drafting/provisions/1"
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
        "changes": [
            *(_change(account.change, account, draft) for account in draft.accounts),
            *(_from_the_floor(account) for account in draft.floor),
            *(_consequential(account) for account in draft.following.accounts),
        ],
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
        "unresolved": [
            {"where": each.where, "reference": each.reference.text, "why": each.why}
            for each in draft.following.unresolved
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


def _change(change: Change, account: Account, draft: Draft) -> dict[str, Any]:
    return {
        "id": change.id,
        "kind": change.kind.value,
        "protocol": change.protocol,
        "clause": change.clause,
        "variant": change.variant,
        "origin": change.origin,
        "own_words": change.own_words,
        "heading": change.heading,
        "where": change.where,
        "provisions": [_cited(draft, block) for block in change.replaced],
        "current": list(change.current),
        "proposed": list(change.proposed),
        "reason": change.reason,
        "because": list(change.because),
        "because_of": [],
        "facts": list(change.depends_on),
        "force": change.force,
        "legal_basis": list(change.legal_basis),
        "law": list(account.law),
        "authority": account.authority,
        "if_rejected": change.if_rejected,
        "requires": list(change.requires),
        "needs": list(draft.needs[change.id]),
        "consequences": [
            each.change.id
            for each in draft.following.accounts
            if change.id in each.change.because_of
        ],
        "vote": account.vote,
        "mover": None,
        "match": change.match,
    }


def _cited(draft: Draft, block: int) -> dict[str, str]:
    following = draft.following
    return {"id": following.ids[0][block], "cited": cited(following.current, block)}


def _from_the_floor(account: FloorAccount) -> dict[str, Any]:
    """Return an amendment from the floor, with the same keys as any other change."""
    return {
        **_bare(account.id, "substitute", account.provision, account.where),
        "current": [account.current],
        "proposed": [account.amendment.wording],
        "reason": f"Moved at the meeting by {account.amendment.mover}.",
        "force": "choice",
        "authority": account.authority,
        "if_rejected": "The provision stays as it is without the amendment.",
        "mover": account.amendment.mover,
    }


def _consequential(account: ConsequentialAccount) -> dict[str, Any]:
    """Return a consequential change, with the same keys as any other."""
    change = account.change
    return {
        **_bare(change.id, "consequential", change.provision, change.where),
        "current": [change.current],
        "proposed": [change.proposed] if account.settled else [],
        "reason": account.why,
        "because_of": list(change.because_of),
        "force": "consequential",
        "authority": account.authority,
        "if_rejected": account.if_rejected,
    }


def _bare(identity: str, kind: str, provision: str, where: str) -> dict[str, Any]:
    """Return the keys of a change that no clause makes; `None` and "" for what it has not."""
    return {
        "id": identity,
        "kind": kind,
        "protocol": "",
        "clause": "",
        "variant": "",
        "heading": "",
        "where": where,
        "provisions": [{"id": provision, "cited": where}],
        "current": [],
        "proposed": [],
        "reason": "",
        "because": [],
        "because_of": [],
        "facts": [],
        "force": "",
        "legal_basis": [],
        "law": [],
        "authority": "",
        "if_rejected": "",
        "requires": [],
        "needs": [],
        "consequences": [],
        "vote": None,
        "mover": None,
        "match": None,
    }


def provisions_record(council: str, draft: Draft, moves: Moves) -> dict[str, Any]:
    """Return `provisions.json`: each provision by its permanent id, as it is cited and will be.

    `current` is None for one that comes, `proposed` for one that goes. Where the proposed
    constitution becomes the current one, its provisions keep these ids. `moves` are the rows of
    the table of moves and derivations.
    """
    following = draft.following
    before, after = following.ids
    back = {new: old for old, new in following.origins.kept.items()}
    rows: list[dict[str, Any]] = []
    for block, identity in enumerate(after):
        if identity:
            old = back.get(block)
            rows.append(
                {
                    "id": identity,
                    "current": None if old is None else cited(following.current, old),
                    "proposed": cited(following.proposed, block),
                    "change": following.origins.inserted.get(block),
                    "sha256": _digest(following.proposed, block),
                }
            )
    for block, identity in enumerate(before):
        if identity and block not in following.origins.kept:
            rows.append(
                {
                    "id": identity,
                    "current": cited(following.current, block),
                    "proposed": None,
                    "change": following.origins.omitted.get(block),
                    "sha256": _digest(following.current, block),
                }
            )
    return {
        "format": PROVISIONS_FORMAT,
        "council": council,
        "provisions": rows,
        "moves": {
            "old_to_new": [asdict(each) for each in moves.today],
            "new_to_old": [asdict(each) for each in moves.proposed],
        },
    }


def _digest(targets: Targets, block: int) -> str:
    return digest(targets.constitution.provisions[block].text.encode())


def audit_record(
    inputs: Mapping[str, bytes],
    outputs: Mapping[str, bytes],
    verification: Mapping[str, Any],
    findings: Sequence[Finding],
    standing: Standing,
) -> dict[str, Any]:
    """Return `audit.json`: what went in, what came out, with what, and what was verified.

    `facts` and `clauses` say on what ground each clause was drafted, in which wording and with
    which text, so that `drafting drift` can tell later what has lost its ground.
    """
    return {
        "format": AUDIT_FORMAT,
        "program": {"drafting": __version__, "python": platform.python_version()},
        "libraries": {each: metadata.version(each) for each in _LIBRARIES},
        "inputs": {name: digest(data) for name, data in sorted(inputs.items())},
        "outputs": {name: digest(data) for name, data in sorted(outputs.items())},
        "facts": dict(standing.facts),
        "clauses": {
            name: {"variant": each.variant, "sha256": each.sha256}
            for name, each in standing.wordings.items()
        },
        "verification": dict(verification),
        "findings": [finding.as_json() for finding in findings],
        "notice": "A drafting aid. Not legal advice.",
    }


def as_json(record: Mapping[str, Any]) -> bytes:
    """Return a record as JSON, the same bytes for the same record."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
