"""Lines for a terminal: paragraphs under a first indent, lists, and tables of one width."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

INDENT = "  "
FIRST_COLUMN = 36
NARROWEST = 6


def paragraph(start: str, text: str, width: int) -> list[str]:
    """Return the lines of a paragraph; the later ones stand under the text of the first."""
    return wrap(
        text,
        width,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )


def listed(words: Sequence[str], width: int) -> list[str]:
    """Return words one after the other, separated by commas."""
    return paragraph(INDENT, ", ".join(words), width)


def table(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return rows in columns, of which the first is always as wide.

    What is too long for its column is cut, and dots say so. Columns for which there is no room
    stand in a second table under the first.
    """
    columns = max(len(row) for row in rows) - 1
    if columns > (most := _most(width)):
        first = [row[: most + 1] for row in rows]
        rest = [[*row[:1], *row[most + 1 :]] for row in rows]
        return [*table(first, width), *table(rest, width)]
    space = _space(max(len(row) for row in rows) - 1, width)
    lines: list[str] = []
    for row in rows:
        cells = [_cut(row[0], FIRST_COLUMN), *(_cut(cell, space) for cell in row[1:])]
        widths = [FIRST_COLUMN, *[space] * (len(cells) - 1)]
        padded = [cell.ljust(wide) for cell, wide in zip(cells, widths, strict=True)]
        lines.append((INDENT + INDENT.join(padded)).rstrip())
    return lines


def distinct(row: Sequence[str], columns: int, width: int) -> bool:
    """Return whether cells that differ still do when they are cut to so many columns."""
    space = _space(min(columns, _most(width)), width)
    return len({_cut(cell, space) for cell in row[1:]}) == len(set(row[1:]))


def _most(width: int) -> int:
    """Return how many columns there is room for after the first."""
    return (width - len(INDENT) - FIRST_COLUMN) // (NARROWEST + len(INDENT))


def _space(columns: int, width: int) -> int:
    """Return how wide each column after the first may be."""
    left = (width - len(INDENT) - FIRST_COLUMN) // max(1, columns)
    return max(NARROWEST, left - len(INDENT))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
