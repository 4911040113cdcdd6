"""Every meeting on its day: the demands of a year as a model for the solver OR-Tools CP-SAT.

A day is its number among the days on which offices are open, so that so many working days before
a meeting are a subtraction. What speaks against a day is counted: rules that may have to give way
cost more the weightier they are, and the cheapest timetable breaks the fewest. So what is broken is
the least change that is possible. Formal meetings come first, then those that lead up to them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from drafting.diary.demands import Demand, Year
from drafting.findings import Finding, Refusal, error, warning

FURTHEST = 15  # working days from its usual day to which a formal meeting may be moved at most
AFTER_FIRST = 6  # working days after the first meeting, so that there is time for papers
A_CYCLE = 20  # working days: a meeting of the executive longer before is no preparation
NEAR = 3  # working days by which an informal meeting may move
MOVED, WEEKDAY, RULE, LEFT_OUT = 1, 3, 1_000, 100_000
DETERMINISTIC_SECONDS = 6.0
FRIDAY = 4

Chosen = Mapping[str, int]  # the number of the day of each meeting, by the id of its demand


@dataclass(frozen=True)
class Meeting:
    """A meeting with its day, and the rules that had to give way for it."""

    demand: Demand
    day: date
    broken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timetable:
    """The diary: what is placed, what had no place, and whether none better is possible."""

    meetings: tuple[Meeting, ...]
    left_out: tuple[Demand, ...]
    best: bool

    def findings(self) -> Iterator[Finding]:
        """Yield each rule that gives way and each meeting without a place."""
        for each in self.meetings:
            for rule in each.broken:
                yield warning(
                    f"{each.demand.title} on {each.day.isoformat()}: {rule}.",
                    where="council.yaml",
                    remedy="This is the least change that fits. Else ask for fewer meetings, "
                    "another weekday or more leeway under `diary`.",
                )
        for each in self.left_out:
            yield warning(
                f"{each.title}, about {each.ideal.isoformat()}, has no place: "
                f"{' or '.join(sorted(each.people))} cannot be there on any day near it.",
                where="council.yaml",
                remedy="Ask for fewer meetings, another time or more leeway under `diary`.",
            )


def timetable(year: Year) -> Timetable:
    """Place every meeting of a year. The same year gives the same timetable.

    Raises `Refusal` where the solver is not installed.
    """
    library = _library()
    formal = [demand for demand in year.demands if demand.formal]
    options = {demand.id: _formal_days(year, demand) for demand in formal}
    first, best = _placed(library, year, formal, options, {})
    informal = [d for d in year.demands if not d.formal and (not d.anchor or d.anchor in first)]
    near = {demand.id: _informal_days(year, demand, first) for demand in informal}
    chosen, best_too = _placed(library, year, informal, near, first)
    broken, every = _without_executive(year, chosen), {**options, **near}
    meetings = [
        Meeting(
            each,
            year.days[chosen[each.id]],
            (*every[each.id][chosen[each.id]][1], *broken.get(each.id, ())),
        )
        for each in year.demands
        if each.id in chosen
    ]
    meetings.sort(key=lambda each: (each.day, each.demand.start, each.demand.id))
    left_out = tuple(each for each in year.demands if each.id not in chosen)
    return Timetable(tuple(meetings), left_out, best and best_too)


def _library() -> Any:
    try:
        import_module("icalendar")  # the calendar file needs it, after the search
        from ortools.sat.python import cp_model  # noqa: PLC0415
    except ImportError:
        raise Refusal(
            error(
                "OR-Tools and icalendar are not both installed.",
                remedy="Install it: python3 -m pip install ortools icalendar",
            ),
            cannot_run=True,
        ) from None
    return cp_model


Options = dict[int, tuple[int, tuple[str, ...]]]
"""The days on which a meeting may be, each with its cost and the rules that would give way."""


def _number(year: Year, day: date) -> int:
    return min(bisect_left(year.days, day), len(year.days) - 1)


def _formal_days(year: Year, demand: Demand) -> Options:
    ideal = _number(year, demand.ideal)
    if demand.fixed:
        return {ideal: (0, ())}
    options: Options = {}
    for number in range(
        max(AFTER_FIRST, ideal - FURTHEST), min(len(year.days), ideal + FURTHEST + 1)
    ):
        day, away = year.days[number], abs(number - ideal)
        told: list[str] = []
        if away > year.leeway:
            told.append(f"more than {year.leeway} working days from its usual day")
        if year.no_fridays and day.weekday() == FRIDAY:
            told.append("on a Friday")
        told += [
            f"in a time kept free ({block.why})"
            for block in year.blocks
            if block.bears_on(demand.kind) and block.first <= day <= block.last
        ]
        other_day = day.weekday() != demand.weekday
        options[number] = (MOVED * away + WEEKDAY * other_day + RULE * len(told), tuple(told))
    return options


def _informal_days(year: Year, demand: Demand, placed: Chosen) -> Options:
    if demand.anchor:
        anchor = placed[demand.anchor]
        latest = anchor - demand.lead
        options: Options = {
            n: (MOVED * (latest - n), ()) for n in range(max(0, latest - NEAR), latest + 1)
        }
        told = (f"fewer than {demand.lead} working days before the meeting it prepares",)
        return options or {n: (RULE + anchor - n, told) for n in range(1, anchor)}
    ideal = _number(year, demand.ideal)
    numbers = range(max(0, ideal - NEAR), min(len(year.days), ideal + NEAR + 1))
    return {n: (MOVED * abs(n - ideal), ()) for n in numbers}


def _placed(
    library: Any,
    year: Year,
    demands: Iterable[Demand],
    options: Mapping[str, Options],
    before: Chosen,
) -> tuple[dict[str, int], bool]:
    """Choose a day for each demand so that nobody is needed twice; `before` stays as it is."""
    model = library.CpModel()
    taken: dict[str, dict[int, Any]] = {name: {day: 1} for name, day in before.items()}
    costs: list[Any] = []
    for demand in demands:
        days = {number: model.new_bool_var("") for number in options[demand.id]}
        held = sum(days.values())
        model.add(held == 1) if demand.fixed else model.add(held <= 1)
        costs += [options[demand.id][number][0] * variable for number, variable in days.items()]
        costs.append(LEFT_OUT * (1 - held))
        taken[demand.id] = days
    _nobody_twice(model, year, taken)
    if not before:
        costs += _executive_before_council(model, year, taken)
    model.minimize(sum(costs))
    solver = library.CpSolver()
    solver.parameters.num_search_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = DETERMINISTIC_SECONDS
    status = solver.solve(model)
    if status not in (library.OPTIMAL, library.FEASIBLE):
        raise Refusal(
            error(
                "no diary was found: two meetings that may not move overlap.",
                where="council.yaml",
                remedy="Check meeting.date and budget.council_date.",
            )
        )
    chosen = {
        name: number
        for name, days in taken.items()
        for number, variable in days.items()
        if name in before or solver.value(variable)
    }
    return chosen, status == library.OPTIMAL


def _nobody_twice(model: Any, year: Year, taken: Mapping[str, Mapping[int, Any]]) -> None:
    """No two meetings that share a person overlap: at each start, one is on at most."""
    by_day: dict[tuple[str, int], list[Demand]] = {}
    for demand in year.demands:
        for number in taken.get(demand.id, ()):
            for person in demand.people:
                by_day.setdefault((person, number), []).append(demand)
    known: set[tuple[int, tuple[str, ...]]] = set()
    for (_, number), demands in sorted(by_day.items(), key=lambda each: each[0]):
        for start in sorted({demand.start for demand in demands}):
            on = tuple(d.id for d in demands if d.start <= start < d.start + d.minutes)
            if len(on) > 1 and (number, on) not in known:
                known.add((number, on))
                model.add(sum(taken[name][number] for name in on) <= 1)


def _executives(year: Year) -> tuple[list[Demand], list[Demand]]:
    """Return the executive's meetings, and the council meetings that need one before them."""
    executive = [demand for demand in year.demands if demand.kind == "executive"]
    if not executive or not year.cabinet_before_council:
        return [], []
    start = _number(year, executive[0].ideal) + year.cabinet_before_council
    councils = [
        each
        for each in year.demands
        if each.kind == "council" and _number(year, each.ideal) >= start
    ]
    return executive, councils


def _executive_before_council(
    model: Any, year: Year, taken: Mapping[str, Mapping[int, Any]]
) -> list[Any]:
    executive, councils = _executives(year)
    costs: list[Any] = []
    for council in councils:
        broken = model.new_bool_var("")
        costs.append(RULE * broken)
        for number, variable in taken[council.id].items():
            early = [
                there
                for each in executive
                for day, there in taken[each.id].items()
                if day in _window(year, number)
            ]
            model.add(sum(early) + broken >= variable)
    return costs


def _window(year: Year, number: int) -> range:
    lead = year.cabinet_before_council
    return range(number - lead - A_CYCLE, number - lead + 1)


def _without_executive(year: Year, chosen: Chosen) -> dict[str, tuple[str, ...]]:
    executive, councils = _executives(year)
    lead = year.cabinet_before_council
    held = {chosen[each.id] for each in executive if each.id in chosen}
    told = f"the executive does not meet {lead} to {lead + A_CYCLE} working days before it"
    return {
        council.id: (told,)
        for council in councils
        if council.id in chosen and not held & {*_window(year, chosen[council.id])}
    }
