"""Edits a document by a known list of edits, and counts the characters that each truly edits.

Counted is the text that goes plus the text that comes. What moves, and what only changes its look,
counts 0. No two edits touch, so that no engine can do with less by joining them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from benchmarks.redline import prose
from benchmarks.redline.text import Block, Paragraph, Row, Run, Table, plain, table_row

_WORD = re.compile(r"(?<= )[a-z]{5,}(?= )")
_NUMBER = re.compile(r"\d[\d,]*")
_PHRASE = re.compile(r"(?: [a-z]+){3}(?= )")
_SPACE = re.compile(r"(?<=[a-z]) (?=[a-z])")
_TRIES = 100_000
_FAR = 10  # blocks; what moves by less could as well be shown as its neighbours moving


@dataclass(frozen=True)
class Edit:
    """One edit: what was done, and how many characters went and came."""

    kind: str
    characters: int


@dataclass
class Desk:
    """A document with its edits so far: what stands at, and before, the place of each block."""

    before: Sequence[Block]
    random: Random
    at: dict[int, list[Block]] = field(default_factory=dict[int, list[Block]])
    ahead: dict[int, list[Block]] = field(default_factory=dict[int, list[Block]])
    touched: set[int] = field(default_factory=set[int])

    def after(self) -> list[Block]:
        """Return the edited document."""
        result: list[Block] = []
        for place, block in enumerate(self.before):
            result += self.ahead.get(place, ())
            result += self.at.get(place, (block,))
        return result

    def free(self, first: int, last: int) -> bool:
        """Whether these places and their neighbours are paragraphs that no edit has touched."""
        around = range(first - 1, last + 2)
        return (
            first > 1
            and last < len(self.before) - 2
            and self.touched.isdisjoint(around)
            and all(isinstance(self.before[each], Paragraph) for each in around)
        )

    def paragraph(self, fits: Callable[[Paragraph], object]) -> tuple[int, Paragraph]:
        """Return a free paragraph that fits, and its place."""
        for _ in range(_TRIES):
            place = self.random.randrange(len(self.before))
            block = self.before[place]
            if isinstance(block, Paragraph) and self.free(place, place) and fits(block):
                self.touched.add(place)
                return place, block
        raise ValueError("the document has no place left for this edit")

    def table(self) -> tuple[int, Table]:
        """Return a table that no edit has touched, and its place."""
        tables = [
            (place, block)
            for place, block in enumerate(self.before)
            if isinstance(block, Table) and place not in self.touched
        ]
        place, table = self.random.choice(tables)
        self.touched.add(place)
        return place, table


def _of_body(paragraph: Paragraph) -> bool:
    return paragraph.style in {"Clause", "Subclause"}


def _removable(paragraph: Paragraph) -> bool:
    """Whether it can go: a bookmark or a note in it would go too, which is another edit."""
    return _of_body(paragraph) and not paragraph.bookmark and not paragraph.note


def _movable(paragraph: Paragraph) -> bool:
    known = paragraph.text not in prose.BOILERPLATE
    return _removable(paragraph) and known and len(paragraph.text) >= 80


def _with_text(paragraph: Paragraph, place: tuple[int, int], pieces: Sequence[Run]) -> Paragraph:
    """Return the paragraph with one run, by its sentence and place in it, as these pieces."""
    at, run = place
    old = paragraph.sentences[at]
    new = (*old[:run], *pieces, *old[run + 1 :])
    return replace(
        paragraph, sentences=(*paragraph.sentences[:at], new, *paragraph.sentences[at + 1 :])
    )


def _places(paragraph: Paragraph, pattern: re.Pattern[str]) -> list[tuple[int, int, re.Match[str]]]:
    return [
        (at, number, match)
        for at, sentence in enumerate(paragraph.sentences)
        for number, run in enumerate(sentence)
        if not run.bold
        for match in pattern.finditer(run.text)
    ]


def _change(
    paragraph: Paragraph, random: Random, pattern: re.Pattern[str], new: Callable[[str], str]
) -> tuple[Paragraph, int]:
    """Change one match of the pattern to `new(match)`; return the characters edited too."""
    at, number, match = random.choice(_places(paragraph, pattern))
    text = paragraph.sentences[at][number].text
    now = new(match[0])
    run = Run(text[: match.start()] + now + text[match.end() :])
    return _with_text(paragraph, (at, number), [run]), len(match[0]) + len(now)


def _another_number(random: Random) -> Callable[[str], str]:
    def change(old: str) -> str:
        while (new := str(random.randint(2, 99))) in old or old in new:
            pass
        return f"{new},000" if "," in old else new

    return change


def _text_edit(
    pattern: re.Pattern[str], new: Callable[[Random], Callable[[str], str]]
) -> Callable[[Desk], int]:
    def edit(desk: Desk) -> int:
        place, old = desk.paragraph(lambda each: _of_body(each) and _places(each, pattern))
        changed, characters = _change(old, desk.random, pattern, new(desk.random))
        desk.at[place] = [changed]
        return characters

    return edit


def _phrase_inserted(desk: Desk) -> int:
    place, old = desk.paragraph(lambda each: _of_body(each) and _places(each, _SPACE))
    phrase = desk.random.choice(prose.NEW_PHRASES)
    changed, _ = _change(old, desk.random, _SPACE, lambda _: f" {phrase} ")
    desk.at[place] = [changed]
    return len(phrase) + 1


def _sentence_replaced(desk: Desk) -> int:
    place, old = desk.paragraph(lambda each: _of_body(each) and len(each.sentences) > 1)
    new = desk.random.choice(prose.NEW_SENTENCES)
    gone = sum(len(run.text) for run in old.sentences[-1])
    sentences = (*old.sentences[:-1], (Run(f" {new}"),))
    desk.at[place] = [replace(old, sentences=sentences)]
    return gone - 1 + len(new)


def _paragraph_inserted(desk: Desk) -> int:
    place, old = desk.paragraph(_of_body)
    new = plain("Clause", " ".join(prose.provision(desk.random)))
    desk.at[place] = [old, new]
    return len(new.text)


def _paragraph_deleted(desk: Desk) -> int:
    place, old = desk.paragraph(_removable)
    desk.at[place] = []
    return len(old.text)


def _paragraph_moved(desk: Desk) -> int:
    place, old = desk.paragraph(_movable)
    target, _ = desk.paragraph(_of_body)
    while abs(target - place) < _FAR:
        target, _ = desk.paragraph(_of_body)
    desk.at[place] = []
    desk.ahead[target] = [old]
    return 0


def _section_moved(desk: Desk) -> int:
    """Move a section, with its heading, before the heading of another."""
    starts = [
        place
        for place, block in enumerate(desk.before)
        if isinstance(block, Paragraph) and block.style.startswith("Heading")
    ]
    sections = [
        (start, end)
        for start, end in pairwise(starts)
        if desk.free(start, end - 1) and end - start > 3
        if _style(desk.before[start]) == "Heading2" and not _has_notes(desk.before[start:end])
    ]
    start, end = desk.random.choice(sections)
    targets = [
        place
        for place in starts
        if desk.free(place, place) and not start - _FAR <= place <= end + _FAR
        if _style(desk.before[place]) == "Heading2"
    ]
    target = desk.random.choice(targets)
    desk.ahead[target] = list(desk.before[start:end])
    desk.at.update({place: [] for place in range(start, end)})
    desk.touched.update(range(start, end), (target,))
    return 0


def _style(block: Block) -> str:
    return block.style if isinstance(block, Paragraph) else ""


def _has_notes(blocks: Sequence[Block]) -> bool:
    return any(isinstance(each, Paragraph) and each.note for each in blocks)


def _row_inserted(desk: Desk) -> int:
    place, table = desk.table()
    new, at = table_row(desk.random), desk.random.randint(2, len(table.rows) - 1)
    desk.at[place] = [Table((*table.rows[:at], new, *table.rows[at:]))]
    return _length(new)


def _row_deleted(desk: Desk) -> int:
    place, table = desk.table()
    at = desk.random.randint(1, len(table.rows) - 2)
    desk.at[place] = [Table((*table.rows[:at], *table.rows[at + 1 :]))]
    return _length(table.rows[at])


def _row_edited(desk: Desk) -> int:
    place, table = desk.table()
    at = desk.random.randint(1, len(table.rows) - 1)
    cell, *others = table.rows[at]
    changed, characters = _change(cell, desk.random, _WORD, _new_word(desk.random))
    desk.at[place] = [Table((*table.rows[:at], (changed, *others), *table.rows[at + 1 :]))]
    return characters


def _length(row: Row) -> int:
    return sum(len(cell.text) for cell in row)


def _made_bold(desk: Desk) -> int:
    place, old = desk.paragraph(lambda each: _of_body(each) and _places(each, _WORD))
    at, number, word = desk.random.choice(_places(old, _WORD))
    text = old.sentences[at][number].text
    pieces = [Run(text[: word.start()]), Run(word[0], True), Run(text[word.end() :])]
    desk.at[place] = [_with_text(old, (at, number), pieces)]
    return 0


def _style_changed(desk: Desk) -> int:
    place, old = desk.paragraph(_of_body)
    desk.at[place] = [replace(old, style="Subclause" if old.style == "Clause" else "Clause")]
    return 0


def _new_word(random: Random) -> Callable[[str], str]:
    return lambda _: random.choice(prose.NEW_WORDS)


_word_replaced = _text_edit(_WORD, _new_word)
_number_changed = _text_edit(_NUMBER, _another_number)
_phrase_deleted = _text_edit(_PHRASE, lambda _: lambda _: "")

# Each kind, how often it is done in a hundred, and how.
KINDS: dict[str, tuple[int, Callable[[Desk], int]]] = {
    "section moved": (1, _section_moved),
    "paragraph moved": (3, _paragraph_moved),
    "table row inserted": (3, _row_inserted),
    "table row deleted": (3, _row_deleted),
    "table row edited": (5, _row_edited),
    "sentence replaced": (9, _sentence_replaced),
    "word replaced": (24, _word_replaced),
    "number changed": (14, _number_changed),
    "phrase inserted": (10, _phrase_inserted),
    "phrase deleted": (8, _phrase_deleted),
    "paragraph inserted": (7, _paragraph_inserted),
    "paragraph deleted": (5, _paragraph_deleted),
    "bold on a word": (4, _made_bold),
    "style change": (4, _style_changed),
}
OF_PARAGRAPHS = (
    *("word replaced", "phrase inserted", "phrase deleted"),
    *("paragraph inserted", "paragraph deleted"),
)


def edited(
    before: Sequence[Block], count: int, random: Random, kinds: Sequence[str] = tuple(KINDS)
) -> tuple[list[Block], list[Edit]]:
    """Return the document after some `count` edits, at least one of each kind, and the edits."""
    desk, edits = Desk(before, random), list[Edit]()
    whole = sum(KINDS[kind][0] for kind in kinds)
    for kind in kinds:
        share, edit = KINDS[kind]
        for _ in range(max(1, round(count * share / whole))):
            edits.append(Edit(kind, edit(desk)))
    return desk.after(), edits
