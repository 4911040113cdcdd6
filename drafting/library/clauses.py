"""What the library holds: clauses with their variants, protocol outlines and the law they cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from drafting.library.overlays import OTHERWISE, Overlay
from drafting.yaml_file import YamlFile

ConditionData = Any
"""A condition as YAML gives it; `None` means always. `drafting.rules.conditions` parses it."""


_LIBRARY = "the library of clauses that the draft uses"


class Force(StrEnum):
    """Where a clause gets its force from."""

    MUST = "must"
    MAY = "may"
    CHOICE = "choice"
    CONVENTION = "convention"


class Origin(StrEnum):
    """Whose words a clause is in."""

    LIBRARY = "library"
    OVERLAY = "overlay"
    OWN = "own"


class OutlineKind(StrEnum):
    """What an outline is: a protocol of its own, or changes to rules that the council has."""

    PROTOCOL = "protocol"
    RULES = "rules"


class LawStatus(StrEnum):
    """Whether a provision is law today, as far as the register knows."""

    IN_FORCE = "in-force"
    REPEALED = "repealed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Variant:
    """One wording of a clause, for some configurations.

    `statutory` gives the numbers of the paragraphs that statute dictates, where they are not all
    (of a clause with the force `must`) or none (of any other); `None` where they are.
    `legal_basis` is the law on which this wording rests besides that of its clause.
    `line` is the line of the file on which the first line of `text` stands. That is the file of
    the clause, unless `overlaid_in` names the overlay that gives the text.
    """

    id: str
    when: ConditionData = field(hash=False)
    otherwise: bool
    text: str = field(repr=False)
    line: int
    overlaid_in: str = ""
    statutory: tuple[int, ...] | None = None
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """One unit of library text with an identity.

    `when` is the condition under which the clause applies at all; its variants are tried in
    order and the first whose own condition holds is the wording. `also_known_as` gives other
    headings under which councils print a provision on the same subject. `own` tells a council's
    own clause from one of the library; `overlay` is what a council has changed of this one.
    """

    id: str
    heading: str
    also_known_as: tuple[str, ...]
    family: str
    catalogue: tuple[str, ...]
    kind: str
    force: Force
    legal_basis: tuple[str, ...]
    when: ConditionData = field(hash=False)
    reason: str
    if_rejected: str
    variants: tuple[Variant, ...]
    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    source: YamlFile = field(hash=False, repr=False)
    own: bool = False
    overlay: Overlay | None = field(default=None, hash=False, repr=False)

    def file_of(self, variant: Variant | None) -> str:
        """Return the file in which a wording stands, or with `None` the clause, for a finding."""
        return (variant.overlaid_in if variant else "") or self.source.name

    def place_of(self, part: str) -> tuple[str, int]:
        """Return the file and the line of a part that is no wording, such as `heading`."""
        if self.overlay and (replaced := self.overlay.part(part)):
            return self.overlay.source.name, replaced.line
        return self.source.name, self.source.line(part)

    def origin(self, variant: Variant) -> Origin:
        """Return whose words the clause is in where it stands in this wording."""
        if self.own:
            return Origin.OWN
        heading = self.overlay is not None and self.overlay.part("heading") is not None
        return Origin.OVERLAY if variant.overlaid_in or heading else Origin.LIBRARY

    @property
    def conditions(self) -> dict[str, Any]:
        """The condition of each wording, by id; that of the last may be `otherwise`."""
        return {each.id: OTHERWISE if each.otherwise else each.when for each in self.variants}

    def whose_words(self, variant: Variant) -> str:
        """Return a sentence on whose words these are; "" for those of the library."""
        match self.origin(variant):
            case Origin.OWN:
                return f"The clause is the council's own, and not from {_LIBRARY}."
            case Origin.OVERLAY if self.overlay:
                why = self.overlay.why.rstrip(".")
                return f"The wording is the council's own, and not that of {_LIBRARY}. {why}."
            case _:
                return ""

    def law_of(self, variant: Variant) -> tuple[str, ...]:
        """Return the law on which one wording rests: the clause's, then its own."""
        return tuple(dict.fromkeys((*self.legal_basis, *variant.legal_basis)))


@dataclass(frozen=True)
class Slot:
    """One place in a protocol, which at most one of `clauses` fills."""

    id: str
    required: bool
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """A protocol, or a set of procedure rules: its title and its slots, in order.

    A protocol stands as the library has it; rules are the council's own, and clauses amend them
    where they stand.
    """

    id: str
    kind: OutlineKind
    title: str
    short_title: str
    also_known_as: tuple[str, ...]
    slots: tuple[Slot, ...]
    source: YamlFile = field(hash=False, repr=False)


@dataclass(frozen=True)
class Law:
    """One provision that clauses may cite. `checked` is `None` when nobody has seen its text."""

    id: str
    title: str
    provision: str
    says: str
    uri: str
    extent: str
    status: LawStatus
    checked: date | None
    source: str
    note: str
    line: int = 0
    file: str = "law.yaml"

    @property
    def cited(self) -> str:
        """The citation, such as “Local Government Act 1972, section 100B”."""
        if not self.provision or self.provision.startswith("the whole "):
            return self.title
        return f"{self.title}, {self.provision}"


@dataclass(frozen=True)
class Library:
    """Every clause by id, every protocol in order of file name, and the law by id.

    `left_out` holds, by id, the clauses that a council leaves out; they are not among `clauses`.
    """

    clauses: Mapping[str, Clause]
    outlines: tuple[Outline, ...]
    law: Mapping[str, Law]
    left_out: Mapping[str, Overlay] = field(default_factory=lambda: {})
