"""How two texts end: the last mark of a text neither comes nor goes (17.13.5.15, 17.13.5.20)."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.amendment.alignment import Move, Step
from drafting.publication.pairing import without_moves
from drafting.publication.wraps import Wrapped, news_of, olds_of
from drafting.word.long_fields import ends_of_fields
from drafting.word.slices import Piece


def with_last_paired(
    steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece]
) -> list[Step]:
    """Pair the blocks that end the two texts, where one of them is a content control.

    A control and a paragraph are a pair in that the tags of the control come or go around what both
    hold. Where a paragraph that stays stands before them, what comes or goes is settled there.
    """
    old = next((s.old for s in reversed(steps) if s.move not in _HERE and s.old is not None), None)
    new = next((s.new for s in reversed(steps) if s.move not in _AWAY and s.new is not None), None)
    if old is None or new is None or (steps[-1].old, steps[-1].new) == (old, new):
        return list(steps)
    tags = {before[old].tag, after[new].tag}
    if tags not in ({"sdt"}, {"p", "sdt"}):
        return list(steps)
    kept = [step for step in steps if step.move is Move.KEEP]
    if any(old in olds_of(step) or new in news_of(step) for step in kept) and any(
        type(step) is Step and before[step.old or 0].tag == "p" for step in kept
    ):
        return list(steps)
    # A field that ends in the last paragraph stands in the control whole.
    olds, news = (
        range(min([at, *(a for a, b in ends_of_fields(side) if b == at)]), at + 1)
        for side, at in ((before, old), (after, new))
    )
    moves = {(s.old, s.new) for s in steps if s.move in {*_HERE, *_AWAY}}
    steps = without_moves(steps, {each for each in moves if each[0] in olds or each[1] in news})
    result: list[Step] = []
    for step in steps:
        ends = {*olds}.intersection(olds_of(step)) or {*news}.intersection(news_of(step))
        if ends and step.move not in _HERE | _AWAY:
            result += [Step(Move.DELETE, n, None) for n in olds_of(step) if n not in olds]
            result += [Step(Move.INSERT, None, n) for n in news_of(step) if n not in news]
        else:
            result.append(step)
    if len(tags) == 1:
        return [*result, Step(Move.KEEP, old, new)]
    return [*result, Wrapped(Move.KEEP, old, new, (*olds,), (*news,))]


_HERE = frozenset({Move.MOVE_HERE})
_AWAY = frozenset({Move.MOVE_AWAY})
