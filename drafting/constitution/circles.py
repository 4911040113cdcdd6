"""References that say nothing: provisions that only lead to each other, a number named twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.places import at, read
from drafting.constitution.references import Reference, references_in
from drafting.constitution.targets import Targets
from drafting.findings import Finding, warning

_MOST_WORDS = 30  # of a provision that only leads elsewhere
_LEADS = re.compile(
    r"\b(?:set out|given|stated|laid down|provided(?: for)?|described|determined|governed|"
    r"regulated|dealt with|specified|prescribed|decided|defined|found|contained|listed|made)\b"
    r"[^.;]{0,20}\b(?:in|by|under|with|as)\s(?:the\s)?$|\bin accordance with\s(?:the\s)?$|\bsee\s$",
    re.IGNORECASE,
)
_PROVIDES = re.compile(r"\s(?:provides?|says?|requires?|states?|sets? out)\b")
_AS = re.compile(r"\bas\s(?:the\s)?$")


def repeated(constitution: Constitution) -> Iterator[Finding]:
    """Yield each list of references that names one number twice."""
    printed = Targets(constitution).printed
    for provision in read(constitution):
        for reference in references_in(provision.text, printed):
            numbers = [each.number.casefold() for each in reference.items]
            twice = next((each for each in numbers if numbers.count(each) > 1), "")
            if twice and not any(each.through for each in reference.items):
                yield warning(
                    f"“{reference.text}” names {twice} twice.",
                    remedy="Take one out, or write the number that is meant.",
                    **at(constitution, provision),
                )


def circles(constitution: Constitution) -> Iterator[Finding]:
    """Yield each provision that only leads to another which only leads back to it."""
    leading = _Leading(constitution)
    told: set[int] = set()
    for start in leading.only:
        way = leading.circle(start)
        if way and not told & set(way):
            told |= set(way)
            provision = constitution.provisions[start]
            others = [constitution.provisions[each].address for each in way if each != start]
            yield warning(
                f"this only leads to {' and '.join(others)}, and that leads back here."
                if others
                else "this only leads to itself.",
                remedy="Say in one of them what the rule is.",
                **at(constitution, provision),
            )


class _Leading:
    """Where the provisions lead that say nothing but where to look."""

    def __init__(self, constitution: Constitution) -> None:
        self.constitution = constitution
        self.targets = Targets(constitution)

    @cached_property
    def only(self) -> dict[int, set[int]]:
        """The blocks that only lead elsewhere, each with those that it leads to."""
        return {
            each.block: where
            for each in self.constitution.provisions
            if each.kind is Kind.PARAGRAPH and each.label and (where := self._leads(each))
        }

    def _leads(self, provision: Provision) -> set[int]:
        text = provision.text
        if len(text.split()) > _MOST_WORDS or len(re.findall(r"[.;]\s+[A-Z]", text)) > 0:
            return set()
        found: set[int] = set()
        for reference in references_in(text, self.targets.printed):
            if self._only_leads(text, reference):
                for item in reference.items:
                    target = self.targets.target(reference, item, provision)
                    if isinstance(target, Provision):
                        found |= self._said_by(target)
        return found

    def _only_leads(self, text: str, reference: Reference) -> bool:
        before = text[: reference.start]
        provides = _AS.search(before) and _PROVIDES.match(text, reference.end)
        return not reference.law and bool(provides or _LEADS.search(before))

    def _said_by(self, target: Provision) -> set[int]:
        """Return a provision, or the one paragraph under a heading that has no other."""
        if not target.heading:
            return {target.block}
        section = self.constitution.section(target)
        inside = self.constitution.provisions[section.start + 1 : section.end]
        said = {each.block for each in inside if each.text.strip()}
        return said if len(said) == 1 else set()

    def circle(self, start: int) -> list[int]:
        """Return the blocks of a circle through a block, or none."""
        waiting = [(start, [start])]
        seen: set[int] = set()
        while waiting:
            at_, way = waiting.pop()
            for each in sorted(self.only.get(at_, ())):
                if each == start:
                    return way
                if each not in seen:
                    seen.add(each)
                    waiting.append((each, [*way, each]))
        return []
