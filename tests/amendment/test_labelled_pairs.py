"""How surely “already provided” is said, on pairs that a person labelled by reading."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.matching import LABELS, PROVIDED, Measure, judge, read_pairs
from drafting.workspace import examples


@pytest.fixture(scope="module")
def measure() -> Measure:
    return Measure(tuple(judge(read_pairs())))


def test_the_set_is_large_balanced_over_its_labels_and_drawn_from_every_example() -> None:
    pairs = read_pairs()
    natural = [each for each in pairs if each.altered is None]
    labels = Counter(each.label for each in natural)
    assert len(natural) >= 150
    assert set(labels) == set(LABELS)
    assert min(labels.values()) > len(natural) / 5
    assert {each.council for each in natural} == set(examples())
    assert len({(each.council, each.words, each.says) for each in natural}) == len(natural)
    assert all(each.label != PROVIDED for each in pairs if each.altered)


def test_of_what_is_said_to_be_provided_at_least_95_in_100_is(measure: Measure) -> None:
    assert measure.precision >= 0.95
    assert measure.recall >= 0.65  # it may not be bought with silence


def test_a_provision_altered_in_one_number_person_body_or_ban_never_provides(
    measure: Measure,
) -> None:
    altered = [each for each in measure.judged if each.pair.altered]
    assert len(altered) > 40
    assert [each.pair.line for each in altered if each.provided] == []
