"""The benchmark's documents and its judge: figures are worth what these two are worth."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from benchmarks.redline.documents import make
from benchmarks.redline.judge import settle, verdict
from drafting.cli import program

pytestmark = pytest.mark.slow  # each makes long documents


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    make(folder, "300")
    return folder


def test_the_documents_are_the_same_byte_for_byte_each_time(folder: Path, tmp_path: Path) -> None:
    make(tmp_path, "300")
    for path in folder.glob("300.*"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_every_kind_of_edit_is_made(folder: Path) -> None:
    known = json.loads((folder / "300.json").read_text(encoding="utf-8"))
    assert len({each["kind"] for each in known["edits"]}) == 14


def test_a_redline_without_changes_is_wrong_on_the_side_that_it_lacks(folder: Path) -> None:
    before, after = folder / "300.before.docx", folder / "300.after.docx"
    found = verdict(before, after, before)
    assert not found["reject_ours"]
    assert not found["reject_other"]
    assert found["accept_ours"]
    assert found["accept_other"]
    assert found["characters_marked"] == 0


def test_one_space_too_many_in_a_table_is_wrong(folder: Path, tmp_path: Path) -> None:
    before, redline = folder / "300.before.docx", tmp_path / "redline.docx"
    _rewrite(before, redline, "Delegated to</w:t>", "Delegated  to</w:t>")
    found = verdict(before, before, redline)
    assert all(
        found[f"{way}_{judge}"] for way in ("accept", "reject") for judge in ("ours", "other")
    )


def test_a_note_that_is_lost_is_wrong(folder: Path, tmp_path: Path) -> None:
    before, redline = folder / "300.before.docx", tmp_path / "redline.docx"
    _rewrite(before, redline, '<w:footnoteReference w:id="1"/>', "")
    assert verdict(before, before, redline)["reject_other"]


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<w:tc><w:tcPr><w:cellIns/></w:tcPr><w:p/></w:tc>", []),
        ("<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p/></w:tc>", ["tc", "tcPr", "cellDel", "p"]),
        (
            "<w:customXmlInsRangeStart/><w:sdt><w:sdtContent><w:customXmlInsRangeEnd/><w:p/>"
            "</w:sdtContent></w:sdt>",
            ["customXmlInsRangeStart", "customXmlInsRangeEnd", "p"],
        ),
    ],
)
def test_the_other_judge_rejects_cells_and_controls_that_come(markup: str, left: list[str]) -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    root = etree.fromstring(f'<w:body xmlns:w="{namespace}">{markup}</w:body>')
    settle(root, "reject")
    assert [etree.QName(each).localname for each in root.iterdescendants()] == left


def test_both_judges_find_a_redline_of_ours_right(folder: Path, tmp_path: Path) -> None:
    before, after, redline = (
        folder / "300.before.docx",
        folder / "300.after.docx",
        tmp_path / "redline.docx",
    )
    arguments = ["compare", str(before), str(after), "-o", str(redline)]
    assert CliRunner().invoke(program, arguments).exit_code == 0
    found = verdict(before, after, redline)
    assert not any(
        found[f"{way}_{judge}"] for way in ("accept", "reject") for judge in ("ours", "other")
    )
    assert found["characters_marked"]


def _rewrite(source: Path, target: Path, old: str, new: str) -> None:
    """Copy a Word file with one text in its body changed."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            text = package.read(name).decode()
            assert old in text or name != "word/document.xml"
            copy.writestr(name, text.replace(old, new) if "document.xml" in name else text)
