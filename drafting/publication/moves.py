"""Moves and derivations: where each numbered provision goes, and where each comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from drafting.constitution.labels import cited
from drafting.constitution.outline import Kind, Provision
from drafting.constitution.targets import Targets
from drafting.publication.draft import Draft

_ONE = re.compile(r"\b(paragraph|Rule)(?= \S+$)")


class Became(StrEnum):
    """What becomes of a provision that does not simply stay under its number."""

    RENUMBERED = "renumbered"
    RENUMBERED_AND_AMENDED = "renumbered and amended"
    MOVED = "moved"
    MOVED_AND_AMENDED = "moved and amended"
    GOES = "goes out"
    NEW = "new"


@dataclass(frozen=True)
class Moved:
    """A provision, or a run of them that goes or comes with one change: how it is cited.

    `today` is "" for what is new, `proposed` for what goes out. `change` is the id of the change
    that does it, `heading` its heading; both are "" where only other changes give a new number.
    """

    today: str
    proposed: str
    became: Became
    change: str
    heading: str


@dataclass(frozen=True)
class Moves:
    """The same moves twice: `today` in the order of the constitution today, without what is new.

    `proposed` is in the order of the proposed constitution, without what goes out.
    """

    today: tuple[Moved, ...]
    proposed: tuple[Moved, ...]


def moves_of(draft: Draft) -> Moves:
    """Return what becomes of each numbered provision that moves, goes, comes or is renumbered.

    Headings and numbered paragraphs count, the lettered parts of a paragraph do not. What goes or
    comes in one run with one change is one row.
    """
    stays = dict(_stays(draft))
    today = [
        *((old, row) for old, (_, row) in stays.items()),
        *_runs(draft, Became.GOES),
    ]
    proposed = [*stays.values(), *_runs(draft, Became.NEW)]
    return Moves(
        tuple(row for _, row in sorted(today, key=lambda each: each[0])),
        tuple(row for _, row in sorted(proposed, key=lambda each: each[0])),
    )


def _stays(draft: Draft) -> Iterator[tuple[int, tuple[int, Moved]]]:
    """Yield the old and the new block of what stays elsewhere or under another number."""
    following = draft.following
    current, proposed, came = following.current, following.proposed, following.origins
    headings = {each.change.id: each.change.heading for each in draft.accounts}
    amending = {
        draft.proposed.positions[each.change.protocol][n]: each.change.id
        for each in draft.accounts
        for n in each.change.blocks
    }
    for before in current.constitution.provisions:
        new = came.kept.get(before.block)
        if new is None or not _counts(current, before):
            continue
        after = proposed.constitution.provisions[new]
        moved = before.block in came.moved
        if not moved and before.label == after.label:
            continue
        amended = before.text != after.text
        change = came.moved.get(before.block, amending.get(new, "") if amended else "")
        if moved:
            became = Became.MOVED_AND_AMENDED if amended else Became.MOVED
        else:
            became = Became.RENUMBERED_AND_AMENDED if amended else Became.RENUMBERED
        row = Moved(
            cited(current, before.block),
            cited(proposed, new),
            became,
            change,
            headings.get(change, ""),
        )
        yield before.block, (new, row)


def _runs(draft: Draft, became: Became) -> Iterator[tuple[int, Moved]]:
    """Yield each run that comes or goes with one change, with the first block of it."""
    following = draft.following
    new = became is Became.NEW
    targets = following.proposed if new else following.current
    with_change = following.origins.inserted if new else following.origins.omitted
    headings = {each.change.id: each.change.heading for each in draft.accounts}
    numbered = [e for e in targets.constitution.provisions if _counts(targets, e)]
    for change, group in groupby(numbered, key=lambda each: with_change.get(each.block)):
        if change is None:
            continue
        told = _range(targets, list(group))
        today, proposed = ("", told[1]) if new else (told[1], "")
        yield told[0], Moved(today, proposed, became, change, headings.get(change, ""))


def _range(targets: Targets, run: Sequence[Provision]) -> tuple[int, str]:
    """Return the first block of a run and how the run is cited, such as `paragraphs 2 to 2.4`."""
    first, last = run[0].block, run[-1].block
    text = cited(targets, first)
    if first == last:
        return first, text
    many = _ONE.sub(r"\1s", text)
    return first, f"{many} to {targets.number(last)}"


def _counts(targets: Targets, provision: Provision) -> bool:
    """Return whether a provision has a number of its own that is not a letter in a paragraph."""
    return bool(
        provision.label
        and provision.kind is not Kind.CONTENTS
        and not provision.label.startswith("(")
        and targets.number(provision.block)
    )
