"""Steps of a calculation as a Word file in the house style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from docx.document import Document as WordDocument
from docx.shared import Pt

from drafting.library.clauses import Law
from drafting.publication.citations import citations
from drafting.publication.papers import NOT_ADVICE, add_row, finished, new_paper, new_table
from drafting.steps import Step
from drafting.word.package import Package

_WIDTH = 26.7  # centimetres between the margins of a landscape page
_POINTS = 10.0


def steps_document(
    council: str, title: str, file: str, dated: date, steps: Sequence[Step], law: Mapping[str, Law]
) -> Package:
    """Return steps as a Word file with a table for each that has one. The same bytes each time."""
    document = new_paper(council, title, dated, points=_POINTS, landscape=True)
    document.add_heading(f"{council}: {title[:1].lower()}{title[1:]}", level=0)
    for step in steps:
        document.add_heading(step.heading, level=1)
        for sentence in step.says:
            document.add_paragraph(sentence)
        if step.rows:
            _table(document, step)
        for cited in citations(law[each] for each in step.law):
            document.add_paragraph(cited).runs[0].italic = True
    document.add_paragraph(NOT_ADVICE).runs[0].italic = True
    return finished(document, file)


def _table(document: WordDocument, step: Step) -> None:
    weights = [
        min(40, max(5, *(len(row[place]) for row in (step.columns, *step.rows)))) + 5
        for place in range(len(step.columns))
    ]
    widths = [_WIDTH * each / sum(weights) for each in weights]
    table = new_table(document, tuple(zip(step.columns, widths, strict=True)))
    for texts in step.rows:
        add_row(table, *texts)
    document.add_paragraph().paragraph_format.space_after = Pt(3)
