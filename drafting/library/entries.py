"""Takes typed values out of YAML data, and notes every value that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from drafting.findings import Finding
from drafting.library.nearest import did_you_mean
from drafting.yaml_file import KeyPath, YamlFile

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass
class Entry:
    """One mapping of a YAML file, at `key`; `findings` grows as values are taken out."""

    source: YamlFile
    key: KeyPath
    data: dict[str, Any]
    findings: list[Finding] = field(default_factory=lambda: [])

    def wrong(self, message: str, *key: str | int, remedy: str = "") -> None:
        """Note what is wrong with the value at `key` below this entry."""
        self.findings.append(self.source.error(message, *self.key, *key, remedy=remedy))

    def only(self, required: tuple[str, ...], optional: tuple[str, ...]) -> None:
        """Note every key that is missing and every key that is unknown."""
        for name in self.data:
            if name not in required + optional:
                hint = did_you_mean(name, required + optional)
                self.wrong(f"there is no key {name!r} here.", name, remedy=hint or "Remove it.")
        for name in required:
            if name not in self.data:
                self.wrong(f"the key {name!r} is missing.", remedy=f"Add `{name}:`.")

    def text(self, name: str) -> str:
        """Return a text that is not blank, or "" if the key is missing."""
        value = self.data.get(name)
        if name not in self.data:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.wrong(f"{name!r} must be a text that is not empty.", name)
            return ""
        return value.strip() if name != "text" else value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, each given once; it may be empty."""
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self.wrong(f"{name!r} must be a list.", name, remedy="Write `[]` for none.")
            return ()
        found: list[str] = []
        for index, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                self.wrong(f"an item of {name!r} is not a text.", name, index)
            elif item in found:
                self.wrong(f"{item!r} is in {name!r} twice.", name, index, remedy="Keep one.")
            else:
                found.append(item)
        return tuple(found)

    def numbers(self, name: str) -> tuple[int, ...] | None:
        """Return a list of whole numbers in their order, or `None` if the key is missing."""
        value = self.data.get(name)
        if name not in self.data:
            return None
        if (
            isinstance(value, list)
            and value
            and all(isinstance(each, int) and not isinstance(each, bool) for each in value)
            and value == sorted(set(value))
        ):
            return tuple(value)
        self.wrong(f"{name!r} must be a list of numbers in order, each once.", name)
        return None

    def flag(self, name: str) -> bool:
        """Return true or false; false if the key is missing."""
        value = self.data.get(name, False)
        if not isinstance(value, bool):
            self.wrong(f"{name!r} must be true or false.", name)
            return False
        return value

    def one_of(self, name: str, choices: type[Choice], default: Choice) -> Choice:
        """Return one of a few words, or `default` if the value is missing or wrong."""
        value = self.data.get(name)
        if name in self.data and value not in list(choices):
            self.wrong(f"{value!r} is no {name}.", name, remedy=did_you_mean(value, choices))
        return choices(value) if value in list(choices) else default

    def day(self, name: str) -> date | None:
        """Return a date, or `None` where the file says `false`."""
        value = self.data.get(name)
        if isinstance(value, date):
            return value
        if name in self.data and value is not False:
            self.wrong(f"{name!r} must be a date or false.", name, remedy="Write YYYY-MM-DD.")
        return None

    def entries(self, name: str) -> Iterator[Entry]:
        """Yield the mappings of a list, which share this entry's findings."""
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self.wrong(f"{name!r} must be a list.", name)
            return
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield Entry(self.source, (*self.key, name, index), item, self.findings)
            else:
                self.wrong(f"an item of {name!r} is not a set of keys and values.", name, index)
