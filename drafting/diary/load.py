"""How many hours of meetings each week asks of the chief executive and the senior team."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from drafting.configuration.council import Council
from drafting.diary.demands import Year
from drafting.diary.timetable import Timetable


@dataclass(frozen=True)
class Week:
    """One week from its Monday, with the hours of one officer and of the three together."""

    monday: date
    head: float
    senior: float


def weekly_load(council: Council, year: Year, timetable: Timetable) -> tuple[Week, ...]:
    """Return every week of the year; `senior` adds up the hours of the three statutory officers."""
    officers = council.officers
    head = officers.head_of_paid_service.title
    three = (head, officers.monitoring_officer.title, officers.chief_finance_officer.title)
    monday = year.first - timedelta(year.first.weekday())
    weeks: list[Week] = []
    while monday <= year.last:
        of_head = _hours(timetable, monday, (head,))
        weeks.append(Week(monday, of_head, _hours(timetable, monday, three)))
        monday += timedelta(7)
    return tuple(weeks)


def _hours(timetable: Timetable, monday: date, people: Collection[str]) -> float:
    minutes = sum(
        each.demand.minutes * len(each.demand.people & set(people))
        for each in timetable.meetings
        if monday <= each.day < monday + timedelta(7)
    )
    return minutes / 60
