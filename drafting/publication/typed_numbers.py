"""Numbers for a protocol whose numbers are typed in the text, in the way they are typed there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from drafting.amendment.proposal import Proposed
from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.placement import Placement
from drafting.constitution.typed_labels import TypedLabel, typed_label
from drafting.word.atoms import text_of
from drafting.word.native import Words, rewritten
from drafting.word.numbering import number_text
from drafting.word.xml import Element

_LAST_NUMBER = re.compile(r"(?P<stem>.*?)(?P<number>\d+)(?P<tail>[A-Z]?)$")


@dataclass
class TypedNumbers:
    """Gives each block of a protocol its typed label, in order.

    `heading` and `first` are the labels that inner headings and paragraphs start with today, or
    None when they have none. A paragraph counts under its heading (5.3.1) if it does so today,
    and otherwise straight on through the protocol (8.63, 8.64).
    """

    protocol: TypedLabel | None
    heading: TypedLabel | None
    first: TypedLabel | None
    letter: TypedLabel | None
    nested: bool
    counts: dict[int, int] = field(default_factory=lambda: {})
    headings: int = 0
    within: str = ""

    def next(self, block: Proposed) -> str:
        """Return the label of the next block with what parts it from the text, or ""."""
        if block.role == "protocol":
            return _joined(self.protocol, _after(self.protocol)) if self.protocol else ""
        if block.role == "heading":
            return self._heading()
        if block.role == "paragraph":
            return self._paragraph(block.level)
        return ""

    def _heading(self) -> str:
        if self.nested:
            self.counts = {}
        else:
            self.counts = {level: n for level, n in self.counts.items() if level == 1}
        if self.heading is None:
            return ""
        self.within = _counted(self.heading.label, self.headings)
        self.headings += 1
        return _joined(self.heading, self.within)

    def _paragraph(self, level: int) -> str:
        self.counts = {n: count for n, count in self.counts.items() if n <= level}
        count = self.counts.get(level, 0)
        self.counts[level] = count + 1
        if level == 1 and self.first is None:
            return ""
        if level == 1 and self.first is not None:
            label = (
                f"{self.within}.{count + 1}" if self.nested else _counted(self.first.label, count)
            )
            return _joined(self.first, label)
        form = "lowerLetter" if level == 2 else "lowerRoman"
        gap = self.letter.gap if self.letter else "\t"
        shown = number_text(count + 1, form)
        bracketed = self.letter is None or self.letter.label.startswith("(")
        return f"({shown}){gap}" if bracketed else f"{shown}{gap}"

    def relabelled(self, paragraph: Element, label: str) -> Element:
        """Return a paragraph of the council's own with its label brought up to date."""
        del label  # a block that stays keeps the kind of label it has
        text = text_of(paragraph)
        typed = typed_label(text)
        if typed is None:
            return paragraph
        fresh = self._fresh(typed)
        return rewritten(paragraph, [Words(fresh + typed.gap + typed.text)])

    def _fresh(self, typed: TypedLabel) -> str:
        if typed.depth >= 2:
            return typed.label
        if self.heading is not None and _same_kind(typed.label, self.heading.label):
            return self._heading().removesuffix(self.heading.gap)
        if self.first is not None and _same_kind(typed.label, self.first.label):
            return self._paragraph(1).removesuffix(self.first.gap)
        return typed.label


def typed_numbers(constitution: Constitution, placement: Placement) -> TypedNumbers:
    """Return the typed numbers for a protocol, learned from it or from the section before it."""
    section = constitution.section(placement.model)
    inside = constitution.provisions[section.start + 1 : section.end]
    heading = _first(inside, lambda p: p.heading)
    first = _first(inside, lambda p: p.kind is Kind.PARAGRAPH and p.depth == 1)
    letter = _first(inside, lambda p: p.kind is Kind.PARAGRAPH and p.depth >= 2)
    nested = bool(heading and first and first.label.startswith(heading.label.rstrip(".") + "."))
    return TypedNumbers(
        protocol=None if placement.existing else placement.model.typed,
        heading=heading,
        first=first,
        letter=letter,
        nested=nested,
    )


def _first(
    provisions: Sequence[Provision], wanted: Callable[[Provision], bool]
) -> TypedLabel | None:
    return next((each.typed for each in provisions if each.typed and wanted(each)), None)


def _same_kind(label: str, other: str) -> bool:
    return re.sub(r"\d+", "0", label) == re.sub(r"\d+", "0", other)


def _counted(label: str, steps: int) -> str:
    """Return a label counted on by some steps: 8.63 and 2 give 8.65."""
    match = _LAST_NUMBER.match(label)
    if match is None:
        return label
    return f"{match['stem']}{int(match['number']) + steps}"


def _after(label: TypedLabel | None) -> str:
    """Return a label for something inserted after `label`: 4 gives 4A, 5C gives 5CA."""
    return f"{label.label}A" if label else ""


def _joined(model: TypedLabel | None, label: str) -> str:
    return label + (model.gap if model else "\t")
