"""The appendix of the report that traces each number: old to new, and new to old."""

from __future__ import annotations

from docx.document import Document as WordDocument

from drafting.assembly.english import curly
from drafting.publication.moves import Moved, Moves
from drafting.publication.papers import add_row, new_table

_NONE = "None"


def add_moves(document: WordDocument, moves: Moves) -> None:
    """Add the table of moves and derivations, the one way and the other."""
    if not moves.today and not moves.proposed:
        document.add_paragraph("No provision comes, goes, moves or gets another number.")
        return
    document.add_paragraph(
        "What is not here keeps its number. Provisions that come or go together with one change "
        "share a row. The numbers proposed are those of the text that these changes make."
    )
    document.add_heading("Old to new", level=2)
    if moves.today:
        table = new_table(document, (("Today", 6.0), ("As proposed", 6.0), ("What becomes", 4.4)))
        for each in moves.today:
            add_row(table, each.today, each.proposed or _NONE, _told(each))
    else:
        document.add_paragraph("Nothing that stands today moves, goes or gets another number.")
    document.add_heading("New to old", level=2)
    if moves.proposed:
        table = new_table(document, (("As proposed", 6.0), ("Today", 6.0), ("What became", 4.4)))
        for each in moves.proposed:
            add_row(table, each.proposed, each.today or _NONE, _told(each))
    else:
        document.add_paragraph("Nothing comes, moves or gets another number.")


def _told(moved: Moved) -> str:
    told = moved.became.value.capitalize()
    return f"{told}: {curly(moved.heading)}" if moved.heading else told
