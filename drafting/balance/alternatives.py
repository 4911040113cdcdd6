"""What other sizes of bodies would do: search of one body at a time, by one or two seats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from drafting.balance.allocation import Part, allocated
from drafting.balance.chamber import Body

BY = (-1, 1, -2, 2)  # seats
FEWEST = 2
LICENSING = range(10, 16)  # members: section 6 of the Licensing Act 2003


@dataclass(frozen=True)
class Alternative:
    """One body of another size: whether that leaves one allocation, and what is still adjusted.

    `departures` counts the numbers that differ from rounding each share on its own.
    """

    body: str
    seats: int
    change: int
    settled: bool
    departures: int
    deviation: Fraction


def alternatives(part: Part) -> tuple[Alternative, ...]:
    """Return the sizes that would do better than the present ones, the best first.

    Better means: one allocation where now there are several, or fewer numbers that depart from
    rounding each share on its own. Nothing is searched where neither is wanting.
    """
    adjusted = len(part.departures())
    if part.settled and not adjusted:
        return ()
    found = [
        each
        for each in _sizes(part)
        if (each.settled and not part.settled)
        or (each.settled == part.settled and each.departures < adjusted)
    ]
    if any(each.settled for each in found):
        found = [each for each in found if each.settled]
    return tuple(
        sorted(
            found,
            key=lambda a: (not a.settled, a.departures, abs(a.change), a.deviation, a.body),
        )
    )


def _sizes(part: Part) -> Iterator[Alternative]:
    for place, body in enumerate(part.bodies):
        for change in BY:
            size = body.seats + change
            if size < FEWEST or (body.kind == "licensing-2003" and size not in LICENSING):
                continue
            bodies: tuple[Body, ...] = (
                *part.bodies[:place],
                replace(body, seats=size),
                *part.bodies[place + 1 :],
            )
            tried = allocated(part.chamber, bodies, together=part.together, most=1)
            departures, deviation = len(tried.departures()), tried.deviation()
            yield Alternative(body.name, size, change, not tried.more, departures, deviation)
