"""The diary: nobody is needed twice, rules give way only where they must, and it says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
import vobject

from drafting.clock.days import open_day
from drafting.commands.balance import read_council
from drafting.configuration.council import Council
from drafting.configuration.diary import Closed, Diary, MeetingSeries
from drafting.diary.demands import Block, Demand, Year
from drafting.diary.load import weekly_load
from drafting.diary.municipal_year import year_of
from drafting.diary.timetable import Timetable, timetable
from drafting.publication.diary_files import calendar_file, identity, papers_due

pytestmark = pytest.mark.slow  # a year is placed by the solver

ROOT = Path(__file__).parents[2]
MONDAY = date(2027, 9, 6)


@pytest.fixture(scope="module")
def council() -> Council:
    return read_council(ROOT / "examples" / "harrowmere")[1]


@pytest.fixture(scope="module")
def year(council: Council) -> Year:
    return year_of(council)


@pytest.fixture(scope="module")
def placed(year: Year) -> Timetable:
    return timetable(year)


def _demand(name: str, day: date, *people: str, **other: object) -> Demand:
    demand = Demand(
        name, name, name, "committee", 18 * 60, 120, frozenset(people), day, day.weekday()
    )
    return replace(demand, **other)  # type: ignore[arg-type]


def _year(*demands: Demand, blocks: tuple[Block, ...] = (), leeway: int = 5) -> Year:
    return Year(date(2027, 8, 2), date(2027, 11, 30), demands, blocks, True, 10, leeway)


def test_every_meeting_has_a_place_and_it_is_proved_that_none_is_better(placed: Timetable) -> None:
    assert placed.best
    assert not placed.left_out
    assert not list(placed.findings())


def test_no_two_meetings_that_share_a_person_overlap(placed: Timetable) -> None:
    for one, other in combinations(placed.meetings, 2):
        if one.day == other.day and one.demand.people & other.demand.people:
            first, second = sorted((one.demand, other.demand), key=lambda each: each.start)
            assert first.start + first.minutes <= second.start, (first.id, second.id)


def test_every_meeting_is_on_a_working_day_and_a_formal_one_on_no_friday(
    placed: Timetable,
) -> None:
    assert all(open_day(each.day) for each in placed.meetings)
    assert all(each.day.weekday() < 4 for each in placed.meetings if each.demand.formal)


def test_what_leads_up_to_a_meeting_stands_long_enough_before_it(
    placed: Timetable, year: Year
) -> None:
    days = {each.demand.id: year.days.index(each.day) for each in placed.meetings}
    for each in placed.meetings:
        if each.demand.anchor:
            gap = days[each.demand.anchor] - days[each.demand.id]
            assert each.demand.lead <= gap <= each.demand.lead + 3


def test_the_executive_meets_ten_working_days_before_council(placed: Timetable, year: Year) -> None:
    days = {each.demand.id: year.days.index(each.day) for each in placed.meetings}
    executive = [days[e.demand.id] for e in placed.meetings if e.demand.kind == "executive"]
    for each in placed.meetings[1:]:
        if each.demand.kind == "council" and days[each.demand.id] >= min(executive) + 10:
            assert any(10 <= days[each.demand.id] - day <= 30 for day in executive)


def test_the_budget_meeting_stays_on_its_day(placed: Timetable, council: Council) -> None:
    [budget] = [each for each in placed.meetings if each.demand.title == "Council: budget"]
    assert budget.day == council.budget.council_date


def test_the_same_year_gives_the_same_diary(placed: Timetable, year: Year) -> None:
    assert timetable(year) == placed


def test_two_meetings_of_the_same_people_on_one_evening_part_by_one_day() -> None:
    result = timetable(_year(_demand("a", MONDAY, "members"), _demand("b", MONDAY, "members")))
    assert Counter(each.day == MONDAY for each in result.meetings) == {True: 1, False: 1}
    assert not list(result.findings())


def test_two_meetings_that_share_nobody_keep_their_evening() -> None:
    result = timetable(_year(_demand("a", MONDAY, "x"), _demand("b", MONDAY, "y")))
    assert {each.day for each in result.meetings} == {MONDAY}


def test_a_meeting_moves_out_of_a_recess_within_its_leeway() -> None:
    recess = Block(MONDAY, MONDAY + timedelta(1), "recess")
    [meeting] = timetable(_year(_demand("a", MONDAY, "members"), blocks=(recess,))).meetings
    assert not meeting.broken
    assert not recess.first <= meeting.day <= recess.last
    assert abs(meeting.day - MONDAY) <= timedelta(7)


def test_where_a_recess_is_too_long_it_says_which_rule_gives_way() -> None:
    recess = Block(MONDAY - timedelta(14), MONDAY + timedelta(14), "recess")
    result = timetable(_year(_demand("a", MONDAY, "members"), blocks=(recess,), leeway=3))
    [finding] = result.findings()
    assert "recess" in finding.message or "more than 3 working days" in finding.message
    assert "least change" in finding.remedy


def test_where_all_days_are_taken_it_names_the_meeting_that_has_no_place() -> None:
    crowd = [_demand(f"m{number}", MONDAY, "members") for number in range(32)]
    result = timetable(_year(*crowd))
    assert len(result.left_out) == 1
    assert any("has no place" in each.message for each in result.findings())


def test_the_calendar_file_opens_in_another_library_with_its_times(
    placed: Timetable, council: Council
) -> None:
    data = calendar_file(council, placed)
    assert data == calendar_file(council, placed)
    events = list(vobject.readOne(data.decode()).vevent_list)
    assert len(events) == len(placed.meetings)
    assert len({event.uid.value for event in events}) == len(events)
    starts = [event.dtstart.value for event in events]
    assert min(starts).isoformat() == "2027-05-18T18:30:00+01:00"
    winter = [start for start in starts if start.month == 1]
    assert winter
    assert all(each.utcoffset() == timedelta(0) for each in winter)


def test_a_meeting_that_moves_keeps_its_identity(placed: Timetable, council: Council) -> None:
    meeting = placed.meetings[3]
    moved = replace(meeting, demand=replace(meeting.demand, ideal=meeting.day + timedelta(7)))
    assert identity(council, moved.demand) == identity(council, meeting.demand)


def test_papers_are_due_before_a_formal_meeting_and_not_for_an_informal_one(
    placed: Timetable, council: Council
) -> None:
    for each in placed.meetings:
        due = papers_due(council, each)
        assert (due is not None) == each.demand.formal
        assert due is None or due < each.day


def test_the_load_adds_up_to_the_hours_of_the_meetings(
    placed: Timetable, year: Year, council: Council
) -> None:
    head = council.officers.head_of_paid_service.title
    hours = sum(e.demand.minutes for e in placed.meetings if head in e.demand.people) / 60
    weeks = weekly_load(council, year, placed)
    assert sum(week.head for week in weeks) == pytest.approx(hours)
    assert all(week.senior >= week.head for week in weeks)


def test_the_series_and_recesses_of_the_configuration_replace_the_usual_ones(
    council: Council,
) -> None:
    series = MeetingSeries(name="Council", every=10, weekday="wednesday", kind="council")
    closed = Closed(first=date(2027, 9, 20), last=date(2027, 9, 23), why="Party conference")
    changed = council.model_copy(update={"diary": Diary(series=(series,), closed=(closed,))})
    asked = year_of(changed)
    assert {each.series for each in asked.demands if each.formal} == {"Council"}
    assert closed.why in {block.why for block in asked.blocks}
