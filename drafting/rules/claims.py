"""What must be so of a library in every configuration, as claims that a solver can prove.

Each rule here turns a library into claims of one of two kinds: that something never holds, which
a configuration in which it holds would disprove, or that something can hold, which nothing but
the lack of any such configuration disproves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, Level, error
from drafting.library.clauses import Clause, Library, Outline, Slot, Variant
from drafting.library.own_library import left_out_but_required
from drafting.library.prose import words_of
from drafting.rules.compilation import Conditions
from drafting.rules.conditions import (
    All,
    Any,
    Condition,
    ConditionError,
    Is,
    Not,
    in_plain_english,
    parse_condition,
)
from drafting.rules.constraints import Rule

References = Callable[[Variant], Iterable[tuple[str, int]]]
"""Which clauses a wording refers to, each with the line within its text."""


@dataclass(frozen=True)
class Never:
    """A claim that `breach` holds in no lawful configuration.

    The message of `finding`, without its full stop, says what is wrong where it does hold.
    """

    breach: Condition
    finding: Finding


@dataclass(frozen=True)
class Possible:
    """A claim that `reach` holds in some lawful configuration.

    Where it does not, `instead` holds in those that show what happens in its place, if any.
    """

    reach: Condition
    finding: Finding
    instead: Condition | None = None


Claim = Never | Possible


@dataclass(frozen=True)
class Claimed:
    """What claims are made about: a library with its conditions, and the vocabulary's rules."""

    library: Library
    vocabulary: Vocabulary
    conditions: Conditions
    rules: tuple[Rule, ...]
    references: References

    def reaching(self, clause: Clause, variant: Variant) -> Condition:
        """Return the condition under which a wording is the one that stands."""
        own = [self.conditions.of_variant(clause, each) for each in clause.variants]
        place = clause.variants.index(variant)
        return All((self.conditions.of(clause), own[place], *map(Not, own[:place])))

    def slots(self) -> Iterator[tuple[Outline, int, Slot, tuple[Clause, ...]]]:
        """Yield each slot with its outline, its place in it and the clauses that could fill it."""
        for outline in self.library.outlines:
            for index, slot in enumerate(outline.slots):
                names = [name for name in slot.clauses if name in self.library.clauses]
                yield outline, index, slot, tuple(self.library.clauses[name] for name in names)


@dataclass(frozen=True)
class ClaimRule:
    """One thing that must be so: an id, one line that states it, and the claims it makes."""

    id: str
    says: str
    claims: Callable[[Claimed], Iterable[Claim]]
    level: Level = Level.ERROR


def _some_clause_fills_a_required_slot(claimed: Claimed) -> Iterator[Claim]:
    for outline, index, slot, clauses in claimed.slots():
        if slot.required:
            yield Never(
                Not(Any(tuple(map(claimed.conditions.of, clauses)))),
                outline.source.error(
                    f"no clause fills the slot {slot.id!r}, which must be filled",
                    "slots",
                    index,
                    remedy="Widen the condition of one of its clauses, or add a clause.",
                ),
            )


def _no_two_clauses_fill_a_slot(claimed: Claimed) -> Iterator[Claim]:
    for outline, index, slot, clauses in claimed.slots():
        for one, other in combinations(clauses, 2):
            yield Never(
                _both(claimed, one, other),
                outline.source.error(
                    f"{one.id} and {other.id} apply at once, but the slot {slot.id!r} takes "
                    "one clause",
                    "slots",
                    index,
                    remedy="Make their conditions exclude each other, or give one another slot.",
                ),
            )


def _a_clause_that_stands_has_a_wording(claimed: Claimed) -> Iterator[Claim]:
    for clause in claimed.library.clauses.values():
        own = tuple(claimed.conditions.of_variant(clause, each) for each in clause.variants)
        yield Never(
            All((claimed.conditions.of(clause), Not(Any(own)))),
            clause.source.error(
                "no variant fits",
                "variants",
                remedy="End with a variant that has `otherwise: true`, or add one for this case.",
            ),
        )


