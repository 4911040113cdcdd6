"""Political balance, dates, the diary of meetings, and the scenarios side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from drafting.assembly.english import curly
from drafting.balance.allocation import allocate
from drafting.balance.chamber import chamber_of
from drafting.balance.open_questions import open_questions
from drafting.balance.worksheet import worksheet
from drafting.clock.council_dates import clock_of
from drafting.clock.dates import deadlines
from drafting.commands.calendar import YearDiary, convention_step, dates_step, diary_of
from drafting.commands.ground import Ground
from drafting.commands.scenarios import read_side_by_side
from drafting.findings import Refusal
from drafting.pages.council_reading import CouncilReading
from drafting.pages.diary_pages import year_view
from drafting.pages.page import Crumb, Page, Pages, crumbs
from drafting.publication.balance_charts import (
    seats_picture,
    seats_text,
    shares_picture,
    shares_text,
)
from drafting.publication.balance_table import balance_csv
from drafting.publication.citations import citations
from drafting.publication.diary_charts import load_picture, year_picture
from drafting.publication.diary_files import calendar_file, diary_csv
from drafting.publication.side_by_side import SideBySide
from drafting.rules.comparison import Compared
from drafting.rules.compilation import compile_library
from drafting.steps import Step


def add_numbers(pages: Pages, reading: CouncilReading) -> None:
    """Add the pages of balance, dates, diary and scenarios."""
    root = reading.root
    home = crumbs(("Home", root))
    within = (*home, *crumbs(("Numbers and dates", f"{root}numbers/")))
    council = reading.council
    name = council.council.name
    listed: list[Crumb] = []

    def add(part: str, template: str, title: str, view: Any) -> None:
        url = f"{root}numbers/{part}/"
        listed.append(Crumb(title, url))
        pages.add(Page(url, template, title, within, view, root))

    if council.committees:
        chamber = chamber_of(council)
        balance = allocate(chamber)
        pages.add_file(f"{root}numbers/seats.svg", seats_picture(name, chamber))
        pages.add_file(f"{root}numbers/shares.svg", shares_picture(name, balance))
        pages.add_file(f"{root}downloads/balance.csv", balance_csv(balance))
        steps = (open_questions(council, balance), *worksheet(balance))
        pictures = (
            ("seats.svg", "The seats of the council by group", seats_text(chamber)),
            ("shares.svg", "Seats allocated beside seats due", shares_text(balance)),
        )
        add("balance", "steps.html", "Political balance",
            partial(_steps, reading, steps, pictures, "balance.csv"))  # fmt: skip
    try:
        clock = clock_of(council)
        dates = (convention_step(clock), dates_step(deadlines(clock), reading.library.law))
        add("dates", "steps.html", "Dates that the law sets",
            partial(_steps, reading, dates, (), ""))  # fmt: skip
        diary = diary_of(council, [])
    except Refusal:
        diary = None
    if diary is not None:
        _add_diary(pages, reading, diary, add)
    pages.add(
        Page(f"{root}scenarios/", "scenarios.html", "Scenarios side by side", home,
             partial(_scenarios, reading), root)
    )  # fmt: skip
    listed.append(Crumb("Scenarios side by side", f"{root}scenarios/"))
    pages.add(
        Page(f"{root}numbers/", "listing.html", "Numbers and dates", home,
             partial(_listing, tuple(listed)), root)
    )  # fmt: skip


def _listing(listed: Sequence[Crumb]) -> Mapping[str, Any]:
    return {"links": listed, "intro": "What the law works out from the numbers of the council."}


def _add_diary(pages: Pages, reading: CouncilReading, diary: YearDiary, add: Any) -> None:
    root, council, placed = reading.root, reading.council, diary.timetable
    name = council.council.name
    pages.add_file(f"{root}numbers/year.svg", year_picture(name, diary.year, placed))
    pages.add_file(f"{root}numbers/load.svg", load_picture(name, diary.weeks))
    pages.add_file(f"{root}downloads/meetings.ics", calendar_file(council, placed))
    pages.add_file(f"{root}downloads/diary.csv", diary_csv(council, placed))
    add("diary", "diary.html", "The diary of meetings", partial(year_view, root, council, diary))


def _steps(
    reading: CouncilReading,
    steps: Sequence[Step],
    pictures: Sequence[tuple[str, str, str]],
    download: str,
) -> Mapping[str, Any]:
    law = reading.library.law
    return {
        "steps": [
            {
                "heading": each.heading,
                "says": each.says,
                "columns": each.columns,
                "rows": each.rows,
                "law": citations(law[name] for name in each.law),
            }
            for each in steps
        ],
        "pictures": [
            {"url": f"{reading.root}numbers/{file}", "title": title, "text": text}
            for file, title, text in pictures
        ],
        "download": f"{reading.root}downloads/{download}" if download else "",
    }


def _scenarios(reading: CouncilReading) -> Mapping[str, Any]:
    side = _side(reading)
    letters = [column.letter for column, _ in side.standing]
    return {
        "columns": [
            {
                "letter": column.letter,
                "name": column.name,
                "refused": [curly(each) for each in column.refused],
                "arrangement": _arrangement(side, column.standing.facts["arrangement"])
                if column.standing
                else "",
            }
            for column in side.columns
        ],
        "letters": letters,
        "common": [_linked(reading, each) for each in side.common],
        "tables": [
            {"title": title, "rows": [_row(reading, side, each) for each in found]}
            for title, found in (
                ("The same clause in other words", side.other_wording),
                ("Clauses that turn on the deal", side.turning),
            )
            if found
        ],
        "names": [_linked(reading, each) for each in side.other_names],
        "meanwhile": [curly(each.heading) for each in side.only_meanwhile()],
    }


def _side(reading: CouncilReading) -> SideBySide:
    facts = reading.found.facts
    conditions, _ = compile_library(facts.library, reading.vocabulary)
    ground = Ground(facts.workspace, reading.vocabulary, facts.library, conditions)
    return read_side_by_side(ground)


def _arrangement(side: SideBySide, value: Any) -> str:
    told = curly(side.vocabulary.facts["arrangement"].says(value))
    return told[:1].upper() + told[1:]


def _linked(reading: CouncilReading, each: Compared) -> Mapping[str, str]:
    stands = each.clause.id in {c.clause.id for c in reading.choices if c.clause is not None}
    return {
        "title": curly(each.clause.heading),
        "url": f"{reading.root}clauses/{each.clause.id}/" if stands else "",
    }


def _row(reading: CouncilReading, side: SideBySide, each: Compared) -> Mapping[str, Any]:
    return {
        **_linked(reading, each),
        "outcomes": [outcome or "not in" for outcome in each.outcomes],
        "decided": ", ".join(side.vocabulary.facts[name].title for name in each.deciding),
    }
