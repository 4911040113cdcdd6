"""The allocation explained step by step, as headings, sentences and tables for any medium."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from drafting.balance.allocation import Balance, Part, nearest
from drafting.balance.chamber import Basis, Chamber
from drafting.balance.remarks import choice, feasibility, next_step, other_sizes, waiver
from drafting.steps import Step


def mixed(share: Fraction) -> str:
    """Return a share as a whole number and a fraction, such as 17 5/12."""
    whole, rest = divmod(share, 1)
    if not rest:
        return str(whole)
    return f"{whole} {rest}" if whole else str(rest)


def worksheet(balance: Balance) -> tuple[Step, ...]:
    """Return every step of an allocation, in the order of section 15(5)."""
    chamber = balance.chamber
    steps = [_membership(chamber), *_majority(chamber)]
    for part in balance.parts:
        if part.together:
            steps.append(_totals(part))
        steps.append(_bodies(part))
    steps += [step for part in balance.parts if (step := _adjustments(part)).says]
    steps += [step for part in balance.parts if (step := choice(part))]
    steps += [step for part in balance.parts if (step := other_sizes(part))]
    steps += feasibility(balance)
    return (*steps, waiver(), next_step())


def _membership(chamber: Chamber) -> Step:
    held = sum(group.members for group in chamber.groups) + chamber.ungrouped
    counted = "" if chamber.membership == held else f", and {chamber.membership - held} vacant"
    says = [
        f"The membership is {chamber.membership}: {held} members for the time being{counted}. "
        "Each group’s share of any number of seats is that number times its members, over "
        f"{chamber.membership}."
    ]
    if chamber.vacancies and chamber.membership == held:
        says.append(
            f"The {chamber.vacancies} vacant of the council’s {chamber.seats} seats are left out."
        )
    rows = [
        (group.name, str(group.members), f"{group.members}/{chamber.membership}", _percent(share))
        for group in chamber.groups
        for share in [Fraction(group.members, chamber.membership)]
    ]
    if chamber.ungrouped:
        share = Fraction(chamber.ungrouped, chamber.membership)
        part = f"{chamber.ungrouped}/{chamber.membership}"
        rows.append(("Members of no group", str(chamber.ungrouped), part, _percent(share)))
    return Step(
        "The membership",
        tuple(says),
        ("Group", "Members", "Part of the membership", "Per cent"),
        tuple(rows),
        ("lgha-1989-sch1", "si-1990-1553-r8"),
    )


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.2f}"


def _majority(chamber: Chamber) -> Iterator[Step]:
    leading = chamber.majority
    half = chamber.membership // 2 + 1
    if leading:
        told = (
            f"{leading.name} has {leading.members} of {chamber.membership}, more than half, so it "
            "must have more than half of the seats on every body."
        )
    else:
        told = (
            f"No group has {half} or more of {chamber.membership}, so no group must have a "
            "majority on any body. Groups that work together are not one group: the rule does not "
            "reach a coalition."
        )
    one = "Not all seats on a body may go to the same group."
    yield Step("Principles (a) and (b)", (one, told), law=("lgha-1989-s15",))


def _totals(part: Part) -> Step:
    chamber, total, given = part.chamber, part.total, part.totals()
    rows = [
        (
            group.name,
            f"{total} × {group.members}/{chamber.membership} = {mixed(share)}",
            f"{float(share):.3f}",
            str(nearest(share)),
            _span(part, row),
        )
        for row, group in enumerate(chamber.groups)
        for share in [chamber.share(group, total)]
    ]
    says = [
        f"The ordinary committees together have {total} seats. Each group’s total is as near to "
        "its share as can be."
    ]
    rest = len(chamber.groups)
    if chamber.ungrouped:
        share = Fraction(total * chamber.ungrouped, chamber.membership)
        rows.append(("Members of no group", "the rest", "", "", str(given[rest])))
        says.append(
            f"Each group has its proportion, and the rest, {given[rest]}, goes to members of no "
            f"group. They have no proportion of their own; {mixed(share)} would be the like."
        )
    if given[-1]:
        rows.append(("Nobody", "cannot be filled", "", "", str(given[-1])))
    return Step(
        "Principle (c): all seats on the ordinary committees",
        tuple(says),
        ("Group", "Share", "Decimal", "Nearest", "Total"),
        tuple(rows),
        ("lgha-1989-s15", *(("si-1990-1553-r16",) if chamber.ungrouped else ())),
    )


def _span(part: Part, row: int) -> str:
    totals = sorted({part.totals(table)[row] for table in part.tables})
    return " or ".join(map(str, totals))


def _bodies(part: Part) -> Step:
    chamber, first = part.chamber, part.bodies[0]
    names = [group.name for group in chamber.groups]
    varying = {(column, row) for column, row, _, _ in part.varying()}
    rows: list[tuple[str, ...]] = []
    for column, body in enumerate(part.bodies):
        cells = [
            f"{mixed(chamber.share(group, body.seats))} → " + _cell(part, column, row, varying)
            for row, group in enumerate(chamber.groups)
        ]
        rest = [_cell(part, column, len(names), varying)] if chamber.ungrouped else []
        rows.append((body.name, str(body.seats), *cells, *rest))
    if len(part.bodies) > 1:
        totals = [str(each) for each in part.totals()[: len(names) + bool(chamber.ungrouped)]]
        rows.append(("In all", str(part.total), *totals))
    heading, says, law = _BASES[first.basis]
    if not part.together:
        heading = f"{heading}: {first.name}"
    if varying:
        says = (*says, "An asterisk marks a number on which there is a choice: see below.")
    none = ("Of no group",) if chamber.ungrouped else ()
    return Step(heading, says, ("Body", "Seats", *names, *none), tuple(rows), law)


_BASES: dict[Basis, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    Basis.TOTAL: (
        "Principle (d): body by body",
        ("Each cell shows a group’s share of the seats, then the seats.",),
        ("lgha-1989-s15",),
    ),
    Basis.ALONE: (
        "A body outside the total",
        ("Section 15 applies to it, but its seats do not count under principle (c).",),
        ("lgha-1989-s15", "lgha-1989-sch1"),
    ),
    Basis.CUSTOM: (
        "A body shared by custom",
        ("Section 15 does not reach a licensing committee. It is shared as if it did.",),
        ("lgha-1989-sch1",),
    ),
}


def _cell(part: Part, column: int, row: int, varying: set[tuple[int, int]]) -> str:
    return f"{part.first[column][row]}{'*' if (column, row) in varying else ''}"


def _adjustments(part: Part) -> Step:
    chamber = part.chamber
    says = [
        f"{body.name}: {group.name} has {given}, where rounding its share of "
        f"{mixed(chamber.share(group, body.seats))} gives {given - by}. {_why(part, column, row)}"
        for column, row, by in part.departures()
        for body, group in [(part.bodies[column], chamber.groups[row])]
        for given in [part.first[column][row]]
    ]
    where = "" if part.together else f": {part.bodies[0].name}"
    return Step(f"Where the seats differ from rounding{where}", tuple(says), law=("lgha-1989-s15",))


def _why(part: Part, column: int, row: int) -> str:
    chamber, body = part.chamber, part.bodies[column]
    group, rounded, given = chamber.groups[row], part.alone[column], part.first[column][row]
    reasons: list[str] = []
    if given == chamber.may_sit(group, body) < rounded[row]:
        able = "may sit on scrutiny" if body.scrutiny else "are there"
        reasons.append(f"only {given} of its members {able}")
    if group is chamber.majority and given > rounded[row]:
        reasons.append("it must have a majority (b)")
    if rounded[row] == body.seats:
        reasons.append("one group may not have every seat (a)")
    if sum(rounded) > body.seats or (sum(rounded) < body.seats and not chamber.ungrouped):
        reasons.append(f"rounding gives {sum(rounded)} for {body.seats} seats")
    alone = sum(each[row] for each in part.alone)
    if part.together and alone != part.totals()[row]:
        reasons.append(
            f"rounding body by body gives it {alone}, and its total is {part.totals()[row]} (c)"
        )
    made_up = [
        part.bodies[other].name
        for other, each, by in part.departures()
        if each == row and other != column and (by > 0) != (given > rounded[row])
    ]
    if made_up and not reasons:
        verb = "gives up a seat" if given > rounded[row] else "takes a further seat"
        where = " and ".join(made_up)
        reasons.append(f"it {verb} on {where}, and its total is {part.totals()[row]} (c)")
    if not reasons:
        reasons.append("this makes up for a seat that another group takes or gives up here")
    told = "; ".join(reasons)
    return f"{told[:1].upper()}{told[1:]}."
