"""References that Word keeps itself: `REF` and `PAGEREF` fields, and links to bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drafting.constitution.outline import Constitution
from drafting.word.xml import Element, get, name

_CODES = frozenset({"REF", "PAGEREF", "NOTEREF"})


@dataclass(frozen=True)
class Link:
    """A field or a link in block `block` to a bookmark; `target` is the block that holds it.

    `kind` is REF, PAGEREF, NOTEREF or LINK. `target` is None where there is no such bookmark.
    """

    block: int
    kind: str
    bookmark: str
    target: int | None


def links(constitution: Constitution) -> list[Link]:
    """Return the fields and links of a constitution, but for those of its table of contents."""
    blocks = constitution.blocks
    marks = {
        get(mark, "w:name"): number
        for number, block in enumerate(blocks)
        for mark in block.iter(name("w:bookmarkStart"))
    }
    return [
        Link(number, kind, bookmark, marks.get(bookmark))
        for number, block in enumerate(blocks)
        for kind, bookmark in _named(block)
        if not bookmark.startswith("_Toc")
    ]


def _named(block: Element) -> Iterator[tuple[str, str]]:
    """Yield the kind and the bookmark of each field and link in a block (17.16.5, 17.16.22)."""
    codes = [str(each.text or "") for each in block.iter(name("w:instrText"))]
    codes += [get(each, "w:instr") for each in block.iter(name("w:fldSimple"))]
    for code in codes:
        words = code.split()
        if len(words) > 1 and words[0].upper() in _CODES:
            yield words[0].upper(), words[1]
    for link in block.iter(name("w:hyperlink")):
        if anchor := get(link, "w:anchor"):
            yield "LINK", anchor
