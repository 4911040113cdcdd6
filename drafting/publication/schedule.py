"""The schedule of amendments: the table that is put to full council, as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.document import Document as WordDocument
from docx.shared import Cm
from docx.table import _Cell  # pyright: ignore[reportPrivateUsage]

from drafting.amendment.alignment import Block, alike
from drafting.amendment.changes import Kept
from drafting.amendment.losses import Lost
from drafting.amendment.proposal import Provided
from drafting.amendment.settlements import Settled
from drafting.amendment.wording import differences
from drafting.publication.accounts import Account
from drafting.publication.consequential import ConsequentialAccount
from drafting.publication.floor import FloorAccount
from drafting.publication.papers import (
    NOT_ADVICE,
    add_text,
    day_in_words,
    finished,
    new_paper,
    new_row,
    new_table,
    write,
)
from drafting.word.atoms import words
from drafting.word.package import Package

_COLUMNS = (
    ("Reference", 2.9),
    ("Current wording", 6.6),
    ("Proposed wording", 7.6),
    ("Reason", 4.2),
    ("Legal basis and force", 3.6),
    ("Authority", 1.8),
)
DELEGATED = "Changes under delegation, for information"
_DELETED = "A81C1C"
_INSERTED = "1A5C2E"


@dataclass(frozen=True)
class Wording:
    """One paragraph as printed: its number, its text and how deep it stands."""

    label: str
    text: str
    depth: int
    heading: bool


@dataclass(frozen=True)
class Line:
    """One line of the schedule: a change with both wordings; `cited` says where it will stand."""

    account: Account
    cited: str
    current: tuple[Wording, ...]
    proposed: tuple[Wording, ...]


@dataclass(frozen=True)
class Schedule:
    """What the schedule says: the council, the day of the meeting, its lines by protocol.

    `of` is what is amended, and `body` who approves it: "" for full council at the meeting.
    """

    council: str
    meeting: date
    dated: date
    protocols: tuple[tuple[str, tuple[Line, ...]], ...]
    kept: tuple[Kept, ...]
    provided: tuple[Provided, ...] = ()
    following: tuple[ConsequentialAccount, ...] = ()
    floor: tuple[FloorAccount, ...] = ()
    lost: tuple[Lost, ...] = ()
    settled: tuple[Settled, ...] = ()
    of: str = "the constitution"
    body: str = ""


def schedule_document(schedule: Schedule, template: Package | None = None) -> Package:
    """Return the schedule as a Word file, in the styles of the council's template if it has one.

    The same schedule gives the same bytes.
    """
    document = new_paper(
        schedule.council,
        "Schedule of amendments",
        schedule.dated,
        points=9,
        landscape=True,
        template=template,
    )
    document.add_heading(f"Schedule of amendments to {schedule.of}", level=0)
    where = f"For the meeting of full council on {day_in_words(schedule.meeting)}."
    if schedule.body:
        where = f"Outside the constitution. For approval by {schedule.body}."
    document.add_paragraph(f"{schedule.council}. {where}")
    document.add_paragraph(
        "The table gives each change; one that another needs goes with it. Words that go are "
        "struck through; words that come are underlined. The reference is to the number that a "
        "provision has in the text that these changes make."
    )
    for title, lines in schedule.protocols:
        document.add_heading(title, level=1)
        _changes_table(document, lines)
    if schedule.floor:
        _floor_table(document, schedule.floor)
    council = [each for each in schedule.following if not each.delegated]
    if council:
        _following_table(document, council)
    delegated = [each for each in schedule.following if each.delegated]
    if delegated:
        document.add_heading(DELEGATED, level=1)
        document.add_paragraph(
            "The constitution lets an officer make these. Full council does not decide them; each "
            "goes with the change that it follows from."
        )
        _following_rows(document, delegated)
    if schedule.lost:
        _lost_table(document, schedule.lost)
    if schedule.provided:
        _provided_table(document, schedule.provided)
    if schedule.settled:
        _settled_table(document, schedule.settled)
    if schedule.kept:
        _kept_table(document, schedule.kept)
    document.add_paragraph(NOT_ADVICE).runs[0].italic = True
    return finished(document, "schedule-of-amendments.docx")


def _changes_table(document: WordDocument, lines: Sequence[Line]) -> None:
    table = new_table(document, _COLUMNS)
    for line in lines:
        cells = new_row(table)
        account = line.account
        write(cells[0], line.cited or "New", bold=True)
        write(cells[0], account.change.kind.value.capitalize())
        write(cells[0], account.change.clause, small=True)
        _wordings(cells[1], cells[2], line)
        write(cells[3], account.why)
        if account.own_words:
            write(cells[3], account.own_words)
        write(cells[4], "; ".join(account.law) or "None is needed.")
        write(cells[4], account.force)
        write(cells[5], account.authority)


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
        write(before, "None.")


def _marked(cell: _Cell, wording: Wording, pair: tuple[str, str], *, after: bool) -> None:
    bold = wording.heading
    indent = Cm(0.5 * max(wording.depth - 1, 0))
    paragraph = write(cell, "", indent=indent, with_next=bold)
    if wording.label:
        add_text(paragraph, f"{wording.label}\u2002", bold=bold)
    old, new = words(pair[0]), words(pair[1])
    for kept, a, b, c, d in differences(old, new, old, new):
        text = "".join(new[c:d] if after else old[a:b])
        if not text:
            continue
        if kept:
            add_text(paragraph, text, bold=bold)
        elif after:
            add_text(paragraph, text, bold=bold, mark="underlined", colour=_INSERTED)
        else:
            add_text(paragraph, text, bold=bold, mark="struck", colour=_DELETED)


def _floor_table(document: WordDocument, floor: Sequence[FloorAccount]) -> None:
    document.add_heading("Amendments from the floor", level=1)
    columns = (("Reference", 4.6), ("Current wording", 8.0), ("Proposed wording", 8.0))
    table = new_table(document, (*columns, ("Mover", 3.9), ("Authority", 2.2)))
    for each in floor:
        cells = new_row(table)
        write(cells[0], each.where, bold=True)
        write(cells[1], each.current)
        write(cells[2], each.amendment.wording)
        write(cells[3], each.amendment.mover)
        write(cells[4], each.authority)


def _following_table(document: WordDocument, following: Sequence[ConsequentialAccount]) -> None:
    document.add_heading("Consequential changes", level=1)
    document.add_paragraph(
        "These follow from the changes above, and each goes with the change that it follows from. "
        "Where no wording is proposed, the council or its officer must decide."
    )
    _following_rows(document, following)


def _following_rows(document: WordDocument, following: Sequence[ConsequentialAccount]) -> None:
    columns = (("Reference today", 4.6), ("Current words", 5.0), ("Proposed words", 5.0))
    table = new_table(document, (*columns, ("Reason", 9.9), ("Authority", 2.2)))
    for each in following:
        cells = new_row(table)
        write(cells[0], each.change.where, bold=True)
        write(cells[1], each.change.current)
        write(cells[2], each.change.proposed if each.settled else "To be decided.")
        write(cells[3], each.why)
        write(cells[4], each.authority)


def _provided_table(document: WordDocument, provided: Sequence[Provided]) -> None:
    document.add_heading("What the council’s own rules already provide", level=1)
    document.add_paragraph(
        "These paragraphs of the library are not put in, because the council’s own words do the "
        "same. They were matched by likeness: read each pair."
    )
    columns = (("Rule today", 4.2), ("The council’s words", 9.6), ("The library’s words", 9.6))
    table = new_table(document, (*columns, ("Likeness", 3.3)))
    for each in provided:
        cells = new_row(table)
        write(cells[0], each.where.rpartition(", ")[2].capitalize() or each.where)
        write(cells[0], each.clause, small=True)
        write(cells[1], each.by)
        write(cells[2], each.text)
        write(cells[3], "Settled by the officer" if each.settled else f"{each.score:.0%}")


def _lost_table(document: WordDocument, lost: Sequence[Lost]) -> None:
    document.add_heading("Words of the council’s own that go out", level=1)
    document.add_paragraph(
        "A clause replaces the provision in which each of these stands, and nothing in the library "
        "says the same or nearly the same. To keep one, put the address of its paragraph in "
        "constitution.keep of council.yaml and draft again, or refuse the change."
    )
    columns = (
        ("Paragraph today", 7.0),
        ("The words that go", 12.7),
        ("The clause that replaces", 7.0),
    )
    table = new_table(document, columns)
    for each in lost:
        cells = new_row(table)
        write(cells[0], each.where)
        write(cells[1], each.text)
        write(cells[2], each.clause, small=True)


_SETTLED = {
    "provided": "It already provides the paragraph, and stays.",
    "amended": "The paragraph amends it.",
    "separate": "The two are separate: it neither provides the paragraph nor is amended by it.",
    "kept": "It stays, whatever a clause would replace.",
}


def _settled_table(document: WordDocument, settled: Sequence[Settled]) -> None:
    document.add_heading("What the officer has settled", level=1)
    document.add_paragraph(
        "Each of these stands in council.yaml and holds in every draft until it is taken out."
    )
    columns = (("Provision today", 9.0), ("Clause and paragraph", 7.0), ("Settled as", 10.7))
    table = new_table(document, columns)
    for each in settled:
        cells = new_row(table)
        clause = f"{each.clause}, paragraph {each.paragraph}" if each.clause else "Any clause"
        for cell, text in zip(cells, (each.where, clause, _SETTLED[each.settled]), strict=True):
            write(cell, text)


def _kept_table(document: WordDocument, kept: Sequence[Kept]) -> None:
    document.add_heading("Provisions of the council’s own that stay as they are", level=1)
    table = new_table(document, (("Reference today", 9.0), ("Heading", 7.0), ("Why", 10.7)))
    for each in kept:
        cells = new_row(table)
        for cell, text in zip(cells, (each.where, each.heading, each.why), strict=True):
            write(cell, text)
