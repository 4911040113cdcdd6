"""Which block of the new text is which block of the old one.

In this order: blocks that are equal and stand once on each side (anchors); equal and alike blocks
between anchors, in the same order; blocks that moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from rapidfuzz import fuzz

from drafting.amendment.wording import equal_pairs

LEAST_LIKE = 50.0  # per cent of rapidfuzz's ratio: below it two blocks are not the same block
SHORTEST_MOVE = 20  # characters: shorter blocks recur by chance
MOST_COMPARED = 60_000  # pairs of blocks in one gap that are compared by likeness
# As many blocks on both sides, of which this share is equal one by one: amended where they stand.
_MOSTLY_IN_PLACE = 0.9
_EQUAL = 200.0  # an equal block is worth two that are as alike as can be


@dataclass(frozen=True)
class Block:
    """One block of a text: `kind` such as paragraph or table, `key` equal for equal blocks."""

    kind: str
    text: str
    key: str


class Move(Enum):
    """What becomes of a block."""

    KEEP = auto()
    DELETE = auto()
    INSERT = auto()
    MOVE_AWAY = auto()
    MOVE_HERE = auto()


@dataclass(frozen=True)
class Step:
    """One step of a redline: what becomes of an old block, a new block or a pair of them.

    Both steps of a move, the old place and the new one, name both blocks.
    """

    move: Move
    old: int | None
    new: int | None


def align(old: Sequence[Block], new: Sequence[Block]) -> list[Step]:
    """Return the steps from `old` to `new`, in the order of the redline."""
    pairs = _with_gaps_paired(_anchors(old, new), old, new, (0, 0), (len(old), len(new)))
    return steps(len(old), len(new), pairs, _moves(pairs, old, new))


def steps(
    old_count: int, new_count: int, kept: Sequence[tuple[int, int]], moved: Mapping[int, int]
) -> list[Step]:
    """Return the steps for pairs that are kept in order and blocks that move (new: old).

    Between two kept pairs, what goes stands before what comes.
    """
    gone = {i: j for j, i in moved.items()}
    result: list[Step] = []
    edges = [(-1, -1), *kept, (old_count, new_count)]
    for (a, b), (next_a, next_b) in pairwise(edges):
        for i in range(a + 1, next_a):
            away = i in gone
            result.append(Step(Move.MOVE_AWAY if away else Move.DELETE, i, gone.get(i)))
        for j in range(b + 1, next_b):
            if j in moved:
                result.append(Step(Move.MOVE_HERE, moved[j], j))
            else:
                result.append(Step(Move.INSERT, None, j))
        if next_a < old_count:
            result.append(Step(Move.KEEP, next_a, next_b))
    return result


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """Return the positions of a longest strictly increasing subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            ends.append(position)
        else:
            tails[at] = number
            ends[at] = position
    chain: list[int] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        chain.append(position)
        position = before[position]
    return chain[::-1]


