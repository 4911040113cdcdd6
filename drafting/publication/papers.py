"""The papers for a meeting, as Word files in one house style: pages, tables, headings, language."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell  # pyright: ignore[reportPrivateUsage]
from docx.text.paragraph import Paragraph

from drafting.word.package import Package, read_package
from drafting.word.xml import Element, child, get, local, make, name, serialise

NOT_ADVICE = (
    "Prepared with a drafting aid. It is not legal advice: the monitoring officer must check it "
    "before it is put to council."
)
HEADER_FILL = "1F4E5F"


def day_in_words(day: date) -> str:
    """Return a date such as Tuesday 18 May 2027."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def new_paper(council: str, title: str, dated: date, *, landscape: bool) -> WordDocument:
    """Return an empty paper on A4, with its title, language and a footer that names it."""
    document = Document()
    section = document.sections[0]
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21.0)
        section.left_margin = section.right_margin = Cm(1.5)
        section.top_margin, section.bottom_margin = Cm(1.6), Cm(1.9)
    else:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin, section.bottom_margin = Cm(2.0), Cm(2.0)
    section.footer_distance = Cm(0.9)
    section.footer.paragraphs[0].add_run(f"{council}: {title[:1].lower()}{title[1:]}. Page ")
    properties = document.core_properties
    stamp = datetime(dated.year, dated.month, dated.day)  # noqa: DTZ001
    properties.created = properties.modified = stamp
    properties.title = f"{title}: {council}"
    properties.author = properties.last_modified_by = council
    properties.comments, properties.language = "", "en-GB"
    return document


def new_table(document: WordDocument, columns: Sequence[tuple[str, float]]) -> Table:
    """Add a table with a header row; each column has a title and a width in centimetres."""
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for number, (title, width) in enumerate(columns):
        table.columns[number].width = Cm(width)
        cell = table.rows[0].cells[number]
        cell.width = Cm(width)
        run = cell.paragraphs[0].add_run(title)
        run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
    return table


def write(cell: _Cell, text: str, *, bold: bool = False, small: bool = False) -> Paragraph:
    """Add a paragraph to a cell; the first takes the empty one that every cell starts with."""
    fresh = len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs
    paragraph = cell.paragraphs[0] if fresh else cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(3)
    if text:
        run = paragraph.add_run(text)
        run.bold = bold
        run.font.size = Pt(7) if small else None
    return paragraph


def add_row(table: Table, *texts: str) -> None:
    """Add a row that stays on one page, with a text for each cell."""
    row = table.add_row()
    child(row._tr.get_or_add_trPr(), "w:cantSplit")  # pyright: ignore[reportPrivateUsage]
    for cell, text in zip(row.cells, texts, strict=True):
        write(cell, text)


def finished(document: WordDocument, file: str, *, points: float) -> Package:
    """Return the document as a package, with what python-docx has no words for.

    `points` is the size of its text. The same document gives the same bytes.
    """
    stream = io.BytesIO()
    document.save(stream)
    package = read_package(stream.getvalue(), file)
    for part in [part for part in package.parts if part.endswith("/stylesWithEffects.xml")]:
        package = package.without(part)  # for Word 2010 alone, and out of step with the styles
    body = package.root(package.document)
    for table in body.iter(name("w:tbl")):
        _finish_header(table)
    changed = {package.document: serialise(body)}
    footer, styles = package.related("footer"), package.related("styles")
    if footer and styles:
        foot, sheet = package.root(footer), package.root(styles)
        field = child(next(foot.iter(name("w:p"))), "w:fldSimple", instr="PAGE")
        child(child(field, "w:r"), "w:t").text = "1"
        _dress(sheet, points)
        changed |= {footer: serialise(foot), styles: serialise(sheet)}
    return Package(package.name, {**package.parts, **changed}, {})


def _finish_header(table: Element) -> None:
    """Repeat the first row on every page and shade it (ECMA-376 Part 1, 17.4.78 and 17.4.33)."""
    row = table.find(name("w:tr"))
    if row is None:
        return
    properties = make("w:trPr")
    child(properties, "w:cantSplit")
    child(properties, "w:tblHeader")
    row.insert(0, properties)
    for properties in row.iter(name("w:tcPr")):
        child(properties, "w:shd", val="clear", color="auto", fill=HEADER_FILL)


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
            run.insert(at, make("w:color", val=HEADER_FILL))
        before = {"rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "w", "kern", "position"}
        run.insert(sum(1 for e in run if local(e) in before), make("w:sz", val=size))
        after = {"sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign"}
        place = sum(1 for e in run if local(e) in before | after)
        run.insert(place, make("w:lang", val="en-GB"))
