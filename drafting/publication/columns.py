"""Columns of a table that come or go: which they are, and which cell of a row is which.

Word marks each cell of such a column (ECMA-376 Part 1, 17.13.5.1 and 17.13.5.2). A cell that spans
several columns takes more or fewer of them by a change of its properties, as Word writes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from drafting.amendment.alignment import Block, Move, align
from drafting.word.atoms import text_of
from drafting.word.cells import fills, number_in, span_of
from drafting.word.normal_form import normalise, without_anchors
from drafting.word.revisions import resolve
from drafting.word.xml import Element, canonical, clone, local, make, name

Plan = Sequence[tuple[int | None, int | None]]
"""For each column in order, its place in the old table and in the new one; None for neither."""
_BESIDE_CELLS = frozenset({"trPr", "tblPrEx", "tc", "bookmarkStart", "bookmarkEnd"})
_EARLIER = ("w:cellIns", "w:cellDel", "w:cellMerge")
_UNTRACKED = ("w:vMerge", "w:hMerge")
_LEAST_KEPT = 0.5  # of the words of the smaller table: below it the table is another one


@dataclass(frozen=True)
class Pair:
    """A cell in the old row and in the new one; None where it is not.

    One that `grows` takes the columns of those that go at its right. Word does not say so before
    they are gone (17.13.5.2 has no other cell in their place).
    """

    old: Element | None
    new: Element | None
    grows: bool = False


Pairs = Sequence[Pair]


@dataclass(frozen=True)
class _Cell:
    """A cell and the columns of the grid that it covers: from `first` on, before `end`."""

    element: Element
    first: int
    end: int


def plan_of(old: Element, new: Element) -> Plan | None:
    """Return which columns stay, come and go; None where no whole column comes or goes.

    Rows that end elsewhere than most, and cells that span columns, have no say in it.
    """
    before, after = _columns(old), _columns(new)
    if not before or not after:
        return None
    if len(before) == len(after) and not _shifted(before, after):
        return None
    kept = [(s.old or 0, s.new or 0) for s in align(before, after) if s.move is Move.KEEP]
    sides = (before, [i for i, _ in kept]), (after, [j for _, j in kept])
    if max(_share(columns, places) for columns, places in sides) < _LEAST_KEPT:
        return None
    plan = list(_in_order(kept, len(before), len(after)))
    some_go = any(pair[1] is None for pair in plan)
    return None if some_go and not _fits(_grid(old), _grid(new), plan) else plan


def _shifted(before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Return whether a column of a table that is as wide as before stands in another place."""
    places = {column.key: n for n, column in enumerate(before) if not column.blank}
    return any(places.get(column.key, n) != n for n, column in enumerate(after))


def _share(columns: Sequence[Block], kept: Sequence[int]) -> float:
    """Return which part of the words of a table stands in the columns that stay."""
    return sum(len(columns[n].text) for n in kept) / max(sum(len(c.text) for c in columns), 1)


def _in_order(
    kept: Sequence[tuple[int, int]], wide: int, high: int
) -> Iterator[tuple[int | None, int | None]]:
    """Yield the columns; those between two that stay are the same ones if they are as many."""
    for (a, b), (next_a, next_b) in pairwise([(-1, -1), *kept, (wide, high)]):
        gone, come = range(a + 1, next_a), range(b + 1, next_b)
        if len(gone) == len(come):
            yield from zip(gone, come, strict=True)
        else:
            yield from ((n, None) for n in gone)
            yield from ((None, n) for n in come)
        if next_a < wide:
            yield next_a, next_b


def block_of(row: Element, side: Literal[0, 1], plan: Plan | None) -> Block:
    """Return a row as a block to align; `side` is 0 for the old table.

    Only the columns that stay count.
    """
    if plan is None or local(row) != "tr":
        return Block("row", _said(row), canonical(row))
    places = {pair[side] for pair in plan if pair[0] is not None and pair[1] is not None}
    kept = [c.element for c in _cells(row) if not places.isdisjoint(range(c.first, c.end))]
    return Block("row", "\n".join(map(_said, kept)), "".join(map(canonical, kept)))


