"""The council's text of today and a clause's text, taken apart into sections and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafting.assembly.provisions import Paragraph, Table

Body = tuple[Paragraph | Table, ...]


@dataclass(frozen=True)
class Existing:
    """One block of the council's own protocol.

    `level` is 0 for a heading within the protocol, 1 to 3 for numbered paragraphs, -1 for the
    rest. `kind` is heading, paragraph, table or other.
    """

    block: int
    kind: str
    level: int
    text: str
    address: str


def sections_of(existing: Sequence[Existing]) -> tuple[list[Existing], list[tuple[Existing, ...]]]:
    """Split a protocol at its headings; what stands before the first is its opening."""
    starts = [n for n, block in enumerate(existing) if block.kind == "heading" and n]
    edges = [*starts, len(existing)]
    return list(existing[: edges[0]]), [tuple(existing[a:b]) for a, b in pairwise(edges)]


def units_of(blocks: Iterable[Existing]) -> Iterator[tuple[Existing, ...]]:
    """Yield the paragraphs of a text, each with what belongs to it: sub-paragraphs and tables."""
    unit: list[Existing] = []
    for block in blocks:
        starts = block.kind == "heading" or (block.kind == "paragraph" and block.level <= 1)
        if unit and starts and (is_said(block) or block.kind == "heading"):
            yield tuple(unit)
            unit = []
        if is_said(block):
            unit.append(block)
    if unit:
        yield tuple(unit)


def is_said(block: Existing) -> bool:
    """Return whether a block is a paragraph or a table with a text."""
    return bool(block.text.strip()) and block.kind in {"paragraph", "table"}


def paragraphs_of(body: Body) -> Iterator[Body]:
    """Yield the paragraphs of a clause, each with what belongs to it."""
    unit: list[Paragraph | Table] = []
    for block in body:
        if unit and isinstance(block, Paragraph) and block.level == 1:
            yield tuple(unit)
            unit = []
        unit.append(block)
    if unit:
        yield tuple(unit)
