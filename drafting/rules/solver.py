"""Asks a solver about every lawful combination of facts at once.

The facts have finite domains, so each question has an answer. The solver is z3. It is as
large as all else that the program needs, is imported only here, and is not needed to draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from drafting.configuration.vocabulary import Constraint, Fact, FactValue, Vocabulary
from drafting.findings import Refusal, error
from drafting.rules.conditions import (
    All,
    Always,
    AtLeastTogether,
    Compare,
    Condition,
    Facts,
    Is,
    Not,
)
from drafting.rules.conditions import Any as AnyOf
from drafting.rules.constraints import Rule

try:
    import z3
except ModuleNotFoundError:
    raise Refusal(
        error(
            "the solver z3 is not installed.",
            remedy="Install it: python3 -m pip install z3-solver",
        ),
        cannot_run=True,
    ) from None

# z3 publishes no types that could be relied on.
_Formula = Any


class Solver:
    """The facts of a vocabulary and what must hold between them, as formulas.

    A count stands for itself. Of any other fact, a number says which of its values it has.
    """

    def __init__(self, vocabulary: Vocabulary, rules: Sequence[Rule]) -> None:
        self.vocabulary = vocabulary
        self.rules = tuple(rules)
        self._numbers: Mapping[str, _Formula] = {name: z3.Int(name) for name in vocabulary.facts}
        self._lawful = z3.SolverFor("QF_LIA")
        self._lawful.add(*self._domains(), *map(self._kept, self.rules))

    def possible(self, condition: Condition) -> bool:
        """Return whether the condition holds of some lawful facts."""
        answer = self._lawful.check(self.formula(condition))
        if answer == z3.unknown:
            raise RuntimeError(f"the solver gives no answer: {self._lawful.reason_unknown()}")
        return answer == z3.sat

    def nearest(self, condition: Condition, ordinary: Facts) -> dict[str, FactValue] | None:
        """Return lawful facts of which the condition holds, with the fewest unlike `ordinary`.

        `None` if there are none. A fact that `ordinary` does not give is best its first value.
        """
        best = {
            name: ordinary.get(name, fact.domain[0]) for name, fact in self.vocabulary.facts.items()
        }
        unlike: _Formula = z3.Sum(
            [z3.If(self._is(name, value), 0, 1) for name, value in best.items()]
        )
        lawful = [*self._domains(), *map(self._kept, self.rules), self.formula(condition)]
        fewest = z3.Optimize()
        fewest.add(*lawful)
        fewest.minimize(unlike)
        if fewest.check() != z3.sat:
            return None
        # Of several that are as near, take the first in the order of the vocabulary.
        search = z3.Solver()
        search.add(*lawful, unlike <= fewest.model().eval(unlike))
        facts: dict[str, FactValue] = {}
        for name, fact in self.vocabulary.facts.items():
            facts[name] = next(
                value
                for value in (best[name], *fact.domain)
                if search.check(self._is(name, value)) == z3.sat
            )
            search.add(self._is(name, facts[name]))
        return facts

    def deciding(self, condition: Condition, facts: Facts, ordinary: Facts) -> tuple[str, ...]:
        """Return names of facts which, as they are, make the condition hold whatever the others.

        None of them can be left out. Those that are as in `ordinary` are left out first.
        """
        names = [name for name in self.vocabulary.facts if name in condition.facts()]
        names.sort(key=lambda name: facts[name] != ordinary.get(name))
        for name in tuple(names):
            others = [other for other in names if other != name]
            if not self.possible(All((_are(facts, others), Not(condition)))):
                names = others
        return tuple(name for name in self.vocabulary.facts if name in names)

    def why_never(self, condition: Condition) -> tuple[Constraint, ...]:
        """Return constraints that together rule out a condition that holds of no lawful facts."""
        search = z3.Solver()
        search.set("core.minimize", True)
        search.add(*self._domains(), self.formula(condition))
        for rule in self.rules:
            search.assert_and_track(self._kept(rule), rule.constraint.id)
        if search.check() != z3.unsat:
            raise ValueError("the condition holds of some lawful facts")
        core = {str(name) for name in search.unsat_core()}
        return tuple(rule.constraint for rule in self.rules if rule.constraint.id in core)

    def formula(self, condition: Condition) -> _Formula:
        """Return the condition as the solver reads it."""
        match condition:
            case Always():
                return z3.BoolVal(True)
            case Is(name, values):
                return z3.Or([self._is(name, value) for value in values])
            case Compare(name, at_least, at_most):
                low, high = self.vocabulary.facts[name].range or (0, 0)
                number = self._numbers[name]
                least = low if at_least is None else at_least
                return z3.And(number >= least, number <= (high if at_most is None else at_most))
            case AtLeastTogether(name, others, more):
                total: _Formula = z3.Sum([self._numbers[other] for other in others])
                return self._numbers[name] >= total + more
            case All(parts):
                return z3.And([self.formula(part) for part in parts])
            case AnyOf(parts):
                return z3.Or([self.formula(part) for part in parts])
            case Not(part):
                return z3.Not(self.formula(part))
            case _:
                raise TypeError(f"the solver cannot read {type(condition).__name__}")

    def _kept(self, rule: Rule) -> _Formula:
        return z3.Implies(self.formula(rule.when), self.formula(rule.then))

    def _domains(self) -> list[_Formula]:
        return [self._within(fact) for fact in self.vocabulary.facts.values()]

    def _within(self, fact: Fact) -> _Formula:
        low, high = fact.range or (0, len(fact.domain) - 1)
        number = self._numbers[fact.name]
        return z3.And(number >= low, number <= high)

    def _is(self, name: str, value: FactValue) -> _Formula:
        counts = self.vocabulary.facts[name].range is not None
        return self._numbers[name] == (int(value) if counts else self._places[name][value])

    @cached_property
    def _places(self) -> Mapping[str, Mapping[FactValue, int]]:
        return {
            fact.name: {value: place for place, value in enumerate(fact.domain)}
            for fact in self.vocabulary.facts.values()
        }


def _are(facts: Facts, names: Sequence[str]) -> Condition:
    """Return the condition that the facts with these names are as they are."""
    return All(tuple(Is(name, (facts[name],)) for name in names))
