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

    What is too long for its column is cut, and dots say so.
    """
    first = FIRST_COLUMN
    others = max(1, max(len(row) for row in rows) - 1)
    space = max(NARROWEST, (width - len(INDENT) - first) // others - len(INDENT))
    lines: list[str] = []
    for row in rows:
        cells = [_cut(row[0], first), *(_cut(cell, space) for cell in row[1:])]
        widths = [first, *[space] * (len(cells) - 1)]
        padded = [cell.ljust(wide) for cell, wide in zip(cells, widths, strict=True)]
        lines.append((INDENT + INDENT.join(padded)).rstrip())
    return lines


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
