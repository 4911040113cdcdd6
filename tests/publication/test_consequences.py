"""References in the council's own text that a draft leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.commands.council import draft, init
from drafting.word.package import open_package
from drafting.word.xml import name, serialise

OLD = "No ordinary meeting will last longer than three hours"


@pytest.mark.slow
def test_a_typed_number_that_changes_is_named_and_one_that_stays_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    init(folder, "harrowmere", None, None)
    package = open_package(folder / "constitution.docx")
    root = package.root(package.document)
    for paragraph in root.iter(name("w:p")):
        runs = list(paragraph.iter(name("w:t")))
        if "".join(run.text or "" for run in runs).startswith(OLD):
            runs[
                0
            ].text = (
                "See paragraph 9 of the Protocol on Councillor and Officer Relations and Rule 12."
            )
            for run in runs[1:]:
                run.text = ""
    changed = package.replacing({package.document: serialise(root)})
    (folder / "constitution.docx").write_bytes(changed.as_bytes())
    made = draft(folder, None, lambda stage: None)
    told = [each.message for each in made.findings if "is typed" in each.message]
    assert len(told) == 1
    assert told[0].startswith("“paragraph 9” is typed, and leads to Part 5, Protocol on Councillor")
    assert "which becomes" in told[0]
