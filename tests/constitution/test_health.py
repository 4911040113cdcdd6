"""The health of a constitution: seeded faults are found, and little else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.health import drawn, faults, tried, wrongly_found
from drafting.cli import program
from drafting.constitution.health import CHECKS, governance_of, health, read_word_rules
from drafting.constitution.outline import Constitution, read_constitution
from drafting.findings import Level, Refusal
from drafting.word.package import open_package, read_package
from drafting.word.xml import name, serialise
from drafting.workspace import examples, program_files

RULES = read_word_rules(program_files("clauses") / "health.yaml")
FILES = {each: program_files("examples") / each / "constitution.docx" for each in examples()}


def with_text(example: str, old: str, new: str) -> Constitution:
    """Return an example's constitution with a text that stands in one paragraph replaced."""
    package = open_package(FILES[example])
    root = package.root(package.document)
    for paragraph in root.iter(name("w:p")):
        runs = list(paragraph.iter(name("w:t")))
        if old in "".join(run.text or "" for run in runs):
            runs[0].text = "".join(run.text or "" for run in runs).replace(old, new)
            for run in runs[1:]:
                run.text = ""
            break
    else:
        raise AssertionError(f"{old!r} stands nowhere in {example}")
    changed = package.replacing({package.document: serialise(root)})
    return read_constitution(read_package(changed.as_bytes(), "seeded.docx"))


def rules_broken(constitution: Constitution) -> list[str]:
    return [each.rule for each in health(constitution, RULES) if each.level is not Level.NOTE]


@pytest.mark.parametrize("example", examples())
def test_the_examples_are_in_health(example: str) -> None:
    constitution = read_constitution(open_package(FILES[example]))
    assert rules_broken(constitution) == []


MEETING = (
    "No ordinary meeting will last longer than three hours unless the meeting resolves to continue."
)
SEEDED = [
    ("standards-board", "harrowmere", "Complaints go to the Standards Board for England."),
    (
        "personal-and-prejudicial-interests",
        "harrowmere",
        "A Councillor with a prejudicial interest must leave.",
    ),
    ("data-protection-1998", "harrowmere", "Files are kept under the Data Protection Act 1998."),
    ("section-37", "harrowmere", "This is kept under section 37 of the Local Government Act 2000."),
    (
        "section-21",
        "harrowmere",
        "Scrutiny acts under section 21 of the Local Government Act 2000.",
    ),
    ("three-clear-days", "harrowmere", "The summons is sent at least three clear days before."),
    (
        "forward-plan-of-four-months",
        "harrowmere",
        "The forward plan covers a period of four months.",
    ),
    (
        "designated-independent-person",
        "harrowmere",
        "A designated independent person is appointed.",
    ),
    ("equality-acts", "harrowmere", "Staff are trained on the Race Relations Act 1976."),
    ("audit-commission", "harrowmere", "The Audit Commission appoints the auditor."),
    (
        "well-being",
        "harrowmere",
        "Grants are paid under section 2 of the Local Government Act 2000.",
    ),
    ("health-bodies", "harrowmere", "The Primary Care Trust is consulted."),
    ("police-authority", "harrowmere", "A Councillor reports on the Police Authority."),
    (
        "two-thirds-for-the-leader",
        "harrowmere",
        "To amend the Cabinet’s budget needs two-thirds of those present.",
    ),
    (
        "chair-in-the-executive",
        "harrowmere",
        "The Chair of the Council may also be a member of the Cabinet.",
    ),
    (
        "executive-member-on-scrutiny",
        "harrowmere",
        "Members of the Cabinet may be members of the Overview and Scrutiny Committee.",
    ),
    (
        "monitoring-officer-as-head",
        "harrowmere",
        "The Monitoring Officer deputises for the Chief Executive.",
    ),
    ("references-stand", "harrowmere", "This is subject to Part 9 and to what is said there."),
    ("references-stand", "harrowmere", "See Rule 97 of the Council Procedure Rules."),
    ("references-stand", "harrowmere", "This is subject to Article 44."),
    ("references-stand", "harrowmere", "It is decided as paragraph 88.4 says."),
    ("defined-is-used", "harrowmere", "A Quixotic Motion means a motion that nobody seconds."),
]


@pytest.mark.parametrize(
    ("rule", "example", "fault"), SEEDED, ids=[each[2][:40] for each in SEEDED]
)
def test_a_seeded_fault_is_found_and_nothing_else(rule: str, example: str, fault: str) -> None:
    assert rules_broken(with_text(example, MEETING, fault)) == [rule]


def test_two_thirds_are_right_under_an_elected_mayor_and_a_mayor_is_not_removed() -> None:
    stoneacre = read_constitution(open_package(FILES["stoneacre"]))
    assert governance_of(stoneacre) == "mayor-and-cabinet"
    fault = "The Council may remove the Mayor by resolution."
    changed = with_text("stoneacre", "The Council cannot remove the Mayor from office.", fault)
    assert rules_broken(changed) == ["removal-of-a-mayor"]


def test_a_committee_system_has_no_executive_decisions() -> None:
    marrowdale = read_constitution(open_package(FILES["marrowdale"]))
    assert governance_of(marrowdale) == "committee-system"
    old = "There are eight ordinary meetings in the municipal year."
    changed = with_text("marrowdale", old, "Key decisions are published.")
    assert rules_broken(changed) == ["executive-under-committees"]


def test_numbers_that_stand_twice_or_leave_a_gap_are_found() -> None:
    twice = with_text("alderbrook", "3.12", "3.11")
    assert "numbers-once" in rules_broken(twice) or "no-gaps" in rules_broken(twice)


def test_every_rule_of_words_has_a_source_and_an_id_of_its_own() -> None:
    ids = [*(rule.id for rule in RULES), *CHECKS]
    assert len(ids) == len(set(ids))
    assert all(rule.source and rule.why.endswith(".") for rule in RULES)


def test_the_command_needs_no_workspace_and_ends_with_1_when_it_finds_a_fault() -> None:
    run = CliRunner().invoke(program, ["health", str(FILES["harrowmere"]), "--json"])
    told = json.loads(run.output)
    assert run.exit_code == 0
    assert told["governance_model"] == "leader-and-cabinet"
    assert told["findings"] == []


@pytest.mark.slow
def test_thirty_drawn_faults_in_other_words_are_found_and_right_sentences_are_left_alone() -> None:
    every = faults()
    assert {each.rule for each in every} >= {rule for rule, _, _ in SEEDED}
    assert [each.fault.texts for each in map(tried, drawn(every)) if not each.found] == []
    assert wrongly_found() == []


@pytest.mark.parametrize("field", ["finds", "with", "unless"])
def test_a_rule_that_names_a_word_nobody_gave_is_refused(tmp_path: Path, field: str) -> None:
    rule = {"id": "x", "class": "law", "finds": "a", "why": "b.", "source": "c", "checked": False}
    text = {"rules": [{**rule, "remedy": "d", field: "<parliament>"}]}
    (tmp_path / "health.yaml").write_text(json.dumps(text))
    with pytest.raises(Refusal, match="parliament"):
        read_word_rules(tmp_path / "health.yaml")
