"""Redlines of files that other programs wrote with less care than the schema asks for."""

from __future__ import annotations

import pytest

from drafting.findings import Refusal
from drafting.publication.redline import redline
from drafting.word.revisions import resolved, with_ids
from drafting.word.verification import differences, texts
from tests.publication.both_ways import STAMP, both_ways
from tests.word_files import STAMP as EARLIER
from tests.word_files import package, paragraph, run

LINK = '<w:hyperlink w:anchor="top"/>'
SECTION = '<w:sectPr><w:type w:val="evenPage"/></w:sectPr>'
REVISED = f'<w:b/><w:rPrChange w:id="4" {EARLIER}><w:rPr/></w:rPrChange>'
TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>{}</w:tc></w:tr>"
    "</w:tbl>"
)

PAIRS = {
    "an empty link comes": (f"<w:p>{run('One.')}</w:p>", f"<w:p>{run('One.')}{LINK}</w:p>"),
    "an empty link goes": (f"<w:p>{LINK}{run('One.')}</w:p>", f"<w:p>{run('One two.')}</w:p>"),
    "a paragraph with an empty link comes": (
        paragraph("One."),
        f"<w:p>{LINK}</w:p>{paragraph('One.')}",
    ),
    "two properties of a run": (
        "<w:p><w:r><w:rPr/><w:rPr><w:b/></w:rPr><w:t>One two.</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr/><w:rPr><w:b/></w:rPr><w:t>One three.</w:t></w:r></w:p>",
    ),
    "a run with an earlier change is parted": (
        f"<w:p>{run('One two three.', REVISED)}</w:p>",
        f"<w:p>{run('One four three.', REVISED)}</w:p>",
    ),
    "stray text": (
        f"<w:p>{run('One.')}B{run('Two.')}</w:p>",
        f"<w:p><w:r>&gt;<w:t>One.</w:t></w:r>B{run('Three.')}</w:p>",
    ),
    "a cell that ends in a table": (
        TABLE.format(paragraph("One.") + TABLE.format(paragraph("Inner."))) + paragraph("End."),
        TABLE.format(paragraph("Two.") + TABLE.format(paragraph("Inner."))) + paragraph("End."),
    ),
    "a page layout that states nothing": (
        paragraph("One.") + TABLE.format(paragraph("Two.")) + "<w:sectPr/>",
        paragraph("One.") + TABLE.format(paragraph("Three.")) + "<w:sectPr/>",
    ),
    "an earlier deletion of nothing": (
        f'<w:p><w:del w:id="4" {EARLIER}><w:r><w:rPr/></w:r></w:del>{run("One.")}</w:p>',
        paragraph("Two."),
    ),
    "the parts of a field that never ends": (
        f'<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r>{run("One.")}</w:p>',
        paragraph("Two."),
    ),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_a_file_with_irregular_markup_is_redlined_both_ways(pair: str) -> None:
    old, new = PAIRS[pair]
    both_ways(package(old), package(new))
    both_ways(package(new), package(old))


def test_properties_out_of_order_are_put_in_order_where_they_change() -> None:
    """Section and mark stand last in a paragraph's properties (17.3.1.26)."""
    before = f'{SECTION}<w:pStyle w:val="Normal"/><w:rPr><w:i/></w:rPr>'
    old = package(paragraph("One.", before) + paragraph("Two."))
    new = package(paragraph("One.", f'{before}<w:jc w:val="both"/>') + paragraph("Two."))
    assert both_ways(old, new).counts == {"pPrChange": 1}


def test_a_range_of_an_earlier_change_with_nothing_in_it_goes_when_it_is_settled() -> None:
    kind = "customXmlInsRange"
    empty = f'<w:{kind}Start w:id="3" {EARLIER}/><w:{kind}End w:id="3"/>'
    settled = resolved(package(f"<w:p>{empty}{run('One.')}</w:p>"), "accept")
    assert b"customXml" not in settled.parts[settled.document]
    both_ways(package(paragraph("One.")), package(f"<w:p>{empty}{run('One two.')}</w:p>"))


def test_a_note_that_an_earlier_author_deleted_in_the_new_file_is_not_looked_for() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    old = package(paragraph("One."), footnotes="")
    new = package(
        f'<w:p>{run("Two.")}<w:del w:id="4" {EARLIER}>{reference}</w:del></w:p>',
        footnotes=f'<w:footnote w:id="2">{paragraph("Gone.")}</w:footnote>',
    )
    assert redline(old, new, STAMP).counts == {"del": 1, "ins": 1}


def test_what_an_earlier_author_tracked_around_a_control_that_goes_is_kept() -> None:
    """The ranges at the start and the end of a control stand in it (17.13.5.4 and 17.13.5.5)."""
    first, last = (
        (
            f'<w:customXmlDelRangeStart w:id="{n}" {EARLIER}/>',
            f'<w:customXmlDelRangeEnd w:id="{n}"/>',
        )
        for n in (3, 4)
    )
    inside = first[1] + paragraph("In it.") + last[0]
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    old = package(f"{first[0]}{control}{last[1]}{paragraph('Rule one.')}")
    result = redline(old, package(paragraph("Rule one.")), STAMP)
    assert differences(old, resolved(result.package, "reject", with_ids(result.added))) == []


def test_a_paragraph_with_a_comment_goes_with_it_where_a_table_comes_behind() -> None:
    reference = '<w:r><w:commentReference w:id="2"/></w:r>'
    commented = (
        f'<w:p><w:commentRangeStart w:id="2"/>{run("One.")}<w:commentRangeEnd w:id="2"/>{reference}'
        "</w:p>"
    )
    comments = f'<w:comment w:id="2" {EARLIER}>{paragraph("Why?")}</w:comment>'
    end = paragraph("The end.")
    old = package(commented + end, comments=comments)
    new = package(TABLE.format(paragraph("Cell.")) + end, comments=comments)
    accepted = resolved(redline(old, new, STAMP).package, "accept")
    assert texts(accepted)["word/document.xml"] == ["Cell.", "The end."]


def test_a_control_without_content_stays_and_is_named() -> None:
    empty = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr></w:sdt>'
    texts_of = paragraph("One."), empty + paragraph("One two.")
    for before, after in (texts_of, texts_of[::-1]):
        result = redline(package(before), package(after), STAMP)
        assert any("holds nothing" in each.message for each in result.unshown)


_TYPES = ("even", "default", "first")


def test_the_order_of_the_headers_of_a_section_says_nothing() -> None:
    references = [f'<w:headerReference w:type="{each}" r:id="rId1"/>' for each in _TYPES]
    sections = (
        f'<w:sectPr>{"".join(each)}<w:cols w:space="{space}"/></w:sectPr>'
        for each, space in (
            (references, 708),
            (references[1:] + references[:1], 708),
            (references[::-1], 720),
        )
    )
    head = paragraph("Head")
    old, turned, spaced = (package(paragraph("One.") + each, header=head) for each in sections)
    assert both_ways(old, turned).counts == {}
    assert both_ways(old, spaced).counts == {"sectPrChange": 1}


def test_a_change_in_a_second_body_is_refused_and_not_passed_over() -> None:
    one, other = (
        package(f"{paragraph('One.')}</w:body><w:body>{paragraph(text)}")
        for text in ("Two.", "Three.")
    )
    assert redline(one, one, STAMP).counts == {}
    with pytest.raises(Refusal, match="more than one body"):
        redline(one, other, STAMP)
