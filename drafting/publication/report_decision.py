"""The opening of a report that records what full council carried and lost."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument

from drafting.amendment.changes import Change
from drafting.amendment.floor import FloorAmendment
from drafting.assembly.english import curly
from drafting.publication.papers import add_row, new_table


@dataclass(frozen=True)
class Taken:
    """What full council did: the changes that it carried and lost, and what it carried as moved.

    The changes stand in the order of the records; `moved` are amendments from the floor.
    """

    carried: tuple[Change, ...]
    lost: tuple[Change, ...]
    moved: tuple[FloorAmendment, ...] = ()


def add_decision(document: WordDocument, taken: Taken) -> None:
    """Add the record of what was carried, what was lost and what was moved at the meeting."""
    document.add_heading("What full council carried and lost", level=1)
    carried, lost = _clauses(taken.carried), _clauses(taken.lost)
    document.add_paragraph(
        f"Full council carried {len(carried)} of the {len(carried) + len(lost)} changes that were "
        f"put to it, and lost {len(lost)}. This report and the papers with it have only what was "
        "carried: numbers and references were worked out again. Check it against the minutes."
    )
    document.add_heading("Lost", level=2)
    if lost:
        table = new_table(document, (("Change", 6.4), ("What follows", 10.0)))
        for each in lost:
            add_row(table, curly(each.heading), each.if_rejected)
    else:
        document.add_paragraph("No change was lost.")
    if taken.moved:
        document.add_heading("Moved at the meeting and carried", level=2)
        columns = (("Provision", 4.4), ("Wording", 8.0), ("Mover", 4.0))
        table = new_table(document, columns)
        for each in taken.moved:
            add_row(table, each.address, each.wording, each.mover)
    document.add_heading("Carried", level=2)
    if carried:
        table = new_table(document, (("Change", 8.2), ("Id in changes.json", 8.2)))
        for each in carried:
            add_row(table, curly(each.heading), each.id)
    else:
        document.add_paragraph("No change was carried.")


def _clauses(changes: tuple[Change, ...]) -> list[Change]:
    """Return the changes that clauses make; the titles that come with them are not put apart."""
    return [each for each in changes if each.clause]
