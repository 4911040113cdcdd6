"""Consequential changes in a whole draft: in the redline, the clean copy, and the records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drafting.commands.council import draft, init
from drafting.commands.result import Result
from drafting.constitution.outline import Kind, read_constitution
from drafting.constitution.references import references_in
from drafting.constitution.targets import Targets, Unclear
from drafting.word.atoms import text_of
from drafting.word.package import open_package
from drafting.word.revisions import resolved
from drafting.word.xml import Element, local, name, serialise
from drafting.workspace import examples

PROTOCOL = "Protocol on Councillor and Officer Relations"
TEXTS = {
    "No ordinary meeting will last": (
        f"See paragraphs 4.1 and 9 to 11 of the {PROTOCOL} and Rule 12."
    ),
    "Applications for planning": f"Part 5, {PROTOCOL}, paragraph 10.1; a Licensing Committee",
    "The Chair may call an extra": (
        "See Rule 99. The Monitoring Board may ask “the Licensing Committee”."
    ),
}
SETTINGS = """
constitution:
  renames:
    Licensing Committee: Entertainments Committee
  abolished: [Monitoring Board]
"""


def _with_texts(root: Element) -> None:
    for paragraph in root.iter(name("w:p")):
        for start, text in TEXTS.items():
            if text_of(paragraph).startswith(start):
                runs = list(paragraph.iter(name("w:t")))
                for run in runs:
                    run.text = text if run is runs[0] else ""


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A council whose text refers to what the draft renumbers, drafted; tests only read it."""
    folder = tmp_path_factory.mktemp("council") / "harrowmere"
    init(folder, "harrowmere", None, None)
    package = open_package(folder / "constitution.docx")
    root = package.root(package.document)
    _with_texts(root)
    changed = package.replacing({package.document: serialise(root)})
    (folder / "constitution.docx").write_bytes(changed.as_bytes())
    facts = folder / "council.yaml"
    facts.write_text(facts.read_text().replace("\nconstitution:\n", SETTINGS, 1))
    return folder, draft(folder, None, lambda stage: None)


def _texts(folder: Path, file: str) -> list[str]:
    package = open_package(folder / "out" / file)
    return [text_of(each) for each in package.root(package.document).iter(name("w:p"))]


def _consequential(folder: Path) -> list[dict[str, Any]]:
    record = json.loads((folder / "out" / "changes.json").read_text())
    return [each for each in record["changes"] if each["kind"] == "consequential"]


@pytest.mark.slow
def test_only_the_numbers_are_tracked_and_the_clean_copy_has_the_new_ones(
    council: tuple[Path, Result],
) -> None:
    folder, _ = council
    proposed = _texts(folder, "proposed.docx")
    assert f"See paragraphs 13 and 27 to 34 of the {PROTOCOL} and Rule 12." in proposed
    assert f"Part 5, {PROTOCOL}, paragraph 33.1; an Entertainments Committee" in proposed
    redline = open_package(folder / "out" / "redline.docx")
    (paragraph,) = (
        each
        for each in redline.root(redline.document).iter(name("w:p"))
        if "".join(str(t.text) for t in each.iter(name("w:t"))).startswith("See paragraphs ")
    )
    tracked = [
        (local(each), "".join(str(t.text) for t in each.iter(name("w:t"), name("w:delText"))))
        for each in paragraph.iter(name("w:ins"), name("w:del"))
    ]
    assert [each for each in tracked if each[0] == "del"] == [
        ("del", "4.1"),
        ("del", "9"),
        ("del", "11"),
    ]
    assert [each for each in tracked if each[0] == "ins"] == [
        ("ins", "13"),
        ("ins", "27"),
        ("ins", "34"),
    ]
    assert TEXTS["No ordinary meeting will last"] in [
        text_of(each)
        for each in resolved(redline, "reject").root(redline.document).iter(name("w:p"))
    ]


