"""How the difference between two wordings is shown: for a reader, and exact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.amendment.wording import Edit, differences, likeness_of
from drafting.word.atoms import words


def edits_between(old: str, new: str) -> list[Edit]:
    before, after = words(old), words(new)
    return differences(before, after, before, after)


def shown(old: str, new: str) -> str:
    """Return the new text with [deleted] and {inserted} words."""
    before, after = words(old), words(new)
    result = ""
    for kept, a, b, c, d in differences(before, after, before, after):
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        result += gone if kept else (gone and f"[{gone}]") + (come and f"{{{come}}}")
    return result


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a number, a sum, a name or a reference that changes is marked alone
        ("Nine members sit.", "Seven members sit.", "[Nine]{Seven} members sit."),
        ("A fee of £1,000 is due.", "A fee of £1,500 is due.", "A fee of £[1,000]{1,500} is due."),
        ("See paragraph 4.2(a).", "See paragraph 4.3(a).", "See paragraph [4.2]{4.3}(a)."),
        ("6.\tWard budgets", "7.\tWard budgets", "[6]{7}.\tWard budgets"),
        (
            "The Leader, Ada Grant, presides.",
            "The Leader, Ada Green, presides.",
            "The Leader, Ada [Grant]{Green}, presides.",
        ),
        # whole words: letters that two words share are not kept
        (
            "It is appointed here.",
            "It is disappointed here.",
            "It is [appointed]{disappointed} here.",
        ),
        ("the Member’s vote here", "the Members’ vote here", "the [Member’s]{Members’} vote here"),
        ("a co-opted member sits", "a coopted member sits", "a [co-opted]{coopted} member sits"),
        # one phrase, not a word here and a word there
        (
            "Mr John Smith is the officer",
            "Mrs Jane Smythe is the officer",
            "[Mr John Smith]{Mrs Jane Smythe} is the officer",
        ),
        # marks
        ("It applies.", "It applies", "It applies[.]"),
        ("the Leader, and others", "the Leader; and others", "the Leader[,]{;} and others"),
        # kept words between two changes stay
        (
            "The chief executive shall consult and shall report.",
            "The chief executive must consult and must report.",
            "The chief executive [shall]{must} consult and [shall]{must} report.",
        ),
        ("the council and the cabinet", "the council and cabinet", "the council and [the ]cabinet"),
        # what is mostly new is replaced whole
        (
            "The monitoring officer must report each year.",
            "Any councillor may ask one question.",
            "[The monitoring officer must report each year.]{Any councillor may ask one question.}",
        ),
        ("", "It is new.", "{It is new.}"),
        ("It is gone.", "", "[It is gone.]"),
        ("", "", ""),
    ],
)
def test_a_change_reads_as_an_editor_would_mark_it(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_non_breaking_space_is_not_a_space() -> None:
    assert (
        shown("paragraph\u00a04 applies", "paragraph 4 applies") == "paragraph[\u00a0]{ }4 applies"
    )


def test_two_spaces_are_not_one() -> None:
    assert "[ ]" in shown("It applies.  It ends.", "It applies. It ends.")


def test_the_keys_decide_what_is_equal_and_not_the_texts() -> None:
    text = ["see", "4.2"]
    assert differences(["a", "b"], ["a", "c"], text, text) == [
        (True, 0, 1, 0, 1),
        (False, 1, 2, 1, 2),
    ]


WORDS = st.sampled_from("the a Leader Council 4.2 £1,000 must may , . ( ) é \u00a0 \t".split(" "))
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_the_edits_turn_the_old_text_into_the_new(old: str, new: str) -> None:
    before, after = words(old), words(new)
    edits = edits_between(old, new)
    assert [w for _, a, b, _, _ in edits for w in before[a:b]] == before
    assert [w for _, _, _, c, d in edits for w in after[c:d]] == after
    for kept, a, b, c, d in edits:
        assert not kept or before[a:b] == after[c:d]
        assert (a, c) != (b, d)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_kept_and_changed_stretches_take_turns(old: str, new: str) -> None:
    kinds = [kept for kept, *_ in edits_between(old, new)]
    assert all(one != other for one, other in pairwise(kinds))


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_no_lone_space_or_mark_is_kept_between_two_changes(old: str, new: str) -> None:
    before = words(old)
    inner = edits_between(old, new)[1:-1]
    assert all(any(map(str.isalnum, "".join(before[a:b]))) for kept, a, b, _, _ in inner if kept)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_a_text_has_no_difference_from_itself(text: str) -> None:
    assert all(kept for kept, *_ in edits_between(text, text))


def test_more_different_words_than_one_plane_of_characters_holds_are_told_apart() -> None:
    old = [f"word{n}" for n in range(9_000)]
    new = [*old[:8_000], "changed", *old[8_001:]]
    changed = [edit for edit in differences(old, new, old, new) if not edit[0]]
    assert changed == [(False, 8_000, 8_001, 8_000, 8_001)]


def test_likeness_is_the_share_of_characters_kept() -> None:
    before, after = ["half", "gone"], ["half", "come"]
    assert likeness_of(differences(before, after, before, after), before, after) == 0.5


def test_a_very_long_text_with_few_words_in_common_is_compared_soon() -> None:
    old = [f"old{n}" if n % 3 else "the" for n in range(6_000)]
    new = [f"new{n}" if n % 3 else "the" for n in range(6_000)]
    found = differences(old, new, old, new)
    assert sum(b - a for kept, a, b, _, _ in found if kept) in {0, 2_000}
