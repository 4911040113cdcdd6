"""Clear days and working days: both end days excluded, and never a day counted that is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.clock.days import (
    before,
    budget_day,
    clear_days_between,
    election_day,
    every_day,
    following,
    latest_notice,
    open_day,
    summons_days,
)

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
counting = st.sampled_from([open_day, every_day, election_day, budget_day])


@pytest.mark.parametrize(
    ("meeting", "clear", "counts", "notice"),
    [
        (date(2027, 5, 20), 5, open_day, date(2027, 5, 12)),
        (date(2027, 5, 20), 5, every_day, date(2027, 5, 14)),
        (date(2027, 6, 1), 5, open_day, date(2027, 5, 21)),
        (date(2027, 5, 20), 28, every_day, date(2027, 4, 21)),
    ],
)
def test_the_worked_dates_come_out_exactly(
    meeting: date, clear: int, counts: object, notice: date
) -> None:
    assert latest_notice(meeting, clear, counts) == notice  # type: ignore[arg-type]


def test_a_summons_needs_three_clear_days_before_30_january_2015_and_five_since() -> None:
    assert summons_days(date(2015, 1, 29)) == 3
    assert summons_days(date(2015, 1, 30)) == 5


@given(days, st.integers(1, 30), counting)
def test_the_notice_leaves_the_clear_days_and_a_later_one_would_not(
    meeting: date, clear: int, counts: object
) -> None:
    notice = latest_notice(meeting, clear, counts)  # type: ignore[arg-type]
    assert open_day(notice)
    assert notice < meeting
    assert clear_days_between(notice, meeting, counts) >= clear  # type: ignore[arg-type]
    later = notice + timedelta(1)
    while later < meeting:
        if open_day(later):
            assert clear_days_between(later, meeting, counts) < clear  # type: ignore[arg-type]
        later += timedelta(1)


@given(days, st.integers(1, 40), counting)
def test_going_back_and_forth_counts_the_same_days(day: date, number: int, counts: object) -> None:
    earlier = before(day, number, counts)  # type: ignore[arg-type]
    assert counts(earlier)  # type: ignore[operator]
    assert clear_days_between(earlier, day, counts) == number - 1  # type: ignore[arg-type]
    assert clear_days_between(day, following(day, number, counts), counts) == number - 1  # type: ignore[arg-type]


@given(days)
def test_a_working_day_of_the_budget_rules_is_one_of_elections_and_that_is_an_open_day(
    day: date,
) -> None:
    assert open_day(day) or not election_day(day)
    assert election_day(day) or not budget_day(day)


@pytest.mark.parametrize(
    ("day", "is_open", "of_elections", "of_budget"),
    [
        (date(2027, 3, 25), True, True, False),  # Maundy Thursday
        (date(2027, 3, 26), False, False, False),  # Good Friday
        (date(2027, 3, 29), False, False, False),  # Easter Monday
        (date(2027, 12, 24), True, False, False),  # Christmas Eve
        (date(2027, 12, 27), False, False, False),  # for Christmas Day, a Saturday
        (date(2022, 9, 19), False, False, False),  # state funeral
        (date(2020, 5, 8), False, False, False),  # early May bank holiday, moved
        (date(2020, 5, 4), True, True, True),
    ],
)
def test_each_instrument_leaves_out_its_own_days(
    day: date, is_open: bool, of_elections: bool, of_budget: bool
) -> None:
    assert (open_day(day), election_day(day), budget_day(day)) == (is_open, of_elections, of_budget)
