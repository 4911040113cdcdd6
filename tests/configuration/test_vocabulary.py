"""The vocabulary of facts, read from `clauses/facts.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.findings import Refusal

GOOD = """\
facts:
  open:
    title: Open
    asked: {at: a.open, question: Is it open?}
    help: Help.
    values: {true: it is open, false: it is shut}
  doors:
    title: Doors
    derived: {from: a.doors}
    help: Help.
    range: [0, 3]
    phrase: the number of doors is {value}
constraints:
  - {id: open-has-doors, if: {open: true}, then: {doors: {at-least: 1}}, message: It needs a door.}
"""


def refused(tmp_path: Path, old: str, new: str) -> str:
    assert old in GOOD
    path = tmp_path / "facts.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        read_vocabulary(path)
    return str(refusal.value)


def test_every_value_of_every_fact_has_a_phrase_and_a_place_or_an_origin(
    vocabulary: Vocabulary,
) -> None:
    for fact in vocabulary.facts.values():
        assert all(fact.says(value) for value in fact.domain)
        assert bool(fact.at) != bool(fact.derived_from)
        assert bool(fact.at) == bool(fact.question)


def test_a_boolean_fact_has_booleans_and_a_count_has_its_range(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(GOOD, encoding="utf-8")
    found = read_vocabulary(path)
    assert found.facts["open"].domain == (True, False)
    assert found.facts["open"].at == ("a", "open")
    assert found.facts["doors"].domain == (0, 1, 2, 3)
    assert found.facts["doors"].says(2) == "the number of doors is 2"
    assert found.constraints[0].when == {"open": True}
    assert found.constraints[0].then == {"doors": {"at-least": 1}}
    assert found.stated_at("a", "open") is found.facts["open"]
    assert found.stated_at("a", "doors") is None


def test_one_is_not_taken_for_true(vocabulary: Vocabulary) -> None:
    assert vocabulary.facts["petition_scheme"].allows(True)
    assert not vocabulary.facts["petition_scheme"].allows(1)
    assert not vocabulary.facts["groups"].allows(True)


def test_a_value_outside_the_domain_says_nothing(vocabulary: Vocabulary) -> None:
    with pytest.raises(ValueError, match="is not a value of the fact control"):
        vocabulary.facts["control"].says("landslide")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    title: Open\n", "", "facts.open needs a title"),
        ("title: Doors", "titel: Doors", "the key 'titel' is not known here"),
        ("    derived: {from: a.doors}\n", "", "either asked or derived"),
        ("range: [0, 3]", "range: [3, 0]", "not two numbers, lowest first"),
        ("    range: [0, 3]\n", "", "either values or a range"),
        (", false: it is shut", "", "at least two values"),
        ("if: {open: true}, ", "", "needs an `if` and a `then`"),
        ("derived: {from: a.doors}", "asked: {at: a.open, question: How many?}", "same key"),
        ("facts:", "fakts:", "the file states no facts"),
    ],
)
def test_a_malformed_vocabulary_is_refused_with_its_reason(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert told in refused(tmp_path, old, new)
