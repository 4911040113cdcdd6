"""The papers for a meeting: in the style of the program, or of the council's own template."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm, RGBColor

from drafting.publication.papers import add_point, finished, new_paper, new_table
from drafting.word.package import Package, read_package

pytestmark = pytest.mark.slow  # each makes a Word file

MADE = RGBColor(0x7A, 0x1F, 0x3D)
PALE = RGBColor(0xFF, 0xEE, 0x99)


def template(*without: str, colour: RGBColor = MADE) -> Package:
    document = Document()
    document.sections[0].header.paragraphs[0].add_run("Penfold & Wray")
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(5)
    document.add_paragraph("Dear Councillor")
    document.styles["Heading 1"].font.color.rgb = colour  # pyright: ignore[reportAttributeAccessIssue]
    for each in without:
        style = document.styles[each].element
        document.styles.element.remove(style)
    stream = io.BytesIO()
    document.save(stream)
    return read_package(stream.getvalue(), "template.docx")


def paper(worn: Package | None, *, landscape: bool = False) -> Package:
    day = date(2027, 5, 18)
    document = new_paper(
        "Penfold & Wray", "Report", day, points=9, landscape=landscape, template=worn
    )
    document.add_heading("Purpose", level=1)
    add_point(document, "a first point;", 1)
    add_point(document, "a bullet.")
    new_table(document, (("Change", 10.0), ("Needs", 10.0)))
    return finished(document, "report.docx")


def read(package: Package) -> WordDocument:
    return Document(io.BytesIO(package.as_bytes()))


def test_a_paper_wears_the_header_the_pages_and_the_headings_of_the_template() -> None:
    made = read(paper(template()))
    assert made.sections[0].header.paragraphs[0].text == "Penfold & Wray"
    assert made.sections[0].left_margin == read(template()).sections[0].left_margin
    assert made.paragraphs[0].style is not None
    assert made.paragraphs[0].style.font.color.rgb == MADE  # pyright: ignore[reportAttributeAccessIssue]


def test_nothing_that_the_template_says_is_in_the_paper() -> None:
    assert "Dear Councillor" not in [each.text for each in read(paper(template())).paragraphs]


def test_tables_fit_between_the_margins_of_the_template() -> None:
    section = read(paper(template())).sections[0]
    table = read(paper(template())).tables[0]
    assert section.page_width is not None
    room = section.page_width - Cm(10)
    assert sum(each.width or 0 for each in table.columns) <= room + Cm(0.1)


@pytest.mark.parametrize(("colour", "fill"), [(MADE, "7A1F3D"), (PALE, "404040")])
def test_the_header_of_a_table_has_the_colour_of_the_headings_if_white_can_be_read_on_it(
    colour: RGBColor, fill: str
) -> None:
    made = paper(template(colour=colour))
    assert f'w:fill="{fill}"'.encode() in made.parts[made.document]


@pytest.mark.parametrize(
    "missing", ["List Number", "List Bullet", "Title", "Heading 1", "Table Grid"]
)
def test_a_style_that_the_template_lacks_is_made_up_for(missing: str) -> None:
    texts = [each.text for each in read(paper(template(missing))).paragraphs]
    assert texts[1].removeprefix("1.\t") == "a first point;"
    assert texts[2].removeprefix("\u2022\t") == "a bullet."


def test_the_same_paper_has_the_same_bytes() -> None:
    for worn in (None, template()):
        assert paper(worn).as_bytes() == paper(worn).as_bytes()


def test_a_wide_paper_has_wide_pages() -> None:
    for worn in (None, template()):
        section = read(paper(worn, landscape=True)).sections[0]
        assert (section.page_width or 0) > (section.page_height or 0)
