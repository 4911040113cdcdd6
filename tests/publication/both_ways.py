"""A redline that is right both ways, as the tests of the kinds of difference ask for."""

from __future__ import annotations

from drafting.publication.redline import Redline, Stamp, redline
from drafting.word.package import Package
from drafting.word.revisions import resolved, with_ids
from drafting.word.verification import Allowed, differences
from tests.publication.breaches import breaches

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")


def both_ways(old: Package, new: Package) -> Redline:
    """Return the redline of two files: it restores both and keeps what Word is strict about."""
    result = redline(old, new, STAMP)
    assert breaches(result.package, old) == []
    rejected = resolved(result.package, "reject", with_ids(result.added))
    accepted = resolved(result.package, "accept")
    assert differences(old, rejected) == []
    assert differences(resolved(new, "accept"), accepted, Allowed(bookmarks=True)) == []
    return result
