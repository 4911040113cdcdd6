"""The solver, the count and the covering set agree with what conditions mean."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.configuration.vocabulary import Constraint, Fact, FactValue, Vocabulary
from drafting.rules.conditions import All, Condition, Is, Not
from drafting.rules.constraints import parse_constraints
from drafting.rules.counting import count_configurations, tied_together
from drafting.rules.covering import pairwise_covering
from drafting.rules.lawful import LawfulFacts
from drafting.rules.proof import smallest
from drafting.rules.solver import Solver
from tests.rules.test_conditions import CONDITIONS, CONFIGURATIONS, VOCABULARY

pytestmark = pytest.mark.slow  # the solver is asked hundreds of questions

RULES, _ = parse_constraints(VOCABULARY)
SOLVER = Solver(VOCABULARY, RULES)
LAWFUL = LawfulFacts(VOCABULARY, RULES)
SEEDS = st.integers(0, 10_000)


def _exactly(facts: dict[str, FactValue]) -> Condition:
    return All(tuple(Is(name, (value,)) for name, value in facts.items()))


def _lawful(seed: int) -> dict[str, FactValue]:
    facts = LAWFUL.find(random=Random(seed))  # noqa: S311
    assert facts is not None
    return facts


@given(CONDITIONS, SEEDS)
def test_the_solver_reads_a_condition_as_it_is_meant(condition: Condition, seed: int) -> None:
    facts = _lawful(seed)
    assert SOLVER.possible(All((_exactly(facts), condition))) == condition.holds(facts)


@given(CONFIGURATIONS)
def test_the_solver_knows_which_facts_are_lawful(facts: dict[str, FactValue]) -> None:
    assert SOLVER.possible(_exactly(facts)) == all(rule.holds(facts) for rule in RULES)


@settings(max_examples=25, deadline=None)
@given(CONDITIONS, SEEDS)
def test_a_smallest_case_shows_the_condition_and_nothing_in_it_is_idle(
    condition: Condition, seed: int
) -> None:
    ordinary = _lawful(seed)
    case = smallest(condition, SOLVER, ordinary)
    assert (case is not None) == SOLVER.possible(condition)
    if case is None:
        assert LAWFUL.find(condition) is None
        return
    assert condition.holds(case.facts)
    assert all(rule.holds(case.facts) for rule in RULES)
    matter = {name: case.facts[name] for name in case.matter}
    assert not SOLVER.possible(All((_exactly(matter), Not(condition))))
    for name in matter:
        others = {other: value for other, value in matter.items() if other != name}
        assert SOLVER.possible(All((_exactly(others), Not(condition))))


@settings(max_examples=25, deadline=None)
@given(CONDITIONS, SEEDS)
def test_no_case_is_nearer_to_an_ordinary_council(condition: Condition, seed: int) -> None:
    ordinary = _lawful(seed)
    case = smallest(condition, SOLVER, ordinary)
    if case is None:
        return
    differing = [name for name in ordinary if case.facts[name] != ordinary[name]]
    assert condition.holds(ordinary) == (not differing)
    for name in differing:  # putting back any of them, with or without the others, ends it
        as_ordinary = {each: ordinary[each] for each in ordinary if each not in differing}
        back = {**as_ordinary, name: ordinary[name]}
        assert not SOLVER.possible(All((_exactly(back), condition)))


@settings(max_examples=8, deadline=None)
@given(CONDITIONS, SEEDS)
def test_the_same_question_has_the_same_answer(condition: Condition, seed: int) -> None:
    ordinary = _lawful(seed)
    again = Solver(VOCABULARY, RULES)
    assert smallest(condition, SOLVER, ordinary) == smallest(condition, again, ordinary)


def test_what_can_never_be_is_laid_to_the_constraints_that_rule_it_out() -> None:
    never = All((Is("arrangement", ("minority",)), Is("control", ("majority",))))
    assert SOLVER.nearest(never, {}) is None
    (constraint,) = SOLVER.why_never(never)
    assert constraint.id == "majority-needs-no-partner"
    with pytest.raises(ValueError, match="holds of some"):
        SOLVER.why_never(Is("control", ("majority",)))


# Counting


def _fact(name: str, size: int) -> Fact:
    values: dict[FactValue, str] = {f"v{number}": f"{name} is {number}" for number in range(size)}
    return Fact(name, name, "help", values, None, "", (name,), "?", "")


@st.composite
def _small_vocabularies(draw: st.DrawFn) -> Vocabulary:
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=5))
    facts = {f"f{n}": _fact(f"f{n}", size) for n, size in enumerate(sizes)}

    def part() -> dict[str, list[FactValue]]:
        fact = facts[draw(st.sampled_from(sorted(facts)))]
        values = st.lists(st.sampled_from(fact.domain), min_size=1, max_size=2, unique=True)
        return {fact.name: draw(values)}

    constraints = tuple(
        Constraint(f"c{number}", part(), {**part(), **part()}, "It must.")
        for number in range(draw(st.integers(0, 5)))
    )
    return Vocabulary(facts, constraints)


def _all_lawful(vocabulary: Vocabulary) -> list[dict[str, FactValue]]:
    rules, _ = parse_constraints(vocabulary)
    names = list(vocabulary.facts)
    every = product(*(vocabulary.facts[name].domain for name in names))
    combinations_ = (dict(zip(names, values, strict=True)) for values in every)
    return [facts for facts in combinations_ if all(rule.holds(facts) for rule in rules)]


@given(_small_vocabularies())
def test_the_count_is_what_one_gets_by_going_through_them(vocabulary: Vocabulary) -> None:
    rules, _ = parse_constraints(vocabulary)
    assert count_configurations(vocabulary, rules) == len(_all_lawful(vocabulary))


def test_facts_that_a_constraint_ties_are_counted_together() -> None:
    sets = tied_together(VOCABULARY, RULES)
    assert sorted(name for each in sets for name in each) == sorted(VOCABULARY.facts)
    for rule in RULES:
        assert any(rule.facts() <= each for each in sets)
    assert {"petition_scheme"} in sets


# The covering set


def _pairs(facts: dict[str, FactValue]) -> set[tuple[tuple[str, FactValue], ...]]:
    return set(combinations(sorted(facts.items(), key=lambda item: item[0]), 2))


@given(_small_vocabularies())
def test_every_two_values_that_can_meet_do_in_the_covering_set(vocabulary: Vocabulary) -> None:
    rules, _ = parse_constraints(vocabulary)
    covering = pairwise_covering(Solver(vocabulary, rules))
    lawful = _all_lawful(vocabulary)
    assert all(facts in lawful for facts in covering)
    met = set[tuple[tuple[str, FactValue], ...]]().union(*map(_pairs, covering))
    assert met == set[tuple[tuple[str, FactValue], ...]]().union(*map(_pairs, lawful))


def test_the_covering_set_of_the_real_facts_is_small_and_complete() -> None:
    covering = pairwise_covering(SOLVER)
    assert covering == pairwise_covering(SOLVER)
    assert len(covering) < 200
    met = set[tuple[tuple[str, FactValue], ...]]().union(*map(_pairs, covering))
    facts = sorted(VOCABULARY.facts.values(), key=lambda fact: fact.name)
    for one, other in combinations(facts, 2):
        for first, second in product(one.domain, other.domain):
            pair = (one.name, first), (other.name, second)
            assert (pair in met) == SOLVER.possible(_exactly(dict(pair)))
