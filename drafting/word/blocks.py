"""The blocks of a story: its paragraphs, tables and content controls, in order."""

from __future__ import annotations

from drafting.word.package import Package
from drafting.word.xml import Element, local, name

BLOCKS = frozenset({"p", "tbl", "sdt", "customXml", "altChunk"})


def blocks_of(container: Element) -> list[Element]:
    """Return the blocks of a body, cell, header or note."""
    return [element for element in container if local(element) in BLOCKS]


def body_of(root: Element) -> Element:
    """Return the body of a document (ECMA-376 Part 1, 17.2.2). Raises `ValueError` without one."""
    body = root.find(name("w:body"))
    if body is None:
        raise ValueError("the document has no body")
    return body


def body_blocks(package: Package) -> list[Element]:
    """Return the blocks of the main document, from a fresh tree."""
    return blocks_of(body_of(package.root(package.document)))
