"""Words of a paragraph replaced where they stand: all else of it stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from drafting.word.atoms import REVISIONS, text_of
from drafting.word.normal_form import field_size, result_of
from drafting.word.xml import Element, clone, get, local, make, name


class Holder(StrEnum):
    """What keeps words from being replaced."""

    FIELD = "field"  # Word works its result out afresh
    REVISION = "revision"  # an earlier tracked change
    OTHER = "other"  # a tab, a note, a picture


@dataclass(frozen=True)
class Stretch:
    """Characters of a paragraph from `start` up to `end`, and the text element they stand in.

    `holder` says what keeps them from being replaced, and `code` the code of a field.
    """

    start: int
    end: int
    element: Element | None
    holder: Holder | None = None
    code: str = ""


class Replacement(NamedTuple):
    """The characters from `start` up to `end` become `text`."""

    start: int
    end: int
    text: str


def stretches(paragraph: Element) -> list[Stretch]:
    """Return the stretches of a paragraph in order; together they are its text."""
    result: list[Stretch] = []
    at = 0
    for each in _read(list(paragraph)):
        size = each.end
        result.append(replace(each, start=at, end=at + size))
        at += size
    return result


def held(found: Sequence[Stretch], start: int, end: int) -> Stretch | None:
    """Return the first stretch between two characters whose words cannot be replaced, or None."""
    inside = (each for each in found if each.start < end and each.end > start)
    return next((each for each in inside if each.holder is not None), None)


def replaced(paragraph: Element, changes: Sequence[Replacement]) -> Element:
    """Return a copy of a paragraph with words replaced; new words wear the look of the first.

    Raises `ValueError` when the words of two changes overlap, or cannot be replaced.
    """
    result = clone(paragraph)
    found = stretches(result)
    last = len(text_of(result))
    for change in sorted(changes, reverse=True):
        touched = [each for each in found if each.start < change.end and each.end > change.start]
        if change.end > last or held(found, change.start, change.end) or not touched:
            raise ValueError("these words cannot be replaced")
        last = change.start
        for each in reversed(touched):
            if each.element is None:
                raise ValueError("these words cannot be replaced")
            text = each.element.text or ""
            kept = text[: max(change.start - each.start, 0)]
            rest = text[change.end - each.start :] if change.end < each.end else ""
            middle = change.text if each is touched[0] else ""
            _write(each.element, kept + middle + rest)
        found = [each for each in found if each.end <= change.start or each.start < change.start]
    return result


def _write(element: Element, text: str) -> None:
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(name("xml:space"), "preserve")


def _read(elements: Sequence[Element]) -> Iterator[Stretch]:
    """Yield stretches with their lengths as their ends, as `text_of` reads a paragraph."""
    at = 0
    while at < len(elements):
        size = field_size(elements, at)
        if size:
            inside = elements[at : at + size]
            shown = text_of(_holding(result_of(inside)))
            yield Stretch(0, len(shown), None, Holder.FIELD, _code(inside))
        elif local(elements[at]) == "r":
            yield from _run(elements[at])
        else:
            yield from _beside_runs(elements[at])
        at += max(size, 1)


def _run(run: Element, holder: Holder | None = None) -> Iterator[Stretch]:
    for piece in run:
        if local(piece) == "t":
            yield Stretch(0, len(piece.text or ""), piece, holder)
        else:
            shown = len(text_of(_holding([_alone(piece)])))
            if shown:
                yield Stretch(0, shown, None, Holder.OTHER)


def _beside_runs(element: Element) -> Iterator[Stretch]:
    kind = local(element)
    if kind in {"hyperlink", "sdt", "sdtContent", "smartTag", "customXml"}:
        if next(element.iter(name("w:fldChar"), name("w:fldSimple")), None) is not None:
            shown = text_of(_holding([element]))
            yield Stretch(0, len(shown), None, Holder.FIELD, _code([element]))
            return
        for each in element:
            yield from _run(each) if local(each) == "r" else _beside_runs(each)
        return
    shown = text_of(_holding([element]))
    if shown:
        simple = kind == "fldSimple"
        other = Holder.REVISION if kind in REVISIONS else Holder.OTHER
        code = get(element, "w:instr") if simple else ""
        yield Stretch(0, len(shown), None, Holder.FIELD if simple else other, code)


def _code(elements: Sequence[Element]) -> str:
    codes = (code for each in elements for code in each.iter(name("w:instrText")))
    simple = (get(s, "w:instr") for each in elements for s in each.iter(name("w:fldSimple")))
    return " ".join("".join([*(str(each.text or "") for each in codes), *simple]).split())


def _holding(elements: Sequence[Element]) -> Element:
    paragraph = make("w:p")
    paragraph.extend([clone(each) for each in elements])
    return paragraph


def _alone(piece: Element) -> Element:
    run = make("w:r")
    run.append(clone(piece))
    return run
