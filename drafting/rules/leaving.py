"""What would take a clause out: the facts which, if they were otherwise, would leave it out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from drafting.configuration.vocabulary import Fact, FactValue, Vocabulary
from drafting.library.clauses import Clause, Library
from drafting.rules.comparison import Outcomes
from drafting.rules.compilation import parse_library
from drafting.rules.conditions import All, Compare, Condition, Facts, Is, Not, in_plain_english

FEW = 3  # values that are named one by one


def leaving(
    outcomes: Outcomes, clause: Clause, facts: Facts, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return in words each change of the facts that would take out a clause which stands."""
    return tuple(
        f"{'both ' if isinstance(change, All) else ''}{in_plain_english(change, vocabulary)}"
        for change in changes_that_take_out(outcomes, clause, facts, vocabulary)
    )


def leaving_of_each(
    library: Library, facts: Facts, vocabulary: Vocabulary
) -> dict[str, tuple[str, ...]]:
    """Return for every clause that stands under the facts, by id, what would take it out."""
    outcomes = Outcomes(library, parse_library(library, vocabulary)[0])
    return {
        name: leaving(outcomes, library.clauses[name], facts, vocabulary)
        for name in outcomes.all(facts)
    }


def changes_that_take_out(
    outcomes: Outcomes, clause: Clause, facts: Facts, vocabulary: Vocabulary
) -> tuple[Condition, ...]:
    """Return for each fact that alone would take out a clause which stands, with which values.

    Where no one fact does, the first two that together do are one change. There are none for a
    clause that stands in every configuration. The other facts are left as they are: what a
    change would bring with it for them is not looked at.
    """
    read = outcomes.facts_of_standing(clause)
    among = [fact for name, fact in vocabulary.facts.items() if name in read]
    alone = [_alone(outcomes, clause, facts, fact) for fact in among]
    changes = tuple(change for change in alone if change is not None)
    return changes or _together(outcomes, clause, facts, among)


def _alone(outcomes: Outcomes, clause: Clause, facts: Facts, fact: Fact) -> Condition | None:
    gone = [
        value for value in fact.domain if not outcomes.stands(clause, {**facts, fact.name: value})
    ]
    return _is_one_of(fact, gone) if gone else None


def _is_one_of(fact: Fact, values: Sequence[FactValue]) -> Condition:
    """Return the condition that a fact has one of these values, as it is best read aloud."""
    if fact.range is not None:
        low, high = fact.range
        first, last = int(values[0]), int(values[-1])
        if len(values) == last - first + 1 and low in values:
            return Compare(fact.name, None, last)
        if len(values) == last - first + 1 and high in values:
            return Compare(fact.name, first, None)
    kept = tuple(value for value in fact.domain if value not in values)
    if len(values) > FEW and len(kept) < len(values):
        return Not(Is(fact.name, kept))
    return Is(fact.name, tuple(values))


def _together(
    outcomes: Outcomes, clause: Clause, facts: Facts, among: Sequence[Fact]
) -> tuple[Condition, ...]:
    for one, other in combinations(among, 2):
        for first, second in product(one.domain, other.domain):
            if not outcomes.stands(clause, {**facts, one.name: first, other.name: second}):
                return (All((Is(one.name, (first,)), Is(other.name, (second,)))),)
    return ()
