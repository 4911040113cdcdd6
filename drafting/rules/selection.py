"""Selects the clause and the wording for every slot, and keeps the trace of why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding
from drafting.library.clauses import Clause, Library, Outline, Slot, Variant
from drafting.library.own_library import left_out_but_required
from drafting.rules.compilation import Conditions, compile_library
from drafting.rules.conditions import Condition, Facts, deciding, in_plain_english


@dataclass(frozen=True)
class Rejected:
    """A clause, or a variant of a clause, that was not chosen. `variant_id` is "" for a clause."""

    clause_id: str
    variant_id: str
    why: str


@dataclass(frozen=True)
class Choice:
    """What stands in one slot of one protocol, and why.

    `because` gives in words the facts that decide, as they are now; it is empty where the clause
    stands in every configuration. Of them `because_in` put the clause in, and `because_worded`
    gave it this wording. `depends_on` names every fact on which the choice could turn:
    while none of them changes, neither does the choice.
    """

    protocol: str
    slot: str
    clause: Clause | None
    variant: Variant | None
    because: tuple[str, ...]
    depends_on: frozenset[str]
    rejected: tuple[Rejected, ...]
    because_in: tuple[str, ...] = ()
    because_worded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """One choice for each slot, in the order in which they stand."""

    choices: tuple[Choice, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def chosen(self) -> Mapping[str, Choice]:
        """The choice that put in each clause, by clause id."""
        return {
            choice.clause.id: choice
            for choice in self.choices
            if choice.clause is not None and choice.variant is not None
        }


@dataclass(frozen=True)
class _Selecting:
    """What every step of a selection looks at."""

    library: Library
    conditions: Conditions
    facts: Facts
    vocabulary: Vocabulary

    def deciding(self, condition: Condition) -> tuple[str, ...]:
        return deciding(condition, self.facts, self.vocabulary)

    def why_not(self, condition: Condition) -> str:
        needed = in_plain_english(condition, self.vocabulary)
        return f"It applies if {needed}. Here {' and '.join(self.deciding(condition))}."


def select(
    library: Library,
    facts: Facts,
    vocabulary: Vocabulary,
    conditions: Conditions | None = None,
) -> Selection:
    """Choose for every slot of every protocol the clause and the variant that apply.

    `conditions` is what `compile_library` returned, for a caller that selects often; without it
    the library is compiled here and what is wrong with it is among the selection's findings.
    """
    findings: list[Finding] = []
    if conditions is None:
        conditions, findings = compile_library(library, vocabulary)
    selecting = _Selecting(library, conditions, facts, vocabulary)
    choices = tuple(
        _choose(selecting, outline, index, findings)
        for outline in library.outlines
        for index in range(len(outline.slots))
    )
    chosen = Selection(choices, ()).chosen
    findings += _unmet(library, chosen, "requires")
    findings += _unmet(library, chosen, "excludes")
    return Selection(choices, tuple(findings))


def _choose(selecting: _Selecting, outline: Outline, index: int, findings: list[Finding]) -> Choice:
    slot = outline.slots[index]
    candidates = _candidates(selecting.library, slot)
    holding = [c for c in candidates if selecting.conditions.of(c).holds(selecting.facts)]
    clause = holding[0] if holding else None
    rejected = tuple(_rejected_clause(selecting, c, clause) for c in candidates if c is not clause)
    rejected += tuple(_left_out(selecting.library, slot))
    depends_on = frozenset[str]().union(*(selecting.conditions.of(c).facts() for c in candidates))
    because: tuple[str, ...] = ()
    because_in: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    variant: Variant | None = None
    if clause is not None:
        variant, reasons, facts, others = _choose_variant(selecting, clause)
        because_in = selecting.deciding(selecting.conditions.of(clause))
        because = (*because_in, *reasons)
        depends_on |= facts
        rejected = (*others, *rejected)
        if variant is None:
            message = "none of the variants applies to the council’s facts."
            findings.append(clause.source.error(message, "variants", remedy="Add one for them."))
    else:
        because = tuple(
            words for c in candidates for words in selecting.deciding(selecting.conditions.of(c))
        )
    findings += _slot_findings(outline, index, holding)
    return Choice(
        protocol=outline.id,
        slot=slot.id,
        clause=clause,
        variant=variant,
        because=tuple(dict.fromkeys(because)),
        depends_on=depends_on,
        rejected=rejected,
        because_in=because_in,
        because_worded=tuple(dict.fromkeys(reasons)),
    )


def _candidates(library: Library, slot: Slot) -> list[Clause]:
    return [library.clauses[name] for name in slot.clauses if name in library.clauses]


def _rejected_clause(selecting: _Selecting, clause: Clause, chosen: Clause | None) -> Rejected:
    condition = selecting.conditions.of(clause)
    if chosen is not None and condition.holds(selecting.facts):
        return Rejected(clause.id, "", f"The slot already holds {chosen.heading}.")
    return Rejected(clause.id, "", selecting.why_not(condition))


def _left_out(library: Library, slot: Slot) -> Iterator[Rejected]:
    for name in slot.clauses:
        if overlay := library.left_out.get(name):
            why = f"The council leaves it out ({overlay.source.name}): {overlay.why}"
            yield Rejected(name, "", why)


def _choose_variant(
    selecting: _Selecting, clause: Clause
) -> tuple[Variant | None, tuple[str, ...], frozenset[str], tuple[Rejected, ...]]:
    """Return the variant, the facts that decide in words and by name, and the other variants.

    The facts of a later variant decide nothing: the first that holds is used.
    """
    chosen: Variant | None = None
    because: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    rejected: list[Rejected] = []
    for variant in clause.variants:
        condition = selecting.conditions.of_variant(clause, variant)
        if chosen is None:
            names |= condition.facts()
        if not condition.holds(selecting.facts):
            why = selecting.why_not(condition)
            rejected.append(Rejected(clause.id, variant.id, why))
            if chosen is None:
                because += selecting.deciding(condition)
        elif chosen is not None:
            why = f"The wording “{chosen.id}” comes before it and applies."
            rejected.append(Rejected(clause.id, variant.id, why))
        else:
            chosen = variant
            # With a condition of its own, that is the reason; without, that no other held.
            because = because if variant.otherwise else selecting.deciding(condition)
    return chosen, because, names, tuple(rejected)


def _slot_findings(outline: Outline, index: int, holding: list[Clause]) -> list[Finding]:
    slot = outline.slots[index]
    if slot.required and not holding:
        return [
            outline.source.error(
                f"no clause fills the slot {slot.id!r}, which must be filled.",
                "slots",
                index,
                remedy="Widen the condition of one of its clauses, or add a clause.",
            )
        ]
    if len(holding) > 1:
        names = " and ".join(clause.id for clause in holding)
        return [
            outline.source.error(
                f"{names} apply at once, but the slot {slot.id!r} takes one clause.",
                "slots",
                index,
                remedy="Make their conditions exclude each other, or give one another slot.",
            )
        ]
    return []


def _unmet(library: Library, chosen: Mapping[str, Choice], key: str) -> list[Finding]:
    """Return a finding for each requirement, or exclusion, that the chosen clauses break."""
    findings: list[Finding] = []
    for name in chosen:
        clause = library.clauses[name]
        named = clause.requires if key == "requires" else clause.excludes
        for index, other in enumerate(named):
            if key == "requires" and (overlay := library.left_out.get(other)):
                findings.append(left_out_but_required(overlay, name))
            elif (other in chosen) == (key == "excludes"):
                problem = (
                    f"{name} requires {other}, which is not in."
                    if key == "requires"
                    else f"{name} and {other} exclude each other, but both are in."
                )
                remedy = "Change the conditions so that this cannot be."
                findings.append(clause.source.error(problem, key, index, remedy=remedy))
    return findings
