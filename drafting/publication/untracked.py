"""Blocks that no tracked change can show: they stay where the old file has them, and are named.

These are embedded documents (`w:altChunk`, ECMA-376 Part 1, 17.17.2.1), which Word takes in when it
opens the file, and tables without rows and controls without content, which it does not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafting.amendment.alignment import Move, Step
from drafting.word.slices import Piece
from drafting.word.xml import name


@dataclass(frozen=True)
class Staying:
    """The steps between two stories without what stays as it is, and the new story with it.

    `left_out` are the pieces that only the new story has, `kept` those that only the old one has.
    """

    steps: list[Step]
    after: list[Piece]
    target: list[Piece]
    left_out: list[Piece]
    kept: list[Piece]

    def told(self) -> Iterator[tuple[Piece, str]]:
        """Yield each block that stays or is left out, and what to say of it."""
        for piece in self.left_out:
            yield piece, f"only the new file has {named(piece.tag)} here; it is left out"
        for piece in self.kept:
            yield piece, f"only the old file has {named(piece.tag)} here; it stays"


def named(kind: str) -> str:
    """Return what a person calls a kind of block that is not tracked."""
    things = {
        "altChunk": "an embedded document",
        "tbl": "a table without rows",
        "sdt": "a content control that holds nothing",
    }
    return things.get(kind, f"a {kind}")


def is_untracked(piece: Piece) -> bool:
    """Return whether a block cannot come or go as a tracked change."""
    if piece.tag == "altChunk":
        return True
    if piece.tag == "sdt":
        return next(piece.element.iter(name("w:p")), None) is None
    if piece.tag != "tbl" or (piece.raw and b"<w:tr" in piece.raw):
        return False
    return next(piece.element.iter(name("w:tr")), None) is None


def staying(
    steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece], new: Sequence[Piece]
) -> Staying | None:
    """Return what becomes of two stories whose untracked blocks stay; None where none differs."""
    kept: dict[int, Piece] = {}  # by the place of its step
    left_out: list[Piece] = []
    result: list[Step] = []
    for step in steps:
        old = None if step.old is None else before[step.old]
        block = after[step.new] if step.new is not None and old is None else old
        if type(step) is not Step or step.move is Move.KEEP or not is_untracked(block or before[0]):
            result.append(step)
        elif step.move in {Move.DELETE, Move.MOVE_AWAY} and old is not None:
            kept[len(result)] = old
            result.append(replace(step, move=Move.KEEP, new=len(after) + len(kept) - 1))
        elif step.new is not None:
            left_out.append(after[step.new])
    if not kept and not left_out:
        return None
    longer = [*after, *kept.values()]
    target = [piece for piece in new if all(piece is not each for each in left_out)]
    for at, piece in kept.items():
        earlier = [longer[s.new] for s in result[:at] if s.new is not None and _stays(s)]
        place = target.index(earlier[-1]) + 1 if earlier else 0
        target.insert(place, piece)
    return Staying(result, longer, target, left_out, [*kept.values()])


def _stays(step: Step) -> bool:
    return step.move is not Move.MOVE_AWAY
