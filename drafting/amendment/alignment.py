"""Which block of the new text is which block of the old one.

In this order: blocks that are equal and stand once on each side (anchors); equal and alike blocks
between anchors, in the same order; blocks that moved. No step grows with the square of the length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from math import isqrt

from rapidfuzz.distance import Levenshtein

from drafting.amendment.comparable import LEAST_LIKE, Comparable, likeness

SHORTEST_MOVE = 20  # characters: shorter blocks recur by chance
SHORTEST_MOVE_NEAR = 3  # characters: such as an item of a list, which moves within it
NEAR = 30  # kept blocks, about two pages: a move over fewer is near
SHORTEST_EDITED_MOVE = 40
LEAST_LIKE_MOVED = 80.0  # a block that moved and was edited; beside one that moved, less will do
LEAST_LIKE_BESIDE = 60.0
MOST_COMPARED = 60_000  # pairs of blocks in one gap that are compared by likeness
_EQUAL = 200.0  # an equal block is worth two that are as alike as can be


@dataclass(frozen=True)
class Block:
    """One block of a text: `kind` such as paragraph or table, `key` equal for equal blocks."""

    kind: str
    text: str
    key: str

    @property
    def blank(self) -> bool:
        """Whether a reader sees nothing in it."""
        return not self.text.strip()


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


def align(old: Sequence[Comparable], new: Sequence[Comparable]) -> list[Step]:
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


def _anchors(old: Sequence[Comparable], new: Sequence[Comparable]) -> list[tuple[int, int]]:
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
        if old_counts[old[i].key] == 1 and new_counts[old[i].key] == 1 and not old[i].blank
    ]
    kept = longest_increasing([j for _, j in unique])
    return [
        *((i, i) for i in range(start)),
        *(unique[position] for position in kept),
        *((len(old) - n, len(new) - n) for n in range(end, 0, -1)),
    ]


def _with_gaps_paired(
    pairs: Sequence[tuple[int, int]],
    old: Sequence[Comparable],
    new: Sequence[Comparable],
    start: tuple[int, int],
    end: tuple[int, int],
) -> list[tuple[int, int]]:
    """Return the pairs from `start` to `end` with those between them."""
    result: list[tuple[int, int]] = []
    for (a, b), (next_a, next_b) in pairwise([(start[0] - 1, start[1] - 1), *pairs, end]):
        if next_a > a + 1 and next_b > b + 1:
            result += _between(old, new, (a + 1, b + 1), (next_a, next_b))
        if (next_a, next_b) != end:
            result.append((next_a, next_b))
    return result


def _between(
    old: Sequence[Comparable],
    new: Sequence[Comparable],
    start: tuple[int, int],
    end: tuple[int, int],
) -> list[tuple[int, int]]:
    """Pair the blocks of a gap by likeness; in a wide one, pair the equal ones first."""
    (a, b), (next_a, next_b) = start, end
    if (next_a - a) * (next_b - b) <= MOST_COMPARED:
        found = alike(old[a:next_a], new[b:next_b])
        return [(a + i, b + j) for i, j in found]
    equal = _equal_between(old, new, start, end)
    if equal:
        return _with_gaps_paired(equal, old, new, start, end)
    return _in_windows(old, new, start, end)


def _equal_between(
    old: Sequence[Comparable],
    new: Sequence[Comparable],
    start: tuple[int, int],
    end: tuple[int, int],
) -> list[tuple[int, int]]:
    """Pair equal blocks in order, with the fewest blocks changed, gone or new between them.

    Empty ones, which say nothing of the place, count only if all are.
    """
    olds, news = range(start[0], end[0]), range(start[1], end[1])
    shared = {old[i].key for i in olds} & {new[j].key for j in news}
    shared = {old[i].key for i in olds if old[i].key in shared and not old[i].blank} or shared
    left = [i for i in olds if old[i].key in shared or not old[i].blank]
    right = [j for j in news if new[j].key in shared or not new[j].blank]
    numbers: dict[Hashable, int] = {}
    sides = [
        [numbers.setdefault(side[n].key, len(numbers)) for n in places]
        for side, places in ((old, left), (new, right))
    ]
    return [
        (left[found.src_start + n], right[found.dest_start + n])
        for found in Levenshtein.opcodes(*sides)
        if found.tag == "equal"
        for n in range(found.src_end - found.src_start)
    ]


def _in_windows(
    old: Sequence[Comparable],
    new: Sequence[Comparable],
    start: tuple[int, int],
    end: tuple[int, int],
) -> list[tuple[int, int]]:
    """Pair the blocks of a wide gap that shares none by likeness, one window after another."""
    wide, high = end[0] - start[0], end[1] - start[1]
    count = -(-max(wide, high) // isqrt(MOST_COMPARED))
    result: list[tuple[int, int]] = []
    for n in range(count):
        a, next_a = (start[0] + wide * each // count for each in (n, n + 1))
        b, next_b = (start[1] + high * each // count for each in (n, n + 1))
        result += [(a + i, b + j) for i, j in alike(old[a:next_a], new[b:next_b])]
    return result


def alike(
    old: Sequence[Comparable], new: Sequence[Comparable], least: float = LEAST_LIKE
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


def _score(one: Comparable, other: Comparable, least: float) -> float:
    if one.key and one.key == other.key and not one.blank:
        return _EQUAL
    return likeness(one, other, least)


def _moves(
    pairs: Sequence[tuple[int, int]], old: Sequence[Comparable], new: Sequence[Comparable]
) -> dict[int, int]:
    """Return the new blocks that stood elsewhere, and which old block each is.

    First those that are equal, then what stands beside them on both sides (a short heading, a
    paragraph that was edited too), then those that are very much alike.
    """
    paired_old = {i for i, _ in pairs}
    paired_new = {j for _, j in pairs}
    gone = {i: None for i, b in enumerate(old) if i not in paired_old and b.kind == "paragraph"}
    come = {j: None for j, b in enumerate(new) if j not in paired_new and b.kind == "paragraph"}
    if not gone or not come:
        return {}
    moved: dict[int, int] = {}
    left: dict[Hashable, list[int]] = {}
    short: dict[Hashable, list[int]] = {}
    for i in gone:
        size = len(old[i].text.strip())
        if size >= SHORTEST_MOVE_NEAR:
            (left if size >= SHORTEST_MOVE else short).setdefault(old[i].key, []).append(i)
    for j in come:
        if left.get(new[j].key):
            moved[j] = left[new[j].key].pop(0)
    moved |= _short_moves(short, come, pairs, new)
    _take(moved, gone, come, moved)
    _extend(moved, gone, come, old, new)
    alike_ones = _edited_moves(gone, come, old, new)
    _take(alike_ones, gone, come, moved)
    _extend(moved, gone, come, old, new)
    return moved


def _short_moves(
    gone: Mapping[Hashable, Sequence[int]],
    come: Mapping[int, None],
    pairs: Sequence[tuple[int, int]],
    new: Sequence[Comparable],
) -> dict[int, int]:
    """Return the short blocks that moved: each went once and came once, not far from there."""
    here: dict[Hashable, list[int]] = {}
    for j in come if gone else ():
        if new[j].key in gone:
            here.setdefault(new[j].key, []).append(j)
    found: dict[int, int] = {}
    for key, places in here.items():
        if len(places) == len(gone[key]) == 1:
            i, j = gone[key][0], places[0]
            kept = (
                bisect_left(pairs, i, key=lambda pair: pair[side]) for side, i in ((0, i), (1, j))
            )
            if abs(next(kept) - next(kept)) < NEAR:
                found[j] = i
    return found


def _take(
    found: Mapping[int, int],
    gone: dict[int, None],
    come: dict[int, None],
    moved: dict[int, int],
) -> None:
    for j, i in found.items():
        gone.pop(i, None)
        come.pop(j, None)
        moved[j] = i


def _extend(
    moved: dict[int, int],
    gone: dict[int, None],
    come: dict[int, None],
    old: Sequence[Comparable],
    new: Sequence[Comparable],
) -> None:
    """Let what stands beside a moved block on both sides move with it."""
    for place in sorted(moved):
        for way in (-1, 1):
            j, i = place + way, moved[place] + way
            while j in come and i in gone and not old[i].blank:
                one, other = old[i], new[j]
                if one.key != other.key and not likeness(one, other, LEAST_LIKE_BESIDE):
                    break
                _take({j: i}, gone, come, moved)
                j, i = j + way, i + way


def _edited_moves(
    gone: Mapping[int, None],
    come: Mapping[int, None],
    old: Sequence[Comparable],
    new: Sequence[Comparable],
) -> dict[int, int]:
    olds = [i for i in gone if len(old[i].text) >= SHORTEST_EDITED_MOVE]
    news = [j for j in come if len(new[j].text) >= SHORTEST_EDITED_MOVE]
    if len(olds) * len(news) > MOST_COMPARED:
        return {}
    scores = [
        (-score, j, i)
        for j in news
        for i in olds
        if (score := likeness(old[i], new[j], LEAST_LIKE_MOVED))
    ]
    found: dict[int, int] = {}
    for _, j, i in sorted(scores):
        if j not in found and i not in found.values():
            found[j] = i
    return found