def grid_of(old: Element, new: Element, plan: Plan | None) -> list[Element]:
    """Return the columns of the grid while the change is tracked.

    Those that go are among them, so that each cell has its place, and go with the last cell.
    """
    ours, theirs = _grid(old), _grid(new)
    if plan is None or not _fits(ours, theirs, plan):
        return [clone(each) for each in theirs]
    return [clone(theirs[j] if j is not None else ours[i or 0]) for i, j in plan]


def _fits(ours: Sequence[Element], theirs: Sequence[Element], plan: Plan) -> bool:
    """Return whether the grids of two tables have a place for each column and for nothing else."""
    counts = [sum(pair[side] is not None for pair in plan) for side in (0, 1)]
    return [len(ours), len(theirs)] == counts


def paired(
    old: Element, new: Element, plan: Plan | None, grid: Sequence[int] | None
) -> Pairs | None:
    """Return which cell of a row is which; None where only whole rows can come and go.

    `grid` has the widths of the columns while the change is tracked; without it no cell comes or
    goes alone. Cells that are merged with those above or below stay so.
    """
    if local(old) != "tr" or local(new) != "tr" or _beside(old) != _beside(new):
        return None
    ours, theirs = _cells(old), _cells(new)
    pairs = _by_place(ours, theirs, plan)
    earlier = any(_has(cell.element, _EARLIER) for cell in (*ours, *theirs))
    if pairs is None or ((earlier or grid is None) and any(None in pair for pair in pairs)):
        return None
    for before, after in pairs:
        if before is not None and after is not None:
            merged = _UNTRACKED if not earlier else (*_UNTRACKED, "w:gridSpan")
            if _stated(before.element, merged) != _stated(after.element, merged):
                return None
    growing = _growing(pairs, plan, grid or ())
    if growing is None:
        return None
    return [
        Pair(one and one.element, other and other.element, grows=other in growing)
        for one, other in pairs
    ]


_Pairs = list[tuple[_Cell | None, _Cell | None]]


