"""The floor: opens a Word file, parses every XML part, writes it all back, and nothing more.

Usage: `python floor.py IN.docx OUT.docx`. No program that reads and writes the file with zipfile
and lxml can do less.
"""

from __future__ import annotations

import sys
import zipfile

from lxml import etree


def main() -> None:
    """Copy a Word file by way of its parsed parts."""
    source, target = sys.argv[1:]
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith((".xml", ".rels")):
                data = etree.tostring(etree.fromstring(data), encoding="UTF-8", standalone=True)
            new.writestr(entry, data)


main()
