"""The schedule of amendments: the table that is put to full council, as a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell  # pyright: ignore[reportPrivateUsage]
from docx.text.paragraph import Paragraph

from drafting.amendment.alignment import Block, alike
from drafting.amendment.changes import Kept
from drafting.amendment.proposal import Provided
from drafting.amendment.wording import differences
from drafting.publication.accounts import Account
from drafting.word.atoms import words
from drafting.word.package import Package, read_package
from drafting.word.xml import Element, child, get, local, make, name, serialise

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
class Wording:
    """One paragraph as printed: its number, its text and how deep it stands."""

    label: str
    text: str
    depth: int
    heading: bool


@dataclass(frozen=True)
class Line:
    """One line of the schedule: a change with both wordings."""

    account: Account
    current: tuple[Wording, ...]
    proposed: tuple[Wording, ...]


@dataclass(frozen=True)
class Schedule:
    """What the schedule says: the council, the day of the meeting, its lines by protocol."""

    council: str
    meeting: date
    dated: date
    protocols: tuple[tuple[str, tuple[Line, ...]], ...]
    kept: tuple[Kept, ...]
    provided: tuple[Provided, ...] = ()


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
        "are struck through; words that come are underlined. The reference is to the number that "
        "a provision will have if every change is carried."
    )
    for title, lines in schedule.protocols:
        document.add_heading(title, level=1)
        _changes_table(document, lines)
    if schedule.provided:
        _provided_table(document, schedule.provided)
    if schedule.kept:
        _kept_table(document, schedule.kept)
    document.add_paragraph(NOT_ADVICE).runs[0].italic = True
    return _package(document)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _set_up(document: WordDocument, schedule: Schedule) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin, section.bottom_margin = Cm(1.6), Cm(1.9)
    section.footer_distance = Cm(0.9)
    section.footer.paragraphs[0].add_run(f"{schedule.council}: schedule of amendments. Page ")
    properties = document.core_properties
    stamp = datetime(schedule.dated.year, schedule.dated.month, schedule.dated.day)  # noqa: DTZ001
    properties.created = properties.modified = stamp
    properties.title = f"Schedule of amendments: {schedule.council}"
    properties.author = properties.last_modified_by = schedule.council
    properties.comments, properties.language = "", "en-GB"


def _changes_table(document: WordDocument, lines: Sequence[Line]) -> None:
    table = _table(document, _COLUMNS)
    for line in lines:
        cells = table.add_row().cells
        account = line.account
        _write(cells[0], account.reference.rpartition(", ")[2].capitalize() or "New", bold=True)
        _write(cells[0], account.change.kind.value.capitalize())
        _write(cells[0], account.change.clause, small=True)
        _wordings(cells[1], cells[2], line)
        _write(cells[3], account.why)
        _write(cells[4], "; ".join(account.law) or "None is needed.")
        _write(cells[4], account.force)
        _write(cells[5], account.authority)


def _table(document: WordDocument, columns: Sequence[tuple[str, float]]) -> Table:
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


def _write(cell: _Cell, text: str, *, bold: bool = False, small: bool = False) -> Paragraph:
    """Add a paragraph to a cell; the first takes the empty one that every cell starts with."""
    fresh = len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs
    paragraph = cell.paragraphs[0] if fresh else cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(3)
    if text:
        run = paragraph.add_run(text)
        run.bold = bold
        run.font.size = Pt(7) if small else None
    return paragraph


def _wordings(before: _Cell, after: _Cell, line: Line) -> None:
    """Write both wordings; where a paragraph is amended, mark the words that differ."""
    old = [Block("paragraph", each.text, "") for each in line.current]
    new = [Block("paragraph", each.text, "") for each in line.proposed]
    pairs = dict(alike(old, new))
    back = {new_at: old_at for old_at, new_at in pairs.items()}
    for number, each in enumerate(line.current):
        other = line.proposed[pairs[number]].text if number in pairs else ""
        _marked(before, each, (each.text, other), after=False)
    for number, each in enumerate(line.proposed):
        other = line.current[back[number]].text if number in back else ""
        _marked(after, each, (other, each.text), after=True)
    if not line.current:
        _write(before, "None.")


def _marked(cell: _Cell, wording: Wording, pair: tuple[str, str], *, after: bool) -> None:
    paragraph = _write(cell, "")
    paragraph.paragraph_format.left_indent = Cm(0.5 * max(wording.depth - 1, 0))
    paragraph.paragraph_format.keep_with_next = wording.heading
    if wording.label:
        paragraph.add_run(f"{wording.label}\u2002").bold = wording.heading
    old, new = words(pair[0]), words(pair[1])
    for kept, a, b, c, d in differences(old, new, old, new):
        text = "".join(new[c:d] if after else old[a:b])
        if not text:
            continue
        run = paragraph.add_run(text)
        run.bold = wording.heading
        if not kept and after:
            run.underline, run.font.color.rgb = True, _INSERTED
        elif not kept:
            run.font.strike, run.font.color.rgb = True, _DELETED


def _provided_table(document: WordDocument, provided: Sequence[Provided]) -> None:
    document.add_heading("What the council’s own rules already provide", level=1)
    document.add_paragraph(
        "These paragraphs of the library are not put in, because the council’s own words do the "
        "same. They were matched by likeness: read each pair."
    )
    columns = (("Rule today", 4.2), ("The council’s words", 9.6), ("The library’s words", 9.6))
    table = _table(document, (*columns, ("Likeness", 3.3)))
    for each in provided:
        cells = table.add_row().cells
        _write(cells[0], each.where.rpartition(", ")[2].capitalize() or each.where)
        _write(cells[0], each.clause, small=True)
        _write(cells[1], each.by)
        _write(cells[2], each.text)
        _write(cells[3], f"{each.score:.0%}")


def _kept_table(document: WordDocument, kept: Sequence[Kept]) -> None:
    document.add_heading("Provisions of the council’s own that stay as they are", level=1)
    table = _table(document, (("Reference today", 9.0), ("Heading", 7.0), ("Why", 10.7)))
    for each in kept:
        cells = table.add_row().cells
        for cell, text in zip(cells, (each.where, each.heading, each.why), strict=True):
            _write(cell, text)


def _package(document: WordDocument) -> Package:
    """Return the document as a package, with what python-docx has no words for."""
    stream = io.BytesIO()
    document.save(stream)
    package = read_package(stream.getvalue(), "schedule-of-amendments.docx")
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
        _dress(sheet)
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
        child(properties, "w:shd", val="clear", color="auto", fill=_HEADER_FILL)


def _dress(sheet: Element) -> None:
    """Set the letters of the styles used: Arial, and British English."""
    sizes = {"Normal": "18", "Title": "36", "Heading1": "26"}
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
        if size != "18":
            at = sum(1 for e in run if local(e) in {"rFonts", "b", "bCs", "i", "iCs"})
            run.insert(at, make("w:color", val=_HEADER_FILL))
        before = {"rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "w", "kern", "position"}
        run.insert(sum(1 for e in run if local(e) in before), make("w:sz", val=size))
        after = {"sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign"}
        place = sum(1 for e in run if local(e) in before | after)
        run.insert(place, make("w:lang", val="en-GB"))
