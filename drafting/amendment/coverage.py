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

# The share of a clause's words, by weight, that the council's text must hold to provide the same:
LEAST_PROVIDED = 0.60  # in a paragraph of the rule that the clause matches
LEAST_ELSEWHERE = 0.68  # in a paragraph of another rule
LEAST_TOGETHER = 0.70  # in the paragraphs of the matched rule taken together
LEAST_AMENDED = 0.60  # cosine: below it two paragraphs say different things

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_NUMBERS: Mapping[str, str] = (
    {word: str(value) for value, word in enumerate(_UNITS, start=1)}
    | {word: str(value) for value, word in enumerate(_ORDINALS, start=1)}
    | {word: str(value) for word, value in _TENS.items()}
    | {
        f"{ten}-{unit}": str(value + number)
        for ten, value in _TENS.items()
        for number, unit in enumerate(_UNITS[:9], start=1)
    }
    | {"half": "1/2", "two-thirds": "2/3", "quarter": "1/4"}
)
_IDLE = frozenset({"1", "2"})  # “one”, “first” and “second” are as often words as numbers
_TOKEN = re.compile(r"\d+(?:/\d+)?|[a-z]+(?:-[a-z]+)?")
_FORBIDS = re.compile(
    r"\b(?:must|may|shall|will|can|is|are|does|do) not\b|\bcannot\b"
    r"|\b(?:no|nobody|none|neither)\b[^.;]{0,60}\b(?:may|must|shall|can|is|are)\b"
)
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

    `present` are the paragraphs of all the council's rules, and `own` the positions of those of
    the rule that the clause matches. Any paragraph may provide, and so may those of the matched
    rule together; only those of the matched rule may be amended, each once.
    """
    old = [_Unit(text) for text in present]
    new = [_Unit(text) for text in wanted]
    weights = _weights(old)
    found: dict[int, Cover] = {}
    for number, unit in enumerate(new):
        inside = _best(unit, [(at, old[at]) for at in own], weights, LEAST_PROVIDED)
        cover = inside or _together(unit, [(at, old[at]) for at in own], weights)
        cover = cover or _best(unit, list(enumerate(old)), weights, LEAST_ELSEWHERE)
        if cover is not None:
            found[number] = cover
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


def _best(
    wanted: _Unit, units: Sequence[tuple[int, _Unit]], weights: Mapping[str, float], least: float
) -> Cover | None:
    """Return the cover by the paragraph that holds the most of a clause's words and agrees."""
    scored = [(_held(wanted, unit, weights), -at) for at, unit in units if _agree(wanted, unit)]
    held, at = max(scored, default=(0.0, 0))
    return Cover(-at, round(held, 3), provided=True) if held >= least else None


def _together(
    wanted: _Unit, rule: Sequence[tuple[int, _Unit]], weights: Mapping[str, float]
) -> Cover | None:
    """Return the cover by all paragraphs of a rule together, at the one that holds the most."""
    whole = _Unit(" ".join(unit.text for _, unit in rule))
    held = _held(wanted, whole, weights)
    if held < LEAST_TOGETHER or not wanted.numbers <= whole.numbers:
        return None
    at, nearest = max(rule, key=lambda each: (_held(wanted, each[1], weights), -each[0]))
    return Cover(at, round(held, 3), provided=True) if _same_force(wanted, nearest) else None


def _agree(wanted: _Unit, present: _Unit) -> bool:
    """Return whether the council's text leaves no number, ban or duty of the clause out."""
    return wanted.numbers <= present.numbers and _same_force(wanted, present)


def _same_force(wanted: _Unit, present: _Unit) -> bool:
    """Return whether two texts forbid or allow alike, and a duty is met by a duty."""
    if wanted.forbids != present.forbids:
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
