"""Writes the tracked changes of content controls that stand around whole blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drafting.word.blocks import BLOCKS
from drafting.word.normal_form import said_by
from drafting.word.slices import Piece, pieces_of
from drafting.word.tracking import Mark
from drafting.word.xml import Element, clone, local, name

if TYPE_CHECKING:
    from drafting.publication.stories import StoryWriter


class ControlWriter:
    """Writes tracked changes into content controls, with the story that they stand in."""

    def __init__(self, story: StoryWriter) -> None:
        self.story = story

    def edited(self, old: Element, new: Element) -> Element:
        """Return the old control with the differences of what it holds tracked.

        Its own properties cannot be tracked: a difference is reported, and `new` takes over the
        old ones.
        """
        copied = clone(old)
        if _properties(old) != _properties(new):
            self.story.report(
                old, "the properties of a content control differ; the old file’s stay"
            )
            _take_properties(new, old)
        inside, other = _content(copied), _content(new)
        if inside is None or other is None:
            self.story.refuse(old, "a change of this content control cannot be tracked")
            return copied
        self.story.nested(inside, other)
        return copied

    def alone(self, control: Element, mark: Mark) -> list[Element]:
        """Return a control or custom XML of one side alone: its tags and what it holds revised.

        The ranges around its start and its end stand where Word puts them (17.13.5.5, .8).
        """
        copied = clone(control)
        inside = _content(copied)
        if inside is None or any(local(each) in {"tr", "tc"} for each in inside):
            self.story.refuse(control, "a content control of this kind comes or goes")
            return [copied]
        revised: list[Element] = []
        for each in inside:
            if local(each) in BLOCKS:
                revised += self.story.alone(each, mark)
            elif mark in {"del", "moveFrom"} and local(each) != "customXmlPr":
                revised.append(each)  # between blocks, such as a bookmark
        return self._revised(copied, inside, revised, mark)

    def around(self, olds: Sequence[Piece], news: Sequence[Piece]) -> list[Element]:
        """Return blocks that stand in a control on one side only: its tags revised around them."""
        mark: Mark = "del" if olds[-1].tag == "sdt" else "ins"
        control = (olds if mark == "del" else news)[-1].element
        copied = clone(control)
        inside, own = _content(copied), _content(control)
        if inside is None or own is None:
            raise ValueError("the control holds nothing")
        pieces = pieces_of(own)
        sides = (pieces, news) if mark == "del" else (olds, pieces)
        return self._revised(copied, inside, self.story.elements(*sides), mark)

    def _revised(
        self, control: Element, inside: Element, blocks: Sequence[Element], mark: Mark
    ) -> list[Element]:
        """Return a control that holds `blocks`, its start and its end in ranges that revise it."""
        for each in [each for each in inside if local(each) != "customXmlPr"]:
            inside.remove(each)
        first, last = (self.story.tracker.range_of_control(mark) for _ in range(2))
        inside.extend([first[1], *blocks, last[0]])
        return [first[0], control, last[1]]


def _content(control: Element) -> Element | None:
    return control.find(name("w:sdtContent")) if local(control) == "sdt" else control


def _properties(control: Element) -> list[str]:
    return [
        said_by(each)
        for each in control
        if local(each) in {"sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"}
    ]


def _take_properties(control: Element, source: Element) -> None:
    kinds = {"sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"}
    for each in [each for each in control if local(each) in kinds]:
        control.remove(each)
    taken = [clone(each) for each in source if local(each) in kinds]
    for each in reversed(taken):
        control.insert(0, each)
