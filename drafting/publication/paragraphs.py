"""Writes the tracked changes of one paragraph, and of the boxes, links and controls in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.publication.pairing import spans_of
from drafting.publication.sections import changed_section
from drafting.word.atoms import Atom, Kind, atoms, boxes_of, inside_of
from drafting.word.normal_form import said_by
from drafting.word.shared_words import with_shared_breaks
from drafting.word.tracking import Mark, look_of_mark, own_properties
from drafting.word.xml import Element, canonical, clone, get, local, name

if TYPE_CHECKING:
    from drafting.publication.stories import StoryWriter

_MARK_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange"})
_LAYERED = "an earlier tracked change here was changed or deleted again"


class ParagraphWriter:
    """Writes tracked changes into paragraphs, with the story that they stand in."""

    def __init__(self, story: StoryWriter) -> None:
        self.story = story
        self.tracker = story.tracker
        self.tracker.inside = self._inside

    def edited(self, old: Element, new: Element) -> Element:
        """Return the old paragraph with its differences from the new one tracked."""
        if _earlier_marks(old) != _earlier_marks(new) or _changed_again(old, new):
            self.story.refuse(old, _LAYERED)
            return clone(old)
        before, after = with_shared_breaks(atoms(old), atoms(new))
        spans = spans_of(before, after)
        for span in spans:
            changed = [] if span.kept else before[slice(*span.old)] + after[slice(*span.new)]
            if any(atom.revised or self._is_own(atom) for atom in changed):
                self.story.refuse(old, _LAYERED)
                return clone(old)
            self._report_lost(old, after[slice(*span.new)] if not span.kept else [])
        edited = self.tracker.edited_paragraph(old, new, spans, (before, after))
        self._part_ids(edited)
        self.change_mark(edited, old, new)
        changed_section(self.story, edited, old, new)
        return edited

    def alone(self, paragraph: Element, mark: Mark, *, keep_mark: bool = False) -> Element:
        """Return a copy of a paragraph that only one side has, wholly revised.

        With `keep_mark` its mark is not revised: it is the last of a cell or a note.
        """
        pieces = atoms(paragraph)
        earlier = _earlier_marks(paragraph)
        own = mark == "del" and any(self._is_own(atom) for atom in pieces)
        if own or any(atom.revised for atom in pieces) or (earlier and mark != "ins"):
            self.story.refuse(paragraph, _LAYERED)
            return clone(paragraph)
        if mark in {"ins", "moveTo"}:
            pieces = [atom for atom in pieces if atom.kind is not Kind.MARKER]
            self._report_lost(paragraph, pieces)
        if keep_mark:
            return self.tracker.content_of_paragraph(paragraph, pieces, mark)
        if earlier:
            return self._adopted(paragraph, pieces)
        return self.tracker.whole_paragraph(paragraph, pieces, mark)

    def moved(self, old: Element, new: Element, *, away: bool) -> Element:
        """Return one side of a paragraph that moved, whether it was edited or not."""
        before, after = atoms(old), atoms(new)
        after = [atom for atom in after if atom.kind is not Kind.MARKER]
        spans = spans_of(before, after)
        if away:
            return self.tracker.moved_paragraph(old, spans, before, "moveFrom")
        return self.tracker.moved_paragraph(new, spans, after, "moveTo")

    def may_move(self, old: Element, new: Element) -> bool:
        """Return whether a move can be tracked: nothing in either place is revised already."""
        return not any(
            _earlier_marks(each)
            or any(atom.held is not None or atom.revised for atom in atoms(each))
            for each in (old, new)
        )

    def _adopted(self, paragraph: Element, pieces: list[Atom]) -> Element:
        """Return a paragraph that an earlier author inserted in the new file, under that name."""
        copied = self.tracker.content_of_paragraph(paragraph, pieces, "ins")
        for each in copied.iterfind(f"{name('w:pPr')}/{name('w:rPr')}/*"):
            if local(each) in _MARK_REVISIONS:
                each.set(name("w:id"), self.tracker.adopted_id())
        change = copied.find(f"{name('w:pPr')}/{name('w:pPrChange')}")
        if change is not None:
            change.set(name("w:id"), self.tracker.adopted_id())
        return copied

    def _is_own(self, atom: Atom) -> bool:
        """Return whether an atom is in an insertion by the author of this redline.

        A deletion in it would be by the same author, which Word does not write.
        """
        held = atom.held
        if held is None or atom.gone:
            return False
        return get(held, "w:author") == self.tracker.author and get(held, "w:id") not in {
            *self.tracker.used
        }

    def _part_ids(self, edited: Element) -> None:
        """Give the second part of an earlier change that was cut in two an id of its own."""
        seen: set[str] = set()
        for each in edited.iter():
            if each.get(name("w:author")) is None:
                continue
            identity = get(each, "w:id")
            if identity in seen:
                each.set(name("w:id"), self.tracker.spare_id())
            seen.add(identity)

    def _report_lost(self, paragraph: Element, inserted: list[Atom]) -> None:
        if any(atom.gone for atom in inserted):
            self.story.report(
                paragraph,
                "the new file holds text here that an earlier author deleted and the old file "
                "lacks; it is left out",
            )

    def _inside(self, copied: Element, new: Element) -> None:
        """Track the differences inside a text box, a link or a control, in its copy."""
        if said_by(copied) == said_by(new):
            return
        if local(copied) == "r":
            for box, other in zip(boxes_of(copied), boxes_of(new), strict=True):
                self.story.nested(box, other)
            return
        holder, other = inside_of(copied), inside_of(new)
        before, after = with_shared_breaks(atoms(holder), atoms(other))
        spans = spans_of(before, after)
        kept = [each for each in holder if local(each) in {"smartTagPr", "customXmlPr"}]
        for each in list(holder):
            holder.remove(each)
        holder.extend(kept)
        self.tracker.edited_content(holder, spans, (before, after))

    def change_mark(self, edited: Element, old: Element, new: Element) -> None:
        """Track a change in the look of a paragraph's mark, unless an earlier change is in it."""
        path = f"{name('w:pPr')}/{name('w:rPr')}"
        looks = [canonical(look_of_mark(each.find(path))) for each in (old, new)]
        if looks[0] != looks[1] and edited.find(f"{path}/{name('w:rPrChange')}") is not None:
            self.story.refuse(old, _LAYERED)
            return
        self.tracker.change_mark(edited, old, new)


def _changed_again(old: Element, new: Element) -> bool:
    """Return whether properties differ that an earlier change touches (17.13.5.19, .29)."""
    paths = (f"{name('w:numPr')}/{name('w:ins')}", name("w:pPrChange"))
    earlier = [
        each
        for paragraph in (old, new)
        for path in paths
        for each in paragraph.iterfind(f"{name('w:pPr')}/{path}")
    ]
    return bool(earlier) and canonical(own_properties(old)) != canonical(own_properties(new))


def _earlier_marks(paragraph: Element) -> list[str]:
    """Return a form of the earlier revisions of a paragraph's mark and properties."""
    properties = paragraph.find(name("w:pPr"))
    if properties is None:
        return []
    run = properties.find(name("w:rPr"))
    marks = [] if run is None else [each for each in run if local(each) in _MARK_REVISIONS]
    return [canonical(each) for each in (*marks, *properties.findall(name("w:pPrChange")))]
