"""Which blocks of two stories are the same, as paragraphs, fields, controls and splits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from drafting.amendment.alignment import Move, Step, align
from drafting.publication.joints import with_joints
from drafting.publication.wraps import with_wraps
from drafting.word.long_fields import FieldPiece, collapsed
from drafting.word.slices import Piece


def parted(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return which pieces stand behind something other than a block, by their `id`."""
    return frozenset(id(each) for one, each in pairwise(pieces) if not one.is_block)


def aligned(
    before: list[Piece], after: list[Piece], parted: frozenset[int]
) -> tuple[list[Piece], list[Piece], list[Step]]:
    """Return the blocks, with a field that runs over several as one, and the steps between them.

    What is `parted` from the block before it is not merged with it.
    """
    ours, theirs = collapsed(before, after)
    steps = with_wraps(align(ours, theirs), ours, theirs, parted)
    steps = with_joints(steps, ours, theirs, parted)
    kept = {step.old for step in steps if step.move is Move.KEEP}
    if all(n in kept for n, piece in enumerate(ours) if isinstance(piece, FieldPiece)):
        return ours, theirs, steps
    return before, after, align(before, after)
