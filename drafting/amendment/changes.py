"""The changes of a proposal: severable, each with a stable id, its reason and its authority."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from drafting.amendment.paragraphs import Existing
from drafting.amendment.proposal import Part, Proposal, Proposed, text_of_spans
from drafting.assembly.provisions import AssembledClause, Paragraph, Table
from drafting.library.clauses import Force, Origin, OutlineKind
from drafting.library.statutory import is_statutory

LEAST_SURE = 0.55  # a match below it is worth a second look
FIRST_WORDS = 7  # enough to find a paragraph by


class Kind(StrEnum):
    """What a change does to the constitution."""

    INSERT = "insert"
    SUBSTITUTE = "substitute"
    MOVE = "move"
    MOVE_AND_SUBSTITUTE = "move and substitute"


@dataclass(frozen=True)
class Change:
    """One severable change.

    Everything here is independent of the numbers that provisions get in the end: a reference in
    `proposed` shows as the id of its clause, and where the change stands is said by `where`,
    the address of the provision it amends in the current constitution, or "" for a new one.
    `blocks` are the positions of its blocks among the blocks of the proposal, and `replaced` the
    blocks of the current constitution that it amends or omits; the rest of the provision stays
    if `rest_stays`. `origin` says whose words they are (`library`, `overlay` or `own`), and
    `own_words` says so in a sentence if they are the council's. `apart` gives the first words of
    each paragraph that has not the force of its clause: a local rule among duties of statute, or
    the other way round.
    """

    id: str
    kind: Kind
    protocol: str
    clause: str
    variant: str
    heading: str
    where: str
    current: tuple[str, ...]
    proposed: tuple[str, ...]
    reason: str
    because: tuple[str, ...]
    depends_on: tuple[str, ...]
    legal_basis: tuple[str, ...]
    force: str
    if_rejected: str
    requires: tuple[str, ...]
    match: float | None
    blocks: tuple[int, ...]
    replaced: tuple[int, ...]
    omitted: tuple[int, ...]
    rest_stays: bool = False
    origin: str = Origin.LIBRARY.value
    own_words: str = ""
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A section of the council's own that no clause covers: it stays, and why."""

    heading: str
    where: str
    why: str
    digest: str


def changes_of(proposal: Proposal, existing: Sequence[Existing]) -> tuple[list[Change], list[Kept]]:
    """Return the changes of one protocol and the sections of the council's own that stay."""
    by_block = {block.block: block for block in existing}
    changes: list[Change] = []
    kept: list[Kept] = []
    position = len(proposal.opening)
    if not proposal.existing:
        changes.append(_new_protocol(proposal))
    for part, blocks in zip(proposal.parts, proposal.blocks, strict=True):
        places = tuple(range(position, position + len(blocks)))
        position += len(blocks)
        if part.rest_stays:
            changes += _changes_of_rule(proposal, part, blocks, places, by_block)
            continue
        if part.clause is None:
            if proposal.protocol.outline.kind is OutlineKind.PROTOCOL:
                kept.append(_kept(part))
            continue
        change = _change(proposal, part, part.clause, blocks, places, by_block)
        if change is not None:
            changes.append(change)
    return changes, kept


def _new_protocol(proposal: Proposal) -> Change:
    outline = proposal.protocol.outline
    return Change(
        id=f"{outline.id}.heading",
        kind=Kind.INSERT,
        protocol=outline.id,
        clause="",
        variant="",
        heading=outline.title,
        where="",
        current=(),
        proposed=(outline.title,),
        reason="The constitution has no protocol on this subject. This is its heading.",
        because=(),
        depends_on=(),
        legal_basis=(),
        force=Force.CHOICE.value,
        if_rejected="The paragraphs under the heading must be rejected too.",
        requires=(),
        match=None,
        blocks=(0,),
        replaced=(),
        omitted=(),
    )


def _change(
    proposal: Proposal,
    part: Part,
    clause: AssembledClause,
    blocks: Sequence[Proposed],
    places: tuple[int, ...],
    by_block: Mapping[int, Existing],
) -> Change | None:
    used = {block.old for block in blocks if block.old is not None}
    omitted = [block for block in part.section if block.block not in used]
    current = tuple(block.text for block in part.section if block.text.strip())
    proposed = tuple(text_of_block(block, by_block) for block in blocks)
    proposed = tuple(text for text in proposed if text.strip())
    if current == proposed and not part.moved:
        return None
    change = _of_clause(proposal, clause, part.section)
    return replace(
        change,
        kind=_kind(part, changed=current != proposed),
        current=current,
        proposed=proposed,
        match=round(part.match.score, 3) if part.match else None,
        blocks=places,
        replaced=tuple(block.block for block in part.section),
        omitted=tuple(block.block for block in omitted),
    )


