"""What the reference fields of the proposed constitution show, so that it reads right unopened.

Word works a field out afresh when it is updated (F9), so its result is no edit: the redline does
not track it, and the clean copy shows what Word will show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from drafting.constitution.targets import Targets
from drafting.word.blocks import blocks_of, body_of
from drafting.word.normal_form import field_size, result_of
from drafting.word.package import Package
from drafting.word.xml import Element, get, name, serialise

_NUMBER = re.compile(r"\s*REF\s+(\S+).*\\[nrw]\b", re.IGNORECASE)


def with_field_results(
    package: Package, current: Targets, proposed: Targets, kept: Mapping[int, int]
) -> Package:
    """Return the proposed file with the number that each `REF` field to a provision shows.

    `kept` gives the block of it that each of the current constitution is (17.16.5.51).
    """
    root = package.root(package.document)
    blocks = blocks_of(body_of(root))
    back = {new: old for old, new in kept.items()}
    marks = {
        get(mark, "w:name"): number
        for number, block in enumerate(blocks)
        for mark in block.iter(name("w:bookmarkStart"))
    }
    written = False
    for code, result in (each for block in blocks for each in _fields(block)):
        named = _NUMBER.match(code)
        new = marks.get(named[1]) if named else None
        old = back.get(new, -1) if new is not None else -1
        if new is not None and old >= 0:
            written |= _renew(result, _forms(current, old), _forms(proposed, new))
    return package.replacing({package.document: serialise(root)}) if written else package


def _fields(block: Element) -> Iterator[tuple[str, list[Element]]]:
    """Yield the code of each field in a block and the texts of its result."""
    for paragraph in block.iter(name("w:p")):
        inside = list(paragraph)
        at = 0
        while at < len(inside):
            size = field_size(inside, at)
            if size:
                field = inside[at : at + size]
                codes = (code for each in field for code in each.iter(name("w:instrText")))
                texts = [text for each in result_of(field) for text in each.iter(name("w:t"))]
                yield "".join(str(each.text or "") for each in codes), texts
            at += max(size, 1)


def _forms(targets: Targets, block: int) -> list[str]:
    """Return what a field may show of a provision: its number in full, and its label."""
    label = targets.constitution.provisions[block].label.rstrip(".")
    return [targets.number(block), label]


def _renew(result: list[Element], before: list[str], after: list[str]) -> bool:
    shown = "".join(str(each.text or "") for each in result)
    for old, new in zip(before, after, strict=True):
        if old and new and old != new and shown.strip().rstrip(".") == old:
            result[0].text = shown.replace(old, new)
            for each in result[1:]:
                each.text = ""
            return True
    return False
