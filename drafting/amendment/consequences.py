"""Consequential changes to references: what they lead to is renumbered, moved or omitted.

A pure function of the current constitution, the proposed one and how that comes from it: for any
set of changes carried it is worked out afresh. A reference is changed only where it is plain what
it leads to; the others are listed, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from drafting.amendment.origins import Causes, Origins
from drafting.constitution.history import history_of
from drafting.constitution.identity import first_ids
from drafting.constitution.labels import cited
from drafting.constitution.links import Link, links
from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.references import Item, Reference, references_in
from drafting.constitution.targets import Targets, Unclear

_LAST_BRACKET = re.compile(r"\([^()]*\)$")


class Why(StrEnum):
    """Why a text must follow a change."""

    RENUMBERED = "renumbered"
    MOVED = "moved"
    OMITTED = "omitted"
    RENAMED = "renamed"
    ABOLISHED = "abolished"


@dataclass(frozen=True)
class Edit:
    """The characters of a provision's text from `start` up to `end` become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Led:
    """What a reference leads to, cited as it is today and as proposed ("" for nothing), and why.

    Of a name, both are names. `because_of` names the changes that bring it about.
    """

    today: str
    proposed: str
    why: Why
    because_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Consequential:
    """A consequential change of the council's own text in block `block` of the constitution.

    `current` and `proposed` are the words as they stand and as they are to stand; without `edits`
    nothing can be proposed, and a person must decide. `led` says what the words name, today and as
    proposed, and `provision` is the permanent id of the provision that they stand in, at `where`,
    from character `start` on.
    """

    id: str
    block: int
    provision: str
    where: str
    current: str
    proposed: str
    edits: tuple[Edit, ...]
    led: tuple[Led, ...]
    start: int

    @property
    def because_of(self) -> tuple[str, ...]:
        """The changes that it is a consequence of."""
        return tuple(dict.fromkeys(cause for each in self.led for cause in each.because_of))


@dataclass(frozen=True)
class Unresolved:
    """A reference of which it is not plain what it leads to, and why; it stays as it is."""

    provision: Provision
    where: str
    reference: Reference
    number: str
    why: Unclear


@dataclass(frozen=True)
class Reading:
    """A reference in a provision, with its place among the references of that provision."""

    provision: Provision
    reference: Reference
    place: int


def readings(targets: Targets) -> list[Reading]:
    """Return every reference of a constitution in order, but for contents and its own history.

    The places of a reference count in the text of its provision; a table is read line by line.
    """
    past = history_of(targets.constitution)
    result: list[Reading] = []
    for provision in targets.constitution.provisions:
        if provision.kind in {Kind.CONTENTS, Kind.OTHER} or provision.block in past:
            continue
        for place, each in enumerate(_read(provision, targets)):
            result.append(Reading(provision, each, place))
    return result


def _read(provision: Provision, targets: Targets) -> Iterator[Reference]:
    if provision.kind is not Kind.TABLE:
        yield from references_in(provision.text, targets.printed)
        return
    at = 0
    for line in provision.text.split("\n"):
        for each in references_in(line, targets.printed):
            yield each.shifted(at)
        at += len(line) + 1


