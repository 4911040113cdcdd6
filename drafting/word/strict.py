"""Strict Open XML (ISO/IEC 29500-1) read as the transitional kind, and written as it was.

The two kinds hold the same elements under other names of namespaces and relationships. A part that
nothing changed is written back as the very bytes that were read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_STRICT = re.compile(rb"""(=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
_TRANSITIONAL = re.compile(
    rb"""(=\s*["'])http://schemas\.openxmlformats\.org/"""
    rb"(officeDocument|wordprocessingml|drawingml|schemaLibrary)/2006/"
)
_ENDINGS = (".xml", ".rels")


def is_strict(parts: Mapping[str, bytes]) -> bool:
    """Return whether a package is of the strict kind throughout, so that it can be read as such.

    The package, its document and the links of both have to be, and no part may mix the kinds.
    """
    links = parts.get("_rels/.rels", b"")
    stories = [data for part, data in parts.items() if _is_read(part, data)]
    bodies = [each for each in stories if b"http://purl.oclc.org/ooxml/wordprocessingml/" in each]
    mixed = any(_STRICT.search(each) and _TRANSITIONAL.search(each) for each in stories)
    return bool(_STRICT.search(links)) and bool(bodies) and not mixed


def as_transitional(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a strict package under the names of the transitional kind."""
    return {
        part: _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", data)
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
        else _TRANSITIONAL.sub(rb"\1http://purl.oclc.org/ooxml/\2/", data)
        if _is_read(part, data)
        else data
        for part, data in parts.items()
    }


def _is_read(part: str, data: bytes) -> bool:
    return part.lower().endswith(_ENDINGS) and b"\0" not in data[:4]
