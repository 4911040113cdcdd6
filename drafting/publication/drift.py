"""What was drafted before, beside what the facts call for now: which clauses lose their ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.library.clauses import Clause
from drafting.publication.tabular import paragraph
from drafting.rules.comparison import Outcome, Outcomes, deciding_facts, deciding_in_words


class Fate(StrEnum):
    """What becomes of a clause when facts change."""

    LOST = "loses its ground"
    REWORDED = "takes another wording"
    CALLED_FOR = "is called for"
    REPRINTED = "prints other words"
    STANDS = "still stands"


@dataclass(frozen=True)
class Drafted:
    """What was drafted, and on what ground: facts, and by clause id the variant and its digest.

    `unlike` names the clauses whose file in the library has been changed since.
    """

    source: str
    facts: Mapping[str, FactValue]
    variants: Mapping[str, str]
    digests: Mapping[str, str]
    unlike: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Drift:
    """One clause: what becomes of it, and which facts have brought that about.

    `deciding` names the fewest facts on which it turns. It is empty where no fact does: then the
    library, or a name or a number in council.yaml, has changed.
    """

    clause_id: str
    clause: Clause | None
    fate: Fate
    was: Outcome
    now: Outcome
    deciding: tuple[str, ...]
    before: str = ""
    after: str = ""
    by_library: bool = False


@dataclass(frozen=True)
class Drifts:
    """Every clause that was drafted or is called for now, and the facts that have changed."""

    council: str
    drafted: Drafted
    now: Mapping[str, FactValue]
    clauses: tuple[Drift, ...]
    vocabulary: Vocabulary

    def of(self, *fates: Fate) -> list[Drift]:
        """Return the clauses with one of these fates, in the order of the protocols."""
        return [each for each in self.clauses if each.fate in fates]

    @property
    def changed(self) -> list[str]:
        """The names of the facts that have changed."""
        before = self.drafted.facts
        return [
            name
            for name in self.vocabulary.facts
            if name in before and before[name] != self.now[name]
        ]

    @property
    def holds(self) -> bool:
        """Whether everything still stands as it was drafted, and nothing else is called for."""
        return all(each.fate is Fate.STANDS for each in self.clauses)


def drift(
    council: str,
    drafted: Drafted,
    now: Drafted,
    outcomes: Outcomes,
    vocabulary: Vocabulary,
) -> Drifts:
    """Compare what was drafted with what the facts call for now, clause by clause."""
    library = outcomes.library.clauses
    order = [clause.id for clause in outcomes.clauses()]
    gone = [name for name in drafted.variants if name not in library]
    comparing = _Comparing(drafted, now, outcomes, vocabulary)
    found = [
        comparing.clause(name, library.get(name))
        for name in (*order, *gone)
        if name in drafted.variants or name in now.variants
    ]
    return Drifts(council, drafted, now.facts, tuple(found), vocabulary)


@dataclass(frozen=True)
class _Comparing:
    drafted: Drafted
    now: Drafted
    outcomes: Outcomes
    vocabulary: Vocabulary

    def clause(self, name: str, clause: Clause | None) -> Drift:
        was, now = self.drafted.variants.get(name), self.now.variants.get(name)
        fate = self._fate(name, was, now)
        deciding = self._deciding(clause, was)
        return Drift(
            clause_id=name,
            clause=clause,
            fate=fate,
            was=was,
            now=now,
            deciding=deciding,
            before=self._words(self.drafted.facts, deciding),
            after=self._words(self.now.facts, deciding),
            by_library=fate is not Fate.STANDS and not deciding and self._library(name, was, now),
        )

    def _fate(self, name: str, was: Outcome, now: Outcome) -> Fate:
        if now is None:
            return Fate.LOST
        if was is None:
            return Fate.CALLED_FOR
        if was != now:
            return Fate.REWORDED
        same = self.drafted.digests.get(name) == self.now.digests.get(name)
        return Fate.STANDS if same else Fate.REPRINTED

    def _deciding(self, clause: Clause | None, was: Outcome) -> tuple[str, ...]:
        """Return the facts that decide; none where the library of today would have had another."""
        facts = {**self.now.facts, **self.drafted.facts}
        if clause is None or self.outcomes.of(clause, facts) != was:
            return ()
        return deciding_facts(self.outcomes, clause, self.vocabulary, (facts, self.now.facts))

    def _library(self, name: str, was: Outcome, now: Outcome) -> bool:
        """Whether it is the library that has changed, and not a name or number that is printed."""
        return was != now or name in self.drafted.unlike

    def _words(self, facts: Mapping[str, FactValue], names: Sequence[str]) -> str:
        known = {**self.now.facts, **facts}
        return deciding_in_words(known, names, self.vocabulary) if names else ""


# For a person.

_TITLES = {
    Fate.LOST: "LOSES ITS GROUND",
    Fate.REWORDED: "TAKES ANOTHER WORDING",
    Fate.CALLED_FOR: "IS CALLED FOR NOW",
    Fate.REPRINTED: "THE SAME WORDING, BUT IT PRINTS OTHER WORDS",
}


def drift_text(drifts: Drifts, width: int) -> str:
    """Return what becomes of each clause, in sentences, for a terminal with so many columns."""
    parts = [
        "\n".join(
            paragraph("", f"{drifts.council}, compared with {drifts.drafted.source}.", width)
        ),
        "\n".join(_changes(drifts, width)),
    ]
    for fate, title in _TITLES.items():
        if found := drifts.of(fate):
            lines = [f"{title}: {len(found)}"]
            for each in found:
                lines += _sentences(each, width)
            parts.append("\n".join(lines))
    stands = drifts.of(Fate.STANDS)
    told = f"{len(stands)} clauses still stand as they were drafted."
    parts.append(f"All {told}" if drifts.holds else told)
    return "\n\n".join(parts)


def _changes(drifts: Drifts, width: int) -> list[str]:
    if not drifts.changed:
        return ["No fact on which a clause turns has changed."]
    lines = [f"FACTS THAT HAVE CHANGED: {len(drifts.changed)}"]
    for name in drifts.changed:
        fact = drifts.vocabulary.facts[name]
        before, now = fact.says(drifts.drafted.facts[name]), fact.says(drifts.now[name])
        lines += paragraph("  ", f"{fact.title}. Before: {before}. Now: {now}.", width)
    return lines


def _sentences(each: Drift, width: int) -> list[str]:
    heading = each.clause.heading if each.clause else "no longer in the library"
    lines = paragraph("  ", f"{each.clause_id}: {heading}", width)
    return [*lines, *paragraph("      ", why(each), width)]


def why(each: Drift) -> str:
    """Return in sentences what becomes of a clause, and what has brought it about."""
    match each.fate:
        case Fate.LOST:
            told = "It comes out"
        case Fate.REWORDED:
            told = f"The wording “{each.was}” gives way to “{each.now}”"
        case Fate.CALLED_FOR:
            told = f"It comes in, in the wording “{each.now}”"
        case Fate.REPRINTED:
            told = f"The wording “{each.now}” stays"
        case Fate.STANDS:
            return "It still stands as it was drafted."
    if each.deciding:
        return f"{told}, because now {each.after} (before: {each.before})."
    if each.clause is None:
        return f"{told}, because the library does not have it any more."
    if each.by_library:
        return f"{told}, but the library has changed the clause since."
    return (
        f"{told}, but a name or a number of council.yaml that it prints has changed, or the "
        "council has changed its own wording of the clause."
    )


# For a machine.


def drift_record(drifts: Drifts) -> dict[str, Any]:
    """Return what becomes of each clause, as plain data."""
    facts = drifts.drafted.facts
    return {
        "council": drifts.council,
        "since": drifts.drafted.source,
        "holds": drifts.holds,
        "facts": {
            name: {"before": facts[name], "now": drifts.now[name]} for name in drifts.changed
        },
        "clauses": [
            {
                "clause": each.clause_id,
                "fate": each.fate.name.lower().replace("_", "-"),
                "was": each.was,
                "now": each.now,
                "deciding": list(each.deciding),
                "by_library": each.by_library,
                "why": why(each),
            }
            for each in drifts.clauses
        ],
    }
