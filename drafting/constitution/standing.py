"""Where the references of a constitution lead: which stand, and which lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz

from drafting.constitution.outline import Constitution, Kind, Provision, Section
from drafting.constitution.references import Reference, references_in
from drafting.constitution.targets import Targets

_DIVISIONS = frozenset("part chapter article section schedule appendix annex".split())
_NAMED = re.compile(
    r"(Part|Chapter|Article|Section|Schedule|Appendix|Annex|Rule)\s+(\w+(?:\.\w+)*)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"([A-Z]{2,5})\s?\d")
_TAIL = re.compile(r"(?:paragraph|Rule|Article|[A-Z]{2,5})\s?([\d(][\w.()]*)$")
_WHOLE = re.compile(r"(\d+[A-Z]*(?:\.\d+[A-Z]?)*)")
_LEAST_LIKE = 86.0  # per cent: a heading that a text names
_NEAR = 150  # characters on each side
_FEWEST = 2  # divisions of a kind, for the kind to be one that the constitution numbers


@dataclass(frozen=True)
class Standing:
    """A reference, the provision that holds it, and whether what it names is there."""

    reference: Reference
    provision: Provision
    stands: bool


@dataclass(frozen=True)
class Places:
    """What a constitution numbers: its divisions by kind, and the numbers within each section."""

    constitution: Constitution
    divisions: Mapping[str, set[str]] = field(default_factory=lambda: {})

    @classmethod
    def of(cls, constitution: Constitution) -> Places:
        """Return the places of a constitution."""
        divisions: dict[str, set[str]] = {}
        for each in constitution.provisions:
            if each.heading and (found := _NAMED.match(f"{each.label} {each.text}".strip())):
                divisions.setdefault(found[1].casefold(), set()).add(found[2].upper())
        return cls(constitution, divisions)

    @cached_property
    def sections(self) -> list[tuple[Provision, set[str]]]:
        """Each section with the numbers in it: 17, 17.4 and 17.4(a)."""
        found: list[tuple[Provision, set[str]]] = []
        for section in self.constitution.sections():
            numbers: set[str] = set()
            for each in self.constitution.provisions[section.start : section.end]:
                numbers |= set(_numbers_of(each))
            found.append((section.heading, numbers))
        return found

    @cached_property
    def all_numbers(self) -> set[str]:
        """Every number of the constitution."""
        return {number for each in self.constitution.provisions for number in _numbers_of(each)}

    def standings(self) -> Iterator[Standing]:
        """Yield every reference to the constitution itself, and whether it stands."""
        printed = Targets(self.constitution).printed
        for provision in self.constitution.provisions:
            if provision.kind in {Kind.CONTENTS, Kind.OTHER} or provision.heading:
                continue
            for reference in references_in(provision.text, printed):
                stands = None if reference.law else self._stands(reference, provision)
                if stands is not None:
                    yield Standing(reference, provision, stands)

    def _stands(self, reference: Reference, provision: Provision) -> bool | None:
        """Return whether what is named is there; None where that cannot be told."""
        if reference.kind in _DIVISIONS:
            known = self.divisions.get(reference.kind, set())
            if len(known) < _FEWEST:
                return None
            named = [_division(number) for number in reference.numbers]
            lettered = {number.isalpha() for number in named}
            if lettered != {number.isalpha() for number in known} & lettered:
                return None  # “Part A” of a form, where the Parts here have figures
            if reference.kind == "schedule" and _near_law(reference, provision.text):
                return None
            return all(number in known for number in named)
        if reference.kind == "regulation":
            return None
        if reference.of and not reference.of.startswith("this "):
            inside = self._numbers_in(reference.of)
            if inside is None:
                return None
        else:
            inside = self.all_numbers
        return all(self._is_in(number, inside, provision) for number in reference.numbers)

    def _named(self, heading: str) -> list[Section]:
        """Return the sections that a text names."""
        name = re.sub(r"^(?:this|these|that|those)\s+", "", heading, flags=re.IGNORECASE).casefold()
        return [
            section
            for section in self.constitution.sections()
            if fuzz.ratio(section.heading.text.casefold(), name) >= _LEAST_LIKE
            or f"{section.heading.label} {section.heading.text}".casefold().startswith(f"{name} ")
        ]

    def _numbers_in(self, heading: str) -> set[str] | None:
        """Return the numbers in the sections that a text names, or None for no such section."""
        named = {section.start for section in self._named(heading)}
        found = [numbers for each, numbers in self.sections if each.block in named]
        return set[str]().union(*found) if found else None

    def _is_in(self, number: str, inside: set[str], provision: Provision) -> bool:
        if number.startswith("("):
            return True  # within its own paragraph: (a) stands beside it or above it
        if number in inside:
            return True
        whole = _WHOLE.match(number)
        if whole is None or whole.end() == len(number):
            return False
        return self._lists(whole[1], number[whole.end() :], inside)

    def _lists(self, whole: str, rest: str, inside: set[str]) -> bool:
        """Return whether a lettered number is there, or its paragraph has letters in its text."""
        if whole not in inside:
            return False
        lettered = any(each.startswith(f"{whole}(") for each in inside)
        return not lettered or f"{whole}{rest}" in inside


def _numbers_of(provision: Provision) -> Iterator[str]:
    label = provision.label.rstrip(".")
    if provision.heading:
        if found := _NAMED.match(label):
            yield found[2]
        elif label:
            yield _PREFIX.sub("", label) if not _PREFIX.match(label) else label.split()[-1]
        return
    if found := _TAIL.search(provision.address):
        yield found[1]
    if label and not label.startswith("("):
        yield label


def _division(number: str) -> str:
    return re.split(r"[(.]", number, maxsplit=1)[0].upper()


def _near_law(reference: Reference, text: str) -> bool:
    """Return whether the words around a reference name an Act, so that it may be one of its."""
    around = text[max(reference.start - _NEAR, 0) : reference.end + _NEAR]
    return re.search(r"\b(?:Act|Acts|Regulations|Order)\b", around) is not None
