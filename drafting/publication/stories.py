"""Writes the tracked changes of one story: the document, a header, a footer or a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from drafting.amendment.alignment import Move, Step, align
from drafting.findings import Finding, error
from drafting.publication.pairing import (
    block_of,
    breaks_section,
    spans_of,
    stretches_of_text,
    with_ends_kept,
    with_replaced,
    without_moves_at_ends,
)
from drafting.publication.tables import TableWriter
from drafting.word.atoms import Atom, Kind, atoms, text_of
from drafting.word.blocks import blocks_of
from drafting.word.comments import Comment, anchor
from drafting.word.package import Package
from drafting.word.revisions import story_parts
from drafting.word.tracking import Mark, Tracker
from drafting.word.xml import (
    Element,
    canonical,
    child,
    clone,
    get,
    local,
    make,
    name,
    same,
    serialise,
)

_REVISIONS_OF_MARKS = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange"})


@dataclass(frozen=True)
class Note:
    """A comment on the new block of the body, or for an omission the old block, it explains."""

    paragraphs: tuple[tuple[str, str], ...]
    new: int | None = None
    old: int | None = None


@dataclass
class StoryWriter:
    """Writes tracked changes into the stories of a package.

    `unexpressed` collects the differences that no tracked change can express.
    """

    tracker: Tracker
    part: str = ""
    comments: list[Comment] = field(default_factory=lambda: [])
    unexpressed: list[Finding] = field(default_factory=lambda: [])
    _moves: int = 0

    def body(
        self, old: Element, new: Element, steps: Sequence[Step] | None, notes: Sequence[Note]
    ) -> None:
        """Track the differences of the main document in `old`, in place."""
        before, after = old.find(name("w:body")), new.find(name("w:body"))
        if before is None or after is None:
            self.refuse(old, "the document has no body")
            return
        self.container(before, after, steps, notes)
        if _section_of(before) != _section_of(after):
            self.refuse(old, "the page layout of the last section differs")

    def other_stories(self, marked: Package, new: Package) -> Package:
        """Return the package with the differences of headers, footers and notes tracked."""
        changed: dict[str, bytes] = {}
        for part in story_parts(marked):
            same = part not in new.parts or marked.parts[part] == new.parts[part]
            if same or part in {marked.document, marked.related("comments")}:
                continue
            root, self.part = marked.root(part), part
            for one, two in _stories(root, new.root(part)):
                if two is None:
                    TableWriter(self).contents(one, "del")
                else:
                    self.container(one, two)
            changed[part] = serialise(root)
        return marked.replacing(changed)

    def container(
        self,
        old: Element,
        new: Element,
        steps: Sequence[Step] | None = None,
        notes: Sequence[Note] = (),
    ) -> None:
        """Track the differences between two sequences of blocks in `old`, in place."""
        before, after = blocks_of(old), blocks_of(new)
        if steps is None:
            steps = align([block_of(e) for e in before], [block_of(e) for e in after])
        steps = without_moves_at_ends(with_replaced(steps, before, after), before, after)
        steps = with_ends_kept(steps, before, after)
        written = [self._write(step, before, after) for step in steps]
        self._mark_moves(steps, written)
        for start, end in stretches_of_text(steps, before, after):
            self._settle_end(steps, written, before, after, (start, end))
        self._comment(steps, written, notes)
        _rebuild(old, before, steps, written)

    def alone(self, element: Element, mark: Mark) -> Element:
        """Return a copy of a block that only one side has, wholly revised."""
        if local(element) == "tbl":
            return TableWriter(self).alone(element, mark)
        if local(element) != "p":
            self.refuse(element, f"a {local(element)} cannot be inserted or deleted")
            return clone(element)
        pieces = self._pieces(element)
        if element.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None:
            self.refuse(element, "a section break cannot be inserted or deleted")
        if mark == "ins":
            pieces = [atom for atom in pieces if atom.kind is not Kind.MARKER]
        return self.tracker.whole_paragraph(element, pieces, mark)

    def refuse(self, element: Element, why: str) -> None:
        """Record a difference that no tracked change can express."""
        self.unexpressed.append(
            error(
                f"{why} (near “{text_of(element)[:60]}”).",
                address=self.part,
                remedy="Settle it by hand in Word first.",
            )
        )

    def _write(self, step: Step, before: list[Element], after: list[Element]) -> Element:
        old = before[step.old] if step.old is not None else None
        new = after[step.new] if step.new is not None else None
        if old is not None and new is not None:
            if step.move is Move.KEEP:
                return self._kept(old, new)
            return self._moved(old, new, away=step.move is Move.MOVE_AWAY)
        if old is not None:
            return self.alone(old, "del")
        if new is not None:
            return self.alone(new, "ins")
        raise ValueError("a step names no block")

    def _kept(self, old: Element, new: Element) -> Element:
        if same(old, new):
            return old
        if local(old) == local(new) == "p":
            one, other = _section_of(old), _section_of(new)
            if bool(one) != bool(other):
                self.refuse(old, "a section break cannot be inserted or deleted")
            elif one != other:
                self.refuse(old, "the page layout of a section differs")
            before, after = self._pieces(old), self._pieces(new)
            spans = spans_of(before, after)
            edited = self.tracker.edited_paragraph(old, new, spans, (before, after))
            self._change_mark(edited, old, new)
            return edited
        if local(old) == local(new) == "tbl":
            return TableWriter(self).edited(old, new)
        inside, other = old.find(name("w:sdtContent")), new.find(name("w:sdtContent"))
        if inside is not None and other is not None:
            self.container(inside, other)
        else:
            self.refuse(old, f"a change of this {local(old)} cannot be tracked")
        return old

    def _change_mark(self, edited: Element, old: Element, new: Element) -> None:
        """Track a change in the look of a paragraph's mark, such as bold (17.13.5.30)."""
        before, after = _mark_of(old), _mark_of(new)
        if canonical(before) == canonical(after):
            return
        if any(local(each) in _REVISIONS_OF_MARKS for each in (*before, *after)):
            self.refuse(old, "the end of a paragraph holds tracked changes already")
            return
        properties = edited.find(name("w:pPr"))
        if properties is None:
            properties = make("w:pPr")
            edited.insert(0, properties)
        for present in properties.findall(name("w:rPr")):
            properties.remove(present)
        at = sum(1 for each in properties if local(each) not in {"sectPr", "pPrChange"})
        properties.insert(at, after)
        child(after, "w:rPrChange", **self.tracker.attributes()).append(before)

    def _pieces(self, paragraph: Element) -> list[Atom]:
        pieces = atoms(paragraph)
        if any(atom.revised for atom in pieces):
            self.refuse(paragraph, "the text to be changed holds tracked changes already")
        return pieces

    def _moved(self, old: Element, new: Element, *, away: bool) -> Element:
        before = self._pieces(old)
        after = [atom for atom in self._pieces(new) if atom.kind is not Kind.MARKER]
        spans = spans_of(before, after)
        if away:
            return self.tracker.moved_paragraph(old, spans, before, "moveFrom")
        return self.tracker.moved_paragraph(new, spans, after, "moveTo")

    def _mark_moves(self, steps: Sequence[Step], written: Sequence[Element]) -> None:
        """Put a named range around each stretch that moved together (17.13.5.23 to 28)."""
        for away, here in _stretches(steps):
            self._moves += 1
            for kind, (first, last) in (("moveFrom", away), ("moveTo", here)):
                start = self.tracker.attributes()
                element = make(f"w:{kind}RangeStart", **start)
                element.set(name("w:name"), f"move{self._moves}")
                written[first].insert(
                    1 if written[first].find(name("w:pPr")) is not None else 0, element
                )
                written[last].append(make(f"w:{kind}RangeEnd", id=start["id"]))

    def _settle_end(
        self,
        steps: Sequence[Step],
        written: list[Element],
        before: Sequence[Element],
        after: Sequence[Element],
        stretch: tuple[int, int],
    ) -> None:
        """Leave the last paragraph before a table or the end its mark; revise the one before it.

        Joining the two then takes the properties of the last one, so these carry, as a tracked
        change, the properties of the paragraph that ends the stretch on the other side.
        """
        start, end = stretch
        kept = [n for n in range(start, end) if steps[n].move is Move.KEEP]
        if not kept or kept[-1] == end - 1:
            return
        mark: Mark = "ins" if steps[end - 1].move is Move.INSERT else "del"
        anchored, last = written[kept[-1]], written[end - 1]
        if breaks_section(anchored):
            return
        step = steps[kept[-1]]
        old, new = before[step.old or 0], after[step.new or 0]
        if anchored is old:
            anchored = clone(old)
            written[kept[-1]] = anchored
        self.tracker.mark_paragraph(anchored, mark)
        self.tracker.end_paragraph(last, old if mark == "ins" else new, mark)

    def _comment(
        self, steps: Sequence[Step], written: Sequence[Element], notes: Sequence[Note]
    ) -> None:
        here = [(n, step) for n, step in enumerate(steps) if step.move is not Move.MOVE_AWAY]
        by_new = {step.new: n for n, step in here}
        by_old = {step.old: n for n, step in enumerate(steps)}
        for note in notes:
            at = by_old[note.old] if note.new is None else by_new[note.new]
            if local(written[at]) != "p":
                continue
            identity = self.tracker.fresh_id()
            mark = {Move.INSERT: "ins", Move.MOVE_HERE: "ins", Move.DELETE: "del"}.get(
                steps[at].move
            )
            holder = make(f"w:{mark}", **self.tracker.attributes()) if mark else None
            anchor(written[at], identity, holder)
            self.comments.append(
                Comment(identity, self.tracker.author, self.tracker.date, note.paragraphs)
            )


