"""Suggests what a person may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: object, known: Iterable[object]) -> str:
    """Return “Did you mean …?” with the nearest of the known names, or all of a few, or nothing."""
    names = [as_written(item) for item in known]
    close = get_close_matches(as_written(name), names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}?"
    if 0 < len(names) <= 8:
        return f"It can be {', '.join(names)}."
    return ""


def as_written(value: object) -> str:
    """Return a plain value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
