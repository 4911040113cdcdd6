"""The source format of the example constitutions: Markdown-like text read into blocks.

One file holds one Part. Its front matter gives part, title and numbering (automatic or typed);
with automatic numbers, `rules: Article` and `paragraphs: zeros` change how they print. Headings
are ``##`` (section) and ``###`` (rule or article), numbered paragraphs are ``1.``, ``   a.`` and
``      i.``. A Part with ``numbering: typed`` has its numbers typed in the text. Everything a
person can get wrong is a problem with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

HEADING = re.compile(r"(#{2,3})\s+(.*?)\s*(?:\{#([a-z0-9-]+)\})?\s*$")
NUMBERED = re.compile(r"( *)(\d+|[a-z]{1,4})\.\s+(.*)$")
TYPED_LABEL = re.compile(r"(\d+(?:\.\d+)+[A-Z]?|\d+\.|\([a-zA-Z]{1,5}\)|\(\d+\))\s+(.*)$")
TYPED_BULLET = re.compile(r"([•–])\s+(.*)$")
NOTE_TEXT = re.compile(r"\[\^([\w-]+)\]:\s*(.*)$")
CAPTION = re.compile(r"\[table:\s*(.*?)\s*\]$")
TABLE_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|)+$")
INLINE = re.compile(r"(\*\*|\*|\[\^[\w-]+\]|\{ref:[a-z0-9-]+\})")
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]


@dataclass(frozen=True, order=True)
class Place:
    """Where a block stands in the sources."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class SourceError(Exception):
    """The sources cannot be built; the message has one problem a line, each with its place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Text:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class NoteMark:
    """The place of a footnote, by the name of the note."""

    name: str


@dataclass(frozen=True)
class Reference:
    """A cross-reference to the heading that carries the anchor."""

    anchor: str


Span = Text | NoteMark | Reference
Spans = tuple[Span, ...]


class Role(Enum):
    """What a paragraph is; the value is the id of its Word style."""

    PART = "Heading1"
    SECTION = "Heading2"
    RULE = "Heading3"
    RULE_1 = "Rule1"
    RULE_2 = "Rule2"
    RULE_3 = "Rule3"
    RULE_TEXT = "RuleText"
    BODY = "BodyText"
    TYPED_HEADING = "TypedHeading"
    TYPED_PARA = "TypedPara"
    TYPED_SUB = "TypedSub"
    TYPED_SUB_2 = "TypedSub2"


HEADINGS = {Role.PART: 1, Role.SECTION: 2, Role.RULE: 3, Role.TYPED_HEADING: 3}
LIST_LEVELS = {Role.RULE: 0, Role.RULE_1: 1, Role.RULE_2: 2, Role.RULE_3: 3}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `label` is its number, typed or as Word will count it."""

    role: Role
    spans: Spans
    place: Place
    label: str = ""
    anchor: str | None = None


@dataclass(frozen=True)
class Table:
    """A table; the first row is its header."""

    caption: Spans
    rows: tuple[tuple[Spans, ...], ...]
    place: Place


@dataclass(frozen=True)
class Turn:
    """The pages turn to landscape here, or back to portrait."""

    landscape: bool
    place: Place


Block = Paragraph | Table | Turn


@dataclass(frozen=True)
class ListStyle:
    """How a Part with automatic numbers prints them.

    `rule` is the word before the number of a rule, such as Article, or ""; with `zeros` its
    paragraphs count 6.01, 6.02.
    """

    rule: str = ""
    zeros: bool = False


@dataclass
class Part:
    """One Part of the constitution, with its footnotes by name."""

    number: int
    title: str
    typed: bool
    file: str
    lists: ListStyle = ListStyle()
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, Spans] = field(default_factory=dict)
    note_places: dict[str, Place] = field(default_factory=dict)


def plain(spans: Spans) -> str:
    """The words of the spans, without notes and references."""
    return "".join(span.text for span in spans if isinstance(span, Text))


def read_parts(folder: Path, division: str) -> list[Part]:
    """Reads `part-*.md` in the order of their numbers; `division` is what a Part is called.

    Raises:
        SourceError: anything in the files that cannot be built.
    """
    problems: list[str] = []
    parts = [
        PartReader(path, problems, division).read() for path in sorted(folder.glob("part-*.md"))
    ]
    parts.sort(key=lambda part: part.number)
    if [part.number for part in parts] != list(range(1, len(parts) + 1)) or not parts:
        problems.append(f"{folder}: the Parts must be numbered from 1 without gaps")
    check_links(parts, problems)
    if problems:
        raise SourceError(problems)
    return parts


