"""What a constitution prints that a reference may name: prefixes, headings and labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\s,;:.()]+")
_MOST_WORDS = 14
_OF = re.compile(
    r"\s*\)?,?\s+(?:of|in|to)\s+"
    r"(?:(?P<this>this|these)\s+|(?P<that>that|those)\s+)?(?:the\s+)?|\s*,\s+"
)
_DIVISION = re.compile(
    r"(?P<kind>Part|Chapter|Section|Schedule|Appendix|Annexe?|Article)"
    r"[ \u00a0\n]+(?P<number>\d+[A-Z]{0,2}|[A-Z]\b|[IVXL]+\b)"
)
_DIVISION_BEFORE = re.compile(
    r"\b(?P<kind>Part|Chapter|Schedule|Appendix|Annexe?)[ \u00a0\n]+"
    r"(?P<number>\d+[A-Z]{0,2}|[A-Z]|[IVXL]+)\s*(?:\((?P<title>[^()]{3,90})\)\s*)?,?\s*$"
)
_IN_A_LIST = re.compile(r"\s+(?:and|or)\b")
_TITLE = re.compile(r"[A-Z][\w’'/&-]*(?:\s+(?:and|of|for|on|to|the|[A-Z][\w’'/&-]*))*")
_OPENERS = frozenset(
    "the a an any each every if when where no its this that these those all in for on by of to and "
    "or under see but as with such any both from after before unless subject".split()
)
_TITLED = frozenset({"Rule", "Regulation", "Standing Order"})  # “Council Procedure Rule 17”
_BEFORE = 120  # characters


def folded(title: str) -> str:
    """Return a form of a title that is equal however it is typed."""
    same = title.replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    return " ".join(_WORD.findall(same)).casefold()


@dataclass(frozen=True)
class Printed:
    """What a constitution prints: `titles` gives each heading by its folded form."""

    prefixes: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=lambda: {})
    labels: frozenset[str] = frozenset()

    def of(self, text: str, start: int, end: int, kind: str) -> str:
        """Return what a reference from `start` up to `end` is said to be of; "" for nothing.

        A heading, a division such as `Part 4`, or `this Protocol`; `kind` is its first word.
        """
        return self._after(text, end, kind) or self._before(text, start, kind)

    def _after(self, text: str, end: int, kind: str) -> str:
        link = _OF.match(text, end)
        if link is None:
            return ""
        comma = link[0].strip() == ","
        division = _DIVISION.match(text, link.end())
        if comma and division and _IN_A_LIST.match(text, division.end()):
            return ""  # “Rule 2, Part 6 and Schedule 1”
        if division and not (
            kind.casefold() in {"part", "chapter"} and division["kind"] == "Section"
        ):
            return f"{division['kind']} {division['number']}"
        if comma:
            return ""
        if link["this"]:
            word = _WORD.match(text, link.end())
            return f"this {word[0]}" if word and word[0][0].isupper() else ""
        if link["that"]:
            word = _WORD.match(text, link.end())
            return self._said_before(text, link.start(), word[0]) if word else ""
        known = self._longest(text, link.end())
        if known:
            return known
        found = _TITLE.match(text, link.end())
        return _trimmed(found[0]) if found else ""

    def _said_before(self, text: str, start: int, word: str) -> str:
        """Return the heading with a word at an end that was named last: “those Rules” are its."""
        named = [
            each
            for each in self.titles.values()
            if each.endswith(f" {word}") or each.startswith(f"{word} ")
        ]
        last = max(named, key=lambda each: text.rfind(each, 0, start), default="")
        return last if last and last in text[:start] else f"that {word}"

    def _longest(self, text: str, start: int) -> str:
        """Return the longest heading that stands in a text from `start` on."""
        words: list[str] = []
        found = ""
        for match in _WORD.finditer(text, start, start + 160):
            words.append(match[0])
            found = self.titles.get(folded(" ".join(words)), found) if words[1:] else ""
            if len(words) == _MOST_WORDS:
                break
        return found

    def _before(self, text: str, start: int, kind: str) -> str:
        before = text[max(start - _BEFORE, 0) : start].rpartition("\n")[2]
        division = _DIVISION_BEFORE.search(before)
        if division:
            inner = self.titles.get(folded(division["title"] or ""))
            return inner or f"{division['kind']} {division['number']}"
        words = _WORD.findall(before)[-_MOST_WORDS:]
        if before.rstrip().endswith(","):
            return self._ending(words, "")
        if kind in _TITLED and before[-1:].isspace() and before.rstrip()[-1:] not in ".;:":
            return self._ending(words, f"{kind}s")
        return ""

    def _ending(self, words: list[str], last: str) -> str:
        """Return the longest heading made of the last of some words and one more."""
        for size in range(len(words), 0, -1):
            name = folded(" ".join([*words[-size:], last]))
            alone = " " not in name and not any(map(str.isdigit, "".join(words[-2:-1])))
            if name in self.titles and not alone:
                return self.titles[name]
        if not last:
            return ""
        named: list[str] = []
        for word in reversed(words):
            if not word[0].isupper() or word.casefold() in _OPENERS:
                break
            named.insert(0, word)
        return " ".join([*named, last]) if named else ""


def _trimmed(title: str) -> str:
    return re.sub(r"(?:\s+(?:and|of|for|on|to|the))+$", "", title)
