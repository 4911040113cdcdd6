"""Strict Open XML (ISO/IEC 29500-1) read as the transitional kind, and written as it was.

The two kinds hold the same elements under other names of namespaces and relationships. A part that
nothing changed is written back as the very bytes that were read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_STRICT = re.compile(rb"""(=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/([^"']*)""")
_TRANSITIONAL = re.compile(
    rb"""(=\s*["'])http://schemas\.openxmlformats\.org/"""
    rb"""(officeDocument|wordprocessingml|drawingml|schemaLibrary)/2006/([^"']*)"""
)
_WORDS = b"http://purl.oclc.org/ooxml/wordprocessingml/"
_ENDINGS = (".xml", ".rels")


def is_strict(parts: Mapping[str, bytes]) -> bool:
    """Return whether a package is of the strict kind, so that it can be read as such.

    The package, its document and the links of both have to be. Word itself leaves some names of
    the other kind in such a file, in its settings and diagrams; but a text that has one namespace
    under both its names could not be written as it was.
    """
    links = parts.get("_rels/.rels", b"")
    texts = [data for part, data in parts.items() if _is_read(part, data) and _WORDS in data]
    mixed = any(_names(_STRICT, each) & _names(_TRANSITIONAL, each) for each in texts)
    return bool(_STRICT.search(links)) and bool(texts) and not mixed


def as_transitional(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a strict package under the names of the transitional kind."""
    return {
        part: _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/\3", data)
        if _is_read(part, data)
        else data
        for part, data in parts.items()
    }


def as_strict(parts: Mapping[str, bytes], read: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts under the names of the strict kind; `read` are those that were read."""
    before = as_transitional(read)
    return {
        part: read[part]
        if part in read and before[part] == data
        else _under_strict_names(data, _names(_TRANSITIONAL, read.get(part, b"")))
        if _is_read(part, data)
        else data
        for part, data in parts.items()
    }


def _is_read(part: str, data: bytes) -> bool:
    return part.lower().endswith(_ENDINGS) and b"\0" not in data[:4]


def _names(kind: re.Pattern[bytes], data: bytes) -> set[tuple[bytes, bytes]]:
    """Return the namespaces and relationships of a kind in a part, without what tells the kind."""
    return {(each[2], each[3]) for each in kind.finditer(data)}


def _under_strict_names(data: bytes, kept: set[tuple[bytes, bytes]]) -> bytes:
    """Return a part with all names but `kept` those of the strict kind."""

    def strict(found: re.Match[bytes]) -> bytes:
        if (found[2], found[3]) in kept:
            return found[0]
        return b"%shttp://purl.oclc.org/ooxml/%s/%s" % (found[1], found[2], found[3])

    return _TRANSITIONAL.sub(strict, data)
