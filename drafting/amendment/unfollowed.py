"""What follows from changes and no tracked change follows: text beside the provisions, ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from drafting.amendment.consequences import Consequences, Led, Reading, readings
from drafting.constitution.beside import texts_beside
from drafting.constitution.labels import cited
from drafting.constitution.outline import Kind, Provision
from drafting.constitution.references import Item, references_in


@dataclass(frozen=True)
class Unfollowed:
    """A reference at `where`, beside the provisions, to what gets another number or goes.

    `number` is that of what it must lead to, "" for nothing.
    """

    where: str
    reference: str
    number: str
    led: Led


@dataclass(frozen=True)
class Widened:
    """A reference to a range, at `where`, into which provisions come that were not in it.

    `comes` cites them as proposed, and `because_of` names the changes that they come with.
    """

    where: str
    reference: str
    comes: tuple[str, ...]
    because_of: tuple[str, ...]


def unfollowed(consequences: Consequences) -> Iterator[Unfollowed]:
    """Yield each reference in a note, header, footer or text box that the changes leave wrong."""
    current = consequences.current
    for beside in texts_beside(current.constitution):
        provision = current.constitution.provisions[beside.block]
        if beside.block not in consequences.origins.kept:
            continue  # it goes with its provision
        for reference in references_in(beside.text, current.printed):
            for item in reference.items:
                target = current.target(reference, item, provision)
                if isinstance(target, Provision):
                    number, led = consequences.becomes(item, target.block)
                    if led is not None:
                        yield Unfollowed(beside.where, reference.text, number, led)


def widened(consequences: Consequences) -> Iterator[Widened]:
    """Yield each reference to a range that takes in what a change puts into it."""
    for each in readings(consequences.current):
        if consequences.stays(each.provision):
            for one, other in pairwise(each.reference.items):
                if other.through and (blocks := _come(consequences, each, one, other)):
                    inserted = consequences.origins.inserted
                    yield Widened(
                        cited(consequences.current, each.provision.block),
                        each.reference.text,
                        tuple(cited(consequences.proposed, block) for block in blocks),
                        tuple(dict.fromkeys(inserted[block] for block in blocks)),
                    )


def _come(consequences: Consequences, reading: Reading, one: Item, other: Item) -> list[int]:
    """Return the numbered blocks that come between the ends of a range, as high as the ends."""
    ends: list[int] = []
    for item in (one, other):
        target = consequences.current.target(reading.reference, item, reading.provision)
        if not isinstance(target, Provision) or target.block not in consequences.origins.kept:
            return []
        ends.append(consequences.origins.kept[target.block])
    provisions = consequences.proposed.constitution.provisions
    first, last = ends
    low = provisions[first]
    return [
        block
        for block in range(first + 1, last)
        if block in consequences.origins.inserted
        and provisions[block].label
        and provisions[block].kind in {Kind.PARAGRAPH, Kind.HEADING, Kind.BREAK}
        and (provisions[block].heading, provisions[block].depth) == (low.heading, low.depth)
    ]