def _by_place(ours: Sequence[_Cell], theirs: Sequence[_Cell], plan: Plan | None) -> _Pairs | None:
    """Pair the cells that cover the same columns; as many in one row as in the other in order.

    Of several that become one, or that one becomes, the one that says the same stays, or the first.
    """
    if not ours or not theirs:
        return None
    same_end = ours[-1].end == theirs[-1].end
    if plan is None and len(ours) != len(theirs) and same_end:
        plan = [(n, n) for n in range(ours[-1].end)]
    if plan is None or not all(
        _ends_with(cells, n, plan) for n, cells in enumerate((ours, theirs))
    ):
        return list(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else None
    left = {n: cell for cell in ours for n in range(cell.first, cell.end)}
    right = {n: cell for cell in theirs for n in range(cell.first, cell.end)}
    couples = {
        (left[i], right[j]): None
        for i, j in plan
        if i is not None and j is not None and i in left and j in right
    }
    chosen: dict[_Cell, _Cell] = {}
    for one, other in sorted(couples, key=_says_the_same, reverse=True):
        if one not in chosen and other not in chosen.values():
            chosen[one] = other
    return _merged(ours, theirs, chosen, plan) if chosen else None


def _ends_with(cells: Sequence[_Cell], side: int, plan: Plan) -> bool:
    """Return whether a row ends where its table does."""
    return cells[-1].end == sum(pair[side] is not None for pair in plan)


def _says_the_same(couple: tuple[_Cell, _Cell]) -> bool:
    return _said(couple[0].element) == _said(couple[1].element)


def _merged(
    ours: Sequence[_Cell], theirs: Sequence[_Cell], chosen: dict[_Cell, _Cell], plan: Plan
) -> _Pairs:
    """Return the pairs and the cells that one side has alone, in the order of the columns."""
    places: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for at, pair in enumerate(plan):
        for side, place in enumerate(pair):
            if place is not None:
                places[side][place] = at
    taken = set(chosen.values())
    lone = [cell for cell in theirs if cell not in taken]
    result: _Pairs = []
    for cell in ours:
        at = places[0][cell.first]
        other = chosen.get(cell)
        while lone and (lone[0].first < other.first if other else places[1][lone[0].first] < at):
            result.append((None, lone.pop(0)))
        result.append((cell, other))
    return [*result, *((None, cell) for cell in lone)]


def _growing(pairs: _Pairs, plan: Plan | None, grid: Sequence[int]) -> set[_Cell] | None:
    """Return the new cells that take the columns of those that go at their right.

    None where accepting would let a cell span columns that the new row does not give it: Word
    takes a cell for merged with those that go at its right if it is as wide as all.
    """
    result: set[_Cell] = set()
    for before, after, gone in _with_gone(pairs):
        wide, wider = after.end - after.first, after.end - after.first + gone
        merged = before is not None and before.end - before.first + gone == wide
        if plan is not None and any(pair[1] is None for pair in plan):
            merged = False
        if merged and fills(after.element, grid, after.first, wide):
            result.add(after)
        elif merged or fills(after.element, grid, after.first, wider):
            return None
    return result


def _with_gone(pairs: _Pairs) -> Iterator[tuple[_Cell | None, _Cell, int]]:
    """Yield the pairs at whose right cells go, with how many columns these cover."""
    left: tuple[_Cell | None, _Cell] | None = None
    gone = 0
    for before, after in [*pairs, (None, None)]:
        if before is not None and after is None:
            gone += before.end - before.first
            continue
        if left is not None and gone:
            yield *left, gone
        gone = 0
        left = None if after is None else (before, after)


def settles(edited: Element, new: Element) -> bool:
    """Return whether accepting leaves the rows and cells of a table as the new one has them."""
    return _frame(edited) == _frame(new)


def _frame(table: Element) -> str:
    """Return a form of what a table says of its rows and cells, with all changes accepted."""
    body = make("w:body")
    body.append(clone(table))
    body.append(make("w:p"))
    resolve(body, "accept")
    for cell in body.iter(name("w:tc")):
        for each in [each for each in cell if local(each) != "tcPr"]:
            cell.remove(each)
    without_anchors(body)
    normalise(body)
    return canonical(body[0])


def _grid(table: Element) -> list[Element]:
    return table.findall(f"{name('w:tblGrid')}/{name('w:gridCol')}")


def _columns(table: Element) -> list[Block]:
    """Return the columns of the grid, each with the cells that cover it alone."""
    rows = [_cells(row) for row in table.iterchildren(name("w:tr")) if _tells(row)]
    ends = Counter(cells[-1].end for cells in rows if cells)
    width, often = ends.most_common(1)[0] if ends else (0, 0)
    if often * 2 <= len(rows):
        return []
    columns: list[list[Element]] = [[] for _ in range(width)]
    for cells in rows:
        for cell in cells if cells and cells[-1].end == width else ():
            if cell.end == cell.first + 1:
                columns[cell.first].append(cell.element)
    said = ["\n".join(map(_said, cells)) for cells in columns]
    return [Block("column", each, each) for each in said]


def _tells(row: Element) -> bool:
    """Return whether each cell of a row stands in it itself, without earlier changes of cells."""
    inside = [each for each in row if local(each) == "tc"]
    return not _beside(row) and not any(_has(cell, _EARLIER) for cell in inside)


def _beside(row: Element) -> list[tuple[int, str]]:
    """Return what stands between the cells of a row, such as a content control around some."""
    cells = 0
    found: list[tuple[int, str]] = []
    for each in row:
        cells += local(each) == "tc"
        if local(each) not in _BESIDE_CELLS:
            found.append((cells, canonical(each)))
    return found


def _cells(row: Element) -> list[_Cell]:
    at = number_in(row.find(f"{name('w:trPr')}/{name('w:gridBefore')}"), "w:val", 0)
    found: list[_Cell] = []
    for cell in row.iterchildren(name("w:tc")):
        found.append(_Cell(cell, at, at + span_of(cell)))
        at = found[-1].end
    return found


def _has(cell: Element, properties: Sequence[str]) -> bool:
    return bool(_stated(cell, properties))


def _stated(cell: Element, properties: Sequence[str]) -> list[str]:
    return [
        canonical(found)
        for short in properties
        for found in cell.iterfind(f"{name('w:tcPr')}/{name(short)}")
    ]


def _said(element: Element) -> str:
    return "\n".join(text_of(paragraph) for paragraph in element.iter(name("w:p")))
