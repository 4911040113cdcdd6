"""Writes the tracked changes of content controls that stand around whole blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from drafting.word.blocks import blocks_of
from drafting.word.normal_form import said_by
from drafting.word.tracking import Mark
from drafting.word.xml import Element, clone, get, local, make, name

if TYPE_CHECKING:
    from drafting.publication.stories import StoryWriter

_RANGES: dict[str, Literal["Ins", "Del"]] = {"ins": "Ins", "del": "Del"}


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
        """Return a control that only one side has: its tags and what it holds revised.

        The ranges around its start and its end stand where Word puts them (17.13.5.5, .8).
        """
        kind = _RANGES["ins" if mark in {"ins", "moveTo"} else "del"]
        copied = clone(control)
        inside = _content(copied)
        if inside is None or any(local(each) in {"tr", "tc", "customXml"} for each in inside):
            self.story.refuse(control, "a content control of this kind comes or goes")
            return [copied]
        blocks = blocks_of(inside)
        for each in blocks:
            inside.remove(each)
        first, last = self._range(kind), self._range(kind)
        inside.append(first[1])
        for each in blocks:
            inside.extend(self.story.alone(each, mark))
        inside.append(last[0])
        return [first[0], copied, last[1]]

    def _range(self, kind: str) -> tuple[Element, Element]:
        attributes = self.story.tracker.attributes()
        start = make(f"w:customXml{kind}RangeStart", **attributes)
        return start, make(f"w:customXml{kind}RangeEnd", id=get(start, "w:id"))


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
