"""Paragraphs that were split or merged: only the marks between them come or go."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from drafting.amendment.alignment import Move, Step
from drafting.publication.pairing import spans_of
from drafting.word.atoms import Atom, Kind, atoms
from drafting.word.shared_words import with_shared_breaks
from drafting.word.slices import Piece
from drafting.word.tracking import Mark, Span, shell
from drafting.word.xml import Element

if TYPE_CHECKING:
    from drafting.publication.paragraphs import ParagraphWriter

LEAST_LIKE = 85.0  # per cent: how much the one paragraph is like the others put together
GAIN = 5.0  # per cent: by how much the others put together are more like it than one of them
MOST_PARTS = 3
_BREAK = Atom(Kind.RUN, "", "\u2029", "")


@dataclass(frozen=True)
class Joint(Step):
    """A kept paragraph with those that came out of it, or went into it; the last of each is named.

    `olds` and `news` are in order, and one of them is one paragraph.
    """

    olds: tuple[int, ...] = ()
    news: tuple[int, ...] = ()


def with_joints(
    steps: Sequence[Step],
    before: Sequence[Piece],
    after: Sequence[Piece],
    parted: Container[int] = frozenset(),
) -> list[Step]:
    """Return the steps with each paragraph that was split, or merged with others, as one step.

    `parted` holds the `id` of each old piece that is not merged with the one before it.
    """
    result: list[Step] = []
    at = 0
    while at < len(steps):
        joint, first, end = _joint_at(steps, at, before, after)
        merges = joint is not None and any(id(before[n]) in parted for n in joint.olds[1:])
        if joint is None or merges:
            result.append(steps[at])
            at += 1
            continue
        taken = at - first  # steps before it that are part of it
        if taken and any(isinstance(each, Joint) for each in result[-taken:]):
            result.append(steps[at])
            at += 1
            continue
        del result[len(result) - taken :]
        result.append(joint)
        at = end
    return result


def _joint_at(
    steps: Sequence[Step], at: int, before: Sequence[Piece], after: Sequence[Piece]
) -> tuple[Joint | None, int, int]:
    step = steps[at]
    if step.move is not Move.KEEP or step.old is None or step.new is None:
        return None, at, at
    old, new = before[step.old], after[step.new]
    if old.key == new.key or {old.kind, new.kind} != {"paragraph"} or not _is_plain(old, new):
        return None, at, at
    best: tuple[float, Joint | None, int, int] = (0.0, None, at, at)
    for move in (Move.INSERT, Move.DELETE):
        for first, end in _windows(steps, at, move):
            joint = _joint(steps[first:end], step)
            one = "".join(before[n].text for n in joint.olds)
            other = "".join(after[n].text for n in joint.news)
            parts = [*(before[n] for n in joint.olds), *(after[n] for n in joint.news)]
            sides = [parts[: len(joint.olds)], parts[len(joint.olds) :]]
            if not _is_plain(*parts) or any(side[n].blank for side in sides for n in (0, -1)):
                continue
            score = fuzz.ratio(one, other, score_cutoff=LEAST_LIKE)
            if not score and len(parts) > MOST_PARTS:  # something new may stand in between
                one, other = ("".join(side[n].text for n in _ends(side)) for side in sides)
                score = fuzz.ratio(one, other, score_cutoff=LEAST_LIKE)
            if score > best[0]:
                best = (score, joint, first, end)
    if best[0] < fuzz.ratio(old.text, new.text) + GAIN:
        return None, at, at
    return best[1:]


def _ends(side: Sequence[Piece]) -> tuple[int, ...]:
    return (0, -1) if len(side) > 1 else (0,)


def _windows(steps: Sequence[Step], at: int, move: Move) -> Iterator[tuple[int, int]]:
    """Yield the stretches around a step of which the others all come, or all go."""
    low = at
    while low > 0 and steps[low - 1].move is move and at - low < MOST_PARTS - 1:
        low -= 1
    high = at + 1
    while high < len(steps) and steps[high].move is move and high - at < MOST_PARTS:
        high += 1
    for first in range(at, low - 1, -1):
        for end in range(at + 1, high + 1):
            if 1 < end - first <= MOST_PARTS:
                yield first, end


def _joint(steps: Sequence[Step], kept: Step) -> Joint:
    olds = tuple(step.old for step in steps if step.old is not None)
    news = tuple(step.new for step in steps if step.new is not None)
    return Joint(Move.KEEP, olds[-1] if olds else kept.old, news[-1], olds, news)


def _is_plain(*pieces: Piece) -> bool:
    return all(piece.kind == "paragraph" and not piece.revised for piece in pieces)


def joined(
    writer: ParagraphWriter, olds: Sequence[Element], news: Sequence[Element]
) -> list[Element]:
    """Return the paragraphs with the marks between them, and what else differs, tracked.

    A mark that comes or goes joins its paragraph with the next, whose properties stand
    (17.13.5.15, 17.13.5.20): so the last paragraph carries the change of properties.
    """
    before, after = with_shared_breaks(_with_breaks(olds), _with_breaks(news))
    spans = spans_of(before, after)
    mark: Mark = "ins" if len(news) > 1 else "del"
    heads = [shell(each) for each in (news if mark == "ins" else olds)[:-1]]
    for head in heads:
        writer.tracker.mark_paragraph(head, mark)
    last = shell(olds[-1])
    writer.tracker.change_properties(last, olds[-1], news[-1])
    paragraphs = [*heads, last]
    at = 0
    for span in spans:
        gone, come = before[slice(*span.old)], after[slice(*span.new)]
        if span.kept:
            _write(writer, paragraphs[at], span, gone, come)
            continue
        for number, part in enumerate(_parts(gone)):
            at += 1 if number else 0
            _write(writer, paragraphs[at], span, part, [])
        for number, part in enumerate(_parts(come)):
            at += 1 if number else 0
            _write(writer, paragraphs[at], span, [], part)
    writer.change_mark(last, olds[-1], news[-1])
    return paragraphs


def _write(
    writer: ParagraphWriter, paragraph: Element, span: Span, gone: list[Atom], come: list[Atom]
) -> None:
    whole = Span(span.kept, (0, len(gone)), (0, len(come)))
    writer.tracker.edited_content(paragraph, [whole], (gone, come))


def _with_breaks(paragraphs: Sequence[Element]) -> list[Atom]:
    result: list[Atom] = []
    for number, paragraph in enumerate(paragraphs):
        result += [_BREAK] if number else []
        result += atoms(paragraph)
    return result


def _parts(pieces: Sequence[Atom]) -> Iterator[list[Atom]]:
    part: list[Atom] = []
    for atom in pieces:
        if atom is _BREAK:
            yield part
            part = []
        else:
            part.append(atom)
    yield part
