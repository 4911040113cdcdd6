"""One small pair of Word files for each way in which columns and merged cells of a table change."""

from __future__ import annotations

from tests.publication.kinds_of_change import Change, cell, table
from tests.word_files import paragraph

_OFFICES = ("Office", "Monitoring Officer", "Head of Paid Service", "Chief Finance Officer")
_HOLDERS = ("Held by", "Head of Legal", "Chief Executive", "Director of Resources")
_DEPUTIES = ("Deputy", "Principal Solicitor", "Strategic Director", "Head of Finance")
_LAW = ("Act", "Housing Act 1989", "Housing Act 1989", "Local Government Act 1972")
_END = paragraph("The Council reviews this table each year.")


def _of(*columns: tuple[str, ...], end: str = _END) -> str:
    return table(*zip(*columns, strict=True)) + end


def _titled(written: str, columns: int) -> str:
    """Put a row with one cell that spans all columns at the top of a table."""
    title = cell("Statutory officers", 3000 * columns, f'<w:gridSpan w:val="{columns}"/>')
    return written.replace("</w:tblGrid>", f"</w:tblGrid><w:tr>{title}</w:tr>", 1)


def _nested(inner: str) -> str:
    """Put a table into the last cell of another."""
    outer = table(("Part 3", "Officers"), ("Rule 4", "INNER"))
    return outer.replace(paragraph("INNER"), inner + paragraph()) + _END


def _merged(written: str) -> str:
    """Make one cell of the last two in the last row of a table of three columns."""
    one = cell(f"{_HOLDERS[3]}, {_DEPUTIES[3]}", 6000, '<w:gridSpan w:val="2"/>')
    return written.replace(cell(_HOLDERS[3]) + cell(_DEPUTIES[3]), one)


_TWO = _of(_OFFICES, _HOLDERS)
_THREE = _of(_OFFICES, _HOLDERS, _DEPUTIES)
_FIRST = _of(_DEPUTIES, _OFFICES, _HOLDERS)
_MIDDLE = _of(_OFFICES, _DEPUTIES, _HOLDERS)
_COME = {"cellIns": 4, "ins": 4}
_GO = {"cellDel": 4, "del": 4}

COLUMNS = (
    Change("column added at the start", _TWO, _FIRST, _COME),
    Change("column added in the middle", _TWO, _MIDDLE, _COME),
    Change("column added at the end", _TWO, _THREE, _COME),
    Change("column removed at the start", _FIRST, _TWO, _GO),
    Change("column removed in the middle", _MIDDLE, _TWO, _GO),
    Change("column removed at the end", _THREE, _TWO, _GO),
    Change("empty column added", _TWO, _of(_OFFICES, _HOLDERS, ("",) * 4), {"cellIns": 4}),
    Change(
        "column added and a cell edited",
        _TWO,
        _MIDDLE.replace("Head of Legal", "Head of Law"),
        {"cellIns": 4, "ins": 5, "del": 1},
    ),
    Change(
        "column and row added",
        _of(_OFFICES[:3], _HOLDERS[:3]),
        _MIDDLE,
        {"cellIns": 3, "ins": 3 + 4},
    ),
    Change(
        "one column removed and another added",
        _THREE,
        _of(_OFFICES, _DEPUTIES, _LAW),
        {**_COME, **_GO},
    ),
    Change("column moved", _THREE, _MIDDLE, {**_COME, **_GO}),
    Change(
        "column added to a table in a cell",
        _nested(_of(_OFFICES, _HOLDERS, end="")),
        _nested(_of(_OFFICES, _DEPUTIES, _HOLDERS, end="")),
        _COME,
    ),
    Change(
        "column added under a title that spans all",
        _titled(_TWO, 2),
        _titled(_MIDDLE, 3),
        {**_COME, "tcPrChange": 1},
    ),
    Change(
        "column removed under a title that spans all",
        _titled(_MIDDLE, 3),
        _titled(_TWO, 2),
        {**_GO, "tcPrChange": 1},
    ),
    Change(
        "two cells of a row merged",
        _THREE,
        _merged(_THREE),
        {"tcPrChange": 1, "ins": 1, "cellDel": 1, "del": 1},
    ),
    Change(
        "a cell split in two",
        _merged(_THREE),
        _THREE,
        {"tcPrChange": 1, "del": 1, "cellIns": 1, "ins": 1},
    ),
    Change(
        "a table with nothing in common",
        _THREE,
        _of(("Year", "2024"), ("Sum", "£20,000")),
        {"del": 4 + 12, "ins": 2 + 4},
    ),
)
