"""Small constitutions as real Word files, one for each custom of numbering that councils use.

Every one says the same: the rules of procedure in Part 4; a code of conduct, a protocol on members
and officers and a planning code in Part 5; the allowances in Part 6.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import docx
from constitution_texts import MEMBER_OFFICER, PARTS, Part
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from drafting.word.package import Package, read_package

# A document of python-docx, and a paragraph of it: it publishes no complete types.
Document: TypeAlias = Any
Paragraph: TypeAlias = Any


@dataclass
class Custom:
    """How a council numbers: heading styles without numbers, paragraphs without numbers.

    The other customs change one thing or another of it.
    """

    document: Document = field(default_factory=docx.Document)
    letters: int = 0
    paragraphs: dict[str, Paragraph] = field(default_factory=lambda: {})

    def built(self, parts: Sequence[Part] = PARTS) -> Package:
        """Return the constitution in this custom."""
        self.write(parts)
        return self.package()

    def write(self, parts: Sequence[Part] = PARTS) -> None:
        """Write Parts, one after another."""
        for part in parts:
            self.part(part.label, part.title)
            for title, topics in part.sections:
                self.section(title)
                for heading, lines in topics:
                    self.topic(heading)
                    for line in lines:
                        letter, text = line.startswith("- "), line.removeprefix("- ")
                        self.line(text, 2 if letter else 1)

    def package(self) -> Package:
        """Return what has been written so far, as the program opens it."""
        stream = io.BytesIO()
        self.document.save(stream)
        return read_package(stream.getvalue(), "constitution.docx")

    def add(self, text: str, style: str = "", *, bold: bool = False) -> Paragraph:
        """Add a paragraph; the last one with a text is found again by that text."""
        paragraph = self.document.add_paragraph(style=style or None)
        paragraph.add_run(text).bold = bold or None
        self.paragraphs[text] = paragraph
        return paragraph

    def part(self, label: str, title: str) -> None:
        self.add(f"{label} – {title}", "Heading 1")

    def section(self, title: str) -> None:
        self.add(title, "Heading 2")

    def topic(self, heading: str) -> None:
        self.add(heading, "Heading 3")

    def line(self, text: str, level: int) -> None:
        self.letters = self.letters + 1 if level == 2 else 0
        self.add(text if level == 1 else f"({'abcdefgh'[self.letters - 1]})\t{text}")


def new_list(document: Document, *levels: tuple[str, str, str]) -> int:
    """Define a list and return its instance; a level is its text, its format and its style."""
    numbering = document.part.numbering_part.element
    taken = [int(each.get(_W + "abstractNumId")) for each in numbering.iter(_W + "abstractNum")]
    identity = max(taken, default=0) + 1
    lines = [
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{shown}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
        + f'<w:ind w:left="{720 + 567 * max(number - 1, 0)}" w:hanging="720"/></w:pPr></w:lvl>'
        for number, (text, shown, style) in enumerate(levels)
    ]
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">'
            f'<w:multiLevelType w:val="multilevel"/>{"".join(lines)}</w:abstractNum>'
        ),
    )
    return new_instance(document, identity)


def new_instance(document: Document, abstract: int, *, start: bool = False) -> int:
    """Add an instance of a list and return its id; with `start` it counts from 1 again."""
    numbering = document.part.numbering_part.element
    taken = [int(each.get(_W + "numId")) for each in numbering.iter(_W + "num")]
    identity = max(taken, default=0) + 1
    override = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if start else ""
    )
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{identity}">'
            f'<w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        )
    )
    return identity


def numbered(paragraph: Paragraph, instance: int, level: int) -> None:
    """Put a paragraph, or a style, into a list."""
    number = paragraph._element.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = instance


def new_style(document: Document, name: str, *, bold: bool = False) -> Any:
    """Add a paragraph style and return it."""
    style = document.styles.add_style(name, 1)
    style.base_style = document.styles["Normal"]
    style.font.bold = bold or None
    return style


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class HeadingNumbers(Custom):
    """One automatic list through headings and paragraphs; sections are level 0: 3, 3.2, 3.2.1."""

    def __post_init__(self) -> None:
        for name in ("Numbered Para", "Lettered Para"):
            new_style(self.document, name)
        styles = ("Heading2", "Heading3", "NumberedPara", "LetteredPara")
        texts = ("%1", "%1.%2", "%1.%2.%3", "(%4)")
        levels = [
            (text, "lowerLetter" if "(" in text else "decimal", style)
            for text, style in zip(texts, styles, strict=True)
        ]
        instance = new_list(self.document, *levels)
        names = ("Heading 2", "Heading 3", "Numbered Para", "Lettered Para")
        for level, name in enumerate(names):
            numbered(self.document.styles[name], instance, level)

    def line(self, text: str, level: int) -> None:
        self.add(text, "Numbered Para" if level == 1 else "Lettered Para")


@dataclass
class OwnNumbers(Custom):
    """Paragraphs put into a list one by one, one list a section; topics are bold, in Normal."""

    instance: int = 0

    def section(self, title: str) -> None:
        self.add(title, "Heading 1")
        self.instance = new_list(self.document, ("%1.", "decimal", ""), ("(%2)", "lowerLetter", ""))

    def topic(self, heading: str) -> None:
        self.add(heading, bold=True)

    def line(self, text: str, level: int) -> None:
        numbered(self.add(text), self.instance, level - 1)


@dataclass
class ListPerTopic(OwnNumbers):
    """As `OwnNumbers`, and the numbers start again under every topic, which wears Heading 3."""

    abstract: int = 0

    def section(self, title: str) -> None:
        self.add(title, "Heading 2")
        instance = new_list(self.document, ("%1.", "decimal", ""), ("(%2)", "lowerLetter", ""))
        numbering = self.document.part.numbering_part.element
        self.abstract = numbering.num_having_numId(instance).abstractNumId.val

    def topic(self, heading: str) -> None:
        self.add(heading, "Heading 3")
        self.instance = new_instance(self.document, self.abstract, start=True)


@dataclass
class TypedNumbers(Custom):
    """Typed numbers: a topic is `1.`, its paragraphs `1.1`, `1.2` and `(a)`."""

    topics: int = 0
    lines: int = 0

    def section(self, title: str) -> None:
        self.topics = 0
        super().section(title)

    def topic(self, heading: str) -> None:
        self.topics, self.lines = self.topics + 1, 0
        self._topic(heading)

    def _topic(self, heading: str) -> None:
        self.add(f"{self.topics}.\t{heading}", "Heading 3")

    def line(self, text: str, level: int) -> None:
        if level == 1:
            self.lines, self.letters = self.lines + 1, 0
            label = f"{self.topics}.{self.lines}"
        else:
            label = f"({'abcdefgh'[self.letters]})"
            self.letters += 1
        paragraph = self.add(f"{label}\t{text}")
        paragraph.paragraph_format.left_indent = Cm(1.25 * level)
        paragraph.paragraph_format.first_line_indent = Cm(-1.25)


@dataclass
class ContinuousNumbers(TypedNumbers):
    """Typed numbers that run through a whole Part: 5.1, 5.2 … whatever section they stand in."""

    number: str = ""

    def part(self, label: str, title: str) -> None:
        self.number, self.lines = label.rpartition(" ")[2], 0
        super().part(label, title)

    def topic(self, heading: str) -> None:
        self.topics = int(self.number)
        self.add(heading, "Heading 3")


@dataclass
class TypedParts(TypedNumbers):
    """No heading styles at all: PART 5 in bold capitals, `Section 5C – …` and topics in bold."""

    sections: int = 0
    letter: str = ""

    def part(self, label: str, title: str) -> None:
        self.letter, self.sections = label.rpartition(" ")[2], 0
        self.add(label.upper(), bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.add(title.upper(), bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def section(self, title: str) -> None:
        self.topics, self.sections = 0, self.sections + 1
        self.add(f"Section {self.letter}{'ABCDE'[self.sections - 1]} – {title}", bold=True)

    def _topic(self, heading: str) -> None:
        self.add(f"{self.topics}.\t{heading}", bold=True)


@dataclass
class FlatList(OwnNumbers):
    """The protocol is one list of numbered paragraphs without topics; other sections have them."""

    flat: bool = False

    def section(self, title: str) -> None:
        self.flat = title == MEMBER_OFFICER
        self.add(title, "Heading 2")
        self.instance = new_list(self.document, ("%1.", "decimal", ""), ("(%2)", "lowerLetter", ""))

    def topic(self, heading: str) -> None:
        if not self.flat:
            self.add(heading, "Heading 3")


@dataclass
class SeparateLetters(OwnNumbers):
    """As `OwnNumbers`, and the letters come from a list of their own, a new one each time."""

    abstract: int = 0

    def line(self, text: str, level: int) -> None:
        if level == 1:
            self.letters = 0
            return super().line(text, level)
        if not self.abstract:
            instance = new_list(self.document, ("(%1)", "lowerLetter", ""))
            found = self.document.part.numbering_part.element.num_having_numId(instance)
            self.abstract = found.abstractNumId.val
        if not self.letters:
            self.letters = new_instance(self.document, self.abstract, start=True)
        return numbered(self.add(text), self.letters, 0)


CUSTOMS: tuple[type[Custom], ...] = (
    HeadingNumbers,
    OwnNumbers,
    ListPerTopic,
    TypedNumbers,
    ContinuousNumbers,
    TypedParts,
    FlatList,
    Custom,
)


def section_break(paragraph: Paragraph, *, after: bool) -> None:
    """End a section of pages with a paragraph, or with a blank one after it."""
    element: Any = paragraph._element
    if after:
        blank: Any = parse_xml(f"<w:p {nsdecls('w')}/>")
        element.addnext(blank)
        element = blank
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    element.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}>{size}</w:sectPr>"))


def tracked_insertion(paragraph: Paragraph) -> None:
    """Add a tracked insertion of another author to a paragraph."""
    stamp = 'w:id="77" w:author="A. Clerk" w:date="2026-01-01T00:00:00Z"'
    run = "<w:r><w:t> (as amended)</w:t></w:r>"
    paragraph._element.append(parse_xml(f"<w:ins {nsdecls('w')} {stamp}>{run}</w:ins>"))


def text_box(paragraph: Paragraph, text: str) -> None:
    """Add a text box with a heading to a paragraph."""
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    box = f"<v:shape><v:textbox><w:txbxContent>{heading}</w:txbxContent></v:textbox></v:shape>"
    drawn = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>{box}</w:pict></w:r>'
    )
    paragraph._element.append(parse_xml(drawn))


def in_content_control(first: Paragraph, end: Paragraph) -> None:
    """Put the paragraphs from one up to another into a content control."""
    control: Any = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    start, stop = first._element, end._element
    start.addprevious(control)
    while control.getnext() is not stop:
        control[0].append(control.getnext())
