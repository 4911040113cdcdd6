"""The styles of a Word file: what a paragraph inherits (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from drafting.word.package import Package
from drafting.word.xml import Element, get, name, value

_PROPERTIES = name("w:pPr")
_STYLE = name("w:pStyle")
_VALUE = name("w:val")
BODY_TEXT_LEVEL = 9  # w:outlineLvl of text that is not a heading


@dataclass(frozen=True)
class Style:
    """One style; `based_on` is the id of the style it inherits from, or ""."""

    id: str
    name: str
    based_on: str
    properties: Element | None


@dataclass(frozen=True)
class Styles:
    """The paragraph styles of a document, by id."""

    by_id: Mapping[str, Style]
    default: str
    # What each style inherits, by its id and the name of the property: asked for every paragraph.
    _stated: dict[tuple[str, str], tuple[Element, str] | None] = field(
        default_factory=lambda: {}, init=False, repr=False, compare=False
    )

    def id_of(self, paragraph: Element) -> str:
        """Return the id of the style that a paragraph wears."""
        for properties in paragraph.iterchildren(_PROPERTIES):
            for style in properties.iterchildren(_STYLE):
                return style.get(_VALUE) or self.default
            break
        return self.default

    def name_of(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style as Word shows it, or ""."""
        style = self.by_id.get(self.id_of(paragraph))
        return style.name if style else ""

    def chain(self, style_id: str) -> Iterator[Style]:
        """Yield a style and the styles it is based on, nearest first."""
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            yield style
            style_id = style.based_on

    def inherited(self, paragraph: Element, short: str) -> tuple[Element, str] | None:
        """Return the paragraph property `short` and the id of the style that states it.

        The id is "" when the paragraph states it itself; None when nothing states it.
        """
        full = name(short)
        for properties in paragraph.iterchildren(_PROPERTIES):
            for own in properties.iterchildren(full):
                return own, ""
        return self.of_style(self.id_of(paragraph), full)

    def of_style(self, style_id: str, full: str) -> tuple[Element, str] | None:
        """Return the property with the name `full` that a style has, and the style that states it.

        None when neither the style nor one that it is based on states it.
        """
        key = (style_id, full)
        if key not in self._stated:
            self._stated[key] = next(self._stating(style_id, full), None)
        return self._stated[key]

    def _stating(self, style_id: str, full: str) -> Iterator[tuple[Element, str]]:
        for style in self.chain(style_id):
            found = None if style.properties is None else style.properties.find(full)
            if found is not None:
                yield found, style.id

    def outline_level(self, paragraph: Element) -> int | None:
        """Return the outline level from 0, or None for text that is not a heading (17.3.1.20)."""
        found = self.inherited(paragraph, "w:outlineLvl")
        if found is None:
            return None
        level = get(found[0], "w:val")
        return int(level) if level.isdigit() and int(level) < BODY_TEXT_LEVEL else None


def read_styles(package: Package) -> Styles:
    """Return the paragraph styles of a package; none when it has no styles part."""
    part = package.related("styles")
    if part is None:
        return Styles({}, "")
    by_id: dict[str, Style] = {}
    default = ""
    for element in package.root(part).iterfind(name("w:style")):
        if get(element, "w:type") != "paragraph":
            continue
        style_id = get(element, "w:styleId")
        by_id[style_id] = Style(
            id=style_id,
            name=value(element, "w:name") or style_id,
            based_on=value(element, "w:basedOn") or "",
            properties=element.find(name("w:pPr")),
        )
        if get(element, "w:default") in {"1", "true", "on"}:
            default = style_id
    return Styles(by_id, default)