def _mark_of(paragraph: Element) -> Element:
    """Return a copy of the properties of a paragraph's mark (17.3.1.29)."""
    found = paragraph.find(f"{name('w:pPr')}/{name('w:rPr')}")
    return make("w:rPr") if found is None else clone(found)


def _stories(old: Element, new: Element) -> Iterator[tuple[Element, Element | None]]:
    """Pair the stories of a part: the part itself, or its notes by their ids, if any has the id."""
    if local(old) not in {"footnotes", "endnotes"}:
        yield old, new
        return
    after = {get(note, "w:id"): note for note in new}
    for note in old:
        yield note, after.get(get(note, "w:id"))


def _section_of(holder: Element) -> list[str]:
    """Return a form of the section that a paragraph or a body ends, if any."""
    paths = (name("w:sectPr"), f"{name('w:pPr')}/{name('w:sectPr')}")
    return [canonical(each) for path in paths for each in holder.iterfind(path)]


def _stretches(steps: Sequence[Step]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the first and last positions of each stretch of moved blocks, old place and new."""
    here = {step.new: n for n, step in enumerate(steps) if step.move is Move.MOVE_HERE}
    away = [n for n, step in enumerate(steps) if step.move is Move.MOVE_AWAY]
    stretch: list[int] = []
    for position, following in pairwise([*away, -1]):
        stretch.append(position)
        together = following == position + 1 and (
            here[steps[following].new] == here[steps[position].new] + 1
        )
        if not together:
            yield (
                (stretch[0], stretch[-1]),
                (here[steps[stretch[0]].new], here[steps[stretch[-1]].new]),
            )
            stretch = []


def _rebuild(
    container: Element, before: Sequence[Element], steps: Sequence[Step], written: Sequence[Element]
) -> None:
    """Put the written blocks in the place of the old ones; what stands between them stays."""
    place = 0
    positions = {id(element): n for n, element in enumerate(before)}
    queue = list(zip(steps, written, strict=True))
    result: list[Element] = []
    for element in list(container):
        if id(element) not in positions:
            if local(element) == "sectPr":
                result.extend(each for _, each in queue[place:])
                place = len(queue)
            result.append(element)
            continue
        own = positions[id(element)]
        while place < len(queue):
            step, each = queue[place]
            if step.move in {Move.INSERT, Move.MOVE_HERE}:
                result.append(each)
                place += 1
                continue
            if step.old != own:
                break
            result.append(each)
            place += 1
            break
    result.extend(each for _, each in queue[place:])
    for element in list(container):
        container.remove(element)
    container.extend(result)
