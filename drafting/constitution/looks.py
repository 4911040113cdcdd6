"""The looks that a protocol's text wears in this constitution, learned from the text around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.placement import Placement
from drafting.word.blocks import body_blocks
from drafting.word.native import Look, TableLook, with_list_instance
from drafting.word.numbering import ListPlace, Numbering, read_numbering
from drafting.word.styles import read_styles
from drafting.word.xml import Element, get, name

LEVELS = (1, 2, 3)


@dataclass(frozen=True)
class Looks:
    """The look of a protocol's heading, its inner headings, each level of paragraph, a table.

    `typed` says whether the numbers of inner headings or paragraphs are typed in the text.
    """

    protocol: Look
    heading: Look
    paragraphs: dict[int, Look]
    table: TableLook
    typed: bool


@dataclass(frozen=True)
class LookFinder:
    """Finds looks: in the model section first, then in its Part, then in the whole document."""

    constitution: Constitution
    blocks: Sequence[Element]
    numbering: Numbering

    def looks(self, placement: Placement) -> Looks:
        """Return the looks for a protocol at its place."""
        near = list(self._nearest(placement.model))
        heading = self._first(near, lambda p: p.heading and p.depth == placement.depth + 1)
        levels = self.levels(placement)
        base = {level: self._level(near, levels, level) for level in LEVELS}
        first = base[1] or base[2] or heading or placement.model
        paragraphs = {
            level: Look(self.blocks[found.block]) if found else self._deeper(base, level, first)
            for level, found in base.items()
        }
        body = Look(self.blocks[first.block])
        table = self._first(near, lambda p: p.kind is Kind.TABLE)
        sample = [each for each in (heading, base[1]) if each]
        return Looks(
            protocol=Look(self.blocks[placement.model.block]),
            heading=Look(self.blocks[(heading or placement.model).block]),
            paragraphs=paragraphs,
            table=TableLook(None if table is None else self.blocks[table.block], body),
            typed=any(each.typed is not None for each in sample),
        )

    def levels(self, placement: Placement) -> dict[int, int]:
        """Return which level of paragraph (1 to 3) each depth of numbering stands for here."""
        section = self.constitution.section(placement.model)
        for provisions in (
            self.constitution.provisions[section.start : section.end],
            self.constitution.provisions,
        ):
            depths = sorted(
                {p.depth for p in provisions if p.kind is Kind.PARAGRAPH and p.depth > 0}
            )
            if depths:
                return {depth: level for level, depth in enumerate(depths, start=1) if level < 4}
        return {1: 1, 2: 2, 3: 3}

    def _nearest(self, model: Provision) -> Iterator[Provision]:
        section = self.constitution.section(model)
        yield from self.constitution.provisions[section.start + 1 : section.end]
        part = next(
            (
                each
                for each in reversed(self.constitution.provisions[: model.block])
                if each.heading and each.depth < model.depth
            ),
            None,
        )
        if part is not None:
            around = self.constitution.section(part)
            yield from self.constitution.provisions[around.start + 1 : around.end]
        yield from self.constitution.provisions

    def _first(
        self, near: Sequence[Provision], wanted: Callable[[Provision], bool]
    ) -> Provision | None:
        return next((each for each in near if wanted(each)), None)

    def _level(
        self, near: Sequence[Provision], levels: dict[int, int], level: int
    ) -> Provision | None:
        depths = {depth for depth, each in levels.items() if each == level}
        return self._first(near, lambda p: p.kind is Kind.PARAGRAPH and p.depth in depths)

    def _deeper(self, base: dict[int, Provision | None], level: int, first: Provision) -> Look:
        """Return the look of a level that the document never uses: one level deeper in the list."""
        known = max((n for n, found in base.items() if found and n < level), default=0)
        model = self.blocks[(base.get(known) or first).block]
        place = self.numbering.place(model)
        if place is None:
            return Look(model)
        deeper = ListPlace(place.instance, place.level + level - known)
        definition = self.numbering.level(deeper)
        style = definition.style if definition else ""
        return Look(model, place.instance, deeper.level, style)


def finder(constitution: Constitution) -> LookFinder:
    """Return a finder of looks for a constitution."""
    package = constitution.package
    numbering = read_numbering(package, read_styles(package))
    return LookFinder(constitution, body_blocks(package), numbering)


def with_own_list(
    looks: Looks, placement: Placement, found: LookFinder, numbering: Element
) -> Looks:
    """Return the looks with a list of their own, where each section of the document has one.

    `numbering` is the numbering part, which the new list instance is added to.
    """
    instances = _stated(looks)
    own = {each for each in instances if _only_in_section(each, placement, found)}
    if not own:
        return looks
    top = min((place.level for place in _places(looks, found) if place.instance in own), default=0)
    fresh = {each: with_list_instance(numbering, each, top) for each in sorted(own)}
    return replace(
        looks,
        heading=_moved(looks.heading, fresh),
        paragraphs={level: _moved(look, fresh) for level, look in looks.paragraphs.items()},
    )


def _stated(looks: Looks) -> set[str]:
    """Return the list instances that the models themselves state, beside their styles."""
    path = f"{name('w:pPr')}/{name('w:numPr')}/{name('w:numId')}"
    models = [looks.heading.model, *(look.model for look in looks.paragraphs.values())]
    found = (model.find(path) for model in models)
    return {get(each, "w:val") for each in found if each is not None} - {"0", ""}


def _places(looks: Looks, found: LookFinder) -> Iterator[ListPlace]:
    for look in (looks.heading, *looks.paragraphs.values()):
        place = found.numbering.place(look.model)
        if place is not None:
            yield place


def _only_in_section(instance: str, placement: Placement, found: LookFinder) -> bool:
    section = found.constitution.section(placement.model)
    path = f"{name('w:pPr')}/{name('w:numPr')}/{name('w:numId')}"
    for number, block in enumerate(found.blocks):
        stated = block.find(path)
        outside = not section.start <= number < section.end
        if outside and stated is not None and get(stated, "w:val") == instance:
            return False
    return True


def _moved(look: Look, fresh: dict[str, str]) -> Look:
    stated = look.model.find(f"{name('w:pPr')}/{name('w:numPr')}/{name('w:numId')}")
    instance = get(stated, "w:val") or look.list_instance
    return replace(look, list_instance=fresh.get(instance, look.list_instance))
