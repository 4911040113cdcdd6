"""The worksheet of political balance as a Word file and as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from docx.shared import Pt

from drafting.balance.allocation import Balance
from drafting.balance.steps import Step
from drafting.library.clauses import Law
from drafting.publication.citations import citations
from drafting.publication.papers import NOT_ADVICE, finished, new_paper, new_table, write
from drafting.word.package import Package
from drafting.word.xml import child

_WIDTH = 26.7  # centimetres between the margins of a landscape page
_POINTS = 10.0


def steps_document(
    council: str, title: str, file: str, dated: date, steps: Sequence[Step], law: Mapping[str, Law]
) -> Package:
    """Return steps as a Word file with a table for each that has one. The same bytes each time."""
    document = new_paper(council, title, dated, landscape=True)
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
    return finished(document, file, points=_POINTS)


def _table(document: object, step: Step) -> None:
    weights = [
        min(40, max(7, *(len(row[place]) for row in (step.columns, *step.rows))))
        for place in range(len(step.columns))
    ]
    widths = [_WIDTH * each / sum(weights) for each in weights]
    table = new_table(document, tuple(zip(step.columns, widths, strict=True)))  # pyright: ignore[reportArgumentType]
    for texts in step.rows:
        row = table.add_row()
        child(row._tr.get_or_add_trPr(), "w:cantSplit")  # pyright: ignore[reportPrivateUsage]
        for cell, text in zip(row.cells, texts, strict=True):
            write(cell, text)
    document.add_paragraph().paragraph_format.space_after = Pt(3)  # type: ignore[attr-defined]


def balance_csv(balance: Balance) -> bytes:
    """Return one line for each body, group and allocation, with the share as a fraction."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream)
    lines.writerow(
        (
            "allocation",
            "of",
            "body",
            "seats",
            "group",
            "members",
            "membership",
            "share",
            "share_decimal",
            "allocated",
        )
    )
    chamber = balance.chamber
    for part in balance.parts:
        of = f"{'more than ' if part.more else ''}{len(part.tables)}"
        for number, table in enumerate(part.tables, start=1):
            for body, cells in zip(part.bodies, table, strict=True):
                for group, seats in zip(chamber.groups, cells, strict=False):
                    share = chamber.share(group, body.seats)
                    lines.writerow(
                        (
                            number,
                            of,
                            _plain(body.name),
                            body.seats,
                            _plain(group.name),
                            group.members,
                            chamber.membership,
                            share,
                            f"{float(share):.3f}",
                            seats,
                        )
                    )
                for name, members, seats in (
                    ("Members of no group", chamber.ungrouped, cells[-2]),
                    ("Nobody", 0, cells[-1]),
                ):
                    if members or seats:
                        lines.writerow(
                            (
                                number,
                                of,
                                _plain(body.name),
                                body.seats,
                                name,
                                members,
                                chamber.membership,
                                "",
                                "",
                                seats,
                            )
                        )
    return ("\ufeff" + stream.getvalue()).encode()


def _plain(name: str) -> str:
    """Return a name that a spreadsheet does not take for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t\r" else name
