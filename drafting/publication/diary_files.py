"""The diary for others: a calendar file (RFC 5545), comma-separated values, and its table."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from drafting.clock.days import clear_day_rule, every_day, latest_notice, summons_days
from drafting.configuration.council import Council
from drafting.diary.demands import Demand
from drafting.diary.timetable import Meeting, Timetable
from drafting.steps import Step

LONDON = ZoneInfo("Europe/London")
KEY_DECISION_DAYS = 28
PUBLIC_DAYS = 5
_LAW = ("lga-1972-s100b", "si-2012-2089-r9")
_KINDS = {
    "council": "council",
    "executive": "executive",
    "scrutiny": "overview and scrutiny",
    "committee": "committee",
    "informal": "informal: no decisions",
}


def papers_due(council: Council, meeting: Meeting) -> date | None:
    """Return the last day to publish agenda and reports, and summon; None for an informal one."""
    if not meeting.demand.formal:
        return None
    council_meets = meeting.demand.kind == "council"
    days = summons_days(meeting.day) if council_meets else PUBLIC_DAYS
    return latest_notice(meeting.day, days, clear_day_rule(council.calendar.clear_days))


def key_decisions_due(meeting: Meeting) -> date | None:
    """Return the last day for the notice of a key decision, for a meeting of the executive."""
    if meeting.demand.kind != "executive":
        return None
    return latest_notice(meeting.day, KEY_DECISION_DAYS, every_day)


def identity(council: Council, demand: Demand) -> str:
    """Return an id that stays when the meeting moves to another day."""
    name = f"{council.council.name}/{council.meeting.date.year}/{demand.id}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def calendar_file(council: Council, timetable: Timetable) -> bytes:
    """Return the diary as an iCalendar file with its time zone. The same bytes each time."""
    from icalendar import Calendar, Event  # noqa: PLC0415 (comes with the solver)

    calendar = Calendar()
    calendar.add("prodid", "-//drafting//meeting diary//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{council.council.name}: meetings")
    stamp = datetime.combine(council.dated, time(9), UTC)
    for meeting in timetable.meetings:
        start = datetime.combine(meeting.day, _clock(meeting.demand.start), LONDON)
        event = Event()
        event.add("uid", identity(council, meeting.demand))
        event.add("dtstamp", stamp)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=meeting.demand.minutes))
        event.add("summary", meeting.demand.title)
        event.add("description", "\n".join(_notes(council, meeting)))
        event.add("categories", [_KINDS[meeting.demand.kind]])
        event.add("status", "TENTATIVE")
        calendar.add_component(event)
    days = [each.day for each in timetable.meetings]
    if days:
        calendar.add_missing_timezones(
            first_date=date(min(days).year, 1, 1), last_date=date(max(days).year + 1, 1, 1)
        )
    return calendar.to_ical()


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _notes(council: Council, meeting: Meeting) -> list[str]:
    notes = [f"{_KINDS[meeting.demand.kind][:1].upper()}{_KINDS[meeting.demand.kind][1:]}."]
    if due := papers_due(council, meeting):
        notes.append(f"Agenda and reports by {due.isoformat()}.")
    if due := key_decisions_due(meeting):
        notes.append(f"Notice of key decisions by {due.isoformat()}.")
    notes += [f"Gives way: {rule}." for rule in meeting.broken]
    notes.append("Proposed diary. Prepared with a drafting aid; it is not legal advice.")
    return notes


def _cells(council: Council, meeting: Meeting) -> tuple[str, ...]:
    due, notice = papers_due(council, meeting), key_decisions_due(meeting)
    start = _clock(meeting.demand.start)
    end = _clock(meeting.demand.start + meeting.demand.minutes)
    return (
        f"{meeting.day:%a} {meeting.day.day} {meeting.day:%b %Y}",
        f"{start:%H:%M}–{end:%H:%M}",
        meeting.demand.title,
        _KINDS[meeting.demand.kind],
        f"{due:%a} {due.day} {due:%b %Y}" if due else "",
        f"{notice:%a} {notice.day} {notice:%b %Y}" if notice else "",
        "; ".join(meeting.broken),
    )


def diary_step(council: Council, timetable: Timetable) -> Step:
    """Return the diary as a table."""
    columns = ("Day", "Time", "Meeting", "Kind", "Papers by", "Key decisions by", "Gives way")
    rows = tuple(_cells(council, each) for each in timetable.meetings)
    return Step("The meetings", (), columns, rows, _LAW)


def formal_step(council: Council, timetable: Timetable) -> Step:
    """Return the formal meetings as a short table."""
    formal = [each for each in timetable.meetings if each.demand.formal]
    rows = [_cells(council, each) for each in formal]
    columns = ("Day", "Time", "Meeting", "Papers by", "Key decisions by")
    short = tuple((day, at, what, due, notice) for day, at, what, _, due, notice, _ in rows)
    return Step("The diary of the year", (), columns, short, _LAW)


def diary_csv(council: Council, timetable: Timetable) -> bytes:
    """Return one line for each meeting, with dates as year-month-day."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream)
    lines.writerow(
        (
            "uid",
            "day",
            "start",
            "minutes",
            "meeting",
            "kind",
            "people",
            "papers_by",
            "key_decisions_by",
            "gives_way",
        )
    )
    for each in timetable.meetings:
        demand = each.demand
        lines.writerow(
            (
                identity(council, demand),
                each.day,
                f"{_clock(demand.start):%H:%M}",
                demand.minutes,
                demand.title,
                demand.kind,
                "; ".join(sorted(demand.people)),
                papers_due(council, each) or "",
                key_decisions_due(each) or "",
                "; ".join(each.broken),
            )
        )
    return ("\ufeff" + stream.getvalue()).encode()
