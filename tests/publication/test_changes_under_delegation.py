"""Consequential changes that the constitution lets the monitoring officer make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from drafting.commands.council import draft, init
from drafting.commands.decision import decide
from drafting.findings import Refusal

pytestmark = pytest.mark.slow  # drafts a council

HEADING = "Changes under delegation, for information"
RENAMES = "\nconstitution:\n  renames:\n    Planning Committee: Development Committee\n"


def drafted(folder: Path, delegated: str) -> list[dict[str, Any]]:
    init(folder, "harrowmere", None, None)
    facts = folder / "council.yaml"
    facts.write_text(facts.read_text().replace("\nconstitution:\n", RENAMES + delegated, 1))
    draft(folder, None, lambda _: None)
    record = json.loads((folder / "out" / "changes.json").read_text())
    return [each for each in record["changes"] if each["kind"] == "consequential"]


def headings(folder: Path, file: str) -> list[str]:
    document = Document(str(folder / "out" / file))
    return [e.text for e in document.paragraphs if e.style and e.style.name == "Heading 1"]


def test_without_a_delegation_full_council_decides_every_change(tmp_path: Path) -> None:
    changes = drafted(tmp_path / "a", "")
    assert changes
    assert {each["authority"] for each in changes} == {"Full council"}
    assert HEADING not in headings(tmp_path / "a", "report.docx")
    assert HEADING not in headings(tmp_path / "a", "schedule-of-amendments.docx")


def test_a_name_is_changed_under_the_provision_that_delegates_it(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    changes = drafted(folder, "  delegated: {factual: Article 15.3}\n")
    names = [each for each in changes if each["id"].startswith("name.") and each["proposed"]]
    rest = [each for each in changes if each not in names]
    assert names
    assert all(each["authority"].endswith(", under Article 15.3") for each in names)
    assert {each["authority"] for each in rest} <= {"Full council"}
    assert HEADING in headings(folder, "report.docx")
    assert HEADING in headings(folder, "schedule-of-amendments.docx")
    with pytest.raises(Refusal) as refused:
        decide(folder, (), (names[0]["id"],), None, None, lambda _: None)
    assert "Full council does not decide" in str(refused.value.findings[0])
