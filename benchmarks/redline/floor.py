"""The floor: reads two Word files, parses every XML part of both, writes the first, nothing more.

Usage: `python floor.py BEFORE.docx AFTER.docx OUT.docx`. No program that compares two files with
zipfile and lxml can do less.
"""

from __future__ import annotations

import sys
import zipfile

from lxml import etree


def main() -> None:
    """Copy a Word file by way of its parsed parts, with those of another in memory."""
    before, after, target = sys.argv[1:]
    parsed = _parsed(after)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _parsed(before).items():
            if not isinstance(content, bytes):
                content = etree.tostring(content, encoding="UTF-8", standalone=True)
            package.writestr(name, content)
    del parsed


def _parsed(path: str) -> dict[str, bytes | etree._Element]:  # pyright: ignore[reportPrivateUsage]
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return {
        name: etree.fromstring(data) if name.endswith((".xml", ".rels")) else data
        for name, data in parts.items()
    }


main()
