"""What assembly makes: protocols of clauses, clauses of paragraphs and tables, all plain data."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.library.clauses import Clause, Outline, Variant
from drafting.rules.selection import Choice


@dataclass(frozen=True)
class Span:
    """A run of text in one style.

    A span with a `reference` stands for the number of the clause with that id; its text is empty
    here and is filled in once numbers are known.
    """

    text: str
    bold: bool = False
    italic: bool = False
    reference: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its number follows from its place. Level 1 is numbered, 2 lettered, 3 roman."""

    level: int
    spans: tuple[Span, ...]


Cell = tuple[Span, ...]


@dataclass(frozen=True)
class Table:
    """A table with a header row. Every row has as many cells as the header."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class AssembledClause:
    """A chosen clause in the council's own words, with the choice that put it in."""

    clause: Clause
    variant: Variant
    choice: Choice
    heading: str
    body: tuple[Paragraph | Table, ...]


@dataclass(frozen=True)
class AssembledProtocol:
    """A protocol with its clauses in the order in which they stand."""

    outline: Outline
    clauses: tuple[AssembledClause, ...]
