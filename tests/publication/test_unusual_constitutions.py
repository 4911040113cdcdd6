"""A protocol in an unusual place, or in none: it is drafted, or refused with a reason."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from constitution_texts import (
    MEMBER_OFFICER,
    PARTS,
    PARTS_WITHOUT_PROTOCOL,
    PLANNING,
    PLANNING_CODE,
    PROTOCOL,
    PROTOCOL_TOPICS,
    Part,
)
from constitutions import (
    ContinuousNumbers,
    Custom,
    FlatList,
    HeadingNumbers,
    OwnNumbers,
    TypedParts,
    in_content_control,
    section_break,
    text_box,
    tracked_insertion,
)
from other_drafts import drafted, findings_of, labels_under, proposed, sections_of

from drafting.amendment.changes import Kind as Change
from drafting.constitution.outline import Kind
from drafting.findings import Refusal
from drafting.word.blocks import body_blocks
from drafting.word.xml import local

pytestmark = pytest.mark.slow  # whole constitutions are drafted

LAST_LINE = PROTOCOL_TOPICS[-1][1][-1]


def test_the_order_of_the_council_is_kept_when_it_says_so() -> None:
    made = drafted(TypedParts().built(), order="council")
    headings = [p.text for p in sections_of(made.outline)[MEMBER_OFFICER] if p.heading]
    own = [text for text in headings if text in {"Respect and courtesy", "Twinned towns"}]
    assert own == ["Respect and courtesy", "Twinned towns"]
    kinds = {each.change.kind for each in made.accounts}
    assert kinds == {Change.INSERT, Change.SUBSTITUTE}


def test_a_protocol_at_the_end_of_the_document_is_amended() -> None:
    parts = (Part("Part 5", "Codes and Protocols", (PARTS[1].sections[0], PROTOCOL)),)
    made = drafted(HeadingNumbers().built(parts))
    last = made.outline.provisions[-1]
    assert MEMBER_OFFICER in last.address
    assert local(body_blocks(made.proposed.package)[-1]) == "p"


def test_a_table_between_the_protocol_and_the_next_section_stays_with_its_topic() -> None:
    custom = HeadingNumbers()
    own = (MEMBER_OFFICER, PROTOCOL_TOPICS[:-1])  # the last topic is one that no clause covers
    sections = (PARTS[1].sections[0], own, PARTS[1].sections[2])
    custom.write((Part("Part 5", "Codes and Protocols", sections),))
    table = custom.document.add_table(2, 2)
    custom.paragraphs[PLANNING]._element.addprevious(table._element)
    made = drafted(custom.package())
    line = next(p.block for p in made.outline.provisions if p.text == own[1][-1][1][-1])
    assert made.outline.provisions[line + 1].kind is Kind.TABLE


@pytest.mark.parametrize("blank", [True, False])
def test_the_break_of_pages_that_ends_a_protocol_stays_at_its_end(blank: bool) -> None:
    custom = HeadingNumbers()
    custom.write()
    section_break(custom.paragraphs[LAST_LINE], after=blank)
    made = drafted(custom.package())
    breaks = [p for p in made.outline.provisions if p.kind is Kind.BREAK]
    heading = next(p for p in made.outline.provisions if p.text == PLANNING)
    assert [(p.block, p.label, p.text) for p in breaks] == [(heading.block - 1, "", "")]


@pytest.mark.parametrize("custom", [HeadingNumbers, OwnNumbers, ContinuousNumbers, TypedParts])
def test_without_a_protocol_all_go_to_the_end_of_the_part_for_codes(custom: type[Custom]) -> None:
    package = custom().built(PARTS_WITHOUT_PROTOCOL)
    outline = proposed(package)
    sections = [p.text for p in outline.provisions if p.heading and p.depth == 1]
    assert sections[2:-1] == [
        PLANNING,
        "Protocol on Member and Officer Relations",
        "Communications Protocol",
        "Protocol on Informal Meetings",
    ]


def test_without_a_protocol_and_a_part_for_codes_a_person_must_say_where() -> None:
    package = HeadingNumbers().built((PARTS[0], PARTS[2]))
    found = findings_of(package)
    assert len(found) == 3
    assert "has no Protocol on Member and Officer Relations, and no Part for codes" in found[0]
    assert "constitution.placements.member-officer.after" in found[0]
    with pytest.raises(Refusal, match=r"no Part for codes and protocols"):
        drafted(package)
    after = "".join(
        f"    {each}: {{after: Council Procedure Rules}}\n"
        for each in ("member-officer", "communications", "meeting-arrangements")
    )
    assert findings_of(package, f"  placements:\n{after}") == []


def test_two_headings_alike_are_listed_with_their_addresses() -> None:
    parts = (*PARTS, Part("Part 7", "Old codes", (PROTOCOL,)))
    found = findings_of(HeadingNumbers().built(parts))
    assert found[0].startswith("error: council.yaml, line ")
    assert "could stand at more than one place" in found[0]
    assert f"(Part 5, {MEMBER_OFFICER}); “{MEMBER_OFFICER}” (Part 7, {MEMBER_OFFICER})" in found[0]
    assert sum(each.startswith("error") for each in found) == 1


def test_a_protocol_without_topics_stays_and_a_person_is_told() -> None:
    package = FlatList().built()
    found = findings_of(package)
    assert any("no headings of its own" in each for each in found)
    inside = sections_of(proposed(package))[MEMBER_OFFICER]
    own = [line.removeprefix("- ") for _, lines in PROTOCOL_TOPICS for line in lines]
    assert [p.text for p in inside[: len(own)]] == own


def test_tracked_changes_inside_the_protocol_are_refused_with_their_address() -> None:
    custom = HeadingNumbers()
    custom.write()
    tracked_insertion(custom.paragraphs[LAST_LINE])
    with pytest.raises(Refusal, match=r"paragraph 3\.7\.1: tracked changes are not settled"):
        drafted(custom.package())


def test_tracked_changes_elsewhere_are_still_there_byte_for_byte() -> None:
    custom = HeadingNumbers()
    custom.write()
    tracked_insertion(custom.paragraphs[PLANNING_CODE[0][1][0]])
    package = custom.package()
    markup = re.compile(rb'<w:ins w:id="77".*?</w:ins>')
    before = markup.findall(package.parts[package.document])
    made = drafted(package)
    assert len(before) == 1
    assert markup.findall(made.redline.package.parts[package.document]) == before


def test_a_heading_in_a_table_or_a_text_box_is_no_section() -> None:
    custom = HeadingNumbers()
    custom.write(PARTS_WITHOUT_PROTOCOL)
    cell = custom.document.add_table(1, 1).cell(0, 0).paragraphs[0]
    cell.text, cell.style = MEMBER_OFFICER, "Heading 2"
    text_box(custom.paragraphs[PLANNING], MEMBER_OFFICER)
    found = findings_of(custom.package())
    assert any(
        "has no Protocol on Member and Officer Relations: it is inserted" in f for f in found
    )


def test_a_protocol_in_a_content_control_is_pointed_out() -> None:
    custom = HeadingNumbers()
    custom.write()
    in_content_control(custom.paragraphs[MEMBER_OFFICER], custom.paragraphs[PLANNING])
    found = findings_of(custom.package())
    assert any(f.startswith("warning") and "remove the content control in Word" in f for f in found)


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(Refusal, match="the constitution has no text"):
        drafted(Custom().package())


def test_a_file_without_lists_and_styles_is_drafted() -> None:
    package = TypedParts().built().without("word/numbering.xml").without("word/styles.xml")
    made = drafted(package)
    assert labels_under(made.outline, MEMBER_OFFICER, "The roles of members")[:2] == ["7", "7.1"]


def test_blank_lines_stand_between_new_paragraphs_where_they_do_between_old_ones() -> None:
    custom = TypedParts()
    custom.write()
    for paragraph in list(custom.document.paragraphs):
        paragraph._element.addnext(custom.document.add_paragraph()._element)
    outline = proposed(custom.package())
    protocols = [p for p in outline.provisions if "Section 5B" in p.address]
    tables = {p.block for p in protocols if p.kind is Kind.TABLE}
    for one, other in pairwise(protocols):
        if not {one.block, other.block} & tables:
            assert bool(one.text) != bool(other.text), (one.text, other.text)
