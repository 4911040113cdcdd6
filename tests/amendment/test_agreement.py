"""Whether a provision says all that a paragraph of a clause says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.amendment.agreement import Text, Weights, disagreement, holds, numbers_in

OTHERS = [
    Text("Minutes are kept of each meeting and are printed.", "Minutes"),
    Text("Questions may be put by the public on notice of three days.", "Questions"),
]


def agrees(wanted: str, present: str, heading: str = "") -> str:
    """Return on what two texts differ: "words" if one holds too few, "" if they agree."""
    one, other = Text(wanted), Text(present, heading)
    weights = Weights([other, *OTHERS])
    return disagreement(one, other, weights) if holds(one, other, weights) else "words"


@pytest.mark.parametrize(
    ("wanted", "present"),
    [
        ("The quorum is one quarter of the members.", "The quorum is a quarter of the Members."),
        ("Five members may call a meeting.", "Any 5 members may call a special meeting."),
        ("The Leader must report to the Council.", "The Leader will report to the Council."),
        (
            "The Leader must report to the Council.",
            "The Leader reports to the Council, and is heard.",
        ),
        ("A meeting must be held in May.", "A meeting is held in May."),
        (
            "The person presiding may give a casting vote in a tie.",
            "In a tie the Chair has a casting vote to give.",
        ),
    ],
)
def test_other_words_for_the_same_rule_agree(wanted: str, present: str) -> None:
    assert agrees(wanted, present) == ""


MAY_CALL = "The Chair may call a meeting."
OUTSIDE = "One who is not a member of the Cabinet presides."


@pytest.mark.parametrize(
    ("wanted", "present", "differs"),
    [
        ("Five members may call it.", "Ten members may call it.", "a number"),
        ("The meeting is in March.", "The meeting is in April.", "a month"),
        ("It takes a majority.", "It takes a two-thirds majority.", "a share"),
        ("A member may vote by post.", "No member may vote by post.", "a ban"),
        ("A member may not vote by post.", "A member may vote by post.", "a ban"),
        ("The Leader must report it.", "The Leader may report it.", "a duty"),
        (MAY_CALL, "The Chair must be at a meeting on call.", "a power"),
        (MAY_CALL, "The Chair may ask an officer to call a meeting.", "a power"),
        (MAY_CALL, "The Leader may call a meeting with the Chair.", "who acts"),
        ("The quorum of the Council is six.", "The quorum of the Cabinet is six.", "who is meant"),
        (OUTSIDE, OUTSIDE.replace("is not", "is"), "an exception"),
    ],
)
def test_what_differs_in_one_point_does_not_agree(wanted: str, present: str, differs: str) -> None:
    one, other = Text(wanted), Text(present)
    assert disagreement(one, other, Weights([other, *OTHERS])) == differs


def test_a_sentence_that_is_left_out_is_not_provided() -> None:
    first, second = "The motion is printed in the summons.", "Its mover names a seconder."
    assert agrees(f"{first} {second}", f"{second} {first}") == ""
    assert agrees(f"{first} {second}", first) == "words"


def test_the_month_of_may_is_no_power() -> None:
    assert agrees("The meeting must be in May.", "The meeting is held in April or May.") == ""


def test_the_heading_over_a_provision_counts_as_its_words() -> None:
    wanted, present = "The Leader may be removed by resolution.", "It may be done by resolution."
    assert agrees(wanted, present) == "words"
    assert agrees(wanted, present, "Removal of the Leader") == ""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("any five members within seven days", {"5": 1, "7": 1}),
        ("twenty-one days, or two-thirds", {"21": 1, "2/3": 1}),
        ("one member at the first meeting", {}),
        ("28 days, and ten, and 10", {"28": 1, "10": 2}),
    ],
)
def test_numbers_are_read_in_words_and_in_figures(text: str, numbers: dict[str, int]) -> None:
    assert dict(numbers_in(text)) == numbers


WORDS = st.lists(
    st.sampled_from(
        "the Council Leader may must not be if , . ; : May five who no quorum meeting".split()
    ),
    max_size=14,
).map(" ".join)


@given(WORDS, WORDS)
def test_any_two_texts_can_be_compared_and_nothing_is_provided_by_half(
    one: str, other: str
) -> None:
    wanted, present = Text(one), Text(other)
    weights = Weights([present])
    disagreement(wanted, present, weights)
    assert 0 <= holds(wanted, present, weights) <= 1
    assert holds(wanted, wanted, weights) in {0.0, 1.0}
