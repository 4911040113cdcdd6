"""The written blocks of a story: in their order, and what of them a later step looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.amendment.alignment import Move, Step
from drafting.word.atoms import MARKERS
from drafting.word.blocks import BLOCKS
from drafting.word.long_fields import FieldPiece
from drafting.word.slices import Piece
from drafting.word.xml import Element, clone, local, name

Written = Piece | Element  # a piece that stays as it is, or an element that was written


def closing_of(blocks: Sequence[Written]) -> Element | None:
    """Return the last paragraph of what was written at a place, or None where none ends it."""
    elements = [each for each in blocks if not isinstance(each, Piece)]
    blocks_only = [each for each in elements if local(each) in BLOCKS]
    if not blocks_only or local(blocks_only[-1]) not in {"p", "sdt", "customXml"}:
        return None
    if local(blocks_only[-1]) == "p":
        return blocks_only[-1]
    control = blocks_only[-1]
    inside = control.find(name("w:sdtContent")) if local(control) == "sdt" else control
    return None if inside is None else closing_of([*inside])


def ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None


def _joins(block: Written) -> bool:
    """Return whether the mark of a paragraph comes, so that it joins the next if that is undone."""
    if isinstance(block, Piece):
        return False
    return block.find(f"{name('w:pPr')}/{name('w:rPr')}/{name('w:ins')}") is not None


def tag_of(block: Written) -> str:
    return block.tag if isinstance(block, Piece) else local(block)


def editable(written: Sequence[list[Written]], at: int, which: int = 0) -> Element:
    """Return the first or the last paragraph written at a place, for the caller to change."""
    number = [n for n, each in enumerate(written[at]) if tag_of(each) not in MARKERS][which]
    found = written[at][number]
    if isinstance(found, Piece):
        found = clone(found.element)
        written[at][number] = found
    return found


def stretches_of_moves(steps: Sequence[Step]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the first and last positions of each stretch of moved blocks, old place and new."""
    here = {step.new: n for n, step in enumerate(steps) if step.move is Move.MOVE_HERE}
    away = [n for n, step in enumerate(steps) if step.move is Move.MOVE_AWAY]
    stretch: list[int] = []
    for position, following in pairwise([*away, -1]):
        stretch.append(position)
        together = following == position + 1 and (
            here[steps[following].new] == here[steps[position].new] + 1
        )
        if not together:
            yield (
                (stretch[0], stretch[-1]),
                (here[steps[stretch[0]].new], here[steps[stretch[-1]].new]),
            )
            stretch = []


def merged(
    old: Sequence[Piece],
    before: Sequence[Piece],
    steps: Sequence[Step],
    written: Sequence[list[Written]],
    sections: dict[int, Element],
) -> list[Written]:
    """Return the written blocks in order; what stands between the old blocks stays in its place."""
    place = 0
    positions: dict[int, int] = {}
    inner: set[int] = set()
    for n, piece in enumerate(before):
        parts = piece.pieces if isinstance(piece, FieldPiece) else (piece,)
        positions[id(parts[0])] = n
        inner |= {id(each) for each in parts[1:]}
    result: list[Written] = []

    def take(own: int | None) -> None:
        nonlocal place
        while place < len(steps):
            step = steps[place]
            comes = step.move is Move.INSERT or step.move is Move.MOVE_HERE
            if not comes and step.old != own:
                return
            result.extend(
                each.pieces[0] if isinstance(each, FieldPiece) else each for each in written[place]
            )
            place += 1
            if not comes:
                return

    def take_new() -> None:
        nonlocal place
        while place < len(steps) and steps[place].move in {Move.INSERT, Move.MOVE_HERE}:
            result.extend(written[place])
            place += 1

    for number, piece in enumerate(old):
        if id(piece) in positions:
            take(positions[id(piece)])
        elif piece.tag == "sectPr":
            take(None)
            result.append(sections.get(number, piece))
        elif not piece.is_block or id(piece) in inner:
            if piece.tag.endswith("Start") or (result and _joins(result[-1])):
                take_new()  # a start stands before its block; a new mark before what it joins
            result.append(piece)
    take(None)
    if len(old) in sections:
        result.append(sections[len(old)])
    return result
