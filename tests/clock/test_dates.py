"""The dates around elections, annual meetings and budgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from drafting.clock.council_dates import date_findings
from drafting.clock.dates import Clock, annual_meeting_days, deadlines, notice_of_election
from drafting.clock.days import election_day, open_day

ELECTION = date(2027, 5, 6)


def _clock(meeting: date, election: date | None = ELECTION, **other: object) -> Clock:
    clock = Clock(meeting, election, None, "working", "leader-and-cabinet", 2)
    return replace(clock, **other)  # type: ignore[arg-type]


def _days(clock: Clock) -> dict[str, date]:
    return {each.id: each.day for each in deadlines(clock)}


def _election_thursdays() -> Iterator[date]:
    """Yield the first Thursday in May of each year from 2015 to 2035."""
    for year in range(2015, 2036):
        first = date(year, 5, 1)
        yield first + timedelta((3 - first.weekday()) % 7)


def test_the_dates_after_the_election_of_6_may_2027_come_out_exactly() -> None:
    days = _days(_clock(date(2027, 5, 18)))
    assert days["retirement"] == date(2027, 5, 10)
    assert days["annual-meeting-default"] == date(2027, 5, 18)
    assert days["annual-meeting-latest"] == date(2027, 5, 31)
    assert days["summons"] == days["agenda"] == date(2027, 5, 10)


def test_a_year_without_an_election_has_its_annual_meeting_in_march_april_or_may() -> None:
    clock = _clock(date(2028, 5, 16), None)
    assert annual_meeting_days(clock) == (date(2028, 3, 1), date(2028, 5, 31))


@pytest.mark.parametrize("election", list(_election_thursdays()), ids=str)
@pytest.mark.parametrize("convention", ["working", "calendar"])
def test_the_dates_of_every_election_year_stand_in_their_order(
    election: date, convention: str
) -> None:
    default = election + timedelta(12)
    days = _days(_clock(default, election, convention=convention))
    assert election.weekday() == 3
    assert days["pre-election-period"] < election < days["retirement"]
    assert election_day(days["pre-election-period"])
    assert days["retirement"] < days["annual-meeting-earliest"]
    assert days["annual-meeting-earliest"] <= days["annual-meeting-default"]
    assert days["annual-meeting-default"] <= days["annual-meeting-latest"]
    assert days["reports"] < days["summons"] < days["meeting"]
    assert all(open_day(days[each]) for each in ("summons", "agenda", "reports"))
    assert not list(date_findings(_clock(default, election)))


def test_the_notice_of_election_of_may_2027_is_due_on_31_march() -> None:
    # Counted by hand: Good Friday 26 March and Easter Monday 29 March fall before it, the bank
    # holiday of 3 May after it.
    assert notice_of_election(ELECTION) == date(2027, 3, 30) + timedelta(1)


def test_the_conflict_procedure_needs_estimates_before_8_february_and_five_working_days() -> None:
    clock = _clock(
        date(2027, 5, 18), budget_report=date(2028, 2, 1), budget_meeting=date(2028, 2, 24)
    )
    days = _days(clock)
    assert days["budget-estimates"] == date(2028, 2, 7)
    assert days["budget-answer"] == date(2028, 2, 8)
    assert days["council-tax"] == date(2028, 3, 10)
    late = replace(clock, budget_report=date(2028, 2, 8))
    assert ["8 February" in each.message for each in date_findings(late)] == [True]
    soon = replace(clock, budget_meeting=date(2028, 2, 8))
    assert ["five working days" in each.message for each in date_findings(soon)] == [True]


def test_a_county_issues_a_precept_before_1_march() -> None:
    clock = _clock(date(2027, 5, 18), budget_meeting=date(2028, 3, 2), precepting=True)
    assert _days(clock)["precept"] == date(2028, 2, 29)
    assert ["precept" in each.message for each in date_findings(clock)] == [True]


def test_a_committee_system_has_no_key_decisions_and_no_conflict_procedure() -> None:
    clock = _clock(
        date(2027, 5, 18),
        executive="committee-system",
        budget_report=date(2028, 2, 1),
        budget_meeting=date(2028, 2, 24),
    )
    assert not {"first-key-decision", "budget-estimates", "budget-answer"} & set(_days(clock))


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        (date(2027, 5, 10), "before those newly elected are in office"),
        (date(2027, 5, 31), "a bank holiday"),
        (date(2027, 7, 20), "not the annual meeting"),
        (date(2027, 4, 20), "pre-election period"),
    ],
)
def test_a_meeting_on_a_day_that_does_not_fit_is_named(meeting: date, words: str) -> None:
    assert any(words in each.message for each in date_findings(_clock(meeting)))


def test_the_rules_of_2012_are_as_far_back_as_it_goes() -> None:
    clock = _clock(date(2012, 5, 15), date(2012, 5, 3))
    with pytest.raises(ValueError, match="2012-09-10"):
        deadlines(clock)
    assert [each.level for each in date_findings(clock)] == ["error"]
