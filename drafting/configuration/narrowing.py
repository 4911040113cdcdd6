"""What the constraints of the vocabulary leave open, once some facts are known.

`drafting.rules` proves that they hold; this only keeps a person from an answer that cannot be
right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drafting.configuration.answers import Unclear
from drafting.configuration.vocabulary import Constraint, FactValue, Vocabulary

Domains = Mapping[str, tuple[FactValue, ...]]


def narrowed(vocabulary: Vocabulary, domains: Domains) -> Domains:
    """Return the values that the constraints leave; raises `Unclear` if they leave none."""
    before: Domains = {}
    while domains != before:
        before = domains
        for constraint in vocabulary.constraints:
            domains = _applied(constraint, domains)
    return domains


def _applied(constraint: Constraint, domains: Domains) -> Domains:
    when = {name: _meeting(part, domains.get(name, ())) for name, part in constraint.when.items()}
    if any(values != domains.get(name) for name, values in when.items()):
        return domains
    then = {
        name: _meeting(part, domains[name])
        for name, part in constraint.then.items()
        if name in domains
    }
    if not all(then.values()):
        raise Unclear(constraint.message)
    return {**domains, **then}


def _meeting(condition: Any, values: tuple[FactValue, ...]) -> tuple[FactValue, ...]:
    """Return those of a fact's values that meet a condition on that fact."""
    if isinstance(condition, dict):
        low, high = condition.get("at-least", 0), condition.get("at-most", 999)
        if isinstance(low, str):
            return values  # a sum of other counts, which follows from the groups that are named
        return tuple(value for value in values if low <= int(value) <= high)
    known = condition if isinstance(condition, list) else [condition]
    return tuple(value for value in values if value in known)
