"""Each rule of the library finds the clause that breaks it, and the shipped library keeps them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from drafting.commands.library import Measure, check_library, read_measure
from drafting.findings import errors
from drafting.library.prose import Part, Passage
from drafting.library.reading import read_library
from drafting.workspace import program_files
from tests.library.small_library import SmallLibrary

CLAUSES = program_files("clauses")
SHIPPED, WRONG_WITH_SHIPPED = read_measure(CLAUSES)
STYLE = {rule.id: rule for rule in SHIPPED.style.rules}
LONG = " ".join(["word other"] * 18)


# The shipped library


def test_the_shipped_library_breaks_no_rule() -> None:
    assert [str(finding) for finding in errors(check_library().findings)] == []


def test_what_the_library_is_measured_by_is_itself_right() -> None:
    assert WRONG_WITH_SHIPPED == []
    known = {path.stem for path in CLAUSES.glob("*/*.yaml")}
    assert {name for rule in SHIPPED.style.rules for name in rule.spares} <= known


def test_every_rule_has_an_id_of_its_own_and_says_what_it_wants_in_one_line() -> None:
    ids = [rule.id for rule in SHIPPED.rules]
    assert len(ids) == len(set(ids))
    for rule in SHIPPED.rules:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert re.fullmatch(r"[A-Z].{10,110}\.", rule.says), rule.says


# One broken clause for each rule. `line` is the line of the finding, counted from where the spoilt
# text begins.

ALWAYS = "    otherwise: true\n"
BROKEN = [
    ("law-in-register", "statutory", "[the-act]", "[the-akt]", 0),
    ("duty-has-law", "statutory", "[the-act]", "[]", 0),
    ("named-clause-exists", "facts", "requires: []", "requires: [nothing]", 0),
    ("no-contradiction", "facts", "requires: []", "requires: [facts]", 0),
    ("one-slot", "facts", "id: facts", "id: other", 0),
    (
        "variants-in-order",
        "facts",
        "requires: []",
        "  - {id: general, text: 1. A.}\nrequires: []",
        0,
    ),
    ("catalogue-is-held", "space", "[MOP-08]", "[MOP-06]", None),
    ("numbers-are-in-catalogue", "space", "[MOP-08]", "[MOP-80]", 0),
    ("names-exist", "facts", "All groups", "{{ term.leeder }}", 0),
    ("names-exist", "facts", "All groups", "{{ settings.callin_weeks }}", 0),
    ("names-exist", "facts", "All groups", "{{ term.leader", 0),
    ("short-sentences", "facts", "All groups have the same facts.", f"All {LONG}.", 0),
    ("short-paragraphs", "facts", "All groups", "One. Two. Three. Four. All groups", 0),
    ("no-doubled-words", "facts", "All groups", "All all groups", 0),
    ("no-doubled-spaces", "facts", "All groups", "All  groups", 0),
    ("references-are-required", "roles", "ref('space')", "ref('facts')", 0),
    ("references-are-required", "roles", "ref('space')", "ref('nothing')", 0),
    ("defined-terms-keep-capitals", "space", "a shared space has", "a Shared Space has", 0),
    ("no-stray-braces", "facts", "All groups have", "All groups }} have", 0),
    ("no-legalese", "facts", "All groups have", "All groups shall have", 0),
    ("no-legalese", "facts", "It keeps trust", "It hereby keeps trust", 0),
    ("no-latin", "facts", "the same facts", "the same facts, mutatis mutandis", 0),
    ("no-latin", "facts", "the same facts", "facts, e.g. figures", 0),
    ("short-words", "facts", "the same facts", "the same facts in order\n         to speak", 0),
    ("no-slashes", "space", "| Advice |", "| Advice and/or help |", 0),
    ("gender-neutral", "facts", "heading: Facts", "heading: Facts for the Chairman", 0),
    ("gender-neutral", "facts", "the same facts", "his or her facts", 0),
    ("should-is-no-rule", "budget", "A vote needs", "A vote should have", 0),
    ("roles-not-parties", "facts", "All groups have", "All groups but Reform UK have", 0),
    ("roles-not-parties", "facts", "Each officer", "Labour", 0),
    ("own-words-of-the-council", "facts", "All groups have", "The cabinet has", 0),
    ("own-words-of-the-council", "facts", "All groups have", "The Chief Executive has", 0),
    ("own-words-of-the-council", "facts", "All groups have", "The Leader has", 0),
    ("own-words-of-the-council", "facts", "All groups have", "Each councillor for a ward has", 0),
    ("no-law-without-a-source", "facts", "All groups have", "By statute, all groups have", 0),
    ("no-law-without-a-source", "budget", "A vote needs", "A vote is required by law to have", 0),
    ("convention-is-no-law", "facts", "All groups have", "All groups must by law have", 0),
    ("convention-says-what-is-done", "facts", "All groups have", "All groups must have", 0),
    ("duty-is-no-choice", "statutory", "must publish", "may choose to publish", 0),
    ("five-clear-days", "facts", "All groups", "With three clear days of notice, all groups", 0),
    (
        "council-does-not-allocate-portfolios",
        "executive",
        "The {{ term.leader }} appoints",
        "The council appoints",
        0,
    ),
    ("informal-meetings-decide-nothing", "board", "is advisory", "meets monthly", 0),
    ("no-executive-under-committees", "facts", "All groups have", "A key decision needs", 0),
    ("no-executive-under-committees", "facts", "All groups", "The {{ term.executive }}", 0),
    ("no-leader-under-committees", "facts", "All groups", "The {{ term.leader }}", 0),
    ("no-call-in-under-committees", "facts", "All groups", "Those who sign a call-in", 0),
    ("no-mayor-without-a-mayor", "facts", "All groups", "The {{ term.mayor }}", 0),
    (
        "mayors-are-elected-by-voters",
        "facts",
        "All groups have",
        "Groups that elect the leader have",
        0,
    ),
    ("two-thirds-only-against-a-mayor", "budget", "a simple", "a two-thirds", 0),
    ("facts-are-used", "rotation", "when: {leader_rotation: [annual, biennial]}\n", "", None),
    ("requirements-are-met", "roles", "requires: [space]", "requires: [space, ungrouped]", 0),
    ("exclusions-hold", "facts", "excludes: []", "excludes: [ungrouped]", 0),
    (
        "numbers-apply-when-due",
        "whole-council",
        "reason: It",
        "when: {control: majority}\nreason: It",
        None,
    ),
    (
        "numbers-apply-when-due",
        "rotation",
        "when: {leader_rotation: [annual, biennial]}",
        "when: {leader_rotation: annual}",
        None,
    ),
    ("numbers-apply-when-due", "ungrouped", "when: {ungrouped_members: true}\n", "", None),
    (
        "numbers-have-companions",
        "space",
        "reason: It",
        "when: {control: majority}\nreason: It",
        None,
    ),
    ("numbers-do-not-clash", "joint", ", support_groups: {at-most: 0}", "", None),
    ("law-in-register", "facts", ALWAYS, f"{ALWAYS}    legal_basis: [the-akt]\n", 1),
    ("statutory-paragraphs-exist", "statutory", ALWAYS, f"{ALWAYS}    statutory: [2]\n", 1),
    ("statutory-paragraphs-exist", "statutory", ALWAYS, f"{ALWAYS}    statutory: [1]\n", 1),
    ("statutory-paragraphs-exist", "facts", ALWAYS, f"{ALWAYS}    statutory: [1]\n", 1),
    (
        "local-rule-is-no-duty",
        "statutory",
        f"{ALWAYS}    text: |\n      1. The council must publish it.",
        f"{ALWAYS}    statutory: [1]\n    text: |\n      1. The council must publish it.\n"
        "      2. It must be short.",
        4,
    ),
    ("numbers-are-reconciled", "confidence", ", except under {{ ref('facts') }}", "", 0),
]


@pytest.mark.parametrize(
    ("rule", "clause", "before", "after", "line"),
    BROKEN,
    ids=[f"{row[0]}: {row[3].strip()[:40]}" for row in BROKEN],
)
def test_a_broken_clause_is_found_by_its_rule_with_file_and_line(
    small: SmallLibrary, rule: str, clause: str, before: str, after: str, line: int | None
) -> None:
    at = small.spoil(clause, before, after)
    found = [finding for finding in small.found() if finding.rule == rule]
    assert found
    level = next(each.level for each in SHIPPED.rules if each.id == rule)
    assert {finding.level for finding in found} == {level}
    assert all(finding.where and finding.line for finding in found)
    if line is not None:
        assert (f"{clause}.yaml", at + line) in {(each.where, each.line) for each in found}


def test_the_small_library_keeps_every_rule_that_is_not_about_completeness(
    small: SmallLibrary,
) -> None:
    assert {finding.rule for finding in small.found()} == {"facts-are-used", "names-are-used"}
    unused = {finding.message for finding in small.found() if finding.rule == "names-are-used"}
    assert "no clause uses {{ term.scrutiny }}." in unused
    assert "no clause uses {{ settings.callin_days }}." in unused
    assert "no clause uses {{ term.leader }}." not in unused


def test_a_slot_without_clauses_and_law_that_is_missing_or_not_cited_are_found(
    small: SmallLibrary, measure: Measure
) -> None:
    outline = small.protocols / "all.yaml"
    outline.write_text(outline.read_text().replace("clauses: [facts]", "clauses: []"))
    small.measure = replace(measure, catalogue=replace(measure.catalogue, law=("other-act",)))
    for name in ("statutory", "executive"):
        small.spoil(name, "[the-act]", "[]")
    found = {finding.rule: finding.message for finding in small.found()}
    assert found["law-is-cited"].startswith("no clause cites the-act")
    assert found["slots-are-filled"] == "the slot names no clause."
    assert found["law-is-covered"] == "the register of law has no 'other-act'."


def test_no_rule_is_without_a_broken_clause() -> None:
    elsewhere = {"names-are-used", "slots-are-filled", "law-is-covered", "law-is-cited"}
    assert {row[0] for row in BROKEN} | elsewhere == {rule.id for rule in SHIPPED.rules}


# What is right is left alone

RIGHT = [
    ("facts", ALWAYS, f"{ALWAYS}    legal_basis: [the-act]\n    statutory: [1]\n"),
    (
        "statutory",
        f"{ALWAYS}    text: |\n      1. The council must publish it.",
        f"{ALWAYS}    statutory: [1]\n    text: |\n      1. The council must publish it.\n"
        "      2. It is short.",
    ),
    ("facts", "All groups have", "All groups have what the law requires; they have"),
    ("facts", "All groups have", "The leader of each group has"),
    ("space", "Officers advise", "Shared space comes first. Officers advise"),
    ("facts", "All groups have the same facts.", f"All groups {LONG[:150]}.\n      2. Then more."),
    ("facts", "All groups", "{{ officers.independent_person.title }} and all groups"),
    ("facts", "All groups", "A **call-in** is a request. Those who sign a call-in"),
    ("executive", "The {{ term.leader }} appoints", "After a vote, the {{ term.leader }} appoints"),
    ("board", "is advisory", "meets monthly and takes no decisions"),
    ("facts", "All groups", "{{ term.member }} {{ term.member }}"),
]


@pytest.mark.parametrize(("clause", "before", "after"), RIGHT)
def test_what_is_right_is_left_alone(
    small: SmallLibrary, clause: str, before: str, after: str
) -> None:
    small.spoil(clause, before, after)
    wrong = [f for f in small.found() if f.rule not in {"facts-are-used", "names-are-used"}]
    expected = {"no-law-without-a-source"} if "what the law" in after else set[str]()
    assert {finding.rule for finding in wrong} == expected


def test_a_wording_that_cannot_apply_under_a_committee_system_may_speak_of_a_cabinet(
    small: SmallLibrary,
) -> None:
    small.spoil(
        "facts",
        "  - id: general\n",
        "  - id: executive\n    when: {governance_model: [leader-and-cabinet, mayor-and-cabinet]}\n"
        "    text: |\n      1. A key decision of the {{ term.executive }}.\n  - id: general\n",
    )
    assert "no-executive-under-committees" not in {finding.rule for finding in small.found()}


# Words and patterns

WORDS = {
    rule["id"]: [words for words in rule.get("words", {}) if "{{" not in words]
    for rule in SHIPPED.style.source.data["rules"]
}


@pytest.mark.parametrize("rule", [rule for rule, words in WORDS.items() if words])
def test_each_forbidden_word_is_found_inside_a_sentence_and_nowhere_in_a_longer_word(
    rule: str, small: SmallLibrary
) -> None:
    clause = read_library(small.clauses, small.protocols)[0].clauses["facts"]

    def told(written: str) -> list[str]:
        passage = Passage(clause, None, Part.TEXT, written, 1)
        return [finding.message for finding in STYLE[rule].in_passage(passage)]

    for words in WORDS[rule]:
        assert any(f"“{words}”" in each for each in told(f"Officers wait, {words} and others."))
        assert told(f"{words[0].upper()}{words[1:]} comes first.")
        assert not any(f"“{words}”" in each for each in told(f"A non-{words} and x{words}y."))
