"""What a council's rules already say of what a clause says, paragraph by paragraph.

A paragraph of the council's own does what a paragraph of a clause does if it holds nearly all of
its words, and agrees with it on every number, on what is forbidden and on what is a duty. Rare
words count for more. What this cannot be sure of counts as not provided.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafting.amendment.matching import stems

LEAST_PROVIDED = 0.62  # the share of a clause's words, by weight, that the council's text holds
LEAST_AMENDED = 0.48  # cosine: below it two paragraphs say different things

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_NUMBERS: Mapping[str, str] = {word: str(value) for value, word in enumerate(_UNITS, start=1)} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90",
    "half": "1/2", "third": "1/3", "thirds": "1/3", "quarter": "1/4", "quarters": "1/4",
}  # fmt: skip
_IDLE = frozenset({"1"})  # “one” is as often a pronoun as a number
_TOKEN = re.compile(r"\d+(?:/\d+)?|[a-z]+")
_FORBIDS = re.compile(r"\b(?:not|no|nobody|none|never|neither|nor|cannot|without)\b")
_DUTY = re.compile(r"\b(?:must|shall|will|is|are|has|have)\b")
_MUST = re.compile(r"\bmust\b")


@dataclass(frozen=True)
class Cover:
    """The council's paragraph that a clause's paragraph meets, by its position, and how surely.

    `provided` says that it already does the same; otherwise it is to be amended.
    """

    unit: int
    score: float
    provided: bool


@dataclass(frozen=True)
class _Unit:
    text: str

    @cached_property
    def plain(self) -> str:
        return self.text.casefold()

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(stems(self.text))

    @cached_property
    def numbers(self) -> frozenset[str]:
        tokens: list[str] = _TOKEN.findall(self.plain)
        return (
            frozenset(
                _NUMBERS.get(token, token)
                for token in tokens
                if token in _NUMBERS or token[0].isdigit()
            )
            - _IDLE
        )

    @cached_property
    def forbids(self) -> bool:
        return bool(_FORBIDS.search(self.plain))


def covers(wanted: Sequence[str], present: Sequence[str], own: Collection[int]) -> dict[int, Cover]:
    """Return what covers each paragraph of a clause, by its position in `wanted`.

    `present` are the paragraphs of all the council's rules. Any of them may provide; only those
    whose positions are in `own`, the rule that the clause matches, may be amended, each once.
    """
    old = [_Unit(text) for text in present]
    new = [_Unit(text) for text in wanted]
    weights = _weights(old)
    found: dict[int, Cover] = {}
    for number, unit in enumerate(new):
        scored = [
            (_held(unit, each, weights), -at) for at, each in enumerate(old) if _agree(unit, each)
        ]
        best, at = max(scored, default=(0.0, 0))
        if best >= LEAST_PROVIDED:
            found[number] = Cover(-at, round(best, 3), provided=True)
    taken = {cover.unit for cover in found.values()}
    likely = sorted(
        (-_cosine(unit, old[at], weights), number, at)
        for number, unit in enumerate(new)
        if number not in found
        for at in own
        if at not in taken
    )
    for negative, number, at in likely:
        if -negative >= LEAST_AMENDED and number not in found and at not in taken:
            found[number] = Cover(at, round(-negative, 3), provided=False)
            taken.add(at)
    return found


def _agree(wanted: _Unit, present: _Unit) -> bool:
    """Return whether the council's text leaves no number, ban or duty of the clause out."""
    if not wanted.numbers <= present.numbers or wanted.forbids != present.forbids:
        return False
    return not _MUST.search(wanted.plain) or bool(_DUTY.search(present.plain))


def _weights(units: Sequence[_Unit]) -> Mapping[str, float]:
    seen = Counter(word for unit in units for word in unit.words)
    return {word: math.log(1 + len(units) / count) for word, count in seen.items()}


def _weight(word: str, weights: Mapping[str, float]) -> float:
    return weights.get(word, max(weights.values(), default=1.0))


def _held(wanted: _Unit, present: _Unit, weights: Mapping[str, float]) -> float:
    """Return the share of the clause's words, by weight, that the council's text holds."""
    every = sum(_weight(word, weights) for word in wanted.words)
    shared = sum(_weight(word, weights) for word in wanted.words if word in present.words)
    return shared / every if every else 0.0


def _cosine(one: _Unit, other: _Unit, weights: Mapping[str, float]) -> float:
    def norm(unit: _Unit) -> float:
        return math.sqrt(sum(_weight(word, weights) ** 2 for word in unit.words))

    shared = sum(_weight(word, weights) ** 2 for word in one.words if word in other.words)
    both = norm(one) * norm(other)
    return shared / both if both else 0.0
