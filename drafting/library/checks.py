"""What must hold between the parts of the library, whoever reads it: a list of rules.

These hold whenever the library is read. How it is worded, and whether its conditions fit, is for
`drafting check --library`: see `style.py`, `prose_rules.py` and `drafting/rules/library_rules.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafting.findings import Finding
from drafting.library.clauses import Force, Library
from drafting.library.nearest import did_you_mean
from drafting.library.rule import LibraryRule, breaches


def check_library(library: Library) -> Iterator[Finding]:
    """Yield what every check finds."""
    return breaches(CHECKS, library)


def a_cited_provision_is_in_the_register(library: Library) -> Iterator[Finding]:
    for clause in library.clauses.values():
        above = {("legal_basis",): clause.legal_basis}
        above |= {
            ("variants", place, "legal_basis"): variant.legal_basis
            for place, variant in enumerate(clause.variants)
        }
        for key, basis in above.items():
            for index, law in enumerate(basis):
                if law not in library.law:
                    yield clause.source.error(
                        f"the register of law has no {law!r}.",
                        *key,
                        index,
                        remedy=did_you_mean(law, library.law),
                    )


def a_duty_has_a_legal_basis(library: Library) -> Iterator[Finding]:
    for clause in library.clauses.values():
        if clause.force is Force.MUST and not all(map(clause.law_of, clause.variants)):
            yield clause.source.error(
                "a clause with the force `must` names the law that dictates it.",
                "legal_basis",
                remedy="Name the provision, or choose another force.",
            )


def a_named_clause_exists(library: Library) -> Iterator[Finding]:
    for clause in library.clauses.values():
        for key, names in (("requires", clause.requires), ("excludes", clause.excludes)):
            for index, name in enumerate(names):
                if name not in library.clauses:
                    yield clause.source.error(
                        f"there is no clause {name!r}.",
                        key,
                        index,
                        remedy=did_you_mean(name, library.clauses),
                    )
    for outline in library.outlines:
        for place, slot in enumerate(outline.slots):
            for index, name in enumerate(slot.clauses):
                if name not in library.clauses:
                    yield outline.source.error(
                        f"there is no clause {name!r}.",
                        "slots",
                        place,
                        "clauses",
                        index,
                        remedy=did_you_mean(name, library.clauses),
                    )


def a_clause_does_not_contradict_itself(library: Library) -> Iterator[Finding]:
    for clause in library.clauses.values():
        for name in {*clause.requires, *clause.excludes} & {clause.id}:
            yield clause.source.error(f"{name!r} requires or excludes itself.", "requires")
        for name in sorted({*clause.requires} & {*clause.excludes}):
            yield clause.source.error(
                f"{name!r} is both required and excluded.", "excludes", remedy="Keep one."
            )


def a_clause_has_one_slot(library: Library) -> Iterator[Finding]:
    seen: set[str] = set()
    for outline in library.outlines:
        for place, slot in enumerate(outline.slots):
            for index, name in enumerate(slot.clauses):
                if name in seen:
                    yield outline.source.error(
                        f"the clause {name!r} already has a slot.",
                        "slots",
                        place,
                        "clauses",
                        index,
                        remedy="A clause stands in one slot of one protocol.",
                    )
                seen.add(name)
    for clause in library.clauses.values():
        if clause.id not in seen:
            yield clause.source.error(
                "the clause is in no slot of any protocol.",
                "id",
                remedy="Add it to a slot in a file of the protocols folder.",
            )


def a_slot_has_clauses_and_an_id_of_its_own(library: Library) -> Iterator[Finding]:
    for outline in library.outlines:
        count = Counter(slot.id for slot in outline.slots)
        for place, slot in enumerate(outline.slots):
            if not slot.clauses:
                yield outline.source.error("the slot names no clause.", "slots", place)
            if count[slot.id] > 1:
                yield outline.source.error(
                    f"two slots have the id {slot.id!r}.", "slots", place, remedy="Rename one."
                )


def variants_stand_in_a_usable_order(library: Library) -> Iterator[Finding]:
    """`otherwise` comes last, once. That conditions without it leave no gap is for the rules."""
    for clause in library.clauses.values():
        if not clause.variants:
            yield clause.source.error("the clause has no variants.", "variants")
        count = Counter(variant.id for variant in clause.variants)
        for index, variant in enumerate(clause.variants):
            if count[variant.id] > 1:
                yield clause.source.error(
                    f"two variants have the id {variant.id!r}.",
                    "variants",
                    index,
                    remedy="Rename one.",
                )
            if variant.otherwise and index < len(clause.variants) - 1:
                yield clause.source.error(
                    "a variant after `otherwise` can never be used.",
                    "variants",
                    index,
                    remedy="Put `otherwise` last.",
                )


CHECKS: tuple[LibraryRule[Library], ...] = (
    LibraryRule(
        "law-in-register",
        "A cited provision is in the register of law.",
        a_cited_provision_is_in_the_register,
    ),
    LibraryRule("duty-has-law", "A clause that must be names its law.", a_duty_has_a_legal_basis),
    LibraryRule("named-clause-exists", "A clause that is named exists.", a_named_clause_exists),
    LibraryRule(
        "no-contradiction",
        "A clause neither requires nor excludes itself.",
        a_clause_does_not_contradict_itself,
    ),
    LibraryRule("one-slot", "A clause has one slot of one protocol.", a_clause_has_one_slot),
    LibraryRule(
        "slots-are-filled",
        "A slot has clauses and an id of its own.",
        a_slot_has_clauses_and_an_id_of_its_own,
    ),
    LibraryRule(
        "variants-in-order",
        "Variants have ids of their own, and `otherwise` comes last.",
        variants_stand_in_a_usable_order,
    ),
)
