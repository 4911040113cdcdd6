"""The proposed text of one protocol, block by block, and where each block comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from drafting.amendment.alignment import Block, alike, heaviest_increasing
from drafting.amendment.matching import Match, Passage, doubts, match
from drafting.amendment.paragraphs import Existing, paragraphs_of, sections_of, units_of
from drafting.amendment.settlements import NOTHING_SETTLED, Settlements
from drafting.assembly.provisions import (
    AssembledClause,
    AssembledProtocol,
    Paragraph,
    Span,
    Table,
)
from drafting.library.clauses import OutlineKind

T = TypeVar("T")

_PAGE_BREAK = "break"  # the kind of a paragraph that ends a section of pages
LEAST_LIKE_TEXT = 58.0  # per cent: a paragraph less alike is replaced, not amended


@dataclass(frozen=True)
class Proposed:
    """One block of the proposed protocol.

    `content` is None for a block that stays as it is. `old` is the block of the constitution it
    amends or keeps, None for a new one. `clause` is the clause it belongs to, "" for none.
    The first block of an amended paragraph of a rule names all the blocks that it `replaces`.
    """

    role: str  # protocol, heading, paragraph, table
    level: int
    content: tuple[Span, ...] | Table | None
    old: int | None
    clause: str = ""
    replaces: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """The blocks of a protocol that go together: a clause, a section of the council's, or both.

    With `rest_stays` clauses amend a rule of the council's, of which all else stays; its blocks
    say which clause each belongs to.
    """

    clause: AssembledClause | None
    section: tuple[Existing, ...]
    match: Match | None
    moved: bool = False
    rest_stays: bool = False


@dataclass(frozen=True)
class Doubt:
    """A section that stays although it may deal with what a new clause deals with."""

    section: Existing
    clause: str
    score: float


@dataclass(frozen=True)
class Provided:
    """A paragraph of a clause that a provision of the council's own already provides.

    `by` is that provision, at `where`; `score` is how surely it does (0 to 1), and `settled` that
    a person has decided so.
    """

    clause: str
    text: str
    where: str
    by: str
    score: float
    settled: bool = False


@dataclass(frozen=True)
class Proposal:
    """A proposed protocol: its parts in order, and its blocks part by part.

    For rules, `provided` says what the council's own already provide, and `homes` gives for each
    clause the position of the heading of the rule that it stands in.
    """

    protocol: AssembledProtocol
    existing: bool
    opening: tuple[Proposed, ...]
    parts: tuple[Part, ...]
    blocks: tuple[tuple[Proposed, ...], ...]
    doubts: tuple[Doubt, ...] = ()
    provided: tuple[Provided, ...] = ()
    homes: Mapping[str, int] = field(default_factory=lambda: {})

    @property
    def amends(self) -> bool:
        """Whether clauses amend rules of the council's, of which the rest stays."""
        return self.existing and self.protocol.outline.kind is OutlineKind.RULES

    def all_blocks(self) -> list[Proposed]:
        """Return every block in order."""
        return [*self.opening, *(block for part in self.blocks for block in part)]


def propose_new(protocol: AssembledProtocol) -> Proposal:
    """Return the proposal for a protocol that the constitution does not have."""
    heading = Proposed("protocol", 0, (Span(protocol.outline.title),), None)
    parts = tuple(Part(clause, (), None) for clause in protocol.clauses)
    return Proposal(
        protocol, False, (heading,), parts, tuple(blocks_of_part(part) for part in parts)
    )


def propose(
    protocol: AssembledProtocol,
    existing: Sequence[Existing],
    settled: Mapping[str, str],
    *,
    keep_order: bool,
    pinned: frozenset[int] = frozenset(),
    settlements: Settlements = NOTHING_SETTLED,
) -> Proposal:
    """Return the proposal for a protocol that stands in the constitution.

    A section that a clause matches is amended to the clause; a clause without a section is
    inserted; a section without a clause is the council's own and stays. With `keep_order` the
    sections stay where they are; otherwise they follow the order of the clauses, and a section
    of the council's own stays behind the section it follows today. A section with a block in
    `pinned` never moves, because a reference elsewhere in the constitution points into it.
    Paragraphs that `settlements` keep stay in an amended section, and what they are settled to
    provide already is left out of the clause.
    """
    opening, sections = sections_of(existing)
    passages = [passage(str(n), section) for n, section in enumerate(sections)]
    clauses = [clause_passage(clause) for clause in protocol.clauses]
    matches = match(passages, clauses, settled)
    unsure = tuple(
        Doubt(sections[int(each.section)][0], each.clause, each.score)
        for each in doubts(passages, clauses, settled, matches)
    )
    fixed = fixed_sections(sections, pinned)
    if keep_order:
        parts = _in_council_order(protocol.clauses, sections, matches)
    else:
        parts = _in_library_order(protocol.clauses, sections, matches)
    moved = with_moves(parts, sections, fixed)
    ordered = break_last(moved, existing, key=lambda part: part.section)
    kept = tuple(Proposed("other", -1, None, block.block) for block in opening)
    blocks = tuple(blocks_of_part(part, settlements) for part in ordered)
    provided = tuple(_settled_provided(protocol.clauses, existing, settlements))
    return Proposal(protocol, True, kept, tuple(ordered), blocks, unsure, provided)


