"""Amendments from the floor: what a member moves at the meeting, read from a YAML file.

amendments:
  - address: Council Procedure Rule 14.3   # as cited today, or its id in provisions.json
    wording: A motion to remove the Leader needs twenty signatures.
    mover: Councillor A. Member
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from drafting.findings import Finding, Refusal
from drafting.yaml_file import YamlFile, read_yaml

_KEYS = ("address", "wording", "mover")


@dataclass(frozen=True)
class FloorAmendment:
    """The provision at `address` is to read `wording`; `file` and `line` say where that is put."""

    address: str
    wording: str
    mover: str
    file: str
    line: int


def read_floor(path: Path) -> tuple[FloorAmendment, ...]:
    """Return the amendments of a file. Raises `Refusal` with all that is wrong with it."""
    source = read_yaml(path)
    data: Any = source.data
    entries: Any = data.get("amendments") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries:
        told = source.error(
            "the file has no list of amendments.", remedy="Begin with `amendments:`, and a list."
        )
        raise Refusal(told, cannot_run=True)
    found = [*source.findings]
    read: list[FloorAmendment] = []
    for number, entry in enumerate(cast("list[Any]", entries)):
        wrong = list(_wrong(source, number, entry))
        found += wrong
        if not wrong:
            said = {key: " ".join(str(entry[key]).split()) for key in _KEYS}
            read.append(
                FloorAmendment(**said, file=path.name, line=source.line("amendments", number))
            )
    if found:
        raise Refusal(*found, cannot_run=True)
    return tuple(read)


def _wrong(source: YamlFile, number: int, entry: Any) -> Iterator[Finding]:
    place = ("amendments", number)
    if not isinstance(entry, dict):
        yield source.error("this is no amendment.", *place, remedy=f"Give {', '.join(_KEYS)}.")
        return
    given = cast("Mapping[str, Any]", entry)
    for key in given:
        if key not in _KEYS:
            yield source.error(f"“{key}” is not known.", *place, key, remedy=f"Give {_KEYS}.")
    for key in _KEYS:
        if not isinstance(given.get(key), str) or not given[key].strip():
            yield source.error(f"{key} is missing, or is no text.", *place, key)
