"""Constitutions in customs of numbering that the program has not seen: it drafts in their own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from constitution_texts import MEMBER_OFFICER, PARTS, PLANNING, PROTOCOL, Part
from constitutions import (
    CUSTOMS,
    ContinuousNumbers,
    Custom,
    FlatList,
    HeadingNumbers,
    ListPerTopic,
    OwnNumbers,
    SeparateLetters,
    TypedNumbers,
    TypedParts,
)
from office import convert, resolved_by_libreoffice
from other_drafts import EVERY, STAMP, drafted, labels_under, proposed, sections_of, the_library

from drafting.constitution.outline import Kind, read_constitution
from drafting.publication.draft import Draft
from drafting.publication.redline import redline
from drafting.publication.typed_numbers import following
from drafting.word.blocks import body_blocks
from drafting.word.package import read_package
from drafting.word.styles import read_styles
from drafting.word.xml import canonical, local

pytestmark = pytest.mark.slow  # whole constitutions are drafted

WITH_NEW = (OwnNumbers, ContinuousNumbers, TypedParts, FlatList)
CUSTOM_NAMES = [custom.__name__ for custom in CUSTOMS]


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """The protocol, drafted in every custom; in some with the two that are new."""
    return {
        custom.__name__: drafted(custom().built(), *(EVERY if custom in WITH_NEW else EVERY[:1]))
        for custom in CUSTOMS
    }


@pytest.mark.parametrize("custom", CUSTOM_NAMES)
def test_nothing_outside_the_protocols_changes(drafts: dict[str, Draft], custom: str) -> None:
    made = drafts[custom]
    before, after = body_blocks(made.current.package), body_blocks(made.proposed.package)
    protocol = next(p for p in made.current.provisions if p.text == MEMBER_OFFICER)
    start, end = protocol.block, made.current.section(protocol).end
    assert [canonical(e) for e in before[:start]] == [canonical(e) for e in after[:start]]
    rest = len(before) - end
    assert rest > 0
    assert [canonical(e) for e in before[-rest:]] == [canonical(e) for e in after[-rest:]]


@pytest.mark.parametrize("custom", CUSTOM_NAMES)
def test_new_text_wears_only_the_styles_that_the_document_uses(
    drafts: dict[str, Draft], custom: str
) -> None:
    made = drafts[custom]
    worn = [
        {styles.name_of(each) for each in body_blocks(package) if local(each) == "p"}
        for package in (made.current.package, made.proposed.package)
        for styles in [read_styles(package)]
    ]
    assert worn[1] == worn[0]
    assert len(worn[0]) > 1 or custom == "TypedParts"


@pytest.mark.parametrize("custom", CUSTOM_NAMES)
def test_every_reference_names_what_stands_there_in_print(
    drafts: dict[str, Draft], custom: str
) -> None:
    made = drafts[custom]
    assert len(made.proposed.labels) > 20
    library, _ = the_library()
    sections = sections_of(made.outline)
    for clause, placed in made.proposed.labels.items():
        protocol, _, label = placed.partition("/")
        inside = sections[made.proposed.names[protocol]]
        heading = next(p for p in inside if p.heading and p.text == library.clauses[clause].heading)
        first = next(p for p in made.outline.provisions[heading.block + 1 :] if p.text)
        if heading.label:
            assert label == heading.label.rstrip(".")
            assert [p.label for p in inside if p.heading].count(heading.label) == 1
        elif "(paragraphs " in label:
            assert label.startswith(f"“{heading.text}” (paragraphs {first.label.rstrip('.')} to ")
        elif label.startswith("“"):
            assert label == f"“{heading.text}”"
        else:
            assert label == first.label.rstrip(".")
    if len(made.proposed.names) == len(EVERY):  # else some refer to a protocol that is not drafted
        assert not any("paragraph 0" in each.text for each in made.outline.provisions)


@pytest.mark.parametrize(
    ("custom", "labels"),
    [
        (HeadingNumbers, ["3.7", "3.7.1", "(a)", "(b)", "(c)", "3.7.2", "3.7.3", "3.7.4"]),
        (OwnNumbers, ["", "26.", "(a)", "(b)", "(c)", "27.", "28.", "29."]),
        (ListPerTopic, ["", "1.", "(a)", "(b)", "(c)", "2.", "3.", "4."]),
        (TypedNumbers, ["7", "7.1", "(a)", "(b)", "(c)", "7.2", "7.3", "7.4"]),
        (TypedParts, ["7", "7.1", "(a)", "(b)", "(c)", "7.2", "7.3", "7.4"]),
        (FlatList, ["", "36.", "(a)", "(b)", "(c)", "37.", "38.", "39."]),
        (Custom, ["", "", "(a)", "(b)", "(c)", "", "", ""]),
    ],
)
def test_new_paragraphs_continue_the_numbers_of_the_protocol(
    drafts: dict[str, Draft], custom: type[Custom], labels: list[str]
) -> None:
    outline = drafts[custom.__name__].outline
    assert labels_under(outline, MEMBER_OFFICER, "The roles of members") == labels


def test_numbers_that_run_through_a_part_turn_to_letters_where_the_next_section_begins(
    drafts: dict[str, Draft],
) -> None:
    outline = drafts["ContinuousNumbers"].outline
    labels = [p.label for p in outline.provisions if p.label.startswith("5.")]
    assert len(labels) == len(set(labels))
    assert labels[4:18] == [*(f"5.{n}" for n in range(5, 17)), "5.16A", "5.16B"]
    assert labels[-4:] == ["5.17", "5.18", "5.19", "5.20"]
    assert labels_under(outline, PLANNING, "Applications") == ["", "5.17", "5.18"]


@pytest.mark.parametrize("custom", [OwnNumbers, FlatList])
def test_a_new_protocol_has_a_list_of_its_own(
    drafts: dict[str, Draft], custom: type[Custom]
) -> None:
    outline = drafts[custom.__name__].outline
    labels = [
        p.label for p in sections_of(outline)["Communications Protocol"] if p.label[:1].isdigit()
    ]
    assert labels == [f"{n}." for n in range(1, len(labels) + 1)]


def test_typed_sections_are_lettered_on_without_taking_a_letter_that_stands(
    drafts: dict[str, Draft],
) -> None:
    sections = [p.label for p in drafts["TypedParts"].outline.provisions if p.depth == 1]
    found = [label for label in sections if label.startswith("Section")]
    assert found == [f"Section {each}" for each in ("4A", "5A", "5B", "5BA", "5BB", "5C", "6A")]
    parts = (Part("Part 5", "Codes and Protocols", (PARTS[1].sections[0], PROTOCOL)),)
    outline = proposed(TypedParts().built(parts))
    assert [p.label for p in outline.provisions if p.label.startswith("Section")] == [
        "Section 5A",
        "Section 5B",
        "Section 5C",
        "Section 5D",
    ]


def test_topics_of_the_councils_own_stay_and_are_numbered_where_they_come_to_stand(
    drafts: dict[str, Draft],
) -> None:
    for custom in ("HeadingNumbers", "TypedNumbers", "TypedParts"):
        made = drafts[custom]
        kept = [each.heading for each in made.kept]
        assert kept == ["Respect and courtesy", "Twinned towns"]
        labels = labels_under(made.outline, MEMBER_OFFICER, "Twinned towns")
        assert labels[0] not in {"6", "3.6"}
        assert labels[1:] == [f"{labels[0]}.1", f"{labels[0]}.2"]


def test_a_letter_list_of_its_own_starts_again_under_each_new_paragraph() -> None:
    custom = SeparateLetters()
    made = drafted(custom.built())
    inside = sections_of(made.outline)[MEMBER_OFFICER]
    after_figures = [
        other.label
        for one, other in pairwise(inside)
        if one.label[:1].isdigit() and other.label.startswith("(")
    ]
    assert len(after_figures) > 5
    assert set(after_figures) == {"(a)"}


@pytest.mark.parametrize(
    ("label", "taken", "after"),
    [
        ("8.63", "", "8.64"),
        ("8.63", "8.64", "8.63A"),
        ("8.63A", "8.64", "8.63B"),
        ("8.63Z", "8.64", "8.63AA"),
        ("8.63AZ", "8.64", "8.63BA"),
        ("8.63", "8.64 8.63A", "8.63B"),
        ("9", "", "10"),
        ("(9)", "", "(10)"),
        ("Section 5B", "", "Section 5C"),
        ("Section 5B", "Section 5C", "Section 5BA"),
        ("Part B", "", "Part C"),
        ("CPR 17", "CPR 18", "CPR 17A"),
    ],
)
def test_the_number_after_another_is_one_that_does_not_stand_elsewhere(
    label: str, taken: str, after: str
) -> None:
    known = {taken} if taken.startswith(("Section", "CPR")) else set(taken.split())
    assert following(label, known) == after


@pytest.mark.slow
@pytest.mark.parametrize("custom", CUSTOM_NAMES)
def test_libreoffice_shows_the_same_numbers_as_the_program(
    drafts: dict[str, Draft], custom: str, tmp_path: Path
) -> None:
    path = tmp_path / "redline.docx"
    made = drafts[custom]
    # LibreOffice without a window crashes on any comment, so the redline here has none.
    bare = redline(made.current.package, made.proposed.package, STAMP, steps=made.proposed.steps)
    bare.package.save(path)
    shown = {(p.label, p.text) for p in resolved_by_libreoffice(path, "accept")}
    for provision in made.outline.provisions:
        if provision.kind in {Kind.HEADING, Kind.PARAGRAPH} and provision.typed is None:
            assert (provision.label, provision.text) in shown


@pytest.mark.slow
def test_libreoffice_opens_and_saves_a_draft(drafts: dict[str, Draft], tmp_path: Path) -> None:
    path = tmp_path / "proposed.docx"
    drafts["TypedParts"].proposed.package.save(path)
    saved = convert(path, "docx", tmp_path / "saved")
    texts = [p.text for p in read_constitution(read_package(saved.read_bytes(), "a")).provisions]
    assert [p.text for p in drafts["TypedParts"].outline.provisions if p.text] == [
        text for text in texts if text
    ]
