"""A constitution as Akoma Ntoso 3.0 (OASIS LegalDocML), for other programs that read law.

Its Parts, sections, rules and paragraphs are elements of the standard where it has one, and an
`hcontainer` where it has none. The ids are the permanent ones, which are made after the Akoma Ntoso
Naming Convention 1.0 of the numbers that were printed when a provision was first read. All of the
text is in it once, as it reads with earlier tracked changes accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from drafting.constitution.identity import first_ids
from drafting.constitution.outline import Kind, Provision
from drafting.constitution.targets import Targets
from drafting.publication.reference_places import ReferencePlaces, cut_at
from drafting.word.blocks import body_blocks
from drafting.word.marked import Block, Paragraph, Span, Table, after, marked_body, marked_notes
from drafting.word.xml import Element

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_DIVISIONS = {"part": "part", "chapter": "chapter", "article": "article", "section": "section"}
_HEADINGS = ("part", "section", "rule", "paragraph")
_PARAGRAPHS = ("paragraph", "subparagraph", "point", "indent")
_BELOW_HEADINGS = 20  # the rank of a paragraph is this and its depth: below every heading
_WORD = re.compile(r"([A-Za-z]+)\b")
_PLAIN = re.compile(r"[^a-z0-9]+")
_SIGN = r"(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
_ON_THE_WEB = re.compile(rf"(?:https?://|mailto:){_SIGN}+(?:#{_SIGN}*)?")  # RFC 3986
# What XML 1.0 does not allow in a text (section 2.2).
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Work:
    """What is said of a constitution as a work: whose it is, and since when this text is so."""

    council: str
    dated: date
    proposed: bool = False


def constitution_as_akn(targets: Targets, work: Work, permanent: Sequence[str] = ()) -> bytes:
    """Return a constitution as Akoma Ntoso XML; the same input gives the same bytes.

    `targets` is the constitution and where its references lead. `permanent`
    are the permanent ids of its provisions, which are those that it prints where it is
    read for the first time.
    """
    own = first_ids(targets)
    root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
    act = etree.SubElement(root, _tag("act"), name="constitution")
    _meta(act, work)
    _Body(targets, own, permanent or own).write(etree.SubElement(act, _tag("body")))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True) + b"\n"


def web_address(text: str) -> bool:
    """Return whether a text is an address on the web or of an e-mail, whole and well formed."""
    return _ON_THE_WEB.fullmatch(text) is not None


def work_of(council: str) -> str:
    """Return what a council's constitution is called as a work, whatever its version."""
    name = _PLAIN.sub("-", council.casefold()).strip("-")
    return f"/akn/gb/act/constitution/{name}"


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _meta(act: Element, work: Work) -> None:
    uri = work_of(work.council)
    name = uri.rpartition("/")[2]
    day = work.dated.isoformat()
    version = f"{uri}/eng@{day}" + ("/proposed" if work.proposed else "")
    meta = etree.SubElement(act, _tag("meta"))
    identification = etree.SubElement(meta, _tag("identification"), source="#council")
    for part, this, kind in (
        ("FRBRWork", uri, "work"),
        ("FRBRExpression", version, "expression"),
        ("FRBRManifestation", f"{version}.akn", "manifestation"),
    ):
        told = etree.SubElement(identification, _tag(part))
        etree.SubElement(told, _tag("FRBRthis"), value=f"{this}/!main")
        etree.SubElement(told, _tag("FRBRuri"), value=this)
        etree.SubElement(told, _tag("FRBRdate"), date=day, name=kind)
        etree.SubElement(told, _tag("FRBRauthor"), href="#council")
        if part == "FRBRWork":
            etree.SubElement(told, _tag("FRBRcountry"), value="gb")
            etree.SubElement(told, _tag("FRBRsubtype"), value="constitution")
        if part == "FRBRExpression":
            etree.SubElement(told, _tag("FRBRlanguage"), language="eng")
    references = etree.SubElement(meta, _tag("references"), source="#council")
    etree.SubElement(
        references,
        _tag("TLCOrganization"),
        eId="council",
        href=f"/akn/ontology/organization/gb/{name}",
        showAs=_text(work.council),
    )


