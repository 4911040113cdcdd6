"""Tables for property tests whose cells span columns, and what an editor makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.word_files import paragraph


@dataclass(frozen=True)
class Cell:
    """A cell: what it says, how many columns it spans, and whether the one above goes on in it."""

    says: str
    span: int = 1
    merged: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """A table: the widths of its columns, and its rows; a row may end before the last column."""

    widths: tuple[int, ...]
    rows: tuple[Row, ...]

    def written(self) -> str:
        """Return the XML of the table."""
        columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in self.widths)
        rows = "".join(f"<w:tr>{self._cells(row)}</w:tr>" for row in self.rows)
        return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"

    def _cells(self, row: Row) -> str:
        written: list[str] = []
        at = 0
        for each in row:
            stated = f'<w:tcW w:w="{sum(self.widths[at : at + each.span])}" w:type="dxa"/>'
            stated += f'<w:gridSpan w:val="{each.span}"/>' if each.span > 1 else ""
            stated += {"restart": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}.get(
                each.merged, ""
            )
            written.append(f"<w:tc><w:tcPr>{stated}</w:tcPr>{paragraph(each.says)}</w:tc>")
            at += each.span
        return "".join(written)


_WORDS = "the Council Member officer quorum notice £1,000 rule meeting committee".split()
_SAID = st.lists(st.sampled_from(_WORDS), max_size=4).map(" ".join)
_WIDTH = st.sampled_from([1000, 2000, 3000])
_SPANS = st.sampled_from([1, 1, 1, 1, 2, 3])


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw a table of up to five columns and rows."""
    widths = tuple(draw(st.lists(_WIDTH, min_size=1, max_size=5)))
    rows: list[Row] = []
    for _ in range(draw(st.integers(1, 5))):
        row: list[Cell] = []
        left = len(widths)
        while left:
            row.append(Cell(draw(_SAID), min(draw(_SPANS), left)))
            left -= row[-1].span
        short = len(row) > 1 and draw(st.integers(0, 9)) == 0
        rows.append(tuple(row[:-1] if short else row))
    return Grid(widths, tuple(rows))


def _with_column(draw: st.DrawFn, grid: Grid) -> Grid:
    """Add a column: a cell that spans its place spans one more, and other rows have a new cell."""
    at = draw(st.integers(0, len(grid.widths)))
    rows: list[Row] = []
    for row in grid.rows:
        made: list[Cell] = []
        place = 0
        done = False
        for each in row:
            if place == at:
                made.append(Cell(draw(_SAID)))
            within = place < at < place + each.span
            done = done or within or place == at
            made.append(replace(each, span=each.span + within))
            place += each.span
        rows.append(tuple(made if done else [*made, Cell(draw(_SAID))]))
    widths = list(grid.widths)
    widths.insert(at, draw(_WIDTH))
    return Grid(tuple(widths), tuple(rows))


def _without_column(draw: st.DrawFn, grid: Grid) -> Grid:
    """Drop a column; now and then the grid keeps it, as some programs leave it."""
    at = draw(st.integers(0, len(grid.widths) - 1))
    rows: list[Row] = []
    for row in grid.rows:
        made: list[Cell] = []
        place = 0
        for each in row:
            covers = place <= at < place + each.span
            place += each.span
            if each.span > covers:
                made.append(replace(each, span=each.span - covers))
        rows.append(tuple(made))
    if not all(rows):
        return grid
    stale = draw(st.integers(0, 4)) == 0
    widths = grid.widths if stale else grid.widths[:at] + grid.widths[at + 1 :]
    return Grid(widths, tuple(rows))


def _with_cells_changed(draw: st.DrawFn, grid: Grid) -> Grid:
    """Edit a cell, merge it with the next one, or split it; or merge all cells of its row."""
    number = draw(st.integers(0, len(grid.rows) - 1))
    row = list(grid.rows[number])
    at = draw(st.integers(0, len(row) - 1))
    what = draw(st.sampled_from(["edit", "merge", "split", "title"]))
    cell = row[at]
    if what == "edit":
        row[at] = replace(cell, says=f"{cell.says} {draw(_SAID)}")
    elif what == "split" and cell.span > 1:
        row[at : at + 1] = [replace(cell, span=1), Cell(draw(_SAID), cell.span - 1)]
    elif what in {"merge", "title"}:
        first, end = (0, len(row)) if what == "title" else (at, at + 2)
        row[first:end] = [_one(row[first:end])]
    return replace(grid, rows=(*grid.rows[:number], tuple(row), *grid.rows[number + 1 :]))


def _one(cells: Sequence[Cell]) -> Cell:
    says = " ".join(each.says for each in cells)
    return Cell(says, sum(each.span for each in cells), cells[0].merged)


def _with_rows_changed(draw: st.DrawFn, grid: Grid) -> Grid:
    """Add a row, drop one, or merge the first cells of two."""
    rows = list(grid.rows)
    at = draw(st.integers(0, len(rows) - 1))
    what = draw(st.sampled_from(["add", "drop", "merge"]))
    if what == "add":
        rows.insert(at, tuple(Cell(draw(_SAID)) for _ in grid.widths))
    elif what == "drop" and len(rows) > 1:
        del rows[at]
    elif what == "merge" and at + 1 < len(rows):
        for number, merged in ((at, "restart"), (at + 1, "on")):
            rows[number] = (replace(rows[number][0], merged=merged), *rows[number][1:])
    return replace(grid, rows=tuple(rows))


def _with_columns_swapped(draw: st.DrawFn, grid: Grid) -> Grid:
    at = draw(st.integers(0, len(grid.widths) - 1))
    rows = [
        (*row[:at], *row[at : at + 2][::-1], *row[at + 2 :])
        if len(row) == len(grid.widths)
        else row
        for row in grid.rows
    ]
    return replace(grid, rows=tuple(rows))


_EDITS: Sequence[Callable[[st.DrawFn, Grid], Grid]] = (
    *(_with_column, _with_column, _without_column, _without_column),
    *(_with_cells_changed, _with_cells_changed, _with_rows_changed, _with_columns_swapped),
)


@st.composite
def grid_pairs(draw: st.DrawFn) -> tuple[Grid, Grid]:
    """Draw a table and what up to three edits make of it."""
    old = new = draw(grids())
    for _ in range(draw(st.integers(1, 3))):
        new = draw(st.sampled_from(_EDITS))(draw, new)
    return old, new
