"""Which block of a story pairs with which, in the way that tracked changes can show."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from drafting.amendment.alignment import Move, Step
from drafting.amendment.wording import differences
from drafting.publication.wraps import Wrapped
from drafting.word.atoms import Atom, Kind, atoms
from drafting.word.slices import Piece
from drafting.word.tracking import Mark, Span


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


def alike_pieces(one: Piece, other: Piece) -> bool:
    """Return whether two pieces say and look the same."""
    return one.key == other.key or one.said == other.said


def with_replaced(
    steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece], *, given: bool = False
) -> list[Step]:
    """Replace the pairs of paragraphs that share no word: one goes and the other comes.

    A paragraph with a bookmark stays a pair, so that the bookmark stays in its place; so does one
    between two that stay, so that it keeps its number, unless the pairs are `given`.
    """
    result: list[Step] = []
    for number, step in enumerate(steps):
        if type(step) is Step and step.move is Move.KEEP:
            old, new = before[step.old or 0], after[step.new or 0]
            around = (steps[number - 1 : number], steps[number + 1 : number + 2])
            alone = all(not each or each[0].move is Move.KEEP for each in around)
            if old.key != new.key and _part(old, new, in_place=alone and not given):
                result.append(Step(Move.DELETE, step.old, None))
                result.append(Step(Move.INSERT, None, step.new))
                continue
        result.append(step)
    return result


def _part(old: Piece, new: Piece, *, in_place: bool) -> bool:
    """Return whether two pieces share nothing, or end a section on one side only."""
    if old.tag != "p" or new.tag != "p":
        return old.tag != new.tag
    if old.ends_section != new.ends_section:
        return True
    if old.ends_section or alike_pieces(old, new):
        return False
    one, two = atoms(old.element), atoms(new.element)
    if in_place and all(any(a.kind is Kind.TEXT for a in side) for side in (one, two)):
        return False  # a formula that is all of a paragraph, LibreOffice loses in its place
    fixed = any(a.kind is Kind.MARKER or a.revised or a.held is not None for a in (*one, *two))
    if not one or not two or fixed:
        return False
    return not any(span.kept for span in spans_of(one, two))


def stretches_of_text(
    steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece]
) -> list[tuple[int, int]]:
    """Return where the stretches of paragraphs begin and end that tables and the end part.

    Where none of a stretch is kept, a table or a control before it that comes or goes parts it
    from the one before no longer: a mark there joins what stands behind the table.
    """
    edges = [-1]
    for number, step in enumerate(steps):
        block = before[step.old] if step.old is not None else after[step.new or 0]
        if block.tag != "p" or isinstance(step, Wrapped):
            edges.append(number)
    found: list[tuple[int, int]] = []
    for first, last in pairwise([*edges, len(steps)]):
        kept = any(steps[n].move is Move.KEEP for n in range(first + 1, last))
        comes = first >= 0 and steps[first].move in {Move.INSERT, Move.DELETE}
        if found and comes and not kept and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first + 1, last))
    return [(first, last) for first, last in found if last > first]


def joins_text(
    steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece], end: int, mark: Mark
) -> bool:
    """Return whether a paragraph follows a stretch once what comes, or goes, there is undone.

    The table that ends the stretch then goes with it, and its marks join that paragraph.
    """
    comes = {Move.INSERT, Move.MOVE_HERE}
    vanishing = comes if mark == "ins" else {Move.DELETE, Move.MOVE_AWAY}
    at = end
    while at < len(steps) and steps[at].move in vanishing:
        at += 1
    if at in {end, len(steps)}:
        return False
    step = steps[at]
    side = before[step.old] if step.old is not None else after[step.new or 0]
    return side.tag == "p" and not isinstance(step, Wrapped)


def without_moves_at_ends(
    steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece]
) -> list[Step]:
    """Delete and insert what moves to or from the end of a stretch, whose last mark stays."""
    settled: set[tuple[int | None, int | None]] = set()
    for start, end in stretches_of_text(steps, before, after):
        last = end
        while last > start and steps[last - 1].move is not Move.KEEP:
            last -= 1
        settled |= {(s.old, s.new) for s in steps[last:end]}
    return without_moves(steps, settled)


def without_moves(steps: Sequence[Step], settled: set[tuple[int | None, int | None]]) -> list[Step]:
    """Delete and insert what moves between the places `settled`."""
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
    steps: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece]
) -> list[Step]:
    """Keep the last paragraph before each table and the end as a pair where both sides have one.

    A mark that goes or comes there would have nothing to join but a table (ECMA-376 17.13.5).
    """
    result: list[Step] = []
    done = 0
    for start, end in stretches_of_text(steps, before, after):
        result += steps[done:start]
        result += _with_last_kept(steps[start:end], before, after)
        done = end
    return [*result, *steps[done:]]


def _with_last_kept(
    stretch: Sequence[Step], before: Sequence[Piece], after: Sequence[Piece]
) -> list[Step]:
    tail = len(stretch)
    while tail and stretch[tail - 1].move in {Move.DELETE, Move.INSERT}:
        tail -= 1
    gone = [n for n in range(tail, len(stretch)) if stretch[n].move is Move.DELETE]
    come = [n for n in range(tail, len(stretch)) if stretch[n].move is Move.INSERT]
    if not gone or not come:
        return list(stretch)
    old, new = before[stretch[gone[-1]].old or 0], after[stretch[come[-1]].new or 0]
    if old.ends_section == new.ends_section and {old.tag, new.tag} == {"p"}:
        kept = Step(Move.KEEP, stretch[gone[-1]].old, stretch[come[-1]].new)
        return [s for n, s in enumerate(stretch) if n not in {gone[-1], come[-1]}] + [kept]
    if any(after[stretch[n].new or 0].tag in {"p", "sdt"} for n in come):
        # What comes joins what stands before it: nothing that goes may stand between.
        return [*stretch[:tail], *(stretch[n] for n in come), *(stretch[n] for n in gone)]
    return list(stretch)
