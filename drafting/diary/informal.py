"""The informal meetings of a year: what leads up to a formal one, and the web of conversations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from drafting.clock.days import open_day
from drafting.configuration.council import Council
from drafting.diary.demands import MEMBERS, WEEK, Demand


def leading_up(council: Council, demand: Demand) -> Iterator[Demand]:
    """Yield the informal meetings before a formal one, by how many working days before it."""
    officers = council.officers
    head = officers.head_of_paid_service.title
    law, money = officers.monitoring_officer.title, officers.chief_finance_officer.title
    if demand.fixed and demand.ideal == council.meeting.date:
        return
    leads: list[tuple[str, str, int, int, int, frozenset[str]]] = []
    if demand.kind == "executive":
        senior = frozenset({head, law, money, "leaders"})
        leads.append(("agenda", "Leaders’ agenda meeting", 12, 9 * 60, 60, senior))
        leads.append(("briefing", f"Pre-{demand.series} briefing", 10, 14 * 60, 90, senior))
    elif demand.kind == "council":
        leads.append(("groups", "Group meetings", 3, 18 * 60 + 30, 90, frozenset({MEMBERS})))
        leads.append(
            (
                "leaders",
                "Group leaders and statutory officers",
                7,
                16 * 60,
                60,
                frozenset({head, law, money, "leaders"}),
            )
        )
    else:
        leads.append(
            ("chair", "Chair’s briefing", 3, 11 * 60, 45, frozenset({f"chair of {demand.series}"}))
        )
    for key, title, lead, start, minutes, people in leads:
        yield Demand(
            id=f"{demand.id}-{key}",
            series=f"{title} ({demand.series})" if title == "Chair’s briefing" else title,
            title=title if demand.series in title else f"{title}: {demand.series}",
            kind="informal",
            start=start,
            minutes=minutes,
            people=people,
            ideal=demand.ideal,
            anchor=demand.id,
            lead=lead,
        )


def conversations(council: Council, first: date, last: date) -> Iterator[Demand]:
    """Yield bilaterals, reviews and budget workshops: each has its own ideal day."""
    officers = council.officers
    head, money = officers.head_of_paid_service.title, officers.chief_finance_officer.title
    inside = set(council.administration.groups)

    def one(key: str, series: str, day: date, start: int, minutes: int, *people: str) -> Demand:
        while not open_day(day):
            day += timedelta(1)
        return Demand(
            f"{key}-{day.isoformat()}",
            series,
            series,
            "informal",
            start,
            minutes,
            frozenset(people),
            day,
            weekday=day.weekday(),
        )

    for place, group in enumerate(council.groups):
        # Every other week with a group of the administration, each month with another; half as
        # often after six months, because the web of informal meetings is to be thinned out.
        every = 2 if group.id in inside else 4
        day, count = first + timedelta(7 + place % 4), 0
        while day <= last - WEEK:
            title = f"Bilateral: {head} and leader of {group.name}"
            yield one(
                f"bilateral-{group.id}",
                title,
                day,
                10 * 60 + 30 * (place % 4),
                30,
                head,
                f"leader of {group.name}",
            )
            count += 1
            day += every * WEEK * (2 if day - first > 26 * WEEK else 1)
    for key, title, after in (
        ("100-days", "Review: the first 100 days", timedelta(100)),
        ("six-months", "Review: six months", 26 * WEEK),
        ("twelve-months", "Review: twelve months", 50 * WEEK),
    ):
        if first + after <= last:
            yield one(f"review-{key}", title, first + after, 15 * 60, 120, head, "leaders")
    if budget := council.budget.council_date:
        for number, weeks in enumerate((18, 12, 6), start=1):
            if first < budget - weeks * WEEK <= last:
                yield one(
                    f"budget-workshop-{number}",
                    f"Budget workshop {number}, all groups",
                    budget - weeks * WEEK,
                    16 * 60,
                    120,
                    money,
                    head,
                    "leaders",
                )
