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
