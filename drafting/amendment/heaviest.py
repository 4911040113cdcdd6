"""What two short sequences have in common that weighs most."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_common(
    old: Sequence[str], new: Sequence[str], weights: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the pairs of equal words, in order, that together weigh most.

    `weights` are those of the old words. Each stretch of pairs costs 1, so that few stretches are
    found where more would weigh no more. The time grows with the product of the lengths.

    >>> heaviest_common(["This", " ", "is"], ["is", " ", "This"], [4, 1, 2])
    [(0, 2)]
    """
    wide = len(new) + 1
    # What is best from a place on: where the pair before it stays open, and where it does not.
    after = [[0] * wide for _ in range(len(old) + 1)]
    within = [[0] * wide for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        word, weight = old[i], weights[i]
        for j in range(wide - 2, -1, -1):
            apart = max(after[i + 1][j], after[i][j + 1])
            if word == new[j]:
                together = weight + within[i + 1][j + 1]
                within[i][j] = max(together, apart)
                after[i][j] = max(together - 1, apart)
            else:
                within[i][j] = after[i][j] = apart
    pairs: list[tuple[int, int]] = []
    i = j = 0
    inside = False
    while i < len(old) and j < len(new):
        here = within[i][j] if inside else after[i][j]
        apart = max(after[i + 1][j], after[i][j + 1])
        if old[i] == new[j] and here > apart:
            pairs.append((i, j))
            i, j, inside = i + 1, j + 1, True
            continue
        inside = False
        if after[i + 1][j] >= after[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
