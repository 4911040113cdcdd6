"""Reads the Markdown of a clause into paragraphs and tables, and refuses all that is not those."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from drafting.assembly.english import curly
from drafting.assembly.layout import LEVELS, Problem, with_plain_markers
from drafting.assembly.provisions import Cell, Paragraph, Span, Table
from drafting.assembly.rendering import Rendered
from drafting.assembly.templates import PRIVATE_USE

# Character entities and link definitions are not read: they would change or swallow text.
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "linkify": False})
    .enable("table")
    .disable(["entity", "reference"])
)

_PLACEHOLDERS = re.compile(f"({PRIVATE_USE.pattern})")
_HTML = re.compile(r"</?[A-Za-z!?]|&(#\w+|[A-Za-z]\w*);")

_IN_PLAIN_WORDS = {
    "heading_open": "a heading",
    "bullet_list_open": "a bullet",
    "blockquote_open": "a block quote",
    "code_block": "code",
    "fence": "code",
    "code_inline": "code",
    "hr": "a rule",
    "link_open": "a link",
    "image": "an image",
    "hardbreak": "a forced line break",
}

_SILENT = {
    *("paragraph_open", "ordered_list_close", "list_item_close", "thead_open", "tbody_open"),
    *("tr_open", "th_open", "td_open"),
}


@dataclass
class _Reader:
    """Builds provisions from the tokens of markdown-it, which come in the order of the text.

    Placeholders are still in the spans; `_filled` puts the values in their place.
    """

    body: list[Paragraph | Table] = field(default_factory=lambda: [])
    problems: list[Problem] = field(default_factory=lambda: [])
    level: int = 0
    unfilled: bool = False  # inside an item of a list that has no text yet
    rows: list[tuple[Cell, ...]] | None = None
    cells: list[Cell] = field(default_factory=lambda: [])
    line: int = 1

    def read(self, token: Token) -> None:
        if token.map:
            self.line = token.map[0] + 1
        match token.type:
            case "ordered_list_open":
                self.level += 1
            case "ordered_list_close":
                self.level -= 1
            case "list_item_open":
                self.unfilled = True
            case "inline":
                self.inline(token)
            case "table_open" | "tr_close" | "table_close":
                self.table(token.type)
            case str(kind) if kind in _SILENT or kind.endswith("_close"):
                pass
            case str(kind):
                self.refuse(_IN_PLAIN_WORDS.get(kind, kind.removesuffix("_open")))

    def refuse(self, what: str) -> None:
        self.problems.append(
            Problem(
                f"{what} cannot stand in a clause.",
                self.line,
                "Use numbered, lettered and roman paragraphs, tables, bold and italics.",
            )
        )

    def inline(self, token: Token) -> None:
        spans = self.spans(token)
        if self.rows is not None:
            self.cells.append(spans)
        elif self.unfilled and 1 <= self.level <= LEVELS:
            self.unfilled = False
            self.body.append(Paragraph(self.level, spans))
        else:
            self.refuse("a paragraph without a number")

    def table(self, kind: str) -> None:
        if kind == "table_open":
            if self.level:
                self.refuse("a table inside a paragraph")
            self.rows = []
        elif self.rows is not None and kind == "tr_close":
            self.rows.append(tuple(self.cells))
            self.cells = []
        elif self.rows:
            self.body.append(Table(self.rows[0], tuple(self.rows[1:])))
            self.rows = None

    def spans(self, token: Token) -> tuple[Span, ...]:
        spans: list[Span] = []
        style = {"strong": 0, "em": 0}
        for child in token.children or []:
            name, _, end = child.type.partition("_")
            if name in style:
                style[name] += 1 if end == "open" else -1
            elif child.type in {"text", "softbreak"}:
                text = child.content if child.type == "text" else " "
                if _HTML.search(text):
                    self.refuse("HTML")
                spans.append(Span(text, style["strong"] > 0, style["em"] > 0))
            elif end != "close":
                self.refuse(_IN_PLAIN_WORDS.get(child.type, name))
        return tuple(spans)


def _filled(spans: tuple[Span, ...], values: Mapping[str, Span]) -> tuple[Span, ...]:
    """Return the spans with the values where their placeholders stand."""
    filled: list[Span] = []
    for span in spans:
        for part in _PLACEHOLDERS.split(span.text):
            value = values.get(part, Span(part))
            if value.text or value.reference:
                filled.append(Span(value.text, span.bold, span.italic, value.reference))
    return _merged(filled)


def _filled_row(row: tuple[Cell, ...], values: Mapping[str, Span]) -> tuple[Cell, ...]:
    return tuple(_filled(cell, values) for cell in row)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if (
            last is not None
            and not (last.reference or span.reference)
            and (last.bold, last.italic) == (span.bold, span.italic)
        ):
            merged[-1] = Span(last.text + span.text, span.bold, span.italic)
        else:
            merged.append(span)
    return tuple(merged)


# The text holds no values, so councils that use the same wording share one reading of it.
@lru_cache(maxsize=2048)
def _read(
    text: str, *, in_sequence: bool
) -> tuple[tuple[Paragraph | Table, ...], tuple[Problem, ...]]:
    plain, problems = with_plain_markers(curly(text), in_sequence=in_sequence)
    reader = _Reader(problems=problems)
    if not problems:
        for token in _MARKDOWN.parse(plain):
            reader.read(token)
    return tuple(reader.body), tuple(reader.problems)


def read_provisions(rendered: Rendered) -> tuple[tuple[Paragraph | Table, ...], list[Problem]]:
    """Return the paragraphs and tables of a rendered clause, and what it may not hold.

    Straight apostrophes and quotation marks of the text become curly; those of values stay.
    """
    blocks, problems = _read(rendered.text, in_sequence=not rendered.looped)
    values = rendered.values
    body = (
        Paragraph(block.level, _filled(block.spans, values))
        if isinstance(block, Paragraph)
        else Table(
            _filled_row(block.header, values),
            tuple(_filled_row(row, values) for row in block.rows),
        )
        for block in blocks
    )
    return tuple(body), list(problems)
