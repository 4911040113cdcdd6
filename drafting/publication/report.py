"""The covering report to full council, as a Word file, for the monitoring officer to complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.shared import Pt

from drafting.amendment.changes import Change, Kind
from drafting.amendment.consequences import Unresolved
from drafting.amendment.proposal import Provided
from drafting.assembly.english import curly, joined
from drafting.configuration.council import Council
from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.findings import Finding, Level
from drafting.library.clauses import Force, Law, LawStatus
from drafting.publication.accounts import Account, sentence
from drafting.publication.consequential import ConsequentialAccount
from drafting.publication.moves import Moves
from drafting.publication.papers import (
    NOT_ADVICE,
    add_point,
    add_row,
    day_in_words,
    finished,
    new_paper,
    new_row,
    new_table,
    write,
)
from drafting.publication.readers import GroupNamed
from drafting.publication.report_decision import Taken, add_decision
from drafting.publication.report_effects import add_delegated, add_findings, add_following
from drafting.publication.report_moves import add_moves
from drafting.publication.report_numbers import add_numbers
from drafting.publication.report_readers import add_readers
from drafting.publication.requests import write_refusals
from drafting.rules.requests import Refused
from drafting.word.package import Package

TO_COMPLETE = "[For the officer to complete.]"
_FORCES = {
    Force.MUST: "dictated by statute",
    Force.MAY: "enabled by statute",
    Force.CHOICE: "local rules",
    Force.CONVENTION: "conventions",
}
_TOLD = ("arrangement", "control", "short_of_half", "agreement", "leader_rotation", "vacancies")


@dataclass(frozen=True)
class Route:
    """Protocols outside the constitution: who approves their changes, and the files that show them.

    `changes` is how many changes there are.
    """

    title: str
    body: str
    current: str
    redline: str
    schedule: str
    changes: int


@dataclass(frozen=True)
class Report:
    """What the report says; see `report_document`."""

    council: Council
    facts: Mapping[str, FactValue]
    vocabulary: Vocabulary
    accounts: tuple[Account, ...]
    names: Mapping[str, str]
    provided: tuple[Provided, ...]
    moves: Moves
    law: Mapping[str, Law]
    left_out: tuple[tuple[str, str], ...]
    following: tuple[ConsequentialAccount, ...]
    fields: int
    unresolved: tuple[Unresolved, ...]
    to_decide: tuple[Finding, ...]
    health: tuple[Finding, ...]
    refused: tuple[Refused, ...] = ()
    outside: tuple[Route, ...] = ()
    readers: tuple[GroupNamed, ...] = ()
    taken: Taken | None = None


def report_document(report: Report, template: Package | None = None) -> Package:
    """Return the report as a Word file, in the styles of the council's template if it has one.

    The same report gives the same bytes.
    """
    council = report.council
    title = "Changes to the constitution"
    if report.taken:
        title = "Changes to the constitution that full council carried"
    document = new_paper(
        council.council.name, title, council.dated, points=11, landscape=False, template=template
    )
    document.add_heading(title, level=0)
    _opening(document, report)
    if report.taken:
        add_decision(document, report.taken)
    else:
        _purpose(document, report)
        _recommendations(document, report)
    _outside(document, report)
    _background(document, report)
    add_numbers(document, report.council)
    _summary(document, report)
    add_delegated(document, report.following)
    add_readers(document, report.readers, sum(bool(e.change.clause) for e in report.accounts))
    if not report.taken:
        _options(document, report)
    write_refusals(document, report.refused)
    _implications(document, report)
    _route(document, report)
    _appendices(document, report)
    document.add_paragraph(NOT_ADVICE).runs[0].italic = True
    return finished(document, "report.docx")


def _opening(document: WordDocument, report: Report) -> None:
    council = report.council
    body = sentence(council.constitution.approval_body)
    table = new_table(document, (("Report to", 4.5), (body, 11.9)))
    for label, text in (
        ("Meeting", day_in_words(council.meeting.date)),
        ("Report of", council.officers.monitoring_officer.title),
        ("Decision", f"{body} decides on changes to the constitution."),
        (
            "Status",
            "Record of what was carried and lost, for the officer to check."
            if report.taken
            else "Draft, for the officer to complete and check.",
        ),
    ):
        cells = new_row(table)
        write(cells[0], label, bold=True)
        write(cells[1], text)


def _purpose(document: WordDocument, report: Report) -> None:
    document.add_heading("Purpose", level=1)
    document.add_paragraph(
        f"To ask the council to change its constitution so that it fits how "
        f"{report.council.council.name} is now run, and to say what each change does, why it is "
        "proposed and what follows if it is lost."
    )


def _recommendations(document: WordDocument, report: Report) -> None:
    document.add_heading("Recommendations", level=1)
    document.add_paragraph("That the council:")
    council = report.council
    office = council.officers.monitoring_officer.title
    which = (
        " that are not made under delegation"
        if any(each.delegated for each in report.following)
        else ""
    )
    points = [
        "notes the arrangement and the numbers set out under Background;",
        "approves the changes in Appendix 1 (the schedule of amendments), each put to the vote "
        "with those that it needs, which are named under Options;",
        f"agrees the consequential changes in Appendix 1{which}, each of which goes with the "
        "change that it follows from;",
        "agrees that the changes take effect at the end of this meeting, except where a change "
        "states another date;",
    ]
    if all(each.delegated for each in report.following):
        del points[2]
    points[2:2] = [
        f"notes the changes to the {each.title}, kept outside the constitution and for "
        f"{each.body} to approve ({each.schedule});"
        for each in report.outside
    ]
    if report.provided:
        points.append(
            f"notes the {len(report.provided)} matters that its own rules already provide, which "
            "the schedule lists; and"
        )
    else:
        points[-1] = f"{points[-1]} and"
    points.append(
        f"asks the {office} to bring the table of contents and the fields that Word keeps into "
        "line with what is carried, and with nothing else."
    )
    for number, point in enumerate(points, start=1):
        add_point(document, point, number)


def _outside(document: WordDocument, report: Report) -> None:
    """Say which body approves what: the constitution, and each protocol outside it."""
    if not report.outside:
        return
    document.add_heading("Which body approves what", level=1)
    columns = (("Document", 4.6), ("Approved by", 4.2), ("Changes", 2.4), ("Where they are", 5.2))
    table = new_table(document, columns)
    count = len(report.accounts)
    files = "redline.docx, schedule-of-amendments.docx"
    add_row(table, "The constitution", "Full council", str(count), files)
    for each in report.outside:
        body = f"{each.body[:1].upper()}{each.body[1:]}"
        files = f"{each.redline}, {each.schedule}"
        add_row(table, f"{each.title} ({each.current})", body, str(each.changes), files)
    document.add_paragraph(
        "Each document is put to its own body: a change to one does not carry a change to another. "
        "Check that the constitution gives each body named here the power to approve the protocol."
    )


def _background(document: WordDocument, report: Report) -> None:
    document.add_heading("Background", level=1)
    council = report.council
    seats = council.seats
    half = seats.total // 2 + 1
    document.add_paragraph(
        f"The council has {seats.total} seats. More than half is {half}. The groups notified to "
        "the proper officer are:"
    )
    inside, support = council.administration.groups, council.administration.support
    table = new_table(document, (("Group", 7.4), ("Seats", 2.5), ("Place", 6.5)))
    for group in sorted(council.groups, key=lambda each: -each.seats):
        place = "In the administration" if group.id in inside else "Outside the administration"
        place = "Supports the administration" if group.id in support else place
        add_row(table, group.name, str(group.seats), place)
    if seats.ungrouped:
        add_row(table, "Members of no group", str(seats.ungrouped), "")
    if seats.vacancies:
        add_row(table, "Vacant", str(seats.vacancies), "Counted in the total")
    add_row(table, "In all", str(seats.total), "")
    held = sum(group.seats for group in council.groups_of(inside))
    told = [report.vocabulary.facts[each].says(report.facts[each]) for each in _TOLD]
    taken = f"In this report it is taken that {curly(joined(tuple(told)))}."
    if inside:
        more = "more than half" if held * 2 > seats.total else "not more than half"
        taken = f"The administration holds {held} of {seats.total} seats, which is {more}. {taken}"
    _after_a_table(document, taken)


def _after_a_table(document: WordDocument, text: str) -> None:
    document.add_paragraph(text).paragraph_format.space_before = Pt(9)


def _summary(document: WordDocument, report: Report) -> None:
    document.add_heading("Summary of the changes", level=1)
    columns = (("Where", 7.3), ("Inserted", 3.0), ("Amended", 3.2), ("Moved", 2.9))
    table = new_table(document, columns)
    by_place: dict[str, list[Change]] = {}
    for account in report.accounts:
        by_place.setdefault(report.names[account.change.protocol], []).append(account.change)
    for place, changes in by_place.items():
        kinds = Counter(change.kind for change in changes if change.clause)
        moved = kinds[Kind.MOVE] + kinds[Kind.MOVE_AND_SUBSTITUTE]
        add_row(table, place, str(kinds[Kind.INSERT]), str(kinds[Kind.SUBSTITUTE]), str(moved))
    forces = Counter(Force(each.change.force) for each in report.accounts if each.change.clause)
    told = joined(
        tuple(
            f"{forces[each]} {'is' if forces[each] == 1 else 'are'} {_FORCES[each]}"
            for each in Force
            if forces[each]
        )
    )
    _after_a_table(document, f"Of these {forces.total()} changes, {told}.")
    _own_words(document, report)
    titles = sum(not each.change.clause for each in report.accounts)
    if titles:
        document.add_paragraph(
            f"The redline and the schedule count {len(report.accounts)}: the titles and headings "
            f"that come with them are {titles} more."
        )
    for place, changes in by_place.items():
        document.add_heading(place, level=2)
        for change in changes:
            if change.clause:
                point = add_point(document, "")
                point.add_run(f"{change.heading}. ").bold = True
                point.add_run(change.reason.split(". ")[0].rstrip(".") + ".")


def _own_words(document: WordDocument, report: Report) -> None:
    """Say where the council departs from the library: its own words, and what it leaves out."""
    own = [(each.change.heading, each.own_words) for each in report.accounts if each.own_words]
    for told, points in (
        (
            "The draft uses a library of clauses. These changes are in the council’s own words:",
            own,
        ),
        ("The council leaves out these clauses of the library:", report.left_out),
    ):
        if points:
            document.add_paragraph(told)
        for heading, words in points:
            point = document.add_paragraph(style="List Bullet")
            point.add_run(f"{heading}. ").bold = True
            point.add_run(words)


def _options(document: WordDocument, report: Report) -> None:
    document.add_heading("Options", level=1)
    document.add_paragraph(
        "The council may carry all the changes, carry some and lose others, or lose them all. A "
        "change that another needs is named with it."
    )
    columns = (("Change", 4.6), ("If it is lost", 7.4), ("Needs", 4.4))
    table = new_table(document, columns)
    headings = {each.change.clause: each.change.heading for each in report.accounts}
    for account in report.accounts:
        change = account.change
        if change.clause:
            needs = [headings[each] for each in change.requires if headings.get(each)]
            add_row(table, change.heading, change.if_rejected, "; ".join(needs) or "Nothing else")


def _implications(document: WordDocument, report: Report) -> None:
    document.add_heading("Legal implications", level=1)
    cited = sorted({each for account in report.accounts for each in account.change.legal_basis})
    document.add_paragraph(
        f"The changes rest on {len(cited)} provisions, which the schedule names change by change. "
        "A protocol cannot transfer an office, bind a vote or take away a statutory duty."
    )
    for each in cited:
        law = report.law[each]
        if law.status is not LawStatus.IN_FORCE:
            told = f"{law.cited} is not certain. {law.note}".strip()
        elif law.checked is None:
            told = f"{law.cited} was not checked against its text."
        else:
            continue
        add_point(document, told)
    document.add_paragraph(TO_COMPLETE)
    for heading in ("Financial implications", "Equalities implications"):
        document.add_heading(heading, level=1)
        document.add_paragraph(TO_COMPLETE)


def _route(document: WordDocument, report: Report) -> None:
    document.add_heading("Consultation, and when the changes take effect", level=1)
    document.add_paragraph(
        f"Working group, committee responsible for the constitution, group leaders: {TO_COMPLETE}"
    )
    date = day_in_words(report.council.meeting.date)
    which = "The changes that were carried" if report.taken else "If carried, the changes"
    document.add_paragraph(
        f"{which} take effect at the end of the meeting on {date}, except where a change states "
        "another date."
    )


def _appendices(document: WordDocument, report: Report) -> None:
    document.add_heading("Appendix 1: schedule of amendments", level=1)
    document.add_paragraph(
        "In a file of its own: schedule-of-amendments.docx. The redline and the clean copy are in "
        "redline.docx and proposed.docx."
    )
    document.add_heading("Appendix 2: references and names that follow", level=1)
    add_following(document, report.following, report.fields, report.to_decide, report.unresolved)
    document.add_heading("Appendix 3: moves and derivations", level=1)
    add_moves(document, report.moves)
    document.add_heading("Appendix 4: the constitution as it stands", level=1)
    document.add_paragraph(
        "Matters found in the present constitution that these changes do not deal with."
    )
    weighty = [each for each in report.health if each.level is not Level.NOTE]
    if weighty:
        add_findings(document, weighty)
    else:
        document.add_paragraph("None was found.")
