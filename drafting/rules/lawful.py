"""Finds lawful combinations of facts: those that respect every constraint of the vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Protocol

from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.rules.conditions import Always, Condition, Facts
from drafting.rules.constraints import Rule


class _Test(Protocol):
    def holds(self, facts: Facts) -> bool: ...

    def facts(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class LawfulFacts:
    """Searches the combinations of facts that respect every one of `rules`."""

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]

    def find(
        self, condition: Condition | None = None, random: Random | None = None
    ) -> dict[str, FactValue] | None:
        """Return lawful facts of which the condition holds, or `None` if there are none.

        Without `random` the first in the order of facts.yaml is returned, so that the same
        question has the same answer; with it, any.
        """
        condition = condition or Always()
        if not condition.facts() and not condition.holds({}):
            return None  # no fact would ever put it to the test
        tests: tuple[_Test, ...] = (condition, *self.rules)
        count = Counter(name for test in tests for name in test.facts())
        asked = tests[0].facts()
        names = sorted(self.vocabulary.facts, key=lambda name: (name not in asked, -count[name]))
        steps = [(name, self._values(name, random), _settled(tests, names, name)) for name in names]
        return next(_search(steps, {}), None)

    def _values(self, name: str, random: Random | None) -> tuple[FactValue, ...]:
        values = self.vocabulary.facts[name].domain
        return tuple(random.sample(values, len(values))) if random else values


def _settled(tests: tuple[_Test, ...], names: list[str], last: str) -> tuple[_Test, ...]:
    """Return the tests that can be put once `last` has a value, and not before."""
    known = set(names[: names.index(last) + 1])
    return tuple(test for test in tests if last in test.facts() and test.facts() <= known)


_Step = tuple[str, tuple[FactValue, ...], tuple[_Test, ...]]


def _search(steps: list[_Step], facts: Mapping[str, FactValue]) -> Iterator[dict[str, FactValue]]:
    if len(facts) == len(steps):
        yield dict(facts)
        return
    name, values, tests = steps[len(facts)]
    for value in values:
        trial = {**facts, name: value}
        if all(test.holds(trial) for test in tests):
            yield from _search(steps, trial)
