"""Characters in `council.yaml` that a person cannot see, or that no document can hold.

Text that looks like a template or like markup is no fault: it is shown as the text it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from drafting.configuration.keys import dotted, shown
from drafting.configuration.stated import Stated
from drafting.findings import Finding
from drafting.yaml_file import KeyPath

# What turns the text around it, or hides in it. Joiners and the soft hyphen belong to words.
HIDDEN = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001-\U000e007f]"
)
SEVERAL_LINES = {"description", "source"}  # keys whose text may run over several lines


def characters_can_be_printed(stated: Stated) -> Iterator[Finding]:
    """Report control characters as errors, and marks that cannot be seen as warnings."""
    for key, text in texts_in(stated.source.data):
        allowed = "\n" if key and key[-1] in SEVERAL_LINES else ""
        name = dotted(key)
        if unprintable := not_printable(text, allowed):
            yield stated.error(
                f"{name}: {shown(text)} contains {unprintable}, which cannot be printed.",
                *key,
                remedy="Type the text again on one line.",
            )
        if hidden := not_seen(text):
            yield stated.warning(
                f"{name}: {shown(text)} contains {hidden}, which cannot be seen.",
                *key,
                remedy="Remove it if it is not meant. It will be shown as visible text.",
            )


def not_printable(text: str, allowed: str = "") -> str:
    """Return the names of the characters that no document can hold, or ""."""
    return _named(c for c in text if _cannot_be_printed(c) and c not in allowed)


def not_seen(text: str) -> str:
    """Return the names of the characters that hide in a text or turn it round, or ""."""
    return _named(HIDDEN.findall(text))


def texts_in(data: object, key: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text in the data of a file, names of keys included, each with its place."""
    match data:
        case str():
            yield key, data
        case dict():
            for name, value in data.items():
                yield (*key, name), str(name)
                yield from texts_in(value, (*key, name))
        case list():
            for index, value in enumerate(data):
                yield from texts_in(value, (*key, index))
        case _:
            pass


def _cannot_be_printed(character: str) -> bool:
    # Zl, Zp: line and paragraph separators. The last two code points of a plane are no
    # characters, and XML 1.0 refuses U+FFFE and U+FFFF.
    kind = unicodedata.category(character)
    return kind in {*_NAMELESS, "Zl", "Zp"} or ord(character) & 0xFFFE == 0xFFFE


_NAMELESS = {
    "Cc": "a control character",
    "Co": "a character for private use",
    "Cs": "half of a character",
}


def _named(characters: Iterable[str]) -> str:
    return " and ".join(f"U+{ord(mark):04X} ({_name(mark)})" for mark in dict.fromkeys(characters))


def _name(mark: str) -> str:
    nameless = _NAMELESS.get(unicodedata.category(mark), "not a character")
    return unicodedata.name(mark, nameless).lower()


TEXT_CHECKS = (characters_can_be_printed,)