def _settled_provided(
    clauses: Iterable[AssembledClause], existing: Sequence[Existing], settlements: Settlements
) -> Iterator[Provided]:
    units = {unit[0].block: unit for unit in units_of(existing)}
    for clause in clauses:
        for number, body in enumerate(paragraphs_of(clause.body), start=1):
            if found := settlements.of(clause.clause.id, number):
                text = " ".join(map(text_of_body, body))
                by = " ".join(block.text for block in units[found.block])
                yield Provided(clause.clause.id, text, found.where, by, 1.0, settled=True)


def passage(identity: str, section: Sequence[Existing]) -> Passage:
    """Return a section as the passage that clauses are matched against."""
    return Passage(identity, section[0].text, " ".join(block.text for block in section[1:]))


def clause_passage(clause: AssembledClause) -> Passage:
    """Return a clause as the passage that sections are matched against."""
    text = " ".join(map(text_of_body, clause.body))
    return Passage(clause.clause.id, clause.heading, text, clause.clause.also_known_as)


def text_of_body(body: Paragraph | Table) -> str:
    """Return the text of a paragraph or a table, without the numbers of references."""
    if isinstance(body, Paragraph):
        return text_of_spans(body.spans)
    return "\n".join(
        "\t".join(text_of_spans(cell) for cell in row) for row in (body.header, *body.rows)
    )


def text_of_spans(spans: Sequence[Span]) -> str:
    """Return the text of spans; a reference shows as its clause, as in ‹no-surprises›."""
    return "".join(f"‹{span.reference}›" if span.reference else span.text for span in spans)


def _in_library_order(
    clauses: Sequence[AssembledClause],
    sections: Sequence[tuple[Existing, ...]],
    matches: Mapping[str, Match],
) -> list[Part]:
    parts = [_part(clause, sections, matches) for clause in clauses]
    matched = {found.section for found in matches.values()}
    for number, section in enumerate(sections):
        if str(number) in matched:
            continue
        parts.insert(place_after(number, sections, parts), Part(None, section, None))
    return parts


def place_after(
    number: int, sections: Sequence[tuple[Existing, ...]], parts: Sequence[Part]
) -> int:
    """Return the place behind the section that section `number` follows today; the first has 0."""
    if number == 0:
        return 0
    before = sections[number - 1]
    return next((n + 1 for n, part in enumerate(parts) if part.section == before), 0)


def _in_council_order(
    clauses: Sequence[AssembledClause],
    sections: Sequence[tuple[Existing, ...]],
    matches: Mapping[str, Match],
) -> list[Part]:
    by_section = {found.section: identity for identity, found in matches.items()}
    by_id = {clause.clause.id: clause for clause in clauses}
    parts: list[Part] = []
    for number, section in enumerate(sections):
        identity = by_section.get(str(number))
        if identity is None:
            parts.append(Part(None, section, None))
        else:
            parts.append(_part(by_id[identity], sections, matches))
    previous = ""
    for clause in clauses:
        if clause.clause.id not in matches:
            at = next((n for n, part in enumerate(parts) if previous and _id(part) == previous), -1)
            parts.insert(at + 1, Part(clause, (), None))
        previous = clause.clause.id
    return parts


def _id(part: Part) -> str:
    return part.clause.clause.id if part.clause else ""


def _part(
    clause: AssembledClause,
    sections: Sequence[tuple[Existing, ...]],
    matches: Mapping[str, Match],
) -> Part:
    found = matches.get(clause.clause.id)
    return Part(clause, sections[int(found.section)] if found else (), found)


def with_moves(
    parts: Sequence[Part], sections: Sequence[tuple[Existing, ...]], fixed: Sequence[bool]
) -> list[Part]:
    """Mark the parts whose sections no longer stand in the order of today: the fewest of them.

    A part whose section is fixed and would have to move goes back behind the section that it
    follows today.
    """
    order = {section: number for number, section in enumerate(sections)}
    result = list(parts)
    moved = _moved(result, order, fixed)
    for part in [part for part in moved if fixed[order[part.section]]]:
        result.remove(part)
        result.insert(place_after(order[part.section], sections, result), part)
        moved = _moved(result, order, fixed)
    return [replace(part, moved=part in moved) for part in result]


