"""What a council changes of a clause of the library: its overlay of it.

An overlay holds the library's words that it replaces. So what it changes, and what a later
library changes under it, can be shown from its own file and the library alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from drafting.yaml_file import KeyPath, YamlFile

OTHERWISE = "otherwise"
"""What an overlay writes for the condition of a wording that is used when no other is."""


@dataclass(frozen=True)
class Replaced:
    """One text of a clause that a council replaces.

    `part` is the key of the clause, such as `heading`, or `text` for the wording `variant`.
    `instead_of` is the library's text when the overlay was made and `text` the council's;
    `key` is where this stands in the overlay and `line` where the council's text begins.
    """

    part: str
    variant: str
    instead_of: str
    text: str
    key: KeyPath
    line: int

    @property
    def changes(self) -> bool:
        """Whether the council's text differs at all from the one that it replaces."""
        return same_text(self.instead_of) != same_text(self.text)

    @property
    def told(self) -> str:
        """The part in words."""
        if self.variant:
            return f"the wording “{self.variant}”"
        return {"if_rejected": "what follows if it is rejected"}.get(self.part, f"the {self.part}")


@dataclass(frozen=True)
class MadeFor:
    """What the library said of a clause when an overlay of it was made, apart from its words."""

    force: str
    legal_basis: tuple[str, ...]
    when: Any = field(hash=False)
    wordings: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Overlay:
    """What a council changes of one clause, and why; or that it leaves the clause out.

    `requires` names clauses that the council's words refer to and the library's do not.
    """

    clause: str
    why: str
    leaves_out: bool
    replaced: tuple[Replaced, ...]
    requires: tuple[str, ...]
    made_for: MadeFor | None
    source: YamlFile = field(hash=False, repr=False)

    def part(self, part: str, variant: str = "") -> Replaced | None:
        """Return the council's text for a part of the clause, if it differs from the library's."""
        for each in self.replaced:
            if (each.part, each.variant) == (part, variant) and each.changes:
                return each
        return None


def same_text(text: str) -> str:
    """Return a text without the spaces and blank lines at its ends, which change nothing."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
