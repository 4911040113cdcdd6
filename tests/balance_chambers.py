"""Councils for the tests of political balance, from numbers alone."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.balance.chamber import Body, Chamber, Party


def chamber(members: Sequence[int], ungrouped: int, sizes: Sequence[int]) -> Chamber:
    """Return a council of groups A, B, C … with ordinary committees of some sizes."""
    groups = tuple(
        Party(letter.lower(), letter, count)
        for letter, count in zip("ABCDEFGH", members, strict=False)
    )
    bodies = tuple(Body(f"Body {number}", size) for number, size in enumerate(sizes, start=1))
    membership = sum(members) + ungrouped
    return Chamber(groups, ungrouped, membership, bodies, membership)
