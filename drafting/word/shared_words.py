"""Two paragraphs as atoms whose common words are cut at the same places."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

from drafting.word.atoms import Atom, Kind, words


def with_shared_breaks(
    before: Sequence[Atom], after: Sequence[Atom]
) -> tuple[list[Atom], list[Atom]]:
    """Return two paragraphs whose common words are cut at the same places.

    A word with two looks is two atoms. Where the other side has it in one look, it is cut there
    too, so that only the look is a change. Likewise a word, such as “1.Scope”, that the other side
    parts by a space or a tab: only that is a change.
    """
    breaks: dict[str, set[int]] = {}
    for side in (before, after):
        for word, cuts, _ in _spelt(side):
            if cuts:
                breaks.setdefault(word, set()).update(cuts)
    for side, other in ((before, after), (after, before)):
        for word, cuts in _run_together(side, {each for each, _, _ in _spelt(other)}):
            breaks.setdefault(word, set()).update(cuts)
    if not breaks:
        return list(before), list(after)
    return _broken(before, breaks), _broken(after, breaks)


def _spelt(pieces: Sequence[Atom]) -> Iterator[tuple[str, list[int], list[Atom]]]:
    """Yield the words of text as read, each with where atoms cut it, and its atoms.

    Markers and marks of notes, which do not part a word for its reader, may stand in it.
    """
    solid = [atom for atom in pieces if atom.kind is Kind.TEXT or atom.text]
    for (kind, _), group in groupby(solid, key=lambda atom: (atom.kind, atom.held)):
        found = list(group)
        if kind is not Kind.TEXT:
            continue
        queue = found[::-1]
        for word in words("".join(atom.content for atom in found)):
            if not queue:
                break
            own = [queue.pop()]
            cuts: list[int] = []
            size = len(own[0].content)
            while size < len(word):
                cuts.append(size)
                own.append(queue.pop())
                size += len(own[-1].content)
            if size == len(word):
                yield word, cuts, own


def _run_together(
    pieces: Sequence[Atom], others: Container[str]
) -> Iterator[tuple[str, list[int]]]:
    """Yield those of the `others` that atoms part by a space, each with where they cut it."""
    left: list[str] = []
    right: list[str] = []
    spaced = False
    for atom in (*pieces, None):
        if atom is not None and atom.kind is not Kind.TEXT and not atom.text:
            continue
        if atom is not None and atom.kind is Kind.TEXT and not atom.content.isspace():
            (right if spaced else left).append(atom.content)
            continue
        if left and right:
            yield from _across(left, right, others)
        if right or not spaced:
            left, right = right if spaced else left, []
        spaced = atom is not None and atom.text.isspace()
        left = left if spaced else []


def _across(
    left: Sequence[str], right: Sequence[str], others: Container[str]
) -> Iterator[tuple[str, list[int]]]:
    at, parted = 0, sum(map(len, left))
    cuts = list(accumulate(map(len, (*left, *right))))
    for word in words("".join((*left, *right))):
        if at < parted < at + len(word) and word in others:
            yield word, [cut - at for cut in cuts if at < cut < at + len(word)]
        at += len(word)


def _broken(pieces: Sequence[Atom], breaks: Mapping[str, set[int]]) -> list[Atom]:
    cut: dict[int, list[Atom]] = {}
    for word, _, own in _spelt(pieces):
        at = 0
        for atom in own if word in breaks else ():
            end = at + len(atom.content)
            inside = [at, *sorted(each for each in breaks[word] if at < each < end), end]
            parts = [word[first:last] for first, last in pairwise(inside)]
            cut[id(atom)] = [
                replace(atom, content=part, text=part if atom.text else "") for part in parts
            ]
            at = end
    return [part for atom in pieces for part in cut.get(id(atom), [atom])]
