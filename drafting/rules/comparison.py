"""Compares what stands under several sets of facts, and finds the facts that decide.

A clause *stands* in the wording of one of its variants, or it does not stand at all. Facts decide
between two sets of facts if putting them, as they are in the one, into the other brings the
outcome along; of such facts the fewest are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.library.clauses import Clause, Library
from drafting.rules.compilation import Conditions
from drafting.rules.conditions import Facts

Outcome = str | None
"""The id of the variant in which a clause stands; `None` if it does not stand."""


@dataclass(frozen=True)
class Compared:
    """One clause under each of several sets of facts, in their order.

    `deciding` names the fewest facts on which the outcome turns; it is empty if the outcome is
    the same under all.
    """

    protocol: str
    clause: Clause
    outcomes: tuple[Outcome, ...]
    deciding: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the clause stands in the same wording under all the facts, or under none."""
        return len(set(self.outcomes)) == 1

    @property
    def everywhere(self) -> bool:
        """Whether the clause stands under all the facts, in whatever wording."""
        return None not in self.outcomes

    @property
    def nowhere(self) -> bool:
        """Whether the clause stands under none of the facts."""
        return set(self.outcomes) == {None}


@dataclass(frozen=True)
class _Place:
    """A slot that may hold a clause; the clauses `before` it in the slot are taken first."""

    protocol: str
    before: tuple[Clause, ...]


class Outcomes:
    """Tells how each clause of a library stands, one clause at a time."""

    def __init__(self, library: Library, conditions: Conditions) -> None:
        self.library = library
        self._conditions = conditions
        self._places: dict[str, list[_Place]] = {}
        for outline in library.outlines:
            for slot in outline.slots:
                known = [name for name in slot.clauses if name in library.clauses]
                for index, name in enumerate(known):
                    before = tuple(library.clauses[other] for other in known[:index])
                    self._places.setdefault(name, []).append(_Place(outline.id, before))

    def protocol(self, clause: Clause) -> str:
        """Return the id of the first protocol that may hold the clause."""
        return self._places[clause.id][0].protocol

    def clauses(self) -> Iterator[Clause]:
        """Yield every clause that a protocol may hold, in the order of the protocols."""
        return (self.library.clauses[name] for name in self._places)

    def of(self, clause: Clause, facts: Facts) -> Outcome:
        """Return how the clause stands under these facts, as `select` would have it."""
        if not self.stands(clause, facts):
            return None
        return next(
            (
                variant.id
                for variant in clause.variants
                if self._conditions.of_variant(clause, variant).holds(facts)
            ),
            None,
        )

    def stands(self, clause: Clause, facts: Facts) -> bool:
        """Return whether the clause stands under these facts, in whatever wording."""
        return self._conditions.of(clause).holds(facts) and not all(
            self._taken(place, facts) for place in self._places[clause.id]
        )

    def _taken(self, place: _Place, facts: Facts) -> bool:
        return any(self._conditions.of(other).holds(facts) for other in place.before)

    def all(self, facts: Facts) -> dict[str, str]:
        """Return the variant of each clause that stands, by clause id."""
        found = ((clause.id, self.of(clause, facts)) for clause in self.clauses())
        return {name: variant for name, variant in found if variant is not None}

    def facts_of_standing(self, clause: Clause) -> frozenset[str]:
        """Return the name of every fact on which it may turn whether the clause stands."""
        before = [other for place in self._places[clause.id] for other in place.before]
        conditions = [self._conditions.of(each) for each in (clause, *before)]
        return frozenset[str]().union(*(each.facts() for each in conditions))

    def facts(self, clause: Clause) -> frozenset[str]:
        """Return the name of every fact on which it may turn how the clause stands."""
        own = [self._conditions.of_variant(clause, variant) for variant in clause.variants]
        return self.facts_of_standing(clause).union(*(each.facts() for each in own))


def compare(
    outcomes: Outcomes, vocabulary: Vocabulary, cases: Sequence[Facts]
) -> tuple[Compared, ...]:
    """Compare how every clause stands under each set of facts, in the order of the protocols.

    Clauses that stand under none of them are among those returned.
    """
    return tuple(
        Compared(
            outcomes.protocol(clause),
            clause,
            tuple(outcomes.of(clause, facts) for facts in cases),
            deciding_facts(outcomes, clause, vocabulary, cases),
        )
        for clause in outcomes.clauses()
    )


def deciding_facts(
    outcomes: Outcomes, clause: Clause, vocabulary: Vocabulary, cases: Sequence[Facts]
) -> tuple[str, ...]:
    """Return the fewest facts on which it turns how a clause stands under several sets of facts.

    For any two sets under which it stands otherwise, putting these facts as the one has them into
    the other gives the outcome of the one. Of several that are as few, those come first that a
    person is asked for, and then those that come first in the vocabulary. None are returned if
    the clause stands in the same way under all.
    """
    known = [outcomes.of(clause, facts) for facts in cases]
    pairs = [
        (one, other)
        for one in range(len(cases))
        for other in range(len(cases))
        if known[one] != known[other]
    ]
    if not pairs:
        return ()
    read = outcomes.facts(clause)
    names = [
        name
        for name in sorted(vocabulary.facts, key=lambda name: not vocabulary.facts[name].at)
        if name in read and len({facts[name] for facts in cases}) > 1
    ]
    for count in range(1, len(names) + 1):
        for chosen in combinations(names, count):
            if all(
                outcomes.of(clause, with_facts_of(cases[one], cases[other], chosen)) == known[other]
                for one, other in pairs
            ):
                return tuple(name for name in vocabulary.facts if name in chosen)
    raise AssertionError("all the facts together decide")


def with_facts_of(facts: Facts, other: Facts, names: Sequence[str]) -> dict[str, FactValue]:
    """Return `facts` with those that are named as `other` has them."""
    return {**facts, **{name: other[name] for name in names}}


def deciding_in_words(
    facts: Mapping[str, FactValue], names: Sequence[str], vocabulary: Vocabulary
) -> str:
    """Return some facts, as they are, in words that complete “This applies because …”."""
    said = [vocabulary.facts[name].says(facts[name]) for name in names]
    *most, last = said
    return f"{', '.join(most)} and {last}" if most else last
