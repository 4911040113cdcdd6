"""Which block of a story pairs with which, in the way that tracked changes can show."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from drafting.amendment.alignment import Block, Move, Step
from drafting.amendment.wording import differences
from drafting.word.atoms import Atom, Kind, atoms, text_of
from drafting.word.tracking import Span
from drafting.word.xml import (
    Element,
    canonical,
    local,
    name,
    same,
)


def spans_of(before: Sequence[Atom], after: Sequence[Atom]) -> list[Span]:
    """Return what two paragraphs share and where they differ, word by word.

    Markers are carried with the old text and compared with nothing.
    """
    old_at = [n for n, atom in enumerate(before) if atom.kind is not Kind.MARKER]
    new_at = [n for n, atom in enumerate(after) if atom.kind is not Kind.MARKER]
    found = differences(
        [before[n].content for n in old_at],
        [after[n].content for n in new_at],
        [before[n].text for n in old_at],
        [after[n].text for n in new_at],
    )
    spans: list[Span] = []
    start = 0
    for number, (kept, _, b, c, d) in enumerate(found):
        end = old_at[b] if b < len(old_at) else len(before)
        if number == len(found) - 1:
            end = len(before)
        first = new_at[c] if c < len(new_at) else len(after)
        last = new_at[d - 1] + 1 if d > c else first
        spans.append(Span(kept, (start, end), (first, last)))
        start = end
    if not found and before:
        spans.append(Span(True, (0, len(before)), (0, 0)))
    return spans


def block_of(element: Element) -> Block:
    kind = local(element)
    if element.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None:
        kind = "section break"
    return Block("paragraph" if kind == "p" else kind, _text(element), canonical(element))


def _text(element: Element) -> str:
    if local(element) == "p":
        return text_of(element)
    return "\n".join(text_of(paragraph) for paragraph in element.iter(name("w:p")))


def breaks_section(element: Element) -> bool:
    return element.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None


def with_replaced(
    steps: Sequence[Step], before: Sequence[Element], after: Sequence[Element]
) -> list[Step]:
    """Replace the pairs of paragraphs that share no word: one goes and the other comes.

    A paragraph with a bookmark stays a pair, so that the bookmark stays in its place.
    """
    result: list[Step] = []
    for step in steps:
        if step.move is Move.KEEP and step.old is not None and step.new is not None:
            old, new = before[step.old], after[step.new]
            if _shares_nothing(old, new):
                result.append(Step(Move.DELETE, step.old, None))
                result.append(Step(Move.INSERT, None, step.new))
                continue
        result.append(step)
    return result


def _shares_nothing(old: Element, new: Element) -> bool:
    if local(old) != "p" or local(new) != "p" or same(old, new):
        return False
    if breaks_section(old) or breaks_section(new):
        return False
    one, two = atoms(old), atoms(new)
    if not one or not two or any(atom.kind is Kind.MARKER or atom.revised for atom in one):
        return False
    return not any(span.kept for span in spans_of(one, two))


def stretches_of_text(
    steps: Sequence[Step], before: Sequence[Element], after: Sequence[Element]
) -> list[tuple[int, int]]:
    """Return where the stretches of paragraphs begin and end that tables and the end part."""
    edges = [-1]
    for number, step in enumerate(steps):
        block = before[step.old] if step.old is not None else after[step.new or 0]
        if local(block) != "p":
            edges.append(number)
    return [(first + 1, last) for first, last in pairwise([*edges, len(steps)]) if last > first + 1]


def without_moves_at_ends(
    steps: Sequence[Step], before: Sequence[Element], after: Sequence[Element]
) -> list[Step]:
    """Delete and insert what moves to or from the end of a stretch, whose last mark stays."""
    settled: set[tuple[int | None, int | None]] = set()
    for start, end in stretches_of_text(steps, before, after):
        kept = [n for n in range(start, end) if steps[n].move is Move.KEEP]
        settled |= {(s.old, s.new) for s in steps[kept[-1] + 1 : end]} if kept else set()
    result: list[Step] = []
    for step in steps:
        if step.move is Move.MOVE_AWAY and (step.old, step.new) in settled:
            result.append(Step(Move.DELETE, step.old, None))
        elif step.move is Move.MOVE_HERE and (step.old, step.new) in settled:
            result.append(Step(Move.INSERT, None, step.new))
        else:
            result.append(step)
    return result


def with_ends_kept(
    steps: Sequence[Step], before: Sequence[Element], after: Sequence[Element]
) -> list[Step]:
    """Keep the last paragraph before each table and the end as a pair where both sides have one.

    A mark that goes or comes there would have nothing to join but a table (ECMA-376 17.13.5).
    """
    result: list[Step] = []
    done = 0
    for start, end in stretches_of_text(steps, before, after):
        result += steps[done:start]
        result += _with_last_kept(steps[start:end])
        done = end
    return [*result, *steps[done:]]


def _with_last_kept(stretch: Sequence[Step]) -> list[Step]:
    tail = len(stretch)
    while tail and stretch[tail - 1].move in {Move.DELETE, Move.INSERT}:
        tail -= 1
    gone = [n for n in range(tail, len(stretch)) if stretch[n].move is Move.DELETE]
    come = [n for n in range(tail, len(stretch)) if stretch[n].move is Move.INSERT]
    if not gone or not come:
        return list(stretch)
    kept = Step(Move.KEEP, stretch[gone[-1]].old, stretch[come[-1]].new)
    return [s for n, s in enumerate(stretch) if n not in {gone[-1], come[-1]}] + [kept]
