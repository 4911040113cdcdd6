"""How clauses amend rules that the council has: the smallest change, rule by rule.

A protocol is the library's and replaces the council's text on its subject. Rules are the
council's own. What they already say stays in the council's words; a paragraph that differs is
amended; a paragraph that is missing is added at the end of its rule, and a rule that is missing at
the end of the rules, so that no number changes. Nothing else goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafting.amendment.agreement import Text
from drafting.amendment.alignment import Block, alike
from drafting.amendment.coverage import Cover, covers
from drafting.amendment.matching import match
from drafting.amendment.paragraphs import (
    Body,
    Existing,
    is_said,
    paragraphs_of,
    sections_of,
    units_of,
)
from drafting.amendment.proposal import (
    LEAST_LIKE_TEXT,
    Part,
    Proposal,
    Proposed,
    Provided,
    as_block,
    break_last,
    clause_passage,
    passage,
    text_of_body,
)
from drafting.amendment.settlements import (
    AMENDED,
    NOTHING_SETTLED,
    PROVIDED,
    Settlements,
)
from drafting.assembly.provisions import (
    AssembledClause,
    AssembledProtocol,
    Paragraph,
    Span,
    Table,
)

LEAST_SCORE_OF_RULES = 0.50  # rules share more words with each other than protocols do


def amend_rules(
    rules: AssembledProtocol,
    existing: Sequence[Existing],
    settled: Mapping[str, str],
    settlements: Settlements = NOTHING_SETTLED,
) -> Proposal:
    """Return the proposal for rules that stand in the constitution.

    `settled` gives, for a clause id, the heading of the rule that it amends, or "none" for a rule
    of its own, whatever the council's rules say. `settlements` say what single paragraphs are to
    each other, and which of the council's stay; they come before anything that is worked out.
    """
    opening, sections = sections_of(existing)
    matches = match(
        [passage(str(number), section) for number, section in enumerate(sections)],
        [clause_passage(clause) for clause in rules.clauses],
        settled,
        LEAST_SCORE_OF_RULES,
    )
    edited = _Edited.of(sections, settlements)
    for clause in rules.clauses:
        found = matches.get(clause.clause.id)
        alone = settled.get(clause.clause.id, "").casefold() == "none"
        edited.take(clause, int(found.section) if found else None, alone=alone)
    parts: list[Part] = []
    blocks: list[tuple[Proposed, ...]] = []
    for part, own in break_last(edited.parts(), existing, key=lambda each: each[0].section):
        parts.append(part)
        blocks.append(own)
    kept = tuple(Proposed("other", -1, None, block.block) for block in opening)
    return Proposal(
        rules,
        existing=True,
        opening=kept,
        parts=tuple(parts),
        blocks=tuple(blocks),
        provided=tuple(edited.provided),
        homes=_homes(edited.homes, len(kept), parts, blocks),
    )


def _homes(
    homes: Mapping[str, tuple[Existing, ...]],
    opening: int,
    parts: Sequence[Part],
    blocks: Sequence[tuple[Proposed, ...]],
) -> dict[str, int]:
    """Return for each clause the position of the heading of the rule that it stands in."""
    found: dict[str, int] = {}
    position = opening
    for part, own in zip(parts, blocks, strict=True):
        named = {clause for clause, section in homes.items() if section and section == part.section}
        if not part.section:
            named = {own[0].clause}
        found |= dict.fromkeys(sorted(named), position)
        position += len(own)
    return found


@dataclass
class _Edited:
    """The council's rules while clauses amend them."""

    sections: Sequence[tuple[Existing, ...]]
    units: tuple[tuple[int, tuple[Existing, ...]], ...]  # the rule and the blocks of a paragraph
    texts: Sequence[Text]
    settlements: Settlements
    amended: dict[int, tuple[str, Body]] = field(default_factory=lambda: {})
    added: dict[int, list[tuple[str, Body]]] = field(default_factory=lambda: {})
    new: list[tuple[AssembledClause, Body]] = field(default_factory=lambda: [])
    provided: list[Provided] = field(default_factory=lambda: [])
    homes: dict[str, tuple[Existing, ...]] = field(default_factory=lambda: {})

    @classmethod
    def of(cls, sections: Sequence[tuple[Existing, ...]], settlements: Settlements) -> _Edited:
        """Take the rules apart into their paragraphs."""
        units = tuple(
            (number, unit) for number, section in enumerate(sections) for unit in units_of(section)
        )
        texts = [Text(_said(unit), sections[number][0].text) for number, unit in units]
        return cls(sections, units, texts, settlements)

    def take(self, clause: AssembledClause, section: int | None, *, alone: bool) -> None:
        """Let a clause amend the rule `section`, or stand `alone` whatever the rules say."""
        wanted = list(paragraphs_of(clause.body))
        covered: Mapping[int, Cover] = {}
        if not alone:
            covered = covers(
                [Text(_text(body)) for body in wanted],
                self.texts,
                [
                    n
                    for n, (rule, unit) in enumerate(self.units)
                    if rule == section and n not in self.amended and not self._stays(unit)
                ],
                self._apart(clause.clause.id, len(wanted)),
            )
        covered = {**covered, **self._settled(clause.clause.id, len(wanted))}
        identity = clause.clause.id
        missing: list[Paragraph | Table] = []
        for number, body in enumerate(wanted):
            cover = covered.get(number)
            if cover is None:
                missing += body
            elif cover.provided:
                self._note(clause, body, cover)
            else:
                self.amended[cover.unit] = (identity, body)
        if section is not None:
            self.homes[identity] = self.sections[section]
            if missing:
                self.added.setdefault(section, []).append((identity, tuple(missing)))
        elif missing:
            self.new.append((clause, tuple(missing)))

    def _stays(self, unit: Sequence[Existing]) -> bool:
        settled = {each.block for each in self.settlements.paragraphs if each.settled == AMENDED}
        return any(block.block in self.settlements.kept | settled for block in unit)

    def _unit_at(self, block: int) -> int:
        return next(n for n, (_, unit) in enumerate(self.units) if unit[0].block == block)

    def _settled(self, clause: str, count: int) -> dict[int, Cover]:
        """Return what a person has settled to cover the paragraphs of a clause."""
        return {
            number: Cover(self._unit_at(found.block), 1.0, found.settled == PROVIDED, settled=True)
            for number in range(count)
            if (found := self.settlements.of(clause, number + 1))
        }

    def _apart(self, clause: str, count: int) -> frozenset[tuple[int, int]]:
        """Return the pairs of a clause's paragraph and a provision that a person has parted."""
        return frozenset(
            (number, self._unit_at(block))
            for number in range(count)
            for block in self.settlements.apart(clause, number + 1)
        )

    def _note(self, clause: AssembledClause, body: Body, cover: Cover) -> None:
        rule, unit = self.units[cover.unit]
        self.homes.setdefault(clause.clause.id, self.sections[rule])
        self.provided.append(
            Provided(
                clause=clause.clause.id,
                text=_text(body),
                where=unit[0].address,
                by=_said(unit),
                score=cover.score,
                settled=cover.settled,
            )
        )

    def parts(self) -> Iterator[tuple[Part, tuple[Proposed, ...]]]:
        """Yield every rule with its blocks, the council's own first."""
        for number, section in enumerate(self.sections):
            blocks = tuple(self._blocks(number, section))
            amended = any(block.clause for block in blocks)
            yield Part(None, section, None, rest_stays=amended), blocks
        for clause, body in self.new:
            identity = clause.clause.id
            heading = Proposed("heading", 0, (Span(clause.heading),), None, identity)
            yield Part(clause, (), None), (heading, *(_fresh(each, identity) for each in body))

    def _blocks(self, number: int, section: tuple[Existing, ...]) -> Iterator[Proposed]:
        changed: dict[int, tuple[str, Body, tuple[Existing, ...]]] = {}
        inside: set[int] = set()
        for at, (identity, body) in self.amended.items():
            rule, unit = self.units[at]
            if rule == number:
                changed[unit[0].block] = (identity, body, unit)
                inside |= {block.block for block in unit}
        last = max(n for n, block in enumerate(section) if n == 0 or is_said(block))
        for n, block in enumerate(section):
            if block.block in changed:
                yield from _amended(*changed[block.block])
            elif block.block not in inside:
                yield Proposed("other", -1, None, block.block)
            if n == last:
                for identity, body in self.added.get(number, ()):
                    yield from (_fresh(each, identity) for each in body)


