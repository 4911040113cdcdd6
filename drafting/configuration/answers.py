"""Makes values of what a person answers to a question of the interview.

Each function raises `Unclear` when it cannot, and says why in one line. What narrows the answer
comes first, so that `functools.partial` makes of it how to read the answer to one question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from time import strptime

from drafting.configuration.keys import shown
from drafting.configuration.politics import UNGROUPED
from drafting.configuration.section import LONGEST_NAME

DATE_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y")


class Unclear(ValueError):
    """An answer that cannot be taken; the message says why, in one line."""


def as_text(said: str) -> str:
    text = " ".join(said.split())
    if not text:
        raise Unclear("This cannot be left empty.")
    if not text.isprintable() or len(text) > LONGEST_NAME:
        raise Unclear(f"Give up to {LONGEST_NAME} characters, all of which can be seen.")
    return text


def as_other_title(title: str, said: str) -> str:
    if as_text(said).casefold() == title.casefold():
        # Section 5 of the Local Government and Housing Act 1989.
        raise Unclear("The monitoring officer cannot hold this post too.")
    return as_text(said)


def as_new_group(groups: Iterable[str], said: str) -> str:
    """Return the name of one more group; it may be empty if there is one already."""
    if said and as_id(said) in (*groups, UNGROUPED):
        raise Unclear("The name is too like another: add a word that tells them apart.")
    return as_text(said) if said or not groups else ""


def as_id(name: str) -> str:
    """Return the name in small letters with hyphens, without the word group at its end."""
    plain = unicodedata.normalize("NFKD", re.sub("['’.]", "", name)).encode("ascii", "ignore")
    words = "-".join(re.findall("[a-z0-9]+", plain.decode().lower()))
    return (words if words[:1].isalpha() else f"group-{words}").removesuffix("-group").strip("-")


def as_whole_number(lowest: int, highest: int, said: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", said) or not lowest <= int(said) <= highest:
        raise Unclear(f"{shown(said)} is not a whole number from {lowest} to {highest}.")
    return int(said)


def as_day(said: str) -> date:
    for form in DATE_FORMS:
        with suppress(ValueError):
            return date(*strptime(" ".join(said.split()), form)[:3])
    raise Unclear(f"{shown(said)} is not a date such as 6 May 2027 or 2027-05-06.")


def as_day_after(earlier: date, said: str) -> date:
    if (day := as_day(said)) <= earlier:
        raise Unclear(f"{shown(said)} is not after {earlier.isoformat()}.")
    return day


def as_days(said: str) -> list[date]:
    days: list[date] = []
    for part in said.split(","):
        days.append(as_day_after(days[-1], part) if days else as_day(part))
    return days


def as_one(choices: Iterable[str], said: str) -> str:
    """Return one of the choices, by its number, its word or the start of its word."""
    words = list(choices)
    numbered = {str(number): word for number, word in enumerate(words, start=1)}
    word = numbered.get(said, as_id(said))
    near = [word] if word in words else [each for each in words if each.startswith(word)]
    if not said:
        raise Unclear("This cannot be left empty: give the number of an answer, or its word.")
    if len(near) != 1:
        raise Unclear(f"{shown(said)} is not one of the answers: give a number or a word.")
    return near[0]


def as_one_or_none(choices: Iterable[str], said: str) -> str | None:
    return as_one(choices, said) if said else None


def as_several(choices: Iterable[str], said: str, one: Callable[..., str] = as_one) -> list[str]:
    """Return some of the choices, in the order of the answer."""
    parts = [part.strip() for part in said.split(",") if part.strip()]
    return list(dict.fromkeys(one(choices, part) for part in parts))


def as_turns(groups: Iterable[str], said: str) -> list[str]:
    order = as_several(groups, said)
    if len(order) < 2:
        raise Unclear("Give two groups or more, in their order.")
    return order


def as_one_or_gone(groups: Iterable[str], said: str) -> str:
    """Return a group, or the id of one that the council does not have any more."""
    try:
        return as_one(groups, said)
    except Unclear:
        if said[:1].isalpha():
            return as_id(said)
        raise
