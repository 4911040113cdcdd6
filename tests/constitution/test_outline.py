"""A Word file read as law: levels of headings, depths of paragraphs, addresses."""

from __future__ import annotations

import pytest
from constitutions import Custom, HeadingNumbers, ListPerTopic, OwnNumbers, TypedNumbers, TypedParts
from word_files import package, paragraph, run

from drafting.constitution.outline import Constitution, Kind, near, read_constitution
from drafting.findings import Refusal

HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
    f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
    for n in (1, 2, 3)
)


def heading(text: str, level: int = 1) -> str:
    return paragraph(text, f'<w:pStyle w:val="Heading{level}"/>')


def bold(text: str) -> str:
    return f"<w:p>{run(text, '<w:b/>')}</w:p>"


def read(*blocks: str) -> Constitution:
    return read_constitution(package("".join(blocks), styles=HEADINGS))


def levels(constitution: Constitution) -> list[tuple[str, int]]:
    return [(p.text or p.label, p.depth) for p in constitution.provisions if p.heading]


def addresses(*texts: str) -> list[str]:
    """Return the addresses of paragraphs under a Part and a section."""
    start = (heading("Part 5 – Codes"), heading("Protocol", 2))
    return [p.address for p in read(*start, *map(paragraph, texts)).provisions[2:]]


def test_the_level_of_a_heading_is_that_of_its_style() -> None:
    found = read(heading("Part 1 – One"), heading("Rules", 2), heading("Quorum", 3), paragraph("x"))
    assert levels(found) == [("One", 0), ("Rules", 1), ("Quorum", 2)]


def test_sections_in_the_style_of_their_part_are_a_level_lower_and_all_under_them() -> None:
    found = read(
        heading("Part 1 – One"),
        heading("Rules"),
        heading("Quorum", 2),
        paragraph("x"),
        heading("Part 2 – Two"),
        heading("Code", 2),
    )
    assert levels(found) == [("One", 0), ("Rules", 1), ("Quorum", 2), ("Two", 0), ("Code", 1)]


def test_the_line_after_a_bare_part_is_its_title() -> None:
    found = read(heading("PART 5"), heading("CODES"), heading("Conduct", 2), paragraph("Be good."))
    assert levels(found) == [("PART 5", 0), ("CODES", 0), ("Conduct", 1)]
    assert found.provisions[-1].address == "PART 5, Conduct, unnumbered paragraph 1"


@pytest.mark.parametrize("text", ["A sentence that wears the style of a heading. " * 3, "x " * 90])
def test_a_long_text_in_the_style_of_a_heading_is_a_paragraph(text: str) -> None:
    found = read(heading("Rules"), heading(f"1.1\t{text.strip()}", 2))
    assert [p.kind for p in found.provisions] == [Kind.HEADING, Kind.PARAGRAPH]
    assert found.provisions[1].address == "Rules, paragraph 1.1"


def test_an_address_names_the_part_the_section_and_the_paragraph() -> None:
    assert addresses("1.1\tA Member", "(a)\tone", "(b)\ttwo", "(i)\tfirst", "1.2\tAn Officer") == [
        "Part 5, Protocol, paragraph 1.1",
        "Part 5, Protocol, paragraph 1.1(a)",
        "Part 5, Protocol, paragraph 1.1(b)",
        "Part 5, Protocol, paragraph 1.1(b)(i)",
        "Part 5, Protocol, paragraph 1.2",
    ]


def test_the_ninth_letter_is_no_roman_number() -> None:
    letters = addresses("1.1\tA Member", *(f"({letter})\tpoint" for letter in "abcdefghij"))
    assert letters[9:] == [
        "Part 5, Protocol, paragraph 1.1(i)",
        "Part 5, Protocol, paragraph 1.1(j)",
    ]


def test_no_paragraph_without_a_number_shares_the_address_of_its_heading() -> None:
    assert addresses("One.", "Two.") == [
        "Part 5, Protocol, unnumbered paragraph 1",
        "Part 5, Protocol, unnumbered paragraph 2",
    ]


def test_a_heading_with_a_number_is_addressed_by_it() -> None:
    found = read(heading("Part 5 – Codes"), heading("Protocol", 2), heading("7.\tLetters", 3))
    assert found.provisions[2].address == "Part 5, Protocol, paragraph 7"


