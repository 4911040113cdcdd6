"""Seats are allocated by section 15(5), in its order, and no tie is broken in silence."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement, permutations, product
from math import ceil, floor

import pytest
from balance_chambers import chamber
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.balance.allocation import MOST_LISTED, allocate
from drafting.balance.chamber import Basis, Body, Chamber
from drafting.balance.network import Table

pytestmark = pytest.mark.slow  # every allocation of many chambers is tried

EVERY = 1_000_000


def test_the_worked_example_of_48_seats_comes_out_exactly() -> None:
    [part] = allocate(chamber([19, 15, 9, 3], 2, [11, 9, 7, 12, 5])).parts
    assert part.settled
    assert part.first == (
        (4, 3, 2, 1, 1, 0),
        (3, 3, 2, 1, 0, 0),
        (3, 2, 1, 0, 1, 0),
        (5, 4, 2, 1, 0, 0),
        (2, 2, 1, 0, 0, 0),
    )
    assert part.totals() == (17, 14, 8, 3, 2, 0)
    assert [sum(column) for column in zip(*part.alone, strict=True)] == [18, 14, 8, 3]
    assert part.departures() == ((1, 0, -1),), "only Labour's seat on the second body moves"
    assert part.chamber.share(part.chamber.groups[0], 44) == Fraction(44 * 19, 48)


def test_three_equal_groups_leave_one_seat_that_nobody_is_entitled_to() -> None:
    [part] = allocate(chamber([16, 16, 16], 0, [7])).parts
    assert {table[0][:3] for table in part.tables} == set(permutations((3, 2, 2)))
    assert not part.settled


def test_two_equal_groups_each_give_up_one_of_three_seats_that_were_rounded_up_alike() -> None:
    [part] = allocate(chamber([16, 16, 10, 4], 2, [11, 7, 11, 5])).parts
    assert [sum(column) for column in zip(*part.alone, strict=True)] == [12, 12, 6, 3]
    assert {part.totals(table) for table in part.tables} == {(11, 11, 7, 3, 2, 0)}
    given_up = [
        {row: column for column, row, by in part.departures(table) if by < 0}
        for table in part.tables
    ]
    assert sorted((each[0], each[1]) for each in given_up) == sorted(
        product((0, 2, 3), repeat=2)
    ), "each of the two gives up any of the three, whatever the other does"


Rank = tuple[int, ...]


def _away(seats: int, size: int, members: int, base: int) -> tuple[int, int]:
    """Return how far seats are from a share: whole seats, squared, and `base`ths of a seat."""
    share = Fraction(size * members, base)
    return max(0, floor(share) - seats, seats - ceil(share)) ** 2, abs(
        seats * base - size * members
    )


def _ranked_rows(council: Chamber, body: Body) -> list[tuple[tuple[int, ...], Rank]]:
    """Return every way to fill one body, with its distance from the principles (a), (b) and (d)."""
    most = [min(body.seats, group.members) for group in council.groups]
    ranges = [range(each + 1) for each in [*most, min(body.seats, council.ungrouped)]]
    rows = [(*c, body.seats - sum(c)) for c in product(*ranges) if sum(c) <= body.seats]
    fewest = min(row[-1] for row in rows)
    ranked: list[tuple[tuple[int, ...], Rank]] = []
    for row in rows:
        if row[-1] == fewest:
            leading = council.majority
            held = row[council.groups.index(leading)] if leading else body.seats
            away = [
                _away(seats, body.seats, group.members, council.membership)
                for seats, group in zip(row, council.groups, strict=False)
            ]
            one_group = body.seats in row[: len(council.groups)]
            short = max(0, body.seats // 2 + 1 - held)
            ranked.append(
                (row, (one_group, short, sum(w for w, _ in away), sum(d for _, d in away)))
            )
    return ranked


def _best_by_trying_all(council: Chamber) -> frozenset[Table]:
    total = sum(body.seats for body in council.bodies)
    best: Rank | None = None
    found: list[Table] = []
    for chosen in product(*(_ranked_rows(council, body) for body in council.bodies)):
        one_group, short, whole, parts = map(sum, zip(*(rank for _, rank in chosen), strict=True))
        if best is not None and (one_group, short) > best[:2]:
            continue
        table = tuple(row for row, _ in chosen)
        away = [
            _away(seats, total, group.members, council.membership)
            for seats, group in zip(
                map(sum, zip(*table, strict=True)), council.groups, strict=False
            )
        ]
        rank = (one_group, short, sum(w for w, _ in away), sum(d for _, d in away), whole, parts)
        if best is None or rank < best:
            best, found = rank, []
        if rank == best:
            found.append(table)
    return frozenset(found)


def _small_councils(
    members: int, sizes: Sequence[int], bodies: int, groups: int
) -> Iterator[Chamber]:
    for count in range(1, groups + 1):
        for held in combinations_with_replacement(range(2, members), count):
            for ungrouped in range(3):
                for number in range(1, bodies + 1):
                    for seats in combinations_with_replacement(sizes, number):
                        yield chamber(held, ungrouped, seats)


def _agrees_with_trying_all(council: Chamber) -> None:
    [part] = allocate(council, most=EVERY).parts
    assert len(set(part.tables)) == len(part.tables)
    assert frozenset(part.tables) == _best_by_trying_all(council), council


def test_one_and_two_bodies_agree_with_trying_every_allocation() -> None:
    for council in _small_councils(members=5, sizes=(2, 3), bodies=2, groups=3):
        _agrees_with_trying_all(council)


@pytest.mark.slow
def test_every_small_council_agrees_with_trying_every_allocation() -> None:
    for council in _small_councils(members=5, sizes=(2, 4, 5), bodies=2, groups=4):
        _agrees_with_trying_all(council)
    for council in _small_councils(members=4, sizes=(2, 3), bodies=3, groups=4):
        _agrees_with_trying_all(council)


councils = st.builds(
    chamber,
    st.lists(st.integers(2, 40), min_size=1, max_size=8),
    st.integers(0, 8),
    st.lists(st.integers(2, 19), min_size=1, max_size=12),
)


@settings(deadline=None, max_examples=60)
@given(councils)
def test_every_seat_is_given_once_and_each_group_gets_its_total(council: Chamber) -> None:
    [part] = allocate(council, most=5).parts
    for table in part.tables:
        assert [sum(cells) for cells in table] == [body.seats for body in council.bodies]
        assert sum(part.totals(table)) == part.total
        assert part.deviation(table) == part.deviation(), "all that are listed are as good"


@settings(deadline=None, max_examples=60)
@given(councils)
def test_no_group_is_a_whole_seat_from_its_total_without_a_reason(council: Chamber) -> None:
    [part] = allocate(council, most=1).parts
    enough = all(
        group.members >= max(body.seats for body in council.bodies) for group in council.groups
    )
    if council.majority or not enough or len(council.groups) == 1:
        return
    for row, group in enumerate(council.groups):
        assert abs(part.totals()[row] - council.share(group, part.total)) < 1


@settings(deadline=None, max_examples=30)
@given(councils, st.randoms())
def test_the_order_of_the_groups_changes_nothing_but_the_order(
    council: Chamber, chance: object
) -> None:
    order = list(range(len(council.groups)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    other = replace(council, groups=tuple(council.groups[row] for row in order))
    [here], [there] = allocate(council, most=30).parts, allocate(other, most=30).parts
    if here.more or there.more:
        assert here.more == there.more
        return
    shuffled = {
        tuple(tuple(cells[row] for row in order) + cells[len(order) :] for cells in table)
        for table in here.tables
    }
    assert shuffled == set(there.tables)


@settings(deadline=None, max_examples=30)
@given(councils, st.integers(2, 4))
def test_a_council_some_times_as_large_in_the_same_proportions_has_the_same_shares(
    council: Chamber, times: int
) -> None:
    if any(group.members < body.seats for group in council.groups for body in council.bodies):
        return
    if council.ungrouped < max(body.seats for body in council.bodies):
        council = replace(council, ungrouped=0, membership=sum(g.members for g in council.groups))
    larger = replace(
        council,
        groups=tuple(replace(each, members=each.members * times) for each in council.groups),
        ungrouped=council.ungrouped * times,
        membership=council.membership * times,
    )
    assert allocate(larger, most=30).parts[0].tables == allocate(council, most=30).parts[0].tables


def test_a_group_with_more_than_half_has_a_majority_on_every_body() -> None:
    [part] = allocate(chamber([25, 12, 11], 0, [4, 6, 10, 3])).parts
    assert all(cells[0] * 2 > sum(cells) for table in part.tables for cells in table)


def test_exactly_half_is_no_majority_and_a_coalition_is_none() -> None:
    council = chamber([24, 13, 11], 0, [5])
    assert council.majority is None
    assert chamber([20, 20, 8], 0, [5]).majority is None


def test_one_group_alone_does_not_take_every_seat_where_others_may_sit() -> None:
    [part] = allocate(chamber([28], 2, [3])).parts
    assert part.tables == (((2, 1, 0),),)


def test_members_of_the_executive_do_not_count_for_scrutiny() -> None:
    council = chamber([10, 9, 9], 0, [9])
    groups = (replace(council.groups[0], executive=9), *council.groups[1:])
    council = replace(
        council, groups=groups, bodies=(Body("Scrutiny", 9, Basis.ALONE, scrutiny=True),)
    )
    [part] = allocate(council).parts
    assert part.first == ((1, 4, 4, 0, 0),)


def test_a_seat_that_nobody_may_fill_is_left_unfilled_and_not_given_away() -> None:
    [part] = allocate(chamber([3, 2], 0, [7])).parts
    assert part.first[0][-1] == 2


def test_the_largest_council_takes_under_two_seconds() -> None:
    council = chamber([38, 30, 20, 15, 10, 6, 4, 3], 4, [7, 9, 11, 13, 15] * 5)
    assert council.membership == 130
    started = time.perf_counter()
    [part] = allocate(council).parts
    assert time.perf_counter() - started < 2
    assert len(part.tables) == MOST_LISTED
    assert part.more
