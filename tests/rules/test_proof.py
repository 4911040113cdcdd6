"""A fault of each kind is found, and the council that shows it drafts it.

Each fault is put into the real library. The answers of the counterexample are put into the
council.yaml of a council, and what `drafting check` finds there is the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from example_council import EXAMPLE

from drafting.assembly.rendering import references_in
from drafting.commands.proof import fragment, ordinary_facts
from drafting.configuration.editing import with_answers
from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import read_configuration
from drafting.configuration.vocabulary import Constraint, FactValue, Vocabulary, read_vocabulary
from drafting.findings import Level, errors
from drafting.library.clauses import Clause, Library, Variant
from drafting.library.reading import read_library
from drafting.publication.draft import Assembly, assemble_protocols
from drafting.rules.constraints import check_constraints
from drafting.rules.proof import Fault, Proof, prove
from drafting.workspace import example_files, program_files
from drafting.yaml_file import read_yaml_text
from tests.assembly.conftest import COUNCIL_YAML

pytestmark = pytest.mark.slow  # each fault is proved over every configuration

MAYOR = {"governance_model": "mayor-and-cabinet"}
MINORITY = {"arrangement": ["minority", "minority-with-support"]}
VOCABULARY = read_vocabulary(program_files("clauses") / "facts.yaml")
LIBRARY, _ = read_library(program_files("clauses"), program_files("protocols"))
Spoil = Callable[[Library], Library]


def _clause(name: str, **changes: object) -> Spoil:
    def spoil(library: Library) -> Library:
        clause: Clause = replace(library.clauses[name], **changes)  # pyright: ignore[reportArgumentType]
        return replace(library, clauses={**library.clauses, name: clause})

    return spoil


def _variants(name: str, *texts: tuple[str, object, str]) -> Spoil:
    variants = tuple(Variant(each, when, when is None, text, 20) for each, when, text in texts)
    return _clause(name, variants=variants)


def _required(slot_id: str, required: bool) -> Spoil:
    def spoil(library: Library) -> Library:
        outlines = tuple(
            replace(
                outline,
                slots=tuple(
                    replace(slot, required=required) if slot.id == slot_id else slot
                    for slot in outline.slots
                ),
            )
            for outline in library.outlines
        )
        return replace(library, outlines=outlines)

    return spoil


@cache
def _ordinary() -> Mapping[str, FactValue]:
    return ordinary_facts(VOCABULARY)


def _prove(library: Library = LIBRARY, vocabulary: Vocabulary = VOCABULARY) -> Proof:
    return prove(library, vocabulary, lambda variant: references_in(variant.text), _ordinary())


@cache
def _faults_before() -> frozenset[str]:
    return frozenset(finding.message for finding in _prove().findings)


def _new_faults(spoil: Spoil) -> list[Fault]:
    faults = _prove(spoil(LIBRARY)).faults
    return [fault for fault in faults if fault.finding.message not in _faults_before()]


def _drafted(
    text: str, fault: Fault, library: Library, folder: Path
) -> tuple[dict[str, FactValue], Assembly]:
    """Put the counterexample into a council.yaml, and assemble what the library makes of it."""
    assert fault.case is not None
    path = folder / "council.yaml"
    path.write_text(with_answers(text, fault.case.answers(VOCABULARY)), encoding="utf-8")
    configuration, findings = read_configuration(path, VOCABULARY)
    assert configuration is not None
    assert errors(findings) == []
    facts = derive_facts(configuration.council)
    assert check_constraints(facts, VOCABULARY, configuration.source) == []
    assert {name: facts[name] for name in fault.case.matter} == {
        name: fault.case.facts[name] for name in fault.case.matter
    }
    return facts, assemble_protocols(configuration, library, VOCABULARY)


@dataclass(frozen=True)
class Seeded:
    """A fault, the rule that finds it, what the proof says, and what `check` then says."""

    rule: str
    spoil: Spoil
    where: str
    says: str
    check_says: str


ONE = ("only", None, "1. One.\n")
SEEDED = [
    Seeded(
        "required-slots-filled",
        _clause("principles", when={"not": {"arrangement": "none-yet"}}),
        "member-officer.yaml",
        "no clause fills the slot 'principles', which must be filled when no administration has "
        "been formed.",
        "no clause fills the slot 'principles'",
    ),
    Seeded(
        "slots-take-one",
        _clause("officers-and-committee-chairs", when={"intervention": "notice"}, excludes=()),
        "member-officer.yaml",
        "officers-and-the-executive and officers-and-committee-chairs apply at once, but the slot "
        "'executive-relations' takes one clause when",
        "apply at once",
    ),
    Seeded(
        "wordings-fit",
        _variants("principles", ("large", {"groups": {"at-least": 2}}, "1. One.\n")),
        "principles.yaml",
        "no variant fits when the number of political groups is 1.",
        "none of the variants applies",
    ),
    Seeded(
        "requirements-met",
        _clause("principles", requires=("new-to-power",)),
        "principles.yaml",
        "it requires new-to-power, which is not in when no group in the administration is new",
        "principles requires new-to-power, which is not in.",
    ),
    Seeded(
        "exclusions-hold",
        _clause("principles", excludes=("ungrouped-members",)),
        "principles.yaml",
        "it excludes ungrouped-members, and both are in when at least one member belongs to no "
        "group.",
        "principles and ungrouped-members exclude each other, but both are in.",
    ),
    Seeded(
        "references-stand",
        _variants(
            "principles",
            ("minority", MINORITY, "1. One.\n2. See {{ ref('minority-executive') }}.\n"),
            ("mayor", MAYOR, "1. One.\n2. See {{ ref('elected-mayor') }}.\n"),
            ("rest", None, "1. One.\n2. See {{ ref('rotation-of-the-leader') }}.\n"),
        ),
        "principles.yaml",
        "the text refers to rotation-of-the-leader, which is not in when",
        "the text refers to 'rotation-of-the-leader', which is not among the chosen clauses.",
    ),
]  # fmt: skip


@pytest.mark.parametrize("seeded", SEEDED, ids=lambda seeded: seeded.rule)
def test_a_seeded_fault_is_found_and_its_counterexample_drafts_it(
    tmp_path: Path, seeded: Seeded
) -> None:
    fault, *more = [
        fault for fault in _new_faults(seeded.spoil) if fault.finding.rule == seeded.rule
    ]
    assert more == []
    assert (fault.finding.where, fault.finding.level) == (seeded.where, Level.ERROR)
    assert seeded.says in fault.finding.message
    _, assembly = _drafted(COUNCIL_YAML, fault, seeded.spoil(LIBRARY), tmp_path)
    found = [
        (each.where, each.line) for each in assembly.findings if seeded.check_says in each.message
    ]
    assert found == [(seeded.where, fault.finding.line)]


@pytest.mark.slow
@pytest.mark.parametrize("seeded", SEEDED[:1], ids=lambda seeded: seeded.rule)
def test_a_counterexample_goes_into_the_file_of_an_example_council_as_well(
    tmp_path: Path, seeded: Seeded
) -> None:
    (fault,) = _new_faults(seeded.spoil)
    text = example_files(EXAMPLE)["council.yaml"].decode()
    _, assembly = _drafted(text, fault, seeded.spoil(LIBRARY), tmp_path)
    assert any(seeded.check_says in finding.message for finding in assembly.findings)


def test_a_wording_in_the_shade_of_others_is_found_and_its_case_drafts_another(
    tmp_path: Path,
) -> None:
    spoil = _variants(
        "principles",
        ("minority", MINORITY, "1. One.\n"),
        ("supported", {"arrangement": "minority-with-support"}, "1. Two.\n"),
        ONE,
    )
    (fault,) = _new_faults(spoil)
    assert fault.finding.rule == "wordings-reachable"
    assert fault.finding.message == "the wording 'supported' can never be used."
    facts, assembly = _drafted(COUNCIL_YAML, fault, spoil(LIBRARY), tmp_path)
    assert facts["arrangement"] == "minority-with-support"
    variant = assembly.selection.chosen["principles"].variant
    assert variant is not None
    assert variant.id == "minority"


def test_a_wording_that_overlaps_an_earlier_one_and_can_be_used_is_fine() -> None:
    spoil = _variants(
        "principles",
        ("minority", MINORITY, "1. One.\n"),
        ("short", {"short_of_half": True}, "1. Two.\n"),
        ONE,
    )
    assert _new_faults(spoil) == []


def test_a_clause_that_can_never_be_in_is_laid_to_the_constraints() -> None:
    when = {"arrangement": "coalition", "control": "majority"}
    spoil = _clause("new-to-power", when=when)
    faults = _new_faults(spoil)
    fault = next(each for each in faults if each.finding.rule == "clauses-reachable")
    assert fault.finding.message == (
        "the clause can never be in: it applies if two groups share the administration and one "
        "group holds more than half of the seats, because of the constraint "
        "majority-needs-no-partner."
    )
    assert fault.case is None
    # Its wordings are not told as well.
    assert all(each.finding.rule != "wordings-reachable" for each in faults)


def test_a_condition_with_an_unknown_value_is_told_with_the_nearest() -> None:
    faults = _new_faults(_clause("new-to-power", when={"control": "majorty"}))
    assert faults[0].finding.message == "control has no value 'majorty'."
    assert faults[0].finding.remedy == "Did you mean majority?"
    assert faults[0].case is None


def test_a_slot_that_is_always_filled_should_say_so() -> None:
    (fault,) = _new_faults(_required("principles", required=False))
    assert (fault.finding.rule, fault.finding.level) == ("slots-can-be-empty", Level.WARNING)
    assert fault.finding.message == "the slot 'principles' is never empty, and does not say so."


def test_one_partner_is_not_spoken_of_where_there_are_three(tmp_path: Path) -> None:
    spoil = _variants("principles", ("all", None, "1. One.\n2. Officers tell the other partner.\n"))
    (fault,) = _new_faults(spoil)
    assert (fault.finding.rule, fault.finding.line) == ("no-false-singular", 21)
    facts, _ = _drafted(COUNCIL_YAML, fault, spoil(LIBRARY), tmp_path)
    assert int(facts["administration_groups"]) >= 3


# The facts and the constraints themselves


def _constrained(*more: tuple[str, dict[str, object]]) -> Vocabulary:
    new = tuple(
        Constraint(f"new-{number}", {"control": when}, then, "It must.")
        for number, (when, then) in enumerate(more)
    )
    return replace(VOCABULARY, constraints=(*VOCABULARY.constraints, *new))


def test_a_value_that_no_council_can_have_is_told() -> None:
    spoilt = _constrained(
        ("majority", {"council_type": ["county", "district", "metropolitan", "london-borough"]}),
        ("no-overall-control", {"council_type": ["county", "metropolitan", "london-borough"]}),
    )
    messages = [finding.message for finding in _prove(vocabulary=spoilt).findings]
    assert (
        "no council can be so that the council is a unitary council (council_type), because of the "
        "constraints new-0 and new-1." in messages
    )


def test_a_constraint_that_contradicts_the_others_is_told() -> None:
    spoilt = _constrained(("majority", {"arrangement": "coalition"}))
    messages = [finding.message for finding in _prove(vocabulary=spoilt).findings]
    assert (
        "the constraint 'new-0' contradicts the others, because of the constraint "
        "majority-needs-no-partner." in messages
    )


def test_constraints_that_no_council_can_meet_are_told_alone() -> None:
    spoilt = _constrained(
        ("majority", {"petition_scheme": True, "council_type": "county"}),
        ("no-overall-control", {"council_type": "county"}),
        ("majority", {"council_type": "district"}),
        ("no-overall-control", {"council_type": "district"}),
    )
    proof = _prove(vocabulary=spoilt)
    (finding,) = proof.findings
    assert finding.message.startswith("no council can be lawful, because of the constraints new-")
    assert proof.configurations == 0


# What is shown


def test_a_fragment_states_what_matters_and_nothing_that_does_not() -> None:
    spoil = _clause("principles", when={"petition_scheme": True})
    fault = _of_slot(spoil)
    assert fault.case is not None
    assert fault.case.told(VOCABULARY) == ("the council has no petition scheme",)
    assert fragment(fault.case, VOCABULARY) == "petition_scheme: false\n"


def test_a_fragment_of_facts_that_follow_from_the_groups_states_the_groups() -> None:
    spoil = _clause("principles", when={"support_groups": {"at-most": 1}})
    fault = _of_slot(spoil)
    assert fault.case is not None
    assert fault.case.told(VOCABULARY) == ("the number of supporting groups is 2",)
    data = read_yaml_text(fragment(fault.case, VOCABULARY), Path("council.yaml")).data
    assert len(data["administration"]["support"]) == 2
    assert {"seats", "groups", "arrangement", "chair_group"} <= set(data)
    assert "petition_scheme" not in data


def test_what_goes_wrong_everywhere_needs_no_fragment() -> None:
    spoil = _clause("boundaries", excludes=("principles",))
    (fault,) = _new_faults(spoil)
    assert (
        fault.finding.message == "it excludes principles, and both are in in every configuration."
    )
    assert fault.case is not None
    assert fragment(fault.case, VOCABULARY).startswith("#")


def _of_slot(spoil: Spoil) -> Fault:
    faults = _new_faults(spoil)
    return next(each for each in faults if each.finding.rule == "required-slots-filled")
