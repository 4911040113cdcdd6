"""The part of the report that says what was asked for and is refused."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument

from drafting.publication.citations import citations
from drafting.publication.papers import new_row, new_table, write
from drafting.rules.requests import Refused

_COLUMNS = (("Asked for", 4.4), ("Why the draft refuses it", 7.2), ("Instead", 4.8))


def write_refusals(document: WordDocument, refused: Sequence[Refused]) -> None:
    """Add the section; nothing is added if nothing was refused."""
    if not refused:
        return
    document.add_heading("Asked for, and not in this draft", level=1)
    document.add_paragraph(
        "The groups asked for what follows. The draft refuses it for the reasons given, and "
        "provides something else."
    )
    table = new_table(document, _COLUMNS)
    for each in refused:
        cells = new_row(table)
        write(cells[0], each.request.asked + ".")
        write(cells[1], "\n".join((each.request.because, *citations(each.law))))
        write(cells[2], each.request.instead)
