"""Tracked changes over those of earlier authors, which stay under their names.

What an earlier author inserted is deleted within that insertion, text, mark or row: both changes
stand, as Word writes them (ECMA-376 Part 1, 17.13.5.14). What was deleted already stays so. A
change of another author that only the new file has comes with it where it can, and otherwise the
text comes as it reads with that change accepted.
"""

from __future__ import annotations

from drafting.publication.pairing import alike_pieces, spans_of
from drafting.publication.paragraphs import ParagraphWriter
from drafting.publication.sections import changed_section
from drafting.publication.tables import TableWriter
from drafting.word.atoms import REVISIONS, Atom, Kind, atoms, cannot_go
from drafting.word.rows import row_marked
from drafting.word.shared_words import with_shared_breaks
from drafting.word.slices import Piece
from drafting.word.tracking import (
    Mark,
    look_of_mark,
    own_properties,
    without_markers,
)
from drafting.word.xml import Element, canonical, clone, get, local, make, name, remove

_GONE = frozenset({"del", "moveFrom"})
_IN_THE_WAY = "an earlier tracked change here was changed or deleted again"
_STAYS = (
    "the formatting of this paragraph differs, and an earlier author’s change of it still stands, "
    "which no second one can; the old file’s formatting stays"
)
_CHANGES = tuple(
    name(f"w:{kind}") for kind in (*REVISIONS, "pPrChange", "rPrChange", "sectPrChange")
)
_BOX = name("w:txbxContent")
_OF_MARKS = frozenset({*REVISIONS, "rPrChange"})


