"""What can be aligned with what, and how alike two such blocks are."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

from rapidfuzz import fuzz

LEAST_LIKE = 50.0  # per cent of rapidfuzz's ratio: below it two blocks are not the same block
LEAST_SHARED = 60.0  # per cent of the cells of two rows, columns or tables: they are the same one
LONGEST_BY_LETTER = 20_000  # characters: longer blocks, such as tables, are compared by words


class Comparable(Protocol):
    """What can be aligned. `key` is equal for equal blocks; the text is read only where needed."""

    @property
    def kind(self) -> str:
        """What it may pair with, such as `paragraph` or `table`."""
        ...

    @property
    def key(self) -> Hashable:
        """What is equal for equal blocks."""
        ...

    @property
    def text(self) -> str:
        """What a reader sees."""
        ...

    @property
    def blank(self) -> bool:
        """Whether a reader sees nothing in it."""
        ...


def likeness(one: Comparable, other: Comparable, least: float = LEAST_LIKE) -> float:
    """Return how alike two blocks are, from `least` to 100 per cent, or 0 for unlike."""
    if one.kind != other.kind:
        return 0.0
    if one.blank or other.blank:
        return least if one.blank and other.blank else 0.0
    if one.kind != "paragraph" and "\n" in one.text and "\n" in other.text:
        cells = ([line for line in side.text.split("\n") if line] for side in (one, other))
        shared = fuzz.ratio(*cells, score_cutoff=max(least, LEAST_SHARED))
        if shared:
            return shared
    if len(one.text) + len(other.text) > LONGEST_BY_LETTER:
        return fuzz.ratio(one.text.split(), other.text.split(), score_cutoff=least)
    return fuzz.ratio(one.text, other.text, score_cutoff=least)
