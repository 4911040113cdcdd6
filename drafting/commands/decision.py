"""The command that drafts what full council carried, without what it lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from drafting.amendment.changes import Change
from drafting.amendment.decision import Decision, dictated, needs
from drafting.amendment.decision import decide as judge
from drafting.amendment.floor import read_floor
from drafting.commands.council import written
from drafting.commands.ready import ready
from drafting.commands.result import Progress, Result, counted
from drafting.findings import Finding, Refusal, error
from drafting.library.clauses import Law
from drafting.library.nearest import did_you_mean
from drafting.publication.citations import citations
from drafting.publication.decided import changes_of_plan, decided
from drafting.publication.report_decision import Taken

DECISION_FORMAT = "drafting/decision/1"
_SHOWN = 5  # changes that a message names


def decide(
    folder: Path,
    carry: Sequence[str],
    lose: Sequence[str],
    floor: Path | None,
    dated: date | None,
    progress: Progress,
) -> Result:
    """Draft a workspace again with only what was carried, into `out/decided`.

    `carry` and `lose` name changes by the ids in `changes.json`, or by the ids of their clauses,
    or all those of a protocol by its id.
    Without `carry`, all that is not lost is carried; with it, nothing else is. Raises `Refusal`,
    and writes nothing, when an id is unknown, or when what is carried cannot stand without what
    is lost: the refusal says why, and what would do. `floor` is a file of amendments that were
    moved at the meeting and carried.
    """
    moved = read_floor(floor) if floor else ()
    found = ready(folder, progress)
    changes = changes_of_plan(found.plan)
    delegated = found.configuration.council.constitution.references_of_delegation
    carried = _named(carry, changes, "--carry", delegated)
    lost = _named(lose, changes, "--lose", delegated)
    both = sorted(carried & lost)
    if both:
        raise Refusal(error(f"{', '.join(both)} cannot be both carried and lost."))
    if carried:
        lost = frozenset(change.id for change in changes) - carried
    proposals = [region.proposal for region in found.plan.regions]
    decision = judge(
        [change.id for change in changes],
        needs(changes, proposals),
        dictated(changes, proposals),
        lost,
    )
    if not decision.stands:
        law = found.facts.library.law
        raise Refusal(*_wrong(decision, {change.id: change for change in changes}, law))
    planned = decided(found.plan, changes, lost)
    record = {
        "format": DECISION_FORMAT,
        "carried": [change.id for change in changes if change.id not in lost],
        "lost": sorted(lost),
        "floor": [
            {"address": each.address, "wording": each.wording, "mover": each.mover}
            for each in moved
        ],
    }
    into = found.facts.workspace.decided
    taken = Taken(
        tuple(change for change in changes if change.id not in lost),
        tuple(change for change in changes if change.id in lost),
        moved,
    )
    result = written(found, planned, dated, progress, into, moved, record, taken)
    told = f"{counted(len(changes) - len(lost), 'change')} carried, {len(lost)} lost"
    told += f", {counted(len(moved), 'amendment')} moved at the meeting." if moved else "."
    whole = {**result.record, "lost": sorted(lost)}
    return replace(result, summary=f"{told}\n{result.summary}", record=whole)


def _named(
    names: Sequence[str], changes: Sequence[Change], option: str, delegated: Mapping[str, str]
) -> frozenset[str]:
    """Return the ids of the changes that are named by their ids, their clauses or protocols."""
    by_name: dict[str, list[str]] = {}
    for change in changes:
        for each in {change.id, change.clause, change.protocol} - {""}:
            by_name.setdefault(each, []).append(change.id)
    unknown = [each for each in names if each not in by_name]
    if unknown:
        raise Refusal(
            *(
                error(
                    _consequential(each, delegated)
                    or f"there is no change “{each}” to {option[2:]}.",
                    remedy=did_you_mean(each, by_name),
                )
                for each in unknown
            )
        )
    return frozenset(identity for each in names for identity in by_name[each])


def _consequential(name: str, delegated: Mapping[str, str]) -> str:
    if not name.startswith(("reference.", "name.", "link.")):
        return ""
    told = f"“{name}” is consequential: it goes with the change that it follows from."
    kind = "factual" if name.startswith("name.") else "consequential"
    if kind in delegated:
        told += (
            " Full council does not decide what the monitoring officer makes under "
            f"{delegated[kind]}."
        )
    return told


def _wrong(
    decision: Decision, changes: Mapping[str, Change], law: Mapping[str, Law]
) -> list[Finding]:
    """Return why a decision cannot stand, and last what would do."""
    found = [
        error(
            f"{each} (“{changes[each].heading}”) cannot be lost: statute dictates its substance "
            f"({'; '.join(citations(law[n] for n in changes[each].legal_basis))})."
        )
        for each in decision.unlawful
    ]
    by_need: dict[str, list[str]] = {}
    for unmet in decision.unmet:
        by_need.setdefault(unmet.needs, []).append(unmet.change)
    for needed, some in by_need.items():
        shown = ", ".join(some[:_SHOWN]) + (
            f" and {len(some) - _SHOWN} more" * (len(some) > _SHOWN)
        )
        found.append(
            error(
                f"{needed} (“{changes[needed].heading}”) is lost, and what is carried needs it: "
                f"{shown}."
            )
        )
    found.append(error("what is carried cannot stand alone.", remedy=_offer(decision)))
    return found


def _offer(decision: Decision) -> str:
    """Return what would do: to lose what needs it as well, or to carry what is needed."""
    options: list[str] = []
    if decision.losing_more is not None:
        also = sorted(decision.losing_more - decision.lost)
        options.append("Lose these too: " + " ".join(f"--lose {each}" for each in also) + ".")
    elif not decision.unlawful:
        named = ", ".join(decision.dictated[:_SHOWN])
        options.append(f"What needs it cannot all be lost: statute dictates {named}.")
    also = sorted(decision.lost - decision.carrying_more)
    carry = "Carry" if decision.losing_more is None else "Or carry"
    options.append(f"{carry} these too: {' '.join(also)}.")
    return " ".join(options)
