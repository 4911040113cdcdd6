"""What the law leaves open: the choices made in `council.yaml`, and what the others would give."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.balance.allocation import Balance, allocate
from drafting.balance.chamber import chamber_of
from drafting.configuration.council import Council
from drafting.configuration.politics import Balance as Settings
from drafting.steps import Step


def open_questions(council: Council, balance: Balance) -> Step:
    """Return the choices that bear on this council, each with the effect of choosing otherwise."""
    rows = [
        (setting, chosen, reason, _effect(council, balance, otherwise))
        for setting, chosen, reason, otherwise in _choices(council)
    ]
    measure = (
        "The Act says “so far as reasonably practicable” and gives no measure. Here a number is "
        "nearer the less it differs from the share: first in whole seats, squared, beyond the two "
        "whole numbers around the share, then in fractions of a seat, added up over all groups, "
        "and under principle (d) over all bodies. A principle that comes first is never weighed "
        "against a later one."
    )
    return Step(
        "What the law leaves open, and what is chosen here",
        (measure, "Each choice is a line under `balance` in council.yaml."),
        ("Setting", "Chosen", "Why it is open", "Chosen otherwise"),
        tuple(rows),
        ("lgha-1989-s15", "lgha-1989-sch1", *_law(council)),
    )


def _law(council: Council) -> Iterator[str]:
    if any(each.kind == "overview-and-scrutiny" for each in council.committees):
        yield from ("lga-2000-s9fa", "lga-1972-s102")
    if council.governance_model == "mayor-and-cabinet":
        yield "lga-2000-s9h"


def _choices(council: Council) -> Iterator[tuple[str, str, str, Settings]]:
    settings = council.balance
    kinds = {each.kind for each in council.committees}

    def otherwise(**values: object) -> Settings:
        return settings.model_copy(update=values)

    if council.seats.vacancies:
        other = "counted" if settings.vacancies == "left-out" else "left-out"
        yield (
            "vacancies",
            settings.vacancies,
            "Schedule 1 counts the members for the time being, so vacant seats are not counted; "
            "some councils count them.",
            otherwise(vacancies=other),
        )
    if "overview-and-scrutiny" in kinds:
        yield (
            "scrutiny_in_total",
            "true" if settings.scrutiny_in_total else "false",
            "Section 15 applies to scrutiny (section 9FA of the Local Government Act 2000). An "
            "ordinary committee is one appointed under section 102(1)(a) of the Local Government "
            "Act 1972, and scrutiny is not; many councils count it all the same.",
            otherwise(scrutiny_in_total=not settings.scrutiny_in_total),
        )
    if council.governance_model == "mayor-and-cabinet":
        yield (
            "mayor_is_member",
            "true" if settings.mayor_is_member else "false",
            "In other Acts “member” does not include an elected mayor unless they or regulations "
            "show otherwise (section 9H). Section 15 does not say.",
            otherwise(mayor_is_member=not settings.mayor_is_member),
        )
    if "licensing-2003" in kinds:
        other = "left-out" if settings.licensing == "by-custom" else "by-custom"
        yield (
            "licensing",
            settings.licensing,
            "A licensing committee under the Licensing Act 2003 is not among the bodies of "
            "Schedule 1; councils share it by custom.",
            otherwise(licensing=other),
        )


def _effect(council: Council, balance: Balance, otherwise: Settings) -> str:
    other = allocate(chamber_of(council.model_copy(update={"balance": otherwise})))
    here, there = _seats(balance), _seats(other)
    changed = sorted(body for body in {*here, *there} if here.get(body) != there.get(body))
    if not changed:
        return "Nothing would differ."
    shown = "; ".join(changed[:4]) + (f" and {len(changed) - 4} more" if len(changed) > 4 else "")
    return f"Would differ: {shown}."


def _seats(balance: Balance) -> dict[str, frozenset[tuple[int, ...]]]:
    return {
        body.name: frozenset(table[column] for table in part.tables)
        for part in balance.parts
        for column, body in enumerate(part.bodies)
    }
