"""What would take a clause out: the facts which, if they were otherwise, it would not stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from drafting.configuration.vocabulary import Fact, FactValue, Vocabulary
from drafting.library.clauses import Clause
from drafting.rules.comparison import Outcomes
from drafting.rules.conditions import Compare, Condition, Facts, Is, Not, in_plain_english

FEW = 3  # values that are named one by one


def leaving(
    outcomes: Outcomes, clause: Clause, facts: Facts, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return in words each change of one fact that would take out a clause which stands.

    Where no one fact does, the first two that together do are one change. There are none for a
    clause that stands in every configuration. The other facts are left as they are, so what a
    change would bring with it for them is not looked at.
    """
    read = outcomes.facts_of_standing(clause)
    names = [name for name in vocabulary.facts if name in read]
    alone = tuple(
        in_plain_english(condition, vocabulary)
        for name in names
        if (condition := _leaves(outcomes, clause, facts, vocabulary.facts[name]))
    )
    return alone or tuple(_together(outcomes, clause, facts, vocabulary, names))


def _leaves(outcomes: Outcomes, clause: Clause, facts: Facts, fact: Fact) -> Condition | None:
    """Return the condition on one fact under which the clause does not stand, if there is one."""
    gone = [
        value for value in fact.domain if not outcomes.stands(clause, {**facts, fact.name: value})
    ]
    return _is_one_of(fact, gone) if gone else None


def _is_one_of(fact: Fact, values: Sequence[FactValue]) -> Condition:
    if fact.range is not None:
        low, high = fact.range
        if list(values) == list(range(low, int(values[-1]) + 1)):
            return Compare(fact.name, None, int(values[-1]))
        if list(values) == list(range(int(values[0]), high + 1)):
            return Compare(fact.name, int(values[0]), None)
    kept = tuple(value for value in fact.domain if value not in values)
    if len(values) > FEW and len(kept) < len(values):
        return Not(Is(fact.name, kept))
    return Is(fact.name, tuple(values))


def _together(
    outcomes: Outcomes,
    clause: Clause,
    facts: Facts,
    vocabulary: Vocabulary,
    names: Sequence[str],
) -> Iterator[str]:
    for one, other in combinations([vocabulary.facts[name] for name in names], 2):
        for first, second in product(one.domain, other.domain):
            if not outcomes.stands(clause, {**facts, one.name: first, other.name: second}):
                yield f"both {one.says(first)} and {other.says(second)}"
                return
