"""Every slot gets the clause that the facts call for, and the reason is kept."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.findings import Finding
from drafting.library.clauses import Clause, Library
from drafting.rules.compilation import Conditions, compile_library
from drafting.rules.conditions import parse_condition
from drafting.rules.lawful import LawfulFacts
from drafting.rules.selection import Choice, Selection, select

HUNDREDS = range(400)


@pytest.fixture(scope="session")
def minority(lawful: LawfulFacts, vocabulary: Vocabulary) -> dict[str, FactValue]:
    """A council with a minority administration and a supporting group."""
    data = {"arrangement": "minority-with-support", "governance_model": "leader-and-cabinet"}
    facts = lawful.find(parse_condition(data, vocabulary))
    assert facts is not None
    return facts


def _changed(library: Library, name: str, **changes: object) -> Library:
    clause: Clause = replace(library.clauses[name], **changes)  # pyright: ignore[reportArgumentType]
    return replace(library, clauses={**library.clauses, name: clause})


def _of(selection: Selection, slot: str) -> Choice:
    return next(choice for choice in selection.choices if choice.slot == slot)


def test_the_conditions_of_the_library_parse_and_leave_no_gap(
    library: Library, vocabulary: Vocabulary
) -> None:
    assert compile_library(library, vocabulary)[1] == []


@pytest.mark.slow
def test_hundreds_of_lawful_configurations_are_served_without_a_finding(
    library: Library, vocabulary: Vocabulary, conditions: Conditions, lawful: LawfulFacts
) -> None:
    for seed in HUNDREDS:
        facts = lawful.find(random=Random(seed))  # noqa: S311
        assert facts is not None
        selection = select(library, facts, vocabulary, conditions)
        assert selection.findings == ()
        required = {
            (outline.id, slot.id) for outline in library.outlines for slot in outline.slots
            if slot.required
        }  # fmt: skip
        filled = [(c.protocol, c.slot) for c in selection.choices if c.clause and c.variant]
        assert required <= set(filled)
        assert len(filled) == len(set(filled))
        for name in selection.chosen:
            clause = library.clauses[name]
            assert set(clause.requires) <= set(selection.chosen)
            assert not set(clause.excludes) & set(selection.chosen)


def test_a_choice_that_does_not_depend_on_a_fact_does_not_change_with_it(
    library: Library, vocabulary: Vocabulary, conditions: Conditions, lawful: LawfulFacts
) -> None:
    for seed in range(100):
        one, other = lawful.find(random=Random(seed)), lawful.find(random=Random(-seed - 1))  # noqa: S311
        assert one is not None
        assert other is not None
        first = select(library, one, vocabulary, conditions)
        second = select(library, other, vocabulary, conditions)
        for was, now in zip(first.choices, second.choices, strict=True):
            if all(one[name] == other[name] for name in was.depends_on):
                assert (was.clause, was.variant) == (now.clause, now.variant)
                assert was.because == now.because


def test_every_alternative_is_accounted_for(
    library: Library, vocabulary: Vocabulary, minority: dict[str, FactValue]
) -> None:
    selection = select(library, minority, vocabulary)
    slots = {(o.id, slot.id): slot for o in library.outlines for slot in o.slots}
    for choice in selection.choices:
        slot = slots[choice.protocol, choice.slot]
        others = {name for name in slot.clauses if not choice.clause or name != choice.clause.id}
        assert {r.clause_id for r in choice.rejected if not r.variant_id} == others
        if choice.clause and choice.variant:
            wordings = {v.id for v in choice.clause.variants} - {choice.variant.id}
            assert {r.variant_id for r in choice.rejected if r.variant_id} == wordings


def test_the_reason_is_told_in_plain_english(
    library: Library, vocabulary: Vocabulary, minority: dict[str, FactValue]
) -> None:
    choice = _of(select(library, minority, vocabulary), "executive-relations")
    assert choice.clause is not None
    assert choice.clause.id == "officers-and-the-executive"
    assert "the council has a leader and cabinet" in choice.because
    why = {rejected.clause_id: rejected.why for rejected in choice.rejected}
    assert why["officers-and-committee-chairs"] == (
        "It applies if the council operates a committee system."
        " Here the council has a leader and cabinet."
    )


def test_a_clause_for_every_configuration_needs_no_reason(
    library: Library, vocabulary: Vocabulary, minority: dict[str, FactValue]
) -> None:
    choice = _of(select(library, minority, vocabulary), "principles")
    assert (choice.because, choice.depends_on, choice.rejected) == ((), frozenset(), ())


def _told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.where, finding.message) for finding in findings]


def test_a_required_slot_that_stays_empty_is_an_error(
    library: Library, vocabulary: Vocabulary, minority: dict[str, FactValue]
) -> None:
    spoilt = _changed(library, "principles", when={"arrangement": "none-yet"})
    assert _told(select(spoilt, minority, vocabulary).findings) == [
        ("member-officer.yaml", "no clause fills the slot 'principles', which must be filled.")
    ]


def test_two_clauses_for_one_slot_are_an_error(
    library: Library, vocabulary: Vocabulary, minority: dict[str, FactValue]
) -> None:
    spoilt = _changed(library, "officers-and-committee-chairs", when=None, excludes=())
    told = _told(select(spoilt, minority, vocabulary).findings)
    assert any("apply at once" in message for _, message in told)


def test_requirements_and_exclusions_that_are_not_met_are_errors(
    library: Library, vocabulary: Vocabulary, minority: dict[str, FactValue]
) -> None:
    spoilt = _changed(library, "principles", requires=("elected-mayor",), excludes=("boundaries",))
    assert _told(select(spoilt, minority, vocabulary).findings) == [
        ("principles.yaml", "principles requires elected-mayor, which is not in."),
        ("principles.yaml", "principles and boundaries exclude each other, but both are in."),
    ]


def test_a_condition_that_cannot_be_read_is_told_with_its_line_and_never_holds(
    library: Library, vocabulary: Vocabulary, minority: dict[str, FactValue]
) -> None:
    spoilt = _changed(library, "minority-executive", when={"arangement": "minority"})
    findings = compile_library(spoilt, vocabulary)[1]
    assert [(f.where, f.remedy) for f in findings] == [
        ("minority-executive.yaml", "Did you mean arrangement?")
    ]
    source = library.clauses["minority-executive"].source
    assert findings[0].line == source.line("when")
    selection = select(spoilt, minority, vocabulary)
    assert selection.findings[0] == findings[0]
    assert "minority-executive" not in selection.chosen


def test_a_wording_that_is_missing_for_a_lawful_council_is_told(
    library: Library, vocabulary: Vocabulary
) -> None:
    clause = library.clauses["minority-decisions"]
    spoilt = _changed(library, clause.id, variants=clause.variants[:2])
    (finding,) = compile_library(spoilt, vocabulary)[1]
    assert finding.where == "minority-decisions.yaml"
    assert "no variant fits when" in finding.message
    assert "the council has a leader and cabinet" in finding.message


def test_a_wording_missing_only_where_no_council_can_be_is_not_told(
    library: Library, vocabulary: Vocabulary
) -> None:
    """A majority has one group in its administration, whatever a condition could say."""
    wording = replace(
        library.clauses["principles"].variants[0],
        when={"administration_groups": 1},
        otherwise=False,
    )
    when = {"arrangement": "single-majority"}
    spoilt = _changed(library, "principles", when=when, variants=(wording,))
    assert compile_library(spoilt, vocabulary)[1] == []
