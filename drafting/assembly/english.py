"""The little English that texts need: articles, plurals, lists and curly quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

# Initial letters whose names begin with a vowel sound: an MP, an FOI request.
_SPOKEN_WITH_VOWEL = "AEFHILMNORSX"
_SILENT_H = re.compile(r"(?i)(hour|honest|honou?r|heir)")
_NOT_A_VOWEL_SOUND = re.compile(r"(?i)(uni([^mn]|$)|us(e|u|age)|eu|ewe|one\b|once\b|ut(i|e)|ubiq)")
_NUMBER_WITH_VOWEL = re.compile(r"(8|11|18)(\D|$)|8\d")
_TAKES_THE = re.compile(r"((London|Royal|Metropolitan) )?(Borough|City|County|District) of\b")
_INITIALS = re.compile(r"[A-Z]{2,}(s?\b|\d)")

_OPENS_AFTER = "([{–—/|“‘"
_STRAIGHT = re.compile(r"""\\?(["'])""")


def article(words: str) -> str:
    """Return "a" or "an" for the sound with which `words` begin: a unitary, an hour, an MP."""
    if _INITIALS.match(words):
        vowel = words[0] in _SPOKEN_WITH_VOWEL
    elif words[:1].isdigit():
        vowel = _NUMBER_WITH_VOWEL.match(words) is not None
    elif words[:1].lower() in {"a", "e", "i", "o", "u"}:
        vowel = _NOT_A_VOWEL_SOUND.match(words) is None
    else:
        vowel = _SILENT_H.match(words) is not None
    return "an" if vowel else "a"


def plural(noun: str) -> str:
    """Return the regular plural of an English noun or a noun phrase that ends in its noun."""
    if re.search(r"(?i)[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?i)(s|x|z|ch|sh)$", noun) else "s")


def with_the(name: str) -> str:
    """Return the name of a council with "the" where English wants it: the London Borough of X."""
    return f"the {name}" if _TAKES_THE.match(name) else name


def written_date(day: date) -> str:
    """Return a date as a rule gives it: 18 May 2027."""
    return f"{day.day} {day:%B %Y}"


def joined(phrases: Sequence[str]) -> str:
    """Join phrases into one: `a`, `a and b`, `a, b and c`."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def curly(text: str) -> str:
    """Return the text with curly apostrophes and quotation marks; Markdown stars do not count."""

    def turned(match: re.Match[str]) -> str:
        before = text[: match.start()].rstrip("*")[-1:]
        opens = before == "" or before.isspace() or before in _OPENS_AFTER
        if match[1] == '"':
            return "“" if opens else "”"
        after = text[match.end() : match.end() + 1]
        return "‘" if opens and after and not after.isspace() and not after.isdigit() else "’"

    return _STRAIGHT.sub(turned, text)
