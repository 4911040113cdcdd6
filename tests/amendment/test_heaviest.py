"""What two short sequences have in common that weighs most."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.amendment.heaviest import heaviest_common

WORDS = st.lists(st.sampled_from(["a", "bb", "cccc", " "]), max_size=6)


def worth(pairs: Sequence[tuple[int, int]], old: Sequence[str]) -> int:
    """Return what pairs weigh, less 1 for each stretch of them."""
    joins = sum(j == i + 1 and d == c + 1 for (i, c), (j, d) in pairwise(pairs))
    return sum(len(old[i]) for i, _ in pairs) - len(pairs) + joins


@settings(max_examples=100)
@given(WORDS, WORDS)
def test_no_other_choice_is_worth_more(old: list[str], new: list[str]) -> None:
    found = heaviest_common(old, new, [len(word) for word in old])
    equal = [(i, j) for i in range(len(old)) for j in range(len(new)) if old[i] == new[j]]
    chains = [
        chain
        for size in range(len(old) + 1)
        for chain in combinations(equal, size)
        if all(i < j and c < d for (i, c), (j, d) in pairwise(chain))
    ]
    assert found in [list(chain) for chain in chains]
    assert worth(found, old) == max(worth(chain, old) for chain in chains)
