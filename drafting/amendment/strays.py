"""References of a proposed constitution that do not lead where they must."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from drafting.amendment.consequences import Consequences, Reading, readings
from drafting.constitution.labels import cited
from drafting.constitution.targets import Targets, Unclear


@dataclass(frozen=True)
class Stray:
    """A reference at `where` in the proposed constitution.

    `wanted` cites what it must lead to ("" for new text, of which that is not known), and `found`
    what it leads to, or why it leads to nothing.
    """

    where: str
    reference: str
    wanted: str
    found: str


def strays(
    consequences: Consequences, final: Targets, open_: Collection[str] = ()
) -> Iterator[Stray]:
    """Yield each reference that the changes leave leading to another provision, or to none.

    `final` is the proposed constitution with its consequential changes. A reference that was not
    plain before is not looked at: it is in `consequences.unresolved`. Nor is one that a person
    must decide: `open_` holds the ids of those consequential changes.
    """
    after: dict[int, list[Reading]] = {}
    for each in readings(final):
        after.setdefault(each.provision.block, []).append(each)
    kept = {
        consequences.origins.kept[each.block]
        for each in consequences.current.constitution.provisions
        if consequences.stays(each)
    }
    for old in readings(consequences.current):
        if consequences.stays(old.provision) and consequences.id_of(old) not in open_:
            found = after.get(consequences.origins.kept[old.provision.block], [])
            if old.place < len(found):
                yield from _compared(consequences, final, old, found[old.place])
    for block, found in after.items():
        if block not in kept:
            yield from (stray for each in found for stray in _new(final, each))


def _compared(
    consequences: Consequences, final: Targets, old: Reading, new: Reading
) -> Iterator[Stray]:
    for one, other in zip(old.reference.items, new.reference.items, strict=False):
        before = consequences.current.target(old.reference, one, old.provision)
        if before is None or isinstance(before, Unclear):
            continue
        wanted = consequences.leads_to(before.block)
        found = final.target(new.reference, other, new.provision)
        if found is None or isinstance(found, Unclear) or found.block != wanted:
            yield Stray(
                cited(final, new.provision.block),
                new.reference.text,
                "" if wanted is None else cited(final, wanted),
                cited(final, found.block)
                if found is not None and not isinstance(found, Unclear)
                else str(found or "an Act"),
            )


def _new(final: Targets, each: Reading) -> Iterator[Stray]:
    for item in each.reference.items:
        found = final.target(each.reference, item, each.provision)
        if found in {Unclear.NOWHERE, Unclear.SEVERAL}:
            where = cited(final, each.provision.block)
            yield Stray(where, each.reference.text, "", str(found))
