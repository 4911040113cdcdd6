"""Word files written plainly: in UTF-8, with the usual prefix and quotes, without comments.

Other programs write the same in other ways. What reads bytes, as the redline engine does, relies on
this one; and on a paragraph in the body, for Word shows an empty one where a file has none.
"""

from __future__ import annotations

import re

from lxml import etree

from drafting.word.package import Package
from drafting.word.revisions import revisable_parts, story_parts
from drafting.word.xml import NAMESPACES, Element, parse, serialise

_WORD = NAMESPACES["w"]
_NAMESPACE = re.compile(rb"""xmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']""")
_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE)
_SINGLE_QUOTES = re.compile(rb"<[^<>]*\s[\w:.-]+\s*='")
_EMPTY_BODY = re.compile(rb"<w:body\s*(?:/>|>\s*(?=</w:body>|<w:sectPr\b))")
_BEHIND_LAST = re.compile(
    rb"\s*(?:<w:bookmark(?:Start|End)\b[^>]*/>\s*)*(?:<w:sectPr\b|</w:(?:body|hdr|ftr)>)"
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def plainly(package: Package) -> Package:
    """Return the package with its stories, styles and lists written plainly.

    What is written plainly already keeps its bytes. A body without a block gets a paragraph.
    """
    changed = {
        part: _written_plainly(parse(package.parts[part]))
        for part in revisable_parts(package)
        if not is_plain(package.parts[part])
    }
    document = changed.get(package.document, package.parts[package.document])
    changed[package.document] = _with_a_paragraph(document)
    return package.replacing(changed)


def _with_a_paragraph(document: bytes) -> bytes:
    found = _EMPTY_BODY.match(document, max(document.find(b"<w:body"), 0))
    if found is None:
        return document
    rest = document[found.end() :]
    end = b"</w:body>" if found.group().endswith(b"/>") else b""
    return b"".join((document[: found.start()], b"<w:body><w:p/>", end, rest))


def ended_alike(one: Package, other: Package) -> tuple[Package, Package]:
    """Return two packages whose texts both end in a paragraph where one of them ends in a table.

    Word shows an empty paragraph behind a table that ends a text, where a file has none.
    """
    parts = {*story_parts(one), *story_parts(other)}
    pairs = {(one.document, other.document), *((part, part) for part in parts)}
    changed: tuple[dict[str, bytes], dict[str, bytes]] = ({}, {})
    for names in pairs:
        if any(n not in each.parts for n, each in zip(names, (one, other), strict=True)):
            continue
        texts = [each.parts[n] for n, each in zip(names, (one, other), strict=True)]
        ends = [_end_of_last_table(each) for each in texts]
        if (ends[0] < 0) == (ends[1] < 0):
            continue
        for name, text, end, found in zip(names, texts, ends, changed, strict=True):
            if end >= 0:
                found[name] = b"".join((text[:end], b"<w:p/>", text[end:]))
    return one.replacing(changed[0]), other.replacing(changed[1])


def _end_of_last_table(text: bytes) -> int:
    """Return where the table that ends a body, a header or a footer ends; -1 if none does."""
    end = text.rfind(b"</w:tbl>") + len(b"</w:tbl>")
    behind = _BEHIND_LAST.match(text, end) if end >= len(b"</w:tbl>") else None
    return end if behind is not None else -1


def is_plain(data: bytes) -> bool:
    """Return whether a part is written as Word writes it. The part must be well formed."""
    start = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    declaration = _DECLARATION.match(data, start)
    if declaration is not None:
        start = declaration.end()
        if _ENCODING.search(declaration.group()):
            return False
    if b"\0" in data[:4] or data.find(b"<?", start) >= 0 or b"<!" in data:
        return False  # UTF-16, instructions, comments and the like
    names = set(_NAMESPACE.findall(data))
    if any((prefix == b"w") != (uri == _WORD.encode()) for prefix, uri in names):
        return False
    return data.find(b"='", start) < 0 or _SINGLE_QUOTES.search(data, start) is None


def _written_plainly(root: Element) -> bytes:
    prefixes = {key: uri for key, uri in root.nsmap.items() if key and key != "w" and uri != _WORD}
    plain = etree.Element(root.tag, dict(root.attrib), nsmap={**prefixes, "w": _WORD})
    plain.text = root.text
    plain.extend(list(root))
    etree.cleanup_namespaces(plain, keep_ns_prefixes=["w", *prefixes])
    return serialise(plain)
