"""A council as it would be: after a by-election, a defection or the notice of a new group.

What moves is written as `FROM:TO` or `FROM:TO:NUMBER`, several with commas between them. Each
side is the id of a group, `ungrouped`, `vacant`, or on the right a new name, which makes a group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from drafting.balance.chamber import Chamber, Party
from drafting.configuration.politics import UNGROUPED
from drafting.findings import Refusal, error

VACANT = "vacant"
FEWEST_IN_A_GROUP = 2  # regulation 8(2) of SI 1990/1553
_MOVE = re.compile(r"([a-z][a-z0-9-]*):([a-z][a-z0-9-]*)(?::([0-9]{1,3}|all))?")
_HOW = "Write FROM:TO or FROM:TO:NUMBER, such as labour:green, vacant:labour or labour:new-group:3."


@dataclass(frozen=True)
class Move:
    """So many members go from one place to another."""

    source: str
    target: str
    number: int | None  # None: all

    def __str__(self) -> str:
        many = "all members" if self.number is None else f"{self.number} member"
        many += "s" if self.number not in (None, 1) else ""
        return f"{many} from {self.source} to {self.target}"


def moves(text: str) -> tuple[Move, ...]:
    """Read what moves; raises `Refusal` where it cannot be read."""
    result: list[Move] = []
    for part in text.split(","):
        found = _MOVE.fullmatch(part.strip())
        if found is None or found[1] == found[2]:
            raise _refused(f"“{part.strip()[:60]}” does not say who moves where.", _HOW)
        number = found[3] or "1"
        result.append(Move(found[1], found[2], None if number == "all" else int(number)))
    return tuple(result)


def after(chamber: Chamber, what: tuple[Move, ...]) -> tuple[Chamber, tuple[str, ...]]:
    """Return the chamber after some moves, and what follows in law that the numbers do not show.

    Raises `Refusal` when members would move who are not there, or from a group that is not there.
    """
    members = {group.id: group.members for group in chamber.groups}
    fresh = {move.target for move in what} - {*members, UNGROUPED, VACANT}
    fixed = chamber.membership - sum(members.values()) - chamber.ungrouped  # counted vacancies
    places = {**members, UNGROUPED: chamber.ungrouped, VACANT: chamber.vacancies}
    for move in what:
        if move.source not in places:
            known = ", ".join(places)
            raise _refused(f"there is no group “{move.source}”.", f"The ids are {known}.")
        number = places[move.source] if move.number is None else move.number
        if not 1 <= number <= places[move.source]:
            raise _refused(
                f"{number} cannot leave {move.source}, which has {places[move.source]}.", _HOW
            )
        places[move.source] -= number
        places[move.target] = places.get(move.target, 0) + number
    notes: list[str] = []
    for name in [*members, *sorted(fresh)]:
        if places[name] < FEWEST_IN_A_GROUP:
            if places[name] or name in members:
                notes.append(
                    f"{_name(chamber, name)} has {places[name]} left and ends: a group has two "
                    "members or more."
                )
            places[UNGROUPED] += places.pop(name)
    groups = tuple(
        replace(group, members=places[group.id], executive=min(group.executive, places[group.id]))
        for group in chamber.groups
        if group.id in places
    )
    groups += tuple(
        Party(name, _name(chamber, name), places[name]) for name in sorted(fresh & {*places})
    )
    if not groups:
        raise _refused("no group would be left.", "Balance needs one group at least.")
    present = sum(group.members for group in groups) + places[UNGROUPED]
    counted = places[VACANT] if fixed else 0
    changed = replace(
        chamber,
        groups=groups,
        ungrouped=places[UNGROUPED],
        vacancies=places[VACANT],
        membership=present + counted,
    )
    return changed, (*notes, *_majority(chamber, changed), *_reviews(what, fresh))


def _name(chamber: Chamber, name: str) -> str:
    for group in chamber.groups:
        if group.id == name:
            return group.name
    return f"{name.replace('-', ' ').title()} (new group)"


def _majority(before: Chamber, now: Chamber) -> list[str]:
    was, is_now = before.majority, now.majority
    if (was and was.id) == (is_now and is_now.id):
        return []
    lost = [f"{was.name} no longer has more than half of the membership."] if was else []
    gained = (
        [f"{is_now.name} has more than half of the membership, and so a majority on every body."]
        if is_now
        else []
    )
    return [*lost, *gained]


def _reviews(what: tuple[Move, ...], fresh: set[str]) -> list[str]:
    """Say which of the moves brings a duty to review (section 15(1), SI 1990/1553, reg 17)."""
    told = [
        "Seats stay as they are until the council reviews them. A change of numbers alone brings "
        "no duty to review before the next annual meeting."
    ]
    if fresh:
        told.append(
            "The notice of a new group does, as soon as practicable, if it comes more than one "
            "month after the last yearly review (regulation 17(b))."
        )
    joining = [move for move in what if move.target not in {UNGROUPED, VACANT, *fresh}]
    if any(move.source != VACANT for move in joining):
        told.append(
            "A notice of joining a group does only with a further notice that asks for a review, "
            "more than one month after the last such review (regulation 17(c))."
        )
    if any(move.source == VACANT for move in joining):
        told.append(
            "A member elected at a by-election may ask for one with the notice of joining, within "
            "one month of the election (regulation 17(d))."
        )
    if len(told) > 1:
        told.append("Arrangements under section 17 end when such a duty arises.")
    return told


def _refused(message: str, remedy: str) -> Refusal:
    return Refusal(error(message, where="--what-if", remedy=remedy), cannot_run=True)
