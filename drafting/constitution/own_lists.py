"""List instances for new text, where the numbers of a constitution start again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafting.constitution.looks import LookFinder, Looks
from drafting.constitution.placement import Placement
from drafting.word.native import Look, with_list_instance
from drafting.word.numbering import NO_LIST, ListPlace
from drafting.word.xml import Element, get, name

_INSTANCE = f"{name('w:pPr')}/{name('w:numPr')}/{name('w:numId')}"


def with_own_list(
    looks: Looks, placement: Placement, found: LookFinder, numbering: Element
) -> Looks:
    """Return the looks with a list of their own, where each section of the document has one.

    `numbering` is the numbering part, which the new list instance is added to.
    """
    through = [look for level, look in looks.paragraphs.items() if level not in looks.restarted]
    models = (looks.heading, *through)
    own = {each for each in map(_instance, models) if _only_in_section(each, placement, found)}
    own -= {NO_LIST, ""}
    if not own:
        return looks
    top = min((place.level for place in _places(models, found) if place.instance in own), default=0)
    fresh = {each: with_list_instance(numbering, each, top) for each in sorted(own)}
    return replace(
        looks,
        heading=_moved(looks.heading, fresh),
        paragraphs={level: _moved(look, fresh) for level, look in looks.paragraphs.items()},
    )


def restarted_lists(
    looks: Looks,
    blocks: Sequence[tuple[int, Element | None]],
    numbering: Element,
    found: LookFinder,
) -> list[str]:
    """Return the list instance that each new block of a protocol takes; "" where its look says it.

    `blocks` gives the level of each block and the paragraph that it amends or keeps, if any.
    Numbers that start again take an instance of their own each time, unless they run on from a
    paragraph that stands there today. New instances are added to `numbering`, the numbering part.
    """
    result = [""] * len(blocks)
    for level in sorted(looks.restarted):
        look = looks.paragraphs[level]
        place = found.numbering.place(look.model)
        base = look.list_instance or (place.instance if place else "")
        for run in _runs([each for each, _ in blocks], level):
            olds = [old for old in (blocks[n][1] for n in run) if old is not None]
            if len(olds) == len(run):
                continue
            places = (found.numbering.place(old) for old in olds)
            instance = next((each.instance for each in places if each), "")
            if not instance:
                start = place.level if place else 0
                instance = with_list_instance(numbering, base, look.level or start)
            for number in run:
                result[number] = instance if blocks[number][1] is None else ""
    return result


def _runs(levels: Sequence[int], level: int) -> Iterator[list[int]]:
    """Yield the places of the blocks of one level that no higher block parts."""
    run: list[int] = []
    for number, each in enumerate(levels):
        if each == level:
            run.append(number)
        elif 0 <= each < level and run:
            yield run
            run = []
    if run:
        yield run


def _instance(look: Look) -> str:
    """Return the list instance that a model itself states, beside its style."""
    return look.list_instance or get(look.model.find(_INSTANCE), "w:val")


def _places(looks: Sequence[Look], found: LookFinder) -> Iterator[ListPlace]:
    for look in looks:
        place = found.numbering.place(look.model)
        if place is not None:
            yield place


def _only_in_section(instance: str, placement: Placement, found: LookFinder) -> bool:
    section = found.constitution.section(placement.model)
    for number, block in enumerate(found.blocks):
        outside = not section.start <= number < section.end
        if outside and get(block.find(_INSTANCE), "w:val") == instance:
            return False
    return True


def _moved(look: Look, fresh: dict[str, str]) -> Look:
    return replace(look, list_instance=fresh.get(_instance(look), look.list_instance))