def test_depth_follows_the_form_of_a_label_and_not_the_list_it_comes_from() -> None:
    texts = ["1.1\tA", "1.1.1\tB", "(a)\tc", "(i)\td", "1.2\tE"]
    assert [p.depth for p in read(*map(paragraph, texts)).provisions] == [1, 2, 3, 4, 1]
    texts = ["(1)\tA", "(a)\tb", "(2)\tC"]
    assert [p.depth for p in read(*map(paragraph, texts)).provisions] == [1, 2, 1]
    texts = ["1.\tA", "(1)\tb", "(a)\tc"]
    assert [p.depth for p in read(*map(paragraph, texts)).provisions] == [1, 2, 3]


@pytest.mark.parametrize(
    "custom", [HeadingNumbers, OwnNumbers, ListPerTopic, TypedNumbers, TypedParts]
)
def test_every_custom_gives_the_same_outline(custom: type[Custom]) -> None:
    found = read_constitution(custom().built())
    shape = [(p.text, p.depth) for p in found.provisions if p.text and p.text != p.text.upper()]
    other = read_constitution(TypedNumbers().built())
    titles = {"Rules of Procedure", "Codes and Protocols", "Members’ Allowances"}
    wanted = [(p.text, p.depth) for p in other.provisions]
    if custom is TypedParts:
        wanted = [pair for pair in wanted if pair[0] not in titles]
    assert shape == wanted


def test_short_bold_lines_with_text_under_them_are_headings() -> None:
    found = read(heading("Protocol"), bold("Respect"), paragraph("Be kind."), bold("Letters"))
    assert levels(found) == [("Protocol", 0), ("Respect", 1)]


def test_capitals_stand_above_bold() -> None:
    found = read(
        paragraph("CODES OF CONDUCT"),
        bold("Respect"),
        paragraph("x"),
        bold("Letters"),
        paragraph("y"),
    )
    assert levels(found) == [("CODES OF CONDUCT", 0), ("Respect", 1), ("Letters", 1)]


@pytest.mark.parametrize(
    "line",
    [
        bold("A bold sentence, which ends with a stop."),
        bold("Respect\t12"),
        bold("Table 3 – Fees"),
        bold("(a) Respect"),
        bold("Very " + "long " * 30),
        paragraph("Respect"),
        paragraph("BBC"),
        f"<w:p>{run('Respect', '<w:b/>')}{run(' and more')}</w:p>",
    ],
)
def test_other_lines_are_no_headings(line: str) -> None:
    assert levels(read(heading("Protocol"), line, paragraph("A text."))) == [("Protocol", 0)]


def test_an_appendix_in_bold_belongs_to_the_section_that_a_style_places() -> None:
    found = read(heading("Part 5"), heading("Protocol", 2), bold("Appendix 1"), paragraph("x"))
    assert levels(found)[-1] == ("Appendix 1", 2)


def test_headings_in_tables_and_lines_of_a_table_of_contents_are_no_headings() -> None:
    table = f"<w:tbl><w:tr><w:tc>{heading('Protocol')}</w:tc></w:tr></w:tbl>"
    contents = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    line = paragraph("Protocol\t5", '<w:pStyle w:val="TOC1"/>')
    found = read_constitution(package(line + table + paragraph("x"), styles=HEADINGS + contents))
    assert [p.kind for p in found.provisions] == [Kind.CONTENTS, Kind.TABLE, Kind.PARAGRAPH]


@pytest.mark.parametrize(
    "markup",
    [
        '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr></w:p>',
        "<w:p>" + run("x", '<w:rPrChange w:id="1" w:author="A"/>') + "</w:p>",
    ],
)
def test_any_tracked_change_shows(markup: str) -> None:
    assert [p.revised for p in read(markup, paragraph("y")).provisions] == [True, False]


def test_a_paragraph_that_ends_a_section_of_pages_shows() -> None:
    found = read(heading("Protocol"), paragraph("1.1\tLast", "<w:sectPr/>"))
    assert (found.provisions[1].kind, found.provisions[1].label) == (Kind.BREAK, "1.1")


def test_near_gives_the_last_address_before_a_block() -> None:
    found = read(paragraph("x"), heading("Protocol"))
    assert near(found.provisions, 0) == "the start of the document"
    assert near(found.provisions, 1) == "Protocol"


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(Refusal, match="the constitution has no text"):
        read(paragraph(" "), "<w:p/>")
