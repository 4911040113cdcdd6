"""Numbers that somebody typed: `8.63`, `CPR 17.4`, `Article 15.02(c)`, `4B`, `(a)`, `Part 5`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = "Part|Section|Article|Schedule|Appendix|Annex|Chapter|Rule|Standing Order"
_DIVISION = re.compile(
    rf"(?P<label>(?:{_NAMES}|{_NAMES.upper()})\s+"
    r"(?:\d+[A-Z]{0,2}(?:\.\d+)*|[A-Z]|[IVXL]+)(?:\([a-z]+\))*)"
    r"(?P<gap>\s*[–—:.-]\s*|\t\s*|\s{2,}|\s*$)",
)
_PREFIXED = re.compile(r"(?P<label>[A-Z]{2,5}\s?\d+(?:\.\d+)*(?:\([a-z]+\))*)(?P<gap>\s+)")
_DOTTED = re.compile(r"(?P<label>\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2})+)(?P<gap>\.?\s+)")
_WHOLE = re.compile(r"(?P<label>\d{1,3}[A-Z]{0,2})(?P<gap>\.\s+|\t\s*|\)\s+)")
_BRACKETED = re.compile(r"(?P<label>\([a-zA-Z]{1,2}\)|\([ivxl]{1,5}\)|\(\d{1,2}\))(?P<gap>\s+)")
_LETTER = re.compile(r"(?P<label>[a-zA-Z]|[ivx]{1,4})(?P<gap>[.)]\s+)")
_SENTENCE = re.compile(r"[A-Z‘“\"'(\[]|$")
_ROMAN = re.compile(r"\(?[ivxl]+\)?")


@dataclass(frozen=True)
class TypedLabel:
    """A label that stands in the text: itself, what parts it from the text, and the text."""

    label: str
    gap: str
    text: str

    @property
    def depth(self) -> int:
        """How deep it stands: 0 for a division or a whole number, 1 for 8.63, 2 for (a)."""
        if re.match(r"\(?[a-z]+[).]?$", self.label) or re.match(r"\([A-Z0-9]+\)$", self.label):
            return 2
        return min(self.label.count("."), 1)

    @property
    def figures(self) -> bool:
        """Whether it counts in figures without brackets, as 1.1 does."""
        return self.depth < 2

    @property
    def may_be_roman(self) -> bool:
        """Whether the label could count in Roman numerals, as (i) could."""
        return _ROMAN.fullmatch(self.label) is not None


def names_division(label: str) -> bool:
    """Return whether a label names a division of its own: `Part 5`, `SECTION 5C`, `Article 6`."""
    return re.match(rf"(?:{_NAMES})\b", label, re.IGNORECASE) is not None


def typed_label(text: str) -> TypedLabel | None:
    """Return the typed label at the start of a text, or None when it starts with words.

    A number that starts a sentence (“28 days …”, “2019 was …”) is no label.
    """
    lead = len(text) - len(text.lstrip("\u00a0 "))
    body = text[lead:]
    for pattern in (_DIVISION, _PREFIXED, _DOTTED, _WHOLE, _BRACKETED, _LETTER):
        match = pattern.match(body)
        if match is None:
            continue
        rest = body[match.end() :]
        sure = "\t" in match["gap"] or pattern in {_DIVISION, _BRACKETED}
        if sure or _SENTENCE.match(rest):
            return TypedLabel(match["label"], match["gap"], rest)
    return None
