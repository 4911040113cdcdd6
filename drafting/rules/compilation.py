"""Every condition of the library, parsed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding
from drafting.library.clauses import Clause, ConditionData, Library, Variant
from drafting.rules.conditions import (
    All,
    Always,
    Any,
    Condition,
    ConditionError,
    Not,
    parse_condition,
)
from drafting.rules.constraints import parse_constraints
from drafting.rules.lawful import LawfulFacts
from drafting.yaml_file import YamlFile

NEVER = Not(Always())


@dataclass(frozen=True)
class Conditions:
    """The condition of each clause, by id, and of each variant, by clause id and variant id.

    A condition that could not be parsed never holds. `otherwise` always holds.
    """

    clauses: Mapping[str, Condition]
    variants: Mapping[tuple[str, str], Condition]

    def of(self, clause: Clause) -> Condition:
        """Return the condition under which the clause applies."""
        return self.clauses[clause.id]

    def of_variant(self, clause: Clause, variant: Variant) -> Condition:
        """Return the variant's own condition."""
        return self.variants[clause.id, variant.id]


def compile_library(library: Library, vocabulary: Vocabulary) -> tuple[Conditions, list[Finding]]:
    """Parse every condition of the library.

    Reports, with file and line, each condition that says something the vocabulary does not know,
    and each clause whose variants leave a lawful configuration without a wording.
    """
    conditions, findings = parse_library(library, vocabulary)
    lawful = LawfulFacts(vocabulary, parse_constraints(vocabulary)[0])
    for clause in library.clauses.values():
        when = conditions.of(clause)
        own = tuple(conditions.of_variant(clause, variant) for variant in clause.variants)
        if NEVER not in (when, *own):  # one that could not be parsed is told already
            findings += _gap(clause, when, own, lawful)
    return conditions, findings


def parse_library(library: Library, vocabulary: Vocabulary) -> tuple[Conditions, list[Finding]]:
    """Parse every condition of the library and the constraints of the vocabulary.

    Reports, with file and line, each that says something the vocabulary does not know.
    """
    findings = parse_constraints(vocabulary)[1]
    clauses: dict[str, Condition] = {}
    variants: dict[tuple[str, str], Condition] = {}
    for clause in library.clauses.values():
        clauses[clause.id] = _parse(clause.source, clause.when, vocabulary, findings, "when")
        for index, variant in enumerate(clause.variants):
            variants[clause.id, variant.id] = _parse(
                clause.source, variant.when, vocabulary, findings, "variants", index, "when"
            )
    return Conditions(clauses, variants), findings


def _parse(
    source: YamlFile,
    data: ConditionData,
    vocabulary: Vocabulary,
    findings: list[Finding],
    *key: str | int,
) -> Condition:
    try:
        return parse_condition(data, vocabulary)
    except ConditionError as problem:
        place = (*key, *problem.key)
        findings.append(source.error(problem.message, *place, remedy=problem.remedy))
        return NEVER


def _gap(
    clause: Clause, when: Condition, own: tuple[Condition, ...], lawful: LawfulFacts
) -> list[Finding]:
    if not own or Always() in own:
        return []
    uncovered = All((when, Not(Any(own))))
    facts = lawful.find(uncovered)
    if facts is None:
        return []
    names = sorted(uncovered.facts())
    case = ", ".join(lawful.vocabulary.facts[name].says(facts[name]) for name in names)
    return [
        clause.source.error(
            f"no variant fits when {case}.",
            "variants",
            remedy="End with a variant that has `otherwise: true`, or add one for this case.",
        )
    ]
