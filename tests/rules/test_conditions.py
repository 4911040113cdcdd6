"""Conditions say what they mean, and turn on nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.configuration.vocabulary import Fact, FactValue, Vocabulary, read_vocabulary
from drafting.rules.conditions import (
    Always,
    Compare,
    Condition,
    ConditionError,
    Is,
    Not,
    deciding,
    in_plain_english,
    parse_condition,
)

VOCABULARY: Vocabulary = read_vocabulary(
    Path(__file__).resolve().parents[2] / "clauses" / "facts.yaml"
)
FACTS = tuple(VOCABULARY.facts.values())


def _about(fact: Fact) -> st.SearchStrategy[Any]:
    values = st.sampled_from(fact.domain)
    several = st.lists(values, min_size=1, max_size=4, unique=True)
    if fact.range is None:
        return values | several
    count = st.integers(*fact.range)
    limits = st.tuples(count, count).map(lambda pair: {"at-least": min(pair), "at-most": max(pair)})
    least = count.map(lambda n: {"at-least": n})
    most = count.map(lambda n: {"at-most": n})
    return values | several | limits | least | most


def _one(fact: Fact) -> st.SearchStrategy[dict[str, Any]]:
    return _about(fact).map(lambda value: {fact.name: value})


def _two(pair: list[Fact]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({fact.name: _about(fact) for fact in pair})


SIMPLE = st.sampled_from(FACTS).flatmap(_one) | st.lists(
    st.sampled_from(FACTS), min_size=2, max_size=3, unique_by=lambda fact: fact.name
).flatmap(_two)

CONDITIONS = st.recursive(
    SIMPLE,
    lambda inner: (
        inner.map(lambda one: {"not": one})
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts})
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts})
    ),
    max_leaves=6,
).map(lambda data: parse_condition(data, VOCABULARY))

CONFIGURATIONS: st.SearchStrategy[dict[str, FactValue]] = st.fixed_dictionaries(
    {fact.name: st.sampled_from(fact.domain) for fact in FACTS}
)


@given(CONDITIONS, CONFIGURATIONS, CONFIGURATIONS)
def test_a_condition_turns_only_on_the_facts_that_it_names(
    condition: Condition, one: dict[str, FactValue], other: dict[str, FactValue]
) -> None:
    mixed = {name: one[name] if name in condition.facts() else other[name] for name in one}
    assert condition.holds(mixed) == condition.holds(one)


@given(CONDITIONS, CONFIGURATIONS, CONFIGURATIONS)
def test_the_deciding_facts_are_enough_to_decide(
    condition: Condition, one: dict[str, FactValue], other: dict[str, FactValue]
) -> None:
    phrases = deciding(condition, one, VOCABULARY)
    decides = {fact.name for fact in FACTS if fact.says(one[fact.name]) in phrases}
    assert decides
    assert decides <= condition.facts()
    mixed = {name: one[name] if name in decides else other[name] for name in one}
    assert condition.holds(mixed) == condition.holds(one)


@given(CONDITIONS)
def test_plain_english_mentions_each_fact_and_no_other(condition: Condition) -> None:
    words = in_plain_english(condition, VOCABULARY)
    mentioned = {fact.name for fact in FACTS if any(p in words for p in _phrases(fact))}
    assert mentioned == condition.facts()


def _phrases(fact: Fact) -> list[str]:
    return list(fact.values.values()) or [fact.phrase.replace("{value}", "")]


@given(CONDITIONS, CONFIGURATIONS)
def test_not_turns_a_condition_round(condition: Condition, facts: dict[str, FactValue]) -> None:
    assert Not(condition).holds(facts) != condition.holds(facts)


def test_no_condition_is_always() -> None:
    condition = parse_condition(None, VOCABULARY)
    assert condition == Always()
    assert in_plain_english(condition, VOCABULARY) == "in every configuration"
    assert deciding(condition, {}, VOCABULARY) == ()


def test_conditions_are_read_as_they_are_written() -> None:
    assert parse_condition({"control": "majority"}, VOCABULARY) == Is("control", ("majority",))
    assert parse_condition({"groups": {"at-least": 3}}, VOCABULARY) == Compare("groups", 3, None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"control": "majority"}, "one group holds more than half of the seats"),
        (
            {"arrangement": ["coalition", "rainbow"]},
            "either two groups share the administration"
            " or three or more groups share the administration",
        ),
        ({"groups": {"at-least": 3}}, "the number of political groups is 3 or more"),
        ({"groups": {"at-most": 3}}, "the number of political groups is 3 or fewer"),
        ({"support_groups": {"at-most": 0}}, "the number of supporting groups is 0"),
        (
            {"groups": {"at-least": "administration_groups + 1"}},
            "the number of political groups is at least 1 more than the number of groups in the"
            " administration",
        ),
        (
            {"groups": {"at-least": "administration_groups + support_groups"}},
            "the number of political groups is at least the number of groups in the"
            " administration and supporting groups together",
        ),
        (
            {"groups": {"at-least": 3, "at-most": 4}},
            "the number of political groups is from 3 to 4",
        ),
        ({"not": {"ungrouped_members": True}}, "every member belongs to a group"),
        (
            {"not": {"arrangement": "none-yet"}},
            "it is not so that no administration has been formed",
        ),
        (
            {"any": [{"control": "majority", "groups": 2}, {"petition_scheme": True}]},
            "either both one group holds more than half of the seats"
            " and the number of political groups is 2 or the council has a petition scheme",
        ),
    ],
)
def test_a_condition_is_read_aloud(data: Any, words: str) -> None:
    assert in_plain_english(parse_condition(data, VOCABULARY), VOCABULARY) == words


@pytest.mark.parametrize(
    ("data", "says", "key"),
    [
        ({"controll": "majority"}, "no fact 'controll'. Did you mean control?", ("controll",)),
        (
            {"arrangement": "coalitoin"},
            "arrangement has no value 'coalitoin'. Did you mean coalition?",
            ("arrangement",),
        ),
        ({"petition_scheme": 1}, "petition_scheme has no value '1'", ("petition_scheme",)),
        ({"petition_scheme": "true"}, "has no value 'true'", ("petition_scheme",)),
        ({"groups": True}, "groups has no value 'true'. It is from 1 to 12.", ("groups",)),
        ({"groups": {"at-least": 40}}, "groups has no value '40'", ("groups", "at-least")),
        ({"groups": {"at-lest": 4}}, "Did you mean at-least?", ("groups", "at-lest")),
        ({"groups": {"at-least": 4, "at-most": 2}}, "no count is both", ("groups",)),
        ({"groups": {}}, "a limit of groups is missing", ("groups",)),
        ({"control": {"at-least": 1}}, "control is not a count", ("control",)),
        ({"groups": {"at-least": "suport_groups + 1"}}, "Did you mean", ("groups", "at-least")),
        ({"groups": {"at-least": "control"}}, "no count 'control'", ("groups", "at-least")),
        ({"groups": {"at-least": "1 + 1"}}, "names no count", ("groups", "at-least")),
        ({"control": []}, "the list of values of control is empty", ("control",)),
        ({"all": []}, "`all` needs a list of conditions", ("all",)),
        ({"any": [{"contrl": "majority"}]}, "Did you mean control?", ("any", 0, "contrl")),
        ({"not": "majority"}, "one or more facts", ("not",)),
        ({}, "one or more facts", ()),
        ("majority", "one or more facts", ()),
    ],
)
def test_what_the_vocabulary_does_not_know_is_refused_with_the_nearest(
    data: Any, says: str, key: tuple[str | int, ...]
) -> None:
    with pytest.raises(ConditionError) as refused:
        parse_condition(data, VOCABULARY)
    assert says in str(refused.value)
    assert refused.value.key == key


@given(CONFIGURATIONS, st.integers(0, 3))
def test_a_count_may_be_compared_with_a_sum(facts: dict[str, FactValue], more: int) -> None:
    sum_of = f"administration_groups + support_groups + {more}"
    condition = parse_condition({"groups": {"at-least": sum_of}}, VOCABULARY)
    total = int(facts["administration_groups"]) + int(facts["support_groups"]) + more
    assert condition.holds(facts) == (int(facts["groups"]) >= total)


def test_every_part_that_fails_is_told() -> None:
    condition = parse_condition({"control": "majority", "groups": {"at-least": 3}}, VOCABULARY)
    now = {"control": "no-overall-control", "groups": 2}
    assert deciding(condition, now, VOCABULARY) == (
        "no group holds more than half of the seats",
        "the number of political groups is 2",
    )
