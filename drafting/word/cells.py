"""How cells of a table span its columns and merge with those above, after changes to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafting.word.xml import Element, clone, get, local, make, name, remove

# What stands before w:gridSpan and w:vMerge in a cell's properties (17.4.69, CT_TcPrBase).
_BEFORE_SPAN = frozenset({"cnfStyle", "tcW"})
_BEFORE_MERGE = frozenset({*_BEFORE_SPAN, "gridSpan", "hMerge"})
_CLOSE = 20  # twentieths of a point: widths that differ by less than a point are the same


def merge(properties: Element, merged: str) -> None:
    """State how a cell is merged with the one above, as `rest` or `cont` says (17.13.5.3)."""
    present = properties.find(name("w:vMerge"))
    if present is not None:
        properties.remove(present)
    if merged in {"rest", "cont"}:
        state = "restart" if merged == "rest" else "continue"
        _state(properties, make("w:vMerge", val=state), _BEFORE_MERGE)


def widen(cells: Mapping[Element, int]) -> None:
    """Let cells span the columns that went at their right, where they are wide enough to.

    Word keeps track of merged cells as a wider cell and deleted ones; it does not state the span
    until they are settled. A cell that is no wider leaves its row shorter.
    """
    for cell, gone in cells.items():
        row = cell.getparent()
        properties = cell.find(name("w:tcPr"))
        if row is None or properties is None:
            continue
        first = number_in(row.find(f"{name('w:trPr')}/{name('w:gridBefore')}"), "w:val", 0)
        first += sum(span_of(each) for each in cell.itersiblings(name("w:tc"), preceding=True))
        columns = span_of(cell) + gone
        if fills(cell, columns_of(row), first, columns):
            _span(properties, make("w:gridSpan", val=str(columns)))


def fills(cell: Element, grid: Sequence[int], first: int, columns: int) -> bool:
    """Return whether a cell is as wide as so many columns of the grid, from the `first` on."""
    size = cell.find(f"{name('w:tcPr')}/{name('w:tcW')}")
    wide = number_in(size, "w:w", 0) if get(size, "w:type") == "dxa" else 0
    covered = grid[first : first + columns]
    return len(covered) == columns and abs(sum(covered) - wide) < _CLOSE


def narrow(table: Element, gone: Mapping[int, int]) -> None:
    """Drop the columns of the grid from which cells went, where no row reaches its end any more.

    `gone` says of columns how many cells went from them.
    """
    grid = table.findall(f"{name('w:tblGrid')}/{name('w:gridCol')}")
    ends = [0]
    for row in table.iter(name("w:tr")):
        if next(row.iterancestors(name("w:tbl")), None) is table:
            beside = (f"{name('w:trPr')}/{name(f'w:grid{side}')}" for side in ("Before", "After"))
            end = sum(number_in(row.find(each), "w:val", 0) for each in beside)
            ends.append(end + sum(span_of(cell) for cell in row.iterchildren(name("w:tc"))))
    often = sorted(gone, key=lambda column: (-gone[column], column))
    for column in often[: max(len(grid) - max(ends), 0)]:
        if column < len(grid):
            remove(grid[column])


def span_like(cell: Element, other: Element) -> None:
    """Let a cell span as many columns as another one."""
    properties = cell.find(name("w:tcPr"))
    stated = other.find(f"{name('w:tcPr')}/{name('w:gridSpan')}")
    if properties is not None:
        _span(properties, None if stated is None else clone(stated))


def _span(properties: Element, stated: Element | None) -> None:
    present = properties.find(name("w:gridSpan"))
    if present is not None:
        remove(present)
    if stated is not None:
        _state(properties, stated, _BEFORE_SPAN)


def _state(properties: Element, stated: Element, before: frozenset[str]) -> None:
    properties.insert(sum(1 for each in properties if local(each) in before), stated)


def span_of(cell: Element) -> int:
    """Return how many columns a cell spans (17.4.17)."""
    return number_in(cell.find(f"{name('w:tcPr')}/{name('w:gridSpan')}"), "w:val", 1)


def columns_of(row: Element) -> list[int]:
    """Return the widths of the columns of the table that a row is in, as its grid has them."""
    table = next(row.iterancestors(name("w:tbl")), None)
    if table is None:
        return []
    columns = table.iterfind(f"{name('w:tblGrid')}/{name('w:gridCol')}")
    return [number_in(column, "w:w", 0) for column in columns]


def number_in(element: Element | None, attribute: str, default: int) -> int:
    """Return the whole number that an attribute states, or the default when it states none."""
    stated = get(element, attribute)
    return int(stated) if stated.isdigit() else default
