"""Setting answers in the text of a `council.yaml`."""

from __future__ import annotations

import datetime
import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.configuration.editing import with_answers
from drafting.configuration.keys import value_at
from drafting.findings import Refusal
from drafting.yaml_file import read_yaml_text

SMALL = """\
# The head of the file.
council:
  name: "Old Council"   # in double quotes
  type: 'district'

# About groups.
groups:
  # the first
  - id: a
    seats: 10           # ten
  # the second
  - id: b
    seats: 5

# About what follows.
support: [a, b]         # in brackets
empty:                  # nothing yet
last: 2027-05-06
flag: true
# The end of the file.
"""


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_no_answers_leave_the_text_as_it_is(example: str) -> None:
    assert with_answers(example, {}) == example


def test_one_answer_changes_one_line_and_keeps_its_comment_and_quotes() -> None:
    assert changed_lines(SMALL, with_answers(SMALL, {("council", "name"): 'The "New" One'})) == [
        '-   name: "Old Council"   # in double quotes',
        '+   name: "The \\"New\\" One"   # in double quotes',
    ]
    assert changed_lines(SMALL, with_answers(SMALL, {("council", "type"): "it's"})) == [
        "-   type: 'district'",
        "+   type: 'it''s'",
    ]


def test_an_answer_that_is_there_already_changes_nothing() -> None:
    answers = {("council", "name"): "Old Council", ("support",): ["a", "b"], ("flag",): True}
    assert with_answers(SMALL, answers) == SMALL


def test_a_list_that_grows_stands_before_the_comment_of_the_next_section() -> None:
    groups = [{"id": "a", "seats": 10}, {"id": "b", "seats": 6}, {"id": "c", "seats": 4}]
    assert changed_lines(SMALL, with_answers(SMALL, {("groups",): groups})) == [
        "-     seats: 5",
        "+     seats: 6",
        "+   - id: c",
        "+     seats: 4",
    ]


def test_a_list_that_shrinks_loses_the_item_that_is_gone_and_no_comment() -> None:
    after = with_answers(SMALL, {("groups",): [{"id": "b", "seats": 5}]})
    assert changed_lines(SMALL, after) == ["-   - id: a", "-     seats: 10           # ten"]


def test_an_empty_key_takes_a_value_or_a_section_and_keeps_its_comment() -> None:
    assert "empty: 3                  # nothing yet\n" in with_answers(SMALL, {("empty",): 3})
    assert "empty:                  # nothing yet\n  x:\n    y: 1\nlast" in with_answers(
        SMALL, {("empty", "x", "y"): 1}
    )


def test_a_new_key_goes_to_the_end_of_its_section() -> None:
    after = with_answers(SMALL, {("council", "jurisdiction"): "england", ("new", "x"): [1, 2]})
    assert "  type: 'district'\n  jurisdiction: england\n\n# About groups." in after
    assert "flag: true\nnew:\n  x: [1, 2]\n# The end of the file.\n" in after


def test_a_key_that_is_gone_from_a_section_is_removed_and_the_others_stay() -> None:
    after = with_answers(SMALL, {("council",): {"type": "county", "extra": 1}})
    assert "council:\n  type: 'county'\n  extra: 1\n\n# About groups." in after


def test_nothing_as_an_answer_leaves_the_key_empty() -> None:
    assert "last:\n" in with_answers(SMALL, {("last",): None})
    assert "support:         # in brackets" in with_answers(SMALL, {("support",): None})


def test_text_that_yaml_would_read_as_something_else_is_put_in_quotes() -> None:
    for text in ("true", "12", "2027-05-06", "a: b", "# x", "- x", "", " x", "[a]", "\u202e", "é"):
        after = with_answers(SMALL, {("council", "kind"): text})
        assert value_at(read_yaml_text(after, Path("x")).data, "council", "kind") == text


def test_windows_line_ends_and_the_byte_order_mark_survive() -> None:
    windows = "\ufeff" + SMALL.replace("\n", "\r\n")
    after = with_answers(windows, {("groups",): [{"id": "a", "seats": 9}], ("new",): {"x": 1}})
    assert after.startswith("\ufeff#")
    assert "\n" not in after.replace("\r\n", "")


def test_an_empty_text_becomes_a_file_with_the_answers() -> None:
    assert with_answers("", {("a", "b"): datetime.date(2027, 5, 6)}) == "a:\n  b: 2027-05-06\n"
    assert with_answers("# only this", {("a",): 1}) == "# only this\na: 1\n"


def test_text_that_is_not_yaml_is_refused() -> None:
    with pytest.raises(Refusal):
        with_answers("a: [", {("a",): 1})


scalars = st.one_of(st.booleans(), st.integers(-9, 999), st.text(max_size=12), st.dates())
items = st.lists(st.fixed_dictionaries({"id": st.sampled_from("abcd"), "seats": scalars}))
values = st.one_of(scalars, st.lists(scalars, max_size=4), items)
paths = st.sampled_from(
    [
        ("council", "name"), ("council", "new"), ("groups",), ("support",), ("empty",),
        ("last",), ("other", "deep", "key"), ("empty", "below"),
    ]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=100)
@given(answers=st.lists(st.tuples(paths, values), max_size=4))
def test_every_answer_can_be_read_back_and_every_comment_outside_it_is_kept(
    answers: list[tuple[tuple[str, ...], object]],
) -> None:
    text = SMALL
    for path, value in answers:
        text = with_answers(text, {path: value})
        assert value_at(read_yaml_text(text, Path("x")).data, *path) == value
    for comment in ("# The head", "# About groups.", "# About what follows.", "# The end of"):
        assert comment in text
