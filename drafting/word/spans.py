"""Stretches of two paragraphs that are kept or replaced, and the markers at their edges.

The old text carries its markers, such as the ends of a comment. Whether new words come before or
behind one is as in the new text: so words that are added within a comment stay within it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from drafting.word.atoms import MARKERS, Atom, Kind
from drafting.word.xml import Element, get, local, name, remove


@dataclass(frozen=True)
class Span:
    """A stretch of two paragraphs: kept, or old atoms that new atoms replace."""

    kept: bool
    old: tuple[int, int]
    new: tuple[int, int]


def with_markers_placed(
    spans: Sequence[Span], before: Sequence[Atom], after: Sequence[Atom]
) -> list[Span]:
    """Return the spans with the old markers beside each insertion on the side the new text says."""
    placed: list[Span] = []
    for span in spans:
        first, last = span.old
        if span.kept or not all(_is_marker(each) for each in before[first:last]):
            placed.append(span)
            continue
        previous = placed.pop() if placed and placed[-1].kept else _nothing_at(first)
        start = first - len(list(takewhile(_is_marker, before[previous.old[0] : first][::-1])))
        middle = start + _before_insertion(
            [_kind(each) for each in before[start:last]],
            first - start,
            {_kind(each) for each in takewhile(_is_marker, after[: span.new[0]][::-1])},
            {_kind(each) for each in takewhile(_is_marker, after[span.new[1] :])},
        )
        if previous.old[0] < middle or previous.new[0] < previous.new[1]:
            placed.append(Span(True, (previous.old[0], middle), previous.new))
        placed.append(Span(False, (middle, last), span.new))
    return placed


def closing_of_field(pieces: Sequence[Atom]) -> int:
    """Return how many atoms come before all others: up to the end of a field from further up.

    What goes must not stand in a field that comes.
    """
    closing = depth = 0
    for number, atom in enumerate(pieces, start=1):
        marks = atom.source[0].findall(name("w:fldChar")) if len(atom.source) == 1 else []
        for mark in marks:
            depth += {"begin": 1, "end": -1}.get(get(mark, "w:fldCharType"), 0)
        closing = number if depth < 0 and marks else closing
    return closing


def without_markers(element: Element) -> None:
    """Take bookmarks and other markers out of what is inserted: the old text alone has them."""
    for each in list(element.iter(*[name(f"w:{kind}") for kind in MARKERS])):
        remove(each)
    for each in list(element.iter(name("w:commentReference"))):
        remove(each)


def _before_insertion(
    markers: Sequence[str], usual: int, ahead: Iterable[str], behind: Iterable[str]
) -> int:
    """Return how many of the markers come before the insertion; `usual` where nothing says."""
    later = set(behind) - set(ahead)
    for number, kind in enumerate(markers):
        if kind in later:
            return number
    earlier = [n for n, kind in enumerate(markers, start=1) if kind in ahead]
    return max([usual, *earlier])


def _nothing_at(place: int) -> Span:
    return Span(True, (place, place), (0, 0))


def _is_marker(atom: Atom) -> bool:
    return atom.kind is Kind.MARKER


def _kind(marker: Atom) -> str:
    """Return which kind of marker it is; ids are given afresh whenever a file is saved."""
    element = marker.source[0]
    return local(element) if local(element) != "r" else local(element[-1])
