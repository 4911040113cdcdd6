"""A constitution as Parts, sections, headings and paragraphs, each with its label and address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from drafting.constitution.levels import Depths, HeadingLevels
from drafting.constitution.typed_labels import TypedLabel, names_division, typed_label
from drafting.constitution.unstyled_headings import UnstyledHeading, unstyled_headings
from drafting.findings import Refusal, error
from drafting.word.atoms import REVISIONS, text_of
from drafting.word.blocks import body_blocks
from drafting.word.numbering import LabelCounter, read_numbering
from drafting.word.package import Package
from drafting.word.styles import Styles, read_styles
from drafting.word.xml import Element, local, name


class Kind(StrEnum):
    """What a block of a constitution is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    CONTENTS = "contents"  # a line of the table of contents
    BREAK = "break"  # a paragraph that ends a section of pages (17.6.18)
    OTHER = "other"


@dataclass(frozen=True)
class Provision:
    """One block of a constitution.

    `depth` is the heading level from 0 (a Part), or how deep a paragraph is numbered from 1;
    0 for a paragraph without a number. `text` is without a typed label.
    """

    block: int
    kind: Kind
    depth: int
    label: str
    text: str
    typed: TypedLabel | None
    address: str
    revised: bool

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.kind is Kind.HEADING


@dataclass(frozen=True)
class Section:
    """A heading and all that stands under it: the provisions from `start` up to `end`."""

    heading: Provision
    start: int
    end: int


@dataclass(frozen=True)
class Constitution:
    """A Word file read as law. Provisions stand in the order of the blocks of its body.

    `ids` are the permanent ids that it has from earlier versions, one a block, and `spent` those
    of earlier provisions, which nothing new may take. Without earlier versions it has neither.
    """

    package: Package
    provisions: tuple[Provision, ...]
    ids: tuple[str, ...] = ()
    spent: frozenset[str] = frozenset()

    def sections(self, depth: int | None = None) -> Iterator[Section]:
        """Yield each heading with what stands under it; of one depth, if a depth is given."""
        for provision in self.provisions:
            if provision.heading and depth in (None, provision.depth):
                yield self.section(provision)

    def section(self, heading: Provision) -> Section:
        """Return the section under a heading, up to the next heading as high as it or higher."""
        return Section(heading, heading.block, self._ends[heading.block])

    @cached_property
    def blocks(self) -> tuple[Element, ...]:
        """The blocks of its body, to be read and never changed."""
        return tuple(body_blocks(self.package))

    @cached_property
    def _ends(self) -> Mapping[int, int]:
        """Where the section under each heading ends."""
        ends: dict[int, int] = {}
        open_: list[Provision] = []
        for each in self.provisions:
            while each.heading and open_ and each.depth <= open_[-1].depth:
                ends[open_.pop().block] = each.block
            if each.heading:
                open_.append(each)
        return ends | {each.block: len(self.provisions) for each in open_}


_CONTENTS_STYLE = re.compile(r"(toc|contents) ?(\d|heading)|table of figures", re.IGNORECASE)
_REVISIONS = REVISIONS | {"cellIns", "cellDel", "cellMerge"}
_LONGEST_HEADING = 160  # characters: a longer text in the style of a heading is a paragraph


def read_constitution(package: Package) -> Constitution:
    """Return the outline of a constitution. Raises `Refusal` when it has no text."""
    blocks = body_blocks(package)
    styles = read_styles(package)
    reader = _Reader(styles, package, unstyled_headings(blocks, styles, package))
    provisions = tuple(reader.provision(number, block) for number, block in enumerate(blocks))
    if not any(provision.text.strip() for provision in provisions):
        raise Refusal(
            error(
                "the constitution has no text.",
                where=package.name,
                remedy="Name the Word file that holds the council's constitution.",
            )
        )
    return Constitution(package, provisions)


