"""The looks that a protocol's text wears in this constitution, learned from the text around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.placement import Placement
from drafting.word.native import Look, TableLook
from drafting.word.numbering import NO_LIST, ListPlace, Numbering, read_numbering
from drafting.word.styles import read_styles
from drafting.word.xml import Element, canonical, child, clone, make, name

PROTOCOL, HEADING = -1, 0  # beside the levels of paragraphs
LEVELS = (1, 2, 3)
_BULLET = "•"


@dataclass(frozen=True)
class Looks:
    """The look of a protocol's heading, its inner headings, each level of paragraph, a table.

    `typed` holds the levels whose numbers stand in the text. `restarted` holds the levels whose
    list starts afresh each time, because nothing above them in their list makes it start again.
    `blank_after` gives, for levels that a blank line follows here, that blank line.
    """

    protocol: Look
    heading: Look
    paragraphs: Mapping[int, Look]
    table: TableLook
    typed: frozenset[int]
    restarted: frozenset[int] = frozenset()
    blank_after: Mapping[int, Look] = field(default_factory=lambda: {})


@dataclass(frozen=True)
class LookFinder:
    """Finds looks: in the model section first, then in its Part, then in the whole document."""

    constitution: Constitution
    blocks: Sequence[Element]
    numbering: Numbering

    def looks(self, placement: Placement) -> Looks:
        """Return the looks for a protocol at its place."""
        levels = self.levels(placement)
        base = {level: self._level(placement, levels, level) for level in LEVELS}
        first = base[1] or base[2]
        body = Look(make("w:p") if first is None else self.blocks[first.block])
        paragraphs = {
            level: Look(self.blocks[found.block]) if found else self._deeper(base, level, body)
            for level, found in base.items()
        }
        heading = self._heading(placement)
        table = next((p for p in self._nearest(placement.model) if p.kind is Kind.TABLE), None)
        typed = {level for level in (2, 3) if not self._numbers(paragraphs[level])}
        known = {PROTOCOL: placement.model, HEADING: heading, 1: base[1]}
        typed |= {level for level, each in known.items() if each is not None and each.typed}
        return Looks(
            protocol=Look(self.blocks[placement.model.block]),
            heading=self._look_of_heading(placement, heading, body),
            paragraphs=paragraphs,
            table=TableLook(None if table is None else self.blocks[table.block], body),
            typed=frozenset(typed),
            restarted=frozenset(self._restarted(placement, levels, paragraphs)),
            blank_after=self._blank_after(placement, levels),
        )

    def levels(self, placement: Placement) -> dict[int, int]:
        """Return which level of paragraph (1 to 3) each depth of numbering stands for here.

        Where most paragraphs of a section have no number, those are its first level.
        """
        for provisions in (self._inside(placement.model), self.constitution.provisions):
            counts = Counter(p.depth for p in provisions if _written(p))
            numbered = sorted(depth for depth in counts if depth)
            plain = [0] if counts[0] > sum(counts[depth] for depth in numbered[:1]) else []
            if numbered or plain:
                return {d: n for n, d in enumerate([*plain, *numbered], start=1) if n < 4}
        return {1: 1, 2: 2, 3: 3}

    def _inside(self, model: Provision) -> Sequence[Provision]:
        section = self.constitution.section(model)
        return self.constitution.provisions[section.start + 1 : section.end]

    def _nearest(self, model: Provision) -> Iterator[Provision]:
        yield from self._inside(model)
        before = reversed(self.constitution.provisions[: model.block])
        part = next((each for each in before if each.heading and each.depth < model.depth), None)
        if part is not None:
            yield from self._inside(part)
        yield from self.constitution.provisions

    def _typical(self, provisions: Sequence[Provision]) -> Provision | None:
        """Return the first of the provisions that look as most of them do."""
        forms = [_form(self.blocks[each.block]) for each in provisions]
        usual = Counter(forms).most_common(1)
        return provisions[forms.index(usual[0][0])] if usual else None

    def _heading(self, placement: Placement) -> Provision | None:
        def wanted(each: Provision) -> bool:
            return each.heading and each.depth == placement.depth + 1

        inside = [each for each in self._inside(placement.model) if wanted(each)]
        return self._typical(inside)

    def _look_of_heading(self, placement: Placement, heading: Provision | None, body: Look) -> Look:
        """Return the look of inner headings; where the section has none, one without a number."""
        if heading is not None:
            return Look(self.blocks[heading.block])
        other = next(
            (
                each
                for each in self._nearest(placement.model)
                if each.heading and each.depth == placement.depth + 1
            ),
            None,
        )
        if other is None:
            return Look(_in_bold(body.model))
        look = Look(self.blocks[other.block])
        own, listed = self.numbering.place(body.model), self.numbering.place(look.model)
        one_list = own and listed and self._abstract(own) == self._abstract(listed)
        return look if one_list or not listed else replace(look, list_instance=NO_LIST)

    def _level(self, placement: Placement, levels: dict[int, int], level: int) -> Provision | None:
        """Return a paragraph of a level: from the section, or from elsewhere if of its list."""
        depths = {depth for depth, each in levels.items() if each == level}

        def wanted(each: Provision) -> bool:
            return _written(each) and each.depth in depths

        inside = [each for each in self._inside(placement.model) if wanted(each)]
        first = next((p for p in self._inside(placement.model) if _written(p) and p.depth), None)
        return self._typical(inside) or next(
            (
                each
                for each in self._nearest(placement.model)
                if wanted(each) and (first is None or self._same_custom(first, each))
            ),
            None,
        )

    def _same_custom(self, one: Provision, other: Provision) -> bool:
        """Return whether two paragraphs are numbered by one list, or both by hand."""
        places = [self.numbering.place(self.blocks[each.block]) for each in (one, other)]
        if places[0] is None or places[1] is None:
            return places[0] is places[1]
        return self._abstract(places[0]) == self._abstract(places[1])

    def _abstract(self, place: ListPlace) -> str:
        return self.numbering.instances[place.instance].abstract

    def _numbers(self, look: Look) -> bool:
        """Return whether a look has an automatic number."""
        place = self.numbering.place(look.model)
        if place is None or look.list_instance == NO_LIST:
            return False
        return self.numbering.level(replace(place, level=look.level or place.level)) is not None

    def _deeper(self, base: dict[int, Provision | None], level: int, body: Look) -> Look:
        """Return the look of a level that the document never uses: one level deeper in the list."""
        known = max((n for n, found in base.items() if found and n < level), default=0)
        found = base.get(known)
        model = body.model if found is None else self.blocks[found.block]
        place = self.numbering.place(model)
        if place is None:
            return Look(model)
        deeper = ListPlace(place.instance, place.level + level - known)
        definition = self.numbering.level(deeper)
        if definition is None:
            return Look(model, NO_LIST)
        return Look(model, place.instance, deeper.level, definition.style)

    def _restarted(
        self, placement: Placement, levels: dict[int, int], paragraphs: Mapping[int, Look]
    ) -> Iterator[int]:
        places = {level: self.numbering.place(look.model) for level, look in paragraphs.items()}
        if places[1] is not None and self._restarts_under_headings(placement, levels):
            yield 1
        for level in (2, 3):
            above, place = places[level - 1], places[level]
            if place and (above is None or self._abstract(above) != self._abstract(place)):
                yield level

    def _restarts_under_headings(self, placement: Placement, levels: dict[int, int]) -> bool:
        """Return whether the numbers of paragraphs start again under each inner heading."""
        firsts: list[str] = []
        waits = False
        for each in self._inside(placement.model):
            waits = waits or each.heading
            if waits and _written(each) and levels.get(each.depth) == 1:
                firsts.append(each.label)
                waits = False
        return len(firsts) > 1 and len(set(firsts)) == 1

    def _blank_after(self, placement: Placement, levels: dict[int, int]) -> dict[int, Look]:
        """Return the blank line after each level, where most of its blocks have one."""
        section = self.constitution.section(placement.model)
        provisions = self.constitution.provisions[section.start : section.end]
        followed: dict[int, list[Provision | None]] = {}
        for each, after in pairwise(provisions):
            level = PROTOCOL if each is placement.model else levels.get(each.depth)
            level = HEADING if each.heading and level != PROTOCOL else level
            if level is not None and (each.heading or _written(each)):
                followed.setdefault(level, []).append(after if _blank(after) else None)
        found = {
            level: next(filter(None, blanks))
            for level, blanks in followed.items()
            if sum(each is not None for each in blanks) * 2 > len(blanks)
        }
        return {level: Look(self.blocks[each.block]) for level, each in found.items()}


def _written(provision: Provision) -> bool:
    """Return whether a provision is a paragraph with words, and no point of a bulleted list."""
    paragraph = provision.kind is Kind.PARAGRAPH
    return paragraph and bool(provision.text.strip()) and provision.label != _BULLET


def _blank(provision: Provision) -> bool:
    return provision.kind is Kind.PARAGRAPH and not provision.text and not provision.label


def _form(paragraph: Element) -> str:
    """Return a form of a paragraph's properties that is equal for paragraphs that look alike."""
    found = paragraph.find(name("w:pPr"))
    if found is None:
        return ""
    properties = clone(found)
    for element in list(properties.iter(name("w:numId"), name("w:rPr"), name("w:sectPr"))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return canonical(properties)


def _in_bold(paragraph: Element) -> Element:
    """Return a paragraph in bold that wears the style of another, without its number."""
    made = make("w:p")
    properties = paragraph.find(name("w:pPr"))
    style = None if properties is None else properties.find(name("w:pStyle"))
    kept = child(made, "w:pPr")
    if style is not None:
        kept.append(clone(style))
    child(kept, "w:keepNext")
    numbers = child(kept, "w:numPr")
    child(numbers, "w:ilvl", val="0")
    child(numbers, "w:numId", val=NO_LIST)
    run = child(made, "w:r")
    child(child(run, "w:rPr"), "w:b")
    child(run, "w:t").text = "Heading"
    return made


def finder(constitution: Constitution) -> LookFinder:
    """Return a finder of looks for a constitution."""
    package = constitution.package
    numbering = read_numbering(package, read_styles(package))
    return LookFinder(constitution, constitution.blocks, numbering)
