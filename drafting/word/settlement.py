"""Settling one tracked change: accepting or rejecting it as Word does (ECMA-376-1, 17.13.5).

`Settlement` does it change by change, in place, and at the end does what can only be done when
all are settled: it joins paragraphs that lost their mark and mends what the changes left open.
"""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import Literal

from drafting.word.cells import merge, narrow, number_in, span_of, widen
from drafting.word.ranges import RANGES, lift, settle_lifted
from drafting.word.xml import (
    Element,
    clone,
    get,
    local,
    name,
    remove,
    replace_with_children,
)

Decision = Literal["accept", "reject"]

_GAINED = {"accept": ("ins", "moveTo"), "reject": ("del", "moveFrom")}
LOST = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
_MARKS = frozenset({"ins", "del", "moveFrom", "moveTo"})
CHANGES = (
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange "
    "tblGridChange numberingChange"
).split()
CELLS = ("cellIns", "cellDel", "cellMerge")
# Starts of content controls that were inserted, deleted or moved: the control, not its content.
_CONTROLS = {
    "accept": ("customXmlDelRangeStart", "customXmlMoveFromRangeStart"),
    "reject": ("customXmlInsRangeStart", "customXmlMoveToRangeStart"),
}
MARKED = (*_MARKS, *CHANGES, *CELLS, *_CONTROLS["accept"], *_CONTROLS["reject"])
_HOLDERS = frozenset({"sdt", "customXml", "smartTag"})
_CONTENT = frozenset("r hyperlink sdt fldSimple smartTag customXml oMath oMathPara ins del".split())
MARKERS = frozenset(
    ["bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", *RANGES]
)
_STATED_BY = frozenset({"rPr", "pPr", "trPr", "tcPr"})  # properties that go when they are empty


def revisions_in(root: Element) -> list[Element]:
    """Return the tracked changes of a story, in its order.

    What stands in the old value of a changed property is not one: it is part of that change.
    """
    tags = [name(f"w:{each}") for each in MARKED]
    found: list[Element] = []
    for element in root.iter(*tags):
        kind = local(element)
        if "Range" in kind:
            if control_of(element) is not None:
                found.append(element)
        elif not _is_old_value(element, kind):
            found.append(element)
    return found


def _is_old_value(element: Element, kind: str) -> bool:
    """Whether a mark or a cell's change stands in what a property was before (17.13.5.36)."""
    if kind not in _MARKS and kind not in CELLS:
        return False
    properties = _parent(element)
    if local(properties) == "numPr":
        properties = _parent(properties)
    return local(_parent(properties)).endswith("Change")


def control_of(start: Element) -> Element | None:
    """Return the content control whose start tag a range encloses (17.13.5.5), if it does."""
    following = _after_markers(start)
    return following if following is not None and local(following) in _HOLDERS else None


