"""What makes one council's constitution look unlike another's: its `house.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True)
class House:
    """The names, dates and looks of one constitution.

    `division` is what a Part is called; `colour` and `pale` are RGB in six hexadecimal digits.
    """

    council: str
    dates: str
    version: str
    contact: str
    other_formats: str
    amended: date
    author: str
    editor: str
    colour: str
    pale: str
    font: str
    division: str

    @property
    def stamp(self) -> datetime:
        """When the file was last saved."""
        return datetime(self.amended.year, self.amended.month, self.amended.day, 9, 30, tzinfo=UTC)


def read_house(path: Path) -> House:
    """Reads `house.yaml`; every key of `House` stands in it, and no other."""
    found: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    expected = {each.name for each in fields(House)}
    if set(found) != expected:
        raise ValueError(f"{path}: the keys are {', '.join(sorted(expected))}")
    return House(**found)
