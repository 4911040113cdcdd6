"""What differs between two wordings, told in a few words."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.amendment.in_brief import LONGEST_TOLD, MOST_TOLD, in_brief

OLD = """\
1. Officers answer a letter from a {{ term.member }} within ten days.
2. Nobody uses blind copies.
   a. in a letter; or
   b. in an email.
"""
TEXTS = st.lists(
    st.tuples(st.sampled_from(["1. ", "2. ", "   a. ", ""]), st.text("abc {}%.“”", max_size=40)),
    max_size=6,
).map(lambda lines: "\n".join(marker + words for marker, words in lines))


def test_a_word_that_changes_is_told_with_its_paragraph() -> None:
    assert in_brief(OLD, OLD.replace("ten", "five")) == "in 1, “ten” becomes “five”"
    assert in_brief(OLD, OLD.replace("an email", "an e-mail")).startswith("in 2b, ")


def test_a_value_of_a_template_is_told_whole() -> None:
    told = in_brief(OLD, OLD.replace("{{ term.member }}", "{{ term.members }}"))
    assert told == "in 1, “{{ term.member }}” becomes “{{ term.members }}”"


def test_paragraphs_that_come_and_go_are_told() -> None:
    without = OLD.replace("   b. in an email.\n", "")
    assert in_brief(OLD, without) == "in 2b, leaves out “in an email.”"
    assert in_brief(without, OLD) == "in 2b, adds “in an email.”"


def test_a_heading_becomes_another() -> None:
    assert in_brief("Correspondence", "Letters") == "“Correspondence” becomes “Letters”"


def test_many_differences_are_counted_and_long_ones_cut() -> None:
    many = "\n".join(f"{n}. {'words ' * 30}{'abcdefghijklmnop'[n] * 9}" for n in range(1, 15))
    told = in_brief("", many)
    assert told.count("adds") == MOST_TOLD
    assert told.endswith(f"and {14 - MOST_TOLD} more")
    assert len(told.split("”")[0].split()) <= LONGEST_TOLD + len("in 1, adds …".split())


@settings(deadline=None)
@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert in_brief(text, text) == ""


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_words_that_differ_are_told_in_one_line(old: str, new: str) -> None:
    told = in_brief(old, new)
    assert "\n" not in told
    assert told or _words(old) == _words(new)


def _words(text: str) -> list[list[str]]:
    """The words of each paragraph; a number that starts one and a space are none."""
    lines = (re.sub(r"^ *[12a]\. +(?=\S)", "", line) for line in text.splitlines())
    return [line.split() for line in lines if line.strip()]
