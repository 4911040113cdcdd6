"""The Markdown of a clause becomes numbered paragraphs and tables, or is refused."""

from __future__ import annotations

import pytest

from drafting.assembly.layout import Problem
from drafting.assembly.markdown import read_provisions
from drafting.assembly.provisions import Paragraph, Span, Table
from drafting.assembly.rendering import Rendered


def _read(text: str) -> tuple[tuple[Paragraph | Table, ...], list[Problem]]:
    return read_provisions(Rendered(text, {}))


def _outline(text: str) -> list[tuple[int, str]]:
    blocks, problems = _read(text)
    assert problems == []
    return [
        (block.level, "".join(span.text for span in block.spans))
        for block in blocks
        if isinstance(block, Paragraph)
    ]


def test_numbered_lettered_and_roman_paragraphs_have_three_levels() -> None:
    text = """\
1. One:
   a. letter a;
   b. letter b:
      i. roman i; and
      ii. roman ii.
2. Two:
   a. letter a again.
"""
    assert _outline(text) == [
        (1, "One:"),
        (2, "letter a;"),
        (2, "letter b:"),
        (3, "roman i; and"),
        (3, "roman ii."),
        (1, "Two:"),
        (2, "letter a again."),
    ]


def test_long_lists_keep_their_levels() -> None:
    ninth = "".join(f"{n}. Paragraph {n}.\n" for n in range(1, 12)) + "   a. Under the eleventh.\n"
    assert _outline(ninth)[-2:] == [(1, "Paragraph 11."), (2, "Under the eleventh.")]
    letters = "".join(f"   {chr(96 + n)}. item {n};\n" for n in range(1, 27))
    assert [level for level, _ in _outline("1. List:\n" + letters)] == [1, *[2] * 26]
    romans = "i ii iii iv v vi vii viii ix x xi xii".split()
    text = "1. A:\n   a. B:\n" + "".join(f"      {label}. c\n" for label in romans)
    assert len(_outline(text)) == 14


def test_a_line_that_continues_a_paragraph_belongs_to_it() -> None:
    assert _outline("1. One\n   goes on.\n   a. Item\n      goes on.\n") == [
        (1, "One goes on."),
        (2, "Item goes on."),
    ]


def test_a_table_stands_between_paragraphs() -> None:
    blocks, problems = _read("1. One.\n\n| A | **B** |\n|---|---|\n| a | x \\| y |\n\n2. Two.\n")
    assert problems == []
    assert blocks[1] == Table(
        ((Span("A"),), (Span("B", bold=True),)), (((Span("a"),), (Span("x | y"),)),)
    )
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]


def test_styles_and_curly_quotes() -> None:
    blocks, _ = _read("1. The **council's** \"own *words*\" ('so to speak') of the '90s.\n")
    assert blocks == (
        Paragraph(
            1,
            (
                Span("The "),
                Span("council’s", bold=True),
                Span(" “own "),
                Span("words", italic=True),
                Span("” (‘so to speak’) of the ’90s."),
            ),
        ),
    )


REFUSED = [
    ("1. One.\n\n# Heading\n", 3, "neither a numbered"),
    ("1. One.\n- bullet\n", 2, "neither a numbered"),
    ("1. One.\n   - bullet\n", 2, "a bullet"),
    ("1. # Heading\n", 1, "a heading"),
    ("1. > quoted\n", 1, "a block quote"),
    ("1. One\n   ---\n", 1, "a heading"),
    ("1. ***\n", 1, "a rule"),
    ("1. One `code`.\n", 1, "code"),
    ("1. ```\n   code\n   ```\n", 1, "code"),
    ("1. A [link](https://example.org).\n", 1, "a link"),
    ("1. One.\n2. See <https://example.org>.\n", 2, "a link"),
    ("1. An ![image](x.png).\n", 1, "an image"),
    ("1. Some <b>HTML</b>.\n", 1, "HTML"),
    ("1. A &amp; B.\n", 1, "HTML"),
    ("1. One\\\n   two.\n", 1, "a forced line break"),
    ("Plain.\n", 1, "neither a numbered"),
    ("1. One.\n\nPlain.\n", 3, "neither a numbered"),
    ("1. One.\n   a. Item.\n   Flush text.\n", 3, "neither a numbered"),
    ("1. One.\n\n   Second.\n", 3, "neither a numbered"),
    ("1. One.\n    a. Item.\n", 2, "indented by 4 spaces"),
    ("1. One.\na. Item.\n", 2, "marked “a.”"),
    ("   a. Item.\n", 1, "indented by 3 spaces"),
    ("1. One.\n      i. Item.\n", 2, "indented by 6 spaces"),
    ("1. One.\n3. Three.\n", 2, "marked “3.”"),
    ("1. One.\n   b. Item.\n", 2, "marked “b.”"),
    ("1. One.\n   a. A.\n      ii. Item.\n", 3, "marked “ii.”"),
    ("1. a. Item.\n", 1, "two markers"),
    ("1. One.\n| A | B |\n|---|---|\n", 2, "a blank line is missing before"),
    ("| A | B |\n|---|---|\n| a | b |\n1. One.\n", 4, "a blank line is missing after"),
    ("| A | B |\n|---|---|\n| a | b | c |\n", 3, "the row has 3 cells, but the first has 2"),
    ("| A | B |\n|---|---|\n| a |\n", 3, "the row has 1 cells, but the first has 2"),
    ("| A | B\n|---|---|\n", 1, "does not end with a bar"),
    ("| A | B |\n| a | b |\n", 1, "a paragraph without a number"),
    ("1. One:\n   | A | B |\n   |---|---|\n", 2, "a table inside a paragraph"),
]


@pytest.mark.parametrize(("text", "line", "says"), REFUSED, ids=lambda value: repr(value)[:40])
def test_what_may_not_stand_in_a_clause_is_told_with_its_line(
    text: str, line: int, says: str
) -> None:
    _, problems = _read(text)
    assert line in [problem.line for problem in problems if says in problem.message], problems


def test_a_link_definition_is_not_swallowed() -> None:
    assert _outline("1. [see]: above\n") == [(1, "[see]: above")]
