"""On which page each block falls, roughly: for cached page numbers and page turns.

Word lays the pages out again when it opens the file; this only has to be near enough for a
table of contents that has not been updated yet. Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from examples.constitution_builder.source_format import (
    HEADINGS,
    NoteMark,
    Paragraph,
    Part,
    Place,
    Role,
    Spans,
    Table,
    Turn,
    plain,
)

PORTRAIT, LANDSCAPE = (453.5, 700.0), (700.0, 453.5)
CHARACTER, LINE = 0.465, 1.265
TOC_HEIGHTS = {1: 29.0, 2: 20.0, 3: 12.6}


@dataclass(frozen=True)
class Measure:
    """How a style sets its paragraphs."""

    size: float
    indent: float
    before: float
    after: float


MEASURES = {
    Role.PART: Measure(24, 79, 0, 26),
    Role.SECTION: Measure(18, 0, 0, 12),
    Role.RULE: Measure(12.5, 36, 14, 6),
    Role.TYPED_HEADING: Measure(12.5, 0, 14, 6),
    Role.RULE_1: Measure(11, 36, 0, 6),
    Role.RULE_2: Measure(11, 64, 0, 6),
    Role.RULE_3: Measure(11, 93, 0, 6),
    Role.RULE_TEXT: Measure(11, 36, 0, 6),
    Role.BODY: Measure(11, 0, 0, 6),
    Role.TYPED_PARA: Measure(11, 43, 0, 6),
    Role.TYPED_SUB: Measure(11, 71, 0, 6),
    Role.TYPED_SUB_2: Measure(11, 99, 0, 6),
}


@dataclass(frozen=True)
class Spot:
    """The page where a block starts; the share of its text before a page turn inside it."""

    page: int
    turn_at: float | None = None


def lines(text: str, size: float, width: float) -> int:
    return max(1, ceil(len(text) * size * CHARACTER / width))


class PageEstimate:
    """Walks the Parts and fills pages; the result is in `spots` and `page`."""

    def __init__(self, parts: list[Part]) -> None:
        self.spots: dict[Place, Spot] = {}
        self.width, self.height = PORTRAIT
        self.page = 2
        self.fill_contents(parts)
        for part in parts:
            if self.used:
                self.new_page()
            for block, previous in zip(part.blocks, [None, *part.blocks], strict=False):
                if isinstance(block, Turn):
                    self.width, self.height = LANDSCAPE if block.landscape else PORTRAIT
                    self.new_page()
                elif isinstance(block, Table):
                    self.place_table(block, part)
                else:
                    first = isinstance(previous, Paragraph) and previous.role is Role.PART
                    if block.role is Role.SECTION and not first and self.used:
                        self.new_page()
                    self.place_paragraph(block, part)

    def new_page(self) -> None:
        self.page += 1
        self.used = 0.0

    def fill_contents(self, parts: list[Part]) -> None:
        self.used = 40.0
        for block in (block for part in parts for block in part.blocks):
            if isinstance(block, Paragraph) and block.role in HEADINGS:
                height = TOC_HEIGHTS[HEADINGS[block.role]]
                if self.used + height > self.height:
                    self.new_page()
                self.used += height

    def note_height(self, spans: Spans, part: Part) -> float:
        marks = [span for span in spans if isinstance(span, NoteMark)]
        return sum(11 * lines(plain(part.notes[mark.name]), 9, self.width) + 4 for mark in marks)

    def place_paragraph(self, block: Paragraph, part: Part) -> None:
        measure = MEASURES[block.role]
        count = lines(plain(block.spans), measure.size, self.width - measure.indent)
        line = measure.size * (LINE if measure.size == 11 else 1.15)
        before = measure.before if self.used else 0.0
        room = self.height - self.used - before - self.note_height(block.spans, part)
        needed = 3 if block.role in HEADINGS else min(count, 2)
        if room < needed * line:
            self.new_page()
            self.spots[block.place] = Spot(self.page, 0.0)
            self.used = count * line + measure.after
            return
        fitting = int(room // line)
        if fitting < count:
            self.spots[block.place] = Spot(self.page, min(fitting, count - 2) / count)
            self.new_page()
            self.used = (count - fitting) * line + measure.after
            return
        turned = 0.0 if not self.used else None
        self.spots[block.place] = Spot(self.page, turned)
        self.used = self.height - room + count * line + measure.after

    def place_table(self, table: Table, part: Part) -> None:
        self.used += 26.0 if table.caption else 10.0
        widths = column_widths(table, landscape=self.width > self.height)
        heights = [
            max(
                lines(plain(cell), 9.5, width / 20 - 14)
                for cell, width in zip(row, widths, strict=True)
            )
            * 11.5
            + 4.5
            for row in table.rows
        ]
        if self.used + sum(heights[:2]) > self.height:
            self.new_page()
        self.spots[table.place] = Spot(self.page)
        for row, height in zip(table.rows, heights, strict=True):
            notes = sum(self.note_height(cell, part) for cell in row)
            if self.used + height + notes > self.height:
                self.new_page()
                self.used = heights[0]
            self.used += height + notes


def column_widths(table: Table, *, landscape: bool) -> list[int]:
    """Widths in twentieths of a point, by what the columns hold, filling the page."""
    total = int((LANDSCAPE if landscape else PORTRAIT)[0] * 20)
    columns = list(zip(*table.rows, strict=True))
    least, wants = [], []
    for cells in columns:
        texts = [plain(cell) for cell in cells]
        longest_word = max(len(word) for text in texts for word in text.split() or [""])
        least.append(min(longest_word, 22) * 118 + 260)
        wants.append(1 + max(0, max(len(text) for text in texts) - 8) ** 0.7)
    spare = max(0, total - sum(least))
    widths = [int(low + spare * want / sum(wants)) for low, want in zip(least, wants, strict=True)]
    widths = [width * total // sum(widths) for width in widths]
    widths[-1] += total - sum(widths)
    return widths
