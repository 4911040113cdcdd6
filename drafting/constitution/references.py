"""The references in a text: to provisions of the constitution itself, and to the law.

The grammar, in short: a kind of provision, one number or several, and perhaps what they are of.

    Rule 14.3 above · paragraphs 3 to 5 and 9 · Part 4, Section 2 · paragraph 4.2(a) of the
    Council Procedure Rules · CPR 17.4 · section 9F of the Local Government Act 2000
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_KINDS = {
    "part": "part",
    "chapter": "chapter",
    "article": "article",
    "section": "section",
    "rule": "rule",
    "standing order": "rule",
    "paragraph": "paragraph",
    "sub-paragraph": "paragraph",
    "subparagraph": "paragraph",
    "schedule": "schedule",
    "appendix": "appendix",
    "appendices": "appendix",
    "annex": "annex",
    "regulation": "regulation",
}
_LAWFUL = frozenset({"section", "regulation"})  # written small, these are provisions of an Act
_BRACKETS = r"(?:\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\))"
_NUMBER = (
    rf"(?:\d{{1,3}}(?!\d)[A-Z]{{0,3}}(?:\.\d{{1,3}}[A-Z]?)*{_BRACKETS}*"
    rf"|{_BRACKETS}+|[A-Z]\b(?!\.\w))"
)
_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s+to\s+|\s*–\s*)"
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True)).replace(" ", r"\s+")
_REFERENCE = re.compile(
    rf"\b(?P<kind>(?i:{_KIND}))(?P<many>s?)\s+(?P<numbers>{_NUMBER}(?:{_JOIN}{_NUMBER})*)"
    r"(?P<side>\s+(?:above|below))?"
)
_PREFIXED = re.compile(
    r"\b(?P<kind>[A-Z]{2,5})\s?(?P<numbers>\d{1,3}(?:\.\d{1,3})*(?:\([a-z]+\))*)\b"
)
_ONE = re.compile(_NUMBER)
_ACT = (
    r"(?:Act|Acts|Regulations|Order|Directive|Rules)\s+(?:\(?\w+\)?\s+)?\d{4}"
    r"|\d{4}\s+(?:Act|Regulations|Order)"
)
_OF_LAW = re.compile(
    rf"[\s,(]*(?:of|to|in|under|and|or|[Ss]chedule\s+\w+|[Pp]art\s+\w+|[Ss]ections?|[Pp]aragraphs?|"
    rf"[Rr]egulations?|\d\w*|\([a-z0-9]+\)|,|\s|that|those|the same)*"
    rf"(?:the\s+)?(?:[A-Z][\w’&,()-]*\s+(?:(?:and|of|for|to|the|in|etc\.?|Authorities|\([^)]*\))\s+)*)*(?:{_ACT})"
)
_BARE_LAW = re.compile(
    r"[\s,]*(?:of|to)\s+(?:the|that|this)\s+(?:\d{4}\s+)?(?:Act|Regulations|Order)\b"
)
_AFTER_LAW = re.compile(rf"(?:{_ACT})(?:\s*\([^)]*\))?[\s,:]*(?:\(?in\s+)?$")
_OF_TEXT = re.compile(
    r"\s+(?:of|in)\s+(?:the\s+)?(?P<of>(?:[A-Z][\w’/&-]*)(?:\s+(?:and|of|for|on|to|the|[A-Z][\w’/&-]*))*)"
)
_OF_PART = re.compile(
    r"\s*(?:,|of|in)\s+(?:the\s+)?(?P<kind>Part|Chapter|Section|Schedule|Appendix|Annex|Article)"
    r"\s+(?P<number>\d+[A-Z]?)\b"
)
_PART_BEFORE = re.compile(r"\b(?P<kind>Part|Chapter)\s+(?P<number>\w+),\s*$")


@dataclass(frozen=True)
class Reference:
    """A reference in a text, from `start` up to `end`.

    `kind` is that of a provision, in lower case, or a prefix such as CPR. `numbers` holds each
    number named, the two ends of a range among them. `of` is what the text says they are of: a
    heading such as Council Procedure Rules, or a Part. `law` tells a provision of an Act.
    """

    start: int
    end: int
    text: str
    kind: str
    numbers: tuple[str, ...]
    of: str = ""
    law: bool = False


def references_in(text: str, prefixes: Collection[str] = ()) -> Iterator[Reference]:
    """Yield the references in a text, in order; `prefixes` are such as CPR, where they are used."""
    found = [*_named(text), *_prefixed(text, prefixes)]
    end = 0
    for each in sorted(found, key=lambda reference: (reference.start, -reference.end)):
        if each.start >= end:
            yield each
            end = each.end


def _named(text: str) -> Iterator[Reference]:
    for match in _REFERENCE.finditer(text):
        written = " ".join(match["kind"].split())
        kind = _KINDS[written.casefold()]
        if kind == "part" and not written[0].isupper():
            continue  # “part 2 of the evening”
        numbers = tuple(_ONE.findall(match["numbers"]))
        small = not written[0].isupper() and kind in _LAWFUL
        before, after = text[: match.start()], text[match.end() :]
        law = small or bool(
            _OF_LAW.match(after) or _BARE_LAW.match(after) or _AFTER_LAW.search(before)
        )
        of = "" if law else _of(kind, before, after)
        yield Reference(match.start(), match.end(), match[0], kind, numbers, of, law)


def _of(kind: str, before: str, after: str) -> str:
    if whole := _PART_BEFORE.search(before):
        return f"{whole['kind']} {whole['number']}"
    part = _OF_PART.match(after)
    if part and not (kind in {"part", "chapter"} and part["kind"] == "Section"):
        return f"{part['kind']} {part['number']}"
    found = _OF_TEXT.match(after)
    return found["of"] if found else ""


def _prefixed(text: str, prefixes: Collection[str]) -> Iterator[Reference]:
    if not prefixes:
        return
    for match in _PREFIXED.finditer(text):
        if match["kind"] in prefixes:
            yield Reference(
                match.start(), match.end(), match[0], match["kind"], (match["numbers"],)
            )
