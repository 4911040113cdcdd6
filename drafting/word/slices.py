"""A part of a Word file as slices of its bytes: one slice for each block.

What no change touches is written back as the very bytes that were read, and a block is parsed only
when somebody looks into it. So a long document with few changes costs little more than reading it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from drafting.word.atoms import text_of
from drafting.word.blocks import BLOCKS
from drafting.word.normal_form import said_by
from drafting.word.xml import NAMESPACES, Element, clone, local, name, parse, remove, serialise

if TYPE_CHECKING:
    cached = property
else:

    class cached:  # noqa: N801, it stands for a keyword
        """A property worked out once; without the lock of `functools.cached_property`."""

        def __init__(self, work_out):
            self._work_out = work_out

        def __set_name__(self, owner, name):
            self._name = name

        def __get__(self, piece, owner=None):
            found = piece.__dict__[self._name] = self._work_out(piece)
            return found


# A start tag: its name, and "/" where the element is empty. No attribute's value holds "<".
_START = re.compile(
    rb"<([\w:.-]+)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*(/?)>", re.DOTALL
)
_DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>\s*")
_OTHER_ENCODING = re.compile(rb"encoding=[\"'](?!utf-8|UTF-8|us-ascii|US-ASCII)")
_NEVER_SAID = re.compile(rb" (?:w:rsid\w*|w14:paraId|w14:textId)=\"[^\"]*\"")
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>[^<]*[^<\s]")
_REVISION = re.compile(
    rb"<w:(?:(?:ins|del)[\s/>]|move(?:From|To)|cell(?:Ins|Del|Merge)|customXml(?:Ins|Del|Move))"
    rb"|<w:[a-zA-Z]+Change[\s/>]"
)


@dataclass(eq=False)
class Piece:
    """One child of a story: a block, or what stands between blocks such as a bookmark.

    `raw` holds its bytes, and `start` the start tag of the part, which declares the prefixes. A
    piece made of an element that stands in a tree has no bytes.
    """

    raw: bytes
    start: bytes
    _element: Element | None = field(default=None, repr=False)

    @cached
    def tag(self) -> str:
        """The local name of the element."""
        if self._element is not None:
            return local(self._element)
        found = _START.match(self.raw.lstrip())
        return found.group(1).rpartition(b":")[2].decode() if found else ""

    @property
    def element(self) -> Element:
        """The element, parsed on first use. It must not change."""
        if self._element is None:
            self._element = parse(self.start + self.raw + _end_of(self.start))[0]
        return self._element

    @cached
    def key(self) -> bytes | str:
        """What is equal for pieces that are written alike: revision-save ids do not count."""
        if self.raw:
            return _NEVER_SAID.sub(b"", self.raw) if b"rsid" in self.raw else self.raw
        return said_by(self.element)

    @cached
    def said(self) -> str:
        """What is equal for pieces that say and look the same, however they are written."""
        return said_by(self.element)

    @cached
    def kind(self) -> str:
        """What it may pair with: `paragraph`, `section break`, or its tag."""
        if self.tag != "p":
            return self.tag
        return "section break" if self.ends_section else "paragraph"

    @cached
    def ends_section(self) -> bool:
        """Whether it is a paragraph that ends a section (ECMA-376 Part 1, 17.6.18)."""
        if self.tag != "p" or (self.raw and b"<w:sectPr" not in self.raw):
            return False
        return self.element.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None

    @cached
    def text(self) -> str:
        """What a reader sees of it; the paragraphs of a table on lines of their own."""
        if self.tag == "p":
            return text_of(self.element)
        return "\n".join(text_of(each) for each in self.element.iter(name("w:p")))

    @cached
    def blank(self) -> bool:
        """Whether a reader sees no text in it."""
        if self.raw and _TEXT.search(self.raw):
            return False
        return not self.text.strip()

    @property
    def is_block(self) -> bool:
        """Whether it is a paragraph, a table or another block."""
        return self.tag in BLOCKS

    @property
    def revised(self) -> bool:
        """Whether it may hold a tracked change."""
        if self.raw:
            return _REVISION.search(self.raw) is not None
        return any(_is_revision(each) for each in self.element.iter())


def _is_revision(element: Element) -> bool:
    kind = local(element)
    return kind in {"ins", "del"} or kind.startswith("move") or kind.endswith("Change")


@dataclass(frozen=True)
class Slices:
    """A part: what stands before its pieces, the pieces in order, and what stands after."""

    start: bytes  # the start tag of the part
    head: bytes
    pieces: tuple[Piece, ...]
    tail: bytes

    def joined(self, pieces: Iterable[bytes]) -> bytes:
        """Return the part with other pieces in the place of its own."""
        return b"".join((self.head, *pieces, self.tail))


def plain_slices_of(data: bytes) -> Slices:
    """Return a part in slices, written afresh where it was not written plainly.

    Raises `ValueError` for a part that is not a story.
    """
    found = slices_of(data)
    if found is None:
        found = slices_of(_written_plainly(parse(data)))
    if found is None:
        raise ValueError("the part is not a story")
    return found


def _written_plainly(root: Element) -> bytes:
    """Return the bytes of a part with the usual prefix, and without comments and instructions."""
    prefixes = {
        key: uri for key, uri in root.nsmap.items() if key and key != "w" and uri != NAMESPACES["w"]
    }
    plain = etree.Element(root.tag, dict(root.attrib), nsmap={**prefixes, "w": NAMESPACES["w"]})
    plain.extend(list(root))
    for each in list(plain.iter(etree.Comment, etree.ProcessingInstruction)):
        remove(each)
    body = plain.find(name("w:body"))
    if body is not None:
        etree.cleanup_namespaces(body, keep_ns_prefixes=list(prefixes))
    return serialise(plain)


def pieces_of(container: Element) -> list[Piece]:
    """Return the pieces of a container that stands in a tree, such as a cell."""
    return [Piece(b"", b"", each) for each in container if isinstance(each.tag, str)]


def slices_of(data: bytes) -> Slices | None:
    """Return a document, header or footer in slices, or None when it is not written plainly.

    Plainly means UTF-8, with the usual prefix `w`, and without comments and instructions. The
    part must be well formed.
    """
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0  # of the order of bytes
    declaration = _DECLARATION.match(data, mark)
    at = declaration.end() if declaration else mark
    if b"<!" in data or data.find(b"<?", at) >= 0:
        return None
    if declaration and _OTHER_ENCODING.search(declaration.group()):
        return None
    root = _START.match(data, at)
    if root is None or _w_of(root.group()) != NAMESPACES["w"]:
        return None
    if root.group(2):  # nothing in it
        start = root.group()[:-2].rstrip() + b">"
        return Slices(start, data[:at] + start, (), _end_of(start) + data[root.end() :])
    start, at = root.group(), root.end()
    if root.group(1) == b"w:document":
        at = data.find(b"<w:body", at)
        body = _START.match(data, at) if at >= 0 else None
        if body is None or body.group(1) != b"w:body" or body.group(2):
            return None
        if b"xmlns" in body.group():
            return None
        at = body.end()
    elif root.group(1) not in {b"w:hdr", b"w:ftr", b"w:footnotes", b"w:endnotes"}:
        return None
    return _sliced(data, at, start)


def _w_of(start: bytes) -> str:
    found = re.search(rb"xmlns:w=[\"']([^\"']*)[\"']", start)
    return found.group(1).decode() if found else ""


def _sliced(data: bytes, first: int, start: bytes) -> Slices | None:
    pieces: list[Piece] = []
    at = first
    while True:
        tag = data.find(b"<", at)
        if data.startswith(b"</", tag):
            return Slices(start, data[:first], tuple(pieces), data[at:])
        if data[at:tag].strip():
            return None
        found = _START.match(data, tag)
        end = None if found is None else _end_of_element(data, found)
        if end is None or found is None:
            return None
        piece = Piece(data[at:end], start)
        piece.__dict__["tag"] = found.group(1).rpartition(b":")[2].decode()
        pieces.append(piece)
        at = end


def _end_of_element(data: bytes, start: re.Match[bytes]) -> int | None:
    """Return where the element of a start tag ends, or None when that is not plain."""
    if start.group(2):
        return start.end()
    opening, close = _tags(start.group(1))
    depth, begin = 1, start.end()
    while depth:
        end = data.find(close, begin)
        if end < 0:
            return None
        for inner in opening.finditer(data, begin, end):
            nested = _START.match(data, inner.start())
            depth += 0 if nested is not None and nested.group(2) else 1
        depth -= 1
        begin = end + len(close)
    return begin


@cache
def _tags(tag: bytes) -> tuple[re.Pattern[bytes], bytes]:
    """Return what finds the start tags of an element, and its end tag."""
    return re.compile(rb"<" + re.escape(tag) + rb"(?=[\s>/])"), b"</" + tag + b">"


def _end_of(start: bytes) -> bytes:
    found = _START.match(start)
    return b"</" + (found.group(1) if found else b"") + b">"


def bytes_of(elements: Sequence[Element], start: bytes) -> list[bytes]:
    """Return the bytes of elements for a part whose start tag is `start`."""
    result: list[bytes] = []
    wrapper = parse(start + _end_of(start))
    for element in elements:
        wrapper.append(element)
        data = etree.tostring(wrapper, encoding="UTF-8")
        wrapper.remove(element)
        found = _START.search(data)
        begin = found.end() if found else 0
        result.append(data[begin : data.rindex(b"</")])
    return result


def wrapped(pieces: Iterable[Piece]) -> Element:
    """Return a fresh element that holds copies of pieces, for the caller to change at will."""
    found = list(pieces)
    if found and all(each.raw for each in found):
        start = found[0].start
        return parse(start + b"".join(each.raw for each in found) + _end_of(start))
    root = etree.Element(name("w:body"))
    root.extend([clone(each.element) for each in found])
    return root


def runs_of(pieces: Sequence[Piece]) -> Iterator[tuple[bool, Sequence[Piece]]]:
    """Yield stretches of pieces, each with whether it is to be settled before it is compared.

    A stretch with tracked changes includes the block behind it, which a paragraph that loses its
    mark joins.
    """
    start = at = 0
    while at < len(pieces):
        if not pieces[at].revised:
            at += 1
            continue
        if at > start:
            yield False, pieces[start:at]
        start, last = at, at
        while at < len(pieces) and (at <= last + 1 or not pieces[at - 1].is_block):
            if pieces[at].revised:
                last = at
            elif pieces[at].tag == "field":
                break
            at += 1
        yield True, pieces[start:at]
        start = at
    if at > start:
        yield False, pieces[start:at]
