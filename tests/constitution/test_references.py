"""The reader of references: what a text refers to, in the constitution and in the law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.constitution.printed import Printed
from drafting.constitution.references import references_in

PRINTED = Printed(frozenset({"CPR"}))
Told = tuple[str, tuple[str, ...], str, bool]


def read(text: str) -> list[Told]:
    found = references_in(text, PRINTED)
    return [(each.kind, each.numbers, each.of, each.law) for each in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see paragraph 4.2(a)", [("paragraph", ("4.2(a)",), "", False)]),
        ("as Rule 14.3 above says", [("rule", ("14.3",), "", False)]),
        ("under Article 15.02(c)", [("article", ("15.02(c)",), "", False)]),
        ("paragraphs 3 to 5 and 9", [("paragraph", ("3", "5", "9"), "", False)]),
        ("Schedule 1 applies", [("schedule", ("1",), "", False)]),
        ("CPR 17.4 applies", [("CPR", ("17.4",), "", False)]),
        ("Part 4, Section 2", [("part", ("4",), "", False), ("section", ("2",), "Part 4", False)]),
        (
            "Rule 19 of the Council Procedure Rules",
            [("rule", ("19",), "Council Procedure Rules", False)],
        ),
        (
            "section 9F of the Local Government Act 2000",
            [("section", ("9F",), "", True)],
        ),
        (
            "section 106 of, and paragraph 42 of Schedule 12 to, the Local Government Act 1972",
            [
                ("section", ("106",), "", True),
                ("paragraph", ("42",), "", True),
                ("schedule", ("12",), "", True),
            ],
        ),
        ("the Local Government Act 1972, section 100B", [("section", ("100B",), "", True)]),
        ("part 2 of the evening, in 2019 articles", []),
    ],
)
def test_a_reference_is_read_with_its_numbers_and_what_they_are_of(
    text: str, told: list[Told]
) -> None:
    assert read(text) == told


WORDS = st.sampled_from(
    "Rule Rules paragraph Part Schedule section of the and to , 4 17.4 (a) 9F CPR Act 1972 above "
    "Council Procedure Local ( ) .".split()
)


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_whatever_the_text_references_stand_in_order_and_say_what_stands_there(text: str) -> None:
    found = list(references_in(text, PRINTED))
    end = 0
    for each in found:
        assert each.start >= end
        assert text[each.start : each.end] == each.text
        assert each.numbers
        end = each.end
