"""What is wrong with one value of `council.yaml`, in plain words instead of pydantic's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from drafting.configuration.keys import (
    choices_at,
    dotted,
    field_at,
    in_words,
    names_in,
    nearest,
    nearest_first,
    places_of,
    shown,
)
from drafting.configuration.vocabulary import Fact, Vocabulary
from drafting.findings import Finding
from drafting.yaml_file import KeyPath, YamlFile

WELSH_LAW = (
    "the law of Welsh councils differs (the Local Government and Elections (Wales) Act 2021 among "
    "others), and this library is for England only."
)
ONE_MEMBER = "one member is not a group: a group has two or more members."
KEBAB = "Use small letters, digits and single hyphens, starting with a letter"


@dataclass(frozen=True)
class Wrong:
    """One value that cannot stand: where, what stands there, and what the check allows."""

    key: KeyPath
    value: object
    allows: Mapping[str, Any]
    said: str
    vocabulary: Vocabulary

    @property
    def name(self) -> str:
        return dotted(self.key)

    @property
    def fact(self) -> Fact | None:
        return self.vocabulary.stated_at(*self.key)


Explanation = tuple[str, str]  # what is wrong, and what to do


def explain(problem: ErrorDetails, source: YamlFile, vocabulary: Vocabulary) -> Finding:
    """Return the finding for one problem that pydantic reports."""
    # pydantic marks a key of a mapping, as against its value, with a last step "[key]".
    key = tuple(step for step in problem["loc"] if step != "[key]")
    wrong = Wrong(key, problem["input"], problem.get("ctx", {}), problem["msg"], vocabulary)
    message, remedy = _SPECIAL.get(_pattern(key), _ordinary)(wrong, problem["type"])
    return source.error(message, *key, remedy=remedy)


def not_an_answer(fact: Fact, value: object) -> Explanation:
    """Explain that `value` is not one of the answers to the question of a fact."""
    return _choice(dotted(fact.at), value, tuple(str(known) for known in fact.values))


def _pattern(key: KeyPath) -> str:
    return ".".join("*" if isinstance(step, int) else step for step in key)


def _ordinary(wrong: Wrong, kind: str) -> Explanation:
    return _EXPLANATIONS.get(kind, _anything_else)(wrong)


def _group_seats(wrong: Wrong, kind: str) -> Explanation:
    if kind == "greater_than_equal" and wrong.value == 1:
        return f"{wrong.name}: {ONE_MEMBER}", "Remove the group; count them in seats.ungrouped."
    return _ordinary(wrong, kind)


def _jurisdiction(wrong: Wrong, kind: str) -> Explanation:
    if str(wrong.value).strip().lower() in {"wales", "cymru"}:
        return f"{wrong.name} is wales: {WELSH_LAW}", "Do not use it for a Welsh council."
    return _ordinary(wrong, kind)


_SPECIAL: Mapping[str, Callable[[Wrong, str], Explanation]] = {
    "groups.*.seats": _group_seats,
    "council.jurisdiction": _jurisdiction,
}


def _missing(wrong: Wrong) -> Explanation:
    asked = [f for f in wrong.vocabulary.asked() if f.at[: len(wrong.key)] == wrong.key]
    if asked:
        answers = " ".join(
            f"{fact.question} ({dotted(fact.at)}: {_listed(map(_written, fact.values))})"
            for fact in asked
        )
        return f"{wrong.name} is missing.", f"Say: {answers}"
    return f"{wrong.name} is missing.", f"Add it: {_description(wrong)}"


def _unknown_key(wrong: Wrong) -> Explanation:
    name = str(wrong.key[-1])
    message = f"the key {shown(name)} is not known here."
    known = names_in(*wrong.key[:-1])
    places = [place for place in places_of(name) if place != wrong.name]
    near = nearest(name, known)
    if len(places) == 1 and not near:
        return message, f"It belongs at {places[0]}: move it there."
    above = dotted(wrong.key[:-1]) or "the top of the file"
    if near:
        return message, f"Did you mean {near}?"
    return message, f"The keys known at {above} are {_listed(known, 'and')}."


def _text(wrong: Wrong) -> Explanation:
    if wrong.fact:
        return not_an_answer(wrong.fact, wrong.value)
    message = f"{wrong.name} is {in_words(wrong.value)}, where text is needed."
    if isinstance(wrong.value, (list, tuple, dict)):
        return message, _description(wrong)
    return message, "Put it in quotes if it is meant as text."


def _whole_number(wrong: Wrong) -> Explanation:
    message = f"{wrong.name} is {in_words(wrong.value)}, where a whole number is needed."
    return message, "Write digits only, without quotes."


def _yes_or_no(wrong: Wrong) -> Explanation:
    question = f" {wrong.fact.question}" if wrong.fact else ""
    message = f"{wrong.name} is {in_words(wrong.value)}, where true or false is needed."
    return message, f"Write true or false, without quotes.{question}"


def _date(wrong: Wrong) -> Explanation:
    message = f"{wrong.name} is {in_words(wrong.value)}, where a date is needed."
    return message, "Write year, month and day without quotes, as in 2027-05-18."


def _list(wrong: Wrong) -> Explanation:
    message = f"{wrong.name} is {in_words(wrong.value)}, where a list is needed."
    return message, "Write the items in square brackets, or each on a line that starts with “- ”."


def _keys(wrong: Wrong) -> Explanation:
    known = names_in(*wrong.key)
    message = f"{wrong.name or 'the file'} is {in_words(wrong.value)}, where keys are needed."
    return message, f"Write `name: value` lines for {_listed(known, 'and')}." if known else (
        "Write indented `name: value` lines."
    )


def _too_low(wrong: Wrong) -> Explanation:
    return f"{wrong.name} is {wrong.value}, which is too low.", _bounds(wrong)


def _too_high(wrong: Wrong) -> Explanation:
    return f"{wrong.name} is {wrong.value}, which is too high.", _bounds(wrong)


def _bounds(wrong: Wrong) -> str:
    found = field_at(*wrong.key)
    marks: list[Any] = found.metadata if found else []
    low = next((mark.ge for mark in marks if hasattr(mark, "ge")), wrong.allows.get("ge"))
    high = next((mark.le for mark in marks if hasattr(mark, "le")), wrong.allows.get("le"))
    if low is not None and high is not None:
        return f"Write a number from {low} to {high}. {_description(wrong)}"
    return f"Write {low} or more." if low is not None else f"Write {high} or less."


def _empty_text(wrong: Wrong) -> Explanation:
    return f"{wrong.name} is empty.", _description(wrong)


def _long_text(wrong: Wrong) -> Explanation:
    return f"{wrong.name} is too long.", f"Use at most {wrong.allows['max_length']} characters."


def _few_items(wrong: Wrong) -> Explanation:
    needed = wrong.allows["min_length"]
    return f"{wrong.name} needs at least {needed} in the list.", _description(wrong)


def _badly_formed_id(wrong: Wrong) -> Explanation:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in str(wrong.value).lower())
    better = "-".join(words.split())
    example = f", such as {better}." if better[:1].isalpha() else "."
    return f"{wrong.name}: {shown(str(wrong.value))} is not an id.", KEBAB + example


def _listed_choice(wrong: Wrong) -> Explanation:
    return _choice(wrong.name, wrong.value, choices_at(*wrong.key))


def _choice(name: str, value: object, known: tuple[str, ...]) -> Explanation:
    said = shown(value) if isinstance(value, str) else in_words(value)
    return (
        f"{name}: {said} is not one of the answers.",
        f"Use {_listed(nearest_first(value, known))}.",
    )


def _plain(wrong: Wrong) -> Explanation:
    """The models' own checks write their messages for people."""
    return f"{wrong.name} {wrong.said}", str(wrong.allows.get("remedy", ""))


def _anything_else(wrong: Wrong) -> Explanation:
    return f"{wrong.name} cannot be {in_words(wrong.value)}.", _description(wrong)


def _description(wrong: Wrong) -> str:
    found = field_at(*wrong.key)
    return (found.description or "") if found else ""


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _listed(words: Iterable[str], before_last: str = "or") -> str:
    *most, last = words
    return f"{', '.join(most)} {before_last} {last}" if most else last


_EXPLANATIONS: Mapping[str, Callable[[Wrong], Explanation]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _text,
    "int_type": _whole_number,
    "bool_type": _yes_or_no,
    "date_type": _date,
    "tuple_type": _list,
    "dict_type": _keys,
    "mapping_type": _keys,
    "model_type": _keys,
    "greater_than_equal": _too_low,
    "less_than_equal": _too_high,
    "string_too_short": _empty_text,
    "string_too_long": _long_text,
    "too_short": _few_items,
    "string_pattern_mismatch": _badly_formed_id,
    "literal_error": _listed_choice,
    "plain": _plain,
}
