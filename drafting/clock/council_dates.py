"""The dates of a council as its `council.yaml` states them, and what does not go together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from drafting.clock.dates import (
    EARLIEST,
    Clock,
    annual_meeting_days,
    notice_of_election,
    retirement,
)
from drafting.clock.days import budget_day, following, open_day
from drafting.configuration.council import Council
from drafting.findings import Finding, error, note, warning

FILE = "council.yaml"


def clock_of(council: Council) -> Clock:
    """Return the clock of a council: its meeting, the elections around it, and its budget."""
    last, coming, meeting = council.elections.last, council.elections.next, council.meeting.date
    of_the_year = next((day for day in (last, coming) if day.year == meeting.year), None)
    return Clock(
        meeting=meeting,
        election=of_the_year,
        next_election=coming if coming != of_the_year else None,
        convention=council.calendar.clear_days,
        executive=council.governance_model,
        briefing_days=council.settings.briefing_days,
        budget_report=council.budget.report_date,
        budget_meeting=council.budget.council_date,
        precepting=council.council.type == "county",
    )


def date_findings(clock: Clock) -> Iterator[Finding]:
    """Yield what is wrong or worth knowing about the dates that the council has chosen."""
    if clock.meeting < EARLIEST:
        yield error(
            f"meeting.date ({clock.meeting.isoformat()}) is before {EARLIEST.isoformat()}; the "
            "rules of that time are not kept here.",
            where=FILE,
            remedy="Correct the date.",
        )
        return
    yield from _meeting(clock)
    yield from _budget(clock)


def _said(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _meeting(clock: Clock) -> Iterator[Finding]:
    first, last = annual_meeting_days(clock)
    meeting = clock.meeting
    if not open_day(meeting):
        yield warning(
            f"the meeting is on {_said(meeting)}, a weekend or a bank holiday.",
            where=FILE,
            remedy="Check meeting.date.",
        )
    if clock.election and clock.election <= meeting <= retirement(clock.election):
        yield warning(
            f"the meeting is on {_said(meeting)}, before those newly elected are in office "
            f"({_said(first)} is the first day after they come in).",
            where=FILE,
            remedy="Check meeting.date.",
        )
    elif not first <= meeting <= last:
        yield note(
            f"the meeting is outside {_said(first)} to {_said(last)}, so it is not the annual "
            "meeting.",
            where=FILE,
        )
    for election in (clock.election, clock.next_election):
        if election and notice_of_election(election) <= meeting <= election:
            yield note(
                f"the meeting is in the pre-election period before {_said(election)}.", where=FILE
            )


def _budget(clock: Clock) -> Iterator[Finding]:
    report, meeting = clock.budget_report, clock.budget_meeting
    executive = clock.executive != "committee-system"
    if report and executive and (report.month, report.day) >= (2, 8) and report.month < 4:
        yield warning(
            f"budget.report_date ({report.isoformat()}) is not before 8 February, so the "
            "statutory procedure for a conflict over the budget does not apply.",
            where=FILE,
            remedy="Put the estimates to the council by 7 February if it is wanted.",
        )
    if report and meeting and executive and following(report, 5, budget_day) >= meeting:
        yield warning(
            f"if the council objects on {_said(report)}, the executive’s five working days last "
            f"to {_said(following(report, 5, budget_day))}, and budget.council_date is "
            f"{_said(meeting)}.",
            where=FILE,
            remedy="Leave more time between the two.",
        )
    latest = (3, 1) if clock.precepting else (3, 11)
    if meeting and latest <= (meeting.month, meeting.day) < (4, 1):
        what = (
            "issue the precept before 1 March"
            if clock.precepting
            else ("set council tax before 11 March")
        )
        yield warning(
            f"budget.council_date ({meeting.isoformat()}) is too late to {what}.",
            where=FILE,
            remedy="Set an earlier date, with a reserve date.",
        )