@dataclass
class _Open:
    """An element whose text is known and whose children are not yet."""

    rank: int
    element: Element
    text: tuple[Block, ...] = ()
    provision: Provision | None = None
    children: int = 0


@dataclass
class _Body:
    targets: Targets
    own: Sequence[str]
    permanent: Sequence[str]

    def write(self, body: Element) -> None:
        """Write every provision into the body, each in what holds it."""
        self.known = {each for each in self.own if each}
        constitution = self.targets.constitution
        package = constitution.package
        self.notes = marked_notes(package)
        read = marked_body(package, body_blocks(package))
        stack = [_Open(-1, body)]
        for provision, blocks in zip(constitution.provisions, read, strict=True):
            said = any(span.text.strip() for block in blocks for span in _spans(block))
            if provision.kind is not Kind.CONTENTS and said:
                self._place(stack, provision, blocks)
        while stack:
            self._close(stack.pop())

    def _place(self, stack: list[_Open], provision: Provision, blocks: tuple[Block, ...]) -> None:
        rank = _rank(provision)
        if rank is not None:
            while stack[-1].rank >= rank:
                self._close(stack.pop())
        parent = stack[-1]
        parent.children += 1
        element = etree.SubElement(parent.element, _tag(_element(provision)))
        if local := _container(provision):
            element.set("name", local)
        self._identify(element, provision)
        opened = _Open(rank or 0, element, blocks, provision)
        self._head(opened)
        if rank is None:
            self._close(opened)
        else:
            stack.append(opened)

    def _identify(self, element: Element, provision: Provision) -> None:
        identity = self.own[provision.block] or f"text_{provision.block}"
        element.set("eId", identity)
        element.set("wId", self.permanent[provision.block] or identity)

    def _head(self, opened: _Open) -> None:
        provision = opened.provision
        if provision is None:
            return
        if provision.label:
            etree.SubElement(opened.element, _tag("num")).text = _text(provision.label)
        boxes = [box for b in opened.text if isinstance(b, Paragraph) for box in b.boxes]
        if provision.heading and provision.text:
            heading = etree.SubElement(opened.element, _tag("heading"))
            for block in opened.text:
                if isinstance(block, Paragraph):
                    self._inline(heading, _after_label(block, provision), provision)
            opened.text = tuple(block for box in boxes for block in box)

    def _close(self, opened: _Open) -> None:
        if opened.provision is None:
            return
        if opened.text:
            kind = "intro" if opened.children else "content"
            holder = etree.Element(_tag(kind))
            for block in opened.text:
                self._block(holder, block, opened.provision)
            first = sum(1 for each in opened.element if each.tag in (_tag("num"), _tag("heading")))
            opened.element.insert(first, holder)
        elif not opened.children:
            content = etree.SubElement(opened.element, _tag("content"))
            etree.SubElement(content, _tag("p"))

    def _block(self, holder: Element, block: Block, provision: Provision) -> None:
        if isinstance(block, Table):
            self._table(holder, block, provision)
            return
        paragraph = etree.SubElement(holder, _tag("p"))
        self._inline(paragraph, _after_label(block, provision), provision)
        for box in block.boxes:
            for each in box:
                self._block(holder, each, provision)

    def _table(self, holder: Element, table: Table, provision: Provision) -> None:
        rows = etree.SubElement(holder, _tag("table"))
        for row in (row for row in table.rows if not row.mark.goes):
            made = etree.SubElement(rows, _tag("tr"))
            for cell in (cell for cell in row.cells if not cell.mark.goes):
                kind = "th" if row.header else "td"
                own = etree.SubElement(made, _tag(kind))
                if cell.columns > 1:
                    own.set("colspan", str(cell.columns))
                if cell.rows > 1:
                    own.set("rowspan", str(cell.rows))
                for block in cell.blocks:
                    self._block(own, block, provision)
                if not len(own):
                    etree.SubElement(own, _tag("p"))

    def _inline(self, parent: Element, spans: Sequence[Span], provision: Provision) -> None:
        for span in self._with_references(spans, provision):
            holder = parent
            there = self._there(span.target)
            if there and span.text.strip():
                holder = etree.SubElement(holder, _tag("ref"), href=there)
            for wanted, name in (
                (span.bold, "b"),
                (span.italic, "i"),
                (span.raised == "superscript", "sup"),
                (span.raised == "subscript", "sub"),
            ):
                if wanted:
                    holder = etree.SubElement(holder, _tag(name))
            if span.note:
                self._note(holder, span.note, provision)
            else:
                _append(holder, span.text)

    def _with_references(self, spans: Sequence[Span], provision: Provision) -> Iterator[Span]:
        """Yield spans in which each plain reference of a paragraph is a span of its own."""
        start = "".join(span.text for span in spans).rfind(provision.text)
        found = ReferencePlaces(self.targets, self.own)
        places = [] if start < 0 else list(found.places(provision, start))
        yield from cut_at(spans, places, "#")

    def _there(self, target: str) -> str:
        if target.startswith("#") and target[1:] in self.known:
            return target
        return target if web_address(target) else ""

    def _note(self, holder: Element, note: str, provision: Provision) -> None:
        made = etree.SubElement(holder, _tag("authorialNote"), placement="bottom")
        made.set("marker", note.rpartition("-")[2])
        for block in self.notes.get(note, ()):
            if isinstance(block, Paragraph):
                paragraph = etree.SubElement(made, _tag("p"))
                live = (span.text for span in block.spans if not span.mark.goes)
                _append(paragraph, "".join(live).strip())
        if not len(made):
            etree.SubElement(made, _tag("p"))


