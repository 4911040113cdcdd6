"""Each kind of change that a drafter makes: exact both ways, and marked as a person expects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from drafting.publication.redline import Redline, Stamp, redline
from drafting.word.markup import check_markup
from drafting.word.package import Package
from drafting.word.revisions import resolved, story_parts
from drafting.word.verification import Allowed, differences
from drafting.word.xml import get, local
from tests.publication.kinds_of_change import CHANGES, MOVES, Change
from tests.publication.kinds_of_columns import COLUMNS
from tests.publication.test_corpus_pairs import added_by, said_in, without_added_parts

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")
# A note of the new file takes an id that the old file has free.
_NOTES_HAVE_OTHER_IDS = {"footnote added", "footnote added before another"}

ALL = (*CHANGES, *COLUMNS)

each_kind = pytest.mark.parametrize("change", ALL, ids=[each.kind for each in ALL])


def redlined(change: Change) -> tuple[Package, Package, Redline]:
    old, new = change.files()
    return old, new, redline(old, new, STAMP)


@each_kind
def test_rejecting_all_is_the_old_file_and_accepting_all_the_new_one(change: Change) -> None:
    old, new, result = redlined(change)
    rejected, accepted = (resolved(result.package, each) for each in ("reject", "accept"))
    assert differences(old, without_added_parts(old, rejected), added_by(old, rejected)) == []
    assert said_in(accepted) == said_in(new)
    if change.kind not in _NOTES_HAVE_OTHER_IDS:
        assert differences(new, accepted, Allowed(bookmarks=True)) == []


@each_kind
def test_the_markup_is_such_as_word_writes_and_nothing_is_left_unsaid(change: Change) -> None:
    old, _, result = redlined(change)
    assert check_markup(result.package, old) == []
    assert result.unshown == ()


@pytest.mark.parametrize(
    "change", [each for each in ALL if each.counts], ids=lambda each: each.kind
)
def test_a_change_is_marked_with_the_revisions_that_a_person_expects(change: Change) -> None:
    assert revisions(redlined(change)[2].package) == change.counts


def revisions(package: Package) -> Mapping[str, int]:
    """Return how many revisions of each kind all stories hold, marks of paragraphs included."""
    return Counter(
        local(each)
        for part in story_parts(package)
        for each in package.root(part).iter()
        if get(each, "w:author") and "Range" not in local(each)
    )


@pytest.mark.parametrize("change", MOVES, ids=lambda each: each.kind)
def test_what_moves_together_is_one_move(change: Change) -> None:
    package = redlined(change)[2].package
    kinds = Counter(local(each) for each in package.root(package.document).iter())
    assert kinds["moveFromRangeStart"] == kinds["moveToRangeStart"] == 1
