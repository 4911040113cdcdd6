"""References that a draft leaves behind: what they lead to goes, or gets another number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafting.constitution.outline import Constitution, Provision
from drafting.constitution.references import Reference
from drafting.constitution.standing import Places


@dataclass(frozen=True)
class Consequence:
    """A reference in the council's own text that must follow a change.

    `after` is the provision in the proposed constitution, or None if what it led to is gone.
    """

    provision: Provision
    reference: Reference
    before: Provision
    after: Provision | None


def consequences(
    current: Constitution, proposed: Constitution, kept: Mapping[int, int]
) -> list[Consequence]:
    """Return the typed references of text that stays, of which the number no longer holds.

    `kept` gives the block of the proposed constitution that each block of the current one is. A
    field that Word keeps up to date is not looked at: its result is text that Word renews.
    """
    places = Places.of(current)
    found: list[Consequence] = []
    for each in places.standings():
        here = kept.get(each.provision.block)
        before = places.target(each.reference, each.provision)
        if here is None or before is None:
            continue
        if proposed.provisions[here].text != each.provision.text:
            continue  # the text is amended itself
        there = kept.get(before.block)
        after = None if there is None else proposed.provisions[there]
        if after is None or after.label != before.label:
            found.append(Consequence(each.provision, each.reference, before, after))
    return found