class LayeredParagraphWriter(ParagraphWriter):
    """Writes tracked changes into paragraphs that may hold those of earlier authors."""

    def edited(self, old: Element, new: Element) -> Element:
        """Return the old paragraph with its differences from the new one tracked."""
        if not _has_earlier(old) and not _has_earlier(new):
            return super().edited(old, new)
        before, after = with_shared_breaks(atoms(old), atoms(new))
        spans = spans_of(before, after)
        gone = [atom for span in spans if not span.kept for atom in before[slice(*span.old)]]
        if not self.may_be_edited(old, new) and _is_gone(old) == _is_gone(new):
            self.story.report(old, _STAYS)
            _take_looks(new, old)
        if not self.may_be_edited(old, new) or any(map(self._stays, gone)):
            self.story.refuse(old, _IN_THE_WAY)
            return clone(old)
        settled = _with_properties_of(old, new)
        for span in spans:
            self._report_lost(old, after[slice(*span.new)] if not span.kept else [])
        edited = self.tracker.edited_paragraph(old, settled, spans, (before, after))
        self._part_ids(edited)
        self.change_mark(edited, old, settled)
        changed_section(self.story, edited, old, settled)
        self._give_back(edited, old, new)
        return edited

    def _stays(self, atom: Atom) -> bool:
        """Return whether no deletion of an atom can be tracked."""
        return self._is_own(atom) or cannot_go(atom)

    def is_in_the_way(self, old: Piece, new: Piece) -> bool:
        """Return whether an earlier tracked change keeps two blocks from being a pair."""
        if not old.tag == new.tag == "p" or not (old.revised or new.revised):
            return False
        return not alike_pieces(old, new) and not self.may_be_edited(old.element, new.element)

    def may_be_edited(self, old: Element, new: Element) -> bool:
        """Return whether the differences of two paragraphs can be tracked in place.

        A mark that was deleted cannot come back, and properties that an earlier author changed
        cannot be changed again: such a paragraph goes and the new one comes.
        """
        if _is_gone(old) != _is_gone(new):
            return False
        settled = _with_properties_of(old, new)
        changed = canonical(own_properties(old)) != canonical(own_properties(settled))
        looks = [canonical(_plain_look(each)) for each in (old, settled)]
        if changed and (_change(old) is not None or _change_of_number(old) is not None):
            return False
        return looks[0] == looks[1] or _change_of_look(old) is None

    def may_move(self, old: Element, new: Element) -> bool:
        """Return whether a move can be tracked: nothing in either place is revised already."""
        return not _has_earlier(old) and not _has_earlier(new) and super().may_move(old, new)

    def alone(self, paragraph: Element, mark: Mark, *, keep_mark: bool = False) -> Element:
        """Return a copy of a paragraph that only one side has, wholly revised."""
        if not _has_earlier(paragraph):
            return super().alone(paragraph, mark, keep_mark=keep_mark)
        pieces = atoms(paragraph)
        if mark in _GONE:
            if any(map(self._stays, pieces)):
                self.story.refuse(paragraph, _IN_THE_WAY)
            if keep_mark or _is_gone(paragraph):
                return self.tracker.content_of_paragraph(paragraph, pieces, mark)
            return self.tracker.whole_paragraph(paragraph, pieces, mark)
        pieces = [atom for atom in pieces if atom.kind is not Kind.MARKER]
        self._report_lost(paragraph, pieces)
        return self._come(paragraph, pieces, keep_mark=keep_mark)

    def left_out(self, paragraph: Element) -> bool:
        """Return whether a new paragraph is not to come: an earlier author deleted all of it."""
        if not _is_gone(paragraph):
            return False
        beside = (paragraph.itersiblings(name("w:p"), preceding=back) for back in (True, False))
        parent = paragraph.getparent()
        nested = parent is not None and local(parent) in {"sdtContent", "tc", "txbxContent"}
        alone = nested and all(next(each, None) is None for each in beside)
        left = (a for a in atoms(paragraph) if a.kind is not Kind.MARKER and not a.gone)
        if alone or not all(map(_is_gone_whole, left)):
            return False
        self.report_left_out(paragraph)
        return True

    def end(self, kept: Element, closing: Element, other: Element, mark: Mark) -> None:
        """Leave the last mark of a story to `closing`; revise that of `kept`, in place.

        `kept` ended the text until now, or is to end it: `other` is that paragraph on the side
        that has only it. Earlier changes of the last mark stay with the last mark.
        """
        number = _change_of_number(other)
        if mark == "ins":
            self._hand_over(kept, closing, other)
        elif number is not None:
            other = clone(other)
            remove(_change_of_number(other))  # type: ignore[arg-type]
        same = canonical(own_properties(closing)) == canonical(own_properties(other))
        looks = canonical(_plain_look(closing)) == canonical(_plain_look(other))
        if (not same and _change(closing) is not None) or (
            not looks and _change_of_look(closing) is not None
        ):
            self.story.refuse(closing, _IN_THE_WAY)
            return
        self.tracker.mark_paragraph(kept, mark)
        self.tracker.end_paragraph(closing, other, mark)

    def _hand_over(self, kept: Element, closing: Element, other: Element) -> None:
        """Give a new last paragraph the earlier changes of the mark that was the last."""
        if not _has_earlier(other) and not _has_earlier(closing):
            return
        ours = {*self.tracker.used}
        for paragraph in (closing, kept):
            look = _look(paragraph)
            found = [e for e in (look if look is not None else ()) if local(e) in _OF_MARKS]
            for each in (*found, _change(paragraph), _change_of_number(paragraph)):
                if each is not None and get(each, "w:id") not in ours:
                    remove(each)
        revised = _with_properties_of(other, closing)
        mine = _look(closing)
        marks = [e for e in (mine if mine is not None else ()) if local(e) in REVISIONS]
        closing[:] = list(revised)
        look = _look(closing)
        if look is not None:
            look[:0] = marks

    def _come(self, paragraph: Element, pieces: list[Atom], *, keep_mark: bool) -> Element:
        """Return a paragraph of the new file, its earlier changes under their authors' names."""
        copied = self.tracker.content_of_paragraph(paragraph, pieces, "ins")
        look = _look(copied)
        for each in list(look if look is not None else ()):
            kind = local(each)
            if kind == "moveTo" or (keep_mark and kind in REVISIONS):
                remove(each)
            elif kind == "moveFrom":
                each.tag = name("w:del")
        properties = copied.find(name("w:pPr"))
        for each in properties.iter() if properties is not None else ():
            if each.get(name("w:author")) is not None:
                each.set(name("w:id"), self.tracker.adopted_id())
        inserted = look is not None and look.find(name("w:ins")) is not None
        if not inserted and not keep_mark:
            self.tracker.mark_paragraph(copied, "ins")
        return copied

    def _is_own(self, atom: Atom) -> bool:
        """Return whether an atom is in an insertion by the very hand of this redline."""
        hand = (self.tracker.author, self.tracker.date)
        held = atom.source[0] if atom.revised else atom.held
        if held is None or atom.gone or (get(held, "w:author"), get(held, "w:date")) != hand:
            return False
        return get(held, "w:id") not in self.tracker.used

    def _report_lost(self, paragraph: Element, inserted: list[Atom]) -> None:
        super()._report_lost(paragraph, [a for a in inserted if a.gone or not a.revised])
        if any(map(_is_gone_whole, inserted)):
            self.report_left_out(paragraph)

    def report_left_out(self, paragraph: Element) -> None:
        """Record that text which an earlier author deleted in the new file alone is left out."""
        self.story.report(
            paragraph,
            "the new file holds text here that an earlier author deleted and the old file "
            "lacks; it is left out",
        )

    def _give_back(self, edited: Element, old: Element, new: Element) -> None:
        """Name the earlier author of a change of properties that the new file alone has."""
        for find, plain in (
            (_change, own_properties),
            (_change_of_look, _plain_look),
        ):
            theirs, written = find(new), find(edited)
            if theirs is None or written is None or find(old) is not None or len(theirs) == 0:
                continue
            if canonical(theirs[0]) == canonical(plain(old)):
                for key in ("w:author", "w:date"):
                    written.set(name(key), get(theirs, key))


