"""Numbers that stand twice or are left out, and headings that the contents do not list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.places import at, read
from drafting.findings import Finding, warning

_LEAST_RUN = 3  # numbers in a row, for a gap in them to be one
_LISTED = 0.6  # the share of the headings of a depth in the contents, for all to belong there
_TOLD_APART = 5  # headings: more are told at once, because the contents are old
_DOTTED = re.compile(r"(\d+(?:\.\d+)*\.)(\d+)")
_LETTER = re.compile(r"\(([a-z])\)")
_LETTERS = "abcdefghjklmnopqrstuwyz"  # without i, v and x, which may be Roman numbers
_DIVISION = re.compile(r"([A-Z][a-z]+(?: [A-Z][a-z]+)?)\s(\d+)")
_REPEATED = frozenset({"Part", "Chapter"})  # a Part may be named again over each thing in it
_PAGE = re.compile(r"[\s.…]*\d*\s*$")


def duplicate_numbers(constitution: Constitution) -> Iterator[Finding]:
    """Yield each number that stands twice in the same place."""
    first: dict[tuple[str, str], Provision] = {}
    for provision in read(constitution):
        if provision.typed is None or provision.kind is not Kind.PARAGRAPH:
            continue
        if not provision.typed.figures:
            continue
        key = (provision.address, provision.label)
        if key in first:
            yield _twice(constitution, provision)
        first.setdefault(key, provision)
    last = ""
    for provision in read(constitution):
        if provision.heading and provision.depth <= 1:
            last = ""
        found = _DOTTED.fullmatch(provision.label) if provision.typed else None
        if found and not provision.heading:
            again = provision.label == last and found[2] != "1"  # which starts anew
            if again and first.get((provision.address, last)) is provision:
                yield _twice(constitution, provision)
            last = provision.label
    for _, provision, step in _steps(constitution):
        if step == 0:
            yield _twice(constitution, provision)


def _twice(constitution: Constitution, provision: Provision) -> Finding:
    return warning(
        f"the number {provision.label} stands twice here.",
        remedy="Renumber one of the two.",
        **at(constitution, provision),
    )


def gaps(constitution: Constitution) -> Iterator[Finding]:
    """Yield each place at which typed numbers or letters leave one out."""
    for section in constitution.sections():
        inside = constitution.provisions[section.start + 1 : section.end]
        runs: dict[str, list[tuple[int, Provision]]] = defaultdict(list)
        for each in inside:
            if each.heading and each.depth <= section.heading.depth + 1 and runs:
                break
            if each.typed and (found := _DOTTED.fullmatch(each.label)):
                runs[found[1]].append((int(found[2]), each))
        for stem, numbers in runs.items():
            for (one, _), (other, provision) in pairwise(numbers):
                if other > one + 1 and len(numbers) >= _LEAST_RUN:
                    yield _gap(constitution, provision, f"{stem}{one}", f"{stem}{other}")
    for before, provision, step in _steps(constitution):
        if step > 1:
            yield _gap(constitution, provision, before.label, provision.label)


def _gap(constitution: Constitution, provision: Provision, one: str, other: str) -> Finding:
    return warning(
        f"after {one} comes {other}: a number is left out.",
        remedy="Renumber, or mark the missing number “not used”.",
        **at(constitution, provision),
    )


def _steps(constitution: Constitution) -> Iterator[tuple[Provision, Provision, int]]:
    """Yield each typed letter, or heading such as Rule 4, with the one before it and the step."""
    letter: Provision | None = None
    headings: dict[int, Provision] = {}
    for each in constitution.provisions:
        if each.heading:
            letter = None
            for deeper in [depth for depth in headings if depth > each.depth]:
                del headings[deeper]
            before = headings.get(each.depth)
            if each.typed and before is not None:
                one, other = _DIVISION.fullmatch(before.label), _DIVISION.fullmatch(each.label)
                if one and other and one[1] == other[1]:
                    step = int(other[2]) - int(one[2])
                    if step or one[1] not in _REPEATED:
                        yield before, each, step
            headings[each.depth] = each
        elif each.kind is Kind.PARAGRAPH and each.label:
            found = _LETTER.fullmatch(each.label) if each.typed else None
            if found is None:
                letter = None if each.depth < 2 else letter
            elif found[1] in _LETTERS:
                if letter is not None and found[1] != "a":
                    last = _LETTERS.index(letter.label[1])
                    yield letter, each, _LETTERS.index(found[1]) - last
                letter = each


def not_in_contents(constitution: Constitution) -> Iterator[Finding]:
    """Yield each heading that the table of contents should list and does not."""
    lines = {
        _PAGE.sub("", _plain(each.text))
        for each in constitution.provisions
        if each.kind is Kind.CONTENTS
    }
    if not any(lines):
        return
    headings = [each for each in constitution.provisions if each.heading and each.text]
    listed = [_listed(each, lines) for each in headings]
    there = Counter(each.depth for each in headings)
    found = Counter(each.depth for each, has in zip(headings, listed, strict=True) if has)
    missing = [
        each
        for each, has in zip(headings, listed, strict=True)
        if not has and found[each.depth] >= _LISTED * there[each.depth]
    ]
    if len(missing) > _TOLD_APART:
        yield _missing(constitution, missing[0], f" and {len(missing) - 1} more headings are")
    else:
        yield from (_missing(constitution, each, " is") for each in missing)


def _missing(constitution: Constitution, heading: Provision, more: str) -> Finding:
    return warning(
        f"the heading “{heading.text}”{more} not in the table of contents.",
        remedy="Update the table of contents in Word (F9).",
        **at(constitution, heading),
    )


def _listed(heading: Provision, lines: set[str]) -> bool:
    text = _PAGE.sub("", _plain(heading.text))
    return text in lines or any(line.endswith(f" {text}") for line in lines)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").casefold().split())
