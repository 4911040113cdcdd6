"""Redlines of tables whose columns and cells come and go, and what other programs make of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_integrity import check
from hypothesis import given, settings
from openxml_audit import OpenXmlValidator

from drafting.publication.redline import Stamp, redline
from drafting.word.markup import check_markup
from drafting.word.package import Package
from drafting.word.revisions import resolved
from drafting.word.verification import Allowed, differences
from drafting.word.xml import get, name
from tests.office import Shown, all_resolved_by_libreoffice
from tests.publication.drawn_tables import Cell, Grid, grid_pairs
from tests.publication.kinds_of_columns import COLUMNS
from tests.word_files import package, paragraph

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")
SECTION = "<w:sectPr/>"

# A row may hold a revision and no other property, as Word writes it; the schema wants another.
WITH_WHOLE_ROWS = {"column and row added", "a table with nothing in common"}
ROW_WITHOUT_PROPERTIES = ("schema", "Required sequence content is missing")
# The title has the span that it has without the column, and that column has a place in the grid.
SHORT_OF_THE_GRID = {
    ("column removed under a title that spans all", "TBL002"),
}


def file_of(table: str) -> Package:
    return package(table + paragraph("The end.") + SECTION)


def redlined(old: Grid | str, new: Grid | str) -> tuple[Package, Package, Package]:
    one, other = (file_of(each if isinstance(each, str) else each.written()) for each in (old, new))
    return one, other, redline(one, other, STAMP).package


def assert_exact(one: Package, other: Package, marked: Package) -> None:
    assert differences(one, resolved(marked, "reject")) == []
    assert differences(other, resolved(marked, "accept"), Allowed(bookmarks=True)) == []
    assert check_markup(marked, one) == []


@settings(max_examples=30)
@given(grid_pairs())
def test_a_table_is_restored_both_ways_whatever_becomes_of_its_cells(
    pair: tuple[Grid, Grid],
) -> None:
    assert_exact(*redlined(*pair))
    assert_exact(*redlined(*reversed(pair)))


@pytest.mark.slow
@settings(max_examples=500)
@given(grid_pairs())
def test_many_tables_are_restored_both_ways(pair: tuple[Grid, Grid]) -> None:
    assert_exact(*redlined(*pair))


def kinds_in(marked: Package, *kinds: str) -> int:
    root = marked.root(marked.document)
    return sum(1 for _ in root.iter(*(name(f"w:{kind}") for kind in kinds)))


def test_the_grid_has_a_place_for_every_cell_until_the_column_is_settled() -> None:
    old = Grid((1000, 2000, 3000), ((Cell("a rule"), Cell("gone"), Cell("a note")),) * 2)
    new = Grid((1500, 3000), ((Cell("a rule"), Cell("a note")),) * 2)
    one, other, marked = redlined(old, new)
    (grid,) = marked.root(marked.document).iterfind(f".//{name('w:tbl')}/{name('w:tblGrid')}")
    widths = [get(each, "w:w") for each in grid.iterchildren(name("w:gridCol"))]
    assert widths == ["1500", "2000", "3000"]
    assert_exact(one, other, marked)


def test_cells_that_accepting_would_widen_are_not_tracked_alone() -> None:
    """The cell at the left of one that goes is as wide as both, and the new row does not say so."""
    old = Grid((1000, 2000), ((Cell("a rule"), Cell("gone")), (Cell("b rule"), Cell("stays"))))
    wide = Grid((1000, 2000), ((Cell("a rule", 2),), (Cell("b rule"), Cell("stays"))))
    assert kinds_in(redlined(old, wide)[2], "cellDel") == 1
    unsaid = wide.written().replace('<w:gridSpan w:val="2"/>', "")
    assert kinds_in(redlined(old, unsaid)[2], "cellDel") == 0
    assert_exact(*redlined(old, unsaid))


def test_a_table_whose_grid_does_not_fit_its_cells_has_its_rows_replaced() -> None:
    rows = ((Cell("a rule"), Cell("gone"), Cell("a note")),) * 2
    old = Grid((1000, 2000, 3000), rows)
    new = Grid((1000, 2000, 3000), tuple((row[0], row[2]) for row in rows))
    one, other, marked = redlined(old, new)
    assert kinds_in(marked, "cellDel", "cellIns") == 0
    assert_exact(one, other, marked)


def test_a_table_in_a_row_that_goes_leaves_no_cell_after_it_unmarked() -> None:
    inner = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{paragraph('in')}</w:tc></w:tr></w:tbl>"
    kept = f"<w:tr><w:tc>{paragraph('A row that stays.')}</w:tc><w:tc><w:p/></w:tc></w:tr>"
    row = f"<w:tr><w:tc>{inner}<w:p/></w:tc><w:tc>{paragraph('after')}</w:tc></w:tr>"
    table = "<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>"
    one, other, marked = redlined(table.format(kept + row), table.format(kept))
    assert kinds_in(marked, "delText") == 2
    assert_exact(one, other, marked)


# As others see the kinds of change


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path, Path]]:
    """Write the old file, the new one and the redline of each kind of change of columns."""
    folder = tmp_path_factory.mktemp("columns")
    found: dict[str, tuple[Path, Path, Path]] = {}
    for number, change in enumerate(COLUMNS):
        old, new = change.files()
        packages = (old, new, redline(old, new, STAMP).package)
        paths = tuple(folder / f"{number}-{each}.docx" for each in ("old", "new", "redline"))
        for each, path in zip(packages, paths, strict=True):
            each.save(path)
        found[change.kind] = (paths[0], paths[1], paths[2])
    return found


def findings(path: Path) -> set[tuple[str, str]]:
    audited = OpenXmlValidator(max_errors=0).validate(path).errors
    inspected = {(each.code, "") for each in check(path)}
    return {(each.error_type.value, each.description) for each in audited} | inspected


@pytest.mark.slow
def test_validators_find_nothing_that_they_do_not_find_in_the_files(
    files: dict[str, tuple[Path, Path, Path]],
) -> None:
    new = {
        (kind, *finding)
        for kind, (one, other, marked) in files.items()
        for finding in findings(marked) - findings(one) - findings(other)
    }
    assert new == {
        *((kind, *ROW_WITHOUT_PROPERTIES) for kind in WITH_WHOLE_ROWS),
        *((kind, code, "") for kind, code in SHORT_OF_THE_GRID),
    }


@pytest.mark.slow
def test_libreoffice_shows_every_text_and_settles_it_as_the_files_have_it(
    files: dict[str, tuple[Path, Path, Path]],
) -> None:
    """It tracks the text of a cell and not the cell, so that empty ones stay."""
    accepted = all_resolved_by_libreoffice([(f[2], "accept") for f in files.values()])
    rejected = all_resolved_by_libreoffice([(f[2], "reject") for f in files.values()])
    new = all_resolved_by_libreoffice([(f[1], "accept") for f in files.values()])
    old = all_resolved_by_libreoffice([(f[0], "accept") for f in files.values()])
    assert list(map(said, accepted)) == list(map(said, new))
    assert list(map(said, rejected)) == list(map(said, old))


def said(shown: Shown | str) -> list[str]:
    assert isinstance(shown, Shown), shown
    return [each.text for each in shown.body if each.text.strip("\u200d ")]
