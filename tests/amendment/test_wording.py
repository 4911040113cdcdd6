"""How the difference between two wordings is shown: for a reader, and exact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafting.amendment.phrases import parts_phrases
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
        # brackets, colons and tabs part phrases: a change on each side is two changes
        (
            "the Executive (cabinet) shall",
            "the Cabinet (executive) shall",
            "the [Executive]{Cabinet} ([cabinet]{executive}) shall",
        ),
        (
            "Ask Legal Services (legal-services@penfold.gov.uk) for advice.",
            "Ask the monitoring officer (monitoring.officer@penfold.gov.uk) for advice.",
            "Ask [Legal Services]{the monitoring officer} "
            "([legal-services]{monitoring.officer}@penfold.gov.uk) for advice.",
        ),
        ("Ada Grant\tLeader", "Jo Green\tMayor", "[Ada Grant]{Jo Green}\t[Leader]{Mayor}"),
        # what comes or goes begins where a sentence or a phrase does
        (
            "It ends. The Leader presides.",
            "It ends. The Mayor votes. The Leader presides.",
            "It ends. {The Mayor votes. }The Leader presides.",
        ),
        (
            "The Mayor votes. The Leader presides.",
            "The Leader presides.",
            "[The Mayor votes. ]The Leader presides.",
        ),
        (
            "the budget, the plan and the policy",
            "the budget, the land, the plan and the policy",
            "the budget, {the land, }the plan and the policy",
        ),
        ("any councillor who is a member", "any member", "any [councillor who is a ]member"),
        # of two words that change places the shorter one is marked
        (
            "This is a paragraph before the next.",
            "is This a paragraph before the next.",
            "{is }This [is ]a paragraph before the next.",
        ),
        # in a text of a few words every change is seen
        (
            "designs that compleme",
            "Designs that match",
            "[designs]{Designs} that [compleme]{match}",
        ),
    ],
)
def test_a_change_reads_as_an_editor_would_mark_it(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a sentence that is mostly new is replaced, and those beside it are not
        (
            "The Council elects a Leader. The Leader may appoint up to nine members of the Cabinet "
            "from among the members of the largest group. Each must declare interests.",
            "The Council elects a Leader. Nominations for the Cabinet are agreed by the partners "
            "under the terms of the arrangement. Each may declare interests.",
            "The Council elects a Leader. [The Leader may appoint up to nine members of the "
            "Cabinet from among the members of the largest group.]{Nominations for the Cabinet "
            "are agreed by the partners under the terms of the arrangement.} Each [must]{may} "
            "declare interests.",
        ),
        # two that are mostly new are replaced together
        (
            "Seats are shared out each year in May. A vacancy is for the group that had the seat.",
            "Any councillor may ask one question of them. It needs notice in writing by noon.",
            "[Seats are shared out each year in May. A vacancy is for the group that had the seat.]"
            "{Any councillor may ask one question of them. It needs notice in writing by noon.}",
        ),
        # a sentence that goes is not part of what changes in the next
        (
            "All reports must be put to the committee in good time. Then each member may speak.",
            "Then any member may speak.",
            "[All reports must be put to the committee in good time. ]"
            "Then [each]{any} member may speak.",
        ),
        # changes in two sentences are not one, however long they are
        (
            "He is to be told by the Leader of the Council. A month later he may reply in writing.",
            "He is to be told by any officer or member. After six weeks he may reply in writing.",
            "He is to be told by [the Leader of the Council]{any officer or member}. "
            "[A month later]{After six weeks} he may reply in writing.",
        ),
        # a short word alone between longer changes is not kept, and a phrase is
        (
            "It is put by the group leader at the next meeting, which must decide.",
            "It is put by a councillor or officer at an informal briefing, which must decide.",
            "It is put by [the group leader at the next meeting]"
            "{a councillor or officer at an informal briefing}, which must decide.",
        ),
        (
            "The annual budget meeting of the full council must take place in March each year.",
            "An extraordinary and urgent meeting of the joint committee must take place there.",
            "[The annual budget]{An extraordinary and urgent} meeting of the "
            "[full council]{joint committee} must take place [in March each year]{there}.",
        ),
        # what only comes, or only goes, in a few places leaves the words between as they are
        (
            "Nine members sit.",
            "Nine members, whom the Council elects each year in May, may at all times sit.",
            "Nine members{, whom the Council elects each year in May, may at all times} sit.",
        ),
        (
            "He may, at any time and without notice, inspect, in the office of the Council, it.",
            "He may inspect it.",
            "He may[, at any time and without notice,] inspect"
            "[, in the office of the Council,] it.",
        ),
        # an initial, and an abbreviation within a sentence, end none
        (
            "Mr A. Smith, i.e. the clerk, presides over all the meetings there.",
            "Ms B. Jones, i.e. the clerk, presides over all the meetings there.",
            "[Mr A. Smith]{Ms B. Jones}, i.e. the clerk, presides over all the meetings there.",
        ),
    ],
)
def test_a_long_text_reads_sentence_by_sentence(old: str, new: str, expected: str) -> None:
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


@settings(max_examples=150)
@given(TEXTS, TEXTS)
def test_the_edits_turn_the_old_text_into_the_new(old: str, new: str) -> None:
    before, after = words(old), words(new)
    edits = edits_between(old, new)
    assert [w for _, a, b, _, _ in edits for w in before[a:b]] == before
    assert [w for _, _, _, c, d in edits for w in after[c:d]] == after
    for kept, a, b, c, d in edits:
        assert not kept or before[a:b] == after[c:d]
        assert (a, c) != (b, d)


@settings(max_examples=100)
@given(TEXTS, TEXTS)
def test_kept_and_changed_stretches_take_turns(old: str, new: str) -> None:
    kinds = [kept for kept, *_ in edits_between(old, new)]
    assert all(one != other for one, other in pairwise(kinds))


@settings(max_examples=100)
@given(TEXTS, TEXTS)
@example("a . Council", "the the the the the . Leader")
def test_between_two_changes_a_word_is_kept_or_what_parts_phrases(old: str, new: str) -> None:
    before = words(old)
    for kept, a, b, _, _ in edits_between(old, new)[1:-1]:
        said = any(map(str.isalnum, "".join(before[a:b])))
        ends = "." in before[a - 1 : b]  # of a sentence: the changes are of two
        assert not kept or said or ends or any(parts_phrases(before, n) for n in range(a, b))


@settings(max_examples=100)
@given(TEXTS, WORDS, st.integers(0, 25))
def test_a_word_that_comes_is_marked_alone(text: str, word: str, at: int) -> None:
    before = words(text)
    after = [*before[:at], *words(word), *before[at:]]
    changed = [edit for edit in differences(before, after, before, after) if not edit[0]]
    assert [(b - a, d - c) for _, a, b, c, d in changed] == [(0, len(words(word)))]


@settings(max_examples=50)
@given(TEXTS)
def test_a_text_has_no_difference_from_itself(text: str) -> None:
    assert all(kept for kept, *_ in edits_between(text, text))


def test_more_different_words_than_one_plane_of_characters_holds_are_told_apart() -> None:
    old = [f"word{n}" for n in range(9_000)]
    new = [*old[:8_000], "changed", *old[8_001:]]
    changed = [edit for edit in differences(old, new, old, new) if not edit[0]]
    assert changed == [(False, 8_000, 8_001, 8_000, 8_001)]


def test_the_mark_of_a_note_is_kept_whatever_changes_around_it() -> None:
    before = [*words("The monitoring officer must report each year"), "", "."]
    after = [*words("Any councillor may ask one question"), "", "."]
    keys = [word or "note" for word in before]
    others = [word or "note" for word in after]
    found = differences(keys, others, before, after)
    assert found == [(False, 0, 13, 0, 11), (True, 13, 15, 11, 13)]


def test_likeness_is_the_share_of_characters_kept() -> None:
    before, after = ["half", "gone"], ["half", "come"]
    assert likeness_of(differences(before, after, before, after), before, after) == 0.5


def test_a_very_long_text_with_few_words_in_common_is_compared_soon() -> None:
    old = [f"old{n}" if n % 3 else "the" for n in range(6_000)]
    new = [f"new{n}" if n % 3 else "the" for n in range(6_000)]
    found = differences(old, new, old, new)
    assert sum(b - a for kept, a, b, _, _ in found if kept) in {0, 2_000}
