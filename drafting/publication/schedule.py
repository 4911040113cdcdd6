"""The schedule of amendments: the table that is put to full council, as a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell  # pyright: ignore[reportPrivateUsage]
from docx.text.paragraph import Paragraph

from drafting.amendment.alignment import Block, alike
from drafting.amendment.changes import Kept
from drafting.amendment.wording import differences
from drafting.publication.accounts import Account
from drafting.word.atoms import words
from drafting.word.package import Package, read_package

NOT_ADVICE = (
    "Prepared with a drafting aid. It is not legal advice: the monitoring officer must check it "
    "before it is put to council."
)
_COLUMNS = (
    ("Reference", 2.9),
    ("Current wording", 6.6),
    ("Proposed wording", 7.6),
    ("Reason", 4.2),
    ("Legal basis and force", 3.6),
    ("Authority", 1.8),
)
_HEADER_FILL = "1F4E5F"
_DELETED = RGBColor(0xA8, 0x1C, 0x1C)
_INSERTED = RGBColor(0x1A, 0x5C, 0x2E)


@dataclass(frozen=True)
class Line:
    """One line of the schedule; the wordings carry their numbers as printed."""

    account: Account
    current: tuple[str, ...]
    proposed: tuple[str, ...]


@dataclass(frozen=True)
class Schedule:
    """What the schedule says: the council, the day of the meeting, its lines by protocol."""

    council: str
    meeting: date
    dated: date
    protocols: tuple[tuple[str, tuple[Line, ...]], ...]
    kept: tuple[Kept, ...]


def schedule_document(schedule: Schedule) -> Package:
    """Return the schedule as a Word file. The same schedule gives the same bytes."""
    document = Document()
    _set_up(document, schedule)
    document.add_heading("Schedule of amendments to the constitution", level=0)
    document.add_paragraph(
        f"{schedule.council}. For the meeting of full council on {_day(schedule.meeting)}."
    )
    document.add_paragraph(
        "The table gives each change that can be put, carried or lost on its own. Words that go "
        "are struck through; words that come are underlined. Numbers are as they will stand if "
        "every change is carried."
    )
    for title, lines in schedule.protocols:
        document.add_heading(title, level=1)
        _changes_table(document, lines)
    if schedule.kept:
        _kept_table(document, schedule.kept)
    document.add_paragraph(NOT_ADVICE).runs[0].italic = True
    return _package(document, schedule)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _set_up(document: WordDocument, schedule: Schedule) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.6)
    styles = document.styles
    styles["Normal"].font.name = "Arial"
    styles["Normal"].font.size = Pt(9)
    styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    for name, size in (("Title", 18), ("Heading 1", 13)):
        style = styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor(0x1F, 0x4E, 0x5F)
        fonts = style.element.rPr.rFonts
        for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{each}"), None)
        fonts.set(qn("w:ascii"), "Arial")
        fonts.set(qn("w:hAnsi"), "Arial")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    styles["Normal"].element.get_or_add_rPr().append(language)
    properties = document.core_properties
    stamp = datetime(schedule.dated.year, schedule.dated.month, schedule.dated.day)  # noqa: DTZ001
    properties.created = properties.modified = stamp
    properties.title = f"Schedule of amendments: {schedule.council}"
    properties.author = properties.last_modified_by = schedule.council
    properties.comments, properties.language = "", "en-GB"
    _page_numbers(section.footer.paragraphs[0], schedule)


def _page_numbers(footer: Paragraph, schedule: Schedule) -> None:
    footer.add_run(f"{schedule.council}: schedule of amendments. Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    footer._p.append(field)


def _changes_table(document: WordDocument, lines: Sequence[Line]) -> None:
    table = _table(document, _COLUMNS)
    for line in lines:
        cells = table.add_row().cells
        account = line.account
        _write(cells[0], account.reference or "New", bold=True)
        _write(cells[0], account.change.id, small=True)
        _wordings(cells[1], cells[2], line)
        _write(cells[3], account.why)
        _write(cells[4], "; ".join(account.law) or "None is needed.")
        _write(cells[4], account.force)
        _write(cells[5], account.authority)
        for cell in cells:
            _drop_first(cell)


def _table(document: WordDocument, columns: Sequence[tuple[str, float]]) -> Table:
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    row = table.rows[0]
    repeat = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(repeat)
    for number, (title, width) in enumerate(columns):
        table.columns[number].width = Cm(width)
        cell = row.cells[number]
        cell.width = Cm(width)
        shade = OxmlElement("w:shd")
        for key, text in (("val", "clear"), ("color", "auto"), ("fill", _HEADER_FILL)):
            shade.set(qn(f"w:{key}"), text)
        cell._tc.get_or_add_tcPr().append(shade)
        run = cell.paragraphs[0].add_run(title)
        run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
    return table


def _write(cell: _Cell, text: str, *, bold: bool = False, small: bool = False) -> Paragraph:
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(3)
    if text:
        run = paragraph.add_run(text)
        run.bold = bold
        run.font.size = Pt(7) if small else None
    return paragraph


def _drop_first(cell: _Cell) -> None:
    """Take out the empty paragraph that every new cell starts with."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 and not first.text:
        cell._tc.remove(first._p)


def _wordings(before: _Cell, after: _Cell, line: Line) -> None:
    """Write both wordings; where a paragraph is amended, mark the words that differ."""
    old = [Block("paragraph", text, "") for text in line.current]
    new = [Block("paragraph", text, "") for text in line.proposed]
    pairs = dict(alike(old, new))
    amended = set(pairs.values())
    for number, text in enumerate(line.current):
        if number in pairs:
            _marked(before, after=False, pair=(text, line.proposed[pairs[number]]))
        else:
            _marked(before, after=False, pair=(text, ""))
    back = {new_at: old_at for old_at, new_at in pairs.items()}
    for number, text in enumerate(line.proposed):
        current = line.current[back[number]] if number in amended else ""
        _marked(after, after=True, pair=(current, text))
    if not line.current:
        _write(before, "None.")


def _marked(cell: _Cell, *, after: bool, pair: tuple[str, str]) -> None:
    paragraph = _write(cell, "")
    old, new = words(pair[0]), words(pair[1])
    for kept, a, b, c, d in differences(old, new, old, new):
        text = "".join(new[c:d] if after else old[a:b])
        if not text:
            continue
        run = paragraph.add_run(text)
        if not kept and after:
            run.underline, run.font.color.rgb = True, _INSERTED
        elif not kept:
            run.font.strike, run.font.color.rgb = True, _DELETED


def _kept_table(document: WordDocument, kept: Sequence[Kept]) -> None:
    document.add_heading("Provisions of the council’s own that stay as they are", level=1)
    table = _table(document, (("Reference", 9.0), ("Heading", 7.0), ("Why", 10.7)))
    for each in kept:
        cells = table.add_row().cells
        for cell, text in zip(cells, (each.where, each.heading, each.why), strict=True):
            _write(cell, text)
            _drop_first(cell)


def _package(document: WordDocument, schedule: Schedule) -> Package:
    stream = io.BytesIO()
    document.save(stream)
    package = read_package(stream.getvalue(), "schedule-of-amendments.docx")
    return Package(package.name, package.parts, {})


