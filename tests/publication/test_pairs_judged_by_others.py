"""Redlines of the real pairs as programs that are not ours judge them: LibreOffice, two validators.

Where such a program differs for a reason of its own the case is listed here, with the reason. Each
listed case must still differ, so that no entry outlives its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from docx_integrity import check
from openxml_audit import OpenXmlValidator

from drafting.publication.redline import redline
from drafting.word.package import open_package
from drafting.word.revisions import revision_count
from tests.office import Decision, Shown, all_resolved_by_libreoffice
from tests.publication.test_corpus_pairs import CASES, CORPUS, STAMP, pair

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CORPUS is None, reason="no corpus of Word documents: set DRAFTING_CORPUS to its folder"
    ),
]

_IN_A_ROW = "it leaves a zero-width joiner in an empty cell of a row whose revision it settles"
_FORMULA = "it drops a paragraph once the formula goes that was all it held; only the formula went"
_ORDER = "it deals out notes as if their ids rose with the text; an added note has a higher one"
_EMPTY = "a note of the file has no paragraph, which is not valid, and it loses the note after it"
_GROUP = "it reads a text box in a group without its tracked changes, as if all were accepted"

DIFFERS_IN_LIBREOFFICE: Mapping[tuple[str, Decision], str] = {
    ("WC-1160", "accept"): _IN_A_ROW,
    ("WC-1160 back", "reject"): _IN_A_ROW,
    ("WC-1440", "accept"): _FORMULA,
    ("WC-1440 back", "reject"): _FORMULA,
    ("WC-1620", "accept"): _ORDER,
    ("WC-1620", "reject"): _ORDER,
    ("WC-1710", "accept"): _ORDER,
    ("WC-1710", "reject"): _ORDER,
    ("WC-1900", "reject"): _GROUP,
    ("WC-1900 back", "reject"): _GROUP,
    ("WC-2060", "accept"): _EMPTY,
}

# A row may hold a revision and no other property, as Word writes it; the schema wants another.
_ROWS = ("WC-1140", "WC-1160", "WC-1460", "WC-1660", "WC-1750", "WC-1820")
DIFFERS_IN_OPENXML_AUDIT = {
    (case, "schema", "Required sequence content is missing")
    for row in _ROWS
    for case in (row, f"{row} back")
}
# It knows no links but those named id, embed and link; those of a diagram are dm, lo, qs and cs.
DIFFERS_IN_DOCX_INTEGRITY = {
    ("WC-1320 back", "REL003", f"rId{number} declared but never referenced")
    for number in (12, 13, 14, 15)
}


class Judged(NamedTuple):
    """The files of a case: a redline, and the two files that it was made from."""

    redline: Path
    old: Path
    new: Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """Write the redline of every pair, both ways, and beside it the pair."""
    folder = tmp_path_factory.mktemp("pairs")
    found: dict[str, Judged] = {}
    for case in CASES:
        old, new = pair(case)
        found[case] = Judged(*(folder / each for each in (f"{case}.docx", old.name, new.name)))
        redline(old, new, STAMP).package.save(found[case].redline)
        old.save(found[case].old)
    return found


def test_libreoffice_settles_every_redline_to_what_it_shows_of_the_files(
    files: Mapping[str, Judged],
) -> None:
    wanted: dict[tuple[str, Decision], tuple[Asked, Asked]] = {}
    for case, each in files.items():
        wanted[case, "accept"] = ((each.redline, "accept"), asked(each.new, "accept"))
        wanted[case, "reject"] = ((each.redline, "reject"), asked(each.old, "reject"))
    asking = list({question for both in wanted.values() for question in both})
    shown = dict(zip(asking, map(texts, all_resolved_by_libreoffice(asking)), strict=True))
    differing = {case for case, (ours, theirs) in wanted.items() if shown[ours] != shown[theirs]}
    assert differing == DIFFERS_IN_LIBREOFFICE.keys()


Asked = tuple[Path, Decision]


def asked(file: Path, decision: Decision) -> Asked:
    """Return what to ask of a file of a pair: the same both ways if it has no tracked changes."""
    return (file, decision if revision_count(open_package(file)) else "accept")


def texts(shown: Shown | str) -> tuple[list[str], list[str]]:
    """Return the texts of the body and of all else; blanks at the end of the body aside."""
    assert isinstance(shown, Shown), shown
    body = [each.text for each in shown.body]
    while body and not body[-1]:
        del body[-1]
    return body, [each.text for each in shown.elsewhere]


def test_libreoffice_sees_the_text_of_the_pairs_wherever_it_stands(
    files: Mapping[str, Judged],
) -> None:
    note, box = (files[case].new for case in ("WC-1640", "WC-1860"))
    answers = all_resolved_by_libreoffice([(note, "accept"), (box, "accept")])
    assert all(isinstance(each, Shown) and each.elsewhere for each in answers)


Finding = tuple[str, str]


def audited(path: Path) -> set[Finding]:
    """Return the findings of openxml-audit, without the places, which move.

    Each file has a validator of its own: one that is used again takes the notes of a file that it
    has let go of for those of the next.
    """
    found = OpenXmlValidator(max_errors=0).validate(path)
    return {(each.error_type.value, each.description) for each in found.errors}


def inspected(path: Path) -> set[Finding]:
    """Return the findings of docx-integrity, without the places."""
    return {(each.code, each.message) for each in check(path)}


def only_in_redlines(
    files: Mapping[str, Judged], findings: Callable[[Path], set[Finding]]
) -> Iterator[tuple[str, str, str]]:
    """Yield what is found in a redline and in neither of its files, with the name of the case."""
    known = {each.old: findings(each.old) for each in files.values()}
    for case, each in files.items():
        before = known[each.old] | known[each.new]
        yield from ((case, *finding) for finding in findings(each.redline) - before)


def test_openxml_audit_finds_nothing_that_it_does_not_find_in_the_files(
    files: Mapping[str, Judged],
) -> None:
    assert set(only_in_redlines(files, audited)) == DIFFERS_IN_OPENXML_AUDIT


def test_docx_integrity_finds_nothing_that_it_does_not_find_in_the_files(
    files: Mapping[str, Judged],
) -> None:
    assert set(only_in_redlines(files, inspected)) == DIFFERS_IN_DOCX_INTEGRITY
