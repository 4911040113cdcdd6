"""The styles of a Word file: what a paragraph inherits (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafting.word.package import Package
from drafting.word.xml import Element, get, name, value

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

    def id_of(self, paragraph: Element) -> str:
        """Return the id of the style that a paragraph wears."""
        return value(paragraph.find(name("w:pPr")), "w:pStyle") or self.default

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
        own = paragraph.find(f"{name('w:pPr')}/{name(short)}")
        if own is not None:
            return own, ""
        for style in self.chain(self.id_of(paragraph)):
            found = None if style.properties is None else style.properties.find(name(short))
            if found is not None:
                return found, style.id
        return None

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
