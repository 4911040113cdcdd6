"""`drafting calendar`: the dates that the law sets, and the diary of the year's meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drafting.clock.council_dates import clock_of, date_findings
from drafting.clock.dates import Clock, Deadline, deadlines
from drafting.commands.balance import read_council
from drafting.commands.result import Progress, Result
from drafting.configuration.council import Council
from drafting.diary.demands import Year
from drafting.diary.load import Week, weekly_load
from drafting.diary.municipal_year import year_of
from drafting.diary.timetable import Timetable, timetable
from drafting.findings import Finding, Refusal, errors, in_order, note
from drafting.library.clauses import Law
from drafting.publication.citations import citations
from drafting.publication.diary_charts import (
    load_picture,
    load_text,
    year_picture,
    year_text,
)
from drafting.publication.diary_files import (
    calendar_file,
    diary_csv,
    diary_step,
    formal_step,
    identity,
)
from drafting.publication.papers import day_in_words
from drafting.publication.step_paper import steps_document
from drafting.publication.step_text import step_text
from drafting.steps import Step

CALENDAR_FORMAT = "drafting/calendar/1"
_TITLE = "Dates around the meeting"


@dataclass(frozen=True)
class YearDiary:
    """The diary of a council, and what it asks of its officers."""

    year: Year
    timetable: Timetable
    weeks: tuple[Week, ...]


def calendar(folder: Path, progress: Progress) -> Result:
    """Work out every date and the diary of a workspace, and write them into its out folder.

    Without the solver only the dates are worked out, and a note says so. Raises `Refusal` when the
    configuration is wrong, its meeting too early for the rules, or no diary is possible.
    """
    workspace, council, found, law = read_council(folder)
    clock = clock_of(council)
    findings = [*found, *date_findings(clock)]
    if errors(findings):
        raise Refusal(*in_order(findings))
    dates = deadlines(clock)
    steps = (convention_step(clock), dates_step(dates, law))
    paper = steps_document(council.council.name, _TITLE, "dates.docx", council.dated, steps, {})
    files = {"dates.docx": paper.as_bytes()}
    told = [step_text(step, {}) for step in steps]
    progress("placing the meetings of the year")
    diary = diary_of(council, findings)
    if diary:
        files |= _diary_files(council, diary, law)
        told.append(step_text(_summary(council, diary), law))
    written = workspace.write_out(files)
    told += [str(finding) for finding in in_order(findings)]
    told.append("This is a drafting aid, not legal advice.")
    record = {
        "format": CALENDAR_FORMAT,
        "clear_days": clock.convention,
        "deadlines": [_deadline_record(each) for each in dates],
        "diary": _diary_record(council, diary) if diary else None,
        "findings": [finding.as_json() for finding in in_order(findings)],
        "written": [str(path) for path in written],
    }
    return Result("\n\n".join(told), record, in_order(findings), tuple(written))


def diary_of(council: Council, findings: list[Finding]) -> YearDiary | None:
    """Return the diary, and add what is to be said about it; None where no solver is there."""
    year = year_of(council)
    try:
        placed = timetable(year)
    except Refusal as refusal:
        if not refusal.cannot_run:
            raise
        findings += [
            note(f"There is no diary: {each.message}", remedy=each.remedy)
            for each in refusal.findings
        ]
        return None
    findings += placed.findings()
    return YearDiary(year, placed, weekly_load(council, year, placed))


def _diary_files(council: Council, diary: YearDiary, law: Mapping[str, Law]) -> dict[str, bytes]:
    name, placed = council.council.name, diary.timetable
    steps = (
        Step("At a glance", (year_text(placed), load_text(diary.weeks))),
        diary_step(council, placed),
    )
    paper = steps_document(name, "Diary of meetings", "diary.docx", council.dated, steps, law)
    return {
        "meetings.ics": calendar_file(council, placed),
        "diary.docx": paper.as_bytes(),
        "diary.csv": diary_csv(council, placed),
        "diary-year.svg": year_picture(name, diary.year, placed),
        "diary-load.svg": load_picture(name, diary.weeks),
    }


def _summary(council: Council, diary: YearDiary) -> Step:
    placed = diary.timetable
    formal = formal_step(council, placed)
    best = (
        "No diary breaks fewer rules or moves meetings less."
        if placed.best
        else "The search was stopped: a diary that moves meetings less may exist."
    )
    informal = len(placed.meetings) - len(formal.rows)
    says = (
        f"{len(formal.rows)} formal meetings, listed here, and {informal} informal ones, which are "
        f"in diary.docx. {best}",
        load_text(diary.weeks),
    )
    return replace(formal, says=says)


def _diary_record(council: Council, diary: YearDiary) -> dict[str, Any]:
    return {
        "first": diary.year.first.isoformat(),
        "last": diary.year.last.isoformat(),
        "proved_best": diary.timetable.best,
        "meetings": [
            {
                "uid": identity(council, each.demand),
                "title": each.demand.title,
                "kind": each.demand.kind,
                "day": each.day.isoformat(),
                "start": each.demand.start,
                "minutes": each.demand.minutes,
                "people": sorted(each.demand.people),
                "broken": list(each.broken),
            }
            for each in diary.timetable.meetings
        ],
        "left_out": [each.title for each in diary.timetable.left_out],
        "load": [
            {"week": week.monday.isoformat(), "head": week.head, "senior": week.senior}
            for week in diary.weeks
        ],
    }


def convention_step(clock: Clock) -> Step:
    return Step(
        "How days are counted",
        (
            f"Clear days are counted in {clock.convention} days: calendar.clear_days in "
            "council.yaml. The Acts say “clear days” and no more. Neither the day of the notice "
            "nor that of the meeting counts, and a notice is given on a day on which offices are "
            "open.",
            "Bank holidays are those of England that are known today. One that is proclaimed "
            "later changes the dates around it.",
        ),
    )


def dates_step(dates: Sequence[Deadline], law: Mapping[str, Law]) -> Step:
    rows = [
        (
            day_in_words(each.day),
            each.what,
            each.rule,
            "; ".join(citations(law[name] for name in each.law)) or f"({each.weight.value})",
        )
        for each in dates
    ]
    return Step("The dates", (), ("Day", "What", "Rule", "Source"), tuple(rows))


def _deadline_record(deadline: Deadline) -> dict[str, Any]:
    return {
        "id": deadline.id,
        "day": deadline.day.isoformat(),
        "what": deadline.what,
        "rule": deadline.rule,
        "law": list(deadline.law),
        "weight": deadline.weight.value,
    }