class Settlement:
    """Settles tracked changes of one story, and then what follows from all of them."""

    def __init__(self, root: Element, decision: Decision) -> None:
        self._root = root
        self._decision: Decision = decision
        self._broken: list[Element] = []  # paragraphs that lose their mark
        self._widened: dict[Element, int] = {}  # cells by how many columns went at their right
        self._narrowed: dict[Element, Counter[int]] = {}  # tables by the columns that cells left
        self._gone: Counter[Element] = Counter()  # rows by how many columns went, from the left on
        self._lifted: list[Element] = []  # markers of ranges that reach beyond what went
        self._emptied: list[Element] = []  # tracked changes that held one that went
        # Cells of other programs that end in no paragraph are not mended by a tracked change.
        self._open = {cell for cell in root.iter(name("w:tc")) if not _is_closed(cell)}

    def settle(self, element: Element) -> None:
        """Accept or reject one tracked change."""
        kind = local(element)
        holder = local(_parent(element))
        if kind in CHANGES:
            _settle_change(element, self._decision)
        elif kind in CELLS:
            self._settle_cell(element)
        elif "Range" in kind:
            self._settle_control(element)
        elif holder == "rPr" and local(_parent(_parent(element))) == "pPr":
            self._settle_paragraph_mark(element)
        elif holder == "numPr":
            self._settle_number(element)
        elif holder == "trPr":
            self._settle_row(element)
        elif kind in _GAINED[self._decision]:
            if kind in {"del", "moveFrom"}:
                _as_text(element)
            replace_with_children(element)
        else:
            self._drop(element)

    def finish(self) -> None:
        """Join paragraphs that lost their mark, and mend what the settled changes left open."""
        for paragraph in reversed(self._broken):  # so that words move once, however many join
            self._join_with_next(paragraph)
        for holder in self._emptied:
            if all(local(each) in MARKERS for each in holder):
                replace_with_children(holder)
        widen(self._widened)
        for table, gone in self._narrowed.items():
            narrow(table, gone)
        settle_lifted(self._root, self._lifted)
        self._tidy()

    def _tidy(self) -> None:
        """Give a cell that lost its last paragraph an empty one, as Word does (17.4.65)."""
        for cell in self._root.iter(name("w:tc")):
            if cell not in self._open and not _is_closed(cell):
                cell.append(cell.makeelement(name("w:p")))

    def _lost(self, element: Element) -> bool:
        return local(element) in LOST[self._decision]

    def _settle_paragraph_mark(self, element: Element) -> None:
        run = _parent(element)
        properties = _parent(run)
        if self._lost(element):
            self._broken.append(_parent(properties))
        remove(element)
        if len(run) == 0:
            remove(run)
        if len(properties) == 0:
            remove(properties)

    def _settle_number(self, element: Element) -> None:
        """Keep list properties that were inserted, or take them out (17.13.5.19)."""
        properties = _parent(element)
        remove(element)
        if self._lost(element):
            remove(properties)

    def _settle_row(self, element: Element) -> None:
        properties = _parent(element)
        row = _parent(properties)
        if self._lost(element):
            self._remove_row(row)
            return
        remove(element)
        if len(properties) == 0:
            remove(properties)

    def _remove_row(self, row: Element) -> None:
        """Take out a row, the content control that held only it, and its table with the last."""
        holder = row.getparent()
        self._lift(row)
        remove(row)
        while holder is not None and next(holder.iter(name("w:tr")), None) is None:
            above = holder.getparent()
            if local(holder) in {"sdtContent", "sdt", "customXml", "tbl"}:
                self._lift(holder)
                remove(holder)
            if local(holder) not in {"sdtContent", "sdt", "customXml"}:
                return
            holder = above

    def _settle_cell(self, element: Element) -> None:
        lost = {"accept": "cellDel", "reject": "cellIns"}[self._decision]
        properties = _parent(element)
        cell = _parent(properties)
        remove(element)
        if local(element) == lost:
            self._remove_cell(cell)
        elif local(element) == "cellMerge":
            which = "w:vMerge" if self._decision == "accept" else "w:vMergeOrig"
            merge(properties, get(element, which))

    def _remove_cell(self, cell: Element) -> None:
        row = cell.getparent()
        if row is not None and self._decision == "accept":
            self._note_columns(cell, row)
        self._lift(cell)
        remove(cell)
        if row is not None and next(row.iter(name("w:tc")), None) is None:
            self._remove_row(row)

    def _note_columns(self, cell: Element, row: Element) -> None:
        """Note which columns a cell leaves, for the one at its left and for the grid."""
        preceding = list(cell.itersiblings(name("w:tc"), preceding=True))
        columns = span_of(cell)
        if preceding:
            self._widened[preceding[0]] = self._widened.get(preceding[0], 0) + columns
        first = number_in(row.find(f"{name('w:trPr')}/{name('w:gridBefore')}"), "w:val", 0)
        first += sum(map(span_of, preceding)) + self._gone[row]
        self._gone[row] += columns
        table = next(row.iterancestors(name("w:tbl")), None)
        if table is not None:
            self._narrowed.setdefault(table, Counter()).update(range(first, first + columns))

    def _settle_control(self, start: Element) -> None:
        """Take a content control away from around what it holds, which is settled by itself."""
        control = control_of(start)
        if local(start) not in _CONTROLS[self._decision] or control is None:
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

    def _drop(self, element: Element) -> None:
        holder = _parent(element)
        self._lift(element)
        remove(element)
        around = local(holder) in {"hyperlink", "fldSimple", "smartTag"}
        if around and all(local(each) in MARKERS for each in holder):
            replace_with_children(holder)
        elif local(holder) in _MARKS:
            self._emptied.append(holder)

    def _lift(self, element: Element) -> None:
        self._lifted += lift(element)

    def _join_with_next(self, paragraph: Element) -> None:
        """Join a paragraph whose mark is gone with the following one, whose properties stand.

        So does Word (github.com/OfficeDev/open-xml-docs/issues/355 shows what it makes).
        """
        following = next_paragraph(paragraph)
        if following is None:
            empty = not any(map(_is_content, paragraph))
            if empty and not _stands_alone(paragraph) and not _ends_a_cell(paragraph):
                self._lift(paragraph)
                remove(paragraph)
            return
        content = [each for each in paragraph if local(each) != "pPr"]
        if content:  # the end of a bookmark that starts in it must not come to stand before it
            content += _markers_after(paragraph)
        first = next(following.iterchildren(), None)  # no search: much may have joined already
        if first is not None and local(first) == "pPr":
            for each in reversed(content):
                first.addnext(each)
        else:
            for each in reversed(content):
                following.insert(0, each)
        remove(paragraph)


