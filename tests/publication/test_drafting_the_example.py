"""The main job on the example council: what the redline, the copy and the records must be."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from example_council import drafted, make_workspace
from office import convert, resolved_by_libreoffice

from drafting.assembly.english import curly
from drafting.commands.drift import find_drift
from drafting.constitution.outline import read_constitution
from drafting.word.atoms import text_of
from drafting.word.blocks import body_blocks
from drafting.word.comments import without_comments
from drafting.word.package import CONTENT_TYPES, Package, open_package
from drafting.word.revisions import resolved, story_parts
from drafting.word.verification import Allowed, differences
from drafting.word.xml import NAMESPACES, Element, get, local, name, serialise
from tests.publication.breaches import breaches

pytestmark = pytest.mark.slow  # the example is drafted and settled in other programs

MARK_COMES = f"{name('w:pPr')}/{name('w:rPr')}/{name('w:ins')}"

SUPPORT = "arrangement: minority-with-support\n"
SUPPORT_GROUPS = "support: [independent-alliance]"


def package(folder: Path, file: str) -> Package:
    return open_package(folder / file)


def comment_ids(redline: Package) -> frozenset[str]:
    part = redline.related("comments")
    assert part is not None
    return frozenset(get(each, "w:id") for each in redline.root(part))


def added_lists(before: Package, after: Package) -> frozenset[str]:
    part = before.related("numbering")
    assert part is not None
    found = [
        {get(each, "w:numId") for each in each_package.root(part).iterfind(name("w:num"))}
        for each_package in (before, after)
    ]
    return frozenset(found[1] - found[0])


def test_rejecting_all_gives_the_current_constitution_in_every_part(example: Path) -> None:
    current, redline = package(example, "constitution.docx"), package(example, "out/redline.docx")
    allowed = Allowed(comment_ids(redline), added_lists(current, redline))
    assert differences(current, resolved(redline, "reject"), allowed) == []


def test_accepting_all_gives_the_proposed_constitution(example: Path) -> None:
    redline, proposed = package(example, "out/redline.docx"), package(example, "out/proposed.docx")
    allowed = Allowed(comment_ids(redline), frozenset(), bookmarks=True)
    accepted = resolved(redline, "accept")
    assert differences(proposed, accepted, allowed) == []


def test_parts_that_no_change_touches_are_byte_for_byte_the_same(example: Path) -> None:
    current, redline = package(example, "constitution.docx"), package(example, "out/redline.docx")
    changed = {part for part in redline.parts if redline.parts[part] != current.parts.get(part)}
    assert changed == {
        CONTENT_TYPES,
        "word/document.xml",
        "word/numbering.xml",
        "word/_rels/document.xml.rels",
        "word/comments.xml",
    }


def test_python_docx_reads_the_proposed_text_from_the_proposed_file(example: Path) -> None:
    texts = [p.text for p in Document(str(example / "out" / "proposed.docx")).paragraphs]
    assert "Communications Protocol" in texts
    assert "No surprises" in texts
    assert not any("{{" in text or "‹" in text or "\ue000" in text for text in texts)


def test_ids_of_revisions_bookmarks_and_comments_never_collide(example: Path) -> None:
    redline = package(example, "out/redline.docx")
    root = redline.root(redline.document)
    kinds = ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart")
    marks = (*kinds, "pPrChange", "rPrChange", "bookmarkStart", "commentRangeStart")
    ids = [get(each, "w:id") for each in root.iter(*[name(f"w:{mark}") for mark in marks])]
    assert len(ids) == len(set(ids))


def test_the_markup_keeps_every_rule_that_word_is_strict_about(example: Path) -> None:
    current, redline = package(example, "constitution.docx"), package(example, "out/redline.docx")
    assert breaches(redline, current) == []


def test_no_revision_nests_in_another_and_deleted_text_stands_in_deletions(example: Path) -> None:
    redline = package(example, "out/redline.docx")
    root = redline.root(redline.document)
    revisions = {"ins", "del", "moveFrom", "moveTo"}
    for element in root.iter(*[name(f"w:{kind}") for kind in revisions]):
        above = {local(each) for each in element.iterancestors()}
        assert not above & revisions
    for text in root.iter(name("w:delText")):
        assert "del" in {local(each) for each in text.iterancestors()}
    for deletion in root.iter(name("w:del")):
        assert deletion.find(f".//{name('w:t')}") is None


def test_every_change_has_a_comment_that_gives_its_grounds(example: Path) -> None:
    redline = package(example, "out/redline.docx")
    changes = json.loads((example / "out" / "changes.json").read_text())["changes"]
    part = redline.related("comments")
    assert part is not None
    comments = ["".join(str(t.text) for t in c.iter(name("w:t"))) for c in redline.root(part)]
    assert len(comments) == len(changes)
    for change, comment in zip(changes, comments, strict=True):
        assert change["id"] in comment
        assert change["if_rejected"] in comment
        assert all(curly(fact) in comment for fact in change["because"])
        assert all(law in comment for law in change["law"])
        for label in ("What it does.", "Why.", "Legal basis.", "Force.", "If rejected."):
            assert label in comment


def test_each_reference_prints_the_number_of_the_provision_it_means(example: Path) -> None:
    proposed = read_constitution(package(example, "out/proposed.docx"))
    numbers = json.loads((example / "out" / "changes.json").read_text())["numbers"]
    headings = {each.address: each for each in proposed.provisions if each.heading}
    assert numbers["no-surprises"].startswith("paragraph ")
    found = [each for each in headings.values() if each.text == "No surprises"]
    label = numbers["no-surprises"].removeprefix("paragraph ").partition(" of ")[0]
    assert [each.label for each in found] == [label]


@pytest.mark.slow
def test_drafting_twice_gives_the_same_bytes(example: Path, tmp_path: Path) -> None:
    again = make_workspace(tmp_path / "again")
    drafted(again)
    for first in sorted((example / "out").iterdir()):
        assert (again / "out" / first.name).read_bytes() == first.read_bytes(), first.name


@pytest.mark.slow
def test_when_the_support_group_withdraws_only_the_clauses_that_turn_on_it_change(
    example: Path, tmp_path: Path
) -> None:
    before = by_id(json.loads((example / "out" / "changes.json").read_text()))
    alone = make_workspace(
        tmp_path / "alone", (SUPPORT, "arrangement: minority\n"), (SUPPORT_GROUPS, "support: []")
    )
    after = by_id(drafted(alone))
    turning = {"arrangement", "support_groups"}
    differing = {
        identity
        for identity in before.keys() | after.keys()
        if before.get(identity) != after.get(identity)
    }
    assert differing
    for identity in differing:
        facts = (before.get(identity) or after[identity])["facts"]
        assert turning & set(facts), identity
    assert "member-officer.supporting-groups" in differing
    assert "member-officer.supporting-groups" not in after
    untouched = [each for each in before if not turning & set(before[each]["facts"])]
    assert len(untouched) > 30


def by_id(record: Mapping[str, Any]) -> dict[str, Any]:
    return {change["id"]: change for change in record["changes"]}


def test_a_draft_has_lost_no_ground_while_the_facts_are_as_they_were(example: Path) -> None:
    _, drifts = find_drift(example, None, None, ())
    assert drifts.drafted.source == "the draft recorded in audit.json"
    assert drifts.holds


def test_the_audit_names_every_input_and_output_by_its_hash(example: Path) -> None:
    audit = json.loads((example / "out" / "audit.json").read_text())
    assert {"council.yaml", "constitution.docx", "clauses/law.yaml"} <= set(audit["inputs"])
    assert set(audit["outputs"]) == {
        "redline.docx",
        "proposed.docx",
        "report.docx",
        "schedule-of-amendments.docx",
        "changes.json",
        "provisions.json",
    }
    assert all(len(each) == 64 for each in audit["inputs"].values())
    assert audit["verification"]["reject_all_is_the_current_constitution"] is True


def test_the_table_of_the_schedule_fits_its_landscape_page(example: Path) -> None:
    schedule = Document(str(example / "out" / "schedule-of-amendments.docx"))
    section = schedule.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    assert section.page_width > section.page_height
    room = section.page_width - section.left_margin - section.right_margin
    for table in schedule.tables:
        assert sum(column.width or 0 for column in table.columns) <= room


def test_the_schedule_shows_a_table_row_by_row_and_each_instrument_once(example: Path) -> None:
    schedule = Document(str(example / "out" / "schedule-of-amendments.docx"))
    row = next(
        row
        for table in schedule.tables
        for row in table.rows
        if "statutory-officers" in row.cells[0].text
    )
    proposed, law = (cell.text.splitlines() for cell in (row.cells[2], row.cells[4]))
    assert "Statutory office | Held by | Who acts in their absence" in proposed
    assert "Head of paid service | Chief Executive | Director of Place" in proposed
    assert law[0].startswith("Local Government and Housing Act 1989, sections 4, 5 and 5A; ")


@pytest.mark.slow
def test_the_validator_finds_nothing_in_the_output_that_is_not_in_the_input(
    example: Path,
) -> None:
    before = validated(example / "constitution.docx")
    for file in ("redline.docx", "proposed.docx", "schedule-of-amendments.docx"):
        assert validated(example / "out" / file) <= before, file


def validated(path: Path) -> set[tuple[str, str]]:
    """Return the findings of openxml-audit, without the places, which move."""
    program = Path(sys.executable).with_name("openxml-audit")
    done = subprocess.run(
        [str(program), "--output", "json", "--max-errors", "0", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        (str(each.get("type")), str(each.get("description")))
        for report in json.loads(done.stdout)
        for each in report["errors"]
    }


def as_libreoffice_judges(source: Path, target: Path) -> Path:
    """Copy a document without what LibreOffice cannot be asked about.

    A comment in a rejected paragraph makes it number the heading below, and it works out the
    numbers of references anew while the redline still shows both texts; so comments go, and each
    reference keeps the text it shows. Insertions that it would take for one get two authors, as
    `test_libreoffice_joins_insertions_of_one_author` explains.
    """
    found = open_package(source)
    ids = comment_ids(found) if found.related("comments") else frozenset[str]()
    for part in story_parts(found):
        root = found.root(part)
        without_comments(root, ids)
        for kind in ("fldChar", "instrText", "delInstrText"):
            for element in list(root.iter(name(f"w:{kind}"))):
                parent = element.getparent()
                assert parent is not None
                parent.remove(element)
        for element in insertions_that_end_a_paragraph_that_stays(root):
            element.set(name("w:author"), "At the end of a paragraph")
        found = found.replacing({part: serialise(root)})
    found.save(target)
    return target


def insertions_that_end_a_paragraph_that_stays(root: Element) -> Iterator[Element]:
    """Yield each insertion that only a mark that stays parts from an inserted paragraph."""
    for paragraph, following in pairwise(root.iter(name("w:p"))):
        own, other = (each.find(MARK_COMES) for each in (paragraph, following))
        parts = [each for each in paragraph if local(each) in {"r", "ins", "del", "hyperlink"}]
        if own is None and other is not None and parts and local(parts[-1]) == "ins":
            yield parts[-1]


TWO_INSERTIONS = """<w:body xmlns:w="{main}">
<w:p><w:r><w:t>Stays</w:t></w:r>
<w:ins w:id="1" w:author="{author}" w:date="2027-05-07T09:00:00Z">
<w:r><w:t>, more</w:t></w:r></w:ins></w:p>
<w:p><w:pPr><w:rPr><w:ins w:id="2" w:author="One" w:date="2027-05-07T09:00:00Z"/></w:rPr></w:pPr>
<w:ins w:id="3" w:author="One" w:date="2027-05-07T09:00:00Z">
<w:r><w:t>New</w:t></w:r></w:ins></w:p>
<w:p><w:r><w:t>Next</w:t></w:r></w:p></w:body>"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("author", "rejected"), [("One", ["StaysNext"]), ("Another", ["Stays", "Next"])]
)
def test_libreoffice_joins_insertions_of_one_author(
    tmp_path: Path, author: str, rejected: list[str]
) -> None:
    # The mark of the first paragraph is not inserted, so rejecting leaves it (ECMA-376 17.13.5.20).
    # LibreOffice 7.4 takes the two insertions around it for one, and the mark with them.
    document = Document()
    markup = TWO_INSERTIONS.format(main=NAMESPACES["w"], author=author)
    body = document.element[0]
    for at, paragraph in enumerate(parse_xml(markup)):
        body.insert(at, paragraph)
    file = tmp_path / "hand-made.docx"
    document.save(str(file))
    assert [each.text for each in resolved_by_libreoffice(file, "reject")] == rejected


