"""What a paragraph states of itself, apart from what is revised about it and from its text."""

from __future__ import annotations

from collections.abc import Container

from drafting.word.xml import Element, clone, get, local, make, name, remove

_MARKS = frozenset({"ins", "del", "moveFrom", "moveTo"})


def look_of_mark(run: Element | None) -> Element:
    """Return the properties of a paragraph's mark without what is revised about it."""
    plain = make("w:rPr") if run is None else clone(run)
    for each in list(plain):
        if local(each) in {*_MARKS, "rPrChange"}:
            plain.remove(each)
    return plain


def shell(paragraph: Element) -> Element:
    """Return a paragraph with the same properties and no content."""
    copied = make("w:p")
    for key, text in paragraph.attrib.items():
        copied.set(key, text)
    properties = paragraph.find(name("w:pPr"))
    if properties is not None:
        copied.append(clone(properties))
        put_in_order(copied[0])
    return copied


def put_in_order(properties: Element) -> None:
    """Put, in place, what the schema has last in a paragraph's properties last (17.3.1.26).

    What revises its mark comes first in the look of the mark (17.3.1.29).
    """
    run = properties.find(name("w:rPr"))
    marks = [] if run is None else [each for each in run if local(each) in _MARKS]
    if run is not None and run[: len(marks)] != marks:
        for each in reversed(marks):
            run.insert(0, each)
    for short in ("w:rPr", "w:sectPr", "w:pPrChange"):
        last = properties.find(name(short))
        if last is not None and last.getnext() is not None:
            properties.append(last)


def own_properties(paragraph: Element) -> Element:
    """Return the properties that a tracked change of a paragraph may hold (17.3.1.25)."""
    found = paragraph.find(name("w:pPr"))
    properties = make("w:pPr") if found is None else clone(found)
    for element in list(properties):
        if local(element) in {"rPr", "sectPr", "pPrChange"}:
            properties.remove(element)
    return properties


def unmark(paragraph: Element, mark: str, ids: Container[str]) -> None:
    """Take the revisions of a kind with these ids from the mark of a paragraph, in place.

    Properties in which nothing is left go too.
    """
    run = paragraph.find(f"{name('w:pPr')}/{name('w:rPr')}")
    if run is None:
        return
    for each in list(run):
        if local(each) == mark and get(each, "w:id") in ids:
            run.remove(each)
    for each in (run, paragraph.find(name("w:pPr"))):
        if each is not None and len(each) == 0:
            remove(each)
