"""Every wording is read over as it is printed, and each slip that a reader would see is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.assembly.proofreading import PRINTED_RULES, Printed, houses, proofread
from drafting.configuration.council import Council
from drafting.configuration.facts import derive_facts
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding
from drafting.library.clauses import Library, Variant
from drafting.library.rule import breaches
from drafting.rules.compilation import parse_library


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("right-article", "It is a Executive.", "It is an Executive, a use and a unitary."),
        ("right-article", "An report is made.", "An hour; a report; see paragraph a or b."),
        ("no-doubled-words", "Tell the the Council.", "He said that that had had an effect."),
        ("no-doubled-words", "The the Council.", "The Council, the council-tax, the other."),
        ("no-doubled-spaces", "One  word.", "One word."),
        ("no-doubled-spaces", "One , two.", "One, two: three (four)."),
        ("no-doubled-spaces", " One.", "One."),
        ("one-is-singular", "Within 1 working days.", "Within 1 working day and 11 days."),
        ("one-is-singular", "At least 1 Elected Members.", "See 4.1 members; 21 members."),
        ("nothing-left-over", "The steps.mayor }} apply.", "The steps apply."),
        ("nothing-left-over", "A **shared space is.", "A shared space is."),
        ("sentences-begin", "It ends. the Council decides.", "It ends. The Council decides."),
        ("lists-follow", "The groups are:", "The groups are: one."),
        ("no-empty-paragraphs", " ", "One."),
    ],
)
def test_what_a_reader_would_stumble_over_is_found(
    library: Library, rule: str, wrong: str, right: str
) -> None:
    clause = library.clauses["principles"]

    def found(text: str) -> list[str]:
        printed = Printed(clause, clause.variants[0], text)
        return [finding.rule for finding in breaches(PRINTED_RULES, printed)]

    assert rule in found(wrong)
    assert found(right) == []


def test_each_rule_of_the_printed_text_is_tested() -> None:
    (tested,) = (
        mark.args[1] for mark in test_what_a_reader_would_stumble_over_is_found.pytestmark  # pyright: ignore[reportFunctionMemberAccess]
    )  # fmt: skip
    assert {case[0] for case in tested} == {rule.id for rule in PRINTED_RULES}


def test_a_council_is_printed_in_houses_that_are_hard_on_the_english(council: Council) -> None:
    own, ones, eights = houses(council)
    assert own is council
    assert (ones.terms.executive, ones.terms.full_council) == ("Executive", "the Assembly")
    assert ones.settings.callin_days == 1
    assert eights.settings.callin_days == 8
    assert eights.settings.officer_tier == council.settings.officer_tier
    assert ones.officers.monitoring_officer.title == "Interim Head of Law"


def _found(library: Library, vocabulary: Vocabulary, council: Council, text: str) -> list[Finding]:
    clause = library.clauses["principles"]
    variant = Variant("only", None, True, text, 20)
    clauses = {clause.id: replace(clause, variants=(variant,))}
    spoilt = replace(library, clauses=clauses)
    conditions, _ = parse_library(spoilt, vocabulary)
    return proofread(spoilt, conditions, [(derive_facts(council), council)])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1. Tell {{ term.leeder }}.\n", "there is no name 'leeder'"),
        ("1. Tell the {{ term.full_council }}.\n", "“the the” in the wording 'only'"),
        ("1. Wait for {{ settings.callin_days }} days.\n", "“1 days”"),
        ("1. It ends. {{ term.full_council }} decides.\n", "“. the”"),
        ("1. A {{ settings.callin_days | count('day') }} pause, an day.\n", "“an day”"),
        (
            "1. They are:\n{% for group in opposition_groups %}\n   a. {{ group.name }};\n"
            "{% endfor %}\n2. Two.\n",
            "announces what does not follow",
        ),
    ],
)
def test_a_slip_shows_in_the_council_where_it_is_printed(
    library: Library, vocabulary: Vocabulary, council: Council, text: str, says: str
) -> None:
    groups = council.groups[:2]
    administration = council.administration.model_copy(
        update={"groups": (groups[0].id,), "support": (groups[1].id,)}
    )
    update = {"groups": groups, "administration": administration}
    findings = _found(library, vocabulary, council.model_copy(update=update), text)
    assert any(says in finding.message for finding in findings), findings
    assert {finding.where for finding in findings} == {"principles.yaml"}


def test_a_wording_that_reads_well_has_no_finding(
    library: Library, vocabulary: Vocabulary, council: Council
) -> None:
    text = "1. A {{ term.executive }} waits {{ settings.callin_days | count('working day') }}.\n"
    assert _found(library, vocabulary, council, text) == []
