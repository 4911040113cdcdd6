"""What Word is strict about and a redline does not keep: there must be nothing."""

from __future__ import annotations

from drafting.word.markup import check_markup
from drafting.word.package import Package


def breaches(marked: Package, before: Package) -> list[str]:
    """Return what Word is strict about and a redline of `before` does not keep."""
    return [str(finding) for finding in check_markup(marked, before)]
