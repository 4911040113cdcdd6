"""Rules of the library that turn on conditions: which clauses and wordings can apply together.

Each looks for a lawful configuration that breaks it. A finding tells the facts of the first one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, Level, error
from drafting.library.catalogue import Catalogue, Link, holders
from drafting.library.clauses import Clause, Library, Variant
from drafting.library.prose import Prose, words_of
from drafting.library.rule import LibraryRule
from drafting.library.style import Style, StyleRule
from drafting.rules.compilation import Conditions
from drafting.rules.conditions import (
    All,
    Any,
    Condition,
    ConditionError,
    Not,
    parse_condition,
)
from drafting.rules.lawful import LawfulFacts
from drafting.yaml_file import YamlFile


@dataclass(frozen=True)
class Applied:
    """The library with its conditions compiled, and what it is compared with.

    `facts_file` is facts.yaml, for the lines of the facts.
    """

    library: Library
    prose: Prose
    catalogue: Catalogue
    vocabulary: Vocabulary
    facts_file: YamlFile
    conditions: Conditions
    lawful: LawfulFacts

    def case(self, condition: Condition) -> str | None:
        """Return in words a lawful configuration in which the condition holds, if there is one."""
        facts = self.lawful.find(condition)
        if facts is None:
            return None
        names = sorted(condition.facts())
        told = [self.vocabulary.facts[name].says(facts[name]) for name in names]
        return f"when {', '.join(told)}" if told else "in every configuration"

    def holding(self, number: str) -> Condition:
        """Return the condition under which some clause that holds the number applies."""
        return Any(tuple(self.conditions.of(each) for each in holders(self.library, number)))

    def reaching(self, clause: Clause, variant: Variant) -> Condition:
        """Return the condition under which a wording is the one that stands."""
        own = [self.conditions.of_variant(clause, each) for each in clause.variants]
        place = clause.variants.index(variant)
        earlier = (Not(condition) for condition in own[:place])
        return All((self.conditions.of(clause), own[place], *earlier))

    @cached_property
    def used_facts(self) -> frozenset[str]:
        """The names of the facts that some condition of a clause or a wording looks at."""
        conditions = (*self.conditions.clauses.values(), *self.conditions.variants.values())
        return frozenset[str]().union(*(each.facts() for each in conditions))


def _unused_facts(applied: Applied) -> Iterator[Finding]:
    for name in applied.vocabulary.facts:
        if name not in applied.used_facts:
            yield applied.facts_file.error(
                f"no condition looks at the fact {name!r}.",
                "facts",
                name,
                remedy="Write the clause that turns on it, or remove the fact.",
            )


def _unmet_requirements(applied: Applied) -> Iterator[Finding]:
    for clause in applied.library.clauses.values():
        when = applied.conditions.of(clause)
        for index, name in enumerate(clause.requires):
            required = applied.library.clauses.get(name)
            if required is None:
                continue  # told by the rule that named clauses exist
            case = applied.case(All((when, Not(applied.conditions.of(required)))))
            if case:
                yield clause.source.error(
                    f"it requires {name}, which does not apply {case}.",
                    "requires",
                    index,
                    remedy="Change the conditions so that this cannot be.",
                )


def _excluded_together(applied: Applied) -> Iterator[Finding]:
    for clause in applied.library.clauses.values():
        for index, name in enumerate(clause.excludes):
            excluded = applied.library.clauses.get(name)
            if excluded is None:
                continue
            both = All((applied.conditions.of(clause), applied.conditions.of(excluded)))
            if case := applied.case(both):
                yield clause.source.error(
                    f"it excludes {name}, and both apply {case}.",
                    "excludes",
                    index,
                    remedy="Change the conditions so that this cannot be.",
                )


def _numbers_out_of_their_conditions(applied: Applied) -> Iterator[Finding]:
    for link in applied.catalogue.exactly_when:
        holding, when = applied.holding(link.number), _parsed(link, applied.vocabulary)
        called = applied.catalogue.called(link.number)
        if case := applied.case(All((when, Not(holding)))):
            yield _at(applied, link, f"no clause that holds {called} applies {case}.")
        for clause in holders(applied.library, link.number):
            if case := applied.case(All((applied.conditions.of(clause), Not(when)))):
                yield clause.source.error(
                    f"it holds {called} and applies {case}.",
                    "when",
                    remedy="The catalogue says when it applies: make the condition the same.",
                )


def _numbers_without_their_companions(applied: Applied) -> Iterator[Finding]:
    for link in applied.catalogue.together:
        if not holders(applied.library, link.other):
            continue  # told by the rule that every number is held
        companion = applied.holding(link.other)
        for clause in holders(applied.library, link.number):
            own = All((applied.conditions.of(clause), _parsed(link, applied.vocabulary)))
            if case := applied.case(All((own, Not(companion)))):
                yield clause.source.error(
                    f"it holds {link.number}, and no clause that holds "
                    f"{applied.catalogue.called(link.other)} applies {case}.",
                    "catalogue",
                    remedy="Write that clause, or widen its condition.",
                )


def _numbers_that_clash(applied: Applied) -> Iterator[Finding]:
    for link in applied.catalogue.apart:
        both = All((applied.holding(link.number), applied.holding(link.other)))
        if case := applied.case(both):
            yield _at(applied, link, f"{link.number} and {link.other} both apply {case}.")


def _numbers_not_reconciled(applied: Applied) -> Iterator[Finding]:
    for link in applied.catalogue.reconciled:
        for one in holders(applied.library, link.number):
            for other in holders(applied.library, link.other):
                yield from _not_reconciled(applied, one, other)


def _not_reconciled(applied: Applied, one: Clause, other: Clause) -> Iterator[Finding]:
    for variant in one.variants:
        for opposite in other.variants:
            if _names(variant, other) or _names(opposite, one) or one is other:
                continue
            reached = applied.reaching(one, variant), applied.reaching(other, opposite)
            if case := applied.case(All(reached)):
                yield error(
                    f"neither this wording nor {other.id} refers to the other {case}.",
                    where=one.file_of(variant),
                    line=variant.line,
                    remedy="Say what of the other it excepts, with a reference.",
                )


def _names(variant: Variant, clause: Clause) -> bool:
    return f"ref('{clause.id}')" in words_of(variant)


def _at(applied: Applied, link: Link, message: str) -> Finding:
    remedy = "Write the clause, or change the conditions."
    return applied.catalogue.source.error(message, *link.key, remedy=remedy)


def _parsed(link: Link, vocabulary: Vocabulary) -> Condition:
    return parse_condition(link.when, vocabulary)


CONDITION_RULES: tuple[LibraryRule[Applied], ...] = (
    LibraryRule(
        "facts-are-used", "Every fact is one that a condition turns on.", _unused_facts,
        Level.WARNING,
    ),
    LibraryRule(
        "requirements-are-met", "What a clause requires applies with it.", _unmet_requirements
    ),
    LibraryRule(
        "exclusions-hold", "What a clause excludes never applies with it.", _excluded_together
    ),
    LibraryRule(
        "numbers-apply-when-due",
        "Clauses apply exactly when the catalogue says, and officers serve the whole council "
        "in every configuration.",
        _numbers_out_of_their_conditions,
    ),
    LibraryRule(
        "numbers-have-companions",
        "Where a clause applies, so do those that the catalogue puts with it.",
        _numbers_without_their_companions,
    ),
    LibraryRule(
        "numbers-do-not-clash",
        "Clauses that contradict each other never apply together.",
        _numbers_that_clash,
    ),
    LibraryRule(
        "numbers-are-reconciled",
        "Of two clauses that could contradict each other, one says what it excepts.",
        _numbers_not_reconciled,
    ),
)  # fmt: skip


def conditional_style_rules(style: Style) -> tuple[LibraryRule[Applied], ...]:
    """Return as rules of the library those of style that hold under a condition."""
    return tuple(_conditional(rule) for rule in style.rules if rule.under is not None)


def _conditional(rule: StyleRule) -> LibraryRule[Applied]:
    def find(applied: Applied) -> Iterator[Finding]:
        under = parse_condition(rule.under, applied.vocabulary)

        def applies(clause: Clause, variant: Variant | None) -> bool:
            own = applied.reaching(clause, variant) if variant else applied.conditions.of(clause)
            return applied.case(All((own, under))) is not None

        return rule.breaches(applied.prose, applies)

    return LibraryRule(rule.id, rule.says, find, rule.level)


def check_conditions(
    style: Style, catalogue: Catalogue, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Yield a finding for each condition of the style or the catalogue that cannot be parsed."""
    conditions = [(style.source, each.key, each.under) for each in style.rules]
    links = (*catalogue.exactly_when, *catalogue.together)
    conditions += [(catalogue.source, each.key, each.when) for each in links]
    for source, key, data in conditions:
        try:
            parse_condition(data, vocabulary)
        except ConditionError as problem:
            yield source.error(problem.message, *key, *problem.key, remedy=problem.remedy)
