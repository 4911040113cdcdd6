"""What must hold between the facts of any lawful configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from drafting.configuration.facts import facts_made_out
from drafting.configuration.keys import dotted
from drafting.configuration.stated import Stated
from drafting.configuration.vocabulary import Constraint, Fact, Vocabulary
from drafting.findings import Finding, Refusal, error
from drafting.library.nearest import as_written
from drafting.rules.conditions import (
    All,
    Condition,
    ConditionError,
    Facts,
    deciding,
    parse_condition,
)
from drafting.yaml_file import YamlFile, read_yaml


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


def check_constraints(facts: Facts, vocabulary: Vocabulary, source: YamlFile) -> list[Finding]:
    """Return an error for each constraint that the facts break, placed in council.yaml.

    A constraint between facts of which one is not known is passed by.
    """
    rules, findings = parse_constraints(vocabulary)
    for rule in rules:
        if rule.facts() <= facts.keys() and not rule.holds(facts):
            findings.append(_broken(rule, facts, vocabulary, source))
    return findings


def check_unfinished(path: Path, vocabulary: Vocabulary) -> list[Finding]:
    """Return the constraints that a council.yaml breaks which is wrong in other ways as well."""
    try:
        source = read_yaml(path)
    except Refusal:
        return []  # reported by whoever reads the configuration
    return check_constraints(facts_made_out(Stated(source), vocabulary), vocabulary, source)


def _broken(rule: Rule, facts: Facts, vocabulary: Vocabulary, source: YamlFile) -> Finding:
    parts = rule.then.parts if isinstance(rule.then, All) else (rule.then,)
    failing = All(tuple(part for part in parts if not part.holds(facts)))
    stated = deciding(rule.when, facts, vocabulary)
    against = [words for words in deciding(failing, facts, vocabulary) if words not in stated]
    now = " but ".join(" and ".join(part) for part in (stated, against) if part)
    return error(
        f"{rule.constraint.message} Here {now}.",
        where=source.path.name,
        line=_line(rule, failing, vocabulary, source),
        remedy=_remedy(failing, rule.when, vocabulary),
    )


def _remedy(failing: All, when: Condition, vocabulary: Vocabulary) -> str:
    """Return what to set to what, or else what to correct, so that the constraint holds."""
    steps = [step for part in failing.parts for step in _settings(part, vocabulary)]
    named = {fact.name: fact for fact in _facts(failing, vocabulary) if not fact.at}
    named |= {fact.name: fact for fact in _facts(when, vocabulary)}
    places = [dotted(fact.at) if fact.at else fact.derived_from for fact in named.values()]
    steps.append(f"correct {' or '.join(dict.fromkeys(places))}")
    told = ", or ".join(steps)
    return f"{told[0].upper()}{told[1:]}."


def _facts(condition: Condition, vocabulary: Vocabulary) -> list[Fact]:
    return [vocabulary.facts[name] for name in sorted(condition.facts())]


def _settings(part: Condition, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield how to answer a question so that the part holds, if it stands on one question."""
    facts = _facts(part, vocabulary)
    if len(facts) == 1 and facts[0].at:
        fact = facts[0]
        fitting = [as_written(value) for value in fact.domain if part.holds({fact.name: value})]
        yield f"set {dotted(fact.at)} to {' or '.join(fitting)}"


def _line(rule: Rule, failing: Condition, vocabulary: Vocabulary, source: YamlFile) -> int | None:
    """Return the line of the first fact that a person stated: of those that fail, if any is."""
    for condition in (failing, rule.then, rule.when):
        for name in sorted(condition.facts()):
            if at := vocabulary.facts[name].at:
                return source.line(*at)
    return None
