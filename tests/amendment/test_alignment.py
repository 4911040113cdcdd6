"""Which block of the new text is which block of the old one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from drafting.amendment import alignment, comparable
from drafting.amendment.alignment import (
    LEAST_LIKE_BESIDE,
    MOST_COMPARED,
    NEAR,
    Block,
    Move,
    Step,
    align,
    alike,
    heaviest_increasing,
    longest_increasing,
    steps,
)

LEADER = "The Leader of the Council may appoint members to the cabinet."
CABINET = "The cabinet meets in public every month at the town hall."
BUDGET = "The Council sets the budget in February on a report of the treasurer."
SCRUTINY = "Any five councillors can call in a decision within four working days."
BOILERPLATE = "Not used."


def blocks(*texts: str) -> list[Block]:
    return [Block("paragraph", text, f"p:{text}") for text in texts]


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int | None, int | None]]:
    """Return the steps that are not plain: a block kept as it is, is left out."""
    found = align(blocks(*old), blocks(*new))
    return [
        (step.move.name, step.old, step.new)
        for step in found
        if step.move is not Move.KEEP or old[step.old or 0] != new[step.new or 0]
    ]


def test_an_amended_block_is_the_same_block() -> None:
    amended = CABINET.replace("month", "week")
    assert aligned([LEADER, CABINET, BUDGET], [LEADER, amended, BUDGET]) == [("KEEP", 1, 1)]


def test_a_new_block_comes_and_an_old_one_goes() -> None:
    assert aligned([LEADER, BUDGET], [LEADER, SCRUTINY, BUDGET]) == [("INSERT", None, 1)]
    assert aligned([LEADER, SCRUTINY, BUDGET], [LEADER, BUDGET]) == [("DELETE", 1, None)]


def test_what_goes_stands_before_what_comes() -> None:
    found = aligned([LEADER, "Gone 123", BUDGET], [LEADER, SCRUTINY, BUDGET])
    assert found == [("DELETE", 1, None), ("INSERT", None, 1)]


def test_a_block_that_stands_elsewhere_has_moved() -> None:
    found = aligned([LEADER, CABINET, BUDGET], [CABINET, BUDGET, LEADER])
    assert found == [("MOVE_AWAY", 0, 2), ("MOVE_HERE", 0, 2)]


def test_a_section_moves_with_its_short_heading_and_its_edited_paragraph() -> None:
    section = ["Leader", LEADER, CABINET]
    moved = ["Leader", LEADER, CABINET.replace("month", "week")]
    found = aligned([*section, BUDGET, SCRUTINY], [BUDGET, SCRUTINY, *moved])
    assert [step for step in found if step[0] == "MOVE_AWAY"] == [
        ("MOVE_AWAY", 0, 2),
        ("MOVE_AWAY", 1, 3),
        ("MOVE_AWAY", 2, 4),
    ]


def test_a_moved_block_that_was_edited_has_moved_all_the_same() -> None:
    edited = LEADER.replace("may", "must")
    found = aligned([LEADER, CABINET, BUDGET], [CABINET, BUDGET, edited])
    assert found == [("MOVE_AWAY", 0, 2), ("MOVE_HERE", 0, 2)]


def test_a_short_block_moves_where_it_stands_once_and_near() -> None:
    found = aligned(["Chair", CABINET, BUDGET], [CABINET, BUDGET, "Chair"])
    assert found == [("MOVE_AWAY", 0, 2), ("MOVE_HERE", 0, 2)]


def test_a_short_block_that_recurs_or_stands_far_away_does_not_move() -> None:
    between = [f"{CABINET} {n}" for n in range(NEAR)]
    for old, new in (
        (["Chair", *between], [*between, "Chair"]),
        (["Chair", CABINET, BUDGET], [CABINET, "Chair", BUDGET, "Chair"]),
        (["1.", CABINET, BUDGET], [CABINET, BUDGET, "1."]),
    ):
        assert {move for move, _, _ in aligned(old, new)} <= {"DELETE", "INSERT"}


def test_tables_do_not_move() -> None:
    table = Block("tbl", LEADER, "t")
    found = align([table, *blocks(CABINET, BUDGET)], [*blocks(CABINET, BUDGET), table])
    assert {step.move for step in found} == {Move.DELETE, Move.KEEP, Move.INSERT}


def test_a_row_or_a_table_is_the_same_where_most_cells_are() -> None:
    row = Block("row", "7\n8\n9", "old")
    longer = Block("row", "7\n8\n9\nThe Council consults", "new")
    other = Block("row", "7\nThe Council\nconsults", "other")
    assert [step.move for step in align([row], [longer])] == [Move.KEEP]
    assert [step.move for step in align([row], [other])] == [Move.DELETE, Move.INSERT]


def test_a_block_is_never_a_block_of_another_kind() -> None:
    found = align([Block("tbl", LEADER, "t")], blocks(LEADER))
    assert {step.move for step in found} == {Move.DELETE, Move.INSERT}


def test_blank_paragraphs_do_not_pull_amended_ones_apart() -> None:
    old = [LEADER, "", CABINET, "", BUDGET]
    new = [
        LEADER.replace("may", "must"),
        "",
        SCRUTINY,
        "",
        CABINET.replace("public", "private"),
        "",
        BUDGET.replace("February", "March"),
    ]
    assert aligned(old, new) == [
        ("KEEP", 0, 0),
        ("INSERT", None, 2),
        ("INSERT", None, 3),
        ("KEEP", 2, 4),
        ("KEEP", 4, 6),
    ]


def test_repeated_boilerplate_does_not_pull_amended_blocks_apart() -> None:
    amended = CABINET.replace("public", "private")
    old = [BOILERPLATE, BOILERPLATE, CABINET, BOILERPLATE, BOILERPLATE, BUDGET]
    new = [BOILERPLATE, amended, BOILERPLATE, BOILERPLATE, BUDGET]
    assert aligned(old, new) == [("DELETE", 1, None), ("KEEP", 2, 1)]


def test_an_equal_block_is_not_traded_for_two_alike_ones() -> None:
    first, second = "The fee is £10 in the first year.", "The fee is £20 in the later years."
    third = "The fee is £90 in the latest years."
    pairs = alike(blocks(first, second), blocks(second, third))
    assert pairs == [(1, 0)]


def test_alike_blocks_keep_their_order() -> None:
    swapped = [CABINET.replace("month", "week"), LEADER.replace("may", "can")]
    pairs = alike(blocks(LEADER, CABINET), blocks(*swapped))
    assert len(pairs) == 1


# Repeats must not make it slow: what is counted is the work, never the time.


class Work:
    """Counts comparisons of likeness."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.likeness = 0

        def ratio(one: str, other: str, *, score_cutoff: float) -> float:
            self.likeness += 1
            return fuzz.ratio(one, other, score_cutoff=score_cutoff)

        patch.setattr(comparable, "fuzz", type("Counted", (), {"ratio": staticmethod(ratio)}))


