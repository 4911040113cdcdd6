"""The proposed constitution: the council's own file with the proposed protocols in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafting.amendment.alignment import Step, steps
from drafting.amendment.proposal import Proposal, Proposed
from drafting.assembly.provisions import Span, Table
from drafting.constitution.looks import Looks, finder, with_own_list
from drafting.constitution.outline import Constitution
from drafting.constitution.placement import Placement
from drafting.publication.typed_numbers import TypedNumbers, typed_numbers
from drafting.word.blocks import blocks_of, body_of
from drafting.word.native import Look, Words, new_paragraph, new_table, rewritten
from drafting.word.numbering import LabelCounter, read_numbering
from drafting.word.package import Package
from drafting.word.styles import read_styles
from drafting.word.xml import Element, clone, local, name, serialise

_UNRESOLVED = "0"


@dataclass(frozen=True)
class Region:
    """A protocol, its place in the constitution and its proposed text."""

    placement: Placement
    proposal: Proposal


@dataclass(frozen=True)
class ProposedConstitution:
    """The proposed file, how its blocks come from the current ones, and its numbers.

    `positions` gives, for each protocol, the block of the new body that each block of its
    proposal is. `labels` gives the number of each clause as printed, such as `7`.
    """

    package: Package
    steps: tuple[Step, ...]
    positions: Mapping[str, tuple[int, ...]]
    labels: Mapping[str, str]
    names: Mapping[str, str]

    def reference(self, clause: str, within: str) -> str:
        """Return how a text in the protocol `within` refers to a clause."""
        return _reference(clause, within, self.labels, self.names)


@dataclass(frozen=True)
class _Built:
    elements: tuple[Element, ...]
    steps: tuple[Step, ...]
    positions: Mapping[str, tuple[int, ...]]
    clause_blocks: Mapping[str, int]
    typed: Mapping[str, str]


def propose_constitution(
    constitution: Constitution, regions: Sequence[Region]
) -> ProposedConstitution:
    """Return the proposed constitution: the numbers are worked out first, then the references."""
    package = constitution.package
    part = package.related("numbering")
    numbering = package.root(part) if part else None
    search = finder(constitution)
    looks: dict[str, Looks] = {}
    for region in regions:
        found = search.looks(region.placement)
        if not region.placement.existing and numbering is not None:
            found = with_own_list(found, region.placement, search, numbering)
        looks[region.placement.protocol] = found
    definitions = {part: serialise(numbering)} if part and numbering is not None else {}
    if part and len(package.root(part)) == len(numbering if numbering is not None else ()):
        definitions = {}
    based = package.replacing(definitions)
    names = {each.proposal.protocol.outline.id: _name(each) for each in regions}
    draft = _Builder(constitution, regions, looks, {}, names).build()
    labels = _labels(based, draft)
    built = _Builder(constitution, regions, looks, labels, names).build()
    return ProposedConstitution(_written(based, built), built.steps, built.positions, labels, names)


def _name(region: Region) -> str:
    heading = region.placement.heading
    return heading.text if heading else region.proposal.protocol.outline.title


def _reference(
    clause: str, within: str, labels: Mapping[str, str], names: Mapping[str, str]
) -> str:
    protocol, _, label = labels.get(clause, "").partition("/")
    number = f"paragraph {label or _UNRESOLVED}"
    if label.startswith("“"):
        number = label
    return number if protocol in {"", within} else f"{number} of the {names[protocol]}"


def _labels(package: Package, built: _Built) -> dict[str, str]:
    """Return the number of each clause's heading as Word shows it, as `protocol/7`."""
    counter = LabelCounter(read_numbering(package, read_styles(package)))
    blocks = {block: clause for clause, block in built.clause_blocks.items()}
    found: dict[str, str] = {}
    for number, element in enumerate(built.elements):
        paragraphs = [element] if local(element) == "p" else list(element.iter(name("w:p")))
        label = ""
        for paragraph in paragraphs:
            label = counter.label(paragraph)
        if number in blocks:
            protocol, _, clause = blocks[number].partition("/")
            shown = (label or built.typed.get(blocks[number], "")).rstrip(".")
            found[clause] = f"{protocol}/{shown}"
    return found


