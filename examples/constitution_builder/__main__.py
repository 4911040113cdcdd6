"""Builds the constitutions of the example councils (all invented) as Word files.

Reads `sources/` of each example named, or of all, and writes `constitution.docx` beside it, and the
versions it keeps into `versions/`. The same sources give the same bytes. Usage, from the top of
the checkout: `python -m examples.constitution_builder [NAME...]`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from examples.constitution_builder.earlier import editions
from examples.constitution_builder.house import House, read_house
from examples.constitution_builder.source_format import SourceError, read_parts
from examples.constitution_builder.writer import ConstitutionWriter

EXAMPLES = Path(__file__).resolve().parent.parent


def built(sources: Path) -> bytes:
    """Return the constitution that a folder of sources makes; raises `SourceError`."""
    house: House = read_house(sources / "house.yaml")
    return ConstitutionWriter(read_parts(sources, house.division), house).write()


def built_versions(sources: Path) -> dict[str, bytes]:
    """Return the files of the versions that an example keeps, by their paths in its folder."""
    files: dict[str, bytes] = {}
    for each in editions(sources):
        folder = f"versions/{each.adopted}"
        files[f"{folder}/constitution.docx"] = built(each.sources)
        files[f"{folder}/version.yaml"] = each.described.encode()
    return files


def main() -> int:
    """Build what the command line names; problems in the sources go to stderr."""
    found = sorted(path.parent.name for path in EXAMPLES.glob("*/sources"))
    parser = argparse.ArgumentParser(description="Builds the example constitutions.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(found)}")
    names: list[str] = parser.parse_args().names or found
    for name in names:
        try:
            files = {"constitution.docx": built(EXAMPLES / name / "sources")}
            files |= built_versions(EXAMPLES / name / "sources")
        except (SourceError, OSError, ValueError) as problems:
            print(problems, file=sys.stderr)
            return 1
        for path, data in files.items():
            (EXAMPLES / name / path).parent.mkdir(parents=True, exist_ok=True)
            (EXAMPLES / name / path).write_bytes(data)
            print(f"examples/{name}/{path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
