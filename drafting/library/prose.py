"""The clauses as prose: every heading, paragraph, table cell and reason, with its line.

A passage is looked at before any council's words are in it. In its `text` each value is one
character, `VALUE`, so that it counts as one word and never as a word of ours; in `written` it
stands as the author wrote it, without spaces: `{{term.executive}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from drafting.findings import Finding, error
from drafting.library.clauses import Clause, Library, Variant

VALUE = "□"

_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_STATEMENT = re.compile(r"\{%.*?%\}")
_MARKER = re.compile(r"\s*([0-9]{1,3}|[a-z]|[ivxl]+)\. ?")
_RULED = re.compile(r"\|[\s|:-]+\|")
_CELL = re.compile(r"(?<!\\)\|")
_END = re.compile(r"(?<=[.!?])[”’\"')*]*\s+(?=[A-Z“‘*({□])")


class Part(StrEnum):
    """Which part of a clause a passage is."""

    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    REASON = "reason"
    IF_REJECTED = "if-rejected"


@dataclass(frozen=True)
class Passage:
    """One paragraph or cell of a clause; `variant` is `None` outside its wordings.

    `file` is the file in which it stands, where that is not the one of the wording or the clause.
    """

    clause: Clause
    variant: Variant | None
    part: Part
    written: str
    line: int
    file: str = ""

    @cached_property
    def text(self) -> str:
        """The words, with one character for each value."""
        return _EXPRESSION.sub(VALUE, self.written)

    def sentences(self) -> list[str]:
        """Return the sentences, each with its full stop."""
        return [sentence for sentence in _END.split(self.text.strip()) if sentence]

    def wrong(self, message: str, remedy: str = "") -> Finding:
        """Return a finding at the line of the passage."""
        where = self.file or self.clause.file_of(self.variant)
        return error(message, where=where, line=self.line, remedy=remedy)


@dataclass(frozen=True)
class Prose:
    """The library and all its passages, in the order of the files."""

    library: Library
    passages: tuple[Passage, ...]


def prose_of(library: Library) -> Prose:
    """Return every passage of the library."""
    passages = (each for clause in library.clauses.values() for each in _passages(clause))
    return Prose(library, tuple(passages))


def words_of(variant: Variant) -> str:
    """Return the whole wording as its author wrote it, with expressions without spaces."""
    return " ".join(_tight(line) for line in variant.text.splitlines())


def _passages(clause: Clause) -> Iterator[Passage]:
    for part, written in (
        (Part.HEADING, clause.heading),
        (Part.REASON, clause.reason),
        (Part.IF_REJECTED, clause.if_rejected),
    ):
        file, line = clause.place_of(part.value.replace("-", "_"))
        yield Passage(clause, None, part, written, line, file)
    for variant in clause.variants:
        yield from _wording(clause, variant)


def _wording(clause: Clause, variant: Variant) -> Iterator[Passage]:
    paragraph: list[str] = []
    start = variant.line

    def finished() -> Iterator[Passage]:
        if paragraph:
            yield Passage(clause, variant, Part.TEXT, " ".join(paragraph), start)
            paragraph.clear()

    for number, line in enumerate(variant.text.splitlines(), start=variant.line):
        words = _STATEMENT.sub("", line).rstrip()
        marker = _MARKER.match(words)
        if not words or words.startswith("|") or marker:
            yield from finished()
        if words.startswith("|") and not _RULED.fullmatch(words):
            for cell in _CELL.split(words)[1:-1]:
                content = cell.removeprefix(" ").removesuffix(" ")
                yield Passage(clause, variant, Part.TABLE, _tight(content), number)
        elif words and not words.startswith("|"):
            start = start if paragraph else number
            paragraph.append(_tight(words[marker.end() :] if marker else words.lstrip()))
    yield from finished()


def _tight(line: str) -> str:
    return _EXPRESSION.sub(lambda found: re.sub(r"\s+", "", found[0]), line)
