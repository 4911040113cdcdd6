"""Writes tracked changes: insertions, deletions, moves and changes of formatting.

Follows ECMA-376 Part 1, 17.13.5. A deletion stands before the insertion that replaces it. What
earlier authors inserted or deleted stays under their names: a deletion of what another author
inserted stands in that insertion, as Word writes it (17.13.5.14).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from drafting.word.atoms import (
    CONTROLS,
    MARKERS,
    REVISIONS,
    Atom,
    Kind,
    as_deleted,
    elements_of,
    holds_revision,
    inside_of,
)
from drafting.word.normal_form import runs_of_field
from drafting.word.properties import look_of_mark, own_properties, shell, unmark
from drafting.word.revisions import resolve
from drafting.word.spans import Span, closing_of_field, with_markers_placed, without_markers
from drafting.word.xml import Element, canonical, child, clone, get, local, make, name

Mark = Literal["ins", "del", "moveFrom", "moveTo"]

# What may not stand inside a revision: the revision stands inside it (17.13.5.14, 17.13.5.18).
_HOLDERS = frozenset({"hyperlink"})
_PROPERTIES = frozenset({"smartTagPr", "customXmlPr"})


@dataclass
class Tracker:
    """Gives every revision its id, author and date. Ids go up from `next_id`."""

    author: str
    date: str  # ISO 8601 with a time and Z, as Word writes it
    next_id: int
    used: list[str] = field(default_factory=lambda: [])
    # The ids given to revisions of earlier authors that only the new file has.
    adopted: list[str] = field(default_factory=lambda: [])
    # Writes the differences inside a text box, link or control into its copy, in place.
    inside: Callable[[Element, Element], None] | None = None

    def attributes(self) -> dict[str, str]:
        """Return the attributes of one more revision."""
        identity = self.fresh_id()
        return {"id": identity, "author": self.author, "date": self.date}

    def fresh_id(self) -> str:
        """Return an id that no other annotation of the document has."""
        self.used.append(self.spare_id())
        return self.used[-1]

    def adopted_id(self) -> str:
        """Return an id for a revision of an earlier author that comes with the new file."""
        self.adopted.append(self.spare_id())
        return self.adopted[-1]

    def spare_id(self) -> str:
        """Return an id for part of a revision that the old file has."""
        self.next_id += 1
        return str(self.next_id - 1)

    def revise(self, mark: Mark, elements: Iterable[Element]) -> Iterator[Element]:
        """Yield runs and other inline elements inside revisions of kind `mark`.

        A bookmark or other marker among them stays in no revision; the old text alone carries it.
        """
        holder: Element | None = None
        for element in elements:
            if local(element) in MARKERS:
                if holder is not None:
                    yield holder
                    holder = None
                if mark in {"del", "moveFrom"}:
                    yield element
                continue
            if local(element) in REVISIONS:
                if holder is not None:
                    yield holder
                    holder = None
                yield from self._over(element, mark)
                continue
            if local(element) == "fldSimple":
                if holder is None:
                    holder = make(f"w:{mark}", **self.attributes())
                for run in runs_of_field(element):
                    if mark == "del":
                        as_deleted(run)
                    holder.append(run)
                continue
            if local(element) in _HOLDERS:
                if holder is not None:
                    yield holder
                    holder = None
                inner = list(element)
                for each in inner:
                    element.remove(each)
                element.extend(list(self.revise(mark, inner)))
                yield element
                continue
            if local(element) in CONTROLS and holds_revision(element):
                if holder is not None:
                    yield holder
                    holder = None
                yield from self._around_revisions(element, mark)
                continue
            if mark == "ins" and holds_revision(element):
                resolve(element, "accept")  # it comes as it reads: its changes would nest
            if holder is None:
                holder = make(f"w:{mark}", **self.attributes())
            if mark == "del":
                as_deleted(element)
            holder.append(element)
        if holder is not None:
            yield holder

    def _around_revisions(self, control: Element, mark: Mark) -> Iterator[Element]:
        """Yield a control that comes or goes over earlier changes: no other stands around them.

        Its start and its end stand in ranges of their own (17.13.5.5, .8), and what else it holds
        is revised in it.
        """
        inside = inside_of(control)
        inner = [each for each in inside if local(each) not in _PROPERTIES]
        for each in inner:
            inside.remove(each)
        first, last = self.range_of_control(mark), self.range_of_control(mark)
        inside.extend([first[1], *self.revise(mark, inner), last[0]])
        yield from (first[0], control, last[1])

    def range_of_control(self, mark: Mark) -> tuple[Element, Element]:
        """Return the ends of a range that revises a tag of a control (17.13.5.5, 17.13.5.8)."""
        kind = "Ins" if mark in {"ins", "moveTo"} else "Del"
        start = make(f"w:customXml{kind}RangeStart", **self.attributes())
        return start, make(f"w:customXml{kind}RangeEnd", id=get(start, "w:id"))

    def _over(self, earlier: Element, mark: Mark) -> Iterator[Element]:
        """Yield an earlier author's change, whatever it holds, revised once more.

        What was deleted stays so, and does not come. What came is deleted within its insertion.
        """
        goes, gone = mark in {"del", "moveFrom"}, local(earlier) in {"del", "moveFrom"}
        inner = list(earlier)
        if gone:
            yield from [earlier] if goes else []
        elif goes or local(earlier) == "moveTo":
            for each in inner:
                earlier.remove(each)
            revised = list(self.revise(mark, inner))
            earlier.extend(revised)
            yield from [earlier] if goes else revised
        else:
            for each in [each for each in inner if local(each) in {"del", "moveFrom"}]:
                earlier.remove(each)
            yield earlier

    def mark_paragraph(self, paragraph: Element, mark: Mark) -> None:
        """Track the mark at the end of a paragraph.

        A deletion stands behind the insertion of an earlier author, as in the schema.
        """
        properties = paragraph.find(name("w:pPr"))
        if properties is None:
            properties = make("w:pPr")
            paragraph.insert(0, properties)
        run = properties.find(name("w:rPr"))
        if run is None:
            run = make("w:rPr")
            later = [properties.find(name(short)) for short in ("w:sectPr", "w:pPrChange")]
            places = [properties.index(each) for each in later if each is not None]
            properties.insert(min(places, default=len(properties)), run)
        inserted = mark != "ins" and len(run) > 0 and local(run[0]) == "ins"
        run.insert(1 if inserted else 0, make(f"w:{mark}", **self.attributes()))

    def whole_paragraph(self, paragraph: Element, pieces: Sequence[Atom], mark: Mark) -> Element:
        """Return a copy of a paragraph with all its content and its mark revised."""
        revised = shell(paragraph)
        self.mark_paragraph(revised, mark)
        self._append(revised, pieces, mark)
        return revised

    def content_of_paragraph(
        self, paragraph: Element, pieces: Sequence[Atom], mark: Mark
    ) -> Element:
        """Return a copy of a paragraph with all its content revised, and not its mark."""
        revised = shell(paragraph)
        self._append(revised, pieces, mark)
        return revised

    def end_paragraph(self, last: Element, other: Element, mark: Mark) -> None:
        """Make a revised paragraph the last of its story, in place.

        Its own mark is no longer revised, and its properties change from or to those of `other`,
        the paragraph that ends the story once the revision is undone.
        """
        unmark(last, mark, self.used)
        own = clone(last)
        before, after = (other, own) if mark == "ins" else (own, other)
        self.change_properties(last, before, after)
        self.change_mark(last, before, after)

    def change_mark(self, edited: Element, old: Element, new: Element) -> None:
        """Track a change in the look of a paragraph's mark, such as bold (17.13.5.30).

        Earlier insertions and deletions of the mark stay.
        """
        path = f"{name('w:pPr')}/{name('w:rPr')}"
        before, after = (look_of_mark(each.find(path)) for each in (old, new))
        if canonical(before) == canonical(after):
            return
        properties = edited.find(name("w:pPr"))
        if properties is None:
            properties = make("w:pPr")
            edited.insert(0, properties)
        for present in properties.findall(name("w:rPr")):
            earlier = [each for each in present if local(each) in REVISIONS]
            after[:0] = earlier
            properties.remove(present)
        child(after, "w:rPrChange", **self.attributes()).append(before)
        at = sum(1 for each in properties if local(each) not in {"sectPr", "pPrChange"})
        properties.insert(at, after)

    def edited_paragraph(
        self, old: Element, new: Element, spans: Sequence[Span], pieces: tuple[list[Atom], ...]
    ) -> Element:
        """Return the old paragraph with the differences from the new one tracked.

        `pieces` are the atoms of the old and of the new paragraph, which `spans` refers to.
        """
        edited = shell(old)
        self.change_properties(edited, old, new)
        self.edited_content(edited, spans, pieces)
        return edited

    def edited_content(
        self, edited: Element, spans: Sequence[Span], pieces: tuple[list[Atom], ...]
    ) -> None:
        """Append to `edited` what its spans say, with the differences tracked."""
        before, after = pieces
        for span in with_markers_placed(spans, before, after):
            if span.kept:
                self._keep(edited, before[slice(*span.old)], after[slice(*span.new)])
            else:
                gone, following = _without_last_markers(before[slice(*span.old)])
                inserted = [a for a in after[slice(*span.new)] if a.kind is not Kind.MARKER]
                closing = closing_of_field(inserted)
                self._append(edited, inserted[:closing], "ins")
                self._append(edited, gone, "del")
                self._append(edited, inserted[closing:], "ins")
                self._append(edited, following, "del")

    def moved_paragraph(
        self, paragraph: Element, spans: Sequence[Span], pieces: list[Atom], mark: Mark
    ) -> Element:
        """Return one side of a moved paragraph.

        What both sides share is moved; what only this side has is deleted at the old place or
        inserted at the new one, so that rejecting or accepting leaves nothing behind.
        """
        alone: Mark = "del" if mark == "moveFrom" else "ins"
        side = shell(paragraph)
        self.mark_paragraph(side, mark)
        for span in spans:
            part = pieces[slice(*(span.old if mark == "moveFrom" else span.new))]
            self._append(side, part, mark if span.kept else alone)
        return side

    def change_properties(self, edited: Element, old: Element, new: Element) -> None:
        """Track a change of paragraph properties; `edited` is a copy of `old` (17.13.5.29)."""
        before, after = own_properties(old), own_properties(new)
        if canonical(before) == canonical(after):
            return
        properties = edited.find(name("w:pPr"))
        if properties is None:
            properties = make("w:pPr")
            edited.insert(0, properties)
        kept = [e for e in properties if local(e) in {"rPr", "sectPr"}]
        for element in list(properties):
            properties.remove(element)
        properties.extend([clone(e) for e in after])
        properties.extend(kept)
        change = child(properties, "w:pPrChange", **self.attributes())
        change.append(before)

    def _keep(self, parent: Element, before: Sequence[Atom], after: Sequence[Atom]) -> None:
        worn = iter([atom for atom in after if atom.kind is not Kind.MARKER])
        pairs = [(atom, atom if atom.kind is Kind.MARKER else next(worn)) for atom in before]
        for same, group in groupby(pairs, key=_looks_of):
            olds, news = zip(*group, strict=True)
            one, other = olds[0], news[0]
            if other.gone and not one.gone:  # an earlier author's deletion that comes with it
                self._append_in(parent, other, list(elements_of([replace(a) for a in olds])))
            elif one.gone and not other.gone:  # deleted before, and there again
                parent.extend(list(elements_of(olds)))
                self._append(parent, news, "ins")
            elif same[0] == same[1]:
                for element, pair in self._kept_elements(olds, news):
                    parent.append(element)
                    self._change_inside(element, pair)
            elif (
                one.held is not None
                or any(atom.has_inside for atom in olds)
                or any("rPrChange" in look for look in same[:2])
            ):
                self._append(parent, olds, "del")  # changes do not nest
                self._append(parent, news, "ins")
            else:
                for run, old in self._one_run_each(olds, news):
                    self._change_look(run, old)
                    parent.append(run)

    def _kept_elements(
        self, olds: Sequence[Atom], news: Sequence[Atom]
    ) -> Iterator[tuple[Element, tuple[Atom, Atom] | None]]:
        """Yield the elements of kept atoms, each that holds text of its own with its two atoms."""
        plain: list[Atom] = []
        for old, new in zip(olds, news, strict=True):
            if not old.has_inside or old is new:
                plain.append(old)
                continue
            yield from ((element, None) for element in elements_of(plain))
            plain = []
            yield from ((element, (old, new)) for element in elements_of([old]))
        yield from ((element, None) for element in elements_of(plain))

    def _change_inside(self, element: Element, pair: tuple[Atom, Atom] | None) -> None:
        if pair is not None and self.inside is not None:
            held = pair[0].held is not None
            self.inside(element[0] if held else element, pair[1].source[0])

    def _append_in(self, parent: Element, atom: Atom, elements: Sequence[Element]) -> None:
        """Append elements in an earlier author's revision that only the new file has."""
        holder = clone(atom.held) if atom.held is not None else make("w:del")
        for each in list(holder):
            holder.remove(each)
        holder.set(name("w:id"), self.adopted_id())
        if local(holder) == "del":
            for element in elements:
                as_deleted(element)
        holder.extend(list(elements))
        parent.append(holder)

    def _one_run_each(
        self, olds: Sequence[Atom], news: Sequence[Atom]
    ) -> Iterator[tuple[Element, Atom]]:
        """Yield the new runs of atoms that look alike, each with an old atom of its look."""
        for kind, group in groupby(zip(olds, news, strict=True), key=lambda pair: pair[1].kind):
            before, after = zip(*group, strict=True)
            if kind is Kind.TEXT:
                yield from ((run, before[0]) for run in elements_of(after))
            else:
                yield from zip((e for a in after for e in elements_of([a])), before, strict=True)

    def _change_look(self, run: Element, before: Atom) -> None:
        properties = run.find(name("w:rPr"))
        if properties is None:
            properties = make("w:rPr")
            run.insert(0, properties)
        change = child(properties, "w:rPrChange", **self.attributes())
        change.append(_old_look(before))

    def _append(self, parent: Element, pieces: Sequence[Atom], mark: Mark) -> None:
        """Append atoms revised; markers stand between the revisions, in no revision."""
        for (marker, held), group in groupby(pieces, lambda a: (a.kind is Kind.MARKER, a.held)):
            atoms = list(group)
            if marker:
                parent.extend(list(elements_of(atoms)))
            elif held is None:
                elements = list(elements_of(atoms))
                if mark in {"ins", "moveTo"}:
                    self._adopt(elements)
                parent.extend(list(self.revise(mark, elements)))
            elif mark in {"del", "moveFrom"}:
                self._append_held(parent, atoms, mark)
            elif not atoms[0].gone:  # what only the new file has as deleted, nobody can see
                plain = [replace(atom, held=None) for atom in atoms]
                inserted = list(elements_of(plain))
                self._adopt(inserted)
                self._append_in(parent, atoms[0], inserted)

    def _adopt(self, elements: Sequence[Element]) -> None:
        """Make elements of the new file ready to stand in the old one.

        Their bookmarks stay behind, and earlier revisions in them get ids of their own.
        """
        for element in elements:
            without_markers(element)
            for each in element.iter():
                if each.get(name("w:author")) is not None:
                    each.set(name("w:id"), self.adopted_id())

    def _append_held(self, parent: Element, pieces: Sequence[Atom], mark: Mark) -> None:
        """Append what an earlier author inserted, deleted in that insertion, or had deleted."""
        if pieces[0].gone:
            parent.extend(list(elements_of(pieces)))
            return
        for held in elements_of(pieces):
            inner = list(held)
            for each in inner:
                held.remove(each)
            held.extend(list(self.revise("del" if mark == "del" else mark, inner)))
            parent.append(held)


def _looks_of(pair: tuple[Atom, Atom]) -> tuple[str, str, Element | None, Element | None]:
    """Return what is equal for pairs that are kept together: looks and earlier revisions."""
    return pair[0].format, pair[1].format, pair[0].held, pair[1].held


def _without_last_markers(pieces: Sequence[Atom]) -> tuple[Sequence[Atom], Sequence[Atom]]:
    """Part atoms from the markers at their end.

    These stand behind the text that replaces the atoms, so that a bookmark around deleted words
    holds the words that replace them.
    """
    end = len(pieces)
    while end and pieces[end - 1].kind is Kind.MARKER:
        end -= 1
    return pieces[:end], pieces[end:]


def _old_look(atom: Atom) -> Element:
    if atom.kind is Kind.TEXT:
        return clone(atom.source[0]) if atom.source else make("w:rPr")
    found = atom.source[0].find(name("w:rPr"))
    return make("w:rPr") if found is None else clone(found)
