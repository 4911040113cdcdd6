"""A Word text with its tracked changes, as spans that are kept, inserted, deleted or moved.

For those who show a text elsewhere than in Word. What has no words (pictures, drawings) is left
out, but for the text in it; the code of a field is, and its result is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from drafting.word.blocks import BLOCKS, blocks_of
from drafting.word.package import Package
from drafting.word.xml import Element, get, local, name


class Mark(StrEnum):
    """What a tracked change makes of a text (ECMA-376 Part 1, 17.13.5)."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved-here"
    MOVED_AWAY = "moved-away"

    @property
    def comes(self) -> bool:
        """Whether it is only in the text as it will be."""
        return self in {Mark.INSERTED, Mark.MOVED_HERE}

    @property
    def goes(self) -> bool:
        """Whether it is only in the text as it was."""
        return self in {Mark.DELETED, Mark.MOVED_AWAY}


Raised = Literal["", "superscript", "subscript"]


@dataclass(frozen=True)
class Span:
    """Characters that share a mark and a look.

    `target` is a bookmark after “#”, or an address on the web; `note` is the key of a footnote or
    endnote that is referred to here; `move` is shared by both ends of a move.
    """

    text: str
    mark: Mark = Mark.KEPT
    bold: bool = False
    italic: bool = False
    raised: Raised = ""
    target: str = ""
    note: str = ""
    move: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `end` is the mark of its end. `boxes` are the texts of text boxes in it."""

    element: Element
    spans: tuple[Span, ...]
    end: Mark
    boxes: tuple[tuple[Block, ...], ...] = ()

    @property
    def text(self) -> str:
        """All its text, what goes and what comes."""
        return "".join(span.text for span in self.spans)

    @property
    def changed(self) -> bool:
        """Whether anything in it is revised."""
        return self.end is not Mark.KEPT or any(s.mark is not Mark.KEPT for s in self.spans)


@dataclass(frozen=True)
class Cell:
    """A cell of a table, over so many columns and rows."""

    blocks: tuple[Block, ...]
    mark: Mark
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Row:
    """A row of a table; `header` if it heads the columns on every page."""

    cells: tuple[Cell, ...]
    mark: Mark
    header: bool


@dataclass(frozen=True)
class Table:
    """A table."""

    element: Element
    rows: tuple[Row, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it is revised."""
        return any(
            row.mark is not Mark.KEPT
            or any(
                cell.mark is not Mark.KEPT or any(block.changed for block in cell.blocks)
                for cell in row.cells
            )
            for row in self.rows
        )


Block = Paragraph | Table

_MARKS = {
    "ins": Mark.INSERTED,
    "del": Mark.DELETED,
    "moveTo": Mark.MOVED_HERE,
    "moveFrom": Mark.MOVED_AWAY,
    "cellIns": Mark.INSERTED,
    "cellDel": Mark.DELETED,
}
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}
_HOLDERS = frozenset({"sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo"})
_LINKS = frozenset({"REF", "PAGEREF", "NOTEREF"})
_OFF = frozenset({"0", "false", "off"})
_FORMULA = name("m:t").removesuffix("t")


def marked_body(package: Package, body: list[Element]) -> tuple[tuple[Block, ...], ...]:
    """Return for each block of a body what is in it: a control may hold several paragraphs."""
    reader = _Reader(_addresses(package, package.document))
    return tuple(tuple(reader.blocks([block])) for block in body)


def marked_notes(package: Package) -> Mapping[str, tuple[Block, ...]]:
    """Return the footnotes and endnotes of a document by the keys that spans name."""
    found: dict[str, tuple[Block, ...]] = {}
    for kind in ("footnote", "endnote"):
        part = package.related(f"{kind}s")
        if part is None:
            continue
        reader = _Reader(_addresses(package, part))
        for note in package.root(part).iter(name(f"w:{kind}")):
            if get(note, "w:type") in {"", "normal"}:
                key = f"{kind}-{get(note, 'w:id')}"
                found[key] = tuple(reader.blocks(blocks_of(note)))
    return found


