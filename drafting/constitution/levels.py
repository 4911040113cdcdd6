"""How deep headings and numbered paragraphs stand, where no style says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from drafting.constitution.typed_labels import names_division
from drafting.constitution.unstyled_headings import UnstyledHeading

_PLAIN = re.compile(r"\D*\d+[A-Z]*(?:\.\d+[A-Z]*)*\D*$")
_PART = re.compile(r"part\b", re.IGNORECASE)
_INNER = re.compile(r"(appendix|annex|schedule|rule)\b", re.IGNORECASE)
_BULLET = "•"


@dataclass
class HeadingLevels:
    """Remembers the headings above, and says how deep the next one stands.

    A line that follows `PART 5` and nothing else is the title of that Part: `is_title` is then
    true, and it stands as high as the Part does.
    """

    above: int = -1  # the level of the last heading that a style or its name places
    styled: bool = False  # whether a style places it
    major: bool = False  # whether a major heading of no style stands under it
    bare: int | None = None
    is_title: bool = False
    part: int | None = None  # the level of the last Part
    lowered: bool = False  # whether the sections of the Part wear the style of the Part itself

    def stated(self, level: int, own: str, shown: str, *, styled: bool = True) -> int:
        """Return the level that a style, or the name of a division, states.

        Sections in the style of the Part they stand in are a level lower, and all under them.
        """
        bare = names_division(own) and not shown.strip()
        self.is_title = self.bare == level and not bare
        if _PART.match(own):
            self.part, self.lowered = level, False
        elif self.part is not None and level <= self.part and not self.is_title:
            self.lowered = level == self.part
        self.bare = level if bare else None
        self.above, self.styled, self.major = level + self.lowered, styled, False
        return self.above

    def worked_out(self, look: UnstyledHeading, own: str, shown: str) -> int:
        """Return the level of a heading of no style, by its name or by its look.

        Within a section that a style places, a minor `Part A` or an `Appendix 1` is a part of it.
        """
        within = self.above if self.styled else 0
        if self.bare is not None and not names_division(own):
            return self.stated(self.bare, own, shown, styled=self.styled)
        if _PART.match(own) and (within < 1 or look.major):
            return self.stated(0, own, shown, styled=False)
        if names_division(own) and within < 1:
            inner = self.above == 1 and _INNER.match(own) is not None
            return 2 if inner else self.stated(1, own, shown, styled=False)
        self.bare, self.is_title = None, False
        self.major = self.major or look.major
        return self.above + 1 + (self.major and not look.major)

    def text(self) -> None:
        """Take note of a text, which no title of a Part follows."""
        self.bare, self.is_title = None, False


@dataclass
class Depths:
    """Says how deep each paragraph under one heading is numbered: 1.1, then (a), then (i).

    What counts is the form of the label, and not the level of a list: a constitution may take
    (a) from a list of its own.
    """

    dots: int | None = None
    number: int = 1  # the depth of the last paragraph numbered in figures
    plain: bool = False  # whether figures without brackets have been used
    letter: str = field(default="")  # the last label in letters

    def depth(self, label: str, roman: bool) -> int:
        """Return the depth from 1 of a paragraph, or 0 for one without a number."""
        if not label or label == _BULLET:
            self.letter = ""
            return 0
        if names_division(label) or _PLAIN.match(label):
            return self._figures(label)
        if not roman:
            self.letter = label
        return self.number + (2 if roman else 1)

    def _figures(self, label: str) -> int:
        self.letter = ""
        if label.startswith("("):
            self.number = 2 if self.plain else 1
            return self.number
        self.plain = True
        dots = label.rstrip(".").count(".")
        self.dots = dots if self.dots is None else min(self.dots, dots)
        self.number = 1 + dots - self.dots
        return self.number
