"""Which section of the council's own protocol a clause amends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafting.amendment.matching import LEAST_DOUBT, LEAST_SCORE, Passage, doubts, match

RESPECT = Passage("0", "Respect and courtesy", "Members and officers show each other respect.")
LETTERS = Passage("1", "Correspondence", "A letter from one member is not shown to another.")
COMPLAINTS = Passage(
    "2", "Complaints about officers", "A member raises a complaint with a director."
)
SECTIONS = [RESPECT, LETTERS, COMPLAINTS]
PRINCIPLES = Passage("principles", "Principles", "Members and officers treat each other well.")
GRIEVANCES = Passage("complaints", "Complaints", "A member who has a complaint about an officer.")
ADVICE = "A group may ask for advice."
BRIEFING = (
    "A group may ask for officers to brief it. The Chief Executive decides which officer attends. "
    "Officers leave before the group debates."
)
CLAUSES = [PRINCIPLES, GRIEVANCES]


def test_a_clause_amends_the_section_that_deals_with_the_same_thing() -> None:
    found = match(SECTIONS, CLAUSES, {})
    assert {clause: each.section for clause, each in found.items()} == {"complaints": "2"}
    assert LEAST_SCORE <= found["complaints"].score <= 1
    assert not found["complaints"].settled


def test_what_a_person_has_settled_comes_first_whatever_its_likeness() -> None:
    found = match(SECTIONS, CLAUSES, {"principles": "CORRESPONDENCE", "complaints": "none"})
    assert {clause: (each.section, each.settled) for clause, each in found.items()} == {
        "principles": ("1", True)
    }


def test_a_settled_section_is_not_matched_again_by_likeness() -> None:
    found = match(SECTIONS, CLAUSES, {"principles": "Complaints about officers"})
    assert list(found) == ["principles"]


def test_a_settled_heading_that_is_not_there_leaves_the_clause_unmatched() -> None:
    assert match(SECTIONS, [GRIEVANCES], {"complaints": "Petitions"}) == {}


def test_a_likely_pair_that_was_not_matched_is_a_doubt() -> None:
    section = Passage("0", "Advice to groups", ADVICE)
    clause = Passage("briefings", "Briefings", BRIEFING)
    found = match([section, LETTERS], [clause, PRINCIPLES], {})
    (doubt,) = doubts([section, LETTERS], [clause, PRINCIPLES], {}, found)
    assert (doubt.section, doubt.clause) == ("0", "briefings")
    assert LEAST_DOUBT <= doubt.score < LEAST_SCORE


def test_what_is_matched_or_settled_raises_no_doubt() -> None:
    found = match(SECTIONS, CLAUSES, {})
    matched = {each.section for each in found.values()}
    assert not matched & {each.section for each in doubts(SECTIONS, CLAUSES, {}, found)}
    settled = {"principles": "none", "complaints": "none"}
    assert doubts(SECTIONS, CLAUSES, settled, {}) == []


PASSAGES = st.lists(st.sampled_from([*SECTIONS, *CLAUSES]), unique=True, max_size=5)


@given(PASSAGES, PASSAGES)
def test_no_section_serves_two_clauses_and_the_same_input_gives_the_same_pairs(
    sections: list[Passage], clauses: list[Passage]
) -> None:
    found = match(sections, clauses, {})
    used = [each.section for each in found.values()]
    assert len(used) == len(set(used))
    assert match(sections, clauses, {}) == found
