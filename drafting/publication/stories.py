"""Writes the tracked changes of one story: the document, a header, a footer or a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from drafting.amendment.alignment import Move, Step
from drafting.findings import Finding, error, warning
from drafting.publication.arrangement import (
    Written,
    closing_of,
    editable,
    ends_section,
    merged,
    stretches_of_moves,
    tag_of,
)
from drafting.publication.comparison import aligned, parted
from drafting.publication.controls import ControlWriter
from drafting.publication.endings import with_last_paired
from drafting.publication.joints import Joint, joined
from drafting.publication.layers import LayeredParagraphWriter, LayeredTableWriter
from drafting.publication.open_fields import with_fields_whole
from drafting.publication.pairing import (
    alike_pieces,
    joins_text,
    stretches_of_text,
    with_ends_kept,
    with_replaced,
    without_moves,
    without_moves_at_ends,
)
from drafting.publication.sections import changed_properties
from drafting.publication.untracked import named, staying
from drafting.publication.wraps import Wrapped, news_of
from drafting.word.atoms import text_of
from drafting.word.comments import Comment, anchor
from drafting.word.package import Package
from drafting.word.settlement import control_of
from drafting.word.slices import Piece, bytes_of, pieces_of, plain_slices_of
from drafting.word.tracking import Mark, Tracker, without_markers
from drafting.word.xml import Element, clone, get, local, make, name


@dataclass(frozen=True)
class Note:
    """A comment on the new block of the body, or for an omission the old block, it explains.

    In a table that stays, `inside` says on which of its paragraphs.
    """

    paragraphs: tuple[tuple[str, str], ...]
    new: int | None = None
    old: int | None = None
    inside: int | None = None


@dataclass
class StoryWriter:
    """Writes tracked changes into the stories of a package.

    `unexpressed` collects what cannot be written without loss, so that nothing may be written;
    `unshown` collects the differences that no tracked change can show, and that stay as they were.
    """

    tracker: Tracker
    part: str = ""
    comments: list[Comment] = field(default_factory=lambda: [])
    unexpressed: list[Finding] = field(default_factory=lambda: [])
    unshown: list[Finding] = field(default_factory=lambda: [])
    # New pieces that took something over from the old ones, because it cannot be tracked.
    adjusted: set[int] = field(default_factory=lambda: set())
    # How many revisions of each kind were written.
    counts: dict[str, int] = field(default_factory=lambda: {})
    # The new story that was written last, with what stays in it of the old one.
    target: Sequence[Piece] = ()
    _moves: int = 0
    _reports: int = 0

    def __post_init__(self) -> None:
        self.paragraphs = LayeredParagraphWriter(self)
        self.tables = LayeredTableWriter(self)
        self.controls = ControlWriter(self)

    def story(
        self,
        old: Sequence[Piece],
        new: Sequence[Piece],
        steps: Sequence[Step] | None = None,
        notes: Sequence[Note] = (),
    ) -> list[Written]:
        """Return the old pieces with their differences from the new ones tracked.

        A piece that stays as it is is returned itself. `steps` says which new block is which old
        one, where that is known.
        """
        before = [piece for piece in old if piece.is_block]
        after = [piece for piece in new if piece.is_block]
        given = steps is not None
        if steps is None:
            before, after, steps = aligned(before, after, parted(old))
        steps = with_replaced(steps, before, after, given=given)
        found = staying(steps, before, after, new)
        if found is not None:
            steps, after = found.steps, found.after
            for piece, what in found.told():
                self.report(piece.element, what)
                self.adjusted.add(id(piece))
        steps = with_fields_whole(self._parted(steps, before, after), before, after)
        steps = self._trackable(steps, before, after)
        written = [self._write(step, before, after) for step in steps]
        self._mark_moves(steps, written)
        for start, end in stretches_of_text(steps, before, after):
            self._settle_end(steps, written, before, after, (start, end))
        self._comment(steps, written, notes)
        self.target = new if found is None else found.target
        section = self._last_section(old, new)
        return merged(old, before, steps, written, section)

    def elements(self, old: Sequence[Piece], new: Sequence[Piece]) -> list[Element]:
        """Return new elements for the old pieces with their differences from the new tracked."""
        told = self.story(old, new)
        return [clone(each.element) if isinstance(each, Piece) else each for each in told]

    def nested(self, old: Element, new: Element) -> None:
        """Track the differences of a cell, a text box or a control in `old`, in place."""
        pieces = pieces_of(new)
        found = self.story(pieces_of(old), pieces)
        if self.target is not pieces:
            new[:] = [clone(each.element) for each in self.target]
        kept = [each for each in old if local(each) in {"tcPr", "sdtPr", "customXmlPr"}]
        for each in list(old):
            old.remove(each)
        elements = [each.element if isinstance(each, Piece) else each for each in found]
        old.extend([*kept, *(e for e in elements if all(e is not k for k in kept))])

    def alone(self, element: Element, mark: Mark, *, keep_mark: bool = False) -> list[Element]:
        """Return copies of a block that only one side has, wholly revised."""
        if local(element) == "p":
            if mark == "ins" and not keep_mark and self.paragraphs.left_out(element):
                return []
            return [self.paragraphs.alone(element, mark, keep_mark=keep_mark)]
        if local(element) == "tbl":
            table = self.tables.alone(element, mark)
            if mark == "ins":
                without_markers(table)
            return [table]
        if local(element) in {"sdt", "customXml"}:
            return self.controls.alone(element, mark)
        self.refuse(
            element, f"{named(local(element))} comes or goes, which no tracked change can show"
        )
        return [clone(element)]

    def notes(self, marked: Package, new: Package) -> Package:
        """Return the package with the differences of its footnotes and endnotes tracked."""
        changed: dict[str, bytes] = {}
        for kind in ("footnotes", "endnotes"):
            part = marked.related(kind)
            other = new.related(kind)
            if part is None or other is None or marked.parts[part] == new.parts[other]:
                continue
            self.part = part
            slices = plain_slices_of(marked.parts[part])
            after = {_note_id(piece): piece for piece in plain_slices_of(new.parts[other]).pieces}
            told = [self._note(piece, after.get(_note_id(piece))) for piece in slices.pieces]
            elements = [each for each in told if not isinstance(each, Piece)]
            self.count(elements)
            made = iter(bytes_of(elements, slices.start))
            changed[part] = slices.joined(
                [each.raw if isinstance(each, Piece) else next(made) for each in told]
            )
        return marked.replacing(changed)

    def _note(self, old: Piece, new: Piece | None) -> Written:
        if new is not None and alike_pieces(old, new):
            return old
        note = clone(old.element)
        if new is None:
            self.tables.contents(note, "del")
        else:
            self.nested(note, new.element)
        return note

    def count(self, elements: Sequence[Element]) -> None:
        """Count the revisions in what was written, by kind."""
        ours = {*self.tracker.used, *self.tracker.adopted}
        for element in elements:
            for each in element.iter():
                if get(each, "w:author") and get(each, "w:id") in ours:
                    kind = local(each)
                    starts = each is element and kind.endswith("RangeStart")  # of a whole control
                    counted = "Range" not in kind or starts or control_of(each) is not None
                    if counted and kind != "comment":
                        self.counts[kind] = self.counts.get(kind, 0) + 1

    def refuse(self, element: Element, why: str) -> None:
        """Record a difference that cannot be written without loss."""
        earlier = "earlier tracked change" in why
        found = error(
            f"{why}{_near(element)}.",
            address=self.part,
            remedy="Settle the earlier tracked changes there, or use --existing accept."
            if earlier
            else "Make this change by hand in Word.",
        )
        if found not in self.unexpressed:
            self.unexpressed.append(found)

    def report(self, element: Element, what: str) -> None:
        """Record a difference that no tracked change can show; the old file's state stays."""
        self._reports += 1
        found = warning(f"{what}{_near(element)}.", address=self.part)
        if found not in self.unshown:
            self.unshown.append(found)

    def _parted(
        self, steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece]
    ) -> list[Step]:
        """Replace the pairs of which an earlier tracked change is in the way."""
        result: list[Step] = []
        for step in steps:
            pair = before[step.old or 0], after[step.new or 0]
            kept = type(step) is Step and step.move is Move.KEEP
            if kept and self.paragraphs.is_in_the_way(*pair):
                result.append(Step(Move.DELETE, step.old, None))
                result.append(Step(Move.INSERT, None, step.new))
            else:
                result.append(step)
        return result

    def _trackable(
        self, steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece]
    ) -> list[Step]:
        """Return the steps without what tracked changes cannot show."""
        fixed = {
            (step.old, step.new)
            for step in steps
            if step.move is Move.MOVE_AWAY
            and not self.paragraphs.may_move(
                before[step.old or 0].element, after[step.new or 0].element
            )
        }
        steps = without_moves(steps, fixed)
        steps = without_moves_at_ends(steps, before, after)
        return with_last_paired(with_ends_kept(steps, before, after), before, after)

    def _write(self, step: Step, before: Sequence[Piece], after: Sequence[Piece]) -> list[Written]:
        if isinstance(step, Joint):
            olds = [before[n].element for n in step.olds]
            return [*joined(self.paragraphs, olds, [after[n].element for n in step.news])]
        if isinstance(step, Wrapped):
            sides = [before[n] for n in step.olds], [after[n] for n in step.news]
            told = self._reports
            around = self.controls.around(*sides)
            if self._reports > told:
                self.adjusted |= {id(each) for each in sides[1]}
            return [*around]
        old = before[step.old] if step.old is not None else None
        new = after[step.new] if step.new is not None else None
        if old is not None and new is not None:
            if step.move is Move.KEEP:
                return self._kept(old, new)
            away = step.move is Move.MOVE_AWAY
            return [self.paragraphs.moved(old.element, new.element, away=away)]
        told = self._reports
        if old is not None:
            found: list[Written] = [*self.alone(old.element, "del")]
        elif new is not None:
            found = [*self.alone(new.element, "ins")]
            if self._reports > told:
                self.adjusted.add(id(new))
        else:
            raise ValueError("a step names no block")
        return found

    def _kept(self, old: Piece, new: Piece) -> list[Written]:
        if alike_pieces(old, new):
            return [old]
        told = self._reports
        kind = old.tag
        found: list[Written]
        if kind == "p":
            found = [self.paragraphs.edited(old.element, new.element)]
        elif kind == "tbl":
            found = [*self.tables.edited(old.element, new.element)]
        elif kind in {"sdt", "customXml"}:
            found = [self.controls.edited(old.element, new.element)]
        else:
            self.report(old.element, f"a change of {named(kind)} cannot be tracked")
            found = [old]
        if self._reports > told:
            self.adjusted.add(id(new))
        return found

    def _last_section(self, old: Sequence[Piece], new: Sequence[Piece]) -> dict[int, Element]:
        """Return the changed properties of the last section, by the place of its piece."""
        places = [n for n, piece in enumerate(old) if piece.tag == "sectPr"]
        theirs = [piece for piece in new if piece.tag == "sectPr"]
        if not places and not theirs:
            return {}
        if theirs and places and alike_pieces(old[places[-1]], theirs[-1]):
            return {}
        told = self._reports
        one = old[places[-1]].element if places else make("w:sectPr")
        other = theirs[-1].element if theirs else make("w:sectPr")
        changed = changed_properties(self, one, other)
        if self._reports > told:
            if not theirs:  # the old headers stay, and with them a page layout that holds them
                theirs = [Piece(b"", b"", other)]
                self.target = [*self.target, *theirs]
            self.adjusted.add(id(theirs[-1]))
        if changed is None:
            return {}
        return {places[-1] if places else len(old): changed}

    def _mark_moves(self, steps: Sequence[Step], written: Sequence[list[Written]]) -> None:
        """Put a named range around each stretch that moved together (17.13.5.23 to 28)."""
        for away, here in stretches_of_moves(steps):
            self._moves += 1
            for kind, (first, last) in (("moveFrom", away), ("moveTo", here)):
                start = self.tracker.attributes()
                element = make(f"w:{kind}RangeStart", **start)
                element.set(name("w:name"), f"move{self._moves}")
                opening = editable(written, first)
                opening.insert(1 if opening.find(name("w:pPr")) is not None else 0, element)
                written[last].append(make(f"w:{kind}RangeEnd", id=start["id"]))

    def _settle_end(
        self,
        steps: Sequence[Step],
        written: list[list[Written]],
        before: Sequence[Piece],
        after: Sequence[Piece],
        stretch: tuple[int, int],
    ) -> None:
        """Leave the last paragraph before a table or the end its mark; revise the one before it.

        Joining the two then takes the properties of the last one, so these carry, as a tracked
        change, the properties of the paragraph that ends the stretch on the other side.
        """
        start, end = stretch
        last = end - 1
        while last >= start and steps[last].move is not Move.KEEP:
            last -= 1
        if last < start and end < len(steps):
            return
        if last < 0 or last == end - 1:
            return
        step = steps[last]
        around = isinstance(step, Wrapped)
        if last < start and not around:
            return
        old, new = before[step.old or 0], after[step.new or 0]
        if old.ends_section or new.ends_section:
            return
        tail = [n for n in range(last + 1, end) if closing_of(written[n]) is not None]
        come = [n for n in tail if steps[n].move is Move.INSERT]
        gone = [n for n in tail if steps[n].move is Move.DELETE]
        if not come and not gone:
            return
        mark: Mark = "ins" if come else "del"
        closing = closing_of(written[(come or gone)[-1]])
        if closing is None or ends_section(closing):
            return
        if come and gone and joins_text(steps, before, after, end, "ins"):
            return  # what goes stands between, and would be joined instead
        other = old if mark == "ins" else new
        kept = closing_of(written[last]) if around else editable(written, last, -1)
        if kept is None or other.tag != "p" or (around and come and gone):
            return  # in a control that stays, a mark has nothing to join
        self.paragraphs.end(kept, closing, other.element, mark)

    def _comment(
        self, steps: Sequence[Step], written: Sequence[list[Written]], notes: Sequence[Note]
    ) -> None:
        here = [(n, step) for n, step in enumerate(steps) if step.move is not Move.MOVE_AWAY]
        by_new = {new: n for n, step in here for new in news_of(step)}
        by_old = {step.old: n for n, step in enumerate(steps)}
        for note in notes:
            at = by_old[note.old] if note.new is None else by_new[note.new]
            if not written[at]:
                continue
            tag = tag_of(written[at][0])
            if tag != "p" and (tag != "tbl" or note.inside is None):
                continue
            identity = self.tracker.fresh_id()
            mark = {Move.INSERT: "ins", Move.MOVE_HERE: "ins", Move.DELETE: "del"}.get(
                steps[at].move
            )
            holder = make(f"w:{mark}", **self.tracker.attributes()) if mark else None
            place = editable(written, at)
            if tag == "tbl":
                place = list(place.iter(name("w:p")))[note.inside or 0]
            anchor(place, identity, holder)
            self.comments.append(
                Comment(identity, self.tracker.author, self.tracker.date, note.paragraphs)
            )


def _near(element: Element) -> str:
    paragraphs = [element] if local(element) == "p" else list(element.iter(name("w:p")))
    found = next((text[:60] for each in paragraphs if (text := text_of(each).strip())), "")
    return f" (near “{found}”)" if found else ""


def _note_id(piece: Piece) -> str:
    return get(piece.element, "w:id")
