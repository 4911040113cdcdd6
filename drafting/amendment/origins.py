"""How the proposed constitution comes from the current one, block by block, and by which change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafting.amendment.alignment import Move, Step
from drafting.amendment.changes import Change
from drafting.constitution.outline import Constitution, Provision


@dataclass(frozen=True)
class Origins:
    """Where the blocks of a proposed constitution come from.

    `kept` gives the new block that an old one is; `inserted` the change that a new block comes
    with, `omitted` the change that an old block goes with, `moved` the change that moves one.
    `firsts` gives the first block of each change; `order` their ids as they stand.
    """

    kept: Mapping[int, int]
    inserted: Mapping[int, str]
    omitted: Mapping[int, str]
    moved: Mapping[int, str]
    firsts: Mapping[str, int]
    order: tuple[str, ...]

    def in_order(self, changes: set[str]) -> tuple[str, ...]:
        """Return ids of changes in the order in which the changes stand."""
        return tuple(each for each in self.order if each in changes)


def origins(
    steps: Sequence[Step], changes: Sequence[Change], positions: Mapping[str, Sequence[int]]
) -> Origins:
    """Return how the blocks of the proposed constitution come from the current ones.

    `positions` gives, for each protocol, the block that each block of its proposal is.
    """
    kept = {s.old: s.new for s in steps if s.old is not None and s.new is not None}
    here = {step.new: step.old for step in steps if step.move is Move.MOVE_HERE}
    stays = set(kept.values())
    inserted: dict[int, str] = {}
    omitted: dict[int, str] = {}
    moved: dict[int, str] = {}
    firsts: dict[str, int] = {}
    for change in changes:
        places = [positions[change.protocol][n] for n in change.blocks]
        firsts[change.id] = places[0]
        for place in places:
            if place not in stays:
                inserted[place] = change.id
            elif (old := here.get(place)) is not None:
                moved[old] = change.id
        omitted |= dict.fromkeys(change.omitted, change.id)
    order = tuple(change.id for change in changes)
    return Origins(kept, inserted, omitted, moved, firsts, order)


@dataclass(frozen=True)
class Causes:
    """Says which changes give a provision another number."""

    current: Constitution
    proposed: Constitution
    origins: Origins

    def of(self, old: int) -> tuple[str, ...]:
        """Return the changes because of which block `old` is numbered anew, or is gone."""
        origins = self.origins
        if old in origins.omitted:
            return (origins.omitted[old],)
        new = origins.kept.get(old)
        if new is None:
            return ()
        before, after = set(_elders(self.current, old)), set(_elders(self.proposed, new))
        found = {origins.moved[old]} if old in origins.moved else set[str]()
        stayed = {origins.kept[each] for each in before if each in origins.kept}
        for each in before:
            if origins.kept.get(each) not in after:
                found |= {origins.omitted.get(each, ""), origins.moved.get(each, "")}
        for each in after - stayed:
            came = self._back.get(each, -1)
            found |= {origins.inserted.get(each, ""), origins.moved.get(came, "")}
        return origins.in_order(found) or self._all_before(old, new)

    @cached_property
    def _back(self) -> Mapping[int, int]:
        """The old block that a new one is."""
        return {new: old for old, new in self.origins.kept.items()}

    def _all_before(self, old: int, new: int) -> tuple[str, ...]:
        """Return every change that adds or takes away a number before a provision."""
        origins = self.origins
        found = {
            change
            for block, change in origins.inserted.items()
            if block < new and self.proposed.provisions[block].label
        }
        found |= {
            change
            for block, change in origins.omitted.items()
            if block < old and self.current.provisions[block].label
        }
        return origins.in_order(found)


def _elders(constitution: Constitution, block: int) -> Iterator[int]:
    """Yield the numbered provisions before one, and before each that it stands under, beside it."""
    level = _level(constitution.provisions[block])
    for at in range(block - 1, -1, -1):
        each = constitution.provisions[at]
        own = _level(each)
        if own[1] < 0 or own > level:
            continue
        if own < level:
            level = own
        elif each.label:
            yield at


def _level(provision: Provision) -> tuple[int, int]:
    """Return how deep a provision stands, headings first; (2, -1) for what is not numbered."""
    if provision.heading:
        return 0, provision.depth
    return (1, provision.depth) if provision.label else (2, -1)
