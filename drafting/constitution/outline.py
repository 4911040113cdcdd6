"""A constitution as Parts, sections, headings and paragraphs, each with its label and address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from drafting.constitution.typed_labels import TypedLabel, typed_label
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
    """A Word file read as law. Provisions stand in the order of the blocks of its body."""

    package: Package
    provisions: tuple[Provision, ...]

    def sections(self, depth: int | None = None) -> Iterator[Section]:
        """Yield each heading with what stands under it; of one depth, if a depth is given."""
        for provision in self.provisions:
            if provision.heading and depth in (None, provision.depth):
                yield self.section(provision)

    def section(self, heading: Provision) -> Section:
        """Return the section under a heading, up to the next heading as high as it or higher."""
        end = len(self.provisions)
        for later in self.provisions[heading.block + 1 :]:
            if later.heading and later.depth <= heading.depth:
                end = later.block
                break
        return Section(heading, heading.block, end)


_CONTENTS_STYLE = re.compile(r"(toc|contents) ?(\d|heading)|table of figures", re.IGNORECASE)
_PART = re.compile(r"Part\s+(\d+|[A-Z]|[IVX]+)\b")


def read_constitution(package: Package) -> Constitution:
    """Return the outline of a constitution. Raises `Refusal` when it has no text."""
    blocks = body_blocks(package)
    reader = _Reader(read_styles(package), package)
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
    headings: dict[int, str] = field(default_factory=lambda: {})
    labels: dict[int, str] = field(default_factory=lambda: {})
    counter: LabelCounter = field(init=False)

    def __post_init__(self) -> None:
        self.counter = LabelCounter(read_numbering(self.package, self.styles))

    def provision(self, number: int, block: Element) -> Provision:
        if local(block) != "p":
            return self._other(number, block)
        label = self.counter.label(block)
        text = text_of(block)
        style = self.styles.name_of(block)
        if _CONTENTS_STYLE.match(style):
            return Provision(number, Kind.CONTENTS, 0, label, text, None, "", _revised(block))
        level = self.styles.outline_level(block)
        typed = None if label else typed_label(text)
        shown = typed.text if typed else text
        if level is None and typed and _PART.fullmatch(typed.label) and len(text) < 80:
            level = 0
        if level is not None and text.strip():
            return self._heading(number, block, level, label, typed, shown)
        depth = self._depth(block, label, typed)
        own = label or (typed.label if typed else "")
        address = self._paragraph_address(depth, own)
        return Provision(number, Kind.PARAGRAPH, depth, own, shown, typed, address, _revised(block))

    def _other(self, number: int, block: Element) -> Provision:
        for paragraph in block.iter(name("w:p")):
            self.counter.label(paragraph)
        kind = Kind.TABLE if local(block) == "tbl" else Kind.OTHER
        lines = [text_of(paragraph) for paragraph in block.iter(name("w:p"))]
        address = ", ".join([*self._headings(), kind.value])
        return Provision(number, kind, 0, "", "\n".join(lines), None, address, _revised(block))

    def _heading(
        self,
        number: int,
        block: Element,
        level: int,
        label: str,
        typed: TypedLabel | None,
        shown: str,
    ) -> Provision:
        own = label or (typed.label if typed else "")
        for deeper in [depth for depth in self.headings if depth >= level]:
            del self.headings[deeper]
        self.labels = {} if level < 2 else {0: own} if own else {}
        division = bool(re.match(r"[A-Z][a-z]", own))
        self.headings[level] = (own if division else shown.strip()) or own
        if level >= 2 and own and not division:
            self.headings[level] = ""
            address = ", ".join([*self._headings(), f"paragraph {own}"])
        else:
            address = ", ".join(self._headings())
        return Provision(
            number, Kind.HEADING, level, own, shown.strip(), typed, address, _revised(block)
        )

    def _headings(self) -> Iterator[str]:
        return (text for _, text in sorted(self.headings.items()) if text)

    def _depth(self, block: Element, label: str, typed: TypedLabel | None) -> int:
        if label:
            place = self.counter.numbering.place(block)
            return max(place.level, 1) if place and label != "•" else 0
        if typed is None:
            return 0
        if typed.depth < 2:
            return 1
        previous = self.labels.get(2, "")
        follows = previous.strip("().") == chr(ord(typed.label.strip("().")[0]) - 1)
        roman = typed.may_be_roman and bool(previous) and not follows
        return 3 if roman else 2

    def _paragraph_address(self, depth: int, label: str) -> str:
        if depth:
            self.labels = {d: kept for d, kept in self.labels.items() if d < depth}
            self.labels[depth] = label
        whole = ""
        for _, each in sorted(self.labels.items()):
            whole = whole + each if each.startswith("(") else each
        place = [f"paragraph {whole}"] if whole else []
        return ", ".join([*self._headings(), *place])


def _revised(block: Element) -> bool:
    return any(local(element) in REVISIONS for element in block.iter())


def near(provisions: Sequence[Provision], block: int) -> str:
    """Return the address of a block, or of the nearest block before it that has one."""
    for provision in reversed(provisions[: block + 1]):
        if provision.address:
            return provision.address
    return "the start of the document"
