"""Redlines where comments, bookmarks and permissions differ: what marks a text is no text of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.publication.redline import redline
from drafting.word.revisions import story_parts
from tests.publication.both_ways import STAMP, both_ways
from tests.publication.breaches import breaches
from tests.word_files import package, paragraph, run


def commented(words: str, identity: int = 0, before: str = "", after: str = "") -> str:
    """A paragraph with a comment on some words, and words on either side of it."""
    reference = f'<w:r><w:commentReference w:id="{identity}"/></w:r>'
    return (
        f'<w:p>{run(before)}<w:commentRangeStart w:id="{identity}"/>{run(words)}'
        f'<w:commentRangeEnd w:id="{identity}"/>{reference}{run(after)}</w:p>'
    )


def permitted(words: str) -> str:
    return f'<w:p><w:permStart w:id="1" w:edGrp="everyone"/>{run(words)}<w:permEnd w:id="1"/></w:p>'


PLAIN = package(paragraph("One rule stands.") + paragraph("Two."))


@pytest.mark.parametrize("anchored", [commented, permitted])
def test_an_anchor_that_one_file_alone_has_is_no_tracked_change(
    anchored: Callable[[str], str],
) -> None:
    other = package(anchored("One rule stands.") + paragraph("Two."))
    for old, new in ((PLAIN, other), (other, PLAIN)):
        assert both_ways(old, new).counts == {}


def test_a_comment_that_word_numbered_afresh_is_no_difference() -> None:
    first, again = (
        package(commented("One rule.", number) + paragraph("Two.")) for number in (0, 7)
    )
    assert both_ways(first, again).counts == {}


def test_words_added_at_the_end_of_a_comment_stand_within_it() -> None:
    old = package(commented("One rule of the Council", after=", and ends."))
    new = package(commented("One rule of the Council stands", after=", and ends."))
    told = both_ways(old, new).package.parts["word/document.xml"].decode()
    assert told.index("commentRangeStart") < told.index("stands") < told.index("commentRangeEnd")


def test_words_added_at_the_start_of_a_comment_stand_within_it() -> None:
    old = package(commented("rule of the Council stands.", before="The Chair knows that one "))
    new = package(commented("new rule of the Council stands.", before="The Chair knows that one "))
    told = both_ways(old, new).package.parts["word/document.xml"].decode()
    assert told.index("commentRangeStart") < told.index("new ") < told.index("commentRangeEnd")


def test_words_added_behind_a_comment_stand_behind_it() -> None:
    old = package(commented("One rule of the Council stands"))
    new = package(commented("One rule of the Council stands", after=" alone"))
    told = both_ways(old, new).package.parts["word/document.xml"].decode()
    assert told.index("commentRangeEnd") < told.index("alone")


def test_a_paragraph_with_a_comment_comes_twice_without_its_comment() -> None:
    one = commented("One rule of the Council stands.")
    old, new = package(one + paragraph("Two.")), package(one + paragraph("Two.") + one)
    assert both_ways(old, new).counts["ins"] == 2


def test_a_header_that_comes_with_a_section_leaves_its_bookmarks_behind() -> None:
    """A bookmark has a name of its own in the whole file (17.13.6.2)."""
    bookmark = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    end = f"<w:p>{bookmark}{run('Two.')}</w:p>"
    headed = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    new = package(
        paragraph("A section of its own.", headed) + paragraph("Two."),
        header=f"<w:p>{bookmark}{run('Head')}</w:p>",
    )
    old = package(end)
    marked = redline(old, new, STAMP).package  # rejecting leaves the header there, unused
    assert breaches(marked, old) == []
    (header,) = (marked.parts[part] for part in story_parts(marked) if "header" in part)
    assert b"Head" in header
    assert b"_GoBack" not in header
