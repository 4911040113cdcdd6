"""The formal meetings of a year: by the cycle that the council asks for, or by a usual one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from drafting.clock.dates import notice_of_election
from drafting.configuration.council import Council
from drafting.configuration.diary import WEEKDAYS, MeetingSeries
from drafting.diary.demands import CONTESTED, MEMBERS, WEEK, Block, Demand


def usual_series(council: Council) -> Iterator[MeetingSeries]:
    """Yield a usual cycle where `council.yaml` asks for none."""
    officers = council.officers
    law = officers.monitoring_officer.title
    top = (MEMBERS, officers.head_of_paid_service.title, law)
    yield MeetingSeries(
        name="Council", every=8, weekday="thursday", minutes=150, kind="council", people=top
    )
    if council.governance_model != "committee-system":
        yield MeetingSeries(
            name=council.terms.executive,
            every=4,
            weekday="tuesday",
            kind="executive",
            people=top,
        )
    for number, body in enumerate(council.committees):
        if body.kind in {"sub-committee", "joint"}:
            continue
        scrutiny = body.kind == "overview-and-scrutiny"
        planning = "planning" in body.name.casefold()
        every = 4 if planning else 6 if scrutiny else 12
        yield MeetingSeries(
            name=body.name,
            every=every,
            first_week=1 + 2 * number % every,  # so that they do not all fall in one week
            weekday="wednesday" if planning else WEEKDAYS[number % 4],
            kind="scrutiny" if scrutiny else "committee",
        )


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _id(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def formal_meetings(
    council: Council, series: MeetingSeries, first: date, last: date
) -> Iterator[Demand]:
    """Yield the meetings of a series at even distances; the budget meeting is where it is."""
    weekday = WEEKDAYS.index(series.weekday)
    budget = council.budget.council_date if series.kind == "council" else None
    day = first + timedelta((weekday - first.weekday()) % 7)
    usual = {"council": series.every, "executive": 3}.get(series.kind, 1)
    day += (series.first_week or usual) * WEEK
    ideals: list[date] = []
    until = _until(council, series.kind, first, last)
    blocks = [each for each in recesses(council, first, last) if each.bears_on(series.kind)]
    while day <= until:
        ideal = day
        while any(block.first <= ideal <= block.last for block in blocks):
            ideal += WEEK
        if ideal <= until and (not ideals or ideal - ideals[-1] >= min(2, series.every) * WEEK):
            ideals.append(ideal)
        day += series.every * WEEK
    if budget and ideals and first < budget <= last:
        nearest = min(ideals, key=lambda each: (abs((each - budget).days), each))
        ideals[ideals.index(nearest)] = budget
    if series.kind == "council":
        ideals.insert(0, first)
    for number, ideal in enumerate(ideals, start=1):
        yield Demand(
            id=f"{_id(series.name)}-{number}",
            series=series.name,
            title=_title(series, ideal, first, budget),
            kind=series.kind,
            start=_minutes(series.time),
            minutes=series.minutes,
            people=frozenset(series.people) | ({MEMBERS} if series.kind == "council" else set()),
            ideal=ideal,
            weekday=weekday,
            fixed=ideal in (first, budget) and series.kind == "council",
        )


def _until(council: Council, kind: str, first: date, last: date) -> date:
    """Return the last day of usual meetings: before an election, or before the notice of it."""
    coming = council.elections.next
    if not first < coming <= last:
        return last - WEEK
    return (notice_of_election(coming) if kind in CONTESTED else coming) - timedelta(1)


def _title(series: MeetingSeries, day: date, first: date, budget: date | None) -> str:
    if series.kind == "council" and day == first:
        return f"{series.name}: the meeting that decides"
    return f"{series.name}: budget" if budget and day == budget else series.name


def recesses(council: Council, first: date, last: date) -> Iterator[Block]:
    """Yield the times that `council.yaml` keeps free, or else the usual ones."""
    for each in council.diary.closed:
        yield Block(each.first, each.last, each.why)
    if not council.diary.closed:
        for year in range(first.year, last.year + 1):
            yield Block(date(year, 8, 1), date(year, 8, 31), "August recess", CONTESTED)
            yield Block(date(year, 12, 20), date(year + 1, 1, 3), "Christmas and New Year")
