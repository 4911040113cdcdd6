"""Checks the lines of a clause, and makes its list markers ones that Markdown knows.

Markdown has no lettered or roman lists, takes an indented line for whatever fits, and drops the
cells of a table row that is too long. So the lines are checked before they are parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

INDENT = 3  # spaces for each level below the first
LEVELS = 3

_MARKED = re.compile(r"( *)([0-9]{1,3}|[a-z]|[ivxl]+)\. +(\S.*)")
_MARKER_AGAIN = re.compile(r"([0-9]{1,9}[.)]|[a-z]\.)\s")
_ROMAN = (*("", "x", "xx"), *("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))


@dataclass(frozen=True)
class Problem:
    """What is wrong with the text of a clause. `line` counts from 1 within the text."""

    message: str
    line: int
    remedy: str = ""


@dataclass
class _Lines:
    """Where the reading of the lines has come to."""

    in_sequence: bool
    problems: list[Problem] = field(default_factory=lambda: [])
    counts: list[int] = field(default_factory=lambda: [])  # the number reached on each level
    before: str = ""  # what the line before was: "", "text" or "table"
    columns: int = 0

    def wrong(self, line: int, message: str, remedy: str = "") -> None:
        self.problems.append(Problem(message, line, remedy))


def with_plain_markers(text: str, *, in_sequence: bool) -> tuple[str, list[Problem]]:
    """Return the text with the marker `1.` in place of every number, letter and roman numeral.

    Line for line the same otherwise; the place of a paragraph, not its marker, is its number.
    Also returns each line that is no paragraph at the right depth and no table row, and, where
    the markers are to be `in_sequence`, each that is not.
    """
    lines = _Lines(in_sequence)
    plain = [_line(line.rstrip(), n, lines) for n, line in enumerate(text.split("\n"), start=1)]
    return "\n".join(plain), lines.problems


def _line(line: str, number: int, lines: _Lines) -> str:
    if not line:
        lines.before = ""
    elif line.startswith("|"):
        _table_row(line, number, lines)
    elif match := _MARKED.fullmatch(line):
        return _marked(match, number, lines)
    elif lines.before != "text" or len(line) - len(line.lstrip()) != INDENT * len(lines.counts):
        lines.wrong(
            number,
            "this line is neither a numbered, lettered or roman paragraph nor a table row.",
            "Number it, or indent it as far as the text of the paragraph that it continues.",
        )
    return line


def _marked(match: re.Match[str], number: int, lines: _Lines) -> str:
    spaces, label, content = match.groups()
    level, rest = divmod(len(spaces), INDENT)
    if rest or level >= LEVELS or level > len(lines.counts):
        lines.wrong(
            number,
            f"the paragraph “{label}.” is indented by {len(spaces)} spaces.",
            "Lettered paragraphs are indented by 3 spaces under a numbered one, roman by 6.",
        )
        return match[0]
    if lines.before == "table":
        lines.wrong(number, "a blank line is missing after the table.")
    lines.counts = [*lines.counts, 0][: level + 1]
    lines.counts[level] += 1
    expected = _label(level, lines.counts[level])
    if lines.in_sequence and label != expected:
        lines.wrong(number, f"the paragraph is marked “{label}.”.", f"It comes as “{expected}.”.")
    if _MARKER_AGAIN.match(content):
        lines.wrong(number, "the paragraph has two markers.", "Put the second on its own line.")
    lines.before = "text"
    return f"{spaces}1. {content}"


def _label(level: int, count: int) -> str:
    if level == 0:
        return str(count)
    if level == 1:
        return chr(ord("a") + count - 1) if count <= 26 else "no more than 26"
    tens, ones = divmod(count, 10)
    return ("", "x", "xx")[min(tens, 2)] + _ROMAN[3:][ones]


def _table_row(line: str, number: int, lines: _Lines) -> None:
    if lines.before == "text":
        lines.wrong(number, "a blank line is missing before the table.")
    if not line.endswith("|") or line.endswith("\\|"):
        lines.wrong(number, "the table row does not end with a bar.")
    columns = len(re.findall(r"(?<!\\)\|", line)) - 1
    if lines.before == "table" and columns != lines.columns:
        lines.wrong(number, f"the row has {columns} cells, but the first has {lines.columns}.")
    elif lines.before != "table":
        lines.columns = columns
    lines.counts = lines.counts[:1]
    lines.before = "table"
