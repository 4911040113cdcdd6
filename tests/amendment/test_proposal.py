"""The proposed text of a protocol, and its changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from constitutions import HeadingNumbers, ListPerTopic, TypedNumbers
from hypothesis import given
from hypothesis import strategies as st
from other_drafts import drafted
from ruamel.yaml.comments import CommentedMap

from drafting.amendment.changes import Change, Kept, Kind, changes_of
from drafting.amendment.paragraphs import Existing
from drafting.amendment.proposal import Proposal, propose, propose_new
from drafting.assembly.provisions import AssembledClause, AssembledProtocol, Paragraph, Span
from drafting.library.clauses import Clause, Force, Outline, OutlineKind, Variant
from drafting.rules.selection import Choice
from drafting.yaml_file import YamlFile

pytestmark = pytest.mark.slow  # councils are drafted

SOURCE = YamlFile(Path("none.yaml"), "", CommentedMap(), ())
OUTLINE = Outline(
    "relations", OutlineKind.PROTOCOL, "Protocol on Relations", "Relations", (), (), SOURCE
)
VARIANT = Variant("general", None, True, "", 1)


def clause(identity: str, heading: str, *texts: str) -> AssembledClause:
    """Return an assembled clause; a text such as `‹other›` is a reference."""
    made = Clause(
        id=identity,
        heading=heading,
        also_known_as=(),
        family="member-officer",
        catalogue=(),
        kind="clause",
        force=Force.CHOICE,
        legal_basis=(),
        when=None,
        reason="A reason.",
        if_rejected="Nothing.",
        variants=(VARIANT,),
        requires=(),
        excludes=(),
        source=SOURCE,
    )
    choice = Choice("relations", identity, made, VARIANT, (), frozenset(), ())
    body = tuple(Paragraph(1, (Span(text),)) for text in texts)
    return AssembledClause(made, VARIANT, choice, heading, body)


def protocol(*clauses: AssembledClause) -> AssembledProtocol:
    return AssembledProtocol(OUTLINE, clauses)


def existing(*sections: Sequence[str]) -> list[Existing]:
    """Return a protocol of sections: a heading, then paragraphs; "" is a blank line."""
    found = [Existing(10, "heading", 0, "Protocol", "Protocol")]
    for number, (heading, *texts) in enumerate(sections, start=1):
        where = f"Protocol, paragraph {number}"
        found.append(Existing(10 + len(found), "heading", 0, heading, where))
        for text in texts:
            level = 1 if text else -1
            found.append(Existing(10 + len(found), "paragraph", level, text, f"{where}.1"))
    return found


RESPECT = clause("respect", "Respect", "Members and officers respect each other.")
LETTERS = clause("letters", "Letters", "A letter is shown to nobody else.", "It is filed.")
BRIEFINGS = clause("briefings", "Briefings", "Every group is briefed.")
OLD_RESPECT = ("Respect", "Members and officers respect each other.")
OLD_LETTERS = ("Letters", "A letter is shown to nobody.", "It is kept.")
OLD_ROOM = ("The Members’ room", "It is on the first floor.")


def proposed(
    clauses: Sequence[AssembledClause],
    sections: Sequence[Sequence[str]],
    *,
    keep_order: bool = False,
    pinned: frozenset[int] = frozenset(),
    settled: Mapping[str, str] | None = None,
) -> tuple[Proposal, list[Change], list[Kept]]:
    blocks = existing(*sections)
    made = propose(protocol(*clauses), blocks, settled or {}, keep_order=keep_order, pinned=pinned)
    return made, *changes_of(made, blocks)


def order(proposal: Proposal) -> list[str]:
    """Return the headings of the proposal in order."""
    return [part.clause.heading if part.clause else part.section[0].text for part in proposal.parts]


def test_sections_follow_the_order_of_the_library_and_what_moves_least_moves() -> None:
    made, changes, _ = proposed([LETTERS, BRIEFINGS, RESPECT], [OLD_RESPECT, OLD_LETTERS])
    assert order(made) == ["Letters", "Briefings", "Respect"]
    assert sum(part.moved for part in made.parts) == 1
    assert {each.clause: each.kind for each in changes} == {
        "letters": Kind.SUBSTITUTE,
        "briefings": Kind.INSERT,
        "respect": Kind.MOVE,
    } or {each.clause: each.kind for each in changes} == {
        "letters": Kind.MOVE_AND_SUBSTITUTE,
        "briefings": Kind.INSERT,
    }


def test_in_the_order_of_the_council_nothing_moves() -> None:
    made, changes, _ = proposed(
        [LETTERS, BRIEFINGS, RESPECT], [OLD_RESPECT, OLD_LETTERS], keep_order=True
    )
    assert order(made) == ["Respect", "Letters", "Briefings"]
    assert [(each.clause, each.kind) for each in changes] == [
        ("letters", Kind.SUBSTITUTE),
        ("briefings", Kind.INSERT),
    ]


@pytest.mark.parametrize("keep_order", [True, False])
def test_a_section_of_the_councils_own_stays_behind_the_one_it_follows(keep_order: bool) -> None:
    made, changes, kept = proposed(
        [LETTERS, RESPECT], [OLD_RESPECT, OLD_ROOM, OLD_LETTERS], keep_order=keep_order
    )
    headings = order(made)
    assert headings.index("The Members’ room") == headings.index("Respect") + 1
    assert [(each.heading, each.where) for each in kept] == [
        ("The Members’ room", "Protocol, paragraph 2")
    ]
    assert "room" not in " ".join(text for each in changes for text in each.current)


def test_a_first_section_of_the_councils_own_stays_first_although_clauses_are_inserted() -> None:
    made, _, _ = proposed([RESPECT, BRIEFINGS, LETTERS], [OLD_ROOM, OLD_RESPECT, OLD_LETTERS])
    assert order(made) == ["The Members’ room", "Respect", "Briefings", "Letters"]


def test_a_pinned_section_never_moves() -> None:
    for block in (11, 12, 13, 14, 15):
        made, _, _ = proposed(
            [LETTERS, BRIEFINGS, RESPECT], [OLD_RESPECT, OLD_LETTERS], pinned=frozenset({block})
        )
        for part in made.parts:
            assert not (part.moved and any(each.block == block for each in part.section))


CLAUSES = [RESPECT, LETTERS, BRIEFINGS, clause("room", "The Members’ room", "It is locked.")]
OLD = [OLD_RESPECT, OLD_LETTERS, OLD_ROOM, ("Gifts", "No gifts."), ("Briefings", "Some.")]


@given(
    st.permutations(CLAUSES),
    st.permutations(OLD),
    st.booleans(),
    st.frozensets(st.integers(11, 22), max_size=3),
)
def test_no_block_is_lost_doubled_or_out_of_order(
    clauses: list[AssembledClause],
    sections: list[Sequence[str]],
    keep_order: bool,
    pinned: frozenset[int],
) -> None:
    made, changes, kept = proposed(clauses, sections, keep_order=keep_order, pinned=pinned)
    blocks = made.all_blocks()
    moved = [False] * len(made.opening)
    for part, own in zip(made.parts, made.blocks, strict=True):
        moved += [part.moved] * len(own)
    stay = [b.old for b, away in zip(blocks, moved, strict=True) if b.old is not None and not away]
    assert stay == sorted(set(stay))
    used = [block.old for block in blocks if block.old is not None]
    omitted = [number for change in changes for number in change.omitted]
    assert len(used) == len(set(used))
    assert not set(used) & set(omitted)
    unchanged = {e.block for p in made.parts for e in p.section} - set(used) - set(omitted)
    assert unchanged == set()
    assert {each.clause.id for each in clauses_of(made)} == {each.clause.id for each in CLAUSES}
    assert [each.heading for each in kept] == ["Gifts"]
    assert not (keep_order and any(moved))


def clauses_of(proposal: Proposal) -> list[AssembledClause]:
    return [part.clause for part in proposal.parts if part.clause]


def test_blank_lines_stay_with_the_paragraph_they_follow() -> None:
    heading, first, second = OLD_LETTERS
    made, _, _ = proposed([LETTERS], [(heading, "", first, "", second, "")])
    assert [block.old for block in made.all_blocks()] == [10, 11, 12, 13, 14, 15, 16]
    assert [block.content is None for block in made.blocks[0]] == [
        False,
        True,
        False,
        True,
        False,
        True,
    ]


def test_a_paragraph_that_ends_a_section_of_pages_stays_and_nothing_follows_it() -> None:
    blocks = existing(OLD_RESPECT, OLD_LETTERS)
    blocks[-1] = replace(blocks[-1], kind="break", level=-1)
    made = propose(protocol(LETTERS, RESPECT, BRIEFINGS), blocks, {}, keep_order=False)
    last = made.all_blocks()[-1]
    assert (last.old, last.content, last.role) == (blocks[-1].block, (), "other")
    assert not any(part.moved for part in made.parts if blocks[-1] in part.section)


def test_a_protocol_without_headings_stays_whole_before_the_clauses() -> None:
    made, changes, kept = proposed([RESPECT], [])
    assert [block.old for block in made.all_blocks()] == [10, None, None]
    assert ([each.kind for each in changes], kept) == ([Kind.INSERT], [])


def test_a_section_that_says_the_same_already_is_no_change() -> None:
    _, changes, kept = proposed([RESPECT], [OLD_RESPECT])
    assert (changes, kept) == ([], [])


def test_a_paragraph_is_amended_when_it_is_alike_and_replaced_when_it_is_not() -> None:
    made, (change,), _ = proposed(
        [LETTERS], [("Letters", "A letter is shown to nobody.", "Other.")]
    )
    assert [block.old for block in made.blocks[0]] == [11, 12, None]
    assert change.omitted == (13,)


def test_a_new_protocol_is_a_heading_and_clauses_that_need_it() -> None:
    made = propose_new(protocol(RESPECT, LETTERS))
    changes, kept = changes_of(made, [])
    assert [each.id for each in changes] == [
        "relations.heading",
        "relations.respect",
        "relations.letters",
    ]
    assert {each.kind for each in changes} == {Kind.INSERT}
    assert [each.requires for each in changes[1:]] == [("relations.heading",)] * 2
    assert [number for each in changes for number in each.blocks] == [0, 1, 2, 3, 4, 5]
    assert kept == []


def test_a_reference_shows_as_its_clause_and_not_as_a_number() -> None:
    body = (Paragraph(1, (Span("See "), Span("", reference="letters"), Span("."))),)
    made = propose_new(protocol(replace(RESPECT, body=body)))
    changes, _ = changes_of(made, [])
    assert changes[1].proposed == ("Respect", "See ‹letters›.")


def test_ids_and_texts_of_changes_do_not_depend_on_the_numbers_of_a_constitution() -> None:
    found = [
        [(c.change.id, c.change.kind, c.change.current, c.change.proposed) for c in made.accounts]
        for custom in (HeadingNumbers, TypedNumbers, ListPerTopic)
        for made in [drafted(custom().built())]
    ]
    assert found[0] == found[1] == found[2]
    assert len({identity for identity, *_ in found[0]}) == len(found[0]) > 20
