"""Chooses few configurations in which every two values that can meet do meet.

Most faults of a text need no more than two facts to show, so a text that reads well in each of
these reads well nearly everywhere; see D. R. Kuhn and others, “Software Fault Interactions and
Implications for Software Testing”, IEEE Transactions on Software Engineering 30 (2004). allpairspy
is not used: under constraints it leaves pairs out that can meet, and does not say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

from drafting.configuration.vocabulary import FactValue
from drafting.rules.conditions import All, Facts, Is
from drafting.rules.constraints import Rule
from drafting.rules.solver import Solver

Valued = tuple[str, FactValue]
Pair = tuple[Valued, Valued]


def pairwise_covering(solver: Solver) -> tuple[dict[str, FactValue], ...]:
    """Return lawful configurations that hold every pair of values which can meet in one.

    The same vocabulary always gives the same configurations, in the same order.
    """
    cover = _Cover(solver)
    return tuple(cover.configurations())


@dataclass
class _Cover:
    """The pairs that no configuration holds yet.

    `partners` gives for each value those that it has not met.
    """

    solver: Solver
    partners: dict[Valued, set[Valued]] = field(default_factory=lambda: {})

    def configurations(self) -> Iterator[dict[str, FactValue]]:
        facts = self.solver.vocabulary.facts.values()
        for one, other in combinations(facts, 2):
            for value, second in product(one.domain, other.domain):
                self._partners((one.name, value)).add((other.name, second))
                self._partners((other.name, second)).add((one.name, value))
        for one, other in combinations(facts, 2):
            for value, second in product(one.domain, other.domain):
                pair = (one.name, value), (other.name, second)
                if pair[1] in self.partners[pair[0]] and self._can_meet(pair):
                    found = self._completed(dict(pair))
                    self._meet(found)
                    yield found

    def _partners(self, valued: Valued) -> set[Valued]:
        return self.partners.setdefault(valued, set())

    def _can_meet(self, pair: Pair) -> bool:
        both = All(tuple(Is(name, (value,)) for name, value in pair))
        return self.solver.possible(both)

    def _completed(self, known: dict[str, FactValue]) -> dict[str, FactValue]:
        """Return lawful facts with those known, which meets many pairs that are still to meet."""
        rules = self.solver.rules
        ties = {
            name: sum(name in rule.facts() for rule in rules)
            for name in self.solver.vocabulary.facts
        }
        names = sorted(ties, key=lambda name: (name not in known, -ties[name]))
        settled = _settled_by(rules, names)
        return next(self._search(known, {}, names, settled))

    def _search(
        self,
        known: Facts,
        facts: dict[str, FactValue],
        names: list[str],
        settled: dict[str, list[Rule]],
    ) -> Iterator[dict[str, FactValue]]:
        if len(facts) == len(names):
            yield facts
            return
        name = names[len(facts)]
        domain = self.solver.vocabulary.facts[name].domain
        met = set(facts.items())
        values = [known[name]] if name in known else sorted(
            domain, key=lambda value: -len(self.partners[name, value] & met)
        )  # fmt: skip
        for value in values:
            trial = {**facts, name: value}
            if all(rule.holds(trial) for rule in settled[name]):
                yield from self._search(known, trial, names, settled)

    def _meet(self, facts: Facts) -> None:
        together = set(facts.items())
        for valued in together:
            self.partners[valued] -= together


def _settled_by(rules: tuple[Rule, ...], names: list[str]) -> dict[str, list[Rule]]:
    """Return, for each fact, the rules that can be put to the test once it has a value."""
    settled: dict[str, list[Rule]] = {name: [] for name in names}
    for rule in rules:
        settled[max(rule.facts(), key=names.index)].append(rule)
    return settled