@pytest.mark.slow
def test_each_is_recorded_with_the_changes_that_it_follows_from_and_has_a_comment(
    council: tuple[Path, Result],
) -> None:
    folder, _ = council
    record = json.loads((folder / "out" / "changes.json").read_text())
    ids = {each["id"] for each in record["changes"]}
    found = _consequential(folder)
    references = [each for each in found if each["id"].startswith("reference.")]
    assert len(references) == 2
    for each in references:
        assert each["because_of"]
        assert set(each["because_of"]) <= ids
    assert "member-officer.group-briefings" in references[1]["because_of"]
    package = open_package(folder / "out" / "redline.docx")
    part = package.related("comments")
    assert part is not None
    comments = [text_of(each) for each in package.root(part).iter(name("w:p"))]
    schedule = " ".join(_texts(folder, "schedule-of-amendments.docx"))
    for each in found:
        assert f"Change {each['id']}" in comments
        assert each["reason"] in schedule


@pytest.mark.slow
def test_what_cannot_be_worked_out_is_told_and_stays(council: tuple[Path, Result]) -> None:
    folder, made = council
    (board,) = [each for each in _consequential(folder) if each["current"] == ["Monitoring Board"]]
    assert board["proposed"] == []
    assert any("“Monitoring Board” must follow" in each.message for each in made.findings)
    assert any("“Licensing Committee” stays" in each.message for each in made.findings)
    record = json.loads((folder / "out" / "changes.json").read_text())
    assert [each["reference"] for each in record["unresolved"]] == ["Rule 99"]
    assert TEXTS["The Chair may call an extra"] in _texts(folder, "proposed.docx")


@pytest.mark.slow
@pytest.mark.parametrize("example", examples())
def test_every_reference_of_a_proposed_constitution_resolves_or_did_not_before(
    example: str, tmp_path: Path
) -> None:
    folder = tmp_path / example
    init(folder, example, None, None)
    draft(folder, None, lambda stage: None)
    before = _unresolved(folder / "constitution.docx")
    assert _unresolved(folder / "out" / "proposed.docx") <= before


@pytest.mark.slow
@pytest.mark.parametrize("example", ["alderbrook", "harrowmere"])
def test_a_typed_number_stands_once_in_its_rules_and_none_goes(
    example: str, tmp_path: Path
) -> None:
    folder = tmp_path / example
    init(folder, example, None, None)
    draft(folder, None, lambda stage: None)
    before = _rule_numbers(folder / "constitution.docx")
    after = _rule_numbers(folder / "out" / "proposed.docx")
    assert len(after) == len(set(after))
    assert set(before) <= set(after)


def _rule_numbers(path: Path) -> list[tuple[str, str]]:
    """Return the typed numbers in figures of the rules of procedure, each with its rules."""
    constitution = read_constitution(open_package(path))
    return [
        (section.heading.text, each.label)
        for section in constitution.sections(1)
        if section.heading.text.endswith("Rules")
        for each in constitution.provisions[section.start : section.end]
        if each.kind is Kind.PARAGRAPH and each.typed and each.typed.figures
    ]


def _unresolved(path: Path) -> set[str]:
    targets = Targets(read_constitution(open_package(path)))
    return {
        provision.text
        for provision in targets.constitution.provisions
        if provision.address
        for reference in references_in(provision.text, targets.printed)
        for item in reference.items
        if isinstance(targets.target(reference, item, provision), Unclear)
    }


@pytest.mark.slow
def test_ids_stay_with_provisions_whose_numbers_change(council: tuple[Path, Result]) -> None:
    folder, _ = council
    rows = json.loads((folder / "out" / "provisions.json").read_text())["provisions"]
    by_id = {each["id"]: each for each in rows}
    assert len(by_id) == len(rows)
    plaques = by_id["part_5__sec_protocol-on-councillor-and-officer-relations__para_10"]
    assert plaques["current"] == f"Part 5, {PROTOCOL}, paragraph 10"
    assert plaques["proposed"] == f"Part 5, {PROTOCOL}, paragraph 33"
    assert by_id["member-officer__principles__1"]["current"] is None
