"""The command that proves the library over every configuration: `drafting prove`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import indent
from time import perf_counter
from typing import Any

from drafting.assembly.proofreading import PRINTED_RULES, proofread
from drafting.assembly.rendering import references_in
from drafting.commands.result import Progress, Result, counted
from drafting.configuration.editing import with_answers
from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import council_of, read_configuration
from drafting.configuration.vocabulary import FactValue, Vocabulary, read_vocabulary
from drafting.configuration.witness import answers_for, with_answers_put_in
from drafting.findings import Finding, Refusal, errors
from drafting.library.clauses import Library
from drafting.library.own_library import with_own_clauses
from drafting.library.reading import read_library
from drafting.rules.claims import CLAIM_RULES
from drafting.rules.compilation import parse_library
from drafting.rules.conditions import All, Facts, Not
from drafting.rules.constraints import parse_constraints
from drafting.rules.covering import pairwise_covering
from drafting.rules.proof import Case, Fault, Proof, prove
from drafting.rules.solver import Solver
from drafting.workspace import CONFIGURATION, program_files
from drafting.yaml_file import read_yaml

ORDINARY = "penfold-and-wray"
"""The example whose facts stand for an ordinary council, and whose words are printed."""


def prove_library(
    clauses: Path, protocols: Path, progress: Progress, own: Path | None = None
) -> Result:
    """Prove the library in two folders over every configuration, and read over what it prints.

    `clauses` holds facts.yaml as well; `own` is the folder of a council's own clauses and
    overlays, with which the library is then proved. Raises `Refusal` when that cannot be read.
    """
    began = perf_counter()
    progress("reading the library")
    vocabulary = read_vocabulary(clauses / "facts.yaml")
    library, findings = read_library(clauses, protocols)
    if own is not None:
        library, problems = with_own_clauses(library, own)
        findings += problems
    progress("proving it over every configuration")
    proof = prove(library, vocabulary, _references, ordinary_facts(vocabulary))
    progress("printing it for pairs of facts")
    configurations = covering_configurations(library, vocabulary)
    misprints = printed_findings(library, vocabulary, configurations)
    seconds = perf_counter() - began
    faults = (
        *(Fault(f, None) for f in findings),
        *proof.faults,
        *(Fault(f, None) for f in misprints),
    )
    told = [*_faults_told(faults, vocabulary)]
    told += _summary(library, proof, len(configurations), misprints, seconds)
    record = {
        "proved": not errors(fault.finding for fault in faults),
        "configurations": proof.configurations,
        "claims": dict(proof.claims),
        "printed": len(configurations),
        "seconds": round(seconds, 3),
        "findings": [_as_json(fault, vocabulary) for fault in faults],
    }
    return Result("\n".join(told), record, tuple(fault.finding for fault in faults))


def _references(variant: Any) -> Iterable[tuple[str, int]]:
    return references_in(variant.text)


def ordinary_facts(vocabulary: Vocabulary) -> Mapping[str, FactValue]:
    """Return the facts of an ordinary council, from which counterexamples differ little."""
    path = program_files("examples") / ORDINARY / CONFIGURATION
    configuration, findings = read_configuration(path, vocabulary)
    if configuration is None:
        raise Refusal(*findings, cannot_run=True)
    return derive_facts(configuration.council)


def covering_configurations(library: Library, vocabulary: Vocabulary) -> list[Facts]:
    """Return configurations in which every two values meet that can, and every wording stands.

    There are none if no council can be lawful.
    """
    rules, _ = parse_constraints(vocabulary)
    conditions, _ = parse_library(library, vocabulary)
    solver = Solver(vocabulary, rules)
    configurations: list[Facts] = [*pairwise_covering(solver)]
    ordinary = ordinary_facts(vocabulary)
    for clause in library.clauses.values():
        earlier: tuple[Not, ...] = ()
        for variant in clause.variants:
            own = conditions.of_variant(clause, variant)
            reach = All((conditions.of(clause), own, *earlier))
            earlier = (*earlier, Not(own))
            if not any(reach.holds(facts) for facts in configurations):
                facts = solver.nearest(reach, ordinary)
                configurations += [facts] if facts else []
    return configurations


def printed_findings(
    library: Library, vocabulary: Vocabulary, configurations: Iterable[Facts]
) -> list[Finding]:
    """Return what is wrong with the library as it is printed for these configurations."""
    conditions, _ = parse_library(library, vocabulary)
    example = read_yaml(program_files("examples") / ORDINARY / CONFIGURATION).data
    councils = (
        (facts, council_of(with_answers_put_in(example, answers_for(facts, vocabulary))))
        for facts in configurations
    )
    return proofread(library, conditions, councils)


def _summary(
    library: Library, proof: Proof, printed: int, misprints: list[Finding], seconds: float
) -> Iterator[str]:
    wordings = sum(len(clause.variants) for clause in library.clauses.values())
    faulty = {finding.rule for finding in proof.findings}
    yield (
        f"{counted(len(library.clauses), 'clause')} with {counted(wordings, 'wording')}, over "
        f"{proof.configurations:,} configurations: every lawful combination of the facts."
    )
    for rule in CLAIM_RULES:
        if number := proof.claims.get(rule.id, 0):
            word = "Not so" if rule.id in faulty else "Proved"
            yield f"  {word}: {rule.says} ({number:,})."
    word = "Not so" if misprints else "Checked"
    yield (
        f"  {word}: every wording reads well as it is printed, by {len(PRINTED_RULES)} rules "
        f"({counted(printed, 'configuration')}, in which every two facts meet that can)."
    )
    yield f"In {max(seconds, 0.1):.1f} seconds."


def _faults_told(faults: Iterable[Fault], vocabulary: Vocabulary) -> Iterator[str]:
    for fault in faults:
        yield str(fault.finding)
        if fault.case:
            yield "  A smallest configuration that shows it; put this into any council.yaml:"
            yield indent(fragment(fault.case, vocabulary).rstrip(), "    ")


def fragment(case: Case, vocabulary: Vocabulary) -> str:
    """Return the part of a `council.yaml` that brings a fault about in any council."""
    answers = case.answers(vocabulary)
    if not answers:
        return "# nothing: every council shows it\n"
    return with_answers("", answers)


def _as_json(fault: Fault, vocabulary: Vocabulary) -> dict[str, Any]:
    record: dict[str, Any] = {**fault.finding.as_json()}
    if fault.case:
        record["case"] = {
            "because": list(fault.case.told(vocabulary)),
            "facts": dict(fault.case.facts),
            CONFIGURATION: fragment(fault.case, vocabulary),
        }
    return record
