"""What a council's rules already say of what a clause says."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.amendment.agreement import Text
from drafting.amendment.coverage import Cover
from drafting.amendment.coverage import covers as covers_of_texts

QUORUM = "Quorum. The quorum of a meeting of the Council is one quarter of all the Members."
VOTES = "Recorded votes. If ten Members ask for it before a vote, the names are recorded."
PROXY = "Voting. No Member may vote by proxy, by post or in advance."
SUMMONS = "Notice. The Chief Executive will send a summons at least three clear days before."
OWN = [QUORUM, VOTES, PROXY, SUMMONS]


def covers(wanted: Sequence[str], present: Sequence[str], own: Collection[int]) -> dict[int, Cover]:
    return covers_of_texts([Text(each) for each in wanted], [Text(each) for each in present], own)


def test_what_the_council_says_in_nearly_the_same_words_is_provided() -> None:
    (cover,) = covers(["One quarter of all the Members is the quorum."], OWN, []).values()
    assert (cover.unit, cover.provided) == (0, True)
    assert cover.score == 1.0


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ("If five Members ask for it before a vote, the names are recorded.", "another number"),
        ("A Member may vote by proxy, by post or in advance.", "a ban lifted"),
        ("The quorum is not one quarter of all the Members.", "a ban made"),
        ("The Chief Executive sends a summons five clear days before.", "another notice"),
        ("A petition with a thousand names is debated.", "another matter"),
    ],
)
def test_what_differs_in_a_number_a_ban_or_the_matter_is_not_provided(
    wanted: str, why: str
) -> None:
    assert not any(cover.provided for cover in covers([wanted], OWN, range(4)).values()), why


def test_a_duty_is_not_provided_by_a_power() -> None:
    power = ["The Chair may send the draft minutes to every Member within a week."]
    duty = "The Chair must send the draft minutes to every Member within a week."
    assert not covers([duty], power, [0])[0].provided
    assert covers([duty], [power[0].replace("may", "will")], [0])[0].provided


def test_only_the_rule_that_a_clause_matches_is_amended() -> None:
    wanted = ["If five Members ask for it before a vote, the names are recorded."]
    assert covers(wanted, OWN, [1])[0].unit == 1
    assert covers(wanted, OWN, [0, 2, 3]) == {}


SENTENCES = st.lists(
    st.lists(
        st.sampled_from("council quorum vote member ten five not must may summons notice".split()),
        min_size=1,
        max_size=8,
    ).map(" ".join),
    max_size=6,
)


@given(SENTENCES, SENTENCES)
def test_each_paragraph_is_amended_once_and_the_same_words_are_always_provided(
    wanted: list[str], own: list[str]
) -> None:
    found = covers(wanted, own, range(len(own)))
    amended = [cover.unit for cover in found.values() if not cover.provided]
    assert len(amended) == len(set(amended))
    for number, text in enumerate(wanted):
        if text in own and set(text.split()) - {"not", "must", "may", "ten", "five"}:
            assert found[number].provided or "must" in text
