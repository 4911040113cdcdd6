"""Comments in the margin of a Word file (ECMA-376 Part 1, 17.13.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafting.word.atoms import text_element
from drafting.word.package import Package
from drafting.word.xml import Element, child, local, make, name, parse, serialise

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EMPTY = b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


@dataclass(frozen=True)
class Comment:
    """What a comment says: paragraphs, each a label in bold (may be empty) and its text."""

    id: str
    author: str
    date: str
    paragraphs: Sequence[tuple[str, str]]


def with_comments(package: Package, comments: Sequence[Comment]) -> Package:
    """Return the package with comments added after those it has. None added changes nothing."""
    if not comments:
        return package
    part = package.related("comments")
    root = package.root(part) if part else parse(_EMPTY)
    for comment in comments:
        root.append(_element(comment))
    if part:
        return package.replacing({part: serialise(root)})
    folder = package.document.rpartition("/")[0]
    return package.adding(f"{folder}/comments.xml", serialise(root), _TYPE, "comments")


def _element(comment: Comment) -> Element:
    initials = "".join(word[0] for word in comment.author.split() if word[0].isupper())[:3]
    element = make(
        "w:comment",
        id=comment.id,
        author=comment.author,
        date=comment.date,
        initials=initials or "D",
    )
    for label, text in comment.paragraphs:
        paragraph = child(element, "w:p")
        if label:
            run = child(paragraph, "w:r")
            child(child(run, "w:rPr"), "w:b")
            run.append(text_element(f"{label} "))
        child(paragraph, "w:r").append(text_element(text))
    return element


def anchor(paragraph: Element, comment_id: str, holder: Element | None) -> None:
    """Anchor a comment to the whole of a paragraph.

    `holder` is an empty revision that the reference goes into, so that the comment goes when
    the paragraph does; None for a paragraph that stays.
    """
    start = make("w:commentRangeStart", id=comment_id)
    paragraph.insert(1 if paragraph.find(name("w:pPr")) is not None else 0, start)
    child(paragraph, "w:commentRangeEnd", id=comment_id)
    run = make("w:r")
    child(run, "w:commentReference", id=comment_id)
    if holder is None:
        paragraph.append(run)
    else:
        holder.append(run)
        paragraph.append(holder)


def without_comments(root: Element, ids: Iterable[str]) -> None:
    """Take the anchors and the texts of some comments out of a story, in place."""
    wanted = set(ids)
    marks = [name(f"w:{mark}") for mark in (*COMMENT_MARKS, "comment")]
    for element in list(root.iter(*marks)):
        if element.get(name("w:id")) not in wanted:
            continue
        parent = element.getparent()
        if parent is None:
            continue
        parent.remove(element)
        if local(parent) == "r" and all(local(each) == "rPr" for each in parent):
            run_parent = parent.getparent()
            if run_parent is not None:
                run_parent.remove(parent)