class LayeredTableWriter(TableWriter):
    """Writes tracked changes into tables whose rows may hold those of earlier authors."""

    def alone(self, table: Element, mark: Mark) -> Element:
        """Return a copy of a table that only one side has, every row of it revised."""
        if mark in _GONE:
            return super().alone(table, mark)
        copied = clone(table)
        self._adopt(copied)
        without_markers(copied)
        return super().alone(copied, mark)

    def _row(self, row: Element, mark: Mark) -> Element:
        copied = clone(row)
        if mark not in _GONE:
            self._adopt(copied)
        properties = copied.find(name("w:trPr"))
        earlier = {local(each) for each in (properties if properties is not None else ())}
        if local(row) != "tr" or properties is None or not earlier & {"ins", "del"}:
            return super()._row(copied, mark)
        if mark in _GONE and "del" in earlier:
            return copied
        if mark in _GONE:
            row_marked(self.story.tracker, copied, "del")
        elif "ins" not in earlier:
            ours = make("w:ins", **self.story.tracker.attributes())
            properties.insert([local(each) for each in properties].index("del"), ours)
        self.contents_of_row(copied, mark)
        return copied

    def _adopt(self, holder: Element) -> None:
        """Give the earlier changes of a new table, its rows and its cells ids of their own."""
        for each in holder:
            if local(each) == "p":
                continue
            if each.get(name("w:author")) is not None or local(each) == "tblGridChange":
                each.set(name("w:id"), self.story.tracker.adopted_id())
            self._adopt(each)


def _has_earlier(paragraph: Element) -> bool:
    """Return whether a paragraph, and not only a text box in it, holds tracked changes."""
    return any(
        not any(above.tag == _BOX for above in each.iterancestors())
        for each in paragraph.iter(*_CHANGES)
    )


def _look(paragraph: Element) -> Element | None:
    return paragraph.find(f"{name('w:pPr')}/{name('w:rPr')}")


def _plain_look(paragraph: Element) -> Element:
    return look_of_mark(_look(paragraph))


def _change(paragraph: Element) -> Element | None:
    return paragraph.find(f"{name('w:pPr')}/{name('w:pPrChange')}")


def _change_of_look(paragraph: Element) -> Element | None:
    look = _look(paragraph)
    return None if look is None else look.find(name("w:rPrChange"))


def _change_of_number(paragraph: Element) -> Element | None:
    return paragraph.find(f"{name('w:pPr')}/{name('w:numPr')}/{name('w:ins')}")


def _is_gone(paragraph: Element) -> bool:
    """Return whether an earlier author deleted the mark of a paragraph, or moved it away."""
    look = _look(paragraph)
    return look is not None and any(local(each) in _GONE for each in look)


def _is_gone_whole(atom: Atom) -> bool:
    return atom.revised and local(atom.source[0]) in _GONE


def _take_looks(paragraph: Element, source: Element) -> None:
    """Give a paragraph, in place, the properties and the look of the mark of another one."""
    properties = paragraph.find(name("w:pPr"))
    look, theirs = _look(paragraph), _plain_look(source)
    revisions = [each for each in look if local(each) in _OF_MARKS] if look is not None else []
    mine = make("w:rPr")
    mine.extend([*revisions, *theirs])
    kinds = (name("w:sectPr"), name("w:pPrChange"))
    last = [] if properties is None else [e for kind in kinds for e in properties.findall(kind)]
    taken = own_properties(source)
    taken.extend([*([mine] if len(mine) else []), *last])
    if properties is not None:
        paragraph.remove(properties)
    paragraph.insert(0, taken)


def _with_properties_of(old: Element, new: Element) -> Element:
    """Return a copy of `new` whose mark and properties are revised as those of `old` are."""
    settled = clone(new)
    properties, theirs = settled.find(name("w:pPr")), old.find(name("w:pPr"))
    if properties is None:
        properties = make("w:pPr")
        settled.insert(0, properties)
    number = properties.find(name("w:numPr"))
    for each in list(number if number is not None else ()):
        if local(each) in {"ins", "numberingChange"}:
            number.remove(each)  # type: ignore[union-attr]
    kept = None if theirs is None else theirs.find(name("w:numPr"))
    if number is not None and kept is not None and _plain(number) == _plain(kept):
        properties.replace(number, clone(kept))
    for each in properties.findall(name("w:pPrChange")):
        properties.remove(each)
    look = properties.find(name("w:rPr"))
    earlier, change = _look(old), _change(old)
    revisions = [] if earlier is None else [e for e in earlier if local(e) in _OF_MARKS]
    if look is None and revisions:
        look = make("w:rPr")
        section = properties.find(name("w:sectPr"))
        properties.insert(len(properties) if section is None else properties.index(section), look)
    if look is not None:
        for each in [each for each in look if local(each) in _OF_MARKS]:
            look.remove(each)
        marks = [clone(each) for each in revisions]
        look[:0] = [each for each in marks if local(each) != "rPrChange"]
        look.extend([each for each in marks if local(each) == "rPrChange"])
    if change is not None:
        properties.append(clone(change))
    return settled


def _plain(number: Element) -> str:
    copied = clone(number)
    for each in [each for each in copied if local(each) in {"ins", "numberingChange"}]:
        copied.remove(each)
    return canonical(copied)
