"""Every date that the law sets around an election, an annual meeting and a budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from drafting.clock.days import (
    ONE,
    before,
    budget_day,
    clear_day_rule,
    election_day,
    following,
    latest_notice,
    open_day,
    summons_days,
)

EARLIEST = date(2012, 9, 10)  # SI 2012/2089 came into force


class Weight(StrEnum):
    """What stands behind a date."""

    LAW = "law"
    STATED = "stated in council.yaml"
    LOCAL = "local rule"
    ADVICE = "advice"


@dataclass(frozen=True)
class Deadline:
    """One date: what is due by it or on it, how it is counted, and the law it rests on."""

    id: str
    day: date
    what: str
    rule: str
    law: tuple[str, ...] = ()
    weight: Weight = Weight.LAW


@dataclass(frozen=True)
class Clock:
    """What the dates follow from.

    `election` is the ordinary election of councillors of the year of the annual meeting, or None
    in a year without one. `convention` is `working` or `calendar`. `precepting` councils issue a
    precept, the others set council tax.
    """

    meeting: date
    election: date | None
    next_election: date | None
    convention: str
    executive: str  # the form of governance
    briefing_days: int
    budget_report: date | None = None
    budget_meeting: date | None = None
    precepting: bool = False


def deadlines(clock: Clock) -> tuple[Deadline, ...]:
    """Return every date in order. Raises `ValueError` for a meeting before 10 September 2012."""
    if clock.meeting < EARLIEST:
        raise ValueError(f"the rules for meetings before {EARLIEST.isoformat()} are not kept here")
    found = [*_election(clock), *_annual(clock), *_papers(clock), *_after(clock), *_budget(clock)]
    return tuple(sorted(found, key=lambda each: (each.day, each.id)))


def notice_of_election(election: date) -> date:
    """Return the last day for the notice of an election: the twenty-fifth day before it."""
    return before(election, 25, election_day)


def retirement(election: date) -> date:
    """Return the day on which councillors retire: the fourth after the ordinary election."""
    return election + 4 * ONE


def annual_meeting_days(clock: Clock) -> tuple[date, date]:
    """Return the first and last day on which the annual meeting may be held."""
    if clock.election:
        retire = retirement(clock.election)
        return retire + ONE, retire + 21 * ONE
    return date(clock.meeting.year, 3, 1), date(clock.meeting.year, 5, 31)


def _election(clock: Clock) -> Iterator[Deadline]:
    for name, election in (("", clock.election), ("next-", clock.next_election)):
        if election is None:
            continue
        yield Deadline(
            f"{name}pre-election-period",
            notice_of_election(election),
            "Last day for the notice of election; the pre-election period starts with it",
            "The twenty-fifth day before the poll, leaving out Saturdays, Sundays, Christmas Eve, "
            "Christmas Day, Good Friday and bank holidays. The council may publish it, and the "
            "period may start, earlier.",
            ("si-2006-3304-sch2", "lga-1986-s2", "publicity-code-2011"),
        )
        yield Deadline(
            f"{name}election",
            election,
            "Ordinary election of councillors; the pre-election period ends with the close of poll",
            "An ordinary election is on the first Thursday in May, unless an order moves it.",
            (),
            Weight.STATED,
        )
    if clock.election:
        yield Deadline(
            "retirement",
            retirement(clock.election),
            "Councillors retire, and those newly elected come into office",
            "The fourth day after the ordinary day of election; every day counts.",
            ("lga-1972-s7",),
        )


def _annual(clock: Clock) -> Iterator[Deadline]:
    first, last = annual_meeting_days(clock)
    law = ("lga-1972-sch12-p1",)
    if clock.election is None:
        rule = "Any day in March, April or May, in a year without an ordinary election."
        yield Deadline("annual-meeting-earliest", first, "Earliest annual meeting", rule, law)
        yield Deadline("annual-meeting-latest", last, "Latest annual meeting", rule, law)
        return
    rule = "A day that the council fixes within the twenty-one days after retirement."
    yield Deadline("annual-meeting-earliest", first, "Earliest annual meeting", rule, law)
    yield Deadline(
        "annual-meeting-default",
        retirement(clock.election) + 8 * ONE,
        "The annual meeting, unless the council fixes another day",
        "The eighth day after retirement; every day counts.",
        law,
    )
    yield Deadline("annual-meeting-latest", last, "Latest annual meeting", rule, law)


def _papers(clock: Clock) -> Iterator[Deadline]:
    meeting, counts = clock.meeting, clear_day_rule(clock.convention)
    days, kind = summons_days(meeting), f"{clock.convention} days"
    outside = "Neither the day of notice nor that of the meeting counts"
    since = (
        "Five since 30 January 2015; three before."
        if days == 5
        else "Three before 30 January 2015; five since."
    )
    summons = latest_notice(meeting, days, counts)
    agenda = latest_notice(meeting, 5, counts)
    yield Deadline(
        "summons",
        summons,
        "Last day to publish notice of the meeting and to send the summons",
        f"{'Five' if days == 5 else 'Three'} clear days, counted in {kind}. {outside}. {since}",
        ("lga-1972-sch12-p4", "si-2015-5-a2"),
    )
    yield Deadline(
        "agenda",
        agenda,
        "Last day to open the agenda and reports to the public",
        f"Five clear days, counted in {kind}. {outside}. A later item needs special "
        "circumstances, which the chair states and the minutes record.",
        ("lga-1972-s100b",),
    )
    yield Deadline(
        "waiver-notice",
        agenda,
        "Last day for notice of a proposal to set political balance aside",
        "With the agenda sent to every member, as a summons is.",
        ("lgha-1989-s17", "si-1990-1553-r20"),
    )
    wanted = before(agenda, clock.briefing_days)
    in_office = retirement(clock.election) if clock.election else wanted
    yield Deadline(
        "group-notices",
        max(wanted, in_office) if in_office < meeting else wanted,
        "Group notices, so that the report on political balance has the numbers",
        "No law sets a date. A group exists from the delivery of its notice to the proper officer, "
        "and only members in office can sign one.",
        ("si-1990-1553-r8",),
        Weight.ADVICE,
    )
    yield Deadline(
        "reports",
        before(agenda, clock.briefing_days),
        "Reports final, and the chair briefed on the agenda",
        f"{clock.briefing_days} working days before publication: briefing_days in council.yaml.",
        (),
        Weight.LOCAL,
    )
    yield Deadline("meeting", meeting, "The meeting that decides", "", (), Weight.STATED)


def _after(clock: Clock) -> Iterator[Deadline]:
    yield Deadline(
        "group-wishes",
        clock.meeting + 20 * ONE,
        "Last day for a group to name its members, if told of its seats on the day of the meeting",
        "Three weeks beginning with the day of the proper officer’s notice. After it the council "
        "may appoint whom it thinks fit.",
        ("si-1990-1553-r15",),
    )
    if clock.executive == "committee-system":
        return
    day = clock.meeting + 29 * ONE
    yield Deadline(
        "first-key-decision",
        day if open_day(day) else following(day, 1),
        "First day for a key decision whose notice is published on the day of the meeting",
        "28 clear days, counted in calendar days whatever the convention. Before that the general "
        "exception or special urgency must apply.",
        ("si-2012-2089-r9", "si-2012-2089-r10", "si-2012-2089-r11"),
    )


def _budget(clock: Clock) -> Iterator[Deadline]:
    report, meeting = clock.budget_report, clock.budget_meeting
    if meeting is None and report is None:
        return
    year = (meeting or report or clock.meeting).year
    if clock.executive != "committee-system":
        yield Deadline(
            "budget-estimates",
            date(year, 2, 7),
            "Last day to put estimates to the council if the procedure for a conflict is to apply",
            "Before 8 February.",
            ("si-2001-3384-sch2",),
        )
    if report:
        yield Deadline(
            "budget-report",
            report,
            "Budget estimates put to the council",
            "",
            (),
            Weight.STATED,
        )
    if report and clock.executive != "committee-system":
        yield Deadline(
            "budget-answer",
            following(report, 5, budget_day),
            "First day on which the executive’s time to answer objections may end",
            "At least five working days from the day after the instructions are received, here on "
            "the day of the report. Maundy Thursday and Christmas Eve do not count, nor do "
            "Saturdays, Sundays, Christmas Day, Good Friday and bank holidays.",
            ("si-2001-3384-sch2", "si-2001-3384-r2"),
        )
    if meeting:
        counts = clear_day_rule(clock.convention)
        yield Deadline(
            "budget-summons",
            latest_notice(meeting, summons_days(meeting), counts),
            "Last day for the summons, agenda and reports of the budget meeting",
            f"Five clear days, counted in {clock.convention} days.",
            ("lga-1972-sch12-p4", "lga-1972-s100b"),
        )
        yield Deadline(
            "budget-meeting",
            meeting,
            "The meeting that sets the budget",
            "Votes are recorded by name.",
            ("si-2014-165",),
        )
    if clock.precepting:
        last = date(year, 3, 1) - ONE
        yield Deadline(
            "precept", last, "Last day to issue the precept", "Before 1 March.", ("lgfa-1992-s40",)
        )
    else:
        yield Deadline(
            "council-tax",
            date(year, 3, 10),
            "Last day to set council tax",
            "Before 11 March. Setting it later does not alone make it invalid.",
            ("lgfa-1992-s30", "lgfa-1992-s31a"),
        )