def fixed_sections(sections: Sequence[tuple[Existing, ...]], pinned: frozenset[int]) -> list[bool]:
    """Return for each section whether it must stay where it is: see `propose`."""
    return [
        any(block.block in pinned or block.kind == _PAGE_BREAK for block in section)
        for section in sections
    ]


def break_last(
    parts: Iterable[T], existing: Sequence[Existing], key: Callable[[T], tuple[Existing, ...]]
) -> list[T]:
    """Put a section last that ends with a section of pages, so that nothing follows the break."""
    last = existing[-1] if existing and existing[-1].kind == _PAGE_BREAK else None
    return sorted(parts, key=lambda part: last is not None and last in key(part))


def _moved(
    parts: Sequence[Part], order: Mapping[tuple[Existing, ...], int], fixed: Sequence[bool]
) -> list[Part]:
    """Return the parts outside a heaviest sequence that keeps today's order."""
    standing = [part for part in parts if part.section]
    numbers = [order[part.section] for part in standing]
    weights = [len(fixed) + 1 if fixed[number] else 1 for number in numbers]
    kept = set(heaviest_increasing(numbers, weights))
    return [part for n, part in enumerate(standing) if n not in kept]


def blocks_of_part(part: Part, settlements: Settlements = NOTHING_SETTLED) -> tuple[Proposed, ...]:
    """Return the blocks of a clause, of a section that stays, or of a section amended to one."""
    if part.clause is None:
        return tuple(Proposed("other", -1, None, block.block) for block in part.section)
    identity = part.clause.clause.id
    heading = Proposed(
        "heading",
        0,
        (Span(part.clause.heading),),
        part.section[0].block if part.section else None,
        identity,
    )
    body = part.section[1:]
    content = [
        block
        for block in body
        if block.text.strip() and block.kind != _PAGE_BREAK and block.block not in settlements.kept
    ]
    wanted = [
        each
        for number, paragraph in enumerate(paragraphs_of(part.clause.body), start=1)
        if settlements.of(identity, number) is None
        for each in paragraph
    ]
    pairs = {
        new: content[old].block
        for old, new in alike(
            [Block(f"{block.kind} {block.level}", block.text, "") for block in content],
            [as_block(each) for each in wanted],
            LEAST_LIKE_TEXT,
        )
    }
    proposed = [heading, *_spacers(part.section, heading.old)]
    for number, each in enumerate(wanted):
        old = pairs.get(number)
        if isinstance(each, Paragraph):
            proposed.append(Proposed("paragraph", each.level, each.spans, old, identity))
        else:
            proposed.append(Proposed("table", 0, each, old, identity))
        proposed += _spacers(part.section, old)
    return tuple(_with_breaks(_with_kept(proposed, part.section, settlements), part.section))


def _with_kept(
    proposed: Sequence[Proposed], section: Sequence[Existing], settlements: Settlements
) -> list[Proposed]:
    """Add the paragraphs that a person keeps, each right before what stands below it today."""
    result = list(proposed)
    for each in section:
        if each.block in settlements.kept:
            below = (n for n, b in enumerate(result) if b.old is not None and b.old > each.block)
            at = next(below, len(result))
            result[at:at] = [
                Proposed("other", -1, None, each.block),
                *_spacers(section, each.block),
            ]
    return result


def _with_breaks(proposed: Sequence[Proposed], section: Sequence[Existing]) -> list[Proposed]:
    """Add the paragraphs that end a section of pages, emptied: their mark cannot be deleted."""
    result = list(proposed)
    used = {block.old for block in proposed}
    for each in section:
        if each.kind == _PAGE_BREAK and each.block not in used:
            above = [n for n, b in enumerate(result) if b.old is not None and b.old < each.block]
            at = len(result) if each is section[-1] else above[-1] + 1
            result.insert(at, Proposed("other", -1, (), each.block))
    return result


def _spacers(section: Sequence[Existing], block: int | None) -> list[Proposed]:
    """Return the blank paragraphs that follow a block of a section, which stay with it."""
    if block is None:
        return []
    found: list[Proposed] = []
    for each in section:
        if each.block == block + len(found) + 1 and not each.text.strip() and each.kind != "table":
            found.append(Proposed("other", -1, None, each.block))
    return found


def as_block(body: Paragraph | Table) -> Block:
    """Return what a clause says as a block to align with the council's own."""
    if isinstance(body, Paragraph):
        return Block(f"paragraph {body.level}", text_of_spans(body.spans), "")
    return Block("table -1", text_of_body(body), "")
