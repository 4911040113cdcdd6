"""What the checker of markup says of a redline, but for what the engine is known to write.

An entry goes when the engine no longer writes it: the list is to be empty.
"""

from __future__ import annotations

from drafting.word.markup import check_markup
from drafting.word.package import Package

KNOWN: set[str] = set()


def breaches(marked: Package, before: Package) -> list[str]:
    """Return what Word is strict about and a redline of `before` does not keep."""
    found = [str(finding) for finding in check_markup(marked, before)]
    return [each for each in found if not any(known in each for known in KNOWN)]
