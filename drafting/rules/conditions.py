"""Conditions over facts: parsed from YAML data, evaluated, and read aloud.

>>> condition = parse_condition({"control": "majority", "groups": {"at-least": 3}}, vocabulary)
>>> condition.holds({"control": "majority", "groups": 2})
False
>>> in_plain_english(condition, vocabulary)
'one group holds more than half of the seats and the number of political groups is 3 or more'
>>> deciding(condition, {"control": "majority", "groups": 2}, vocabulary)
('the number of political groups is 2',)
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass

from drafting.configuration.vocabulary import Fact, FactValue, Vocabulary
from drafting.library.clauses import ConditionData
from drafting.library.nearest import as_written, did_you_mean
from drafting.yaml_file import KeyPath

Facts = Mapping[str, FactValue]


class ConditionError(ValueError):
    """A condition says something that the vocabulary does not know.

    `key` is the place of the fault within the condition's data.
    """

    def __init__(self, message: str, key: KeyPath, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.key = key
        self.remedy = remedy


class Condition:
    """An expression over facts. Two conditions that say the same thing may still differ."""

    def holds(self, facts: Facts) -> bool:
        """Return whether the condition holds of these facts; every fact in it must be there."""
        raise NotImplementedError

    def facts(self) -> frozenset[str]:
        """Return the names of the facts that the condition looks at."""
        raise NotImplementedError


@dataclass(frozen=True)
class Always(Condition):
    """Holds in every configuration."""

    def holds(self, facts: Facts) -> bool:
        return True

    def facts(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class Is(Condition):
    """The fact has one of these values."""

    fact: str
    values: tuple[FactValue, ...]

    def holds(self, facts: Facts) -> bool:
        return facts[self.fact] in self.values

    def facts(self) -> frozenset[str]:
        return frozenset({self.fact})


@dataclass(frozen=True)
class Compare(Condition):
    """The count is at least, or at most, a number, or both."""

    fact: str
    at_least: int | None
    at_most: int | None

    def holds(self, facts: Facts) -> bool:
        count = int(facts[self.fact])
        return (self.at_least is None or count >= self.at_least) and (
            self.at_most is None or count <= self.at_most
        )

    def facts(self) -> frozenset[str]:
        return frozenset({self.fact})


@dataclass(frozen=True)
class AtLeastTogether(Condition):
    """The count is at least the sum of other counts and a number."""

    fact: str
    others: tuple[str, ...]
    more: int

    def holds(self, facts: Facts) -> bool:
        return int(facts[self.fact]) >= sum(int(facts[name]) for name in self.others) + self.more

    def facts(self) -> frozenset[str]:
        return frozenset({self.fact, *self.others})


@dataclass(frozen=True)
class All(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        return all(part.holds(facts) for part in self.parts)

    def facts(self) -> frozenset[str]:
        return frozenset[str]().union(*(part.facts() for part in self.parts))


@dataclass(frozen=True)
class Any(Condition):
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        return any(part.holds(facts) for part in self.parts)

    def facts(self) -> frozenset[str]:
        return frozenset[str]().union(*(part.facts() for part in self.parts))


@dataclass(frozen=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def holds(self, facts: Facts) -> bool:
        return not self.part.holds(facts)

    def facts(self) -> frozenset[str]:
        return self.part.facts()


def parse_condition(data: ConditionData, vocabulary: Vocabulary) -> Condition:
    """Return the condition that YAML `data` states; `None` is `Always`.

    Raises `ConditionError`, which names an unknown fact or value with the nearest known one.
    """
    return Always() if data is None else _parse(data, vocabulary, ())


def _parse(data: ConditionData, vocabulary: Vocabulary, key: KeyPath) -> Condition:
    if not isinstance(data, dict) or not data:
        raise ConditionError("a condition is one or more facts with their values.", key)
    found = typing.cast("dict[str, ConditionData]", data)
    parts = tuple(
        _parse_one(name, value, vocabulary, (*key, name)) for name, value in found.items()
    )
    return parts[0] if len(parts) == 1 else All(parts)


def _parse_one(name: str, value: ConditionData, vocabulary: Vocabulary, key: KeyPath) -> Condition:
    if name == "not":
        return Not(_parse(value, vocabulary, key))
    if name in {"all", "any"}:
        if not isinstance(value, list) or not value:
            raise ConditionError(f"`{name}` needs a list of conditions.", key)
        items = typing.cast("list[ConditionData]", value)
        parts = tuple(_parse(item, vocabulary, (*key, n)) for n, item in enumerate(items))
        return All(parts) if name == "all" else Any(parts)
    fact = vocabulary.facts.get(name)
    if fact is None:
        known = [*vocabulary.facts, "all", "any", "not"]
        raise ConditionError(f"there is no fact {name!r}.", key, did_you_mean(name, known))
    if isinstance(value, dict):
        return _parse_comparison(fact, typing.cast("dict[str, object]", value), vocabulary, key)
    values = typing.cast("list[object]", value) if isinstance(value, list) else [value]
    if not values:
        raise ConditionError(f"the list of values of {name} is empty.", key)
    return Is(name, tuple(_known_value(fact, item, key) for item in values))


def _parse_comparison(
    fact: Fact, limits: dict[str, object], vocabulary: Vocabulary, key: KeyPath
) -> Condition:
    if fact.range is None:
        raise ConditionError(f"{fact.name} is not a count, so it has no limits.", key)
    for name in limits:
        if name not in {"at-least", "at-most"}:
            raise ConditionError(
                f"{name!r} is no limit.", (*key, name), did_you_mean(name, ["at-least", "at-most"])
            )
    if not limits:
        raise ConditionError(f"a limit of {fact.name} is missing.", key)
    if isinstance(limits.get("at-least"), str) and len(limits) == 1:
        return _parse_sum(fact, str(limits["at-least"]), vocabulary, (*key, "at-least"))
    low, high = (
        None if name not in limits else int(_known_value(fact, limits[name], (*key, name)))
        for name in ("at-least", "at-most")
    )
    if low is not None and high is not None and low > high:
        raise ConditionError(f"no count is both at least {low} and at most {high}.", key)
    return Compare(fact.name, low, high)


def _parse_sum(fact: Fact, written: str, vocabulary: Vocabulary, key: KeyPath) -> Condition:
    """Read a limit such as `administration_groups + 1`."""
    parts = [part.strip() for part in written.split("+")]
    names = tuple(part for part in parts if not part.isdecimal())
    counts = [name for name, each in vocabulary.facts.items() if each.range is not None]
    for name in names:
        if name not in counts:
            raise ConditionError(f"there is no count {name!r}.", key, did_you_mean(name, counts))
    if not names:
        raise ConditionError(f"a sum names no count: {written!r}.", key, "Write the number.")
    more = sum(int(part) for part in parts if part.isdecimal())
    return AtLeastTogether(fact.name, names, more)


def _known_value(fact: Fact, value: object, key: KeyPath) -> FactValue:
    """Return the value as the fact has it. True is not 1 here, although Python says so."""
    if isinstance(value, FactValue) and fact.allows(value):
        return value
    known = fact.domain
    problem = f"{fact.name} has no value {as_written(value)!r}."
    if fact.range is not None:
        raise ConditionError(problem, key, f"It is from {known[0]} to {known[-1]}.")
    raise ConditionError(problem, key, did_you_mean(value, known))


def in_plain_english(condition: Condition, vocabulary: Vocabulary) -> str:
    """Return the condition as words that complete “This applies because …” or “if …”."""
    match condition:
        case Compare(name, at_least, at_most):
            return _limits(vocabulary.facts[name], at_least, at_most)
        case AtLeastTogether(name, others, more):
            phrase = vocabulary.facts[name].phrase
            return phrase.replace("{value}", _sum([vocabulary.facts[o] for o in others], more))
        case Is() | Any():
            return _either(_alternatives(condition, vocabulary))
        case All(parts):
            return _listed([in_plain_english(part, vocabulary) for part in parts], "and")
        case Not(Is(name, (bool(value),))):
            return vocabulary.facts[name].says(not value)
        case Not(part):
            return f"it is not so that {_whole(part, vocabulary)}"
        case _:
            return "in every configuration"


def _alternatives(condition: Condition, vocabulary: Vocabulary) -> list[str]:
    match condition:
        case Is(name, values):
            return [vocabulary.facts[name].says(value) for value in values]
        case Any(parts):
            return [words for part in parts for words in _alternatives(part, vocabulary)]
        case _:
            return [_whole(condition, vocabulary)]


def _whole(condition: Condition, vocabulary: Vocabulary) -> str:
    """Return the words of a condition inside another, so that what belongs together is plain."""
    words = in_plain_english(condition, vocabulary)
    if isinstance(condition, All) and len(condition.parts) > 1:
        return ("both " if len(condition.parts) == 2 else "all of ") + words
    return words


def _limits(fact: Fact, at_least: int | None, at_most: int | None) -> str:
    low, high = fact.range or (0, 0)
    if at_least is not None and at_least in {at_most, high}:
        return fact.says(at_least)
    if at_most is not None and at_most == low:
        return fact.says(at_most)
    if at_least is None:
        words = f"{at_most} or fewer"
    elif at_most is None:
        words = f"{at_least} or more"
    else:
        words = f"from {at_least} to {at_most}"
    return (fact.phrase or "").replace("{value}", words)


def _sum(counts: list[Fact], more: int) -> str:
    titles = _listed([f"{fact.title[:1].lower()}{fact.title[1:]}" for fact in counts], "and")
    total = f"the number of {titles}" + (" together" if len(counts) > 1 else "")
    return f"at least {more} more than {total}" if more else f"at least {total}"


def _either(choices: list[str]) -> str:
    return choices[0] if len(choices) == 1 else "either " + _listed(choices, "or")


def _listed(items: list[str], word: str) -> str:
    *most, last = items
    return f"{', '.join(most)} {word} {last}" if most else last


def deciding(condition: Condition, facts: Facts, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return in words the facts, as they are now, that make the condition hold or fail.

    Of several facts each of which alone decides, those are given on which the reader would have
    to act: all that fail where all must hold, and the first that holds where one is enough.
    """
    names = dict.fromkeys(_deciding(condition, facts))
    return tuple(dict.fromkeys(vocabulary.facts[name].says(facts[name]) for name in names))


def _deciding(condition: Condition, facts: Facts) -> list[str]:
    match condition:
        case Not(part):
            return _deciding(part, facts)
        case All(parts):
            failing = [part for part in parts if not part.holds(facts)]
            return [name for part in failing or parts for name in _deciding(part, facts)]
        case Any(parts):
            holding = [part for part in parts if part.holds(facts)]
            return [name for part in holding[:1] or parts for name in _deciding(part, facts)]
        case _:
            return sorted(condition.facts())
