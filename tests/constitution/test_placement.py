"""Where a protocol stands, or where it goes."""

from __future__ import annotations

from constitution_texts import (
    CONDUCT,
    MEMBER_OFFICER,
    PARTS,
    PARTS_WITHOUT_PROTOCOL,
    PLANNING,
    Part,
)
from constitutions import HeadingNumbers, section_break

from drafting.constitution.outline import Constitution, read_constitution
from drafting.constitution.placement import Placement, Wanted, place
from drafting.findings import Finding, Level

RELATIONS = Wanted(
    "member-officer",
    ("Protocol on Member and Officer Relations", "Protocol on Member/Officer Relations"),
)
PUBLICITY = Wanted("communications", ("Communications Protocol", "Protocol on Media Relations"))


def constitution(*titles: str) -> Constitution:
    """Return a constitution with these sections in its Part for codes."""
    topics = PARTS[1].sections[0][1]
    sections = tuple((title, topics) for title in titles)
    return read_constitution(
        HeadingNumbers().built((Part("Part 5", "Codes and Protocols", sections),))
    )


def placed(wanted: Wanted, found: Constitution) -> tuple[Placement | None, list[Finding]]:
    placements, findings = place([wanted], found)
    return (placements[0] if placements else None), findings


def test_a_protocol_is_found_by_the_likeness_of_its_heading() -> None:
    for title in (
        MEMBER_OFFICER,
        "MEMBER/OFFICER RELATIONS PROTOCOL",
        "Protocol on Member – Officer Relations",
        "Protocol for Member and Officer Relationships",
    ):
        placement, findings = placed(RELATIONS, constitution(CONDUCT, title, PLANNING))
        assert findings == []
        assert placement is not None
        assert placement.existing
        assert placement.model.text == title


def test_a_protocol_takes_all_blocks_up_to_the_next_section() -> None:
    found = read_constitution(HeadingNumbers().built())
    placement, _ = placed(RELATIONS, found)
    assert placement is not None
    assert found.provisions[placement.start].text == MEMBER_OFFICER
    assert found.provisions[placement.end].text == PLANNING


def test_blank_lines_and_breaks_of_pages_at_its_end_are_not_its_own() -> None:
    custom = HeadingNumbers()
    custom.write()
    last = PARTS[1].sections[1][1][-1][1][-1]
    section_break(custom.paragraphs[last], after=True)
    custom.paragraphs[PLANNING].insert_paragraph_before("")
    found = read_constitution(custom.package())
    placement, _ = placed(RELATIONS, found)
    assert placement is not None
    assert found.provisions[placement.end - 1].text == last


def test_a_heading_with_other_words_is_for_a_person_to_settle() -> None:
    title = "Protocol on Member/Officer Relations in Licensing"
    placement, findings = placed(RELATIONS, constitution(CONDUCT, title))
    assert placement is None
    assert "its heading also says “licensing”" in findings[0].message
    assert "placements.member-officer.heading" in findings[0].remedy


def test_a_heading_that_names_another_protocol_better_is_not_taken() -> None:
    found = constitution(CONDUCT, MEMBER_OFFICER)
    placements, findings = place([PUBLICITY, RELATIONS], found)
    assert [each.existing for each in placements] == [False, True]
    assert [each.level for each in findings] == [Level.NOTE]


def test_a_stated_heading_is_found_however_it_is_punctuated() -> None:
    found = constitution(CONDUCT, "Working Together: Members & Staff", PLANNING)
    stated = Wanted("member-officer", RELATIONS.names, heading="working together: members & staff")
    placement, findings = placed(stated, found)
    assert findings == []
    assert placement is not None
    assert placement.model.text == "Working Together: Members & Staff"


def test_a_stated_heading_that_is_not_there_is_answered_with_the_nearest() -> None:
    stated = Wanted("member-officer", RELATIONS.names, heading="Planning Code of Conduct", line=7)
    placement, (finding,) = placed(stated, constitution(CONDUCT, PLANNING))
    assert placement is None
    assert (finding.line, finding.level) == (7, Level.ERROR)
    assert f"“{PLANNING}” (Part 5, {PLANNING})" in finding.message


def test_a_protocol_is_inserted_after_the_section_that_is_stated() -> None:
    found = constitution(CONDUCT, PLANNING)
    placement, findings = placed(Wanted("member-officer", RELATIONS.names, after=CONDUCT), found)
    assert findings == []
    assert placement is not None
    assert not placement.existing
    assert placement.model.text == CONDUCT
    assert found.provisions[placement.start].text == PLANNING


def test_by_default_a_protocol_goes_after_the_others_or_to_the_end_of_their_part() -> None:
    found = read_constitution(HeadingNumbers().built())
    placements, findings = place([RELATIONS, PUBLICITY], found)
    assert placements[1].start == placements[0].end
    assert "it is inserted after" in findings[0].message
    found = read_constitution(HeadingNumbers().built(PARTS_WITHOUT_PROTOCOL))
    placement, _ = placed(RELATIONS, found)
    assert placement is not None
    assert placement.model.text == PLANNING


def test_a_heading_a_little_like_it_is_pointed_out_when_the_protocol_is_inserted() -> None:
    title = "Protocol for Relationships with Officers"
    _, findings = placed(RELATIONS, constitution(CONDUCT, title))
    assert [each.level for each in findings] == [Level.WARNING]
    assert title in findings[0].remedy


def test_two_headings_alike_are_an_error_with_both_addresses() -> None:
    found = constitution(MEMBER_OFFICER, CONDUCT, "Member/Officer Relations Protocol")
    placement, (finding,) = placed(RELATIONS, found)
    assert placement is None
    assert finding.message.count("(Part 5, ") == 2
