"""Accepts and rejects tracked changes as Word does (ECMA-376 Part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import Literal

from drafting.word.package import Package
from drafting.word.xml import (
    Element,
    clone,
    get,
    local,
    make,
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
_CELLS = ("cellIns", "cellDel", "cellMerge")
# Starts of content controls that were inserted, deleted or moved: the control, not its content.
_CONTROLS = {
    "accept": ("customXmlDelRangeStart", "customXmlMoveFromRangeStart"),
    "reject": ("customXmlInsRangeStart", "customXmlMoveToRangeStart"),
}
_MARKED = (
    *("ins", "del", "moveFrom", "moveTo", *_CHANGES, *_CELLS),
    *_CONTROLS["accept"],
    *_CONTROLS["reject"],
)
# What stands before w:vMerge in a cell's properties (17.4.69, CT_TcPrBase).
_BEFORE_MERGE = frozenset({"cnfStyle", "tcW", "gridSpan", "hMerge"})
_HOLDERS = frozenset({"sdt", "customXml", "smartTag"})
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
    for part in _revisable_parts(package):
        root = package.root(part)
        if resolve(root, decision, chosen):
            changed[part] = serialise(root)
    return package.replacing(changed)


def revision_count(package: Package) -> int:
    """Return how many tracked changes a document has, in its stories, styles and lists."""
    return sum(len(_revisions(package.root(part))) for part in _revisable_parts(package))


def _revisable_parts(package: Package) -> list[str]:
    """Return the stories, and the styles and lists, whose properties may be revised too."""
    others = (package.related("styles"), package.related("numbering"))
    return [*story_parts(package), *(part for part in others if part is not None)]


def _revisions(root: Element) -> list[Element]:
    tags = [name(f"w:{each}") for each in _MARKED]
    return [e for e in root.iter(*tags) if "Range" not in local(e) or _control(e) is not None]


def _control(start: Element) -> Element | None:
    """Return the content control whose start tag a range encloses (17.13.5.5), if it does."""
    following = _after_markers(start)
    return following if following is not None and local(following) in _HOLDERS else None


def resolve(root: Element, decision: Decision, chosen: Chosen = all_revisions) -> int:
    """Accept or reject the chosen tracked changes of a story in place; return how many."""
    found = [element for element in _revisions(root) if chosen(element)]
    if not found:
        return 0
    stray = _stray_codes(root)
    broken: list[Element] = []  # paragraphs that lose their mark
    for element in found:
        _settle(element, decision, broken)
    for paragraph in broken:
        _join_with_next(paragraph)
    for element in list(root.iter(*[name(f"w:{each}") for each in _RANGES])):
        if chosen(element) or chosen is all_revisions:
            remove(element)
    for code in _stray_codes(root) - stray:
        remove(code)
    _tidy(root)
    return len(found)


def _settle(element: Element, decision: Decision, broken: list[Element]) -> None:
    kind = local(element)
    if kind in _CHANGES:
        _settle_change(element, decision)
    elif kind in _CELLS:
        _settle_cell(element, decision)
    elif "Range" in kind:
        _settle_control(element, decision)
    elif _is_paragraph_mark(element):
        _settle_paragraph_mark(element, decision, broken)
    elif local(_parent(element)) == "numPr":
        _settle_number(element, decision)
    elif local(_parent(element)) == "trPr":
        _settle_row(element, decision)
    elif kind in _GAINED[decision]:
        if kind in {"del", "moveFrom"}:
            _as_text(element)
        replace_with_children(element)
    else:
        _drop(element)


def _stray_codes(root: Element) -> set[Element]:
    """Return the field codes outside any field, such as a switch left when its field went."""
    depth = 0
    stray: set[Element] = set()
    for element in root.iter(name("w:fldChar"), name("w:instrText")):
        if local(element) == "fldChar":
            depth += {"begin": 1, "end": -1}.get(get(element, "w:fldCharType"), 0)
        elif depth <= 0:
            stray.add(element)
    return stray


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


def _settle_number(element: Element, decision: Decision) -> None:
    """Keep list properties that were inserted, or take them out (17.13.5.19)."""
    properties = _parent(element)
    remove(element)
    if local(element) in _LOST[decision]:
        remove(properties)


def _settle_control(start: Element, decision: Decision) -> None:
    """Take a content control away from around what it holds, which is settled by itself."""
    control = _control(start)
    if local(start) not in _CONTROLS[decision] or control is None:
        return
    inside = control.find(name("w:sdtContent"))
    if inside is not None:
        for each in [each for each in control if each is not inside]:
            control.remove(each)
        replace_with_children(inside)
    else:
        for short in ("w:customXmlPr", "w:smartTagPr"):
            for each in control.findall(name(short)):
                control.remove(each)
    replace_with_children(control)


def _settle_cell(element: Element, decision: Decision) -> None:
    lost = {"accept": "cellDel", "reject": "cellIns"}[decision]
    properties = _parent(element)
    cell = _parent(properties)
    remove(element)
    if local(element) == lost:
        remove(cell)
    elif local(element) == "cellMerge":
        _merge(properties, get(element, f"w:vMerge{'' if decision == 'accept' else 'Orig'}"))


def _merge(properties: Element, merged: str) -> None:
    """State how a cell is merged with the one above, as `rest` or `cont` says (17.13.5.3)."""
    present = properties.find(name("w:vMerge"))
    if present is not None:
        properties.remove(present)
    if merged in {"rest", "cont"}:
        at = sum(1 for each in properties if local(each) in _BEFORE_MERGE)
        properties.insert(at, make("w:vMerge", val="restart" if merged == "rest" else "continue"))


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
        owner.extend([clone(each) for each in before if local(each) not in _CELLS])
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
        "tcPr": set(_CELLS),
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
    around = local(holder) in {"hyperlink", "fldSimple", "smartTag"}
    if around and all(local(each) in _MARKERS for each in holder):
        replace_with_children(holder)


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
    if content:  # the end of a bookmark that starts in it must not come to stand before the start
        content += _markers_after(paragraph)
    for offset, each in enumerate(content):
        following.insert(at + offset, each)
    remove(paragraph)


def _markers_after(element: Element) -> list[Element]:
    return list(takewhile(lambda each: local(each) in _MARKERS, element.itersiblings()))


def _after_markers(element: Element) -> Element | None:
    return next((each for each in element.itersiblings() if local(each) not in _MARKERS), None)


def _next_paragraph(paragraph: Element) -> Element | None:
    following = _after_markers(paragraph)
    return following if following is not None and local(following) == "p" else None


def _ends_a_cell(paragraph: Element) -> bool:
    return local(_parent(paragraph)) == "tc" and paragraph.getnext() is None


def _tidy(root: Element) -> None:
    """Give a cell that lost its last paragraph an empty one, as Word does (17.4.65)."""
    for cell in root.iter(name("w:tc")):
        last = cell[-1] if len(cell) else None
        if last is None or local(last) not in {"p", "sdt", "customXml"}:
            cell.append(cell.makeelement(name("w:p")))
