"""What stands under several sets of facts, the facts that decide, and what takes a clause out."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.library.clauses import Library
from drafting.rules.comparison import Outcomes, compare, with_facts_of
from drafting.rules.compilation import Conditions
from drafting.rules.conditions import All, Always, Is, parse_condition
from drafting.rules.lawful import LawfulFacts
from drafting.rules.leaving import changes_that_take_out, leaving
from drafting.rules.selection import select

Case = dict[str, FactValue]


@pytest.fixture(scope="module")
def outcomes(library: Library, conditions: Conditions) -> Outcomes:
    return Outcomes(library, conditions)


@pytest.fixture(scope="module")
def cases(lawful: LawfulFacts) -> list[Case]:
    """Lawful facts drawn at random."""
    drawn = [lawful.find(random=Random(seed)) for seed in range(24)]  # noqa: S311
    return [facts for facts in drawn if facts is not None]


def test_a_clause_stands_as_the_selection_has_it(
    library: Library,
    vocabulary: Vocabulary,
    conditions: Conditions,
    outcomes: Outcomes,
    cases: list[Case],
) -> None:
    for facts in cases:
        chosen = select(library, facts, vocabulary, conditions).chosen
        wordings = {name: each.variant.id for name, each in chosen.items() if each.variant}
        assert outcomes.all(facts) == wordings


def test_under_the_same_facts_every_clause_is_the_same_and_no_fact_decides(
    vocabulary: Vocabulary, outcomes: Outcomes, cases: list[Case]
) -> None:
    for facts in cases:
        for each in compare(outcomes, vocabulary, [facts, dict(facts), facts]):
            assert each.same
            assert each.deciding == ()


def test_a_clause_that_is_everywhere_stands_under_each_of_the_facts(
    vocabulary: Vocabulary, outcomes: Outcomes, cases: list[Case]
) -> None:
    several = cases[:4]
    for each in compare(outcomes, vocabulary, several):
        stands = [each.clause.id in outcomes.all(facts) for facts in several]
        assert each.everywhere == all(stands)
        assert each.nowhere == (not any(stands))


def test_the_facts_that_decide_turn_each_clause_when_they_alone_are_changed(
    vocabulary: Vocabulary, outcomes: Outcomes, cases: list[Case]
) -> None:
    decided = 0
    for pair in zip(cases[::2], cases[1::2], strict=True):
        for each in compare(outcomes, vocabulary, pair):
            for (one, other), (was, now) in (
                (pair, each.outcomes),
                (pair[::-1], each.outcomes[::-1]),
            ):
                turned = with_facts_of(one, other, each.deciding)
                assert outcomes.of(each.clause, one) == was
                assert outcomes.of(each.clause, turned) == now
                decided += was != now
    assert decided > len(cases)


def test_no_fewer_facts_would_decide(
    vocabulary: Vocabulary, outcomes: Outcomes, cases: list[Case]
) -> None:
    one, other = cases[0], cases[1]
    for each in compare(outcomes, vocabulary, (one, other)):
        names = [name for name in vocabulary.facts if one[name] != other[name]]
        for count in range(len(each.deciding)):
            for fewer in combinations(names, count):
                there = outcomes.of(each.clause, with_facts_of(one, other, fewer))
                back = outcomes.of(each.clause, with_facts_of(other, one, fewer))
                assert (there, back) != each.outcomes[::-1]
            if count == 1:
                break  # pairs of dozens of facts would be slow, and say no more


def test_the_facts_that_decide_between_several_decide_between_any_two(
    vocabulary: Vocabulary, outcomes: Outcomes, cases: list[Case]
) -> None:
    several = cases[:5]
    for each in compare(outcomes, vocabulary, several):
        for one, other in combinations(range(len(several)), 2):
            if each.outcomes[one] != each.outcomes[other]:
                turned = with_facts_of(several[one], several[other], each.deciding)
                assert outcomes.of(each.clause, turned) == each.outcomes[other]


def test_whatever_is_said_to_take_a_clause_out_takes_it_out(
    vocabulary: Vocabulary, outcomes: Outcomes, cases: list[Case]
) -> None:
    for facts in cases[:8]:
        for name in outcomes.all(facts):
            clause = outcomes.library.clauses[name]
            for change in changes_that_take_out(outcomes, clause, facts, vocabulary):
                if isinstance(change, All):
                    parts = [part for part in change.parts if isinstance(part, Is)]
                    turned = {**facts, **{part.fact: part.values[0] for part in parts}}
                    assert not outcomes.stands(clause, turned)
                    continue
                (fact,) = change.facts()
                for value in vocabulary.facts[fact].domain:
                    turned = {**facts, fact: value}
                    assert change.holds(turned) != outcomes.stands(clause, turned)


def test_a_clause_that_stands_in_every_configuration_has_nothing_to_take_it_out(
    vocabulary: Vocabulary, outcomes: Outcomes, conditions: Conditions, cases: list[Case]
) -> None:
    facts = cases[0]
    always = [
        clause
        for clause in outcomes.clauses()
        if isinstance(conditions.of(clause), Always) and not outcomes.facts_of_standing(clause)
    ]
    assert always
    assert all(leaving(outcomes, clause, facts, vocabulary) == () for clause in always)


def test_what_takes_a_clause_out_is_said_in_plain_english(
    library: Library, vocabulary: Vocabulary, outcomes: Outcomes, lawful: LawfulFacts
) -> None:
    facts = lawful.find(parse_condition({"arrangement": "coalition"}, vocabulary))
    assert facts is not None
    told = leaving(outcomes, library.clauses["joint-statements"], facts, vocabulary)
    assert told[0] == "the number of groups in the administration is 1 or fewer"
