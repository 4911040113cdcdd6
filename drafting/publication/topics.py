"""Which topics of the library a constitution deals with today, and with which of its text.

Nothing is known of the council but its constitution. Each clause is a topic; whatever its wording
for a council would be, the likeliest of its wordings counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from drafting.amendment.agreement import Text, Weights
from drafting.amendment.matching import LEAST_SCORE, Passage, nearest
from drafting.amendment.paragraphs import Existing, sections_of
from drafting.amendment.proposal import passage
from drafting.configuration.house import Terms
from drafting.constitution.outline import Constitution
from drafting.constitution.placement import Placement, Wanted, place
from drafting.findings import Finding, Level, warning
from drafting.library.clauses import Clause, Library, Outline, OutlineKind
from drafting.publication.draft import existing_blocks

LEAST_WHOLE = 0.45  # the share of a clause's words that a section must hold to cover its topic
_TERM = re.compile(r"\{\{\s*term\.(\w+)\s*\}\}")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\*\*", re.DOTALL)


class Extent(StrEnum):
    """How far a constitution covers a topic."""

    COVERED = "covered"
    PART = "in part"
    NONE = "not at all"


@dataclass(frozen=True)
class Topic:
    """A topic, how far it is covered, and by which text, under `heading` at `where`.

    `score` says how surely that text deals with the topic and `held` how much of the clause's
    words it has (each 0 to 1). A topic that is not covered has no text.
    """

    outline: str
    clause: str
    title: str
    extent: Extent
    score: float = 0.0
    held: float = 0.0
    heading: str = ""
    where: str = ""
    text: str = ""


@dataclass(frozen=True)
class Coverage:
    """The topics of one constitution, in the order of the library, and what was unclear in it."""

    file: str
    present: frozenset[str]
    topics: tuple[Topic, ...]
    findings: tuple[Finding, ...]

    def count(self, extent: Extent) -> int:
        """Return how many topics are covered to an extent."""
        return sum(each.extent is extent for each in self.topics)


def coverage_of(constitution: Constitution, library: Library) -> Coverage:
    """Return how far a constitution covers each topic of the library."""
    placements, findings = _places(constitution, library)
    topics: list[Topic] = []
    for outline in library.outlines:
        clauses = [library.clauses[each] for slot in outline.slots for each in slot.clauses]
        placement = placements.get(outline.id)
        existing = existing_blocks(constitution, placement) if placement else []
        topics += _topics(outline, list(dict.fromkeys(clauses)), existing)
    file = constitution.package.name
    return Coverage(file, frozenset(placements), tuple(topics), tuple(findings))


def _places(
    constitution: Constitution, library: Library
) -> tuple[dict[str, Placement], list[Finding]]:
    """Return where each protocol and set of rules stands; what is unclear counts as not there."""
    wanted = [
        Wanted(
            protocol=each.id,
            names=(each.title, each.short_title, *each.also_known_as),
            file=constitution.package.name,
            line=0,
            only_existing=each.kind is OutlineKind.RULES,
        )
        for each in library.outlines
    ]
    found, problems = place(wanted, constitution)
    unclear = [
        warning(
            each.message,
            where=constitution.package.name,
            remedy="It is counted as not there. Make its heading plain in Word to have it read.",
        )
        for each in problems
        if each.level is Level.ERROR and "could stand at" in each.message
    ]
    return {each.protocol: each for each in found if each.existing}, unclear


def _topics(
    outline: Outline, clauses: Sequence[Clause], existing: Sequence[Existing]
) -> Iterator[Topic]:
    opening, parts = sections_of(existing) if existing else ([], [])
    if opening[1:]:  # text before the first heading is a section of its own
        parts = [tuple(opening), *parts]
    sections = [passage(str(number), section) for number, section in enumerate(parts)]
    wordings = [each for clause in clauses for each in _wordings(clause)]
    best = nearest(sections, wordings)
    texts = [Text(each.text, each.heading) for each in sections]
    weights = Weights(texts)
    for clause in clauses:
        found = best.get(clause.id)
        if found is None or found.score < LEAST_SCORE:
            yield Topic(outline.id, clause.id, clause.heading, Extent.NONE)
            continue
        section = int(found.section)
        held = max(
            weights.held(Text(each.text).words, texts[section].words)
            for each in wordings
            if each.id == clause.id
        )
        whole = held >= LEAST_WHOLE
        yield Topic(
            outline.id,
            clause.id,
            clause.heading,
            Extent.COVERED if whole else Extent.PART,
            round(found.score, 3),
            round(held, 3),
            parts[section][0].text,
            parts[section][0].address,
            sections[section].text,
        )


def _wordings(clause: Clause) -> Iterator[Passage]:
    words = Terms().model_dump()
    for variant in clause.variants:
        text = _TERM.sub(lambda found: str(words.get(found[1], "")), variant.text)
        plain = " ".join(_TEMPLATE.sub(" ", text).split())
        yield Passage(clause.id, clause.heading, plain, clause.also_known_as)
