"""What a rule of the library is: an id, one line that states it, how bad a breach is, a function.

Every rule is of this one kind, whatever it looks at: rules that are words or patterns are read
from `clauses/style.yaml`, the others are functions. A list of rules and one loop is all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from drafting.findings import Finding, Level

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class LibraryRule(Generic[Subject]):
    """One rule about a `Subject`: the library, its prose, or the library with its conditions.

    `find` says what breaks the rule and where; the level and the id are those of the rule.
    """

    id: str
    says: str
    find: Callable[[Subject], Iterable[Finding]]
    level: Level = Level.ERROR

    def breaches(self, subject: Subject) -> Iterator[Finding]:
        """Yield what breaks the rule."""
        for finding in self.find(subject):
            yield replace(finding, level=self.level, rule=self.id)


def breaches(rules: Iterable[LibraryRule[Subject]], subject: Subject) -> Iterator[Finding]:
    """Yield what breaks any of the rules, rule by rule."""
    for rule in rules:
        yield from rule.breaches(subject)