def test_two_thousand_equal_blocks_with_some_edited_need_few_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = [BOILERPLATE] * 2000
    new = [f"{BOILERPLATE} {n}" if n % 100 == 50 else BOILERPLATE for n in range(2000)]
    work = Work(monkeypatch)
    found = aligned(old, new)
    assert work.likeness < 100
    assert found == [("KEEP", n, n) for n in range(50, 2000, 100)]


def test_two_thousand_equal_blocks_with_some_gone_need_few_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = [f"{BOILERPLATE} {n}" if n % 100 == 50 else BOILERPLATE for n in range(2000)]
    new = [text for n, text in enumerate(old) if n % 100 != 20]
    work = Work(monkeypatch)
    found = aligned(old, new)
    assert work.likeness < 1000
    assert {move for move, _, _ in found} == {"DELETE"}
    assert len(found) == 20


def test_a_text_that_is_new_throughout_is_compared_within_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    work = Work(monkeypatch)
    align(blocks(*(f"old {n}" for n in range(400))), blocks(*(f"{n}" for n in range(400))))
    assert 0 < work.likeness <= 2 * MOST_COMPARED


TEXTS = st.lists(
    st.sampled_from([LEADER, CABINET, BUDGET, SCRUTINY, BOILERPLATE, "", LEADER + " Now."]),
    max_size=14,
)


@settings(max_examples=150)
@given(TEXTS, TEXTS)
def test_the_steps_take_every_block_of_both_sides_once_and_in_order(
    old: list[str], new: list[str]
) -> None:
    found = align(blocks(*old), blocks(*new))
    covers(found, len(old), len(new))
    for step in found:
        if step.move in {Move.MOVE_AWAY, Move.MOVE_HERE}:
            assert fuzz.ratio(old[step.old or 0], new[step.new or 0]) >= LEAST_LIKE_BESIDE


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_a_wide_gap_is_covered_too(old: list[str], new: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "MOST_COMPARED", 6)
        covers(align(blocks(*old), blocks(*new)), len(old), len(new))


def covers(found: Sequence[Step], old: int, new: int) -> None:
    left = [s.old for s in found if s.move in {Move.KEEP, Move.DELETE, Move.MOVE_AWAY}]
    right = [s.new for s in found if s.move in {Move.KEEP, Move.INSERT, Move.MOVE_HERE}]
    assert left == list(range(old))
    assert right == list(range(new))
    away = {(s.old, s.new) for s in found if s.move is Move.MOVE_AWAY}
    assert away == {(s.old, s.new) for s in found if s.move is Move.MOVE_HERE}


@settings(max_examples=40)
@given(TEXTS)
def test_a_text_is_kept_whole_beside_itself(texts: list[str]) -> None:
    assert aligned(texts, texts) == []


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_alike_pairs_rise_on_both_sides(old: list[str], new: list[str]) -> None:
    pairs = alike(blocks(*old), blocks(*new))
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9), max_size=9))
def test_the_longest_increasing_sequence_is_one_and_the_heaviest_of_equal_weights(
    numbers: list[int],
) -> None:
    chain = longest_increasing(numbers)
    assert all(numbers[a] < numbers[b] for a, b in pairwise(chain))
    assert len(chain) == len(heaviest_increasing(numbers, [1] * len(numbers)))


def test_a_heavy_block_outweighs_two_light_ones() -> None:
    assert heaviest_increasing([3, 1, 2], [9, 1, 1]) == [0]


def test_given_pairs_and_moves_become_steps() -> None:
    assert steps(3, 3, [(1, 0)], {2: 0}) == [
        Step(Move.MOVE_AWAY, 0, 2),
        Step(Move.KEEP, 1, 0),
        Step(Move.DELETE, 2, None),
        Step(Move.INSERT, None, 1),
        Step(Move.MOVE_HERE, 0, 2),
    ]
