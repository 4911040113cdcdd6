"""What must hold between the facts of any lawful configuration."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.configuration.reading import Configuration
from drafting.configuration.vocabulary import Constraint, Vocabulary
from drafting.findings import Finding, error
from drafting.rules.conditions import (
    All,
    Condition,
    ConditionError,
    Facts,
    deciding,
    in_plain_english,
    parse_condition,
)


@dataclass(frozen=True)
class Rule:
    """A constraint of facts.yaml with its two conditions parsed."""

    constraint: Constraint
    when: Condition
    then: Condition

    def holds(self, facts: Facts) -> bool:
        """Return whether the facts respect the constraint."""
        return not self.when.holds(facts) or self.then.holds(facts)

    def facts(self) -> frozenset[str]:
        """Return the names of the facts between which the constraint stands."""
        return self.when.facts() | self.then.facts()


def parse_constraints(vocabulary: Vocabulary) -> tuple[tuple[Rule, ...], list[Finding]]:
    """Parse the vocabulary's constraints; those that cannot be parsed are findings."""
    rules: list[Rule] = []
    findings: list[Finding] = []
    for constraint in vocabulary.constraints:
        try:
            when = parse_condition(constraint.when, vocabulary)
            then = parse_condition(constraint.then, vocabulary)
        except ConditionError as problem:
            message = f"the constraint {constraint.id!r}: {problem.message}"
            findings.append(error(message, where="facts.yaml", remedy=problem.remedy))
        else:
            rules.append(Rule(constraint, when, then))
    return tuple(rules), findings


def check_constraints(
    facts: Facts, vocabulary: Vocabulary, configuration: Configuration
) -> list[Finding]:
    """Return an error for each constraint that the facts break, placed in council.yaml."""
    rules, findings = parse_constraints(vocabulary)
    for rule in rules:
        if not rule.holds(facts):
            findings.append(_broken(rule, facts, vocabulary, configuration))
    return findings


def _broken(
    rule: Rule, facts: Facts, vocabulary: Vocabulary, configuration: Configuration
) -> Finding:
    parts = rule.then.parts if isinstance(rule.then, All) else (rule.then,)
    failing = All(tuple(part for part in parts if not part.holds(facts)))
    stated = deciding(rule.when, facts, vocabulary)
    against = [words for words in deciding(failing, facts, vocabulary) if words not in stated]
    now = " but ".join(" and ".join(part) for part in (stated, against) if part)
    needed = in_plain_english(failing, vocabulary)
    return error(
        rule.constraint.message,
        where=configuration.path.name,
        line=_line(rule, failing, vocabulary, configuration),
        remedy=f"Now {now}. It must be so that {needed}.",
    )


def _line(
    rule: Rule, failing: Condition, vocabulary: Vocabulary, configuration: Configuration
) -> int | None:
    """Return the line of the first fact that a person stated: of those that fail, if any is."""
    for condition in (failing, rule.then, rule.when):
        for name in sorted(condition.facts()):
            if at := vocabulary.facts[name].at:
                return configuration.line(*at)
    return None