def check_links(parts: list[Part], problems: list[str]) -> None:
    """Every reference has an anchor, every anchor is one, every note is marked once."""
    anchors: dict[str, Place] = {}
    for block in (block for part in parts for block in part.blocks):
        if isinstance(block, Paragraph) and block.anchor:
            if block.anchor in anchors:
                first = anchors[block.anchor]
                problems.append(f"{block.place}: {{#{block.anchor}}} is already at {first}")
            anchors[block.anchor] = block.place
    for part in parts:
        marked: set[str] = set()
        for place, span in spans_with_places(part):
            if isinstance(span, Reference) and span.anchor not in anchors:
                problems.append(f"{place}: unknown reference {{ref:{span.anchor}}}")
            if isinstance(span, NoteMark):
                if span.name not in part.notes or span.name in marked:
                    problems.append(f"{place}: footnote [^{span.name}] has no text or two marks")
                marked.add(span.name)
        for name in sorted(part.notes.keys() - marked):
            problems.append(f"{part.note_places[name]}: footnote [^{name}] is never marked")


def spans_with_places(part: Part) -> Iterator[tuple[Place, Span]]:
    """Every span of the Part, in reading order, footnotes last."""
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield from ((block.place, span) for span in block.spans)
        if isinstance(block, Table):
            cells = [block.caption, *(cell for row in block.rows for cell in row)]
            yield from ((block.place, span) for cell in cells for span in cell)
    for name, spans in part.notes.items():
        yield from ((part.note_places[name], span) for span in spans)


