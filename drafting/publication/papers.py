"""The papers for a meeting, as Word files in one house style: pages, tables, headings, language."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.styles import CT_Styles
from docx.oxml.table import CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.section import Section
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell  # pyright: ignore[reportPrivateUsage]
from docx.text.paragraph import Paragraph
from lxml import etree

from drafting.word.package import Package, read_package
from drafting.word.xml import Element, child, get, local, make, name

NOT_ADVICE = (
    "Prepared with a drafting aid. It is not legal advice: the monitoring officer must check it "
    "before it is put to council."
)
_DARK = "1F4E5F"  # of titles and headings
_GREY = "404040"
_LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_PIECES = re.compile(r"[\t\r\n]|[^\t\r\n]+")  # of a text: a tab, a break, or words between
_STYLES = frozenset({"Normal", "Title", "Heading 1", "Heading 2", "Table Grid"})


def day_in_words(day: date) -> str:
    """Return a date such as Tuesday 18 May 2027."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def new_paper(
    council: str,
    title: str,
    dated: date,
    *,
    points: float,
    landscape: bool,
    template: Package | None = None,
) -> WordDocument:
    """Return an empty paper with its title, language and a footer that names it.

    It is on A4 in the style of this program, with text of so many points; or on the pages, under
    the headers and footers and in the styles of the council's own template.
    """
    if template is None:
        document = Document()
        _lay_out(document.sections[0])
        _dress(document.styles.element, points)
    else:
        document = Document(io.BytesIO(template.as_bytes()))
        _empty(document)
        _complete(document)
    section = document.sections[0]
    width, height = section.page_width or Cm(21.0), section.page_height or Cm(29.7)
    if landscape and width < height:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = height, width
        section.left_margin = section.right_margin = Cm(1.5)
        document.styles["Normal"].font.size = Pt(points)  # pyright: ignore[reportAttributeAccessIssue]
    foot = section.footer.paragraphs[0]
    if not any(each.text for each in section.footer.paragraphs):
        foot.add_run(f"{council}: {title[:1].lower()}{title[1:]}. Page ")
        field = child(foot._p, "w:fldSimple", instr="PAGE")  # pyright: ignore[reportPrivateUsage]
        child(child(field, "w:r"), "w:t").text = "1"
    properties = document.core_properties
    stamp = datetime(dated.year, dated.month, dated.day)  # noqa: DTZ001
    properties.created = properties.modified = stamp
    properties.title = f"{title}: {council}"
    properties.author = properties.last_modified_by = council
    properties.comments, properties.language = "", "en-GB"
    return document


def _lay_out(section: Section) -> None:
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.0), Cm(2.0)
    section.footer_distance = Cm(0.9)


def _empty(document: WordDocument) -> None:
    """Take what a template says, and leave its last page layout with its header and footer."""
    body = document.element[0]
    for each in list(body):
        if each.tag != name("w:sectPr"):
            body.remove(each)


def _complete(document: WordDocument) -> None:
    """Add the styles that a paper needs and a template lacks: Word writes only those it used."""
    present = {style.name for style in document.styles}
    for style in Document().styles:
        if style.name in _STYLES and style.name not in present:
            document.styles.element.append(copy.deepcopy(style.element))


def add_point(document: WordDocument, text: str, number: int = 0) -> Paragraph:
    """Add a paragraph with a number, or with a bullet where the number is 0."""
    styles = cast(CT_Styles, document.styles.element)
    style = styles.get_by_name("List Number" if number else "List Bullet")
    if style is not None:
        paragraph = document.add_paragraph(text)
        # Not by its name, for which python-docx reads through all styles of the document.
        paragraph._p.style = None if style.default else style.styleId  # pyright: ignore[reportPrivateUsage]
        return paragraph
    label = f"{number}." if number else "\u2022"
    paragraph = document.add_paragraph(f"{label}\t{text}")
    paragraph.paragraph_format.left_indent = Cm(1.0)
    paragraph.paragraph_format.first_line_indent = Cm(-1.0)
    return paragraph


def new_table(document: WordDocument, columns: Sequence[tuple[str, float]]) -> Table:
    """Add a table with a header row; each column has a title and a width in centimetres.

    Where the pages of a template leave less room than that, the columns share it.
    """
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    wanted = sum(Cm(width) for _, width in columns)
    scale = min(1.0, room / wanted) if room > 0 else 1.0
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for number, (title, width) in enumerate(columns):
        table.columns[number].width = Length(round(Cm(width) * scale))
        cell = table.rows[0].cells[number]
        cell.width = Length(round(Cm(width) * scale))
        run = cell.paragraphs[0].add_run(title)
        run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
    _finish_header(table, _accent(document))
    return table


def _accent(document: WordDocument) -> str:
    """Return the colour of the headings, where white can be read on it; else a dark grey."""
    style = document.styles["Heading 1"]
    colour = style.font.color.rgb if isinstance(style, ParagraphStyle) else None
    if colour is None:
        return _GREY
    light = [each / 255 for each in colour]
    light = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in light]
    luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    return str(colour) if 1.05 / (luminance + 0.05) >= _LEAST_CONTRAST else _GREY