def texts_of_rules(existing: Sequence[Existing]) -> tuple[Text, ...]:
    """Return the paragraphs of rules, each with the heading of its rule, to match clauses with."""
    return tuple(_Edited.of(sections_of(existing)[1], NOTHING_SETTLED).texts)


def _amended(identity: str, body: Body, unit: tuple[Existing, ...]) -> Iterator[Proposed]:
    """Yield the blocks of a paragraph that a clause amends; what is like nothing in it goes."""
    pairs = {
        new: unit[old].block
        for old, new in alike(
            [Block(f"{block.kind} {block.level}", block.text, "") for block in unit],
            [as_block(each) for each in body],
            LEAST_LIKE_TEXT,
        )
    }
    replaced = tuple(block.block for block in unit)
    for number, each in enumerate(body):
        made = _fresh(each, identity, pairs.get(number))
        yield made if number else replace(made, replaces=replaced)


def _fresh(body: Paragraph | Table, clause: str, old: int | None = None) -> Proposed:
    if isinstance(body, Paragraph):
        return Proposed("paragraph", body.level, body.spans, old, clause)
    return Proposed("table", 0, body, old, clause)


def _said(unit: Sequence[Existing]) -> str:
    return " ".join(block.text for block in unit)


def _text(body: Body) -> str:
    return " ".join(text_of_body(each) for each in body)