def _changes_of_rule(
    proposal: Proposal,
    part: Part,
    blocks: Sequence[Proposed],
    places: Sequence[int],
    by_block: Mapping[int, Existing],
) -> Iterator[Change]:
    """Yield the change that each clause makes to a rule of which the rest stays."""
    clauses = {clause.clause.id: clause for clause in proposal.protocol.clauses}
    used = {block.old for block in blocks}
    for identity in dict.fromkeys(block.clause for block in blocks if block.clause):
        own = [n for n, block in enumerate(blocks) if block.clause == identity]
        replaced = sorted(old for n in own for old in blocks[n].replaces)
        change = _of_clause(proposal, clauses[identity], part.section)
        yield replace(
            change,
            kind=Kind.SUBSTITUTE if replaced else Kind.INSERT,
            current=tuple(by_block[each].text for each in replaced),
            proposed=tuple(text_of_block(blocks[n], by_block) for n in own),
            blocks=tuple(places[n] for n in own),
            replaced=tuple(replaced),
            omitted=tuple(each for each in replaced if each not in used),
            rest_stays=True,
        )


def _of_clause(proposal: Proposal, clause: AssembledClause, section: Sequence[Existing]) -> Change:
    """Return a change with what the clause says of it, and nothing yet of the text."""
    outline = proposal.protocol.outline
    within = () if proposal.existing else (f"{outline.id}.heading",)
    return Change(
        id=f"{outline.id}.{clause.clause.id}",
        kind=Kind.INSERT,
        protocol=outline.id,
        clause=clause.clause.id,
        variant=clause.variant.id,
        heading=clause.heading,
        where=section[0].address if section else "",
        current=(),
        proposed=(),
        reason=clause.clause.reason,
        because=clause.choice.because,
        depends_on=tuple(sorted(clause.choice.depends_on)),
        legal_basis=clause.clause.law_of(clause.variant),
        force=clause.clause.force.value,
        if_rejected=clause.clause.if_rejected,
        requires=(*within, *clause.clause.requires),
        match=None,
        blocks=(),
        replaced=(),
        omitted=(),
        origin=clause.clause.origin(clause.variant).value,
        own_words=clause.clause.whose_words(clause.variant),
        apart=_apart(clause),
    )


def _apart(clause: AssembledClause) -> tuple[str, ...]:
    """Return the first words of each paragraph whose force is not that of its clause."""
    paragraphs = [each for each in clause.body if isinstance(each, Paragraph) and each.level == 1]
    usual = clause.clause.force is Force.MUST
    return tuple(
        _first_words(paragraph)
        for number, paragraph in enumerate(paragraphs, start=1)
        if is_statutory(clause.clause, clause.variant, number) is not usual
    )


def _first_words(paragraph: Paragraph) -> str:
    """Return the first words, before any reference, whose number is not known yet."""
    spans = itertools.takewhile(lambda span: not span.reference, paragraph.spans)
    return " ".join("".join(span.text for span in spans).split()[:FIRST_WORDS])


def _kind(part: Part, *, changed: bool) -> Kind:
    if not part.section:
        return Kind.INSERT
    if part.moved:
        return Kind.MOVE_AND_SUBSTITUTE if changed else Kind.MOVE
    return Kind.SUBSTITUTE


def text_of_block(block: Proposed, by_block: Mapping[int, Existing]) -> str:
    """Return the text of a block of a proposal; one that stays has that of today."""
    if block.content is None:
        found = None if block.old is None else by_block.get(block.old)
        return found.text if found else ""
    if isinstance(block.content, Table):
        rows = (block.content.header, *block.content.rows)
        return "\n".join("\t".join(text_of_spans(cell) for cell in row) for row in rows)
    return text_of_spans(block.content)


def _kept(part: Part) -> Kept:
    text = "\n".join(block.text for block in part.section)
    return Kept(
        heading=part.section[0].text,
        where=part.section[0].address,
        why="No clause of the library covers it. It is the council's own and stays as it is.",
        digest=hashlib.sha256(text.encode()).hexdigest()[:16],
    )