@dataclass
class _Reader:
    """Reads block after block and remembers under which headings and labels it stands."""

    styles: Styles
    package: Package
    unstyled: Mapping[int, UnstyledHeading]
    headings: dict[int, str] = field(default_factory=lambda: {})
    labels: dict[int, str] = field(default_factory=lambda: {})
    counter: LabelCounter = field(init=False)
    levels: HeadingLevels = field(default_factory=lambda: HeadingLevels())
    depths: Depths = field(default_factory=lambda: Depths())
    unnumbered: int = 0

    def __post_init__(self) -> None:
        self.counter = LabelCounter(read_numbering(self.package, self.styles))

    def provision(self, number: int, block: Element) -> Provision:
        if local(block) != "p":
            return self._other(number, block)
        label = self.counter.label(block)
        text = text_of(block)
        if _CONTENTS_STYLE.match(self.styles.name_of(block)):
            return Provision(number, Kind.CONTENTS, 0, label, text, None, "", _revised(block))
        typed = None if label else typed_label(text)
        own = label or (typed.label if typed else "")
        shown = typed.text if typed else text
        level = self._level(number, block, own, shown)
        if level is not None:
            return self._heading(number, block, level, own, typed, shown)
        if text.strip():
            self.levels.text()
        depth = self.depths.depth(own, self._roman(block, label, typed))
        address = self._paragraph_address(depth, own, shown)
        kind = Kind.BREAK if block.find(_SECTION_BREAK) is not None else Kind.PARAGRAPH
        return Provision(number, kind, depth, own, shown, typed, address, _revised(block))

    def _level(self, number: int, block: Element, own: str, shown: str) -> int | None:
        """Return the level of a heading by its style or its look; None for other text."""
        if not (own + shown).strip():
            return None
        level = self.styles.outline_level(block)
        if level is not None:
            sentence = shown.rstrip().endswith((".", ";")) and len(shown) > _LONGEST_HEADING / 2
            if sentence or len(shown) > _LONGEST_HEADING:
                return None
            return self.levels.stated(level, own, shown)
        look = self.unstyled.get(number)
        return None if look is None else self.levels.worked_out(look, own, shown)

    def _other(self, number: int, block: Element) -> Provision:
        for paragraph in block.iter(name("w:p")):
            self.counter.label(paragraph)
        kind = Kind.TABLE if local(block) == "tbl" else Kind.OTHER
        self.levels.text()
        lines = [text_of(paragraph) for paragraph in block.iter(name("w:p"))]
        address = ", ".join([*self._headings(), kind.value])
        return Provision(number, kind, 0, "", "\n".join(lines), None, address, _revised(block))

    def _heading(
        self,
        number: int,
        block: Element,
        level: int,
        own: str,
        typed: TypedLabel | None,
        shown: str,
    ) -> Provision:
        for deeper in [depth for depth in self.headings if depth > level]:
            del self.headings[deeper]
        division = names_division(own)
        self.labels = {0: own} if level >= 2 and own and not division else {}
        self.depths, self.unnumbered = Depths(), 0
        if not self.levels.is_title:
            self.headings[level] = (own if division else shown.strip()) or own
        if level >= 2 and own and not division:
            self.headings[level] = ""
            address = ", ".join([*self._headings(), f"paragraph {own.rstrip('.')}"])
        else:
            address = ", ".join(self._headings())
        return Provision(
            number, Kind.HEADING, level, own, shown.strip(), typed, address, _revised(block)
        )

    def _headings(self) -> Iterator[str]:
        return (text for _, text in sorted(self.headings.items()) if text)

    def _roman(self, block: Element, label: str, typed: TypedLabel | None) -> bool:
        """Return whether a letter counts in Roman numerals, as `(i)` does after `(b)`."""
        if label:
            place = self.counter.numbering.place(block)
            level = self.counter.numbering.level(place) if place else None
            return level is not None and level.format == "lowerRoman"
        if typed is None or not typed.may_be_roman:
            return False
        previous = self.depths.letter.strip("().")
        return bool(previous) and previous != chr(ord(typed.label.strip("().")[0]) - 1)

    def _paragraph_address(self, depth: int, label: str, shown: str) -> str:
        if depth:
            self.labels = {d: kept for d, kept in self.labels.items() if d < depth}
            self.labels[depth] = label
        elif shown.strip():
            self.unnumbered += 1
        whole = ""
        for _, each in sorted(self.labels.items()):
            whole = whole + each if each.startswith("(") else each.rstrip(".")
        place = [f"paragraph {whole}"] if whole else []
        if self.headings and self.unnumbered and set(self.labels) <= {0}:
            place.append(f"unnumbered paragraph {self.unnumbered}")
        return ", ".join([*self._headings(), *place])


_SECTION_BREAK = f"{name('w:pPr')}/{name('w:sectPr')}"


def _revised(block: Element) -> bool:
    """Return whether a block holds a tracked change, be it of words, formatting or cells."""
    kinds = map(local, block.iter())
    return any(kind in _REVISIONS or kind.endswith("Change") for kind in kinds)


def near(provisions: Sequence[Provision], block: int) -> str:
    """Return the address of a block, or of the nearest block before it that has one."""
    for provision in reversed(provisions[: block + 1]):
        if provision.address:
            return provision.address
    return "the start of the document"
