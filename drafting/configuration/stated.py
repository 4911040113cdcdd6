"""What a `council.yaml` states, as far as it can be made out.

The checks between sections look at this and not at the models, so that they can still speak
when some other part of the file is wrong. What has the wrong type counts as not stated.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from drafting.configuration.keys import value_at
from drafting.findings import Finding, warning
from drafting.yaml_file import KeyPath, YamlFile

Place = tuple[KeyPath, str]  # where a group is named, and by which id


@dataclass(frozen=True)
class Stated:
    """The values of one file, each asked for with the type that it should have."""

    source: YamlFile

    def text(self, *key: str | int) -> str:
        """Return the text at `key`, or nothing."""
        found = value_at(self.source.data, *key)
        return found.strip() if isinstance(found, str) else ""

    def number(self, *key: str | int) -> int | None:
        """Return the whole number at `key`, or None."""
        found = value_at(self.source.data, *key)
        return found if type(found) is int else None

    def day(self, *key: str | int) -> datetime.date | None:
        """Return the date at `key`, or None."""
        found = value_at(self.source.data, *key)
        return found if isinstance(found, datetime.date) else None

    def says(self, *key: str | int) -> bool:
        """Return whether anything stands at `key`, of whatever type."""
        return value_at(self.source.data, *key) not in (None, [], {})

    def is_true(self, *key: str | int) -> bool:
        """Return whether `true` stands at `key`."""
        return value_at(self.source.data, *key) is True

    def count(self, *key: str | int) -> int:
        """Return how many items the list at `key` has; 0 if it is no list."""
        found = value_at(self.source.data, *key)
        return len(found) if isinstance(found, list) else 0

    def items(self, *key: str | int) -> list[object] | None:
        """Return the list at `key`, empty if nothing stands there; None if it is no list."""
        found = value_at(self.source.data, *key)
        return [] if found is None else found if isinstance(found, list) else None

    def keys(self, *key: str | int) -> tuple[str, ...]:
        """Return the names of the keys at `key`."""
        found = value_at(self.source.data, *key)
        return tuple(found) if isinstance(found, dict) else ()

    def words(self, *key: str | int) -> list[Place]:
        """Return the texts of the list at `key`, each with its place."""
        places = [(*key, index) for index in range(self.count(*key))]
        return [(place, word) for place in places if (word := self.text(*place))]

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The ids of the groups, in the order of the file."""
        ids = (self.text("groups", index, "id") for index in range(self.count("groups")))
        return tuple(dict.fromkeys(name for name in ids if name))

    @property
    def in_administration(self) -> tuple[str, ...]:
        """The ids of the groups in the administration."""
        return tuple(name for _, name in self.words("administration", "groups"))

    def error(self, message: str, *key: str | int, remedy: str = "") -> Finding:
        """Return an error at the line of `key`."""
        return self.source.error(message, *key, remedy=remedy)

    def warning(self, message: str, *key: str | int, remedy: str = "") -> Finding:
        """Return a warning at the line of `key`."""
        where, line = self.source.path.name, self.source.line(*key)
        return warning(message, where=where, line=line, remedy=remedy)
