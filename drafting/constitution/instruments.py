"""The Acts and other instruments that a text names: what is a provision of one is not our own."""

from __future__ import annotations

import re
from collections.abc import Iterator

_YEAR = r"(?:19|20)\d{2}\b"
_ANCHOR = re.compile(
    rf"\b(?:Acts?|Regulations|Order|Rules|Directive|Measure)(?:\s+\([^()]{{1,60}}\))?,?\s+{_YEAR}"
    rf"|\b{_YEAR[:-2]}\s+(?:Act|Regulations|Order)\b"
    r"|\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|said)\s+(?:Acts?|Regulations|Order)\b"
    rf"|\bS\.?I\.?\s*{_YEAR}(?:/\d+)?"
    r"|\b(?:UK\s+)?GDPR\b|\bGeneral\s+Data\s+Protection\s+Regulation\b"
    r"|\bConvention\s+(?:on|for)\s+(?:the\s+)?[A-Z]\w+(?:\s+(?:and|of|[A-Z]\w+))*|\bConvention\b"
    rf"|\b[A-Z]{{2,6}}\s?{_YEAR}"
)
_WORD_OF_TITLE = r"(?:[A-Z][\w’'&-]*|and|of|for|to|the|in|on|with|by|etc\.?|&|\([^()]{1,80}\)),?\s+"
_TITLE_BEFORE = re.compile(rf"(?<!\w)(?:{_WORD_OF_TITLE})+$")
_LOWER = re.compile(r"(?:(?:and|of|for|to|the|in|on|with|by|etc\.?|&|[Tt]he),?\s+)+")
_NO_TITLE = re.compile(r"\d|[a-z]|Th|UK|GDPR|S\.?I|[A-Z]{2}")
_LONGEST_TITLE = 200  # characters before the word Act


def instruments_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each instrument that a text names, in order.

    “Local Government Act 1972”, “the 2012 Regulations”, “that Order”, “LGA 1972”, “UK GDPR”.
    """
    end = 0
    for match in _ANCHOR.finditer(text):
        if match.start() < end:
            continue
        start = _start_of_title(text, max(end, match.start() - _LONGEST_TITLE), match.start())
        end = match.end()
        yield start, end


def _start_of_title(text: str, earliest: int, start: int) -> int:
    if _NO_TITLE.match(text, start):
        return start
    found = _TITLE_BEFORE.search(text[earliest:start])
    if found is None:
        return start
    begins = earliest + found.start()
    small = _LOWER.match(text, begins, start)
    return small.end() if small else begins
