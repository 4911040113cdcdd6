"""The provision that a reference leads to, where that is plain; otherwise why it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.printed import Printed, folded
from drafting.constitution.references import DIVISIONS, Item, Reference

_NAMED = re.compile(
    r"(?P<kind>Part|Chapter|Article|Section|Schedule|Appendix|Annexe?|Rule|Standing\s+Order)\s+"
    r"(?P<number>[\w.]*\w)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"(?P<kind>[A-Z]{2,5})\s?(?=\d)")
_TAIL = re.compile(r"(?:paragraph|Rule|Article)\s(?:[A-Z]{2,5}\s?)?([\d(][\w.()]*)$")
_WHOLE = re.compile(r"\d+[A-Z]{0,3}(?=[.(])")
_LAST_BRACKET = re.compile(r"\([^()]*\)$")
_ROOT = -1  # the section that is the whole constitution
_LOOSE = frozenset({"rule", "paragraph", ""})  # kinds of reference that any plain number answers to
_SAME = {"annexe": "annex", "standing order": "rule"}


class Unclear(StrEnum):
    """Why a reference leads to no one provision."""

    NOWHERE = "the constitution has no such provision"
    SEVERAL = "it may be any of several provisions"
    ELSEWHERE = "it is of something that is not in the constitution"


@dataclass(frozen=True)
class _Answer:
    """A number that a provision answers to; `kind` is "" where its label names none."""

    kind: str
    block: int


@dataclass(frozen=True)
class Targets:
    """Where the references of a constitution lead."""

    constitution: Constitution

    @cached_property
    def printed(self) -> Printed:
        """What the constitution prints that a reference may name."""
        prefixes: set[str] = set()
        titles: dict[str, str] = {}
        counts: dict[str, int] = {}
        for each in self.constitution.provisions:
            if found := _PREFIX.match(each.label):
                prefixes.add(found["kind"])
            if each.heading and each.text.strip():
                titles.setdefault(folded(each.text), each.text)
            for number, _ in self._answers.get(each.block, ()):
                counts[number] = counts.get(number, 0) + 1
        labels = {
            number
            for number, count in counts.items()
            if count == 1 and "(" not in number and not number.isdigit()
        }
        return Printed(frozenset(prefixes), titles, frozenset(labels))

    def target(
        self, reference: Reference, item: Item, provision: Provision
    ) -> Provision | Unclear | None:
        """Return the provision that one number of a reference leads to.

        `provision` holds the reference. None is returned for a provision of an Act, which is not
        looked for; `Unclear` says why a number leads to no one provision.
        """
        if reference.law or (reference.kind == "regulation" and not reference.of):
            return None
        number, kind = item.number, reference.kind
        if number.startswith("(") and not reference.of:
            return self._beside(number, provision)
        scopes: Iterator[int]
        if reference.of:
            named = self._named(reference.of, provision)
            if not named:
                return Unclear.ELSEWHERE
            scopes = iter(named)
        else:
            scopes = self._outwards(provision, kind, number)
        found: set[int] = set()
        for scope in scopes:
            found |= self._search(scope, kind, number)
            if found and not reference.of:
                break
        if len(found) == 1:
            return self.constitution.provisions[found.pop()]
        if not found and kind in DIVISIONS and kind not in self._kinds:
            return Unclear.ELSEWHERE  # a Schedule to an Act, where we have no Schedules
        return Unclear.SEVERAL if found else Unclear.NOWHERE

    @cached_property
    def _kinds(self) -> set[str]:
        """The kinds of division that the constitution numbers."""
        return {kind for answers in self._answers.values() for _, kind in answers}

    def number(self, block: int) -> str:
        """Return the number of a provision in full, such as `17.4(a)`; "" for none."""
        return next(iter(self.numbers(block)), "")

    def numbers(self, block: int) -> list[str]:
        """Return every number that a provision answers to, in full first: `17.4`, then `4`."""
        return [number for number, _ in self._answers.get(block, ())]

    def run_on(self, section: int, whole: int) -> bool:
        """Return whether no number under one heading stands again under a higher one."""
        return (section, whole) not in self._repeated

    @cached_property
    def _repeated(self) -> set[tuple[int, int]]:
        """The headings under which a number stands again elsewhere under a higher heading."""
        found: set[tuple[int, int]] = set()
        for whole, numbers in self._index.items():
            for answers in numbers.values():
                if len({each.block for each in answers}) > 1:
                    for each in answers:
                        found |= {(above, whole) for above in self.sections_of(each.block)}
        return found

    def sections_of(self, block: int) -> list[int]:
        """Return the headings that a block stands under, the nearest first."""
        found: list[int] = []
        at = self._above[block]
        while at != _ROOT:
            found.append(at)
            at = self._above[at]
        return found

    @cached_property
    def _above(self) -> list[int]:
        """The heading that each block stands directly under."""
        result: list[int] = []
        stack: list[Provision] = []
        for each in self.constitution.provisions:
            if each.heading:
                while stack and stack[-1].depth >= each.depth:
                    stack.pop()
            result.append(stack[-1].block if stack else _ROOT)
            if each.heading:
                stack.append(each)
        return result

    @cached_property
    def _answers(self) -> Mapping[int, list[tuple[str, str]]]:
        """The numbers that each block answers to, each with the kind that its label names."""
        found: dict[int, list[tuple[str, str]]] = {}
        for each in self.constitution.provisions:
            own = list(self._numbers_of(each))
            if own:
                found[each.block] = own
        return found

    def _numbers_of(self, provision: Provision) -> Iterator[tuple[str, str]]:
        label = provision.label.rstrip(".")
        if not label or provision.kind in {Kind.CONTENTS, Kind.OTHER, Kind.TABLE}:
            return
        if named := _NAMED.match(label):
            kind = named["kind"].casefold()
            yield named["number"].upper(), _SAME.get(kind, kind)
            return
        prefix = _PREFIX.match(label)
        bare = label[prefix.end() :] if prefix else label
        kind = prefix["kind"] if prefix else ""
        if provision.heading:
            yield bare, kind
            return
        tail = _TAIL.search(provision.address)
        if tail:
            yield tail[1], kind
        own = self._heading_number(provision)
        if own and bare.startswith("(") and tail and tail[1] == bare:
            yield f"{own}{bare}", kind
        elif own and bare.isdigit():
            yield f"{own}.{bare}", kind
        if tail and tail[1] != bare and not bare.startswith("("):
            yield bare, kind

    def _heading_number(self, provision: Provision) -> str:
        above = self._above[provision.block]
        if above == _ROOT:
            return ""
        label = self.constitution.provisions[above].label.rstrip(".")
        named = _NAMED.match(label)
        return named["number"] if named else _PREFIX.sub("", label).strip()

    @cached_property
    def _index(self) -> Mapping[int, Mapping[str, list[_Answer]]]:
        """The blocks that answer to each number, within each section and in the whole."""
        index: dict[int, dict[str, list[_Answer]]] = {_ROOT: {}}
        for block, numbers in self._answers.items():
            scopes = [_ROOT, *self.sections_of(block)]
            if self.constitution.provisions[block].heading:
                scopes.append(block)
            for number, kind in numbers:
                for scope in scopes:
                    own = index.setdefault(scope, {})
                    own.setdefault(number.casefold(), []).append(_Answer(kind, block))
        return index

    def _search(self, scope: int, kind: str, number: str) -> set[int]:
        """Return the blocks within a section that a number of a kind names."""
        answers = self._index.get(scope, {}).get(number.casefold(), [])
        if kind == "article":
            return self._in_article(scope, number)
        if kind in DIVISIONS:
            exact = {each.block for each in answers if each.kind == kind}
            plain = (
                {each.block for each in answers if not each.kind} if kind == "section" else set()
            )
            return exact or (plain if scope != _ROOT else set[int]())
        alike = {each.block for each in answers if each.kind in {kind, ""}}
        prefixed = {each.block for each in answers if each.kind in self.printed.prefixes}
        return alike or (prefixed if kind in _LOOSE else set[int]())

    def _in_article(self, scope: int, number: str) -> set[int]:
        """Return the blocks that `7`, `7.5` or `7.5(a)` of the Articles names."""
        whole = _WHOLE.match(number)
        name = (whole[0] if whole else number).casefold()
        answers = self._index.get(scope, {}).get(name, [])
        articles = {each.block for each in answers if each.kind == "article"}
        if whole is None:
            return articles
        inside: set[int] = set()
        for article in articles:
            inside |= {
                each.block for each in self._index.get(article, {}).get(number.casefold(), [])
            }
        return inside

    def _outwards(self, provision: Provision, kind: str, number: str) -> Iterator[int]:
        """Yield the sections in which a number is looked for, the nearest first."""
        everywhere = kind in DIVISIONS or kind not in {"paragraph", "regulation"}
        for heading in ([provision.block] if provision.heading else []) + self.sections_of(
            provision.block
        ):
            depth = self.constitution.provisions[heading].depth
            if kind == "section" and depth == 0:
                break  # of a plain number elsewhere in the Part nothing is known
            yield heading
        if everywhere or number in self.printed.labels:
            yield _ROOT

    def _named(self, of: str, provision: Provision) -> list[int]:
        """Return the sections that a text names as what a number is of."""
        around = ([provision.block] if provision.heading else []) + self.sections_of(
            provision.block
        )
        if of.startswith("this "):
            return self._this(of.removeprefix("this ").casefold(), around)
        if of.casefold() == "constitution":
            return [_ROOT]
        if named := _NAMED.fullmatch(of):
            kind = named["kind"].casefold()
            kind = _SAME.get(kind, kind)
            for scope in [*around, _ROOT]:
                found = self._search(scope, kind, named["number"])
                if found:
                    return sorted(found)
            return []
        return self._titles.get(folded(of), [])

    def _this(self, word: str, around: list[int]) -> list[int]:
        provisions = self.constitution.provisions
        if word == "constitution":
            return [_ROOT]
        labelled = [each for each in around if provisions[each].label.casefold().startswith(word)]
        titled = [each for each in around if word.rstrip("s") in provisions[each].text.casefold()]
        high = [each for each in around if provisions[each].depth <= 1]
        return (labelled or titled or high)[:1]

    @cached_property
    def _titles(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for each in self.constitution.provisions:
            if each.heading:
                found.setdefault(folded(each.text), []).append(each.block)
        return found

    def _beside(self, number: str, provision: Provision) -> Provision | Unclear:
        """Return the lettered paragraph beside or below a provision, or beside one above it."""
        above = self._above[provision.block]
        base = self.number(provision.block)
        while base:
            found = self._search(above, "", base + number)
            if found:
                one = len(found) == 1
                return self.constitution.provisions[found.pop()] if one else Unclear.SEVERAL
            shorter = _LAST_BRACKET.sub("", base)
            base = "" if shorter == base else shorter
        inside = {
            each.block
            for own, answers in self._index.get(above, {}).items()
            if own.endswith(number) and own != number
            for each in answers
        }
        if len(inside) == 1:
            return self.constitution.provisions[inside.pop()]
        return Unclear.SEVERAL if inside else Unclear.NOWHERE
