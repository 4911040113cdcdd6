"""A proposal without some of its changes: the council's own text stays where they are lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from drafting.amendment.proposal import (
    Existing,
    Part,
    Proposal,
    Proposed,
    blocks_of_part,
    break_last,
    fixed_sections,
    place_after,
    sections_of,
    with_moves,
)


def without(
    proposal: Proposal,
    lost: Collection[str],
    existing: Sequence[Existing],
    pinned: frozenset[int] = frozenset(),
) -> Proposal:
    """Return a proposal without the clauses in `lost`; what is carried keeps its match and place.

    `existing` and `pinned` are those that the proposal was made with.
    """
    if not lost:
        return proposal
    clauses = tuple(each for each in proposal.protocol.clauses if each.clause.id not in lost)
    protocol = replace(proposal.protocol, clauses=clauses)
    if proposal.amends:
        return replace(_rules_without(proposal, lost), protocol=protocol)
    parts = _parts_without(proposal, lost)
    if proposal.existing:
        _, sections = sections_of(existing)
        taken = {part.section for part in parts}
        for number, section in enumerate(sections):
            if section not in taken:
                parts.insert(place_after(number, sections, parts), Part(None, section, None))
        moved = with_moves(parts, sections, fixed_sections(sections, pinned))
        parts = break_last(moved, existing, key=lambda part: part.section)
    return replace(
        proposal,
        protocol=protocol,
        parts=tuple(parts),
        blocks=tuple(blocks_of_part(part) for part in parts),
        doubts=tuple(each for each in proposal.doubts if each.clause not in lost),
    )


def _parts_without(proposal: Proposal, lost: Collection[str]) -> list[Part]:
    """Return the parts that stay in place; a section that moved goes back to its own later."""
    parts: list[Part] = []
    for part in proposal.parts:
        if part.clause is not None and part.clause.clause.id not in lost:
            parts.append(part)
        elif part.section and not part.moved:
            parts.append(Part(None, part.section, None))
    return parts


def _rules_without(proposal: Proposal, lost: Collection[str]) -> Proposal:
    parts: list[Part] = []
    blocks: list[tuple[Proposed, ...]] = []
    starts: dict[int, int] = {}  # where the rule stands now that stood at a position
    before, after = len(proposal.opening), len(proposal.opening)
    for part, own in zip(proposal.parts, proposal.blocks, strict=True):
        kept = tuple(_restored(own, lost))
        new_rule = part.clause is not None and part.clause.clause.id in lost
        if not new_rule:
            amended = any(block.clause for block in kept)
            parts.append(replace(part, rest_stays=part.rest_stays and amended))
            blocks.append(kept)
            starts[before] = after
            after += len(kept)
        before += len(own)
    homes = {
        clause: starts[home]
        for clause, home in proposal.homes.items()
        if clause not in lost and home in starts
    }
    return replace(proposal, parts=tuple(parts), blocks=tuple(blocks), homes=homes)


def _restored(blocks: Sequence[Proposed], lost: Collection[str]) -> Iterator[Proposed]:
    """Yield the blocks of a rule, with what a lost clause replaces in its place again."""
    for block in blocks:
        if block.clause not in lost:
            yield block
        else:
            yield from (Proposed("other", -1, None, old) for old in block.replaces)
