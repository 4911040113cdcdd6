"""What must agree about groups, seats and the administration across `council.yaml`.

What `clauses/facts.yaml` states as a constraint between facts is not checked here: the
arrangement against control, the number of groups it takes, and the mechanism of rotation.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from drafting.configuration.keys import dotted, nearest, shown
from drafting.configuration.politics import UNGROUPED
from drafting.configuration.stated import Place, Stated
from drafting.findings import Finding

FEWEST_IN_EXECUTIVE, MOST_IN_EXECUTIVE = 3, 10  # section 9C of the Local Government Act 2000
JOINT_ARRANGEMENTS = {"coalition", "rainbow", "shared-rotating"}
ADMINISTRATION = "administration"


def seats_add_up(stated: Stated) -> Iterator[Finding]:
    """The seats of the groups, the ungrouped members and the vacancies make the total."""
    total = stated.number("seats", "total")
    held = [stated.number("groups", index, "seats") for index in range(stated.count("groups"))]
    if total is None or not held or None in held:
        return
    grouped = sum(seats for seats in held if seats is not None)
    ungrouped = stated.number("seats", "ungrouped") or 0
    vacant = stated.number("seats", "vacancies") or 0
    if (summed := grouped + ungrouped + vacant) != total:
        yield stated.error(
            f"the seats do not add up: groups {grouped}, ungrouped {ungrouped} and vacant "
            f"{vacant} make {summed}, and seats.total is {total}.",
            "seats",
            "total",
            remedy="Correct the seats of a group, seats.ungrouped, seats.vacancies or seats.total.",
        )


def groups_are_distinct(stated: Stated) -> Iterator[Finding]:
    """No two groups share an id or a name, and no group takes the word kept for no group."""
    for what in ("id", "name"):
        first: dict[str, int] = {}
        for index in range(stated.count("groups")):
            key = ("groups", index, what)
            word = stated.text(*key)
            if word and (other := first.setdefault(word.casefold(), index)) != index:
                line = stated.source.line("groups", other, what)
                yield stated.error(
                    f"two groups have the {what} {shown(word)} (the other is on line {line}).",
                    *key,
                    remedy=f"Give each group an {what} of its own.".replace("an name", "a name"),
                )
            if what == "id" and word == UNGROUPED:
                yield stated.error(
                    f"{UNGROUPED} is kept for members of no group.",
                    *key,
                    remedy="Give the group another id, or count the members in seats.ungrouped.",
                )


def groups_are_known(stated: Stated) -> Iterator[Finding]:
    """Every group that is named somewhere is one of the groups of the council."""
    known = stated.group_ids
    if not known:
        return
    for key, name in _named_groups(stated):
        allowed = (*known, UNGROUPED) if _may_be_ungrouped(key) else known
        if name not in allowed:
            near = nearest(name, allowed)
            yield stated.error(
                f"{dotted(key)}: there is no group {shown(name)}.",
                *key,
                remedy=f"Did you mean {near}?" if near else f"The groups are {', '.join(known)}.",
            )


def _named_groups(stated: Stated) -> Iterator[Place]:
    yield from stated.words(ADMINISTRATION, "groups")
    yield from stated.words(ADMINISTRATION, "support")
    yield from stated.words(ADMINISTRATION, "rotation", "order")
    for index in range(stated.count(ADMINISTRATION, "dual_portfolios")):
        yield from stated.words(ADMINISTRATION, "dual_portfolios", index, "leads")
    for name in stated.keys(ADMINISTRATION, "cabinet"):
        yield (ADMINISTRATION, "cabinet", name), name
    singles = ((ADMINISTRATION, "leader_group"), (ADMINISTRATION, "deputy_group"), ("chair_group",))
    yield from ((key, name) for key in singles if (name := stated.text(*key)))


def _may_be_ungrouped(key: tuple[str | int, ...]) -> bool:
    return key == ("chair_group",) or "cabinet" in key


def previous_groups_are_spelt_right(stated: Stated) -> Iterator[Finding]:
    """A group of the last administration may have no members now, so its id may be unknown."""
    known = stated.group_ids
    for key, name in stated.words(ADMINISTRATION, "previous"):
        if known and name not in known:
            near = nearest(name, known)
            mend = f"If {near} is meant, write that. " if near else ""
            yield stated.warning(
                f"{dotted(key)}: there is no group {shown(name)} now.",
                *key,
                remedy=f"{mend}If the group has no members any more, leave it as it is.",
            )


def groups_are_named_once(stated: Stated) -> Iterator[Finding]:
    """A group stands once in a list, and either in the administration or outside it."""
    for name in ("groups", "support", "previous"):
        seen: set[str] = set()
        for key, group in stated.words(ADMINISTRATION, name):
            if group in seen:
                yield stated.error(
                    f"{group} stands twice in administration.{name}.", *key, remedy="Remove one."
                )
            seen.add(group)
    for key, group in stated.words(ADMINISTRATION, "support"):
        if group in stated.in_administration:
            yield stated.error(
                f"{group} is both in the administration and a supporting group.",
                *key,
                remedy="A supporting group holds no posts: keep it in one of the two lists.",
            )


def office_holders_are_inside(stated: Stated) -> Iterator[Finding]:
    """Whoever holds a post of the administration comes from a group in it."""
    inside, known = stated.in_administration, stated.group_ids
    for key, name in _posts_of_groups(stated):
        if name in known and name not in inside:
            yield stated.error(
                f"{dotted(key)}: {name} is not in the administration.",
                *key,
                remedy=f"Add {name} to administration.groups, or name a group that is in it.",
            )


def _posts_of_groups(stated: Stated) -> Iterator[Place]:
    outside = {"groups", "support"}
    for key, name in _named_groups(stated):
        if key[0] == ADMINISTRATION and key[1] not in outside:
            yield key, name


def cabinet_is_lawful(stated: Stated) -> Iterator[Finding]:
    """An executive has three to ten members in all, and a committee system has none."""
    key = (ADMINISTRATION, "cabinet")
    if not stated.says(*key):
        return
    model = stated.text("governance_model")
    if model == "committee-system":
        yield stated.error(
            "administration.cabinet is stated, but a committee system has no cabinet.",
            *key,
            remedy="Remove administration.cabinet, or correct governance_model.",
        )
        return
    posts = [stated.number(*key, name) for name in stated.keys(*key)]
    if None in posts:
        return
    mayor = 1 if model == "mayor-and-cabinet" else 0
    size = sum(count for count in posts if count is not None) + mayor
    if not FEWEST_IN_EXECUTIVE <= size <= MOST_IN_EXECUTIVE:
        counted = "with the elected mayor" if mayor else "with the leader"
        yield stated.error(
            f"the executive has {size} members {counted}; the law allows "
            f"{FEWEST_IN_EXECUTIVE} to {MOST_IN_EXECUTIVE}.",
            *key,
            remedy="Correct the posts of the groups in administration.cabinet.",
        )


def shared_portfolios_have_two_leads(stated: Stated) -> Iterator[Finding]:
    """A portfolio is shared when its leads come from different groups."""
    for index in range(stated.count(ADMINISTRATION, "dual_portfolios")):
        key = (ADMINISTRATION, "dual_portfolios", index, "leads")
        leads = [name for _, name in stated.words(*key)]
        if len(leads) > 1 and len(set(leads)) == 1:
            yield stated.error(
                f"{dotted(key)}: both leads are from {leads[0]}.",
                *key,
                remedy="Name two groups, or remove the portfolio from dual_portfolios.",
            )


def rotation_is_complete(stated: Stated) -> Iterator[Finding]:
    """A rotation says in which order the groups take turns, and when."""
    above = (ADMINISTRATION, "rotation")
    if stated.text(*above, "period") in {"", "none"}:
        return
    if len({name for _, name in stated.words(*above, "order")}) < 2:
        yield stated.error(
            "the leader's office rotates, but administration.rotation.order does not name "
            "two groups.",
            *above,
            "order",
            remedy="List the ids of the groups in the order in which they hold the office.",
        )
    days = [stated.day(*above, "dates", index) for index in range(stated.count(*above, "dates"))]
    if not days:
        yield stated.error(
            "the leader's office rotates, but administration.rotation.dates is empty.",
            *above,
            "dates",
            remedy="List the dates on which the office passes.",
        )
    for index, (day, after) in enumerate(pairwise(days), start=1):
        if day and after and after <= day:
            yield stated.error(
                f"the date of rotation {after.isoformat()} is not after {day.isoformat()}.",
                *above,
                "dates",
                index,
                remedy="List the dates from the first to the last.",
            )


def partners_have_an_agreement(stated: Stated) -> Iterator[Finding]:
    """Groups that share the administration should have written down what they agreed."""
    key = (ADMINISTRATION, "agreement", "status")
    status = stated.text(*key) or ("" if stated.says(*key) else "none")
    if stated.text("arrangement") in JOINT_ARRANGEMENTS and status in {"verbal", "none"}:
        kind = "a verbal agreement only" if status == "verbal" else "no agreement"
        yield stated.warning(
            f"the groups share the administration with {kind}.",
            *key,
            remedy="Advise the groups to put the agreement in writing.",
        )


GROUP_CHECKS = (
    seats_add_up,
    groups_are_distinct,
    groups_are_known,
    previous_groups_are_spelt_right,
    groups_are_named_once,
    office_holders_are_inside,
    cabinet_is_lawful,
    shared_portfolios_have_two_leads,
    rotation_is_complete,
    partners_have_an_agreement,
)
