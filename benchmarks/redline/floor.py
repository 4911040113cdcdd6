"""The floor: reads two Word files, parses every XML part of both, writes the first, nothing more.

Usage: `python floor.py BEFORE.docx AFTER.docx OUT.docx`. No program that compares two files with
zipfile and lxml can do less.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator

from lxml import etree

Element = etree._Element  # pyright: ignore[reportPrivateUsage]


def main() -> None:
    """Copy a Word file by way of its parsed parts, with those of another in memory."""
    before, after, target = sys.argv[1:]
    parsed = list(_parts(after))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _parts(before):
            if not isinstance(content, bytes):
                content = etree.tostring(content, encoding="UTF-8", standalone=True)
            package.writestr(name, content)
    del parsed


def _parts(path: str) -> Iterator[tuple[str, bytes | Element]]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            data = package.read(name)
            yield name, etree.fromstring(data) if name.endswith((".xml", ".rels")) else data


main()
