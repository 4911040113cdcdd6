"""Numbers that somebody typed at the start of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.constitution.typed_labels import typed_label


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("8.63 The Chair may", "8.63", "The Chair may"),
        ("8.63\tthe Chair may", "8.63", "the Chair may"),
        ("1.1. The Chair", "1.1", "The Chair"),
        ("4B.\tMotions", "4B", "Motions"),
        ("12. Motions", "12", "Motions"),
        ("12)  Motions", "12", "Motions"),
        ("CPR 17.4 Amendments", "CPR 17.4", "Amendments"),
        ("Article 15.02(c): quorum", "Article 15.02(c)", "quorum"),
        ("Part 5 – Codes", "Part 5", "Codes"),
        ("Part IV - Codes", "Part IV", "Codes"),
        ("Part 5", "Part 5", ""),
        ("Schedule A\tFees", "Schedule A", "Fees"),
        ("Standing Order 9: Notice", "Standing Order 9", "Notice"),
        ("(a) the Leader", "(a)", "the Leader"),
        ("(iv) the Leader", "(iv)", "the Leader"),
        ("(aa)\tthe Leader", "(aa)", "the Leader"),
        ("(12) the Leader", "(12)", "the Leader"),
        ("a. The Leader", "a", "The Leader"),
        ("iv) The Leader", "iv", "The Leader"),
        ("\u00a0 8.63\u00a0The Chair", "8.63", "The Chair"),
    ],
)
def test_a_typed_label_is_parted_from_its_text(text: str, label: str, rest: str) -> None:
    found = typed_label(text)
    assert found is not None
    assert (found.label, found.text) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "28 days after the meeting",
        "2019 was a good year",
        "4.2 million pounds",
        "2.30 pm on the day",
        "1.4.2026 The meeting",
        "Section 5 of the Act applies",
        "Part of the Code",
        "COVID 19 restrictions",
        "e.g. a Member",
        "The Chair (a) may",
        "a Member",
        "",
    ],
)
def test_a_number_or_a_letter_that_starts_a_sentence_is_no_label(text: str) -> None:
    assert typed_label(text) is None


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("Part 5 – Codes", 0),
        ("12. Motions", 0),
        ("8.63 Motions", 1),
        ("8.63.1 Motions", 1),
        ("(a) motions", 2),
        ("(12) motions", 2),
        ("(A) motions", 2),
        ("a. Motions", 2),
    ],
)
def test_a_label_stands_as_deep_as_its_kind(text: str, depth: int) -> None:
    found = typed_label(text)
    assert found is not None
    assert found.depth == depth


@pytest.mark.parametrize(("text", "roman"), [("(i) a", True), ("(l) a", True), ("(b) a", False)])
def test_a_letter_may_count_in_roman_numerals(text: str, roman: bool) -> None:
    found = typed_label(text)
    assert found is not None
    assert found.may_be_roman is roman


@given(st.text(st.sampled_from("1298.()aivIPart \t\u00a0–:AC"), max_size=20))
def test_a_label_its_gap_and_its_text_are_the_text(text: str) -> None:
    found = typed_label(text)
    if found is not None:
        assert found.label + found.gap + found.text == text.lstrip("\u00a0 ")
        assert found.label.strip() == found.label != ""
