"""A document as text: paragraphs of runs, and tables of paragraphs. `word_file` writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from benchmarks.redline import prose

BLOCKS_BETWEEN_TABLES = 50
_HEADINGS = {"Heading1": 120, "Heading2": 12}  # one in so many blocks
_TERM = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True)
class Run:
    """Text that looks the same throughout."""

    text: str
    bold: bool = False


Sentence = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its style, its sentences, and what is anchored in it.

    `bookmark` is the number of its bookmark and `note` that of its footnote; 0 when it has none.
    """

    style: str
    sentences: tuple[Sentence, ...]
    bookmark: int = 0
    note: int = 0

    @property
    def text(self) -> str:
        """The text, as a reader sees it."""
        return "".join(run.text for sentence in self.sentences for run in sentence)


Row = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells of one paragraph each."""

    rows: tuple[Row, ...]


Block = Paragraph | Table


def plain(style: str, text: str) -> Paragraph:
    """Return a paragraph of one run."""
    return Paragraph(style, ((Run(text),),))


def constitution(paragraphs: int, random: Random) -> list[Block]:
    """Return a document with so many paragraphs outside tables, and a table every 50."""
    blocks: list[Block] = []
    bookmarks = notes = 0
    for number in range(paragraphs):
        paragraph = _paragraph(number, random)
        if paragraph.style == "Clause" and number % 37 == 5:
            bookmarks += 1
            paragraph = Paragraph(paragraph.style, paragraph.sentences, bookmark=bookmarks)
        elif paragraph.style == "Clause" and number % 61 == 7:
            notes += 1
            paragraph = Paragraph(paragraph.style, paragraph.sentences, note=notes)
        blocks.append(paragraph)
        if number % BLOCKS_BETWEEN_TABLES == BLOCKS_BETWEEN_TABLES // 2:
            blocks.append(_table(random))
    return blocks


def repetition(paragraphs: int) -> list[Block]:
    """Return a document of identical paragraphs."""
    return [plain("Clause", prose.BOILERPLATE[0])] * paragraphs


def _paragraph(number: int, random: Random) -> Paragraph:
    for style, interval in _HEADINGS.items():
        if number % interval == 0:
            return plain(style, prose.title(random))
    if random.random() < 0.08:
        return plain("Clause", random.choice(prose.BOILERPLATE))
    style = "Subclause" if random.random() < 0.25 else "Clause"
    sentences = prose.provision(random)
    return Paragraph(style, tuple(_runs(each, at > 0) for at, each in enumerate(sentences)))


def _runs(text: str, follows: bool) -> Sentence:
    """Return a sentence with each defined term bold and in two runs, as Word often leaves them."""
    runs: list[Run] = []
    text = f" {text}" if follows else text
    done = 0
    for term in _TERM.finditer(text):
        start, end = term.start() + 1, term.end() - 1
        middle = (start + end) // 2
        runs += [Run(text[done:start]), Run(text[start:middle], True), Run(text[middle:end], True)]
        done = end
    return (*runs, Run(text[done:]))


def _table(random: Random) -> Table:
    head = tuple(plain("TableText", each) for each in ("Function", "Delegated to", "Conditions"))
    return Table((head, *(table_row(random) for _ in range(random.randint(3, 7)))))


def table_row(random: Random) -> Row:
    """Return a row of a scheme of delegation."""
    actor = random.choice(prose.ACTORS).removeprefix("the ").removeprefix("a ")
    condition = random.choice(prose.CONDITIONS[:4])
    condition = condition.format(n=random.randint(2, 90), k=random.randint(10, 900), y=1972, s=3)
    cells = (random.choice(prose.MATTERS), actor, condition)
    return tuple(plain("TableText", f"{each[0].upper()}{each[1:]}") for each in cells)