def _written(package: Package, built: _Built) -> Package:
    root = package.root(package.document)
    body = body_of(root)
    before = blocks_of(body)
    kept = {step.old: step.new for step in built.steps if step.old is not None}
    places = {id(element): number for number, element in enumerate(before)}
    result: list[Element] = []
    at = 0
    for element in list(body):
        own = places.get(id(element))
        if own is None:
            if local(element) == "sectPr":
                result += built.elements[at:]
                at = len(built.elements)
            result.append(element)
            continue
        new = kept.get(own)
        if new is not None and new >= at:
            result += built.elements[at : new + 1]
            at = new + 1
    result += built.elements[at:]
    for element in list(body):
        body.remove(element)
    body.extend(result)
    return package.replacing({package.document: serialise(root)})


@dataclass
class _Builder:
    """Builds the blocks of the proposed constitution in order."""

    constitution: Constitution
    regions: Sequence[Region]
    looks: Mapping[str, Looks]
    labels: Mapping[str, str]
    names: Mapping[str, str]

    def build(self) -> _Built:
        old = blocks_of(body_of(self._fresh_root()))
        self.old = old
        self.elements: list[Element] = []
        self.kept: list[tuple[int, int]] = []
        self.moved: dict[int, int] = {}
        self.positions: dict[str, tuple[int, ...]] = {}
        self.clause_blocks: dict[str, int] = {}
        self.typed: dict[str, str] = {}
        at = 0
        for region in sorted(self.regions, key=lambda each: each.placement.start):
            self._keep(at, region.placement.start)
            self._region(region)
            at = region.placement.end
        self._keep(at, len(old))
        return _Built(
            tuple(self.elements),
            tuple(steps(len(old), len(self.elements), self.kept, self.moved)),
            self.positions,
            self.clause_blocks,
            self.typed,
        )

    def _fresh_root(self) -> Element:
        package = self.constitution.package
        return package.root(package.document)

    def _keep(self, start: int, end: int) -> None:
        for number in range(start, end):
            self.kept.append((number, len(self.elements)))
            self.elements.append(self.old[number])

    def _region(self, region: Region) -> None:
        proposal, protocol = region.proposal, region.placement.protocol
        looks = self.looks[protocol]
        numbers = typed_numbers(self.constitution, region.placement) if looks.typed else None
        positions: list[int] = []
        moved = [False] * len(proposal.opening)
        for part, blocks in zip(proposal.parts, proposal.blocks, strict=True):
            moved += [part.moved] * len(blocks)
        for block, away in zip(proposal.all_blocks(), moved, strict=True):
            place = len(self.elements)
            positions.append(place)
            if block.role == "heading":
                self.clause_blocks[f"{protocol}/{block.clause}"] = place
            self.elements.append(self._element(block, protocol, looks, numbers, away))
            if block.old is not None and away:
                self.moved[place] = block.old
            elif block.old is not None:
                self.kept.append((block.old, place))
        self.positions[protocol] = tuple(positions)

    def _element(
        self,
        block: Proposed,
        protocol: str,
        looks: Looks,
        numbers: TypedNumbers | None,
        away: bool,
    ) -> Element:
        old = None if block.old is None else self.old[block.old]
        label = numbers.next(block) if numbers else ""
        if numbers and block.role == "heading":
            self.typed[f"{protocol}/{block.clause}"] = label.strip()
        if block.content is None and old is not None:
            return numbers.relabelled(old, label) if numbers else clone(old)
        if isinstance(block.content, Table):
            return old if old is not None else self._table(block.content, protocol, looks)
        spans = block.content or ()
        words = ([Words(label)] if label else []) + self._words(spans, protocol)
        if old is not None:
            changed = rewritten(old, words)
            return _without_bookmarks(changed) if away else changed
        return new_paragraph(_look(block, looks), words)

    def _words(self, spans: Sequence[Span], protocol: str) -> list[Words]:
        return [
            Words(
                _reference(span.reference, protocol, self.labels, self.names)
                if span.reference
                else span.text,
                span.bold,
                span.italic,
            )
            for span in spans
        ]

    def _table(self, table: Table, protocol: str, looks: Looks) -> Element:
        return new_table(
            looks.table,
            [self._words(cell, protocol) for cell in table.header],
            [[self._words(cell, protocol) for cell in row] for row in table.rows],
        )


def _look(block: Proposed, looks: Looks) -> Look:
    if block.role == "protocol":
        return looks.protocol
    if block.role == "heading":
        return looks.heading
    return looks.paragraphs.get(block.level, looks.paragraphs[1])


def _without_bookmarks(paragraph: Element) -> Element:
    """Drop the bookmarks of a paragraph that moves: Word's table of contents makes its own anew."""
    for element in list(paragraph.iter(name("w:bookmarkStart"), name("w:bookmarkEnd"))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return paragraph
