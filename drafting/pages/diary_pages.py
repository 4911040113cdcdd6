"""The diary of a year as a page: a small calendar for each month, and every meeting below it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from drafting.commands.calendar import YearDiary
from drafting.configuration.council import Council
from drafting.diary.demands import Block
from drafting.diary.timetable import Meeting
from drafting.publication.diary_charts import KINDS, load_text, year_text
from drafting.publication.diary_files import diary_step
from drafting.publication.papers import day_in_words

_LETTERS = {kind: letter for kind, letter, _, _ in KINDS}
_NAMES = {kind: name for kind, _, _, name in KINDS}


def year_view(root: str, council: Council, diary: YearDiary) -> Mapping[str, Any]:
    """Return what the page of a diary shows.

    Each day of the calendars has the letters of its formal meetings and leads to them in the list;
    days on which none is held say why.
    """
    year, timetable = diary.year, diary.timetable
    formal: dict[date, list[Meeting]] = {}
    for each in timetable.meetings:
        if each.demand.formal:
            formal.setdefault(each.day, []).append(each)
    step = diary_step(council, timetable)
    told = list(zip(timetable.meetings, step.rows, strict=True))
    return {
        "download": f"{root}downloads/meetings.ics",
        "letters": [(letter, name) for _, letter, _, name in KINDS],
        "months": [_month(first, formal, year.blocks) for first in _months(year.first, year.last)],
        "columns": step.columns,
        "lists": [
            {
                "title": f"{date(*month, 1):%B %Y}",
                "meetings": [
                    {"id": _anchor(meeting, told), "cells": cells} for meeting, cells in group
                ],
            }
            for month, group in groupby(
                told, key=lambda pair: (pair[0].day.year, pair[0].day.month)
            )
        ],
        "blocks": [
            {
                "why": each.why,
                "from": day_in_words(each.first),
                "to": day_in_words(each.last) if each.last != each.first else "",
            }
            for each in year.blocks
        ],
        "load": [
            {
                "week": day_in_words(each.monday),
                "head": f"{each.head:g}",
                "senior": f"{each.senior:g}",
            }
            for each in diary.weeks
        ],
        "pictures": [
            {"url": f"{root}numbers/{file}", "title": title, "text": text}
            for file, title, text in (
                ("year.svg", "The year of meetings", year_text(timetable)),
                ("load.svg", "Hours of meetings, week by week", load_text(diary.weeks)),
            )
        ],
    }


def _anchor(meeting: Meeting, told: Sequence[tuple[Meeting, Any]]) -> str:
    """Return the anchor of a day at its first formal meeting; "" at the others."""
    first = next((m for m, _ in told if m.day == meeting.day and m.demand.formal), None)
    return meeting.day.isoformat() if first is meeting else ""


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(31)).replace(day=1)


def _month(
    first: date, formal: Mapping[date, Sequence[Meeting]], blocks: Sequence[Block]
) -> Mapping[str, Any]:
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return {
        "title": f"{first:%B %Y}",
        "weeks": [
            [
                _day(day, formal.get(day, ()), blocks) if day.month == first.month else None
                for day in week
            ]
            for week in weeks
        ],
    }


def _day(day: date, held: Sequence[Meeting], blocks: Sequence[Block]) -> Mapping[str, Any]:
    kinds = list(dict.fromkeys(each.demand.kind for each in held))
    why = next((each.why for each in blocks if each.first <= day <= each.last), "")
    return {
        "number": day.day,
        "anchor": day.isoformat() if held else "",
        "letters": "".join(_LETTERS[kind] for kind in kinds),
        "told": f"{day_in_words(day)}: " + ", ".join(_NAMES[kind] for kind in kinds),
        "off": why,
    }