def _rank(provision: Provision) -> int | None:
    """Return how high a provision stands: 0 for the highest; None for what holds nothing."""
    if provision.heading:
        return provision.depth
    return _BELOW_HEADINGS + provision.depth if provision.depth else None


def _element(provision: Provision) -> str:
    if provision.heading:
        word = _WORD.match(provision.label)
        named = _DIVISIONS.get(word[1].casefold()) if word else None
        return named or (_HEADINGS[min(provision.depth, 3)] if provision.depth else "hcontainer")
    if provision.depth:
        return _PARAGRAPHS[min(provision.depth, len(_PARAGRAPHS)) - 1]
    return "hcontainer"


def _container(provision: Provision) -> str:
    if _element(provision) != "hcontainer":
        return ""
    if provision.heading:
        return "division"
    return "table" if provision.kind is Kind.TABLE else "text"


def _after_label(block: Paragraph, provision: Provision) -> Sequence[Span]:
    """Return the spans of a paragraph as it reads, without the label typed at its start."""
    live = tuple(span for span in block.spans if not span.mark.goes)
    text = "".join(span.text for span in live)
    if provision.typed is None or not text.strip().endswith(provision.text.strip()):
        return live
    left = len(text) - len(text.rstrip()) + len(provision.text.strip())
    return after(live, len(text) - left)


def _spans(block: Block) -> Iterator[Span]:
    if isinstance(block, Paragraph):
        yield from (span for span in block.spans if not span.mark.goes)
        for box in block.boxes:
            for each in box:
                yield from _spans(each)
    else:
        for row in block.rows:
            for cell in row.cells:
                for each in cell.blocks:
                    yield from _spans(each)


def _append(element: Element, text: str) -> None:
    """Append text to an element, with a `br` for each break of a line."""
    for number, line in enumerate(_text(text).split("\n")):
        if number:
            etree.SubElement(element, _tag("br"))
        if len(element):
            element[-1].tail = (element[-1].tail or "") + line
        else:
            element.text = (element.text or "") + line


def _text(text: str) -> str:
    return _NOT_XML.sub("", text.replace("\t", " "))
