"""The proposed constitution: the council's own file with the proposed protocols in their places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from drafting.amendment.alignment import Step, steps
from drafting.amendment.proposal import Proposal, Proposed
from drafting.assembly.english import curly
from drafting.assembly.provisions import AssembledProtocol, Span, Table
from drafting.constitution.looks import HEADING, PROTOCOL, LookFinder, Looks, finder
from drafting.constitution.outline import Constitution, Kind
from drafting.constitution.own_lists import restarted_lists, with_own_list
from drafting.constitution.placement import Placement
from drafting.publication.clause_labels import clause_labels, reference, rule_labels, shown_numbers
from drafting.publication.typed_numbers import TypedNumbers, typed_numbers
from drafting.word.atoms import text_of
from drafting.word.blocks import blocks_of, body_of
from drafting.word.native import Look, Words, new_paragraph, new_table, rewritten
from drafting.word.numbering import NO_LIST
from drafting.word.package import Package
from drafting.word.xml import Element, local, name, serialise

_UNNUMBERED = -2


@dataclass(frozen=True)
class Region:
    """A protocol, its place in the constitution and its proposed text."""

    placement: Placement
    proposal: Proposal


@dataclass(frozen=True)
class ProposedConstitution:
    """The proposed file, how its blocks come from the current ones, and its numbers.

    `positions` gives, for each protocol, the block of the new body that each block of its
    proposal is. `labels` gives the number of each clause as printed, such as `7`; `elsewhere`
    what a clause is called that stands nowhere in the file.
    """

    package: Package
    steps: tuple[Step, ...]
    positions: Mapping[str, tuple[int, ...]]
    labels: Mapping[str, str]
    names: Mapping[str, str]
    elsewhere: Mapping[str, str]

    def reference(self, clause: str, within: str) -> str:
        """Return how a text in the protocol `within` refers to a clause."""
        return reference(clause, within, {**self.elsewhere, **self.labels}, self.names)


@dataclass(frozen=True)
class _Prepared:
    """What the text of one protocol wears: its looks, and lists of its own for some blocks."""

    looks: Looks
    levels: tuple[int, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True)
class _Built:
    elements: tuple[Element, ...]
    steps: tuple[Step, ...]
    positions: Mapping[str, tuple[int, ...]]
    typed: Mapping[int, str]


def propose_constitution(
    constitution: Constitution,
    regions: Sequence[Region],
    headings: Mapping[str, str],
    others: Sequence[AssembledProtocol] = (),
) -> ProposedConstitution:
    """Return the proposed constitution: the numbers are worked out first, then the references.

    `headings` gives the heading of each clause of the library: by it a text refers to a clause
    that stands nowhere in the constitution, because the rules it amends are not there. `others`
    are the protocols that stand in files of their own, which a reference to them names.
    """
    package = constitution.package
    part = package.related("numbering")
    numbering = package.root(part) if part else None
    search = finder(constitution)
    prepared = {
        region.placement.protocol: _prepare(region, search, numbering) for region in regions
    }
    definitions: dict[str, bytes] = {}
    if part and numbering is not None and len(package.root(part)) < len(numbering):
        definitions = {part: serialise(numbering)}
    based = package.replacing(definitions)
    names = {each.outline.id: each.outline.title for each in others}
    names |= {each.proposal.protocol.outline.id: _name(each) for each in regions}
    draft = _Builder(constitution, regions, search, prepared, {}, names).build()
    labels = _labels(based, draft, regions, prepared)
    homes = {each.clause.id: other.outline.id for other in others for each in other.clauses}
    elsewhere = {
        clause: f"{homes.get(clause, '')}/“{curly(heading)}”"
        for clause, heading in headings.items()
    }
    everywhere = {**elsewhere, **labels}
    built = _Builder(constitution, regions, search, prepared, everywhere, names).build()
    package = _written(based, built)
    return ProposedConstitution(package, built.steps, built.positions, labels, names, elsewhere)


def _prepare(region: Region, search: LookFinder, numbering: Element | None) -> _Prepared:
    """Return what the text of a protocol wears; lists of its own are added to `numbering`."""
    placement = region.placement
    looks = search.looks(placement)
    blocks = region.proposal.all_blocks()
    depths = search.levels(placement)
    levels = tuple(_level(block, search.constitution, placement, depths) for block in blocks)
    if numbering is None:
        return _Prepared(looks, levels, ("",) * len(blocks))
    if not placement.existing:
        looks = with_own_list(looks, placement, search, numbering)
    olds = [None if block.old is None else search.blocks[block.old] for block in blocks]
    lists = restarted_lists(looks, list(zip(levels, olds, strict=True)), numbering, search)
    return _Prepared(looks, levels, tuple(lists))


def _level(
    block: Proposed, constitution: Constitution, placement: Placement, depths: Mapping[int, int]
) -> int:
    """Return the level of a block as its numbers have it; `_UNNUMBERED` for what has none."""
    if block.role == "protocol":
        return PROTOCOL
    if block.role == "heading":
        return HEADING
    if block.role == "paragraph":
        return block.level
    if block.old is None or block.content is not None:
        return _UNNUMBERED
    provision = constitution.provisions[block.old]
    if provision.heading:
        return HEADING if provision.depth == placement.depth + 1 else _UNNUMBERED
    if provision.kind not in {Kind.PARAGRAPH, Kind.BREAK} or not provision.text.strip():
        return _UNNUMBERED
    return depths.get(provision.depth, _UNNUMBERED)


def _name(region: Region) -> str:
    heading = region.placement.heading
    return heading.text if heading else region.proposal.protocol.outline.title


def _labels(
    package: Package,
    built: _Built,
    regions: Sequence[Region],
    prepared: Mapping[str, _Prepared],
) -> dict[str, str]:
    """Return how each clause is referred to, as `protocol/7`."""
    numbers = shown_numbers(package, built.elements, built.typed)
    found: dict[str, str] = {}
    for region in regions:
        protocol = region.placement.protocol
        shown = [numbers[at] for at in built.positions[protocol]]
        if region.proposal.amends:
            labels = rule_labels(region.proposal, shown)
        else:
            labels = clause_labels(region.proposal, prepared[protocol].levels, shown)
        found |= {clause: f"{protocol}/{label}" for clause, label in labels.items()}
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
    search: LookFinder
    prepared: Mapping[str, _Prepared]
    labels: Mapping[str, str]
    names: Mapping[str, str]

    def build(self) -> _Built:
        old = blocks_of(body_of(self._fresh_root()))
        self.old = old
        self.elements: list[Element] = []
        self.kept: list[tuple[int, int]] = []
        self.moved: dict[int, int] = {}
        self.positions: dict[str, tuple[int, ...]] = {}
        self.typed: dict[int, str] = {}
        self.numbers: TypedNumbers | None = None
        self.after_new = False
        at = 0

        def place(each: Region) -> tuple[int, bool]:
            # A protocol that is inserted where another begins stands before it.
            return each.placement.start, each.placement.existing

        for region in sorted(self.regions, key=place):
            if region.placement.start > at:
                self.numbers, self.after_new = None, False
            self._keep(at, region.placement.start)
            self._region(region)
            at = region.placement.end
        self._keep(at, len(old))
        return _Built(
            tuple(self.elements),
            tuple(steps(len(old), len(self.elements), self.kept, self.moved)),
            self.positions,
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
        proposal, placement = region.proposal, region.placement
        prepared = self.prepared[placement.protocol]
        levels = self.search.levels(placement)
        typed = prepared.looks.typed
        numbers = typed_numbers(
            self.constitution, placement, levels, typed, self.numbers, stays=proposal.amends
        )
        positions: list[int] = []
        moved = [False] * len(proposal.opening)
        for part, blocks in zip(proposal.parts, proposal.blocks, strict=True):
            moved += [part.moved] * len(blocks)
        blocks = proposal.all_blocks()
        used = {block.old for block in blocks}
        for n, (block, away) in enumerate(zip(blocks, moved, strict=True)):
            above = prepared.levels[n - 1] if n else 1
            self._space(block, above, prepared.looks.blank_after)
            place = len(self.elements)
            positions.append(place)
            if proposal.amends:
                label = self._own_typed(block, prepared.levels[n], numbers, used)
            else:
                label = self._typed(block, prepared.levels[n], numbers)
            self.typed[place] = label
            self.elements.append(self._element(block, placement, prepared, n, label, away))
            if block.old is not None and away:
                self.moved[place] = block.old
            elif block.old is not None:
                self.kept.append((block.old, place))
        self.positions[placement.protocol] = tuple(positions)
        self.numbers = numbers

    def _space(self, block: Proposed, above: int, blank: Mapping[int, Look]) -> None:
        """Put a blank line between new text and the text above it, where that is usual here."""
        after_new, self.after_new = self.after_new, block.old is None
        beside_new = after_new or self.after_new
        last = self.elements[-1] if self.elements else None
        if last is None or not beside_new or _is_blank(last) or self._stays_blank(block):
            return
        look = blank.get(1 if local(last) == "tbl" else above)
        if look is not None:
            self.elements.append(new_paragraph(look, []))

    def _stays_blank(self, block: Proposed) -> bool:
        return block.old is not None and _is_blank(self.old[block.old])

    def _typed(self, block: Proposed, level: int, numbers: TypedNumbers) -> str:
        """Return the typed label of a block with its gap; what stays without one is not counted.

        The gap, a tab or a few spaces, is that of the paragraph itself where it has one.
        """
        typed = None if block.old is None else self.constitution.provisions[block.old].typed
        stays = block.content is None and block.old is not None
        bare = stays and typed is None
        if bare and level == HEADING and HEADING not in numbers.typed:
            numbers.next(level)  # a heading without a number counts for the paragraphs under it
        if level == _UNNUMBERED or bare:
            return ""
        label, gap = numbers.next(level)
        return label + (typed.gap if typed and label else gap)

    def _own_typed(
        self, block: Proposed, level: int, numbers: TypedNumbers, used: Collection[int | None]
    ) -> str:
        """Return the typed label of a block of rules, where what stands keeps its number.

        New text in the place of a paragraph that goes takes its number; `used` are the blocks
        that stay.
        """
        place = block.old
        if place is None and block.replaces and block.replaces[0] not in used:
            place = block.replaces[0]
        if place is None or (
            block.old is None and self.constitution.provisions[place].typed is None
        ):
            return "".join(numbers.next(level)) if level != _UNNUMBERED else ""
        typed = self.constitution.provisions[place].typed
        if typed is None:
            return ""
        numbers.stands(level, typed.label)
        return typed.label + typed.gap

    def _element(
        self,
        block: Proposed,
        placement: Placement,
        prepared: _Prepared,
        number: int,
        label: str,
        away: bool,
    ) -> Element:
        old = None if block.old is None else self.old[block.old]
        if block.content is None and old is not None:
            return self._relabelled(old, block.old, label)
        protocol, looks = placement.protocol, prepared.looks
        if isinstance(block.content, Table):
            return old if old is not None else self._table(block.content, protocol, looks)
        words = ([Words(label)] if label else []) + self._words(block.content or (), protocol)
        if old is not None and block.content == ():
            return _emptied(old)
        if old is not None:
            changed = rewritten(old, words)
            return _without_bookmarks(changed) if away else changed
        look = _look(block, looks)
        own = prepared.lists[number]
        return new_paragraph(replace(look, list_instance=own) if own else look, words)

    def _relabelled(self, paragraph: Element, block: int | None, label: str) -> Element:
        """Return a paragraph of the council's own with its typed number brought up to date.

        Letters stay as they are: they count within their own paragraph, which stays too.
        """
        typed = None if block is None else self.constitution.provisions[block].typed
        if typed is None or not label or not typed.figures or label == typed.label + typed.gap:
            return paragraph
        return rewritten(paragraph, [Words(label + typed.text)])

    def _words(self, spans: Sequence[Span], protocol: str) -> list[Words]:
        return [
            Words(
                reference(span.reference, protocol, self.labels, self.names)
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


def _emptied(paragraph: Element) -> Element:
    """Return a paragraph without words and without a number, which would stand there alone.

    It stays because it ends a section of pages: its mark cannot be deleted.
    """
    result = rewritten(paragraph, [])
    properties = new_paragraph(Look(paragraph, NO_LIST), []).find(name("w:pPr"))
    old = result.find(name("w:pPr"))
    if properties is not None and old is not None:
        properties.extend(old.findall(name("w:sectPr")))
        result.replace(old, properties)
    return result


def _is_blank(element: Element) -> bool:
    return local(element) == "p" and not text_of(element).strip()


def _without_bookmarks(paragraph: Element) -> Element:
    """Drop the bookmarks of a paragraph that moves: Word's table of contents makes its own anew."""
    for element in list(paragraph.iter(name("w:bookmarkStart"), name("w:bookmarkEnd"))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return paragraph