def _addresses(package: Package, part: str) -> Mapping[str, str]:
    return {each.id: each.target for each in package.relationships(part) if each.external}


def after(spans: Sequence[Span], count: int) -> tuple[Span, ...]:
    """Return spans without the first so many characters of their text."""
    kept: list[Span] = []
    for span in spans:
        if count >= len(span.text) and span.text:
            count -= len(span.text)
            continue
        kept.append(replace(span, text=span.text[count:]) if count else span)
        count = 0
    return tuple(kept)


@dataclass
class _Field:
    """A field that is open: its code so far, and whether its result has begun (17.16.18)."""

    code: str = ""
    result: bool = False

    @property
    def target(self) -> str:
        """The bookmark that it leads to, if it does."""
        words = self.code.split()
        return f"#{words[1]}" if len(words) > 1 and words[0].upper() in _LINKS else ""


@dataclass
class _Reader:
    """Reads a story; fields and moves may reach over several paragraphs."""

    addresses: Mapping[str, str]
    fields: list[_Field] = field(default_factory=list[_Field])
    move: str = ""
    boxes: list[tuple[Block, ...]] = field(default_factory=list[tuple[Block, ...]])

    def blocks(self, elements: list[Element]) -> Iterator[Block]:
        for element in elements:
            match local(element):
                case "p":
                    yield self._paragraph(element)
                case "tbl":
                    yield self._table(element)
                case "sdt":
                    for content in element.findall(name("w:sdtContent")):
                        yield from self.blocks(list(content))
                case "customXml":
                    yield from self.blocks(list(element))
                case _:
                    self._range(element)

    def _range(self, element: Element) -> None:
        kind = local(element)
        if kind in {"moveFromRangeStart", "moveToRangeStart"}:
            self.move = get(element, "w:name")
        elif kind in {"moveFromRangeEnd", "moveToRangeEnd"}:
            self.move = ""

    def _paragraph(self, element: Element) -> Paragraph:
        outer, self.boxes = self.boxes, []
        spans = tuple(_joined(self._inline(element, Span(""))))
        mark = _mark_in(element.find(f"{name('w:pPr')}/{name('w:rPr')}"))
        boxes, self.boxes = tuple(self.boxes), outer
        return Paragraph(element, spans, mark, boxes)

    def _inline(self, parent: Element, like: Span) -> Iterator[Span]:
        for element in parent:
            kind = local(element)
            if kind == "r":
                yield from self._run(element, like)
            elif kind in _MARKS:
                yield from self._inline(element, self._marked(like, _MARKS[kind]))
            elif kind == "hyperlink":
                yield from self._inline(element, replace(like, target=self._target(element)))
            elif kind == "sdt":
                for content in element.findall(name("w:sdtContent")):
                    yield from self._inline(content, like)
            elif kind in _HOLDERS:
                yield from self._inline(element, like)
            elif str(element.tag).startswith(_FORMULA):
                text = "".join(each.text or "" for each in element.iter(name("m:t")))
                if text:
                    yield replace(like, text=text)
            else:
                self._range(element)

    def _marked(self, like: Span, mark: Mark) -> Span:
        # What another author inserted and a later one deletes goes, whichever stands outside.
        kept = like.mark if like.mark.goes else mark
        moves = mark in {Mark.MOVED_HERE, Mark.MOVED_AWAY}
        return replace(like, mark=kept, move=self.move if moves else like.move)

    def _target(self, link: Element) -> str:
        anchor = get(link, "w:anchor")
        return f"#{anchor}" if anchor else self.addresses.get(str(link.get(name("r:id"))), "")

    def _run(self, run: Element, like: Span) -> Iterator[Span]:
        look = _looked(like, run.find(name("w:rPr")))
        for element in run:
            kind = local(element)
            if kind == "fldChar":
                self._field(get(element, "w:fldCharType"))
            elif kind in {"instrText", "delInstrText"}:
                if self.fields and not self.fields[-1].result:
                    self.fields[-1].code += element.text or ""
            elif kind in {"drawing", "pict", "AlternateContent", "object"}:
                self._boxes(element)
            elif not all(each.result for each in self.fields):
                continue
            elif kind in {"footnoteReference", "endnoteReference"}:
                key = f"{kind.removesuffix('Reference')}-{get(element, 'w:id')}"
                yield replace(look, note=key)
            else:
                text = element.text if kind in {"t", "delText"} else _SHOWN.get(kind)
                if text:
                    target = next((e.target for e in self.fields if e.target), "")
                    yield replace(look, text=text, target=look.target or target)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].result = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _boxes(self, drawing: Element) -> None:
        """Read the text boxes of a drawing, of the first branch where it is written twice."""
        branch = drawing.find(name("mc:Choice"))
        for box in (drawing if branch is None else branch).iter(name("w:txbxContent")):
            if next(box.iterancestors(name("w:txbxContent")), None) is None:
                own = _Reader(self.addresses)
                self.boxes.append(tuple(own.blocks(blocks_of(box))))

    def _table(self, table: Element) -> Table:
        rows: list[list[Cell]] = []
        told: list[tuple[Mark, bool]] = []
        above: dict[int, tuple[int, int]] = {}  # column: where the cell stands that reaches down
        for row in _within(table, "tr"):
            cells: list[Cell] = []
            column = 0
            for cell in _within(row, "tc"):
                properties = cell.find(name("w:tcPr"))
                wide = _number(properties, "w:gridSpan")
                merge = None if properties is None else properties.find(name("w:vMerge"))
                if merge is not None and get(merge, "w:val") != "restart" and column in above:
                    at, place = above[column]
                    rows[at][place] = replace(rows[at][place], rows=rows[at][place].rows + 1)
                else:
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = (len(rows), len(cells))
                    blocks = tuple(self.blocks([e for e in cell if local(e) in BLOCKS]))
                    cells.append(Cell(blocks, _mark_in(properties), wide))
                column += wide
            properties = row.find(name("w:trPr"))
            rows.append(cells)
            told.append((_mark_in(properties), _is_on(properties, "w:tblHeader")))
        made = [Row(tuple(c), *marks) for c, marks in zip(rows, told, strict=True)]
        return Table(table, tuple(made))


