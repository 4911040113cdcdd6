"""Counts the lawful configurations exactly, without going through them one by one.

Facts between which no constraint stands multiply. Facts that constraints tie together are taken
one after another; of those taken, only the values that a constraint still to be settled looks at
are kept apart, and whatever agrees in them is counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import prod

from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.rules.constraints import Rule


def tied_together(vocabulary: Vocabulary, rules: Sequence[Rule]) -> tuple[frozenset[str], ...]:
    """Return the facts in sets, so that no constraint stands between facts of two of them."""
    sets = [frozenset({name}) for name in vocabulary.facts]
    for rule in rules:
        touched = [each for each in sets if each & rule.facts()]
        sets = [each for each in sets if each not in touched]
        if touched:
            sets.append(frozenset[str]().union(*touched))
    return tuple(sets)


def count_configurations(vocabulary: Vocabulary, rules: Sequence[Rule]) -> int:
    """Return how many combinations of facts respect every constraint."""
    return prod(
        _count(
            tuple(name for name in vocabulary.facts if name in tied),
            tuple(rule for rule in rules if rule.facts() <= tied),
            vocabulary,
        )
        for tied in tied_together(vocabulary, rules)
    )


def _count(names: tuple[str, ...], rules: tuple[Rule, ...], vocabulary: Vocabulary) -> int:
    counts: dict[tuple[tuple[str, FactValue], ...], int] = {(): 1}
    left, unsettled = list(names), list(rules)
    while left:
        name = min(left, key=lambda each: _width(each, left, unsettled, vocabulary))
        left.remove(name)
        settled = [rule for rule in unsettled if rule.facts().isdisjoint(left)]
        unsettled = [rule for rule in unsettled if rule not in settled]
        kept = frozenset[str]().union(*(rule.facts() for rule in unsettled))
        found: Counter[tuple[tuple[str, FactValue], ...]] = Counter()
        for known, number in counts.items():
            for value in vocabulary.facts[name].domain:
                facts = {**dict(known), name: value}
                if all(rule.holds(facts) for rule in settled):
                    found[tuple(item for item in facts.items() if item[0] in kept)] += number
        counts = dict(found)
    return sum(counts.values())


def _width(name: str, left: list[str], rules: list[Rule], vocabulary: Vocabulary) -> int:
    """Return how many combinations could be kept apart if this fact were taken next."""
    rest = [each for each in left if each != name]
    open_rules = [rule for rule in rules if not rule.facts().isdisjoint(rest)]
    kept = frozenset[str]().union(*(rule.facts() for rule in open_rules)).difference(rest)
    return prod(len(vocabulary.facts[each].domain) for each in kept)
