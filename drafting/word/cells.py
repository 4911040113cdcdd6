"""How cells of a table span its columns and merge with those above, after changes to them."""

from __future__ import annotations

from collections.abc import Mapping

from drafting.word.xml import Element, get, local, make, name, remove

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
        size = properties.find(name("w:tcW"))
        wide = _number(size, "w:w", 0) if get(size, "w:type") == "dxa" else 0
        first = _number(row.find(f"{name('w:trPr')}/{name('w:gridBefore')}"), "w:val", 0)
        first += sum(_span(each) for each in cell.itersiblings(name("w:tc"), preceding=True))
        columns = _span(cell) + gone
        grid = _grid(row)[first : first + columns]
        if len(grid) == columns and abs(sum(grid) - wide) < _CLOSE:
            present = properties.find(name("w:gridSpan"))
            if present is not None:
                remove(present)
            _state(properties, make("w:gridSpan", val=str(columns)), _BEFORE_SPAN)


def _state(properties: Element, stated: Element, before: frozenset[str]) -> None:
    properties.insert(sum(1 for each in properties if local(each) in before), stated)


def _span(cell: Element) -> int:
    return _number(cell.find(f"{name('w:tcPr')}/{name('w:gridSpan')}"), "w:val", 1)


def _grid(row: Element) -> list[int]:
    table = next(row.iterancestors(name("w:tbl")), None)
    if table is None:
        return []
    columns = table.iterfind(f"{name('w:tblGrid')}/{name('w:gridCol')}")
    return [_number(column, "w:w", 0) for column in columns]


def _number(element: Element | None, attribute: str, default: int) -> int:
    stated = get(element, attribute)
    return int(stated) if stated.isdigit() else default
