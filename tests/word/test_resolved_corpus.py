"""Accepting and rejecting tracked changes of real documents, as others accepted and rejected them.

The corpus holds documents with changes tracked in Word, and the same accepted and rejected. Its
README says that Word did that. The files say that Open-Xml-PowerTools did: each has the settings
and the properties of its source byte for byte, which Word writes afresh, and some have its
attributes, tables without rows, or bodies without their w:sectPr. What differs is listed here one
by one, with the reason; everything else has to be the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from drafting.word.blocks import blocks_of
from drafting.word.package import Package, open_package
from drafting.word.revisions import Decision, resolved, revision_count, story_parts
from drafting.word.verification import normalise, texts
from drafting.word.xml import Element, canonical, local, name, remove
from tests.office import resolved_by_libreoffice

DECISIONS: tuple[Decision, Decision] = ("accept", "reject")

_NOT_REMOVED = (
    "an empty paragraph stands where a moved one was; ECMA-376 17.13.5.21 and LibreOffice remove a "
    "paragraph whose mark moved"
)
_NO_ROWS = "deleted tables leave tables without rows behind; a table goes with its last row"
_FIRST = (
    "joined paragraphs take the properties of the first; the mark that stays is that of the last "
    "(17.13.5.15), and Word keeps its properties (github.com/OfficeDev/open-xml-docs/issues/355)"
)
AS_TEXT_DIFFERS = {
    ("RP015-MoveFrom-MoveTo", "accept"): _NOT_REMOVED,
    ("RP015-MoveFrom-MoveTo", "reject"): _NOT_REMOVED,
    ("RP051-Arabic", "reject"): "an inserted table leaves a table without rows behind, so that a "
    "sentence stays broken in two where the rejected mark should join it; headings that follow "
    "rejected paragraphs lose their style",
}
AS_XML_DIFFERS = AS_TEXT_DIFFERS | {
    ("RP001-Tracked-Revisions-01", "accept"): _NO_ROWS,
    ("RP001-Tracked-Revisions-02", "accept"): _NO_ROWS,
    ("RP045-One-and-Half-Deleted-Lines-at-End", "accept"): _FIRST,
    ("RP051-Arabic", "accept"): _FIRST,
}
# What each reason excuses, in the check that nothing else differs.
_EXCUSED: dict[str, Callable[[Element], bool]] = {
    _NOT_REMOVED: lambda each: local(each) == "p" and each.find(name("w:r")) is None,
    _NO_ROWS: lambda each: local(each) == "tbl" and each.find(name("w:tr")) is None,
    _FIRST: lambda each: local(each) == "pPr",
}


@cache
def corpus() -> Path | None:
    stated = os.environ.get("DRAFTING_CORPUS")
    if stated:
        return Path(stated)
    for folder in Path(__file__).resolve().parents:
        if (folder / "shared" / "corpus").is_dir():
            return folder / "shared" / "corpus"
    return None


def corpus_cases() -> list[tuple[str, Decision]]:
    folder = corpus()
    ends: dict[Decision, str] = {"accept": "Accepted", "reject": "Rejected"}
    found = [] if folder is None else sorted((folder / "resolved").glob("*.docx"))
    names = {path.stem for path in found}
    return [
        (stem, decision)
        for stem in sorted(names)
        for decision, end in ends.items()
        if f"{stem}-{end}" in names
    ]


@cache
def case(stem: str, decision: Decision) -> tuple[Package, Package]:
    folder = (corpus() or Path()) / "resolved"
    wanted = folder / f"{stem}-{decision.capitalize()}ed.docx"
    return resolved(open_package(folder / f"{stem}.docx"), decision), open_package(wanted)


CASES = corpus_cases()
with_corpus = pytest.mark.skipif(
    not CASES,
    reason="NOT TESTED: no corpus of resolved documents. Set DRAFTING_CORPUS to the folder "
    "that holds `resolved/`, or put it at shared/corpus above this checkout.",
)


@with_corpus
def test_the_corpus_is_whole() -> None:
    assert len(CASES) == 70
    assert set(AS_XML_DIFFERS) <= set(CASES)


@with_corpus
@pytest.mark.parametrize(("stem", "decision"), CASES)
def test_a_document_of_the_corpus_has_the_paragraphs_it_should(
    stem: str, decision: Decision
) -> None:
    ours, theirs = case(stem, decision)
    same = texts(ours) == texts(theirs)
    assert same != ((stem, decision) in AS_TEXT_DIFFERS)


@with_corpus
@pytest.mark.parametrize(("stem", "decision"), CASES)
def test_a_document_of_the_corpus_has_the_formatting_and_tables_it_should(
    stem: str, decision: Decision
) -> None:
    ours, theirs = case(stem, decision)
    same = list(_compared(ours)) == list(_compared(theirs))
    assert same != ((stem, decision) in AS_XML_DIFFERS)


@with_corpus
@pytest.mark.parametrize(("stem", "decision"), sorted(AS_XML_DIFFERS))
def test_a_listed_document_of_the_corpus_differs_in_nothing_but_what_the_list_says(
    stem: str, decision: Decision
) -> None:
    files = case(stem, decision)
    excused = _EXCUSED.get(AS_XML_DIFFERS[stem, decision])
    if excused is None:
        ours, theirs = ("".join(texts(file)[file.document]) for file in files)
    else:
        ours, theirs = (list(_compared(file, excused)) for file in files)
    assert ours == theirs


@with_corpus
@pytest.mark.parametrize(("stem", "decision"), CASES)
def test_no_tracked_change_is_left_in_a_document_of_the_corpus(
    stem: str, decision: Decision
) -> None:
    ours, _ = case(stem, decision)
    assert revision_count(ours) == 0
    for part in story_parts(ours):
        for kind in ("delText", "delInstrText"):
            assert not list(ours.root(part).iter(name(f"w:{kind}")))


def _compared(
    document: Package, excused: Callable[[Element], bool] = lambda _: False
) -> Iterator[str]:
    """Yield each block, style and list in the form that is compared, without what is excused.

    Bookmarks and the last section's layout, which the corpus loses, and white space between
    elements are left out.
    """
    related = [document.related(kind) for kind in ("styles", "numbering")]
    for part in [*story_parts(document), *related]:
        if part is None:
            continue
        root = document.root(part)
        _strip(root)
        for each in [each for each in root.iter() if excused(each)]:
            remove(each)
        normalise(root)
        body = root.find(name("w:body"))
        blocks = list(root) if body is None else blocks_of(body)
        yield from (f"{part}: {canonical(block)}" for block in blocks)


def _strip(root: Element) -> None:
    for each in list(root.iter()):
        if local(each) in {"bookmarkStart", "bookmarkEnd", "rsids"}:
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
            continue
        each.tail = None
        if local(each) not in {"t", "instrText"}:
            each.text = None
        for key in [key for key in each.attrib if "powertools" in str(key)]:
            del each.attrib[key]


# ---- LibreOffice as a second judge.

LIBREOFFICE_DIFFERS = {
    "RP001-Tracked-Revisions-01": "LibreOffice sets a floating table elsewhere, and shows a “21” "
    "that the file does not hold",
    "RP001-Tracked-Revisions-02": "the same",
    "RP004-Deleted-Text-in-CC": "LibreOffice keeps text deleted in a content control",
    "RP018-MoveFrom-MoveTo-CC": "LibreOffice keeps both ends of a moved content control",
    "RP019-Deleted-Field-Code": "LibreOffice works out the date field afresh",
    "RP051-Arabic": "LibreOffice leaves both the deleted and the inserted text",
}


@pytest.mark.slow
@with_corpus
@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("stem", sorted({stem for stem, _ in CASES} - set(LIBREOFFICE_DIFFERS)))
def test_libreoffice_settles_a_document_of_the_corpus_alike(stem: str, decision: Decision) -> None:
    path = (corpus() or Path()) / "resolved" / f"{stem}.docx"
    after = resolved(open_package(path), decision)
    ours = [line.strip() for line in texts(after)[after.document]]
    theirs = [each.text.strip() for each in resolved_by_libreoffice(path, decision)]
    assert [line for line in ours if line] == [line for line in theirs if line]
