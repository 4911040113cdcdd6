"""The labels of automatic lists, worked out as Word shows them (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from drafting.word.package import Package
from drafting.word.styles import Styles
from drafting.word.xml import Element, get, name, value

LEVELS = 9
NO_LIST = "0"
_NUMBERS = name("w:numPr")
_HOLE = re.compile(r"%([1-9])")  # where the text of a level shows a number (17.9.11)


@dataclass(frozen=True)
class ListLevel:
    """One level of a list: how it counts, what it shows and when it starts again."""

    start: int
    format: str
    text: str
    restart: int | None  # 17.9.10: None = after any higher level, 0 = never
    style: str
    legal: bool


@dataclass(frozen=True)
class ListInstance:
    """A `w:num`: an abstract list, with starts and levels of its own."""

    abstract: str
    starts: Mapping[int, int]
    levels: Mapping[int, ListLevel]


@dataclass(frozen=True)
class ListPlace:
    """Where a paragraph stands in a list: the list instance and the level from 0."""

    instance: str
    level: int


@dataclass(frozen=True)
class Numbering:
    """The lists of a document."""

    abstracts: Mapping[str, Mapping[int, ListLevel]]
    instances: Mapping[str, ListInstance]
    styles: Styles
    _by_style: dict[str, ListPlace | None] = field(
        default_factory=lambda: {}, init=False, repr=False, compare=False
    )

    def place(self, paragraph: Element) -> ListPlace | None:
        """Return where a paragraph stands in a list, by itself or by its style, or None."""
        found = self.styles.inherited(paragraph, "w:numPr")
        if found is None:
            return None
        style = found[1]
        if not style:
            return self._place(found[0], "", self.styles.id_of(paragraph))
        worn = self.styles.id_of(paragraph)
        if worn not in self._by_style:
            self._by_style[worn] = self._place(found[0], style, worn)
        return self._by_style[worn]

    def _place(self, properties: Element, style: str, worn: str) -> ListPlace | None:
        """Return the place that `properties` give: those of `style`, or of the paragraph itself."""
        instance = value(properties, "w:numId") or self._instance_from_style(worn)
        if instance in (None, "", NO_LIST) or instance not in self.instances:
            return None
        level = self._level_linked_to(instance, style) if style else None
        if level is None:
            stated = value(properties, "w:ilvl")
            level = int(stated) if stated is not None and stated.isdigit() else None
        if level is None:
            level = self._level_inherited(instance, style or worn)
        return ListPlace(instance, min(level, LEVELS - 1))

    def level(self, place: ListPlace) -> ListLevel | None:
        """Return the definition of a level, with what the list instance overrides."""
        instance = self.instances[place.instance]
        own = instance.levels.get(place.level)
        return own or self.abstracts.get(instance.abstract, {}).get(place.level)

    def _instance_from_style(self, style_id: str) -> str | None:
        for style in self.styles.chain(style_id):
            stated = style.properties
            number = None if stated is None else stated.find(_NUMBERS)
            if number is not None and value(number, "w:numId"):
                return value(number, "w:numId")
        return None

    def _level_linked_to(self, instance: str, style: str) -> int | None:
        """Return the level that names a style as its own (17.9.23)."""
        levels = self.abstracts.get(self.instances[instance].abstract, {})
        return next((n for n, level in levels.items() if level.style == style), None)

    def _level_inherited(self, instance: str, style: str) -> int:
        linked = (self._level_linked_to(instance, each.id) for each in self.styles.chain(style))
        return next((level for level in linked if level is not None), 0)


@dataclass(frozen=True)
class _Counting:
    """How a place in a list counts: which levels below start again, and what its label shows.

    `shown` are the texts between the numbers of the label; `formats` gives each number that stands
    between two of them as its level from 0 and its format.
    """

    instance: ListInstance
    below: tuple[int, ...]
    bullet: bool
    shown: tuple[str, ...]
    formats: tuple[tuple[int, str], ...]


@dataclass
class LabelCounter:
    """Counts through a document, paragraph by paragraph, and gives each its label.

    Lists that share an abstract list share its counts; the start override of a level counts from
    the first paragraph of its list instance on that level (17.9.27).
    """

    numbering: Numbering
    _counts: dict[str, list[int | None]] = field(default_factory=lambda: {})
    _started: dict[ListPlace, _Counting | None] = field(default_factory=lambda: {})

    def label(self, paragraph: Element) -> str:
        """Return the label of the next paragraph, such as `4.2` or `(a)`; "" when it has none."""
        place = self.numbering.place(paragraph)
        if place is None:
            return ""
        first = place not in self._started
        if first:
            self._started[place] = self._counting(place)
        counting = self._started[place]
        if counting is None:
            return ""
        counts = self._count(place, counting, first=first)
        if counting.bullet:
            return "•"
        label = counting.shown[0]
        for (number, format_), text in zip(counting.formats, counting.shown[1:], strict=True):
            count = counts[number]
            label += number_text(1 if count is None else count, format_) + text
        return label.strip()

    def _counting(self, place: ListPlace) -> _Counting | None:
        level = self.numbering.level(place)
        if level is None:
            return None
        shown = _HOLE.split(level.text)
        return _Counting(
            instance=self.numbering.instances[place.instance],
            below=tuple(self._restarted_below(place)),
            bullet=level.format == "bullet",
            shown=tuple(shown[::2]),
            formats=tuple(self._format(place, int(hole) - 1) for hole in shown[1::2]),
        )

    def _format(self, place: ListPlace, number: int) -> tuple[int, str]:
        level = self.numbering.level(ListPlace(place.instance, number))
        own = self.numbering.level(place)
        legal = own is not None and own.legal
        return number, "decimal" if legal or level is None else level.format

    def _restarted_below(self, place: ListPlace) -> Iterator[int]:
        for number in range(place.level + 1, LEVELS):
            level = self.numbering.level(ListPlace(place.instance, number))
            restart = level.restart if level else None
            if restart is None or place.level < restart:
                yield number

    def _count(self, place: ListPlace, counting: _Counting, *, first: bool) -> list[int | None]:
        instance = counting.instance
        counts = self._counts.setdefault(instance.abstract, [None] * LEVELS)
        if first and place.level in instance.starts:
            counts[place.level] = None
        for number in range(place.level + 1):
            if counts[number] is None:
                counts[number] = self._start(instance, place.instance, number)
                if number == place.level:
                    break
        else:
            counts[place.level] = (counts[place.level] or 0) + 1
        for number in counting.below:
            counts[number] = None
        return counts

    def _start(self, instance: ListInstance, instance_id: str, number: int) -> int:
        if number in instance.starts:
            return instance.starts[number]
        level = self.numbering.level(ListPlace(instance_id, number))
        return level.start if level else 1


def number_text(number: int, format_: str) -> str:
    """Return a number in a list format of 17.18.59: decimal, letters, Roman numerals, ordinal.

    A bullet, or `none`, counts but shows no number.
    """
    if format_ in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if format_ == "lowerLetter" else letter.upper()
    if format_ in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = _roman(number)
        return roman if format_ == "upperRoman" else roman.lower()
    if format_ == "decimalZero":
        return f"{number:02d}"
    if format_ == "ordinal":
        teens = 10 <= number % 100 <= 20
        return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return "" if format_ in {"none", "bullet"} else str(number)


def _roman(number: int) -> str:
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    text = ""
    for size, letters in pairs:
        text += letters * (number // size)
        number %= size
    return text


def read_numbering(package: Package, styles: Styles) -> Numbering:
    """Return the lists of a package; none when it has no numbering part."""
    part = package.related("numbering")
    if part is None:
        return Numbering({}, {}, styles)
    root = package.root(part)
    abstracts: dict[str, dict[int, ListLevel]] = {}
    links: dict[str, str] = {}  # abstract list -> the list style it stands for (17.9.21)
    makers: dict[str, str] = {}  # list style -> the abstract list that makes it (17.9.27)
    for element in root.iterfind(name("w:abstractNum")):
        identity = get(element, "w:abstractNumId")
        abstracts[identity] = _levels(element)
        if link := value(element, "w:numStyleLink"):
            links[identity] = link
        if maker := value(element, "w:styleLink"):
            makers[maker] = identity
    for identity, style in links.items():
        if not abstracts[identity] and style in makers:
            abstracts[identity] = abstracts[makers[style]]
    instances = {
        get(element, "w:numId"): _instance(element) for element in root.iterfind(name("w:num"))
    }
    return Numbering(abstracts, instances, styles)


def _levels(parent: Element) -> dict[int, ListLevel]:
    return {
        _number(get(element, "w:ilvl"), 0): _level(element)
        for element in parent.iterfind(name("w:lvl"))
    }


def _level(element: Element) -> ListLevel:
    restart = value(element, "w:lvlRestart")
    legal = element.find(name("w:isLgl"))
    return ListLevel(
        start=_number(value(element, "w:start"), 1),
        format=value(element, "w:numFmt") or "decimal",
        text=value(element, "w:lvlText") or "",
        restart=None if restart is None else _number(restart, 0),
        style=value(element, "w:pStyle") or "",
        legal=legal is not None and get(legal, "w:val", "1") not in {"0", "false", "off"},
    )


def _instance(element: Element) -> ListInstance:
    starts: dict[int, int] = {}
    levels: dict[int, ListLevel] = {}
    for override in element.iterfind(name("w:lvlOverride")):
        number = _number(get(override, "w:ilvl"), 0)
        if start := value(override, "w:startOverride"):
            starts[number] = _number(start, 1)
        levels.update(_levels(override))
    return ListInstance(value(element, "w:abstractNumId") or "", starts, levels)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else otherwise