def _is_content(element: Element) -> bool:
    """Return whether an element of a paragraph shows; the mark of a comment alone does not."""
    if local(element) == "r" and any(local(each) == "commentReference" for each in element):
        return any(local(each) not in {"rPr", "commentReference"} for each in element)
    return local(element) in _CONTENT


def _settle_change(change: Element, decision: Decision) -> None:
    """Drop the old properties, or put them back in place of the new ones."""
    owner = _parent(change)
    remove(change)
    if decision == "accept" or local(change) == "numberingChange":
        if len(owner) == 0 and not owner.attrib and local(owner) in _STATED_BY:
            remove(owner)
        return
    before = next((clone(each) for each in change if isinstance(each.tag, str)), None)
    kept = _kept_through(owner)
    for element in list(owner):
        owner.remove(element)
    if before is not None:
        tracked = {*CELLS, *(_MARKS if local(owner) == "rPr" else ())}
        owner.extend([clone(each) for each in before if local(each) not in tracked])
    if local(owner) in {"rPr", "sectPr"}:  # there they come first, elsewhere last
        for element in reversed(kept):
            owner.insert(0, element)
    else:
        owner.extend(kept)
    if len(owner) == 0 and local(owner) in _STATED_BY:
        remove(owner)


def _kept_through(owner: Element) -> list[Element]:
    """Return what the old properties do not state and a rejection therefore leaves."""
    kept = {
        "pPr": {"rPr", "sectPr"},
        "rPr": _MARKS if local(_parent(owner)) == "pPr" else set[str](),
        "sectPr": {"headerReference", "footerReference"},
        "trPr": {"ins", "del"},
        "tcPr": set(CELLS),
    }.get(local(owner), set[str]())
    return [element for element in owner if local(element) in kept]


def _as_text(element: Element) -> None:
    """Make text of what is deleted in `element`, not of what another deletion in it holds."""
    for each in list(element.iter(name("w:delText"), name("w:delInstrText"))):
        within = each.iterancestors(name("w:del"), name("w:moveFrom"))
        if next(within, None) is element:
            each.tag = name("w:t" if local(each) == "delText" else "w:instrText")


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def _markers_after(element: Element) -> list[Element]:
    return list(takewhile(lambda each: local(each) in MARKERS, element.itersiblings()))


def _after_markers(element: Element) -> Element | None:
    return next((each for each in element.itersiblings() if local(each) not in MARKERS), None)


def next_paragraph(paragraph: Element) -> Element | None:
    """Return the paragraph that a paragraph joins when it loses its mark, if there is one."""
    following = _after_markers(paragraph)
    return following if following is not None and local(following) == "p" else None


def _stands_alone(paragraph: Element) -> bool:
    """Whether no other paragraph stands beside this one, so that its story would lose its last.

    For Word one that a content control behind it holds, a range over the text, stands beside it.
    """
    around = (paragraph.itersiblings(name("w:p"), preceding=back) for back in (True, False))
    controls = paragraph.itersiblings(name("w:sdt"), name("w:customXml"))
    inside = (each.iter(name("w:p")) for each in controls)
    return all(next(each, None) is None for each in (*around, *inside))


def _ends_a_cell(paragraph: Element) -> bool:
    return local(_parent(paragraph)) == "tc" and paragraph.getnext() is None


def _is_closed(cell: Element) -> bool:
    return len(cell) > 0 and local(cell[-1]) in {"p", "sdt", "customXml"}