@dataclass
class Consequences:
    """Works out the consequential changes to references, and what stays unresolved."""

    current: Targets
    proposed: Targets
    origins: Origins
    found: list[Consequential] = field(default_factory=lambda: [])
    unresolved: list[Unresolved] = field(default_factory=lambda: [])

    @classmethod
    def of(cls, current: Constitution, proposed: Constitution, origins: Origins) -> Consequences:
        """Return the consequences for the references of a constitution."""
        result = cls(Targets(current), Targets(proposed), origins)
        for each in readings(result.current):
            if result.stays(each.provision):
                result._take(each)
        for number, link in enumerate(links(current), start=1):
            if result.stays(current.provisions[link.block]):
                result._take_link(number, link)
        return result

    @cached_property
    def causes(self) -> Causes:
        """Which changes give a provision another number."""
        return Causes(self.current.constitution, self.proposed.constitution, self.origins)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The permanent id of each block of the current constitution."""
        return first_ids(self.current)

    def stays(self, provision: Provision) -> bool:
        """Return whether the text of a provision stays: no change amends it itself."""
        here = self.origins.kept.get(provision.block)
        return here is not None and self._text(here) == provision.text

    def id_of(self, reading: Reading) -> str:
        """Return the id of a consequential change to a reference, which stays with it."""
        return f"reference.{self.ids[reading.provision.block]}.{reading.place + 1}"

    def leads_to(self, old: int) -> int | None:
        """Return the block of the proposed constitution that a reference to `old` must lead to."""
        if old in self.origins.kept:
            return self.origins.kept[old]
        change = self.origins.omitted.get(old)
        return None if change is None else self.origins.firsts[change]

    def becomes(self, item: Item, old: int) -> tuple[str, Led | None]:
        """Return the number in a reference to block `old`, and what that leads to if it differs."""
        new = self.leads_to(old)
        number = "" if new is None else self._number(item, old, new)
        same = number.casefold() == item.number.casefold()
        return number, None if same else self._led(old, new)

    def _text(self, block: int) -> str:
        return self.proposed.constitution.provisions[block].text

    def _take(self, reading: Reading) -> None:
        reference, provision = reading.reference, reading.provision
        edits: list[Edit] = []
        led: list[Led] = []
        before = ""
        for item in reference.items:
            target = self.current.target(reference, item, provision)
            if isinstance(target, Unclear):
                where = cited(self.current, provision.block)
                self.unresolved.append(Unresolved(provision, where, reference, item.number, target))
            if target is None or isinstance(target, Unclear):
                before = item.number
                continue
            number, leads = self.becomes(item, target.block)
            if leads is not None:
                led.append(leads)
                if number:
                    printed = _printed(item, number, before)
                    edits.append(Edit(item.start, item.end, printed))
            before = number or item.number
        if led:
            self._add(reading, tuple(edits), tuple(led))

    def _number(self, item: Item, old: int, new: int) -> str:
        """Return the number of a provision in the form in which it is referred to."""
        answers = self.current.numbers(old)
        after = self.proposed.numbers(new)
        if not after:
            return ""
        if new != self.origins.kept.get(old):
            return after[0]  # what took its place
        if item.number.startswith("("):
            found = _LAST_BRACKET.search(after[0])
            return found[0] if found else after[0]
        folded = [each.casefold() for each in answers]
        at = folded.index(item.number.casefold()) if item.number.casefold() in folded else 0
        return after[min(at, len(after) - 1)]

    def _led(self, old: int, new: int | None) -> Led:
        why = Why.OMITTED if old not in self.origins.kept else Why.RENUMBERED
        return Led(
            today=cited(self.current, old),
            proposed="" if new is None else cited(self.proposed, new),
            why=Why.MOVED if old in self.origins.moved else why,
            because_of=self.causes.of(old),
        )

    def _add(self, reading: Reading, edits: tuple[Edit, ...], led: tuple[Led, ...]) -> None:
        reference, provision = reading.reference, reading.provision
        decided = len(edits) == len(led)
        self.found.append(
            Consequential(
                id=self.id_of(reading),
                block=provision.block,
                provision=self.ids[provision.block],
                where=cited(self.current, provision.block),
                current=reference.text,
                proposed=_edited(reference, edits) if decided else "",
                edits=edits if decided else (),
                led=led,
                start=reference.start,
            )
        )

    def _take_link(self, number: int, link: Link) -> None:
        """Note a field or a link of which the bookmark goes with what a change omits."""
        if link.target is None or link.target not in self.origins.omitted:
            return
        self.found.append(
            Consequential(
                id=f"link.{self.ids[link.block]}.{number}",
                block=link.block,
                provision=self.ids[link.block],
                where=cited(self.current, link.block),
                current=f"{link.kind} {link.bookmark}",
                proposed="",
                edits=(),
                led=(self._led(link.target, None),),
                start=0,
            )
        )


def _printed(item: Item, number: str, before: str) -> str:
    """Return a number as it is printed: `(b)` after `4.2(a)` where that was the custom."""
    short = item.printed.startswith("(") and not item.number.startswith("(")
    stem = _LAST_BRACKET.sub("", before)
    return number.removeprefix(stem) if short and number.startswith(f"{stem}(") else number


def _edited(reference: Reference, edits: Sequence[Edit]) -> str:
    text, at = "", reference.start
    for each in edits:
        text += reference.text[at - reference.start : each.start - reference.start] + each.text
        at = each.end
    return text + reference.text[at - reference.start :]
