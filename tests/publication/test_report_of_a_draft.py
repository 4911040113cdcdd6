"""What the covering report tells each reader, and where its tables trace what moves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument

from drafting.commands.council import draft, init

pytestmark = pytest.mark.slow  # drafts a council


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "harrowmere"
    init(folder, "harrowmere", None, None)
    draft(folder, None, lambda _: None)
    return folder / "out"


def record(out: Path, file: str) -> Mapping[str, Any]:
    return json.loads((out / file).read_text())


def under(document: WordDocument, heading: str) -> Iterator[str]:
    """Yield the text of each paragraph under a heading, up to the next of its level."""
    level = ""
    for each in document.paragraphs:
        style = each.style.name if each.style else ""
        if level and style in {"Heading 1", level}:
            return
        if level:
            yield each.text
        elif each.text == heading:
            level = style or ""


@pytest.mark.parametrize("group", ["Members", "Officers", "The public"])
def test_the_report_tells_each_group_in_sentences_of_the_changes_themselves(
    out: Path, group: str
) -> None:
    changes = {
        e["heading"]: "\n".join(e["proposed"]) for e in record(out, "changes.json")["changes"]
    }
    count, *points = under(Document(str(out / "report.docx")), group)
    assert int(count.split()[0]) >= len(points)
    assert 0 < len(points) <= 5
    for point in points:
        heading = point.partition(" (")[0]
        assert point.split("“")[-1].rstrip("”") in changes[heading]


def test_the_moves_trace_every_numbered_provision_that_comes_or_goes(out: Path) -> None:
    provisions = record(out, "provisions.json")
    forward, back = (provisions["moves"][key] for key in ("old_to_new", "new_to_old"))
    both = [each for each in forward if each["proposed"]]
    assert both
    assert sorted(map(str, both)) == sorted(str(each) for each in back if each["today"])
    assert {e["became"] for e in forward if not e["proposed"]} == {"goes out"}
    assert {e["became"] for e in back if not e["today"]} == {"new"}
    after = {each["current"]: each["proposed"] for each in provisions["provisions"]}
    assert all(after[each["today"]] == each["proposed"] for each in both)
    ids = {each["id"] for each in record(out, "changes.json")["changes"]}
    inserted = {each["change"] for each in back if each["became"] == "new"}
    assert inserted <= ids


def test_each_table_of_moves_has_a_row_for_each_and_a_header_that_repeats(out: Path) -> None:
    moves = record(out, "provisions.json")["moves"]
    tables = [
        each
        for each in Document(str(out / "report.docx")).tables
        if [cell.text for cell in each.rows[0].cells][:2]
        in (["Today", "As proposed"], ["As proposed", "Today"])
    ]
    assert [len(each.rows) - 1 for each in tables] == [
        len(moves["old_to_new"]),
        len(moves["new_to_old"]),
    ]
    assert all("w:tblHeader" in each.rows[0]._tr.xml for each in tables)  # pyright: ignore[reportPrivateUsage]
