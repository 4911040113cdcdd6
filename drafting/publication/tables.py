"""Writes the tracked changes of a table: rows that come and go, and cells that are edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from drafting.amendment.alignment import Move, align
from drafting.publication.columns import (
    Pairs,
    Plan,
    block_of,
    grid_of,
    paired,
    plan_of,
    settles,
)
from drafting.word.blocks import blocks_of
from drafting.word.cells import number_in, span_like
from drafting.word.normal_form import said_by
from drafting.word.rows import row_marked
from drafting.word.tracking import Mark, without_markers
from drafting.word.xml import Element, canonical, child, clone, local, make, name, same

if TYPE_CHECKING:
    from drafting.publication.stories import StoryWriter

_LONE = (name("w:cellIns"), name("w:cellDel"))
_ROWS = frozenset({"tr", "sdt", "customXml"})
# What a tracked change of properties does not hold, because it is tracked by itself.
_NOT_IN_CHANGES = frozenset(
    "ins del cellIns cellDel cellMerge tblPrChange tblPrExChange trPrChange tcPrChange "
    "tblGridChange".split()
)


class TableWriter:
    """Writes tracked changes into tables, with the story that they stand in."""

    def __init__(self, story: StoryWriter) -> None:
        self.story = story

    def alone(self, table: Element, mark: Mark) -> Element:
        """Return a copy of a table that only one side has, every row of it revised."""
        copied = clone(table)
        for row in list(copied.iter(name("w:tr"))):
            if next(row.iterancestors(name("w:tbl")), None) is not copied:
                continue
            holder = row.getparent()
            if holder is not None:
                holder.replace(row, self._row(row, mark))
        return copied

    def edited(self, old: Element, new: Element) -> list[Element]:
        """Return the old table with its differences from the new one tracked.

        Where they cannot be shown in one table, the old one goes and the new one comes.
        """
        if any(local(each) not in {"tr", "tblPr", "tblGrid"} for each in _said_children(old, new)):
            return [self.alone(old, "del"), self.alone(new, "ins")]
        plan = plan_of(old, new)
        if plan is not None:
            edited = self._in_place(old, new, plan, cells=True)
            if settles(edited, new):
                return [edited]
        edited = self._in_place(old, new, None, cells=True)
        if next(edited.iter(*_LONE), None) is not None and not settles(edited, new):
            edited = self._in_place(old, new, None, cells=False)
        return [edited]

    def _in_place(self, old: Element, new: Element, plan: Plan | None, *, cells: bool) -> Element:
        """Return the old table with its differences tracked; `cells` may come and go alone."""
        edited = clone(old)
        before, after = _rows(edited), _rows(new)
        columns = grid_of(old, new, plan)
        grid = [number_in(each, "w:w", 0) for each in columns] if cells else None
        ours = [block_of(row, 0, plan) for row in before]
        steps = align(ours, [block_of(row, 1, plan) for row in after])
        written: list[tuple[int | None, Element]] = []
        for step in steps:
            if step.move is Move.KEEP and step.old is not None and step.new is not None:
                kept = self._kept(before[step.old], after[step.new], plan, grid)
                written += [(step.old if n == 0 else None, row) for n, row in enumerate(kept)]
            elif step.move in {Move.DELETE, Move.MOVE_AWAY} and step.old is not None:
                written.append((step.old, self._row(before[step.old], "del")))
            elif step.new is not None:
                row = self._row(after[step.new], "ins")
                without_markers(row)
                written.append((None, row))
        _put(edited, before, written)
        self._change(edited, old, new, "w:tblPr", 0)
        self._change_grid(edited, old, new, columns)
        return edited

    def _kept(
        self, old: Element, new: Element, plan: Plan | None, grid: Sequence[int] | None
    ) -> list[Element]:
        if same(old, new) or said_by(old) == said_by(new):
            return [old]
        pairs = paired(old, new, plan, grid)
        if pairs is None:
            return [self._row(old, "del"), self._row(new, "ins")]
        row = clone(old)
        self._edit_cells(row, pairs)
        self._change_row(row, old, new)
        return [row]

    def _edit_cells(self, row: Element, pairs: Pairs) -> None:
        """Track the cells of a row that stay, come and go, in place."""
        mine = iter(_cells(row))
        last: Element | None = None
        for pair in pairs:
            if pair.old is None and pair.new is not None:
                cell = self._lone_cell(clone(pair.new), "ins")
                without_markers(cell)
                if last is None:
                    _cells(row)[0].addprevious(cell)
                else:
                    last.addnext(cell)
            else:
                cell = next(mine)
                if pair.old is not None and pair.new is not None:
                    self._cell(cell, pair.old, pair.new, grows=pair.grows)
                else:
                    self._lone_cell(cell, "del")
            last = cell

    def _lone_cell(self, cell: Element, mark: Literal["ins", "del"]) -> Element:
        """Revise, in place, a cell that only one side has (17.13.5.1 and 17.13.5.2)."""
        properties = cell.find(name("w:tcPr"))
        if properties is None:
            properties = make("w:tcPr")
            cell.insert(0, properties)
        kind = "w:cellIns" if mark == "ins" else "w:cellDel"
        change = properties.find(name("w:tcPrChange"))
        at = len(properties) if change is None else properties.index(change)
        properties.insert(at, make(kind, **self.story.tracker.attributes()))
        self.contents(cell, mark)
        return cell

    def _cell(self, edited: Element, old: Element, new: Element, *, grows: bool) -> None:
        self.story.nested(edited, new)
        if grows:
            new = clone(new)
            span_like(new, old)
        self._change(edited, old, new, "w:tcPr", 0)

    def _change_row(self, row: Element, old: Element, new: Element) -> None:
        self._change(row, old, new, "w:trPr", 1 if row.find(name("w:tblPrEx")) is not None else 0)
        self._change(row, old, new, "w:tblPrEx", 0)

    def _change(self, edited: Element, old: Element, new: Element, short: str, at: int) -> None:
        """Track a difference of table, row or cell properties (17.13.5.34 to 38)."""
        before, after = _own(old.find(name(short)), short), _own(new.find(name(short)), short)
        if canonical(before) == canonical(after):
            return
        present = edited.find(name(short))
        kept: list[Element] = []
        if present is not None:
            kept = [each for each in present if local(each) in _NOT_IN_CHANGES]
            at = edited.index(present)
            edited.remove(present)
        if any(local(each).endswith("Change") for each in kept):
            self.story.refuse(old, "an earlier tracked change of a table was changed again")
            return
        after.extend(kept)
        child(after, f"{short}Change", **self.story.tracker.attributes()).append(before)
        edited.insert(at, after)

    def _change_grid(
        self, edited: Element, old: Element, new: Element, columns: Sequence[Element]
    ) -> None:
        """Track a difference of the widths of the columns (17.13.5.33): no author, no date."""
        before, after = (_own(each.find(name("w:tblGrid")), "w:tblGrid") for each in (old, new))
        for each in after.findall(name("w:gridCol")):
            after.remove(each)
        after[:0] = columns
        present = edited.find(name("w:tblGrid"))
        if canonical(before) == canonical(after):
            return
        at = 1 if edited.find(name("w:tblPr")) is not None else 0
        if present is not None:
            at = edited.index(present)
            edited.remove(present)
        child(after, "w:tblGridChange", id=self.story.tracker.fresh_id()).append(before)
        edited.insert(at, after)

    def _row(self, row: Element, mark: Mark) -> Element:
        copied = clone(row)
        if local(copied) != "tr":
            self.story.refuse(row, "a content control around table rows cannot come or go")
            return copied
        properties = copied.find(name("w:trPr"))
        if properties is not None and any(local(e) in {"ins", "del"} for e in properties):
            self.story.refuse(row, "a table row holds an earlier tracked change")
            return copied
        row_marked(self.story.tracker, copied, "ins" if mark in {"ins", "moveTo"} else "del")
        self.contents_of_row(copied, mark)
        return copied

    def contents_of_row(self, row: Element, mark: Mark) -> None:
        """Revise all that the cells of a row hold, those in content controls too."""
        cells = row.iter(name("w:tc"))
        for cell in [cell for cell in cells if next(cell.iterancestors(name("w:tr")), None) is row]:
            self.contents(cell, mark)

    def contents(self, holder: Element, mark: Mark) -> None:
        """Revise all that a cell or a note holds; its last paragraph keeps its mark (17.4.65)."""
        mark = "ins" if mark in {"ins", "moveTo"} else "del"
        blocks = blocks_of(holder)
        for element in blocks:
            last = element is blocks[-1] and local(element) == "p"
            at = holder.index(element)
            holder.remove(element)
            for revised in reversed(self.story.alone(element, mark, keep_mark=last)):
                holder.insert(at, revised)


def _put(
    table: Element, rows: Sequence[Element], written: Sequence[tuple[int | None, Element]]
) -> None:
    """Put the written rows where the old ones stand; bookmarks between them stay in their place."""
    queue = iter(written)
    last: Element | None = None
    for number, row in enumerate(rows):
        for old, each in queue:
            if each is not row:
                row.addprevious(each)
            last = each
            if old == number:
                break
        if last is not row:
            row.tail = None
            table.remove(row)
    for _, each in queue:
        if last is None:
            table.append(each)
        else:
            last.addnext(each)
        last = each


def _said_children(old: Element, new: Element) -> list[Element]:
    """Return the children of two tables that may say something; bookmarks do not."""
    marks = {"bookmarkStart", "bookmarkEnd"}
    return [each for table in (old, new) for each in table if local(each) not in marks]


def _rows(table: Element) -> list[Element]:
    return [each for each in table if local(each) in _ROWS]


def _cells(row: Element) -> list[Element]:
    return list(row.iterchildren(name("w:tc")))


def _own(properties: Element | None, short: str) -> Element:
    own = make(short) if properties is None else clone(properties)
    for each in list(own):
        if local(each) in _NOT_IN_CHANGES:
            own.remove(each)
    return own
