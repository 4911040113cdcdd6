"""Fields that begin in one block and end in another: both ends are kept, or both come or go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from drafting.amendment.alignment import Move, Step
from drafting.publication.wraps import news_of, olds_of
from drafting.word.long_fields import ends_of_fields
from drafting.word.slices import Piece

_COMES = frozenset({Move.INSERT, Move.MOVE_HERE})


def with_fields_whole(
    steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece]
) -> list[Step]:
    """Part the pairs of blocks in a field of one text that the other text does not have (17.16.18).

    Else the end of one field would be that of another, or two fields would overlap.
    """
    ours, theirs = ends_of_fields(before), ends_of_fields(after)
    result = list(steps)
    while ours or theirs:
        pairs = {
            s.old: s.new
            for s in result
            if type(s) is Step and s.move is Move.KEEP and s.old is not None and s.new is not None
        }
        kept = {
            (a, b): (pairs[a], pairs[b])
            for (a, b), code in ours.items()
            if a in pairs and b in pairs and theirs.get((pairs[a], pairs[b])) == code
        }
        gone = _within(ours.keys() - kept.keys())
        come = _within(theirs.keys() - {*kept.values()})
        broken = [
            step.move is Move.KEEP
            and not (gone.isdisjoint(olds_of(step)) and come.isdisjoint(news_of(step)))
            for step in result
        ]
        if not any(broken):
            break
        parted: list[Step] = []
        for step, breaks in zip(result, broken, strict=True):
            if breaks:
                parted += [Step(Move.DELETE, n, None) for n in olds_of(step)]
                parted += [Step(Move.INSERT, None, n) for n in news_of(step)]
            else:
                parted.append(step)
        result = parted
    return result if result == steps else _in_order(result)


def _within(fields: Iterable[tuple[int, int]]) -> set[int]:
    return {n for first, last in fields for n in range(first, last + 1)}


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with what goes, between two that stay, before what comes."""
    result: list[Step] = []
    for stays, group in groupby(steps, key=lambda step: step.move is Move.KEEP):
        found = list(group)
        result += found if stays else sorted(found, key=lambda step: step.move in _COMES)
    return result