@pytest.fixture(scope="module")
def in_council_order(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example drafted in the order of the council's own provisions: nothing moves."""
    folder = make_workspace(
        tmp_path_factory.mktemp("council-order") / "council", ("order: library ", "order: council ")
    )
    drafted(folder)
    return folder


DECISIONS = [("accept", "out/proposed.docx"), ("reject", "constitution.docx")]


@pytest.mark.slow
@pytest.mark.parametrize(("decision", "file"), DECISIONS)
def test_libreoffice_agrees_paragraph_by_paragraph(
    in_council_order: Path, tmp_path: Path, decision: Any, file: str
) -> None:
    bare = as_libreoffice_judges(in_council_order / "out/redline.docx", tmp_path / "redline.docx")
    wanted = as_libreoffice_judges(in_council_order / file, tmp_path / "wanted.docx")
    found = resolved_by_libreoffice(bare, decision)
    expected = resolved_by_libreoffice(wanted, "accept")
    if decision == "reject":
        # LibreOffice leaves a blank paragraph between two rejected tables; Word joins it away.
        planning = [each.text for each in found].index("Planning Code of Good Practice", 1500)
        blank = inserted_tables_before_planning(bare) - 1
        assert {each.text for each in found[planning - blank : planning]} == {""}
        del found[planning - blank : planning]
    assert found == expected


def inserted_tables_before_planning(redline: Path) -> int:
    """Return how many tables stand in the two protocols that come before the planning code."""
    blocks = body_blocks(open_package(redline))
    texts = [text_of(block) for block in blocks]
    end = texts.index("Planning Code of Good Practice", 1500)
    start = max(n for n, text in enumerate(texts[:end]) if text == "Communications Protocol")
    return sum(local(block) == "tbl" for block in blocks[start:end])


@pytest.mark.slow
@pytest.mark.parametrize(("decision", "file"), DECISIONS)
def test_libreoffice_agrees_on_every_text_where_sections_move(
    example: Path, tmp_path: Path, decision: Any, file: str
) -> None:
    # LibreOffice leaves blank paragraphs where moved headings stood, which Word does not.
    bare = as_libreoffice_judges(example / "out/redline.docx", tmp_path / "redline.docx")
    wanted = as_libreoffice_judges(example / file, tmp_path / "wanted.docx")
    found = [each.text for each in resolved_by_libreoffice(bare, decision) if each.text]
    expected = [each.text for each in resolved_by_libreoffice(wanted, "accept") if each.text]
    assert found == expected


@pytest.mark.slow
def test_the_schedule_and_the_proposed_copy_become_pages(example: Path, tmp_path: Path) -> None:
    for file in ("schedule-of-amendments.docx", "proposed.docx"):
        assert convert(example / "out" / file, "pdf", tmp_path).stat().st_size > 50_000
