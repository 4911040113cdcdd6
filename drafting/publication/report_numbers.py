"""What the report says of seats and dates: the same numbers as the worksheet and the clock."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt

from drafting.balance.allocation import allocate
from drafting.balance.chamber import chamber_of
from drafting.clock.council_dates import clock_of
from drafting.clock.dates import EARLIEST, deadlines
from drafting.configuration.council import Council
from drafting.publication.papers import add_row, day_in_words, new_table

_DATES = (
    "retirement",
    "annual-meeting-default",
    "annual-meeting-latest",
    "summons",
    "meeting",
    "group-wishes",
    "budget-estimates",
    "budget-meeting",
    "council-tax",
    "precept",
)


def add_numbers(document: WordDocument, council: Council) -> None:
    """Add the seats of each group on each body, and the dates that the law sets, to a report."""
    if council.committees:
        _seats(document, council)
    if council.meeting.date >= EARLIEST:
        _dates(document, council)


def _seats(document: WordDocument, council: Council) -> None:
    chamber = chamber_of(council)
    balance = allocate(chamber)
    document.add_heading("Seats on committees", level=1)
    document.add_paragraph(
        "Section 15 of the Local Government and Housing Act 1989 asks the council to allocate "
        "seats to the groups in proportion. These are the numbers that follow; the worksheet "
        "(drafting balance) shows each step. The council must determine the allocation. The shares "
        f"are of a membership of {chamber.membership}"
        + (", vacant seats not counted." if chamber.membership < council.seats.total else ".")
    )
    names = [group.name for group in chamber.groups]
    none = ["No group"] if chamber.ungrouped else []
    heads = [*(each.removesuffix(" Group") for each in names), *none]
    width = 11.4 / len(heads)
    columns = (("Body", 3.4), ("Seats", 1.6), *((each, width) for each in heads))
    table = new_table(document, columns)
    for cell in table.rows[0].cells:  # the names of groups are not to break within a word
        cell.paragraphs[0].runs[0].font.size = Pt(8 if len(heads) < 6 else 7)
    for part in balance.parts:
        varying = {(column, row) for column, row, _, _ in part.varying()}
        for column, body in enumerate(part.bodies):
            cells = [
                f"{part.first[column][row]}{'*' if (column, row) in varying else ''}"
                for row in range(len(names) + len(none))
            ]
            add_row(table, body.name, str(body.seats), *cells)
    if not balance.settled:
        document.add_paragraph(
            "An asterisk marks a number on which the law leaves a choice to the council: other "
            "allocations are equally near to the principles. The worksheet lists them."
        )


def _dates(document: WordDocument, council: Council) -> None:
    document.add_heading("Dates that the law sets", level=1)
    clock = clock_of(council)
    document.add_paragraph(f"Clear days are counted in {clock.convention} days.")
    table = new_table(document, (("Day", 5.4), ("What", 11.0)))
    for each in deadlines(clock):
        if each.id in _DATES:
            add_row(table, day_in_words(each.day), each.what)
