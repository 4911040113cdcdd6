"""Accepts and rejects tracked changes as Word does (ECMA-376 Part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from drafting.word.package import Package
from drafting.word.xml import (
    Element,
    clone,
    get,
    local,
    name,
    remove,
    replace_with_children,
    serialise,
)

Decision = Literal["accept", "reject"]
Chosen = Callable[[Element], bool]

_GAINED = {"accept": ("ins", "moveTo"), "reject": ("del", "moveFrom")}
_LOST = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
_CHANGES = (
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange "
    "tblGridChange numberingChange"
).split()
_RANGES = (
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart "
    "customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd"
).split()
_MARKED = ("ins", "del", "moveFrom", "moveTo", *_CHANGES, "cellIns", "cellDel", "cellMerge")
_CONTENT = frozenset("r hyperlink sdt fldSimple smartTag customXml oMath oMathPara ins del".split())
_MARKERS = frozenset(
    ["bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", *_RANGES]
)


def all_revisions(_: Element) -> bool:
    """Choose every tracked change."""
    return True


def with_ids(ids: frozenset[str]) -> Chosen:
    """Choose the tracked changes that have these ids."""
    return lambda element: get(element, "w:id") in ids


def story_parts(package: Package) -> list[str]:
    """Return the parts that hold text: the document, headers, footers, notes and comments."""
    kinds = ("header", "footer", "footnotes", "endnotes", "comments")
    parts = [package.document]
    for relationship in package.relationships(package.document):
        kind = relationship.type.rpartition("/")[2]
        known = not relationship.external and relationship.target in package.parts
        if kind in kinds and known and relationship.target not in parts:
            parts.append(relationship.target)
    return parts


def resolved(package: Package, decision: Decision, chosen: Chosen = all_revisions) -> Package:
    """Return the package with the chosen tracked changes accepted or rejected.

    Parts without such changes keep their bytes.
    """
    changed: dict[str, bytes] = {}
    for part in story_parts(package):
        root = package.root(part)
        if resolve(root, decision, chosen):
            changed[part] = serialise(root)
    return package.replacing(changed)


def revision_count(package: Package) -> int:
    """Return how many tracked changes a document has, in all its stories."""
    tags = [name(f"w:{each}") for each in _MARKED]
    return sum(1 for part in story_parts(package) for _ in package.root(part).iter(*tags))


def resolve(root: Element, decision: Decision, chosen: Chosen = all_revisions) -> int:
    """Accept or reject the chosen tracked changes of a story in place; return how many."""
    tags = [name(f"w:{each}") for each in _MARKED]
    found = [element for element in root.iter(*tags) if chosen(element)]
    if not found:
        return 0
    broken: list[Element] = []  # paragraphs that lose their mark
    for element in found:
        kind = local(element)
        if kind in _CHANGES:
            _settle_change(element, decision)
        elif kind in {"cellIns", "cellDel", "cellMerge"}:
            _settle_cell(element, decision)
        elif _is_paragraph_mark(element):
            _settle_paragraph_mark(element, decision, broken)
        elif local(_parent(element)) == "trPr":
            _settle_row(element, decision)
        elif kind in _GAINED[decision]:
            if kind in {"del", "moveFrom"}:
                _as_text(element)
            replace_with_children(element)
        else:
            _drop(element)
    for paragraph in broken:
        _join_with_next(paragraph)
    for element in list(root.iter(*[name(f"w:{each}") for each in _RANGES])):
        if chosen(element) or chosen is all_revisions:
            remove(element)
    _tidy(root)
    return len(found)


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def _is_paragraph_mark(element: Element) -> bool:
    parent = _parent(element)
    return local(parent) == "rPr" and local(_parent(parent)) == "pPr"


def _settle_paragraph_mark(element: Element, decision: Decision, broken: list[Element]) -> None:
    run = _parent(element)
    properties = _parent(run)
    paragraph = _parent(properties)
    if local(element) in _LOST[decision]:
        broken.append(paragraph)
    remove(element)
    if len(run) == 0:
        remove(run)
    if len(properties) == 0:
        remove(properties)


def _settle_row(element: Element, decision: Decision) -> None:
    properties = _parent(element)
    row = _parent(properties)
    if local(element) in _LOST[decision]:
        table = _parent(row)
        remove(row)
        if table.find(name("w:tr")) is None:
            remove(table)
        return
    remove(element)
    if len(properties) == 0:
        remove(properties)


def _settle_cell(element: Element, decision: Decision) -> None:
    lost = {"accept": "cellDel", "reject": "cellIns"}[decision]
    properties = _parent(element)
    cell = _parent(properties)
    remove(element)
    if local(element) == lost:
        remove(cell)


def _settle_change(change: Element, decision: Decision) -> None:
    """Drop the old properties, or put them back in place of the new ones."""
    owner = _parent(change)
    remove(change)
    if decision == "accept" or local(change) == "numberingChange":
        if len(owner) == 0 and not owner.attrib and local(owner) in {"rPr", "pPr", "trPr", "tcPr"}:
            remove(owner)
        return
    before = next((clone(each) for each in change if isinstance(each.tag, str)), None)
    kept = _kept_through(owner)
    for element in list(owner):
        owner.remove(element)
    if before is not None:
        owner.extend([clone(element) for element in before])
    for element in kept:
        if local(element) in {"ins", "del", "moveFrom", "moveTo"}:
            owner.insert(0, element)
        elif local(element) in {"headerReference", "footerReference"}:
            owner.insert(kept.index(element), element)
        else:
            owner.append(element)
    if len(owner) == 0 and local(owner) in {"rPr", "pPr", "trPr", "tcPr"}:
        remove(owner)


def _kept_through(owner: Element) -> list[Element]:
    """Return what the old properties do not state and a rejection therefore leaves."""
    kept = {
        "pPr": {"rPr", "sectPr"},
        "rPr": {"ins", "del", "moveFrom", "moveTo"} if local(_parent(owner)) == "pPr" else set(),
        "sectPr": {"headerReference", "footerReference"},
        "trPr": {"ins", "del"},
        "tcPr": {"cellIns", "cellDel", "cellMerge"},
    }.get(local(owner), set[str]())
    return [element for element in owner if local(element) in kept]


def _as_text(element: Element) -> None:
    for text in list(element.iter(name("w:delText"))):
        text.tag = name("w:t")
    for code in list(element.iter(name("w:delInstrText"))):
        code.tag = name("w:instrText")


def _drop(element: Element) -> None:
    holder = _parent(element)
    remove(element)
    if local(holder) in {"hyperlink", "fldSimple", "smartTag"} and len(holder) == 0:
        remove(holder)


def _join_with_next(paragraph: Element) -> None:
    """Join a paragraph whose mark is gone with the following one, whose properties stand."""
    following = _next_paragraph(paragraph)
    empty = not any(local(each) in _CONTENT for each in paragraph)
    if following is None:
        parent = paragraph.getparent()
        alone = parent is not None and len(parent.findall(name("w:p"))) == 1
        if empty and not alone and not _ends_a_cell(paragraph):
            remove(paragraph)
        return
    at = 1 if following.find(name("w:pPr")) is not None else 0
    content = [each for each in paragraph if local(each) != "pPr"]
    for offset, each in enumerate(content):
        following.insert(at + offset, each)
    remove(paragraph)


def _next_paragraph(paragraph: Element) -> Element | None:
    following = paragraph.getnext()
    while following is not None and local(following) in _MARKERS:
        following = following.getnext()
    return following if following is not None and local(following) == "p" else None


def _ends_a_cell(paragraph: Element) -> bool:
    return local(_parent(paragraph)) == "tc" and paragraph.getnext() is None


def _tidy(root: Element) -> None:
    """Give a cell that lost its last paragraph an empty one, as Word does (17.4.65)."""
    for cell in root.iter(name("w:tc")):
        last = cell[-1] if len(cell) else None
        if last is None or local(last) not in {"p", "sdt", "customXml"}:
            cell.append(cell.makeelement(name("w:p")))