class PartReader:
    """Reads one file; problems are appended to the list it is given."""

    def __init__(self, path: Path, problems: list[str], division: str) -> None:
        self.division = division
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.problems = problems
        self.place = Place(path.name, 1)
        self.part = Part(0, "", False, path.name)
        self.counts = [0, 0, 0, 0]
        self.caption: Spans = ()
        self.turned = False
        self.letters: list[str] = []
        self.romans: list[str] = []

    def problem(self, message: str) -> None:
        self.problems.append(f"{self.place}: {message}")

    def read(self) -> Part:
        """Reads the front matter, then line by line."""
        index = self.read_front_matter()
        while index < len(self.lines):
            line = self.lines[index].rstrip()
            self.place = Place(self.part.file, index + 1)
            if line.startswith("|"):
                index = self.read_table(index)
                continue
            if line:
                self.read_line(line)
            index += 1
        if self.turned:
            self.problem("[landscape] is not closed")
        if self.caption:
            self.problem("a [table: …] line without a table")
        return self.part

    def read_front_matter(self) -> int:
        """Sets number, title and numbering; returns the index of the first line of text."""
        fields: dict[str, str] = {}
        end = next((n for n, line in enumerate(self.lines) if n and line.strip() == "---"), 0)
        for line in self.lines[1:end]:
            name, _, value = re.sub(r"\s+#.*$", "", line).partition(":")
            fields[name.strip()] = value.strip().strip("'\"")
        wrong = fields.get("numbering") not in ("automatic", "typed") or "title" not in fields
        if wrong or not fields.get("part", "").isdigit():
            self.problem("front matter needs part, title and numbering (automatic or typed)")
            return end + 1
        self.part.number = int(fields["part"])
        self.part.title = fields["title"]
        self.part.typed = fields["numbering"] == "typed"
        self.part.lists = ListStyle(fields.get("rules", ""), fields.get("paragraphs") == "zeros")
        self.add(Role.PART, self.part.title, f"{self.division} {self.part.number}")
        return end + 1

    def read_line(self, line: str) -> None:
        """Reads one line that is no table row."""
        if line in ("[landscape]", "[/landscape]"):
            self.turn(line == "[landscape]")
        elif note := NOTE_TEXT.match(line):
            if note[1] in self.part.notes:
                self.problem(f"footnote [^{note[1]}] has two texts")
            self.part.notes[note[1]] = self.spans(note[2])
            self.part.note_places[note[1]] = self.place
        elif caption := CAPTION.match(line):
            self.caption = self.spans(caption[1])
        elif heading := HEADING.match(line):
            self.read_heading(len(heading[1]), heading[2], heading[3])
        elif re.match(r"\s*(#|```|<!--|[-*+] |>|\[/?[a-z]+\]$)", line):
            self.problem(f"the format has no such thing: {line.strip()[:40]}")
        elif self.part.typed:
            self.read_typed(line.strip())
        elif numbered := NUMBERED.match(line):
            self.read_numbered(len(numbered[1]), numbered[2], numbered[3])
        elif line.startswith(" "):
            self.problem("an indented line without a number: join it to the line above")
        else:
            self.add(Role.RULE_TEXT if self.counts[0] else Role.BODY, line)

    def turn(self, landscape: bool) -> None:
        if landscape == self.turned:
            self.problem("[landscape] and [/landscape] must alternate")
        self.turned = landscape
        self.part.blocks.append(Turn(landscape, self.place))

    def add(self, role: Role, text: str, label: str = "", anchor: str | None = None) -> None:
        if self.caption:
            self.problem("a [table: …] line must stand just before its table")
            self.caption = ()
        spans = self.spans(text)
        self.part.blocks.append(Paragraph(role, spans, self.place, label, anchor))

    def read_heading(self, depth: int, text: str, anchor: str | None) -> None:
        self.letters, self.romans = [], []
        if depth == 2:
            self.counts = [0, 0, 0, 0]
            self.add(Role.SECTION, text, anchor=anchor)
        elif self.part.typed:
            self.add(Role.TYPED_HEADING, text, anchor=anchor)
        else:
            self.counts = [self.counts[0] + 1, 0, 0, 0]
            self.add(Role.RULE, text, f"{self.part.lists.rule} {self.counts[0]}".strip(), anchor)

    def read_numbered(self, indent: int, marker: str, text: str) -> None:
        """A numbered paragraph; its level is its indent: none, three or six spaces."""
        level = 1 if indent == 0 else 2 if indent <= 4 else 3
        fits = [marker.isdigit(), marker.isalpha(), marker in ROMAN][level - 1]
        if not fits:
            self.problem(f"“{marker}.” does not belong at an indent of {indent}")
        if not self.counts[level - 1]:
            self.problem(f"“{marker}.” has no paragraph or heading above to belong to")
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (3 - level)
        count = self.counts[level]
        shown = f"{count:02}" if self.part.lists.zeros else str(count)
        label = f"{self.counts[0]}.{shown}" if level == 1 else f"({letters(count)})"
        if level == 3 and count > len(ROMAN):
            self.problem(f"more than {len(ROMAN)} roman paragraphs in one list")
        elif level == 3:
            label = f"({ROMAN[count - 1]})"
        self.add([Role.RULE_1, Role.RULE_2, Role.RULE_3][level - 1], text, label)

    def read_typed(self, line: str) -> None:
        """A line of a typed Part: label, space, text; or text alone."""
        match = TYPED_LABEL.match(line) or TYPED_BULLET.match(line)
        if not match:
            self.add(Role.BODY, line)
            return
        label, text = match.groups()
        if not label.startswith("("):
            self.letters, self.romans = [], []
            self.add(Role.TYPED_PARA, text, label)
        elif self.continues_romans(label.strip("()")):
            self.romans.append(label)
            self.add(Role.TYPED_SUB_2, text, label)
        else:
            self.letters, self.romans = [*self.letters, label], []
            self.add(Role.TYPED_SUB, text, label)

    def continues_romans(self, label: str) -> bool:
        """Whether (i), (v) and the like are roman: the next numeral, or the first after a letter.

        After (h) an (i) is the next letter unless the next labelled line is (ii).
        """
        if label not in ROMAN or ROMAN.index(label) != len(self.romans):
            return False
        if self.romans or self.letters[-1:] != ["(h)"]:
            return bool(self.letters)
        following = (line.strip() for line in self.lines[self.place.line :])
        labels = (match[1] for line in following if (match := TYPED_LABEL.match(line)))
        return next(labels, "") == "(ii)"

    def read_table(self, index: int) -> int:
        """Reads the rows from `index`; returns the index of the first line after the table."""
        place, rows = self.place, []
        while index < len(self.lines) and self.lines[index].startswith("|"):
            line = self.lines[index].rstrip()
            self.place = Place(self.part.file, index + 1)
            index += 1
            if not TABLE_RULE.match(line):
                cells = re.split(r"(?<!\\)\|", line.strip("|"))
                rows.append(tuple(self.spans(cell.strip()) for cell in cells))
                if len(cells) != len(rows[0]):
                    self.problem(f"{len(cells)} cells in a table of {len(rows[0])} columns")
        self.part.blocks.append(Table(self.caption, tuple(rows), place))
        self.caption = ()
        return index

    def spans(self, text: str) -> Spans:
        """Reads bold, italics, footnote marks and references."""
        spans: list[Span] = []
        bold = italic = False
        for mark in INLINE.split(text):
            if mark == "**":
                bold = not bold
            elif mark == "*":
                italic = not italic
            elif mark.startswith("[^"):
                spans.append(NoteMark(mark[2:-1]))
            elif mark.startswith("{ref:"):
                spans.append(Reference(mark[5:-1]))
            elif mark:
                spans.append(Text(mark, bold, italic))
        if bold or italic:
            self.problem("an asterisk has no partner")
        if left := re.search(r"\{[#r][^}]*\}?|\[\^|<br", plain(tuple(spans))):
            self.problem(f"not understood: {left[0]}")
        return tuple(spans)


def letters(count: int) -> str:
    """a to z, then aa, bb … as Word counts."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