def _a_required_clause_stands_too(claimed: Claimed) -> Iterator[Claim]:
    for clause in claimed.library.clauses.values():
        for index, name in enumerate(clause.requires):
            if required := claimed.library.clauses.get(name):
                yield Never(
                    _without(claimed, claimed.conditions.of(clause), required),
                    clause.source.error(
                        f"it requires {name}, which is not in",
                        "requires",
                        index,
                        remedy=f"Widen the condition of {name}, or narrow this one.",
                    ),
                )
            elif overlay := claimed.library.left_out.get(name):
                finding = left_out_but_required(overlay, clause.id)
                message = finding.message.removesuffix(".")
                yield Never(claimed.conditions.of(clause), replace(finding, message=message))


def _an_excluded_clause_does_not_stand_too(claimed: Claimed) -> Iterator[Claim]:
    for clause in claimed.library.clauses.values():
        for index, name in enumerate(clause.excludes):
            if excluded := claimed.library.clauses.get(name):
                yield Never(
                    _both(claimed, clause, excluded),
                    clause.source.error(
                        f"it excludes {name}, and both are in",
                        "excludes",
                        index,
                        remedy="Change the conditions so that this cannot be.",
                    ),
                )


def _a_reference_has_a_clause_to_point_to(claimed: Claimed) -> Iterator[Claim]:
    for clause in claimed.library.clauses.values():
        for variant in clause.variants:
            for name, line in claimed.references(variant):
                other = claimed.library.clauses.get(name)
                reach = claimed.reaching(clause, variant)
                yield Never(
                    _without(claimed, reach, other) if other else reach,
                    error(
                        f"the text refers to {name}, which is not in",
                        where=clause.file_of(variant),
                        line=variant.line + line - 1,
                        remedy="Refer only to a clause that is in whenever this wording is.",
                    ),
                )


def _a_clause_can_stand(claimed: Claimed) -> Iterator[Claim]:
    for clause in claimed.library.clauses.values():
        when = claimed.conditions.of(clause)
        told = in_plain_english(when, claimed.vocabulary)
        yield Possible(
            when,
            clause.source.error(
                f"the clause can never be in: it applies if {told}",
                "when",
                remedy="Change its condition, or remove the clause.",
            ),
        )


def _a_wording_can_be_the_one_that_stands(claimed: Claimed) -> Iterator[Claim]:
    for clause in claimed.library.clauses.values():
        for index, variant in enumerate(clause.variants):
            when = claimed.conditions.of(clause)
            own = claimed.conditions.of_variant(clause, variant)
            yield Possible(
                claimed.reaching(clause, variant),
                clause.source.error(
                    f"the wording {variant.id!r} can never be used",
                    "variants",
                    index,
                    remedy="Change its condition, put it before the wordings that come first "
                    "wherever it fits, or remove it.",
                ),
                instead=All((when, own)),
            )


def _a_value_can_occur(claimed: Claimed) -> Iterator[Claim]:
    for fact in claimed.vocabulary.facts.values():
        for value in fact.domain:
            yield Possible(
                Is(fact.name, (value,)),
                error(
                    f"no council can be so that {fact.says(value)} ({fact.name})",
                    where="facts.yaml",
                    remedy="Correct the constraints, or remove the value.",
                ),
            )


def _a_constraint_agrees_with_the_others(claimed: Claimed) -> Iterator[Claim]:
    for rule in claimed.rules:
        yield Possible(
            All((rule.when, rule.then)),
            error(
                f"the constraint {rule.constraint.id!r} contradicts the others",
                where="facts.yaml",
                remedy="Correct one of them.",
            ),
        )


