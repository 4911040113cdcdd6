"""The record that a constitution keeps of its own changes: it tells of what was, and stays."""

from __future__ import annotations

import re

from drafting.constitution.outline import Constitution

_HISTORY = re.compile(
    r"\b(?:change (?:log|control)|version (?:history|control)|record of (?:changes|amendments))\b",
    re.IGNORECASE,
)


def history_of(constitution: Constitution) -> frozenset[int]:
    """Return the blocks of a constitution that record its earlier changes."""
    past: set[int] = set()
    for section in constitution.sections():
        if _HISTORY.search(section.heading.text):
            past |= set(range(section.start, section.end))
    return frozenset(past)
