"""What a council's rules already say of what a clause says, paragraph by paragraph.

A paragraph of the council's own provides what a paragraph of a clause does if it agrees with it
(`drafting.amendment.agreement`), wherever it stands. One of the rule that the clause matches is
amended if it is like enough. What this cannot be sure of counts as not provided.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from drafting.amendment.agreement import Text, Weights, disagreement, holds

LEAST_AMENDED = 0.60  # cosine: below it two paragraphs say different things


@dataclass(frozen=True)
class Cover:
    """The council's paragraph that a clause's paragraph meets, by its position, and how surely.

    `provided` says that it already does the same; otherwise it is to be amended. `settled` says
    that a person has decided so.
    """

    unit: int
    score: float
    provided: bool
    settled: bool = False


def covers(
    wanted: Sequence[Text],
    present: Sequence[Text],
    own: Collection[int],
    apart: Collection[tuple[int, int]] = (),
) -> dict[int, Cover]:
    """Return what covers each paragraph of a clause, by its position in `wanted`.

    `present` are the paragraphs of all the council's rules, and `own` the positions of those of
    the rule that the clause matches. Any paragraph may provide; only those of the matched rule
    may be amended, each once. `apart` are pairs of positions that a person has parted.
    """
    weights = Weights(present)
    found: dict[int, Cover] = {}
    for number, text in enumerate(wanted):
        free = [at for at in range(len(present)) if (number, at) not in apart]
        cover = provider(text, [(at, present[at]) for at in free], weights, own)
        if cover is not None:
            found[number] = cover
    taken = {cover.unit for cover in found.values()}
    likely = sorted(
        (-_cosine(text, present[at], weights), number, at)
        for number, text in enumerate(wanted)
        if number not in found
        for at in own
        if at not in taken and (number, at) not in apart
    )
    for negative, number, at in likely:
        if -negative >= LEAST_AMENDED and number not in found and at not in taken:
            found[number] = Cover(at, round(-negative, 3), provided=False)
            taken.add(at)
    return found


def provider(
    wanted: Text,
    present: Sequence[tuple[int, Text]],
    weights: Weights,
    own: Collection[int] = (),
) -> Cover | None:
    """Return the cover by the paragraph that provides a clause's paragraph, if one does.

    Of two that provide as much, one of the rule that the clause matches comes first. `present`
    are paragraphs with their positions.
    """
    scored = sorted(
        (
            (-held, at not in own, at, text)
            for at, text in present
            if (held := holds(wanted, text, weights))
        ),
        key=lambda each: each[:3],
    )
    for negative, _, at, text in scored:
        if not disagreement(wanted, text, weights):
            return Cover(at, round(-negative, 3), provided=True)
    return None


def _cosine(one: Text, other: Text, weights: Weights) -> float:
    def square(words: Iterable[str]) -> float:
        return sum(weights.of([word]) ** 2 for word in words)

    both = math.sqrt(square(one.words) * square(other.words))
    return square(set(one.words) & set(other.words)) / both if both else 0.0
