"""Constitutions that the program has not seen: it drafts in their own custom, or says why not."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from constitutions import (
    CUSTOMS,
    MEMBER_OFFICER,
    PARTS,
    PARTS_WITHOUT_PROTOCOL,
    PLANNING,
    PLANNING_CODE,
    PROTOCOL,
    PROTOCOL_TOPICS,
    ContinuousNumbers,
    Custom,
    FlatList,
    HeadingNumbers,
    ListPerTopic,
    OwnNumbers,
    Part,
    TypedNumbers,
    TypedParts,
    new_instance,
    new_list,
    numbered,
    section_break,
    tracked_insertion,
)
from office import convert, resolved_by_libreoffice

from drafting.amendment.changes import Kind as Change
from drafting.assembly.provisions import AssembledProtocol
from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.constitution.outline import Constitution, Kind, Provision, read_constitution
from drafting.findings import Level, Refusal
from drafting.library.clauses import Library
from drafting.library.reading import read_library
from drafting.publication.draft import Draft, assemble_protocols, draft, plan
from drafting.publication.proposed import propose_constitution
from drafting.publication.redline import Stamp, redline
from drafting.word.blocks import body_blocks
from drafting.word.package import Package, read_package
from drafting.word.styles import read_styles
from drafting.word.xml import canonical, local
from drafting.workspace import example_files, program_files

STAMP = Stamp("Director of Law and Governance", "2027-05-07T09:00:00Z")
LAST_LINE = PROTOCOL_TOPICS[-1][1][-1]
CUSTOM_NAMES = [custom.__name__ for custom in CUSTOMS]


@cache
def the_library() -> tuple[Library, Vocabulary]:
    library, findings = read_library(program_files("clauses"), program_files("protocols"))
    assert findings == []
    return library, read_vocabulary(program_files("clauses") / "facts.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("other")


def configuration_of(folder: Path, placing: str = "", order: str = "library") -> Configuration:
    """Return the example council's configuration with a `constitution` block of its own."""
    text = example_files("penfold-and-wray")["council.yaml"].decode()
    stated = text[: text.index("\nconstitution:\n")]
    path = folder / "council.yaml"
    path.write_text(f"{stated}\nconstitution:\n  order: {order}\n{placing}")
    configuration, findings = read_configuration(path, the_library()[1])
    assert configuration is not None, findings
    return configuration


def drafted(
    package: Package,
    folder: Path,
    *,
    placing: str = "",
    order: str = "library",
    alone: bool = True,
) -> Draft:
    """Return a draft: of the member-officer protocol alone, or of all three."""
    library, vocabulary = the_library()
    configuration = configuration_of(folder, placing, order)
    protocols = assembled(configuration, vocabulary, library)
    wanted = [p for p in protocols if not alone or p.outline.id == "member-officer"]
    planned = plan(configuration, library, wanted, package)
    return draft(configuration, library, planned, STAMP)


def proposed(
    package: Package, folder: Path, *, placing: str = "", order: str = "library"
) -> Constitution:
    """Return the outline of the proposed constitution, without its redline."""
    library, vocabulary = the_library()
    configuration = configuration_of(folder, placing, order)
    protocols = assembled(configuration, vocabulary, library)
    planned = plan(configuration, library, protocols, package)
    assert [each for each in planned.findings if each.level is Level.ERROR] == []
    return read_constitution(propose_constitution(planned.current, planned.regions).package)


def assembled(
    configuration: Configuration, vocabulary: Vocabulary, library: Library
) -> tuple[AssembledProtocol, ...]:
    assembly = assemble_protocols(configuration, library, vocabulary)
    assert [each for each in assembly.findings if each.level is Level.ERROR] == []
    return assembly.protocols


def findings_of(package: Package, folder: Path, placing: str = "") -> list[str]:
    """Return what the plan for all three protocols finds."""
    library, vocabulary = the_library()
    configuration = configuration_of(folder, placing)
    protocols = assembled(configuration, vocabulary, library)
    return [str(each) for each in plan(configuration, library, protocols, package).findings]


@pytest.fixture(scope="module")
def drafts(folder: Path) -> dict[str, Draft]:
    """All three protocols, drafted in every custom."""
    return {custom.__name__: drafted(custom().built(), folder, alone=False) for custom in CUSTOMS}


def sections_of(outline: Constitution) -> dict[str, list[Provision]]:
    """Return the provisions of each section under its heading, by the text of the heading."""
    return {
        each.heading.text: list(outline.provisions[each.start + 1 : each.end])
        for each in outline.sections()
    }


