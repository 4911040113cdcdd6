"""The labels of automatic lists."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from drafting.word.blocks import body_blocks
from drafting.word.numbering import LabelCounter, number_text, read_numbering
from drafting.word.package import Package, read_package
from drafting.word.styles import read_styles
from tests.office import resolved_by_libreoffice
from tests.word_files import docx, package, paragraph


def level(
    number: int,
    text: str,
    shown: str = "decimal",
    *,
    start: int = 1,
    more: str = "",
    style: str = "",
) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{shown}"/>'
        f"{more if 'lvlRestart' in more else ''}{linked}{more if 'isLgl' in more else ''}"
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identity: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def num(identity: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def starting_at(number: int, first: int) -> str:
    return f'<w:lvlOverride w:ilvl="{number}"><w:startOverride w:val="{first}"/></w:lvlOverride>'


def item(number: int = 0, of: int = 1, text: str = "words") -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{of}"/></w:numPr>')


def styled(style: str) -> str:
    return paragraph("words", f'<w:pStyle w:val="{style}"/>')


def style(identity: str, properties: str = "", based_on: str = "") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{identity}"/>{parent}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def in_list(of: int, number: int | None = None) -> str:
    stated = "" if number is None else f'<w:ilvl w:val="{number}"/>'
    return f'<w:numPr>{stated}<w:numId w:val="{of}"/></w:numPr>'


def labels_of(document: Package) -> list[str]:
    counter = LabelCounter(read_numbering(document, read_styles(document)))
    return [counter.label(block) for block in body_blocks(document)]


def labels(lists: str, *paragraphs: str, styles: str = "") -> list[str]:
    return labels_of(package("".join(paragraphs), numbering=lists, styles=styles))


LEGAL = abstract(
    1, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"),
    level(3, "(%4)", "lowerRoman"),
) + num(1, 1)  # fmt: skip


def test_a_multi_level_list_counts_each_level_and_shows_the_levels_above() -> None:
    assert labels(LEGAL, *map(item, [0, 1, 1, 2, 2, 3, 0, 1])) == [
        "1.", "1.1", "1.2", "(a)", "(b)", "(i)", "2.", "2.1",
    ]  # fmt: skip


def test_a_deeper_level_starts_again_after_any_higher_level() -> None:
    assert labels(LEGAL, *map(item, [0, 1, 2, 1, 2, 0, 2])) == [
        "1.", "1.1", "(a)", "1.2", "(a)", "2.", "(a)",
    ]  # fmt: skip


def test_a_level_that_is_skipped_counts_as_started() -> None:
    assert labels(LEGAL, *map(item, [1, 1, 0])) == ["1.1", "1.2", "2."]


def test_a_level_that_never_restarts_counts_on() -> None:
    lists = abstract(1, level(0, "%1."), level(1, "%2", more='<w:lvlRestart w:val="0"/>')) + num(
        1, 1
    )
    assert labels(lists, *map(item, [0, 1, 1, 0, 1])) == ["1.", "1", "2", "2.", "3"]


def test_a_level_that_restarts_after_level_one_counts_on_after_level_two() -> None:
    lists = abstract(
        1,
        level(0, "%1."),
        level(1, "%1.%2"),
        level(2, "(%3)", "lowerLetter", more='<w:lvlRestart w:val="1"/>'),
    ) + num(1, 1)
    assert labels(lists, *map(item, [0, 1, 2, 1, 2, 0, 1, 2])) == [
        "1.", "1.1", "(a)", "1.2", "(b)", "2.", "2.1", "(a)",
    ]  # fmt: skip


def test_a_new_list_instance_with_a_start_override_starts_again_once() -> None:
    lists = LEGAL + num(2, 1, starting_at(0, 7))
    assert labels(lists, item(), item(), item(0, 2), item(0, 2), item()) == [
        "1.", "2.", "7.", "8.", "9.",
    ]  # fmt: skip


def test_a_start_override_waits_for_the_first_paragraph_on_its_level() -> None:
    lists = LEGAL + num(2, 1, starting_at(0, 7))
    assert labels(lists, item(), item(1), item(1, 2), item(0, 2), item(1, 2)) == [
        "1.", "1.1", "1.2", "7.", "7.1",
    ]  # fmt: skip


def test_lists_that_share_an_abstract_list_share_its_count() -> None:
    assert labels(LEGAL + num(2, 1), item(), item(0, 2), item(1, 2), item(1)) == [
        "1.", "2.", "2.1", "2.2",
    ]  # fmt: skip


def test_lists_of_two_abstract_lists_count_apart() -> None:
    lists = abstract(1, level(0, "%1.")) + abstract(2, level(0, "%1)")) + num(1, 1) + num(2, 2)
    assert labels(lists, item(), item(0, 2), item(), item(0, 2)) == ["1.", "1)", "2.", "2)"]


def test_a_level_of_the_instance_replaces_that_of_the_abstract_list() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "Rule %1", start=4)}</w:lvlOverride>'
    lists = abstract(1, level(0, "%1.")) + num(1, 1, own)
    assert labels(lists, item(), item()) == ["Rule 4", "Rule 5"]


def test_the_list_of_a_style_is_inherited_and_its_linked_level_counts() -> None:
    lists = abstract(
        1, level(0, "Part %1", style="Heading1"), level(1, "%1.%2", style="Heading2")
    ) + num(1, 1)
    styles = (
        style("Heading1", in_list(1))
        + style("Heading2", in_list(1, 1))
        + style("Rule", based_on="Heading2")
    )
    worn = ["Heading1", "Heading2", "Rule", "Heading1", "Rule"]
    assert labels(lists, *map(styled, worn), styles=styles) == [
        "Part 1", "1.1", "1.2", "Part 2", "2.1",
    ]  # fmt: skip


def test_a_style_that_states_its_level_keeps_it_where_its_parent_is_linked_to_another() -> None:
    lists = abstract(1, level(0, "Part %1", style="Heading1"), level(1, "%1.%2")) + num(1, 1)
    styles = style("Heading1", in_list(1)) + style("Rule", in_list(1, 1), based_on="Heading1")
    worn = ["Heading1", "Rule", "Rule"]
    assert labels(lists, *map(styled, worn), styles=styles) == ["Part 1", "1.1", "1.2"]


def test_a_paragraph_that_states_only_its_level_takes_the_list_of_its_style() -> None:
    styles = style("Rule", in_list(1))
    deeper = paragraph("words", '<w:pStyle w:val="Rule"/><w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert labels(LEGAL, styled("Rule"), deeper, styles=styles) == ["1.", "1.1"]


def test_list_zero_takes_a_paragraph_or_a_style_out_of_the_list() -> None:
    styles = style("Rule", in_list(1)) + style("Plain", in_list(0), based_on="Rule")
    out = paragraph("words", '<w:pStyle w:val="Rule"/>' + in_list(0))
    assert labels(LEGAL, styled("Rule"), out, styled("Plain"), styled("Rule"), styles=styles) == [
        "1.", "", "", "2.",
    ]  # fmt: skip


def test_a_list_that_is_not_defined_gives_no_label() -> None:
    assert labels(LEGAL, item(0, 9), item()) == ["", "1."]


def test_a_document_without_lists_gives_no_labels() -> None:
    assert labels_of(package(item() + paragraph("words"))) == ["", ""]


def test_legal_numbering_shows_every_level_in_digits() -> None:
    lists = abstract(
        1,
        level(0, "Article %1", "upperRoman"),
        level(1, "%1.%2", more="<w:isLgl/>"),
        level(2, "%1.%2", more='<w:isLgl w:val="0"/>'),
    ) + num(1, 1)
    assert labels(lists, *map(item, [0, 0, 1, 2])) == ["Article I", "Article II", "2.1", "II.1"]


def test_bullets_show_as_bullets_and_a_list_of_no_format_shows_its_own_words() -> None:
    lists = abstract(1, level(0, "\uf0b7", "bullet"), level(1, "Note:", "none")) + num(1, 1)
    assert labels(lists, item(), item(1)) == ["•", "Note:"]


def test_a_bullet_level_shows_no_number_in_the_levels_below_it() -> None:
    lists = abstract(1, level(0, "%1."), level(1, "—", "bullet"), level(2, "%1.%2%3")) + num(1, 1)
    assert labels(lists, *map(item, [0, 2, 2])) == ["1.", "1.1", "1.2"]


def test_a_list_that_stands_for_a_list_style_shows_as_the_style_does() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Rules"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Rules"/>'
        f"{level(0, 'R%1')}{level(1, 'R%1.%2')}</w:abstractNum>" + num(1, 1) + num(2, 2)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Rules"><w:name w:val="Rules"/><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert labels(lists, item(), item(1), item(), styles=styles) == ["R1", "R1.1", "R2"]


def test_the_numbering_before_a_tracked_change_of_properties_does_not_count() -> None:
    changed = (
        '<w:p><w:pPr><w:pPrChange w:id="1" w:author="A" w:date="2026-05-01T09:00:00Z"><w:pPr>'
        f"{in_list(1, 0)}</w:pPr></w:pPrChange></w:pPr></w:p>"
    )
    assert labels(LEGAL, changed, item()) == ["", "1."]


@pytest.mark.parametrize(
    ("number", "shown", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (12, "decimalZero", "12"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (53, "lowerLetter", "aaa"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (1, "ordinal", "1st"),
        (2, "ordinal", "2nd"),
        (11, "ordinal", "11th"),
        (113, "ordinal", "113th"),
        (23, "ordinal", "23rd"),
        (5, "none", ""),
        (5, "bullet", ""),
        (0, "lowerLetter", "0"),
    ],
)
def test_a_number_shows_in_its_format(number: int, shown: str, text: str) -> None:
    assert number_text(number, shown) == text


# What LibreOffice 7.4 does not do, and is therefore not compared: legal numbering (w:isLgl),
# w:lvlRestart, and a start override of a level that is skipped.
COMPARED = (
    abstract(
        1,
        level(0, "%1.", style="Heading1"),
        level(1, "%1.%2", style="Heading2"),
        level(2, "(%3)", "lowerLetter"),
        level(3, "(%4)", "lowerRoman"),
    )
    + abstract(
        2,
        level(0, "Article %1", "upperRoman"),
        level(1, "%1.%2"),
        level(2, "(%3)", "upperLetter"),
        level(3, "%2.%4", "decimalZero", start=3),
    )
    + num(1, 1)
    + num(2, 2)
    + num(3, 1, starting_at(0, 5))
    + num(4, 1, starting_at(1, 1))
    + num(5, 2)
)
COMPARED_STYLES = style("Heading1", in_list(1)) + style("Heading2", in_list(1, 1))


def body_with_lists(seed: int) -> str:
    """Return paragraphs at random levels of five lists, after one at the top of each list."""
    chance = random.Random(seed)  # noqa: S311
    body = [styled("Heading1"), item(0, 2)]
    for _ in range(80):
        worn = chance.choice(["", "", "", "Heading1", "Heading2"])
        depth, of = chance.choice([0, 1, 1, 2, 2, 3]), chance.choice([1, 2, 3, 4, 5])
        body.append(styled(worn) if worn else item(depth, of))
    return "".join(body)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_libreoffice_shows_the_same_labels(seed: int, tmp_path: Path) -> None:
    data = docx(body_with_lists(seed), numbering=COMPARED, styles=COMPARED_STYLES)
    path = tmp_path / "lists.docx"
    path.write_bytes(data)
    shown = [each.label for each in resolved_by_libreoffice(path, "accept")]
    assert labels_of(read_package(data, path.name)) == shown
