"""A protocol that the council keeps outside its constitution has its own documents and route."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from example_council import drafted, make_workspace

from drafting.commands import council
from drafting.findings import Refusal

PLACED = """    communications:
      after: Protocol on Member/Officer Relations
"""
MATCHED = """principles: Respect and courtesy
    officers-serve-the-whole-council: Accountability of Officers
    group-briefings: Officer advice to party groups
    ungrouped-members: Ungrouped Members
    no-surprises: none"""
PINK = "Exempt papers are printed on pink paper."


def word_file(*texts: str) -> bytes:
    """Return a Word file: a text that begins with # is a heading, ## one below it."""
    document = docx.Document()
    for text in texts:
        if text.startswith("#"):
            document.add_heading(text.lstrip("# "), text.count("#"))
        else:
            document.add_paragraph(text, style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def council_with(folder: Path, outside: str, **files: bytes) -> Path:
    workspace = make_workspace(folder, (PLACED, ""), (MATCHED, "no-surprises: none"))
    path = workspace / "council.yaml"
    text = path.read_text(encoding="utf-8")
    head = "\nconstitution:\n"
    path.write_text(text.replace(head, f"{head}  outside:\n{outside}", 1), encoding="utf-8")
    for name, data in files.items():
        (workspace / f"{name}.docx").write_bytes(data)
    return workspace


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.mark.slow
def test_each_protocol_outside_is_drafted_in_its_own_file_for_its_own_body(tmp_path: Path) -> None:
    relations = word_file(
        "# Protocol on Member and Officer Relations",
        "## Purpose of this Protocol",
        f"This protocol guides members and officers. {PINK}",
        "## Complaints about officers",
        "A complaint about an officer goes to the director.",
    )
    workspace = council_with(
        tmp_path / "council",
        "    communications: {file: media.docx, approval_body: the Standards Committee}\n"
        "    member-officer: {file: relations.docx}\n",
        media=word_file("# Communications Protocol"),
        relations=relations,
    )
    record = drafted(workspace)
    out = workspace / "out"
    inside = {each["protocol"] for each in record["changes"]}
    assert "meeting-arrangements" in inside
    assert not inside & {"communications", "member-officer"}
    bodies = {each["file"]: each["approved_by"] for each in record["outside"]}
    assert bodies == {"media.docx": "the Standards Committee", "relations.docx": "full council"}
    for each in record["outside"]:
        assert each["changes"]
        assert len({change["protocol"] for change in each["changes"]}) == 1
        assert {change["authority"].casefold() for change in each["changes"]} == {
            each["approved_by"].casefold()
        }
    assert (workspace / "relations.docx").read_bytes() == relations
    proposed = text_of(out / "relations-proposed.docx")
    assert "stands outside the constitution" in proposed
    assert "paragraph 0" not in proposed
    assert PINK not in proposed
    assert PINK in text_of(out / "relations-schedule-of-amendments.docx")
    assert "the Standards Committee" in text_of(out / "media-schedule-of-amendments.docx")
    report = text_of(out / "report.docx")
    for words in ("Which body approves what", "media-redline.docx", "relations.docx"):
        assert words in report
    audit = json.loads((out / "audit.json").read_text())
    assert {"media.docx", "relations.docx"} <= set(audit["inputs"])
    assert {"media-redline.docx", "relations-proposed.docx"} <= set(audit["outputs"])


@pytest.mark.parametrize(
    ("outside", "told"),
    [
        (
            {
                "comms": "media",
                "council-procedure-rules": "media",
                "communications": "constitution",
            },
            ["no protocol “comms”", "part of the constitution", "stands inside"],
        ),
        (
            {"communications": "blank", "member-officer": "blank"},
            ["no heading of blank.docx names the Comm", "no heading of blank.docx names the Prot"],
        ),
        ({"communications": "../media"}, ["constitution.outside.communications.file"]),
    ],
)
def test_what_cannot_be_done_outside_is_refused_with_its_line(
    tmp_path: Path, outside: dict[str, str], told: list[str]
) -> None:
    workspace = council_with(
        tmp_path / "council",
        "".join(f"    {each}: {{file: {file}.docx}}\n" for each, file in outside.items()),
        media=word_file("# Communications Protocol"),
        blank=word_file("# Dogs", "A dog is kept on a lead."),
    )
    first = (workspace / "council.yaml").read_text().splitlines().index("  outside:") + 2
    findings = [each for each in council.check(workspace).findings if each.level == "error"]
    assert [each.line for each in findings] == [first + n for n in range(len(told))]
    for finding, words in zip(findings, told, strict=True):
        assert words in finding.message
        assert finding.remedy


def test_a_file_that_is_not_there_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    workspace = council_with(tmp_path / "council", "    communications: {file: media.docx}\n")
    with pytest.raises(Refusal) as refusal:
        council.draft(workspace, None, lambda _: None)
    assert "media.docx" in str(refusal.value)
    assert not (workspace / "out").exists()


def test_protocols_said_to_stand_outside_must_have_their_files_named(tmp_path: Path) -> None:
    status = ("protocol_status: inside ", "protocol_status: outside ")
    workspace = make_workspace(tmp_path / "council", status)
    findings = [each for each in council.check(workspace).findings if each.level == "error"]
    assert len(findings) == 3
    assert all("is not named" in each.message for each in findings)
