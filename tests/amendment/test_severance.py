"""A proposal without what was lost: the council's own text stands there as it did."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_proposal import (
    BRIEFINGS,
    LETTERS,
    OLD_LETTERS,
    OLD_RESPECT,
    OLD_ROOM,
    RESPECT,
    clause,
    existing,
    proposed,
    protocol,
)
from test_rules import MINUTES, NAMES, OWN, QUORUM, amended

from drafting.amendment.changes import changes_of
from drafting.amendment.proposal import propose, propose_new
from drafting.amendment.severance import without

SECTIONS = (OLD_ROOM, OLD_LETTERS, OLD_RESPECT)
CLAUSES = (RESPECT, LETTERS, BRIEFINGS)
RULES = (
    clause("quorum", "Quorum", QUORUM.replace("quarter", "third")),
    clause("names", "Recorded votes", NAMES.replace("ten", "five"), MINUTES, "A new line of it."),
    clause("petitions", "Petitions", "A petition is debated."),
)
LOST = st.sets(st.sampled_from([each.clause.id for each in CLAUSES]))
LOST_RULES = st.sets(st.sampled_from([each.clause.id for each in RULES]))


@given(LOST, st.booleans())
def test_what_is_carried_is_changed_as_it_would_have_been(lost: set[str], keep: bool) -> None:
    blocks = existing(*SECTIONS)
    made, changes, _ = proposed(CLAUSES, SECTIONS, keep_order=keep)
    left = without(made, lost, blocks)
    found, _ = changes_of(left, blocks)
    assert {each.id for each in found} == {each.id for each in changes if each.clause not in lost}
    by_id = {each.id: each for each in changes}
    for each in found:
        assert (each.current, each.proposed) == (by_id[each.id].current, by_id[each.id].proposed)


@given(LOST, st.booleans())
def test_every_block_of_the_council_s_own_stays_unless_a_carried_change_omits_it(
    lost: set[str], keep: bool
) -> None:
    blocks = existing(*SECTIONS)
    made = propose(protocol(*CLAUSES), blocks, {}, keep_order=keep)
    left = without(made, lost, blocks)
    omitted = {old for each in changes_of(left, blocks)[0] for old in each.omitted}
    olds = [block.old for block in left.all_blocks() if block.old is not None]
    assert sorted(olds) == sorted({each.block for each in blocks} - omitted)


def test_a_protocol_of_which_all_changes_are_lost_stays_in_its_order() -> None:
    blocks = existing(*SECTIONS)
    made = propose(protocol(*CLAUSES), blocks, {}, keep_order=False)
    assert [block.old for block in made.all_blocks()] != [each.block for each in blocks]
    left = without(made, {each.clause.id for each in CLAUSES}, blocks)
    assert [block.old for block in left.all_blocks()] == [each.block for each in blocks]
    assert not any(part.moved for part in left.parts)


def test_a_new_protocol_has_the_clauses_that_were_carried() -> None:
    left = without(propose_new(protocol(*CLAUSES)), {"letters"}, ())
    assert [each.clause for each in left.all_blocks() if each.role == "heading"] == [
        "respect",
        "briefings",
    ]


@given(LOST_RULES)
def test_rules_without_a_change_say_what_the_council_says(lost: set[str]) -> None:
    made, changes = amended(OWN, *RULES)
    assert {each.clause for each in changes} == {"quorum", "names", "petitions"}
    left = without(made, lost, OWN)
    found, _ = changes_of(left, OWN)
    carried = [each for each in changes if each.clause not in lost]
    assert [(e.id, e.current, e.proposed) for e in found] == [
        (e.id, e.current, e.proposed) for e in carried
    ]
    omitted = {old for each in found for old in each.omitted}
    olds = [block.old for block in left.all_blocks() if block.old is not None]
    assert olds == [each.block for each in OWN if each.block not in omitted]
    shown = left.all_blocks()
    for each, home in left.homes.items():
        assert each not in lost
        assert shown[home].role == "heading" or shown[home].old in {11, 13, 16}