def _within(parent: Element, kind: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls among them."""
    for element in parent:
        if local(element) == kind:
            yield element
        elif local(element) in {"sdt", "sdtContent", "customXml"}:
            yield from _within(element, kind)


def _mark_in(properties: Element | None) -> Mark:
    kinds = [] if properties is None else [local(each) for each in properties]
    found = [_MARKS[kind] for kind in kinds if kind in _MARKS]
    return next((each for each in found if each.goes), found[0] if found else Mark.KEPT)


def _number(properties: Element | None, short: str) -> int:
    found = None if properties is None else properties.find(name(short))
    stated = get(found, "w:val")
    return max(1, int(stated)) if stated.isdigit() else 1


def _is_on(properties: Element | None, short: str) -> bool:
    found = None if properties is None else properties.find(name(short))
    return found is not None and get(found, "w:val") not in _OFF


def _looked(like: Span, properties: Element | None) -> Span:
    if properties is None:
        return like
    raised = get(properties.find(name("w:vertAlign")), "w:val")
    return replace(
        like,
        bold=_is_on(properties, "w:b"),
        italic=_is_on(properties, "w:i"),
        raised=raised if raised in {"superscript", "subscript"} else "",
    )


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Join spans that differ in nothing but their text."""
    last: Span | None = None
    for span in spans:
        if last is not None and not span.note and replace(span, text=last.text) == last:
            last = replace(last, text=last.text + span.text)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
