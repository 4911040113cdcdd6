"""The checker of tracked-change markup: what it finds, and what it leaves alone."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from drafting.findings import Finding
from drafting.word.markup import RULES, Rule, check_markup
from drafting.word.package import open_package
from drafting.word.strictness.survey import Survey
from tests.word import broken_content, broken_linkage, broken_structure
from tests.word.marked_files import INSERTED, Case, body, gone, p, table, tracked
from tests.word_files import package, paragraph, run

CASES = (*broken_content.CASES, *broken_structure.CASES, *broken_linkage.CASES)


def points(findings: Sequence[Finding]) -> set[int]:
    """Return the points that findings are about."""
    found = [re.search(r"\(Point (\d+);", finding.message) for finding in findings]
    return {int(each.group(1)) for each in found if each is not None}


def _named(case: Case) -> str:
    return f"{case.point}: {case.says}"


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_a_file_broken_on_purpose_is_found_by_its_own_rule_alone(case: Case) -> None:
    findings = check_markup(case.broken, case.before)
    assert points(findings) == {case.point}
    assert any(case.says in finding.message for finding in findings)


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_a_sound_file_close_to_a_broken_one_passes(case: Case) -> None:
    assert check_markup(case.sound, case.before) == []


def test_there_are_sixteen_rules_and_each_is_exercised() -> None:
    assert [rule.point for rule in RULES] == list(range(1, 17))
    assert {case.point for case in CASES} == set(range(1, 17))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.point))
def test_each_check_of_a_rule_finds_something_in_a_file_broken_on_purpose(rule: Rule) -> None:
    files = [_surveyed(case) for case in CASES if case.point == rule.point]
    for check in rule.checks:
        assert any(list(check(file)) for file in files), check


def _surveyed(case: Case) -> Survey:
    before = None if case.before is None else Survey(case.before, made=True)
    return Survey(case.broken, before, made=before is not None)


def test_a_finding_says_where_it_is_and_what_it_rests_on() -> None:
    broken = body(paragraph("The first."), p(run("Near the deleted word") + gone("old")))
    (finding,) = check_markup(broken)
    assert finding.where == "small.docx"
    assert finding.address == "word/document.xml, block 2 (“Near the deleted wordold”)"
    assert "17.3.3.7" in finding.message


def test_a_finding_in_a_note_names_the_part_of_the_notes() -> None:
    note = f'<w:footnote w:id="1">{p(gone("old"))}</w:footnote>'
    reference = p('<w:r><w:footnoteReference w:id="1"/></w:r>')
    (finding,) = check_markup(package(reference, footnotes=note))
    assert finding.address == "word/footnotes.xml, block 1 (“old”)"


def test_what_the_file_before_had_wrong_is_left_out_and_no_more_than_that() -> None:
    twice = p(gone("old") + gone("old"))
    before, after = body(p(gone("old"))), body(p(run("new")), twice)
    assert check_markup(before, before) == []
    assert len(check_markup(after)) == 2
    assert len(check_markup(after, before)) == 1


def test_earlier_revisions_of_a_part_that_is_gone_are_missed() -> None:
    note = f'<w:footnote w:id="1">{INSERTED}</w:footnote>'
    reference = p('<w:r><w:footnoteReference w:id="1"/></w:r>')
    before = package(reference + paragraph("The end."), footnotes=note)
    assert points(check_markup(body(), before)) == {16}


def test_a_long_document_is_checked_in_seconds() -> None:
    words = run("Forty words of a clause. " * 8)
    edited = [
        p(words + tracked("del", 2 * n + 1, gone("old")) + tracked("ins", 2 * n + 2, run("new")))
        for n in range(4000)
    ]
    long = body(*edited, *(table(p_row) for p_row in ["<w:tr><w:tc><w:p/></w:tc></w:tr>"] * 500))
    begun = time.process_time()
    assert check_markup(long, long) == []
    assert time.process_time() - begun < 5


# Files made by Word, and the same settled by another program.


def _corpus() -> Path | None:
    named = os.environ.get("DRAFTING_CORPUS")
    above = [Path(named)] if named else [q / "shared" / "corpus" for q in Path(__file__).parents]
    return next((folder for folder in above if (folder / "resolved").is_dir()), None)


CORPUS = _corpus()
FILES = (
    []
    if CORPUS is None
    else sorted([*CORPUS.glob("resolved/*.docx"), *CORPUS.glob("pairs/*.docx")])
)
# The program that settled these, which is not Word, lost the start or the end of a bookmark.
LOST_BOOKMARKS = frozenset(
    f"{stem}-{way}.docx"
    for stem in (
        "RP015-MoveFrom-MoveTo",
        "RP018-MoveFrom-MoveTo-CC",
        "RP024-ParagraphMark-rPr-Change",
    )
    for way in ("Accepted", "Rejected")
)


@pytest.mark.skipif(
    CORPUS is None, reason="no corpus of Word documents: set DRAFTING_CORPUS to its folder"
)
def test_files_that_word_made_break_no_rule() -> None:
    assert len(FILES) > 200
    found = {file.name: points(check_markup(open_package(file))) for file in FILES}
    wrong = {name: broken for name, broken in found.items() if broken}
    assert wrong == {name: {12} for name in LOST_BOOKMARKS}
