"""Which days count: clear days, working days as three instruments define them, bank holidays."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import holidays

Counts = Callable[[date], bool]
ONE = timedelta(days=1)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays in England, with Good Friday, Christmas Day and special ones.

    A holiday that is proclaimed after the library `holidays` was published is not known here.
    """
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@cache
def easter(year: int) -> date:
    """Return Easter Sunday: two days after Good Friday."""
    named = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return next(day for day, name in named.items() if "Good Friday" in name) + 2 * ONE


def every_day(day: date) -> bool:
    """Every day counts: clear days as calendar days."""
    return True


def open_day(day: date) -> bool:
    """Whether offices are open: not a Saturday, a Sunday or a bank holiday."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def election_day(day: date) -> bool:
    """Whether a day counts in the timetable of an election.

    Source: rule 2(1) of Schedule 2 to SI 2006/3304. Christmas Eve does not count.
    """
    return open_day(day) and (day.month, day.day) != (12, 24)


def budget_day(day: date) -> bool:
    """Whether a day is a working day for a conflict over the budget.

    Source: regulation 2 of SI 2001/3384. Christmas Eve and Maundy Thursday do not count.
    """
    return election_day(day) and day != easter(day.year) - 3 * ONE


def clear_day_rule(convention: str) -> Counts:
    """Return which days count as clear days by a convention: `working` or `calendar`."""
    return open_day if convention == "working" else every_day


def latest_notice(meeting: date, clear: int, counts: Counts = open_day) -> date:
    """Return the last day on which notice can be given with so many clear days before a meeting.

    Neither the day of notice nor that of the meeting counts, and offices must be open on the day
    of notice, however days are counted.
    """
    day, left = meeting - ONE, clear
    while left:
        left -= counts(day)
        day -= ONE
    while not open_day(day):
        day -= ONE
    return day


def clear_days_between(notice: date, meeting: date, counts: Counts = open_day) -> int:
    """Return how many days that count stand between two days, neither of which does."""
    return sum(counts(notice + number * ONE) for number in range(1, (meeting - notice).days))


def before(day: date, number: int, counts: Counts = open_day) -> date:
    """Return the day that is so many counting days before another."""
    while number:
        day -= ONE
        number -= counts(day)
    return day


def following(day: date, number: int, counts: Counts = open_day) -> date:
    """Return the day that is so many counting days after another: the last of such a period."""
    while number:
        day += ONE
        number -= counts(day)
    return day


FIVE_DAYS_SINCE = datetime.date(2015, 1, 30)


def summons_days(meeting: date) -> int:
    """Return how many clear days a summons to a council meeting in England must be given.

    Five since 30 January 2015 (article 2 of SI 2015/5), three before that.
    """
    return 5 if meeting >= FIVE_DAYS_SINCE else 3
