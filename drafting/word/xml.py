"""The names of WordprocessingML, and XML that is read without trusting it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_WORD = f"{{{NAMESPACES['w']}}}"
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
DEEPEST_XML = 256  # levels of nesting: the limit of libxml2, which refuses more


class MalformedXml(ValueError):
    """A part is not XML that this program reads; the message says why."""


class DeclaredType(MalformedXml):
    """A part declares a document type or an entity, which could lead outside it."""


@cache
def name(short: str) -> str:
    """Return the full name of `w:p` or another prefixed name."""
    prefix, _, local = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def parse(data: bytes) -> Element:
    """Return the root element of an XML part.

    Raises `DeclaredType` when the part declares a document type or an entity, and `MalformedXml`
    when it is nested deeper than `DEEPEST_XML` or is not well formed. Nothing outside the part is
    ever read. Comments and processing instructions, which say nothing, are left out, so that none
    of them parts a text.
    """
    if _declares_a_type(data):
        raise DeclaredType("it declares a document type or an entity, which no Word file needs")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        if "depth" in str(problem.msg):
            raise MalformedXml(f"its elements are nested more than {DEEPEST_XML} deep") from None
        raise MalformedXml(f"it is not well formed{_place(problem)}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise DeclaredType("it declares a document type, which no Word file needs")
    return root


def _place(problem: etree.XMLSyntaxError) -> str:
    line, column = problem.position
    return f" at line {line}, column {max(column, 1)}" if line else ""


def _declares_a_type(data: bytes) -> bool:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", errors="replace").encode()
    return b"<!DOCTYPE" in data or b"<!ENTITY" in data


def serialise(root: Element) -> bytes:
    """Return the bytes of an XML part, as Word declares them."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def make(short: str, **attributes: str) -> Element:
    """Return a new element; attributes are of the `w` namespace, such as `val="1"`."""
    element = etree.Element(name(short), nsmap={"w": NAMESPACES["w"]})
    for key, value in attributes.items():
        element.set(name(f"w:{key}"), value)
    return element


def child(element: Element, short: str, **attributes: str) -> Element:
    """Append a new child to `element` and return it."""
    new = make(short, **attributes)
    element.append(new)
    return new


def get(element: Element | None, attribute: str, default: str = "") -> str:
    """Return the value of an attribute such as `w:val`, or `default`."""
    return default if element is None else str(element.get(name(attribute)) or default)


def value(parent: Element | None, short: str) -> str | None:
    """Return `w:val` of the child `short`, or None when there is no such child."""
    found = None if parent is None else parent.find(name(short))
    return None if found is None else get(found, "w:val")


def local(element: Element) -> str:
    """Return the local name of an element, or "" for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def clone(element: Element) -> Element:
    """Return a deep copy without the text that follows the element."""
    copied = copy.deepcopy(element)
    copied.tail = None
    return copied


def remove(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def replace_with_children(element: Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for inner in list(element):
        element.addprevious(inner)  # not by its index, which is counted from the first child
    parent.remove(element)


# Revision-save ids and paragraph ids, which Word gives afresh and which say nothing.
_WORD_OWN_IDS = re.compile(r"^\{[^}]*\}(rsid|paraId$|textId$)")
# What other programs note for themselves on Word's elements is in a namespace of their own.
_SAYING = frozenset(NAMESPACES[each] for each in ("w", "r", "mc", "m", "xml"))


def canonical(element: Element) -> str:
    """Return a form of `element` that is equal for equal content.

    Revision-save ids (rsid…), paragraph ids and the order of attributes do not count, nor does
    stray text between Word's elements.
    """
    return "".join(_canonical_pieces(element))


def same(one: Element, other: Element) -> bool:
    """Return whether two elements have equal content, as `canonical` has it, but sooner."""
    quick = (etree.tostring(each, with_tail=False) for each in (one, other))
    return next(quick) == next(quick) or canonical(one) == canonical(other)


def _says(tag: str, key: str) -> bool:
    """Return whether an attribute of an element says anything to a reader."""
    if _WORD_OWN_IDS.match(key):
        return False
    space = key[1:].partition("}")[0] if key.startswith("{") else ""
    return not tag.startswith(_WORD) or not space or space in _SAYING


def is_bare(element: Element) -> bool:
    """Return whether an element holds no other and has no attribute that says anything."""
    return len(element) == 0 and not any(
        _says(str(element.tag), str(key)) for key in element.attrib
    )


def _holds_text(element: Element) -> bool:
    """Return whether white space in an element is text: in Word's elements, in few."""
    if len(element):
        return False
    return not str(element.tag).startswith(_WORD) or local(element) in _TEXTS


def _holds_elements(element: Element) -> bool:
    """Return whether text in an element is stray: no element of Word's holds text and elements."""
    if not str(element.tag).startswith(_WORD):
        return False
    return len(element) > 0 or local(element) in {"p", "r"}


def _canonical_pieces(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    attributes = sorted(
        (key, str(text))
        for key, text in element.attrib.items()
        if _says(str(element.tag), str(key))
    )
    yield f"<{element.tag} {attributes}>"
    stray = _holds_elements(element)
    if element.text and not stray and (element.text.strip() or _holds_text(element)):
        yield element.text
    for inner in element:
        yield from _canonical_pieces(inner)
        if inner.tail and not stray and inner.tail.strip():
            yield inner.tail
    yield "</>"
