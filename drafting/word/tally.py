"""How many tracked changes there are, of which kinds and by which authors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafting.word.settlement import revisions_in
from drafting.word.wholes import moves_in
from drafting.word.xml import Element, get, local, name

# What a person calls the kinds of tracked changes; every other kind is one of formatting.
_KINDS = {
    **{"ins": "insertions", "del": "deletions", "moveFrom": "moves", "moveTo": "moves"},
    **{"cellIns": "cells", "cellDel": "cells", "cellMerge": "cells"},
}
# Those of a table's columns name no author: they are of whoever changed the table around them.
_CHANGES_OF_TABLES = tuple(
    name(f"w:{each}") for each in ("tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange")
)


@dataclass(frozen=True)
class Tally:
    """Numbers of tracked changes by kind and author."""

    numbers: Mapping[tuple[str, str], int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.numbers.values())

    @property
    def kinds(self) -> dict[str, int]:
        """How many there are of each kind, such as `insertions`."""
        return self._by(0)

    @property
    def authors(self) -> dict[str, int]:
        """How many there are by each author."""
        return self._by(1)

    def without(self, other: Tally) -> Tally:
        """Return what is in this tally and not in the other."""
        return Tally(Counter(self.numbers) - Counter(other.numbers))

    def as_json(self) -> dict[str, Any]:
        """Return the tally as plain data."""
        return {"total": self.total, "kinds": self.kinds, "authors": self.authors}

    def _by(self, which: int) -> dict[str, int]:
        found: Counter[str] = Counter()
        for key, number in self.numbers.items():
            found[key[which]] += number
        return dict(sorted(found.items()))


def tally(roots: Sequence[Element]) -> Tally:
    """Count the tracked changes of some stories: a move once, everything else piece by piece."""
    numbers: Counter[tuple[str, str]] = Counter()
    moved: set[Element] = set()
    for move in moves_in(roots).values():
        pieces = [*move.gone, *move.come]
        if pieces:
            moved.update(pieces)
            numbers["moves", author_of(pieces[0])] += 1
    for root in roots:
        for element in revisions_in(root):
            if element not in moved:
                numbers[_kind(element), author_of(element)] += 1
    return Tally(numbers)


def author_of(change: Element) -> str:
    """Return who made a tracked change, or "" where nobody is named."""
    if local(change) == "tblGridChange":
        table = next(change.iterancestors(name("w:tbl")), None)
        near = None if table is None else next(table.iter(*_CHANGES_OF_TABLES), None)
        return get(near, "w:author")
    return get(change, "w:author")


def _kind(element: Element) -> str:
    if "Range" in local(element):
        return "content controls"
    return _KINDS.get(local(element), "formatting")
