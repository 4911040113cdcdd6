"""Adopted versions in a workspace: read in order, or refused with file and line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from word_files import STAMP, docx, paragraph, run

from drafting.findings import Refusal
from drafting.publication.records import PROVISIONS_FORMAT
from drafting.review.versions import KnownProvision, Version, read_versions
from drafting.workspace import Workspace

TEXT = paragraph("The Council meets in the Guildhall.")
SAID = "adopted: 2025-05-20\nminute: Council, minute 12\nchanged: The Guildhall\n"


def kept(folder: Path, day: str, said: str, body: str = TEXT, provisions: str = "") -> Workspace:
    """Keep a version in a workspace, and return the workspace."""
    own = folder / "versions" / day
    own.mkdir(parents=True)
    (own / "version.yaml").write_text(said, encoding="utf-8")
    (own / "constitution.docx").write_bytes(docx(body))
    if provisions:
        (own / "provisions.json").write_text(provisions, encoding="utf-8")
    return Workspace(folder)


def refused(workspace: Workspace) -> list[str]:
    """Return what is said of versions that cannot be read."""
    with pytest.raises(Refusal) as refusal:
        read_versions(workspace)
    return [str(each) for each in refusal.value.findings]


def record(*rows: tuple[str, str | None, str]) -> str:
    """Return a record of provisions: the id of each, how it is proposed to be cited, its digest."""
    provisions = [{"id": i, "proposed": cited, "sha256": digest} for i, cited, digest in rows]
    return json.dumps({"format": PROVISIONS_FORMAT, "provisions": provisions})


def test_a_workspace_without_versions_has_none(tmp_path: Path) -> None:
    assert read_versions(Workspace(tmp_path)) == ()


def test_versions_come_the_oldest_first_and_are_in_force_on_the_day_of_adoption_if_none_is_said(
    tmp_path: Path,
) -> None:
    kept(tmp_path, "2025-05-20", SAID)
    earlier = SAID.replace("2025-05-20", "2024-12-10") + "in_force: 2025-02-24\n"
    workspace = kept(tmp_path, "2024-12-10", earlier)
    (tmp_path / "versions" / "notes.txt").write_text("not a version")
    found: list[Version] = list(read_versions(workspace))
    assert [(each.adopted, each.in_force) for each in found] == [
        (date(2024, 12, 10), date(2025, 2, 24)),
        (date(2025, 5, 20), date(2025, 5, 20)),
    ]
    assert (found[1].minute, found[1].changed) == ("Council, minute 12", "The Guildhall")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "versions/2025-05-20/version.yaml, line 1: the file holds no `name: value` lines."),
        (SAID.replace("2025-05-20", "20 May"), "version.yaml, line 1: adopted must be a date."),
        (
            SAID.replace("05-20", "05-21"),
            "line 1: adopted is 2025-05-21, but the folder is named 2025-05-20.",
        ),
        (SAID + "in_force: 2025-05-19\n", "line 4: in_force is before adopted."),
        (SAID + "in_force: soon\n", "line 4: in_force must be a date."),
        (SAID + "votes: 40\n", "line 4: “votes” is not known here."),
        (SAID + "changed: Twice\n", "line 4: the key “changed” is given twice"),
        (SAID.replace("Council, minute 12", ""), "line 2: minute must be a line of text."),
        (SAID.replace("Council, minute 12", "12"), "line 2: minute must be a line of text."),
        (SAID.replace("The Guildhall", "x" * 501), "line 3: changed must be one line of at most"),
        (SAID.replace("The Guildhall", r'"a\nb"'), "line 3: changed must be one line of at most"),
        ("adopted: &day 2025-05-20\n", "line 1: anchors and aliases (& and *) are not allowed."),
    ],
)
def test_a_version_that_is_not_described_as_it_must_be_is_refused_with_its_line(
    tmp_path: Path, said: str, told: str
) -> None:
    assert told in refused(kept(tmp_path, "2025-05-20", said))[0]


def test_everything_that_is_wrong_with_any_version_is_told_at_once(tmp_path: Path) -> None:
    kept(tmp_path, "2025-05-20", SAID.replace("minute: Council, minute 12\n", ""))
    kept(tmp_path, "last-year", SAID)
    workspace = kept(tmp_path, "2024-05-21", SAID.replace("2025-05-20", "2024-05-21"))
    (tmp_path / "versions" / "2024-05-21" / "constitution.docx").unlink()
    told = refused(workspace)
    assert [each.split(":")[1].strip() for each in told] == [
        "versions/2024-05-21",
        "versions/2025-05-20/version.yaml, line 1",
        "versions/last-year",
    ]


def test_a_version_in_force_before_the_one_that_it_follows_is_refused(tmp_path: Path) -> None:
    kept(tmp_path, "2025-05-20", SAID)
    earlier = SAID.replace("2025-05-20", "2025-04-01") + "in_force: 2025-06-01\n"
    (told,) = refused(kept(tmp_path, "2025-04-01", earlier))
    assert "versions/2025-05-20/version.yaml: it is in force from 2025-05-20, before" in told


def test_a_version_with_tracked_changes_is_not_what_was_adopted(tmp_path: Path) -> None:
    body = f'<w:p>{run("Text")}<w:ins w:id="1" {STAMP}>{run(" more")}</w:ins></w:p>'
    (told,) = refused(kept(tmp_path, "2025-05-20", SAID, body))
    assert "versions/2025-05-20/constitution.docx: this version has tracked changes in it." in told


def test_a_version_that_is_no_word_file_is_refused_by_its_place(tmp_path: Path) -> None:
    workspace = kept(tmp_path, "2025-05-20", SAID)
    (tmp_path / "versions" / "2025-05-20" / "constitution.docx").write_bytes(b"%PDF-1.7")
    assert "versions/2025-05-20/constitution.docx" in refused(workspace)[0]


def test_the_record_of_a_version_says_what_it_holds_and_not_what_went(tmp_path: Path) -> None:
    said = record(("para_1", "Rule 1", "aa"), ("para_2", None, "bb"))
    (version,) = read_versions(kept(tmp_path, "2025-05-20", SAID, provisions=said))
    assert version.known == (KnownProvision("para_1", "aa"),)


@pytest.mark.parametrize(
    "provisions",
    [
        "{",
        "[]",
        '{"format": "drafting/provisions/0", "provisions": []}',
        record(("../../etc", "Rule 1", "aa")),
        record(("para_1", "Rule 1", "aa"), ("para_1", "Rule 2", "bb")),
        '{"format": "drafting/provisions/1", "provisions": [{"id": 1}]}',
        record(("para_1", "Rule 1", "aa")).replace('"aa"', "2"),
        "[" * 100_000,
    ],
)
def test_a_record_of_provisions_that_is_none_is_refused(tmp_path: Path, provisions: str) -> None:
    (told,) = refused(kept(tmp_path, "2025-05-20", SAID, provisions=provisions))
    assert "versions/2025-05-20/provisions.json: this is not a record of provisions." in told
