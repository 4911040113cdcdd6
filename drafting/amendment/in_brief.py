"""What differs between two wordings, told in a few words, for a line of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafting.amendment.alignment import Block, alike
from drafting.amendment.wording import differences
from drafting.word.atoms import words

MOST_TOLD = 6  # differences
MOST_IN_ONE = 2  # differences in one paragraph, which otherwise is told from the first to the last
LONGEST_TOLD = 14  # words of one side of a difference

Paragraphs = Sequence[tuple[str, str]]
"""Paragraphs of a text, each with its number and its words."""

_EXPRESSION = re.compile(r"(\{\{.*?\}\})")
_MARKER = re.compile(r"\s*((?:[0-9]{1,3}|[a-z]|[ivxl]+)\.)\s+(?=\S)")


def in_brief(old: str, new: str) -> str:
    """Return what differs between two wordings of a clause, paragraph by paragraph.

    Returns "" when nothing does. No more than six differences are told, each with no more than
    fourteen words of either side; the number of the others is.
    """
    told = list(_differences(old, new))
    more = len(told) - MOST_TOLD
    shown = told[:MOST_TOLD] if more > 1 else told
    return "; ".join([*shown, f"and {more} more"] if more > 1 else shown)


def _differences(old: str, new: str) -> Iterator[str]:
    before, after = _paragraphs(old), _paragraphs(new)
    pairs = _pairs(before, after)
    back = {there: here for here, there in pairs.items()}
    told = 0  # paragraphs of the old text
    for there, (label, text) in enumerate(after):
        if there not in back:
            yield f"{_at(label)}adds “{_short(_split(text))}”"
            continue
        yield from _left_out(before[told : back[there]])
        told = back[there] + 1
        yield from _within(label, before[back[there]][1], text)
    yield from _left_out(before[told:])


def _pairs(before: Paragraphs, after: Paragraphs) -> dict[int, int]:
    if len(before) == len(after) == 1:
        return {0: 0}
    one, other = ([Block("paragraph", text, text) for _, text in each] for each in (before, after))
    return dict(alike(one, other))


def _left_out(paragraphs: Paragraphs) -> Iterator[str]:
    for label, text in paragraphs:
        yield f"{_at(label)}leaves out “{_short(_split(text))}”"


def _within(label: str, before: str, after: str) -> Iterator[str]:
    one, other = _split(before), _split(after)
    changed = [each[1:] for each in differences(one, other, one, other) if not each[0]]
    if len(changed) > MOST_IN_ONE:
        (a, _, c, _), (_, b, _, d) = changed[0], changed[-1]
        changed = [(a, b, c, d)]
    for a, b, c, d in changed:
        gone, come = _short(one[a:b]), _short(other[c:d])
        if gone and come:
            yield f"{_at(label)}“{gone}” becomes “{come}”"
        elif gone:
            yield f"{_at(label)}leaves out “{gone}”"
        elif come:
            yield f"{_at(label)}adds “{come}”"


def _paragraphs(text: str) -> list[tuple[str, str]]:
    """Return the paragraphs of a text, each with its number such as `2a`, or "" without one."""
    found: list[tuple[str, str]] = []
    above: list[tuple[int, str]] = []  # the markers that a paragraph stands under, by their depth
    for line in filter(str.strip, text.splitlines()):
        marker = _MARKER.match(line)
        if not marker:
            found.append(("", line.strip()))
            continue
        depth = len(line) - len(line.lstrip())
        above = [each for each in above if each[0] < depth] + [(depth, marker[1].rstrip("."))]
        found.append(("".join(each for _, each in above), line[marker.end() :].strip()))
    return found


def _at(label: str) -> str:
    return f"in {label}, " if label else ""


def _split(text: str) -> list[str]:
    """Return the words of a text; an expression of a template is one word."""
    return [
        word
        for piece in _EXPRESSION.split(text)
        for word in ([piece] if piece.startswith("{{") else words(piece))
    ]


def _short(pieces: list[str]) -> str:
    shown = "".join(pieces).strip()
    if len([each for each in pieces if each.strip()]) <= LONGEST_TOLD:
        return shown
    full = [at for at, each in enumerate(pieces) if each.strip()]
    return "".join(pieces[: full[LONGEST_TOLD]]).strip() + " …"
