"""Headings that no style makes headings: short lines in bold or capitals with text under them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafting.constitution.typed_labels import typed_label
from drafting.word.atoms import text_of
from drafting.word.package import Package
from drafting.word.styles import Styles
from drafting.word.xml import Element, get, local, name, value

LONGEST = 100  # characters
MOST_STACKED = 4  # headings that follow each other without a text between them
_NOT_IN_STYLE = re.compile(r"(toc|contents|title|subtitle|caption|header|footer)\b", re.IGNORECASE)
_CAPTION = re.compile(r"(table|figure|box|form) \d", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"(\t|\.{3,}|…)[ .…\t]*\d{1,4}$")
_SENTENCE_END = (".", ";", ":", ",")


@dataclass(frozen=True)
class UnstyledHeading:
    """How such a heading looks: a `major` one is in capitals, in larger letters or centred."""

    major: bool


@dataclass(frozen=True)
class _Letters:
    """What the styles of a document say about letters, by style id."""

    bold: Mapping[str, bool]
    size: Mapping[str, int]
    capitals: Mapping[str, bool]
    usual: int  # half points


def unstyled_headings(
    blocks: Sequence[Element], styles: Styles, package: Package
) -> dict[int, UnstyledHeading]:
    """Return the headings among blocks that no style makes headings, by the number of the block.

    A heading stands alone in its paragraph, is short, ends without a stop, and has a text under
    it: at the latest after a few more headings.
    """
    letters = _letters(package, styles)
    found: dict[int, UnstyledHeading] = {}
    stacked: list[int] = []
    for number, block in enumerate(blocks):
        if local(block) == "p" and not text_of(block).strip():
            continue
        if local(block) == "p" and styles.outline_level(block) is not None:
            continue
        look = _look(block, styles, letters) if local(block) == "p" else None
        if look is not None:
            found[number] = look
            stacked.append(number)
            continue
        if len(stacked) > MOST_STACKED:
            found = {at: each for at, each in found.items() if at not in stacked[:-MOST_STACKED]}
        stacked = []
    return {number: each for number, each in found.items() if number not in stacked}


def _look(paragraph: Element, styles: Styles, letters: _Letters) -> UnstyledHeading | None:
    text = text_of(paragraph).strip()
    typed = typed_label(text)
    shown = (typed.text or typed.label) if typed else text
    if len(shown) > LONGEST or "\t" in shown or "\n" in shown or shown.endswith(_SENTENCE_END):
        return None
    if typed is not None and typed.depth >= 2:
        return None
    if _NOT_IN_STYLE.match(styles.name_of(paragraph)) or _CAPTION.match(text):
        return None
    if _CONTENTS_LINE.search(text) or not any(letter.isalpha() for letter in shown):
        return None
    runs = [run for run in paragraph.iter(name("w:r")) if _written(run)]
    capitals = _in_capitals(text) or _all(runs, "w:caps", letters.capitals, paragraph, styles)
    if not capitals and not _all(runs, "w:b", letters.bold, paragraph, styles):
        return None
    large = bool(runs) and all(_size(r, paragraph, styles, letters) > letters.usual for r in runs)
    return UnstyledHeading(capitals or large or _centred(paragraph, styles))


def _written(run: Element) -> bool:
    return any((text.text or "").strip() for text in run.iterfind(name("w:t")))


def _in_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 5 and all(letter.isupper() for letter in letters)


def _centred(paragraph: Element, styles: Styles) -> bool:
    found = styles.inherited(paragraph, "w:jc")
    return found is not None and get(found[0], "w:val") == "center"


def _all(
    runs: Sequence[Element],
    short: str,
    by_style: Mapping[str, bool],
    paragraph: Element,
    styles: Styles,
) -> bool:
    """Return whether all runs have a toggle of 17.7.3, such as bold, by themselves or by style."""
    chain = styles.chain(styles.id_of(paragraph))
    inherited = next((by_style[each.id] for each in chain if each.id in by_style), False)
    return bool(runs) and all(
        inherited if (own := _switch(run.find(name("w:rPr")), short)) is None else own
        for run in runs
    )


def _switch(properties: Element | None, short: str) -> bool | None:
    found = None if properties is None else properties.find(name(short))
    return None if found is None else get(found, "w:val", "1") not in {"0", "false", "off"}


def _size(run: Element, paragraph: Element, styles: Styles, letters: _Letters) -> int:
    own = value(run.find(name("w:rPr")), "w:sz")
    if own and own.isdigit():
        return int(own)
    chain = styles.chain(styles.id_of(paragraph))
    return next((letters.size[each.id] for each in chain if each.id in letters.size), letters.usual)


def _letters(package: Package, styles: Styles) -> _Letters:
    part = package.related("styles")
    if part is None:
        return _Letters({}, {}, {}, 20)
    root = package.root(part)
    bold: dict[str, bool] = {}
    capitals: dict[str, bool] = {}
    size: dict[str, int] = {}
    for style in root.iterfind(name("w:style")):
        properties, identity = style.find(name("w:rPr")), get(style, "w:styleId")
        for short, into in (("w:b", bold), ("w:caps", capitals)):
            switched = _switch(properties, short)
            if switched is not None:
                into[identity] = switched
        stated = value(properties, "w:sz")
        if stated and stated.isdigit():
            size[identity] = int(stated)
    path = "/".join(map(name, ("w:docDefaults", "w:rPrDefault", "w:rPr")))
    default = value(root.find(path), "w:sz") or "20"
    usual = size.get(styles.default, int(default) if default.isdigit() else 20)
    return _Letters(bold, size, capitals, usual)
