"""A configuration that breaks a constraint is told so, where a person can mend it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from drafting.configuration.vocabulary import Vocabulary
from drafting.library.clauses import Library
from drafting.rules.compilation import NEVER, compile_library
from drafting.rules.conditions import parse_condition
from drafting.rules.constraints import check_constraints, check_unfinished, parse_constraints
from drafting.rules.lawful import LawfulFacts
from drafting.yaml_file import read_yaml_text

COUNCIL_YAML = "governance_model: leader-and-cabinet\narrangement: coalition\n"
SOURCE = read_yaml_text(COUNCIL_YAML, Path("council.yaml"))


def test_a_broken_constraint_is_placed_and_explained(
    vocabulary: Vocabulary, lawful: LawfulFacts
) -> None:
    facts = lawful.find(parse_condition({"arrangement": "coalition"}, vocabulary))
    assert facts is not None
    facts |= {"administration_groups": 3, "support_groups": 0, "groups": 4}
    (finding,) = check_constraints(facts, vocabulary, SOURCE)
    assert (finding.where, finding.line) == ("council.yaml", 2)
    assert finding.message == (
        "A coalition has two groups in the administration. Three or more are a rainbow"
        " administration. Here two groups share the administration but the number of groups in"
        " the administration is 3."
    )
    assert finding.remedy == "Correct administration.groups or arrangement."


def test_a_broken_constraint_says_what_to_set_to_what(
    vocabulary: Vocabulary, lawful: LawfulFacts
) -> None:
    facts = lawful.find(parse_condition({"leader_rotation": "annual"}, vocabulary))
    assert facts is not None
    (finding,) = check_constraints({**facts, "rotation_mechanism": "none"}, vocabulary, SOURCE)
    assert finding.remedy == (
        "Set administration.rotation.mechanism to resign-and-elect or term-in-constitution,"
        " or correct administration.rotation.period."
    )


def test_a_constraint_is_checked_although_other_facts_cannot_be_made_out(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = tmp_path / "council.yaml"
    path.write_text("administration:\n  rotation:\n    period: annual\nquote_rule: 3\n")
    (finding,) = check_unfinished(path, vocabulary)
    assert (finding.where, finding.line) == ("council.yaml", 2)
    assert finding.message.startswith("A rotating leader needs a mechanism")


def test_lawful_facts_break_no_constraint(vocabulary: Vocabulary, lawful: LawfulFacts) -> None:
    for seed in range(100):
        facts = lawful.find(random=Random(seed))  # noqa: S311
        assert facts is not None
        assert check_constraints(facts, vocabulary, SOURCE) == []


def test_no_facts_make_a_condition_hold_that_never_does(lawful: LawfulFacts) -> None:
    assert lawful.find(NEVER) is None


def test_there_are_no_lawful_facts_where_the_constraints_forbid_them(
    vocabulary: Vocabulary, lawful: LawfulFacts
) -> None:
    data = {"arrangement": "minority", "control": "majority"}
    assert lawful.find(parse_condition(data, vocabulary)) is None


def test_a_constraint_that_cannot_be_read_is_told(library: Library, vocabulary: Vocabulary) -> None:
    spoilt = replace(
        vocabulary,
        constraints=(replace(vocabulary.constraints[0], then={"controll": "majority"}),),
    )
    for findings in (parse_constraints(spoilt)[1], compile_library(library, spoilt)[1][:1]):
        assert [(f.where, f.remedy) for f in findings] == [("facts.yaml", "Did you mean control?")]
        assert "majority-runs-alone" in findings[0].message
