"""Proves the claims about a library over every lawful configuration, or shows where they fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from drafting.configuration.vocabulary import Constraint, FactValue, Vocabulary
from drafting.configuration.witness import answers_for
from drafting.findings import Finding
from drafting.library.clauses import Library
from drafting.rules.claims import CLAIM_RULES, Claim, Claimed, ClaimRule, Never, References
from drafting.rules.compilation import parse_library
from drafting.rules.conditions import Always, Condition, Facts
from drafting.rules.constraints import parse_constraints
from drafting.rules.counting import count_configurations, tied_together
from drafting.rules.solver import Solver


@dataclass(frozen=True)
class Case:
    """A smallest configuration in which something goes wrong.

    Of all facts of a council that are given, those that `matter` bring it about whatever the
    others are. No lawful configuration that shows the fault is nearer to an ordinary council.
    """

    facts: Mapping[str, FactValue]
    matter: tuple[str, ...]

    def answers(self, vocabulary: Vocabulary) -> dict[tuple[str, ...], object]:
        """Return the answers which, put into any lawful `council.yaml`, bring the fault about.

        They state the facts that matter, and those that constraints tie to them.
        """
        sets = tied_together(vocabulary, parse_constraints(vocabulary)[0])
        derived = {name for name, fact in vocabulary.facts.items() if not fact.at}
        needed = _joined(sets, frozenset(self.matter))
        if needed & derived:
            needed = _joined(sets, needed | derived)  # all of them follow from the same groups
        return answers_for(self.facts, vocabulary, needed)

    def told(self, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Return the facts that matter in plain English; none if it goes wrong everywhere."""
        return tuple(vocabulary.facts[name].says(self.facts[name]) for name in self.matter)


def _joined(sets: tuple[frozenset[str], ...], names: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*(each for each in sets if each & names))


@dataclass(frozen=True)
class Fault:
    """A claim that is not so. What can never be, nothing shows, and there is no case."""

    finding: Finding
    case: Case | None


@dataclass(frozen=True)
class Proof:
    """What was proved: how many claims under each rule, over how many configurations."""

    claims: Mapping[str, int]
    configurations: int
    faults: tuple[Fault, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, in the order of the rules."""
        return tuple(fault.finding for fault in self.faults)


def prove(
    library: Library, vocabulary: Vocabulary, references: References, ordinary: Facts
) -> Proof:
    """Prove every claim about the library, or find a smallest configuration that breaks it.

    `ordinary` gives the facts of an ordinary council, from which a case differs as little as can
    be. What the vocabulary does not know is among the faults, and never holds.
    """
    rules, _ = parse_constraints(vocabulary)
    conditions, findings = parse_library(library, vocabulary)
    faults = [Fault(finding, None) for finding in findings]
    solver = Solver(vocabulary, rules)
    count = count_configurations(vocabulary, rules)
    if not solver.possible(Always()):
        return Proof({}, count, (*faults, _no_council(solver)))
    claimed = Claimed(library, vocabulary, conditions, rules, references)
    told: Counter[str] = Counter()
    for rule in CLAIM_RULES:
        for claim in rule.claims(claimed):
            told[rule.id] += 1
            if not _holds(claim, solver):
                faults.append(_fault(claim, rule, solver, ordinary))
    return Proof(told, count, _without_repeats(faults))


def _holds(claim: Claim, solver: Solver) -> bool:
    if isinstance(claim, Never):
        return not solver.possible(claim.breach)
    return solver.possible(claim.reach)


def _fault(claim: Claim, rule: ClaimRule, solver: Solver, ordinary: Facts) -> Fault:
    shown = claim.breach if isinstance(claim, Never) else claim.instead
    case = smallest(shown, solver, ordinary) if shown else None
    if isinstance(claim, Never):
        told = case.told(solver.vocabulary) if case else ()
        message = f"{claim.finding.message} {_when(told)}."
    else:
        message = f"{claim.finding.message}{_because(claim.reach, solver)}."
    return Fault(replace(claim.finding, message=message, level=rule.level, rule=rule.id), case)


def smallest(condition: Condition, solver: Solver, ordinary: Facts) -> Case | None:
    """Return a smallest lawful configuration in which the condition holds, if there is one."""
    facts = solver.nearest(condition, ordinary)
    if facts is None:
        return None
    return Case(facts, solver.deciding(condition, facts, ordinary))


def _when(told: tuple[str, ...]) -> str:
    if not told:
        return "in every configuration"
    *most, last = told
    return f"when {', '.join(most)} and {last}" if most else f"when {last}"


def _because(condition: Condition, solver: Solver) -> str:
    core = solver.why_never(condition)
    return f", because of {_named(core)}" if core else ""


def _named(constraints: tuple[Constraint, ...]) -> str:
    *most, last = [constraint.id for constraint in constraints]
    named = f"{', '.join(most)} and {last}" if most else last
    return f"the constraint{'s' if most else ''} {named}"


def _no_council(solver: Solver) -> Fault:
    core = solver.why_never(Always())
    finding = Finding(
        level=CLAIM_RULES[0].level,
        message=f"no council can be lawful, because of {_named(core)}.",
        where="facts.yaml",
        remedy="Correct one of them.",
        rule=CLAIM_RULES[0].id,
    )
    return Fault(finding, None)


def _without_repeats(faults: list[Fault]) -> tuple[Fault, ...]:
    """Return the faults without those of the wordings of a clause that can itself never be in."""
    never = {f.finding.where for f in faults if f.finding.rule == "clauses-reachable"}
    return tuple(
        fault
        for fault in faults
        if fault.finding.rule != "wordings-reachable" or fault.finding.where not in never
    )
