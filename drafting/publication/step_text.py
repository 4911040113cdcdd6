"""Steps of a calculation as lines for a terminal and as plain data for a machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from drafting.library.clauses import Law
from drafting.publication.citations import citations
from drafting.steps import Step

WIDEST = 100  # letters in a line of sentences
WIDEST_TABLE = 150  # letters in a line of a table; a wider one is written row by row


def step_text(step: Step, law: Mapping[str, Law]) -> str:
    """Return a step as lines: its heading, sentences, table and law."""
    lines = [step.heading.upper()]
    for sentence in step.says:
        lines += wrap(sentence, WIDEST, initial_indent="  ", subsequent_indent="  ")
    lines += table_text(step)
    lines += [f"  [{cited}]" for cited in citations(law[each] for each in step.law)]
    return "\n".join(lines)


def table_text(step: Step) -> list[str]:
    """Return the table of a step as lines with aligned columns, or row by row if it is wide."""
    if not step.rows:
        return []
    table = (step.columns, *step.rows)
    widths = [max(len(row[place]) for row in table) for place in range(len(step.columns))]
    if sum(widths) + 2 * len(widths) > WIDEST_TABLE:
        return [line for row in step.rows for line in _row(step.columns, row)]
    lines = [
        "    " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in (table[0], tuple("-" * width for width in widths), *table[1:])
    ]
    return [line.rstrip() for line in lines]


def _row(columns: tuple[str, ...], row: tuple[str, ...]) -> Iterator[str]:
    for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
        start = "  - " if place == 0 else "    "
        yield from wrap(
            f"{column}: {cell}", WIDEST, initial_indent=start, subsequent_indent="      "
        )


def step_record(step: Step) -> dict[str, Any]:
    """Return a step as plain data."""
    return {
        "heading": step.heading,
        "says": list(step.says),
        "table": [dict(zip(step.columns, row, strict=True)) for row in step.rows],
        "law": list(step.law),
    }
