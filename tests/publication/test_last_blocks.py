"""Redlines of texts that end in content controls: the last mark of a text stays."""

from __future__ import annotations

import pytest

from drafting.publication.redline import redline
from drafting.word.revisions import resolved
from drafting.word.verification import texts
from tests.publication.both_ways import STAMP, both_ways
from tests.word_files import package, paragraph


def control(*texts: str) -> str:
    inside = "".join(map(paragraph, texts))
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def box(content: str) -> str:
    """A paragraph with a text box, which is a text of its own."""
    shape = '<v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{}</v:textbox>'
    return (
        "<w:p><w:r><w:pict>"
        + shape.format(f"<w:txbxContent>{content}</w:txbxContent>")
        + "</w:pict></w:r></w:p>"
    )


TEXTS = [
    control("Manolo"),
    control("Nothing like it"),
    control("Two", "paragraphs here"),
    control("Quite", "other", "words stand here"),
    control("Red") + control("Green"),
    control("Red") + control("Blue, and more"),
    paragraph("A paragraph alone"),
    paragraph("Before") + control("Behind it"),
    control("Ahead of it") + paragraph("After"),
    control("A paragraph alone") + paragraph("After"),
    paragraph("A paragraph alone") + paragraph("After", '<w:jc w:val="both"/>'),
]


@pytest.mark.parametrize("new", TEXTS)
@pytest.mark.parametrize("old", TEXTS)
def test_a_text_that_ends_in_a_control_is_redlined_both_ways(old: str, new: str) -> None:
    both_ways(package(old), package(new))
    both_ways(package(box(old)), package(box(new)))


def test_a_last_control_is_edited_within_however_much_of_it_changes() -> None:
    counts = both_ways(package(control("Manolo")), package(control("Other words"))).counts
    assert counts == {"del": 1, "ins": 1}


def test_a_bookmark_between_the_blocks_of_a_control_that_goes_comes_back() -> None:
    bookmark = '<w:bookmarkStart w:id="0" w:name="here"/><w:bookmarkEnd w:id="0"/>'
    marked = control("One", "Two").replace("<w:sdtContent>", f"<w:sdtContent>{bookmark}")
    rest = paragraph("A rule that stands behind it.")
    for after in (rest, paragraph("No word of it is the same, and it ends otherwise.")):
        both_ways(package(marked + rest), package(after))
        both_ways(package(marked), package(after))


HEADERS = '<w:headerReference w:type="default" r:id="rId1"/>'
SIZE = '<w:pgSz w:w="11906" w:h="16838"/>'


@pytest.mark.parametrize("references", ["", HEADERS])
def test_a_page_layout_that_one_file_alone_has_comes_and_goes(references: str) -> None:
    plain = package(paragraph("One."), header=paragraph("Head"))
    laid_out = package(
        f"{paragraph('One.')}<w:sectPr>{references}{SIZE}</w:sectPr>", header=paragraph("Head")
    )
    for old, new in ((plain, laid_out), (laid_out, plain)):
        result = redline(old, new, STAMP)
        assert result.counts == {"sectPrChange": 1}
        assert bool(result.unshown) == bool(references)


TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r>"
    "</w:p></w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize("section", ["", f"<w:sectPr>{SIZE}</w:sectPr>"])
def test_a_table_that_ends_a_text_has_an_empty_paragraph_behind_it_as_word_shows_it(
    section: str,
) -> None:
    ends = paragraph("One.") + TABLE.format("Cell") + section
    for other in (paragraph("Two, otherwise."), TABLE.format("Other words") + paragraph("End.")):
        for old, new in ((ends, other + section), (other + section, ends)):
            result = redline(package(old), package(new), STAMP)
            said = [
                texts(resolved(result.package, each))["word/document.xml"]
                for each in ("reject", "accept")
            ]
            for found, wanted in zip(said, (old, new), strict=True):
                behind = [""] if wanted is ends else []
                assert found == [*texts(package(wanted))["word/document.xml"], *behind]
    assert both_ways(package(ends), package(ends)).counts == {}