def labels_under(outline: Constitution, section: str, heading: str) -> list[str]:
    """Return the labels of a topic of a section: of its heading, then of its paragraphs."""
    found: list[str] = []
    inside = False
    for each in sections_of(outline)[section]:
        if each.heading:
            inside = each.text == heading
        if inside and each.kind in {Kind.HEADING, Kind.PARAGRAPH}:
            found.append(each.label)
    return found


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
    assert len(made.proposed.labels) > 50
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
    assert not any("paragraph 0" in provision.text for provision in made.outline.provisions)


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
    drafts: dict[str, Draft], folder: Path
) -> None:
    sections = [p.label for p in drafts["TypedParts"].outline.provisions if p.depth == 1]
    found = [label for label in sections if label.startswith("Section")]
    assert found == [f"Section {each}" for each in ("4A", "5A", "5B", "5BA", "5BB", "5C", "6A")]
    parts = (Part("Part 5", "Codes and Protocols", (PARTS[1].sections[0], PROTOCOL)),)
    outline = proposed(TypedParts().built(parts), folder)
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
        assert kept == ["Respect and courtesy", "Correspondence"]
        labels = labels_under(made.outline, MEMBER_OFFICER, "Correspondence")
        assert labels[0] not in {"6", "3.6"}
        assert labels[1:] == [f"{labels[0]}.1", f"{labels[0]}.2"]


def test_the_order_of_the_council_is_kept_when_it_says_so(folder: Path) -> None:
    made = drafted(TypedParts().built(), folder, order="council")
    headings = [p.text for p in sections_of(made.outline)[MEMBER_OFFICER] if p.heading]
    own = [text for text in headings if text in {"Respect and courtesy", "Correspondence"}]
    assert own == ["Respect and courtesy", "Correspondence"]
    kinds = {each.change.kind for each in made.accounts}
    assert kinds == {Change.INSERT, Change.SUBSTITUTE}


def test_a_protocol_at_the_end_of_the_document_is_amended(folder: Path) -> None:
    parts = (Part("Part 5", "Codes and Protocols", (PARTS[1].sections[0], PROTOCOL)),)
    made = drafted(HeadingNumbers().built(parts), folder)
    last = made.outline.provisions[-1]
    assert MEMBER_OFFICER in last.address
    assert local(body_blocks(made.proposed.package)[-1]) == "p"


def test_a_table_between_the_protocol_and_the_next_section_stays_with_its_topic(
    folder: Path,
) -> None:
    custom = HeadingNumbers()
    own = (MEMBER_OFFICER, PROTOCOL_TOPICS[:-1])  # the last topic is one that no clause covers
    sections = (PARTS[1].sections[0], own, PARTS[1].sections[2])
    custom.write((Part("Part 5", "Codes and Protocols", sections),))
    table = custom.document.add_table(2, 2)
    custom.paragraphs[PLANNING]._element.addprevious(table._element)
    made = drafted(custom.package(), folder)
    line = next(p.block for p in made.outline.provisions if p.text == own[1][-1][1][-1])
    assert made.outline.provisions[line + 1].kind is Kind.TABLE


@pytest.mark.parametrize("blank", [True, False])
def test_the_break_of_pages_that_ends_a_protocol_stays_at_its_end(
    folder: Path, blank: bool
) -> None:
    custom = HeadingNumbers()
    custom.write()
    section_break(custom.paragraphs[LAST_LINE], after=blank)
    made = drafted(custom.package(), folder)
    breaks = [p for p in made.outline.provisions if p.kind is Kind.BREAK]
    heading = next(p for p in made.outline.provisions if p.text == PLANNING)
    assert [(p.block, p.label, p.text) for p in breaks] == [(heading.block - 1, "", "")]


@pytest.mark.parametrize("custom", [HeadingNumbers, OwnNumbers, ContinuousNumbers, TypedParts])
def test_without_a_protocol_all_go_to_the_end_of_the_part_for_codes(
    folder: Path, custom: type[Custom]
) -> None:
    package = custom().built(PARTS_WITHOUT_PROTOCOL)
    outline = proposed(package, folder)
    sections = [p.text for p in outline.provisions if p.heading and p.depth == 1]
    assert sections[2:-1] == [
        PLANNING,
        "Protocol on Member and Officer Relations",
        "Communications Protocol",
        "Protocol on Meeting Arrangements",
    ]


def test_without_a_protocol_and_a_part_for_codes_a_person_must_say_where(folder: Path) -> None:
    package = HeadingNumbers().built((PARTS[0], PARTS[2]))
    found = findings_of(package, folder)
    assert len(found) == 3
    assert "has no Protocol on Member and Officer Relations, and no Part for codes" in found[0]
    assert "constitution.placements.member-officer.after" in found[0]
    with pytest.raises(Refusal, match=r"no Part for codes and protocols"):
        drafted(package, folder)
    after = "".join(
        f"    {each}: {{after: Council Procedure Rules}}\n"
        for each in ("member-officer", "communications", "meeting-arrangements")
    )
    assert findings_of(package, folder, f"  placements:\n{after}") == []


