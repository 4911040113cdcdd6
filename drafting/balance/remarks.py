"""What an allocation leaves to people: choices, other sizes, who can sit, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.balance.allocation import Balance, Part, nearest
from drafting.balance.alternatives import alternatives
from drafting.balance.chamber import Body, Chamber
from drafting.steps import Step

MOST_SHOWN = 12  # alternatives, or allocations that are equally good


def choice(part: Part) -> Step | None:
    """Return the allocations that are equally good, or None where there is only one."""
    if part.settled:
        return None
    chamber = part.chamber
    names = [*(group.name for group in chamber.groups), "Members of no group", "Nobody"]
    many = f"{len(part.tables)}" if not part.more else f"More than {len(part.tables)}"
    says = [
        f"{many} allocations are equally near to the principles. The law does not choose between "
        "them, and this program does not either: the council must. The tables above show the "
        "first; the order is no preference."
    ]
    rows = [
        (str(number), "; ".join(_seats(part, table, names)))
        for number, table in enumerate(part.tables[:MOST_SHOWN], start=1)
    ]
    if len(part.tables) > MOST_SHOWN:
        says.append(
            f"The first {MOST_SHOWN} are listed here. balance.csv lists {len(part.tables)}."
        )
    where = "" if part.together else f": {part.bodies[0].name}"
    heading = f"A choice that the law leaves to the council{where}"
    columns = ("No", "Seats on which they differ")
    return Step(heading, tuple(says), columns, tuple(rows), ("lgha-1989-s15",))


def _seats(part: Part, table: tuple[tuple[int, ...], ...], names: list[str]) -> Iterator[str]:
    by_body: dict[int, list[str]] = {}
    for column, row, _, _ in part.varying():
        by_body.setdefault(column, []).append(f"{names[row]} {table[column][row]}")
    for column, told in by_body.items():
        yield f"{part.bodies[column].name}: {', '.join(told)}"


def other_sizes(part: Part) -> Step | None:
    """Return the sizes of bodies that would do better, or None where none is wanted or would."""
    found = alternatives(part)
    if not found:
        return None
    rows = [
        (
            each.body,
            f"{each.seats} instead of {each.seats - each.change}",
            "one" if each.settled else "several",
            str(each.departures),
        )
        for each in found[:MOST_SHOWN]
    ]
    where = "" if part.together else f": {part.bodies[0].name}"
    return Step(
        f"Other sizes that would come out better{where}",
        ("One body at a time, up to two seats more or less.",),
        ("Body", "Seats", "Allocations", "Numbers that differ from rounding"),
        tuple(rows),
    )


def feasibility(balance: Balance) -> Iterator[Step]:
    """Yield what stands in the way of filling the seats, if anything does."""
    says: list[str] = []
    chamber = balance.chamber
    for part in balance.parts:
        for body, cells in zip(part.bodies, part.first, strict=True):
            if cells[-1]:
                says.append(f"{body.name}: {cells[-1]} of {body.seats} seats cannot be filled.")
            says += _too_few(chamber, body)
    scrutiny = [body for part in balance.parts for body in part.bodies if body.scrutiny]
    if scrutiny:
        says += _load(balance, scrutiny)
    if says:
        yield Step("Whether the seats can be filled", tuple(says), law=("lga-2000-s9fa",))


def _too_few(chamber: Chamber, body: Body) -> Iterator[str]:
    for group in chamber.groups:
        able, share = chamber.may_sit(group, body), nearest(chamber.share(group, body.seats))
        if able < share:
            yield (
                f"{body.name}: {group.name} has {able} members who may sit, for a share of {share} "
                "seats. It may let seats go by agreement, or the council may change the size."
            )


def _load(balance: Balance, scrutiny: list[Body]) -> Iterator[str]:
    for row, group in enumerate(balance.chamber.groups):
        able = balance.chamber.may_sit(group, scrutiny[0])
        seats = sum(cells[row] for body in scrutiny if (cells := balance.of(body.name)))
        if group.executive and seats:
            who = f"{able} of {group.members} members" if able else "none of its members"
            yield (
                f"{group.name}: {group.executive} in the executive, so {who} may sit on scrutiny, "
                f"for {seats} seats on {len(scrutiny)} bodies."
            )


def waiver() -> Step:
    """Return what it takes to set the rules aside for a body."""
    return Step(
        "Setting the rules aside for a body",
        (
            "The council may approve other arrangements for a body (section 17). It needs notice "
            "of the proposal to every member, or an agenda that shows it, and that no member votes "
            "against; a member who abstains does not stop it.",
            "The arrangements end when a duty to review arises under section 15(1)(c) to (e) or "
            "(2), such as on the notice of a new group. The yearly review alone does not end them.",
        ),
        law=("lgha-1989-s17", "si-1990-1553-r20", "si-1990-1553-r17"),
    )


def next_step() -> Step:
    """Return what the council and the proper officer must still do."""
    return Step(
        "What the council must do",
        (
            "The council must determine the allocation. The arithmetic does not do it.",
            "The proper officer then tells each group of its seats, and the council appoints whom "
            "the group wishes. If a group says nothing within three weeks beginning with that "
            "notice, the council may appoint whom it thinks fit.",
        ),
        law=("lgha-1989-s15", "lgha-1989-s16", "si-1990-1553-r15"),
    )
