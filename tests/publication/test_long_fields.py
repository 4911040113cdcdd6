"""Redlines of fields over several paragraphs, such as a table of contents, which Word works out."""

from __future__ import annotations

import pytest

from tests.publication.both_ways import both_ways
from tests.word_files import STAMP as EARLIER
from tests.word_files import package, paragraph, run


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def contents(*entries: str, code: str = r'TOC \o "1-3"') -> str:
    """A table of contents: its first entry stands behind the code, its end in a paragraph alone."""
    opening = f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}"
    first, *others = entries
    return (
        f"<w:p>{opening}{run(first)}</w:p>{''.join(map(paragraph, others))}<w:p>{mark('end')}</w:p>"
    )


def control(blocks: str) -> str:
    """The control that Word puts a table of contents in, with its heading."""
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    inside = f"{paragraph('Contents')}{blocks}"
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


BEFORE, AFTER = paragraph("Part 1"), paragraph("The rules.")
SHORT, LONG = contents("One 1", "Two 2"), contents("One 1", "Two 3", "Three 4")


@pytest.mark.parametrize("around", [str, control])
def test_a_table_of_contents_that_word_worked_out_afresh_is_no_change(
    around: type[str],
) -> None:
    old, new = (package(BEFORE + around(each) + AFTER) for each in (SHORT, LONG))
    assert both_ways(old, new).counts == {}


def test_a_control_with_such_a_table_is_edited_beside_it() -> None:
    old, new = (
        package(BEFORE + control(each) + AFTER)
        for each in (SHORT + paragraph("A note."), LONG + paragraph("A longer note."))
    )
    assert both_ways(old, new).counts == {"ins": 1}


@pytest.mark.parametrize("around", [str, control])
@pytest.mark.parametrize("place", ["first", "between", "last"])
def test_a_table_of_contents_that_one_file_alone_has_comes_and_goes_whole(
    around: type[str], place: str
) -> None:
    ahead = "" if place == "first" else BEFORE
    behind = "" if place == "last" else AFTER
    plain, other = package(BEFORE + AFTER), package(ahead + around(LONG) + behind)
    for old, new in ((plain, other), (other, plain)):
        counts = both_ways(old, new).counts
        assert counts["ins" if new is other else "del"] >= 5


def test_two_fields_of_several_paragraphs_never_share_an_end() -> None:
    index = contents("One 1", "Two 2", code="INDEX")
    old, new = (package(BEFORE + each + AFTER) for each in (SHORT, index))
    both_ways(old, new)
    both_ways(package(control(SHORT)), package(SHORT))
    both_ways(package(SHORT), package(control(SHORT)))


def test_what_goes_does_not_stand_in_a_field_that_comes() -> None:
    for blocks in (SHORT, control(SHORT)):
        both_ways(package(AFTER), package(blocks))


def test_a_table_of_contents_with_earlier_changes_in_it_is_kept() -> None:
    changed = SHORT.replace("Two 2", "").replace(
        "<w:p></w:p>", f'<w:p><w:ins w:id="1" {EARLIER}>{run("Two 2")}</w:ins></w:p>'
    )
    assert "<w:ins" in changed
    old, new = package(BEFORE + changed + AFTER), package(BEFORE + LONG + AFTER)
    assert both_ways(old, new).counts == {}
