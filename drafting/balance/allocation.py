"""The seats of every body allocated to groups, with what each number rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice

from drafting.balance.chamber import Basis, Body, Chamber
from drafting.balance.equals import equals
from drafting.balance.network import Table, cheapest, network

MOST_LISTED = 100  # allocations that are equally good


def nearest(share: Fraction) -> int:
    """Return the whole number nearest to a share; a half goes up."""
    return int(share + Fraction(1, 2))


@dataclass(frozen=True)
class Part:
    """Bodies that are allocated together, and every allocation of them that is least deviating.

    `tables` are in a fixed order, which is no order of preference. There are more than are listed
    if `more`.
    """

    chamber: Chamber
    bodies: tuple[Body, ...]
    together: bool
    tables: tuple[Table, ...]
    more: bool

    @property
    def settled(self) -> bool:
        """Whether the rules lead to one allocation and no other."""
        return len(self.tables) == 1

    @property
    def first(self) -> Table:
        """The first allocation listed: what is shown in full."""
        return self.tables[0]

    @property
    def total(self) -> int:
        """All seats of these bodies."""
        return sum(body.seats for body in self.bodies)

    def totals(self, table: Table | None = None) -> tuple[int, ...]:
        """Return the seats of each group on all these bodies, of no group, and unfilled."""
        return tuple(map(sum, zip(*(table or self.first), strict=True)))

    @cached_property
    def alone(self) -> tuple[tuple[int, ...], ...]:
        """What rounding each share to the nearest whole number gives, body by body."""
        groups = self.chamber.groups
        return tuple(
            tuple(nearest(self.chamber.share(group, body.seats)) for group in groups)
            for body in self.bodies
        )

    def departures(self, table: Table | None = None) -> tuple[tuple[int, int, int], ...]:
        """Return (body, group, seats more or less) wherever a table departs from rounding."""
        return tuple(
            (column, row, given - rounded)
            for column, cells in enumerate(table or self.first)
            for row, (given, rounded) in enumerate(zip(cells, self.alone[column], strict=False))
            if given != rounded
        )

    def deviation(self, table: Table | None = None) -> Fraction:
        """Return how far the groups' seats on each body stand from their shares, added up."""
        return sum(
            (
                abs(cells[row] - self.chamber.share(group, body.seats))
                for body, cells in zip(self.bodies, table or self.first, strict=True)
                for row, group in enumerate(self.chamber.groups)
            ),
            Fraction(0),
        )

    def varying(self) -> tuple[tuple[int, int, int, int], ...]:
        """Return (body, row, fewest, most) for each number that differs between the tables."""
        found: list[tuple[int, int, int, int]] = []
        for column in range(len(self.bodies)):
            for row in range(len(self.first[column])):
                seen = [table[column][row] for table in self.tables]
                if min(seen) != max(seen):
                    found.append((column, row, min(seen), max(seen)))
        return tuple(found)


@dataclass(frozen=True)
class Balance:
    """The whole result: the ordinary committees together, and each other body on its own."""

    chamber: Chamber
    parts: tuple[Part, ...]

    @property
    def settled(self) -> bool:
        """Whether the rules leave no choice."""
        return all(part.settled for part in self.parts)

    def of(self, body: str) -> tuple[int, ...] | None:
        """Return the first listed allocation of a body, or None where it has none."""
        for part in self.parts:
            for each, cells in zip(part.bodies, part.first, strict=True):
                if each.name == body:
                    return cells
        return None


def allocate(chamber: Chamber, most: int = MOST_LISTED) -> Balance:
    """Allocate every seat by section 15(5) of the Local Government and Housing Act 1989.

    At most `most` equally good allocations are listed for each part. Where some members are in no
    group, each group has its proportion and the other seats go to them (regulation 16 of SI
    1990/1553), so how near they come to a proportion of their own counts for nothing.
    """
    parts: list[Part] = []
    if together := chamber.on(Basis.TOTAL):
        parts.append(allocated(chamber, together, together=True, most=most))
    for basis in (Basis.ALONE, Basis.CUSTOM):
        parts += [
            allocated(chamber, (body,), together=False, most=most) for body in chamber.on(basis)
        ]
    return Balance(chamber, tuple(parts))


def allocated(chamber: Chamber, bodies: tuple[Body, ...], *, together: bool, most: int) -> Part:
    """Allocate some bodies; `together` if the total of their seats counts."""
    net = network(chamber, bodies, together=together)
    found = list(islice(equals(net, cheapest(net)), most + 1))
    tables = sorted(found[:most], key=lambda table: _order(chamber, bodies, table))
    return Part(chamber, bodies, together, tuple(tables), len(found) > most)


def _order(
    chamber: Chamber, bodies: tuple[Body, ...], table: Table
) -> tuple[Fraction, list[tuple[int, ...]]]:
    """Order tables by how evenly members of no group are spread, then by the numbers."""
    row = len(chamber.groups)
    base = chamber.membership
    spread = sum(
        (
            abs(cells[row] - Fraction(body.seats * chamber.ungrouped, base)) ** 2
            for body, cells in zip(bodies, table, strict=True)
        ),
        Fraction(0),
    )
    return spread, [tuple(-cell for cell in cells) for cells in table]


def with_seats(chamber: Chamber, seats: Iterable[tuple[Body, int]]) -> Chamber:
    """Return the chamber with some bodies of other sizes."""
    sizes = {body.name: size for body, size in seats}
    bodies = tuple(replace(body, seats=sizes.get(body.name, body.seats)) for body in chamber.bodies)
    return replace(chamber, bodies=bodies)
