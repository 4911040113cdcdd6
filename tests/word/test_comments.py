"""Comments in the margin."""

from __future__ import annotations

import io

import docx as python_docx

from drafting.word.blocks import body_of
from drafting.word.comments import Comment, anchor, with_comments, without_comments
from drafting.word.package import Package, read_package
from drafting.word.revisions import resolve
from drafting.word.tracking import Tracker
from drafting.word.xml import Element, canonical, clone, local, make, name, serialise
from tests.word_files import element, package, paragraph, run

DATE = "2026-05-01T09:00:00Z"
WHY = Comment("7", "Monitoring Officer", DATE, (("Why:", "no overall control"), ("", "See s. 9.")))


def commented(document: Package) -> Package:
    """Return a document with a comment on its first paragraph."""
    root = document.root(document.document)
    anchor(body_of(root)[0], WHY.id, None)
    return with_comments(document.replacing({document.document: serialise(root)}), [WHY])


def test_another_reader_of_word_files_finds_the_comment_and_what_it_says() -> None:
    made = commented(package(paragraph("words")))
    (comment,) = python_docx.Document(io.BytesIO(made.as_bytes())).comments
    assert (comment.author, comment.initials) == ("Monitoring Officer", "MO")
    assert comment.text == "Why: no overall control\nSee s. 9."
    assert [each.bold for each in comment.paragraphs[0].runs] == [True, None]


def test_a_first_comment_brings_its_part_its_link_and_its_content_type() -> None:
    before = package(paragraph("words"))
    made = read_package(commented(before).as_bytes(), "commented.docx")
    assert made.related("comments") == "word/comments.xml"
    assert b"/word/comments.xml" in made.parts["[Content_Types].xml"]
    assert set(made.parts) - set(before.parts) == {"word/comments.xml"}


def test_a_further_comment_stands_after_those_that_are_there() -> None:
    old = '<w:comment w:id="1" w:author="B"><w:p/></w:comment>'
    before = package(paragraph("words"), comments=old)
    made = with_comments(before, [WHY])
    root = made.root("word/comments.xml")
    assert [each.get(name("w:id")) for each in root] == ["1", "7"]
    assert canonical(root[0]) == canonical(before.root("word/comments.xml")[0])
    assert made.parts["[Content_Types].xml"] == before.parts["[Content_Types].xml"]


def test_no_comments_change_nothing() -> None:
    before = package(paragraph("words"))
    assert with_comments(before, []) is before


def test_an_author_without_capitals_has_initials_all_the_same() -> None:
    made = with_comments(package(), [Comment("1", "drafting", DATE, (("", "words"),))])
    assert made.root("word/comments.xml")[0].get(name("w:initials"))


def test_an_anchor_starts_after_the_properties_and_ends_with_its_reference() -> None:
    target = element(paragraph("words", "<w:keepNext/>"))
    anchor(target, "7", None)
    kinds = ["pPr", "commentRangeStart", "r", "commentRangeEnd", "r"]
    assert [local(each) for each in target] == kinds
    marks = [e for e in target.iter() if local(e).startswith("comment")]
    assert {mark.get(name("w:id")) for mark in marks} == {"7"}
    assert len(marks) == 3


def test_the_comment_on_an_inserted_paragraph_goes_with_it() -> None:
    tracker = Tracker("A", DATE, 1)
    target = element(f"<w:p>{run('words')}</w:p>")
    anchor(target, "7", make("w:ins", **tracker.attributes()))
    body = element("<w:body/>")
    tracker.mark_paragraph(target, "ins")
    body.extend([target, element(paragraph("end"))])
    resolve(body, "reject")
    assert not list(body.iter(name("w:commentReference")))


def test_only_the_named_comments_are_taken_out_and_nothing_else() -> None:
    def marked(*ids: str) -> Element:
        target = element(f"<w:p>{run('words')}</w:p>")
        for each in ids:
            anchor(target, each, None)
        return target

    target = marked("7", "8")
    without_comments(target, ["7"])
    assert canonical(target) == canonical(marked("8"))
    before = clone(target)
    without_comments(target, ["9"])
    assert canonical(target) == canonical(before)