def heaviest_increasing(numbers: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Return the positions of the heaviest strictly increasing subsequence, for short lists."""
    best: list[tuple[int, list[int]]] = []
    for position, number in enumerate(numbers):
        before = [best[n] for n in range(position) if numbers[n] < number]
        weight, chain = max(before, key=lambda pair: pair[0], default=(0, list[int]()))
        best.append((weight + weights[position], [*chain, position]))
    return max(best, key=lambda pair: pair[0], default=(0, list[int]()))[1]


def _anchors(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    start = 0
    while start < min(len(old), len(new)) and old[start].key == new[start].key:
        start += 1
    end = 0
    most = min(len(old), len(new)) - start
    while end < most and old[-1 - end].key == new[-1 - end].key:
        end += 1
    old_middle, new_middle = range(start, len(old) - end), range(start, len(new) - end)
    old_counts = Counter(old[i].key for i in old_middle)
    new_at = {new[j].key: j for j in new_middle}
    new_counts = Counter(new[j].key for j in new_middle)
    unique = [
        (i, new_at[old[i].key])
        for i in old_middle
        if old_counts[old[i].key] == 1 and new_counts[old[i].key] == 1 and old[i].text.strip()
    ]
    kept = longest_increasing([j for _, j in unique])
    return [
        *((i, i) for i in range(start)),
        *(unique[position] for position in kept),
        *((len(old) - n, len(new) - n) for n in range(end, 0, -1)),
    ]


def _with_gaps_paired(
    pairs: Sequence[tuple[int, int]],
    old: Sequence[Block],
    new: Sequence[Block],
    start: tuple[int, int],
    end: tuple[int, int],
) -> list[tuple[int, int]]:
    """Return the pairs from `start` to `end` with those between them."""
    result: list[tuple[int, int]] = []
    for (a, b), (next_a, next_b) in pairwise([(start[0] - 1, start[1] - 1), *pairs, end]):
        result += _between(old, new, (a + 1, b + 1), (next_a, next_b))
        if (next_a, next_b) != end:
            result.append((next_a, next_b))
    return result


def _between(
    old: Sequence[Block], new: Sequence[Block], start: tuple[int, int], end: tuple[int, int]
) -> list[tuple[int, int]]:
    """Pair the blocks of a gap by likeness; in a wide one, pair the equal ones first."""
    (a, b), (next_a, next_b) = start, end
    if (next_a - a) * (next_b - b) <= MOST_COMPARED:
        found = alike(old[a:next_a], new[b:next_b])
        return [(a + i, b + j) for i, j in found]
    equal = _equal_between(old, new, start, end)
    return _with_gaps_paired(equal, old, new, start, end) if equal else []


def _equal_between(
    old: Sequence[Block], new: Sequence[Block], start: tuple[int, int], end: tuple[int, int]
) -> list[tuple[int, int]]:
    """Pair equal blocks in order; empty ones, which say nothing of the place, only if all are."""
    olds, news = range(start[0], end[0]), range(start[1], end[1])
    in_place = [(i, j) for i, j in zip(olds, news, strict=False) if old[i].key == new[j].key]
    if len(olds) == len(news) and len(in_place) >= _MOSTLY_IN_PLACE * len(olds):
        return in_place
    shared = {old[i].key for i in olds} & {new[j].key for j in news}
    shared = {old[i].key for i in olds if old[i].text.strip()} & shared or shared
    left = [i for i in olds if old[i].key in shared]
    right = [j for j in news if new[j].key in shared]
    found = equal_pairs([old[i].key for i in left], [new[j].key for j in right])
    return [(left[one], right[other]) for one, other in found]


def alike(
    old: Sequence[Block], new: Sequence[Block], least: float = LEAST_LIKE
) -> list[tuple[int, int]]:
    """Pair blocks of one kind by likeness, keeping their order and the greatest sum of likeness.

    Equal blocks count double, so that they are not traded for two pairs that are merely alike.
    """
    if not old or not new or len(old) * len(new) > MOST_COMPARED:
        return []
    width = len(new) + 1
    best = [[0.0] * width for _ in range(len(old) + 1)]
    scores = [[_score(one, other, least) for other in new] for one in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = best[i + 1][j + 1] + scores[i][j] if scores[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _score(one: Block, other: Block, least: float) -> float:
    if one.key and one.key == other.key and one.text.strip():
        return _EQUAL
    return likeness(one, other, least)


def likeness(one: Block, other: Block, least: float = LEAST_LIKE) -> float:
    """Return how alike two blocks are, from `least` to 100 per cent, or 0 for unlike."""
    if one.kind != other.kind:
        return 0.0
    if not one.text.strip() or not other.text.strip():
        return least if one.text.strip() == other.text.strip() else 0.0
    return fuzz.ratio(one.text, other.text, score_cutoff=least)


def _moves(
    pairs: Sequence[tuple[int, int]], old: Sequence[Block], new: Sequence[Block]
) -> dict[int, int]:
    """Return the unpaired new blocks that are equal to one unpaired old block, and which."""
    paired_old = {i for i, _ in pairs}
    paired_new = {j for _, j in pairs}
    left: dict[str, list[int]] = {}
    for i, block in enumerate(old):
        if i not in paired_old and block.kind == "paragraph" and len(block.text) >= SHORTEST_MOVE:
            left.setdefault(block.key, []).append(i)
    return {
        j: left[block.key].pop(0)
        for j, block in enumerate(new)
        if j not in paired_new and left.get(block.key)
    }
