"""What the diary must hold: formal meetings by cycle, and informal ones that lead up to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from drafting.clock.council_dates import clock_of
from drafting.clock.dates import notice_of_election, retirement
from drafting.clock.days import open_day
from drafting.configuration.council import Council
from drafting.configuration.diary import WEEKDAYS, MeetingSeries

WEEK = timedelta(weeks=1)
CONTESTED = frozenset({"council", "executive", "scrutiny"})
MEMBERS = "members"


@dataclass(frozen=True)
class Demand:
    """One meeting that the diary must hold.

    A formal meeting has an `ideal` day and a `weekday` (from 0); `fixed` if it may not move. One
    that leads up to another has its `anchor` and stands `lead` working days before it. `start` is
    in minutes after midnight.
    """

    id: str
    series: str
    title: str
    kind: str
    start: int
    minutes: int
    people: frozenset[str]
    ideal: date
    weekday: int = 0
    fixed: bool = False
    anchor: str = ""
    lead: int = 0

    @property
    def formal(self) -> bool:
        """Whether the law on meetings applies to it."""
        return self.kind in {*CONTESTED, "committee"}


@dataclass(frozen=True)
class Block:
    """Days on which meetings of some kinds, or of all if there are none named, are not held."""

    first: date
    last: date
    why: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Year:
    """The municipal year and everything that its diary must respect."""

    first: date
    last: date
    demands: tuple[Demand, ...]
    blocks: tuple[Block, ...]
    no_fridays: bool
    cabinet_before_council: int
    leeway: int

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the year on which offices are open: all that the diary uses."""
        count = (self.last - self.first).days + 1
        every = (self.first + timedelta(number) for number in range(count))
        return tuple(day for day in every if open_day(day))


def year_of(council: Council) -> Year:
    """Return the year that begins with the meeting in `council.yaml` and what it must hold."""
    first = council.meeting.date
    coming = council.elections.next
    last = first + 52 * WEEK - timedelta(1)
    if first < coming <= last:
        last = retirement(coming) + timedelta(7)  # the day before the next annual meeting
    series = council.diary.series or _usual(council)
    formal = [demand for each in series for demand in _meetings(council, each, first, last)]
    informal = [demand for each in formal for demand in _leading_up(council, each)]
    other = list(_conversations(council, first, last))
    return Year(
        first=first,
        last=last,
        demands=(*formal, *informal, *other),
        blocks=tuple(_blocks(council, first, last)),
        no_fridays=council.diary.no_fridays,
        cabinet_before_council=council.diary.cabinet_before_council,
        leeway=council.diary.leeway,
    )


def _usual(council: Council) -> Iterator[MeetingSeries]:
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


def _meetings(council: Council, series: MeetingSeries, first: date, last: date) -> Iterator[Demand]:
    """Yield the meetings of a series at even distances; the budget meeting is where it is."""
    weekday = WEEKDAYS.index(series.weekday)
    budget = council.budget.council_date if series.kind == "council" else None
    day = first + timedelta((weekday - first.weekday()) % 7)
    usual = {"council": series.every, "executive": 3}.get(series.kind, 1)
    day += (series.first_week or usual) * WEEK
    ideals: list[date] = []
    until = _until(council, series.kind, first, last)
    blocks = [each for each in _recesses(council, first, last) if _holds(each, series.kind)]
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


def _leading_up(council: Council, demand: Demand) -> Iterator[Demand]:
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


def _conversations(council: Council, first: date, last: date) -> Iterator[Demand]:
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


def _holds(block: Block, kind: str) -> bool:
    return not block.kinds or kind in block.kinds


def _recesses(council: Council, first: date, last: date) -> Iterator[Block]:
    """Yield the times that `council.yaml` keeps free, or else the usual ones."""
    for each in council.diary.closed:
        yield Block(each.first, each.last, each.why)
    if not council.diary.closed:
        for year in range(first.year, last.year + 1):
            yield Block(date(year, 8, 1), date(year, 8, 31), "August recess", CONTESTED)
            yield Block(date(year, 12, 20), date(year + 1, 1, 3), "Christmas and New Year")


def _blocks(council: Council, first: date, last: date) -> Iterator[Block]:
    yield from _recesses(council, first, last)
    clock = clock_of(council)
    for election in (clock.election, clock.next_election):
        if election and first <= election <= last:
            begins = notice_of_election(election)
            yield Block(begins, election - timedelta(1), "pre-election period", CONTESTED)
            yield Block(election, last, "between the election and the annual meeting")
