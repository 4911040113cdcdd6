"""What a redline holds and what was verified of it, in plain words and as plain data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from drafting.publication.redline import Existing, Redline
from drafting.word.package import Package
from drafting.word.revisions import revisable_parts, revision_count, story_parts

# One and several of each kind, as `accept` and `reject` count them too.
_WORDS = {
    "insertions": ("insertion", "insertions"),
    "deletions": ("deletion", "deletions"),
    "moves": ("move", "moves"),
    "cells": ("change of a table’s cells", "changes of a table’s cells"),
    "formatting": ("change of formatting", "changes of formatting"),
}
_KINDS = {"ins": "insertions", "del": "deletions"}
_MOVE = re.compile(rb'<w:moveFromRangeStart\b[^>]*w:id="(\d+)"')


def kinds_of(redline: Redline) -> dict[str, int]:
    """Return how many revisions of each kind a redline adds: a move once, else piece by piece."""
    found: Counter[str] = Counter()
    for element, number in redline.counts.items():
        if not element.startswith("move"):
            cells = "cells" if element.startswith("cell") else "formatting"
            found[_KINDS.get(element, cells)] += number
    package = redline.package
    found["moves"] = sum(
        identity.decode() in redline.added
        for part in story_parts(package)
        for identity in _MOVE.findall(package.parts[part])
    )
    return {kind: found[kind] for kind in _WORDS if found[kind]}


def kinds_told(kinds: Mapping[str, int]) -> str:
    """Return numbers in words, such as `12 insertions, 1 change of formatting`."""
    return ", ".join(f"{n:,} {_WORDS[kind][0 if n == 1 else 1]}" for kind, n in kinds.items())


@dataclass(frozen=True)
class Comparison:
    """Two files and the redline of them; `existing` is what became of their earlier changes."""

    old: Package
    new: Package
    redline: Redline
    existing: Existing

    @property
    def same(self) -> bool:
        """Whether the two files say the same."""
        return not self.redline.counts and not self.redline.unshown

    @cached_property
    def old_revised(self) -> bool:
        """Whether the old file held tracked changes already."""
        return _revised(self.old)

    @cached_property
    def new_revised(self) -> bool:
        """Whether the new file held tracked changes already."""
        return _revised(self.new)

    @property
    def rejecting(self) -> str:
        """What rejecting what the redline adds was seen to give."""
        earlier = self.existing == "accept" and self.old_revised
        return self.old.name + (", its earlier tracked changes accepted" if earlier else "")

    @property
    def accepting(self) -> str:
        """What accepting all was seen to give."""
        earlier = ", its own tracked changes accepted" if self.new_revised else ""
        unshown = ", but for what could not be shown" if self.redline.unshown else ""
        return self.new.name + earlier + unshown

    def told(self) -> list[str]:
        """Return what a person wants to know, in lines."""
        if self.same:
            lines = ["The two files say the same: no tracked changes were needed."]
        elif self.redline.counts:
            lines = [f"{kinds_told(kinds_of(self.redline))}."]
        else:
            lines = ["No tracked changes were made: none can show what differs."]
        kept = self.existing == "keep" and self.old_revised
        which = "rejecting what this adds" if kept else "rejecting all"
        if kept:
            lines.append("Earlier tracked changes stand in it as they were.")
        gives = f"{which} gives {self.rejecting}; accepting all gives {self.accepting}"
        return [*lines, f"Verified both ways: {gives}."]

    def as_json(self) -> dict[str, Any]:
        """Return the same as plain data."""
        kinds = kinds_of(self.redline)
        return {
            "same": self.same,
            "existing": self.existing,
            "revisions": {"total": sum(kinds.values()), "kinds": kinds},
            "verified": True,
            "verification": {
                "rejecting": {"gives": self.rejecting, "verified": True},
                "accepting": {"gives": self.accepting, "verified": True},
            },
            "unshown": [finding.as_json() for finding in self.redline.unshown],
        }


# In UTF-8 and in UTF-16. Most files hold neither, and need not be parsed to know it.
_AUTHOR = (b"author=", b"a\0u\0t\0h\0o\0r\0=")


def _revised(package: Package) -> bool:
    """Return whether a file holds tracked changes."""
    comments = package.related("comments")
    parts = [package.parts[part] for part in revisable_parts(package) if part != comments]
    named = any(author in data for data in parts for author in _AUTHOR)
    return named and revision_count(package) > 0
