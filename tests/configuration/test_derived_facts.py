"""The facts that follow from a configuration."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import Configuration
from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.findings import Finding

Reader = Callable[..., tuple[Configuration | None, list[Finding]]]


def facts_of(read: Reader, *edits: tuple[str, str]) -> dict[str, FactValue]:
    configuration, findings = read(*edits)
    assert configuration is not None, findings
    return derive_facts(configuration.council)


def test_every_fact_of_the_vocabulary_has_a_value_in_its_domain(
    read: Reader, vocabulary: Vocabulary
) -> None:
    facts = facts_of(read)
    assert set(facts) == set(vocabulary.facts)
    for name, value in facts.items():
        assert vocabulary.facts[name].allows(value), name


def test_every_asked_fact_is_read_from_the_key_that_the_vocabulary_names(
    read: Reader, vocabulary: Vocabulary
) -> None:
    configuration, _ = read()
    assert configuration is not None
    facts = derive_facts(configuration.council)
    for fact in vocabulary.asked():
        stated = configuration.council
        for step in fact.at:
            stated = getattr(stated, step)
        assert facts[fact.name] == stated, fact.name


def test_the_example_is_a_minority_with_a_former_administration_in_opposition(
    read: Reader,
) -> None:
    facts = facts_of(read)
    assert facts["control"] == "no-overall-control"
    assert facts["short_of_half"] is True
    assert (facts["groups"], facts["administration_groups"], facts["support_groups"]) == (3, 1, 1)
    assert facts["ungrouped_members"] is True
    assert facts["new_to_power"] is True
    assert facts["former_administration_in_opposition"] is True
    assert facts["chair_from"] == "elsewhere"
    assert facts["dual_portfolios"] is False


@pytest.mark.parametrize(
    ("seats", "total", "vacancies", "control", "short"),
    [
        (32, 64, 0, "no-overall-control", True),
        (33, 64, 0, "majority", False),
        (32, 64, 1, "no-overall-control", True),
    ],
)
def test_half_of_all_seats_vacant_ones_included_is_not_control(
    read: Reader, seats: int, total: int, vacancies: int, control: str, short: bool
) -> None:
    facts = facts_of(
        read,
        ("seats: 27", f"seats: {seats}"),
        ("total: 63", f"total: {total}"),
        ("vacancies: 0", f"vacancies: {vacancies}"),
        ("ungrouped: 6", f"ungrouped: {total - vacancies - seats - 30}"),
    )
    assert facts["control"] == control
    assert facts["short_of_half"] is short


def test_a_group_that_was_in_power_before_is_not_new_to_it(read: Reader) -> None:
    facts = facts_of(read, ("previous: [conservative]", "previous: [labour, conservative]"))
    assert facts["new_to_power"] is False
    assert facts["former_administration_in_opposition"] is True


def test_without_a_previous_administration_nobody_is_new_to_power(read: Reader) -> None:
    facts = facts_of(read, ("previous: [conservative]", "previous: []"))
    assert facts["new_to_power"] is False
    assert facts["former_administration_in_opposition"] is False


def test_a_former_group_without_members_is_not_in_opposition(read: Reader) -> None:
    facts = facts_of(read, ("previous: [conservative]", "previous: [gone]"))
    assert facts["new_to_power"] is True
    assert facts["former_administration_in_opposition"] is False


def test_the_chair_is_from_the_administration_when_the_group_is_in_it(read: Reader) -> None:
    facts = facts_of(read, ("chair_group: conservative", "chair_group: labour"))
    assert facts["chair_from"] == "administration"
    facts = facts_of(read, ("chair_group: conservative", "chair_group: ungrouped"))
    assert facts["chair_from"] == "elsewhere"


def test_a_portfolio_with_leads_from_two_groups_is_shared(read: Reader) -> None:
    shared = "dual_portfolios: [{portfolio: Housing, leads: [labour, independent-alliance]}]"
    assert facts_of(read, ("dual_portfolios: []", shared))["dual_portfolios"] is True


def test_a_name_changes_no_fact(read: Reader) -> None:
    assert facts_of(read) == facts_of(read, ("name: Labour Group", "name: Labour and Others"))
