"""Which section of the council's own protocol deals with what a clause deals with.

Scores weigh the headings and the words of the texts; rare words count for more. What a person has
settled in `council.yaml` comes first and is never overruled.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

LEAST_SCORE = 0.40  # below it a section and a clause do not deal with the same thing
LEAST_DOUBT = 0.30  # from here to LEAST_SCORE a person should say
_HEADING_WEIGHT = 0.45
_WORD = re.compile(r"[a-z]{3,}")
_COMMON = frozenset(
    "the and for that with from they their this have been will must may are not any all who which "
    "when than other such into under where them has was its can each".split()
)


@dataclass(frozen=True)
class Passage:
    """A heading with the text under it: a section of a protocol, or a clause.

    `also` gives other headings under which the same is printed.
    """

    id: str
    heading: str
    text: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """A clause and the section that deals with the same thing, and how sure we are (0 to 1)."""

    clause: str
    section: str
    score: float
    settled: bool = False


def match(
    sections: Sequence[Passage],
    clauses: Sequence[Passage],
    settled: Mapping[str, str],
    least: float = LEAST_SCORE,
) -> dict[str, Match]:
    """Return the section that each clause amends, by clause id; no section serves two clauses.

    A score below `least` matches nothing.

    `settled` gives, for a clause id, the heading of its section, or "none".
    """
    result = _settled(sections, clauses, settled)
    used = {found.section for found in result.values()}
    scorer = _Scorer(sections)
    scored = sorted(
        (
            (-scorer.score(section, clause), order, section.id, clause.id)
            for order, clause in enumerate(clauses)
            if clause.id not in settled
            for section in sections
        ),
    )
    for negative, _, section_id, clause_id in scored:
        if -negative < least:
            break
        if section_id not in used and clause_id not in result:
            used.add(section_id)
            result[clause_id] = Match(clause_id, section_id, -negative)
    return result


def doubts(
    sections: Sequence[Passage],
    clauses: Sequence[Passage],
    settled: Mapping[str, str],
    found: Mapping[str, Match],
) -> list[Match]:
    """Return the pairs that may deal with the same thing although they were not matched.

    Only sections and clauses that nothing else matches are looked at, and only the likeliest
    clause for each section. A clause settled in `council.yaml` raises no doubt.
    """
    used = {each.section for each in found.values()}
    scorer = _Scorer(sections)
    free = [each for each in clauses if each.id not in found and each.id not in settled]
    likely: list[Match] = []
    for section in sections:
        if section.id in used or not free:
            continue
        score, clause = max(
            ((scorer.score(section, each), each) for each in free), key=lambda pair: pair[0]
        )
        if score >= LEAST_DOUBT:
            likely.append(Match(clause.id, section.id, score))
    return likely


def nearest(sections: Sequence[Passage], clauses: Sequence[Passage]) -> dict[str, Match]:
    """Return the section most like each clause, by clause id; one section may be so for several.

    Passages with the same id are wordings of one clause, of which the likeliest counts.
    """
    scorer = _Scorer(sections)
    found: dict[str, Match] = {}
    for clause in clauses:
        for section in sections:
            score = scorer.score(section, clause)
            if clause.id not in found or score > found[clause.id].score:
                found[clause.id] = Match(clause.id, section.id, score)
    return found


def _settled(
    sections: Sequence[Passage], clauses: Sequence[Passage], settled: Mapping[str, str]
) -> dict[str, Match]:
    by_heading = {section.heading.casefold(): section.id for section in sections}
    return {
        clause.id: Match(clause.id, by_heading[settled[clause.id].casefold()], 1.0, True)
        for clause in clauses
        if settled.get(clause.id, "").casefold() in by_heading
    }


class _Scorer:
    """Scores sections against clauses, with the rarity of words among the sections.

    The score of a pair turns on nothing else, so that it stays when another clause comes or goes.
    """

    def __init__(self, sections: Sequence[Passage]) -> None:
        self.counts: dict[Passage, Counter[str]] = {}
        self.size = len(sections)
        self.seen = Counter(word for each in sections for word in self._counted(each))

    def score(self, section: Passage, clause: Passage) -> float:
        """Return how surely both deal with the same thing, from 0 to 1."""
        own = section.heading.casefold()
        headings = max(
            fuzz.token_set_ratio(own, each.casefold()) / 100
            for each in (clause.heading, *clause.also)
        )
        words = self._cosine(self._counted(section), self._counted(clause))
        return _HEADING_WEIGHT * headings + (1 - _HEADING_WEIGHT) * words

    def _counted(self, passage: Passage) -> Counter[str]:
        if passage not in self.counts:
            self.counts[passage] = Counter(stems(f"{passage.heading} {passage.text}"))
        return self.counts[passage]

    def _cosine(self, one: Counter[str], other: Counter[str]) -> float:
        shared = sum(
            self._weight(word, one) * self._weight(word, other) for word in one if word in other
        )
        norms = [math.sqrt(sum(self._weight(w, c) ** 2 for w in c)) for c in (one, other)]
        return shared / (norms[0] * norms[1]) if all(norms) else 0.0

    def _weight(self, word: str, counts: Counter[str]) -> float:
        rarity = math.log(1 + self.size / (self.seen[word] or 1))
        return (1 + math.log(counts[word])) * rarity


def stems(text: str) -> list[str]:
    """Return the words that carry meaning in a text, each cut to its stem."""
    return [_stem(word) for word in _WORD.findall(text.casefold()) if word not in _COMMON]


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
