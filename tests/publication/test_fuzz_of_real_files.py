"""Redlines of real Word files and of edited copies of them: right both ways, or refused.

`python -m tests.publication.fuzz_of_real_files` tries as many seeds as one likes.
"""

from __future__ import annotations

import re

import pytest

from drafting.word.revisions import story_parts
from tests.publication.edited_copies import is_whole
from tests.publication.fuzz_of_real_files import (
    EDITS,
    KNOWN_REASONS,
    copy_for,
    files,
    said,
    tried,
    unlike_itself,
)
from tests.word_files import element, package

FEW, MANY = range(0, 60), range(60, 1200)
GROUPS = 12  # of the many, so that several processes share them

pytestmark = pytest.mark.skipif(
    not files(), reason="no corpus of Word documents: set DRAFTING_CORPUS to its folder"
)


def failures(seeds: range) -> list[str]:
    return [str(outcome) for outcome in map(tried, seeds) if outcome.failure]


def test_an_edited_copy_of_a_real_file_is_redlined_exactly_or_refused_for_a_known_reason() -> None:
    assert failures(FEW) == []


@pytest.mark.slow
@pytest.mark.parametrize("group", range(GROUPS))
def test_many_edited_copies_of_real_files_are_redlined_exactly_or_refused_for_a_known_reason(
    group: int,
) -> None:
    assert failures(MANY[group::GROUPS]) == []


@pytest.mark.slow
def test_every_real_file_has_no_difference_from_itself() -> None:
    assert [told for told in map(unlike_itself, files()) if told] == []


# The fuzz itself


def test_a_seed_makes_the_same_copy_again_and_another_seed_another() -> None:
    number = len(files())
    first, again, other = (copy_for(seed)[1] for seed in (1, 1, 1 + number))
    assert (first.edits, first.package.parts) == (again.edits, again.package.parts)
    assert first.package.parts != other.package.parts


def test_every_copy_is_edited_and_between_them_in_every_way() -> None:
    copies = [copy_for(seed) for seed in range(700, 1100)]
    assert all(old.parts != copy.package.parts for old, copy in copies)
    made = {each.partition(" ")[0] for _, copy in copies for each in copy.edits}
    assert {edit.__name__ for edit, _ in EDITS} == made


def test_a_copy_has_no_bookmark_or_field_in_half_that_its_original_has_whole() -> None:
    for seed in range(700, 900):
        old, copy = copy_for(seed)
        for part in story_parts(old):
            if all(map(is_whole, old.root(part))):
                assert all(map(is_whole, copy.package.root(part))), seed


def test_what_a_paragraph_says_is_read_with_and_without_results_of_fields() -> None:
    body = (
        '<w:p><w:r><w:t>a</w:t><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        '<w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    root = package(body).root("word/document.xml")
    assert (said(root), said(root, results=False)) == (["a\tPAGE7"], ["a\tPAGE"])
    assert not is_whole(element('<w:p><w:bookmarkEnd w:id="1"/></w:p>'))


def test_the_known_reasons_do_not_excuse_a_redline_that_was_not_verified() -> None:
    told = "the redline was not written, because it does not restore both texts."
    assert not any(re.search(reason, told) for reason in KNOWN_REASONS)