def new_row(table: Table, *, whole: bool = False) -> list[_Cell]:
    """Add a row as wide as the columns of the table, and return its empty cells.

    A `whole` row stays on one page. Rows are written as XML, as is what stands in their cells: by
    way of python-docx a thousand of them took a sixth of the time of a whole draft.
    """
    row = _add(table._tbl, "w:tr")  # pyright: ignore[reportPrivateUsage]
    if whole:
        _add(_add(row, "w:trPr"), "w:cantSplit")
    cells: list[_Cell] = []
    for column in table._tbl.tblGrid:  # pyright: ignore[reportPrivateUsage]
        cell = _add(row, "w:tc")
        width = get(column, "w:w")
        if width:
            _add(_add(cell, "w:tcPr"), "w:tcW", type="dxa", w=width)
        _add(cell, "w:p")
        cells.append(_Cell(cast(CT_Tc, cell), table))
    return cells


def write(
    cell: _Cell,
    text: str,
    *,
    bold: bool = False,
    small: bool = False,
    indent: Length | None = None,
    with_next: bool | None = None,
) -> Paragraph:
    """Add a paragraph to a cell; the first takes the empty one that every cell starts with.

    It is indented, and stays on the page of the next one or not, where that is said.
    """
    inside = cell._tc  # pyright: ignore[reportPrivateUsage]
    first, *more = inside.iterchildren(name("w:p"))
    if more or first.find(name("w:r")) is not None:
        made = _add(inside, "w:p")
    else:
        made = first
        for each in list(made):
            made.remove(each)
    properties = _add(made, "w:pPr")
    if with_next is not None:
        _add(properties, "w:keepNext", **({} if with_next else {"val": "0"}))
    _add(properties, "w:spacing", after="60")
    if indent is not None:
        _add(properties, "w:ind", left=str(indent.twips))
    paragraph = Paragraph(cast(CT_P, made), cell)
    if text:
        add_text(paragraph, text, bold=bold, small=small)
    return paragraph


def add_text(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool,
    small: bool = False,
    mark: Literal["struck", "underlined", ""] = "",
    colour: str = "",
) -> None:
    """Add a run of text to a paragraph; its properties stand in the order of 17.3.2.28."""
    run = _add(paragraph._p, "w:r")  # pyright: ignore[reportPrivateUsage]
    properties = _add(run, "w:rPr")
    _add(properties, "w:b", **({} if bold else {"val": "0"}))
    if mark == "struck":
        _add(properties, "w:strike")
    if colour:
        _add(properties, "w:color", val=colour)
    if small:
        _add(properties, "w:sz", val="14")
    if mark == "underlined":
        _add(properties, "w:u", val="single")
    for piece in _PIECES.findall(text):
        if piece == "\t" or piece in "\r\n":
            _add(run, "w:tab" if piece == "\t" else "w:br")
            continue
        shown = _add(run, "w:t")
        shown.text = piece
        if piece != piece.strip():
            shown.set(name("xml:space"), "preserve")


def add_row(table: Table, *texts: str) -> None:
    """Add a row that stays on one page, with a text for each cell."""
    for cell, text in zip(new_row(table, whole=True), texts, strict=True):
        write(cell, text)


def _add(parent: Element, short: str, **attributes: str) -> Element:
    """Append a new child of the kind that its document is made of, and return it."""
    added = etree.SubElement(parent, name(short))
    for key, value in attributes.items():
        added.set(name(f"w:{key}"), value)
    return added


def finished(document: WordDocument, file: str) -> Package:
    """Return the document as a package. The same document gives the same bytes."""
    stream = io.BytesIO()
    document.save(stream)
    package = read_package(stream.getvalue(), file)
    for part in [part for part in package.parts if part.endswith("/stylesWithEffects.xml")]:
        package = package.without(part)  # for Word 2010 alone, and out of step with the styles
    return Package(package.name, package.parts, {})


def _finish_header(table: Table, fill: str) -> None:
    """Repeat the first row on every page and shade it (ECMA-376 Part 1, 17.4.78 and 17.4.33)."""
    row = table.rows[0]._tr  # pyright: ignore[reportPrivateUsage]
    properties = row.get_or_add_trPr()
    child(properties, "w:cantSplit")
    child(properties, "w:tblHeader")
    for each in row.iter(name("w:tcPr")):
        child(each, "w:shd", val="clear", color="auto", fill=fill)


def _dress(sheet: Element, points: float) -> None:
    """Set the letters of the styles used: Arial, and British English."""
    normal = str(round(points * 2))
    sizes = {"Normal": normal, "Title": "36", "Heading1": "26", "Heading2": "22"}
    for style in sheet.iterfind(name("w:style")):
        size = sizes.get(get(style, "w:styleId"))
        if size is None:
            continue
        run = style.find(name("w:rPr"))
        if run is None:
            run = child(style, "w:rPr")
        for element in list(run):
            if local(element) in {"rFonts", "color", "sz", "szCs", "lang"}:
                run.remove(element)
        run.insert(0, make("w:rFonts", ascii="Arial", hAnsi="Arial", cs="Arial"))
        if size != normal:
            at = sum(1 for e in run if local(e) in {"rFonts", "b", "bCs", "i", "iCs"})
            run.insert(at, make("w:color", val=_DARK))
        before = {"rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "w", "kern", "position"}
        run.insert(sum(1 for e in run if local(e) in before), make("w:sz", val=size))
        after = {"sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign"}
        place = sum(1 for e in run if local(e) in before | after)
        run.insert(place, make("w:lang", val="en-GB"))
