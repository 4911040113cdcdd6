"""Pictures of the numbers as SVG, each with its text: the seats in a half circle, and the shares.

The colours are those of Okabe and Ito, which people who see colours differently can tell apart.
They are given in the order of the groups and stand for no party; every colour has its name and
number beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import cos, pi, sin
from typing import Any

from drafting.balance.allocation import Balance
from drafting.balance.chamber import Chamber
from drafting.publication.svg import INK, add, as_bytes, picture, write

_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#444444")
_OF_NO_GROUP, _VACANT = "#999999", "#FFFFFF"
_WIDE = 640
_LINE = 22


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def seats_text(chamber: Chamber) -> str:
    """Return what the half circle shows, in words."""
    told = [f"{name} {members}" for name, members, _ in _holders(chamber)]
    held = sum(members for _, members, _ in _holders(chamber))
    return f"{held} seats: {', '.join(told)}. More than half is {held // 2 + 1}."


def _holders(chamber: Chamber) -> list[tuple[str, int, str]]:
    holders = [
        (group.name, group.members, _colour(number)) for number, group in enumerate(chamber.groups)
    ]
    holders.append(("Members of no group", chamber.ungrouped, _OF_NO_GROUP))
    holders.append(("Vacant", chamber.vacancies, _VACANT))
    return [each for each in holders if each[1]]


def seats_picture(council: str, chamber: Chamber) -> bytes:
    """Return the seats of the council as dots in a half circle, by group from the left."""
    holders = _holders(chamber)
    count = sum(members for _, members, _ in holders)
    base = 320
    height = base + 30 + _LINE * len(holders)
    svg = picture(f"{council}: seats by group", seats_text(chamber), _WIDE, height)
    colours = [colour for _, members, colour in holders for _ in range(members)]
    rows = max(1, round((count / 6) ** 0.5))
    size = min(13.0, 105 / rows)
    for (x, y), colour in zip(_places(count, rows, base), colours, strict=True):
        add(
            svg,
            "circle",
            cx=f"{x:.1f}",
            cy=f"{y:.1f}",
            r=f"{size:.1f}",
            fill=colour,
            stroke=INK,
            stroke_width=1,
        )
    write(svg, str(count), _WIDE / 2, base - 10, middle=True, bold=True)
    for number, (name, members, colour) in enumerate(holders):
        _legend(svg, base + 30 + _LINE * number, f"{name}: {members}", colour)
    return as_bytes(svg)


def _legend(svg: Any, y: float, text: str, colour: str) -> None:
    add(svg, "rect", x=60, y=f"{y - 12:.1f}", width=14, height=14, fill=colour, stroke=INK)
    write(svg, text, 84, y)


def _places(count: int, rows: int, base: float) -> Sequence[tuple[float, float]]:
    """Return where the seats stand, in order from the left; longer rows hold more of them."""
    radii = [130 + 150 * (row + 1) / rows for row in range(rows)]
    exact = [Fraction(count) * Fraction(radius) / Fraction(sum(radii)) for radius in radii]
    held = [int(each) for each in exact]
    short = sorted(range(rows), key=lambda row: (held[row] - exact[row], row))
    for row in short[: count - sum(held)]:
        held[row] += 1
    found: list[tuple[float, float, float]] = []
    for radius, number in zip(radii, held, strict=True):
        for place in range(number):
            turn = pi * (place + 0.5) / number
            found.append((turn, _WIDE / 2 - radius * cos(turn), base - radius * sin(turn)))
    return [(x, y) for _, x, y in sorted(found)]


def shares_text(balance: Balance) -> str:
    """Return what the bars show, in words."""
    return " ".join(
        f"{name}: entitled to {float(share):.2f}, allocated {given}."
        for name, share, given, _ in _shares(balance)
    )


def _shares(balance: Balance) -> Iterator[tuple[str, Fraction, int, str]]:
    chamber, seats = balance.chamber, sum(part.total for part in balance.parts)
    totals = [sum(each) for each in zip(*(part.totals() for part in balance.parts), strict=True)]
    for row, group in enumerate(chamber.groups):
        yield group.name, chamber.share(group, seats), totals[row], _colour(row)


def shares_picture(council: str, balance: Balance) -> bytes:
    """Return a bar for each group's seats on all bodies, with a mark at its exact share."""
    shares = list(_shares(balance))
    height = 70 + 52 * len(shares)
    title = f"{council}: seats allocated on all bodies, and the exact share"
    svg = picture(title, shares_text(balance), _WIDE, height)
    write(svg, "Bar: seats allocated. Black line: exact share.", 20, 28)
    scale = 480 / max(1, *(given + 1 for _, _, given, _ in shares))
    for number, (name, share, given, colour) in enumerate(shares):
        y = 56 + 52 * number
        write(svg, f"{name}: {given} ({float(share):.2f})", 20, y)
        add(
            svg,
            "rect",
            x=20,
            y=y + 8,
            width=f"{given * scale:.1f}",
            height=18,
            fill=colour,
            stroke=INK,
        )
        mark = f"{20 + float(share) * scale:.1f}"
        add(svg, "line", x1=mark, x2=mark, y1=y + 3, y2=y + 31, stroke="#000000", stroke_width=3)
    return as_bytes(svg)