def _a_slot_that_need_not_be_filled_can_be_empty(claimed: Claimed) -> Iterator[Claim]:
    for outline, index, slot, clauses in claimed.slots():
        if clauses and not slot.required:
            yield Possible(
                Not(Any(tuple(map(claimed.conditions.of, clauses)))),
                outline.source.error(
                    f"the slot {slot.id!r} is never empty, and does not say so",
                    "slots",
                    index,
                    remedy="Write `required: true`.",
                ),
            )


# Words that are wrong where there are several groups, and the facts under which there are.
_SINGULARS: tuple[tuple[str, dict[str, dict[str, int]], str], ...] = (
    (
        r"(?i)\bthe other partner\b|\b(both|the two|either|neither) partners?\b",
        {"administration_groups": {"at-least": 3}},
        "there are three partners or more",
    ),
    (
        r"(?i)\bthe (coalition )?partner\b(?! (of|that|which|who|concerned|in question))",
        {"administration_groups": {"at-least": 3}},
        "there are three partners or more",
    ),
    (
        r"(?i)\bthe supporting group\b(?! (of|that|which|who|concerned|in question))",
        {"support_groups": {"at-least": 2}},
        "there are two supporting groups or more",
    ),
)


def _no_singular_stands_for_several(claimed: Claimed) -> Iterator[Claim]:
    for pattern, data, why in _SINGULARS:
        try:
            several = parse_condition(data, claimed.vocabulary)
        except ConditionError:
            continue  # a vocabulary that does not count these groups
        for clause in claimed.library.clauses.values():
            for variant in clause.variants:
                if found := re.search(pattern, words_of(variant)):
                    yield Never(
                        All((claimed.reaching(clause, variant), several)),
                        error(
                            f"“{found[0]}” is said of one, and {why}",
                            where=clause.file_of(variant),
                            line=_line(variant, pattern),
                            remedy="Write the plural, or `each` or `another`.",
                        ),
                    )


def _line(variant: Variant, pattern: str) -> int:
    lines = enumerate(variant.text.splitlines(), start=variant.line)
    return next((number for number, line in lines if re.search(pattern, line)), variant.line)


def _both(claimed: Claimed, one: Clause, other: Clause) -> Condition:
    return All((claimed.conditions.of(one), claimed.conditions.of(other)))


def _without(claimed: Claimed, condition: Condition, clause: Clause) -> Condition:
    return All((condition, Not(claimed.conditions.of(clause))))


CLAIM_RULES: tuple[ClaimRule, ...] = (
    ClaimRule(
        "constraints-agree",
        "no constraint contradicts the others",
        _a_constraint_agrees_with_the_others,
    ),
    ClaimRule("values-occur", "every value of every fact can occur", _a_value_can_occur),
    ClaimRule(
        "required-slots-filled",
        "every slot that must be filled has a clause",
        _some_clause_fills_a_required_slot,
    ),
    ClaimRule("slots-take-one", "no slot has two clauses", _no_two_clauses_fill_a_slot),
    ClaimRule(
        "slots-can-be-empty",
        "every other slot is empty in some configuration",
        _a_slot_that_need_not_be_filled_can_be_empty,
        Level.WARNING,
    ),
    ClaimRule(
        "wordings-fit",
        "every clause that is in has exactly one wording",
        _a_clause_that_stands_has_a_wording,
    ),
    ClaimRule("clauses-reachable", "every clause can be in", _a_clause_can_stand),
    ClaimRule(
        "wordings-reachable", "every wording can be used", _a_wording_can_be_the_one_that_stands
    ),
    ClaimRule("requirements-met", "every requirement is met", _a_required_clause_stands_too),
    ClaimRule(
        "exclusions-hold",
        "no clauses that exclude each other are in together",
        _an_excluded_clause_does_not_stand_too,
    ),
    ClaimRule(
        "references-stand",
        "every reference points to a clause that is in",
        _a_reference_has_a_clause_to_point_to,
    ),
    ClaimRule(
        "no-false-singular",
        "no wording speaks of one group where there are several",
        _no_singular_stands_for_several,
        Level.WARNING,
    ),
)