def test_two_headings_alike_are_listed_with_their_addresses(folder: Path) -> None:
    parts = (*PARTS, Part("Part 7", "Old codes", (PROTOCOL,)))
    found = findings_of(HeadingNumbers().built(parts), folder)
    assert found[0].startswith("error: council.yaml, line ")
    assert "could stand at more than one place" in found[0]
    assert f"(Part 5, {MEMBER_OFFICER}); “{MEMBER_OFFICER}” (Part 7, {MEMBER_OFFICER})" in found[0]
    assert sum(each.startswith("error") for each in found) == 1


def test_a_protocol_without_topics_stays_and_a_person_is_told(
    drafts: dict[str, Draft], folder: Path
) -> None:
    found = findings_of(FlatList().built(), folder)
    assert any("no headings of its own" in each for each in found)
    inside = sections_of(drafts["FlatList"].outline)[MEMBER_OFFICER]
    own = [line.removeprefix("- ") for _, lines in PROTOCOL_TOPICS for line in lines]
    assert [p.text for p in inside[: len(own)]] == own


def test_tracked_changes_inside_the_protocol_are_refused_with_their_address(folder: Path) -> None:
    custom = HeadingNumbers()
    custom.write()
    tracked_insertion(custom.paragraphs[LAST_LINE])
    with pytest.raises(Refusal, match=r"paragraph 3\.7\.1: tracked changes are not settled"):
        drafted(custom.package(), folder)


def test_tracked_changes_elsewhere_are_still_there_byte_for_byte(folder: Path) -> None:
    custom = HeadingNumbers()
    custom.write()
    tracked_insertion(custom.paragraphs[PLANNING_CODE[0][1][0]])
    package = custom.package()
    markup = re.compile(rb'<w:ins w:id="77".*?</w:ins>')
    before = markup.findall(package.parts[package.document])
    made = drafted(package, folder)
    assert len(before) == 1
    assert markup.findall(made.redline.package.parts[package.document]) == before


def test_a_heading_in_a_table_or_a_text_box_is_no_section(folder: Path) -> None:
    custom = HeadingNumbers()
    custom.write(PARTS_WITHOUT_PROTOCOL)
    cell = custom.document.add_table(1, 1).cell(0, 0).paragraphs[0]
    cell.text, cell.style = MEMBER_OFFICER, "Heading 2"
    found = findings_of(custom.package(), folder)
    assert any(
        "has no Protocol on Member and Officer Relations: it is inserted" in f for f in found
    )


def test_a_document_without_text_is_refused(folder: Path) -> None:
    with pytest.raises(Refusal, match="the constitution has no text"):
        drafted(Custom().package(), folder)


def test_a_file_without_lists_and_styles_is_drafted(folder: Path) -> None:
    package = TypedParts().built().without("word/numbering.xml").without("word/styles.xml")
    made = drafted(package, folder)
    assert labels_under(made.outline, MEMBER_OFFICER, "The roles of members")[:2] == ["7", "7.1"]


def test_blank_lines_stand_between_new_paragraphs_where_they_do_between_old_ones(
    folder: Path,
) -> None:
    custom = TypedParts()
    custom.write()
    for paragraph in list(custom.document.paragraphs):
        paragraph._element.addnext(custom.document.add_paragraph()._element)
    outline = proposed(custom.package(), folder)
    protocols = [p for p in outline.provisions if "Section 5B" in p.address]
    tables = {p.block for p in protocols if p.kind is Kind.TABLE}
    for one, other in pairwise(protocols):
        if not {one.block, other.block} & tables:
            assert bool(one.text) != bool(other.text), (one.text, other.text)


def test_a_letter_list_of_its_own_starts_again_under_each_new_paragraph(folder: Path) -> None:
    custom = SeparateLetters()
    made = drafted(custom.built(), folder)
    inside = sections_of(made.outline)[MEMBER_OFFICER]
    after_figures = [
        other.label
        for one, other in pairwise(inside)
        if one.label[:1].isdigit() and other.label.startswith("(")
    ]
    assert len(after_figures) > 5
    assert set(after_figures) == {"(a)"}


class SeparateLetters(OwnNumbers):
    """As `OwnNumbers`, and the letters come from a list of their own, a new one each time."""

    def line(self, text: str, level: int) -> None:
        if level == 1:
            self.letters = 0
            return super().line(text, level)
        if not getattr(self, "abstract", 0):
            instance = new_list(self.document, ("(%1)", "lowerLetter", ""))
            found = self.document.part.numbering_part.element.num_having_numId(instance)
            self.abstract = found.abstractNumId.val
        if not self.letters:
            self.letters = new_instance(self.document, self.abstract, start=True)
        return numbered(self.add(text), self.letters, 0)


@pytest.mark.slow
@pytest.mark.parametrize("custom", CUSTOM_NAMES)
def test_libreoffice_shows_the_same_numbers_as_the_program(
    drafts: dict[str, Draft], custom: str, tmp_path: Path
) -> None:
    path = tmp_path / "redline.docx"
    made = drafts[custom]
    # LibreOffice 24 crashes when it accepts changes that comments are anchored in.
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
