"""Columns of a table that come or go: which they are, and the rows with their cells tracked.

Word marks each cell of such a column (ECMA-376 Part 1, 17.13.5.1 and 17.13.5.2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from drafting.amendment.alignment import Block, Move, align
from drafting.word.atoms import text_of
from drafting.word.xml import Element, canonical, child, clone, local, make, name

if TYPE_CHECKING:
    from drafting.publication.stories import StoryWriter

Plan = Sequence[tuple[int | None, int | None]]
"""For each column in order, its place in the old table and in the new one; None for neither."""

_PLAIN = frozenset({"trPr", "tblPrEx", "tc", "bookmarkStart", "bookmarkEnd"})
_SPANS = ("w:gridSpan", "w:vMerge", "w:hMerge", "w:cellIns", "w:cellDel", "w:cellMerge")


def plan_of(old: Element, new: Element) -> Plan | None:
    """Return which columns stay, come and go; None where no whole column comes or goes.

    Every row must have a cell for every column, without merged cells or earlier changes of them.
    """
    before, after = _grid(old), _grid(new)
    if before is None or after is None or len(before) == len(after):
        return None
    steps = align(list(map(_column, before)), list(map(_column, after)))
    moves = {step.move for step in steps}
    if Move.KEEP not in moves or moves & {Move.MOVE_AWAY, Move.MOVE_HERE}:
        return None
    return [(step.old, step.new) for step in steps]


def block_of(row: Element, side: Literal[0, 1], plan: Plan) -> Block:
    """Return a row as a block to align by the columns that stay; `side` is 0 for the old table."""
    cells = list(row.iterchildren(name("w:tc")))
    kept = [cells[pair[side] or 0] for pair in plan if pair[0] is not None and pair[1] is not None]
    return Block("row", "\n".join(map(_said, kept)), "".join(map(canonical, kept)))


def row_of(
    story: StoryWriter,
    old: Element,
    new: Element,
    plan: Plan,
    edited: Callable[[Element, Element, Element], None],
    contents: Callable[[Element, Literal["ins", "del"]], None],
) -> Element:
    """Return a row with the cells of the columns that come or go marked.

    `edited` tracks the differences of a cell that stays, and `contents` revises all that a cell
    holds.
    """
    row = clone(old)
    mine = list(row.iterchildren(name("w:tc")))
    ours, theirs = (list(each.iterchildren(name("w:tc"))) for each in (old, new))
    last: Element | None = None
    for before, after in plan:
        if before is not None:
            cell = mine[before]
            if after is not None:
                edited(cell, ours[before], theirs[after])
            else:
                _mark(story, cell, "cellDel")
                contents(cell, "del")
        else:
            cell = clone(theirs[after or 0])
            _mark(story, cell, "cellIns")
            contents(cell, "ins")
            if last is None:
                mine[0].addprevious(cell)
            else:
                last.addnext(cell)
        last = cell
    return row


def _mark(story: StoryWriter, cell: Element, kind: str) -> None:
    properties = cell.find(name("w:tcPr"))
    if properties is None:
        properties = make("w:tcPr")
        cell.insert(0, properties)
    child(properties, f"w:{kind}", **story.tracker.attributes())


def _grid(table: Element) -> list[list[Element]] | None:
    """Return the cells of a table by column, or None where they make no plain grid."""
    rows = list(table.iterchildren(name("w:tr")))
    width = len(table.findall(f"{name('w:tblGrid')}/{name('w:gridCol')}"))
    columns: list[list[Element]] = [[] for _ in range(width)]
    for row in rows:
        cells = list(row.iterchildren(name("w:tc")))
        spans = any(
            c.find(f"{name('w:tcPr')}/{name(s)}") is not None for c in cells for s in _SPANS
        )
        if len(cells) != width or spans or any(local(each) not in _PLAIN for each in row):
            return None
        for number, cell in enumerate(cells):
            columns[number].append(cell)
    return columns if rows and width else None


def _column(cells: Sequence[Element]) -> Block:
    return Block("column", "\n".join(map(_said, cells)), "".join(map(canonical, cells)))


def _said(cell: Element) -> str:
    return "\n".join(text_of(paragraph) for paragraph in cell.iter(name("w:p")))
