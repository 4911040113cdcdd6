"""Pictures of the diary as SVG, each with its text: the year at a glance, and the weekly load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from drafting.clock.days import open_day
from drafting.diary.demands import Year
from drafting.diary.load import Week
from drafting.diary.timetable import Timetable
from drafting.publication.svg import add, as_bytes, picture, write

KINDS = (
    ("council", "C", "#0072B2", "council"),
    ("executive", "E", "#D55E00", "executive"),
    ("scrutiny", "S", "#009E73", "overview and scrutiny"),
    ("committee", "K", "#CC79A7", "committee"),
)
_CELL, _LEFT, _TOP = 24, 90, 40


def year_text(timetable: Timetable) -> str:
    """Return what the year view shows, in words: how many meetings of each kind a month has."""
    months: dict[tuple[int, int], Counter[str]] = {}
    for each in timetable.meetings:
        months.setdefault((each.day.year, each.day.month), Counter())[each.demand.kind] += 1
    told: list[str] = []
    for (year, month), counts in sorted(months.items()):
        kinds = [f"{name} {counts[kind]}" for kind, _, _, name in KINDS if counts[kind]]
        kinds += [f"informal {counts['informal']}"] if counts["informal"] else []
        told.append(f"{date(year, month, 1):%B %Y}: {', '.join(kinds)}.")
    return " ".join(told)


def year_picture(council: str, year: Year, timetable: Timetable) -> bytes:
    """Return the year as a grid: a line for each month, a letter for each formal meeting."""
    months: list[tuple[int, int]] = []
    day = year.first
    while day <= year.last:
        if (day.year, day.month) not in months:
            months.append((day.year, day.month))
        day += timedelta(1)
    high = _TOP + _CELL * len(months) + 40
    wide = _LEFT + _CELL * 31 + 10
    title = f"{council}: the year’s formal meetings"
    svg = picture(title, year_text(timetable), wide, high)
    on = {(each.day, each.demand.kind) for each in timetable.meetings if each.demand.formal}
    for number in range(1, 32):
        write(svg, str(number), _LEFT + _CELL * (number - 0.5), _TOP - 10, middle=True, size=10)
    for row, (in_year, month) in enumerate(months):
        y = _TOP + _CELL * row
        write(svg, f"{date(in_year, month, 1):%b %Y}", 10, y + 16)
        for number in range(1, 32):
            try:
                day = date(in_year, month, number)
            except ValueError:
                continue
            _day(svg, day, _LEFT + _CELL * (number - 1), y, on)
    for place, (_, letter, colour, name) in enumerate(KINDS):
        x = _LEFT + 170 * place
        add(svg, "rect", x=x, y=high - 28, width=16, height=16, fill=colour)
        write(svg, letter, x + 8, high - 15, middle=True, size=12, fill="#FFFFFF")
        write(svg, name, x + 22, high - 15)
    return as_bytes(svg)


def _day(svg: object, day: date, x: float, y: float, on: set[tuple[date, str]]) -> None:
    held = [(letter, colour) for kind, letter, colour, _ in KINDS if (day, kind) in on]
    ground = "#FFFFFF" if open_day(day) else "#DDDDDD"
    add(svg, "rect", x=x, y=y, width=_CELL - 1, height=_CELL - 1, fill=ground, stroke="#BBBBBB")
    for number, (letter, colour) in enumerate(held):
        part = (_CELL - 1) / len(held)
        left = x + part * number
        add(svg, "rect", x=f"{left:.1f}", y=y, width=f"{part:.1f}", height=_CELL - 1, fill=colour)
        write(svg, letter, left + part / 2, y + 16, middle=True, size=12, fill="#FFFFFF")


def load_text(weeks: Sequence[Week]) -> str:
    """Return what the load shows, in words."""
    busiest = max(weeks, key=lambda week: week.head)
    mean = sum(week.head for week in weeks) / len(weeks)
    three = max(weeks, key=lambda week: week.senior)
    return (
        f"The chief executive has {mean:.1f} hours of these meetings a week on average, and "
        f"{busiest.head:.1f} in the week of {busiest.monday.isoformat()}. The three statutory "
        f"officers together have {three.senior:.1f} in the week of {three.monday.isoformat()}."
    )


def load_picture(council: str, weeks: Sequence[Week]) -> bytes:
    """Return a bar a week: the hours of the three officers, and of the chief executive in front."""
    title = f"{council}: hours of meetings each week"
    wide, base = 60 + 14 * len(weeks), 230
    svg = picture(title, load_text(weeks), wide, base + 60)
    scale = 180 / max(1.0, *(week.senior for week in weeks))
    write(svg, "Light: the three statutory officers together. Dark: the chief executive.", 20, 24)
    for number, week in enumerate(weeks):
        x = 40 + 14 * number
        for hours, colour in ((week.senior, "#56B4E9"), (week.head, "#0072B2")):
            tall = hours * scale
            add(
                svg,
                "rect",
                x=x,
                y=f"{base - tall:.1f}",
                width=10,
                height=f"{tall:.1f}",
                fill=colour,
            )
        if number % 4 == 0:
            write(svg, f"{week.monday.day} {week.monday:%b}", x, base + 18, size=10)
    for hours in range(0, int(180 / scale) + 1, 5):
        write(svg, str(hours), 12, base - hours * scale, size=10)
    return as_bytes(svg)
