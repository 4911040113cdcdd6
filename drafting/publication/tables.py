"""Writes the tracked changes of a table: rows that come and go, and cells that are edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drafting.amendment.alignment import Block, Move, align
from drafting.word.atoms import Kind, atoms, text_of
from drafting.word.tracking import Mark, row_marked
from drafting.word.xml import Element, canonical, clone, local, name

if TYPE_CHECKING:
    from drafting.publication.stories import StoryWriter


class TableWriter:
    """Writes tracked changes into tables, with the story that they stand in."""

    def __init__(self, story: StoryWriter) -> None:
        self.story = story

    def alone(self, table: Element, mark: Mark) -> Element:
        """Return a copy of a table that only one side has, every row of it revised."""
        copied = clone(table)
        for row in list(copied.iterchildren(name("w:tr"))):
            copied.replace(row, self._row(row, mark))
        return copied

    def edited(self, old: Element, new: Element) -> Element:
        """Return the old table with its differences from the new one tracked."""
        if _frame(old) != _frame(new):
            self.story.refuse(old, "the columns or the properties of a table differ")
            return old
        before, after = _rows(old), _rows(new)
        steps = align([_block(row) for row in before], [_block(row) for row in after])
        written: list[Element] = []
        for step in steps:
            if step.move is Move.KEEP and step.old is not None and step.new is not None:
                written += self._kept(before[step.old], after[step.new])
            elif step.move in {Move.DELETE, Move.MOVE_AWAY} and step.old is not None:
                written.append(self._row(before[step.old], "del"))
            elif step.new is not None:
                written.append(self._row(after[step.new], "ins"))
        edited = clone(old)
        for row in _rows(edited):
            edited.remove(row)
        edited.extend(written)
        return edited

    def _kept(self, old: Element, new: Element) -> list[Element]:
        if canonical(old) == canonical(new):
            return [clone(old)]
        one, two = _cells(old), _cells(new)
        same = len(one) == len(two) and _row_frame(old) == _row_frame(new)
        if not same:
            return [self._row(old, "del"), self._row(new, "ins")]
        row = clone(old)
        for cell, other in zip(_cells(row), two, strict=True):
            self.story.container(cell, other)
        return [row]

    def _row(self, row: Element, mark: Mark) -> Element:
        copied = clone(row)
        row_marked(self.story.tracker, copied, "ins" if mark in {"ins", "moveTo"} else "del")
        for cell in _cells(copied):
            self.contents(cell, mark)
        return copied

    def contents(self, holder: Element, mark: Mark) -> None:
        """Revise all that a cell or a note holds; its last paragraph keeps its mark (17.4.65)."""
        blocks = [element for element in holder if local(element) in {"p", "tbl"}]
        for element in blocks:
            revised = self.story.alone(element, mark)
            if element is blocks[-1] and local(revised) == "p":
                revised = self._content(element, mark)
            holder.replace(element, revised)

    def _content(self, paragraph: Element, mark: Mark) -> Element:
        pieces = [a for a in atoms(paragraph) if mark == "del" or a.kind is not Kind.MARKER]
        return self.story.tracker.content_of_paragraph(paragraph, pieces, mark)


def _rows(table: Element) -> list[Element]:
    return list(table.iterchildren(name("w:tr")))


def _cells(row: Element) -> list[Element]:
    return list(row.iterchildren(name("w:tc")))


def _frame(table: Element) -> list[str]:
    return [canonical(each) for each in table if local(each) != "tr"]


def _row_frame(row: Element) -> list[str]:
    own = [canonical(each) for each in row if local(each) != "tc"]
    return own + [
        canonical(found) for cell in _cells(row) if (found := cell.find(name("w:tcPr"))) is not None
    ]


def _block(row: Element) -> Block:
    return Block("row", "\n".join(_texts(row)), canonical(row))


def _texts(row: Element) -> Sequence[str]:
    return [text_of(paragraph) for paragraph in row.iter(name("w:p"))]
