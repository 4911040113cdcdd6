"""Whether a provision of the council's own says all that a paragraph of a clause says.

Likeness alone does not tell: a rule with another number, another person or a “not” in it has nearly
the same words. So the provision must hold nearly all of the paragraph's words, taken whole, in
each sentence and in each phrase, and then agree with it on its numbers and months, on who acts and
which body is meant, and on what is forbidden, a duty or a power. What this cannot be sure of does
not agree. `tests/amendment/labelled_pairs.yaml` is what it is measured on.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafting.amendment.matching import stems

# The share of a paragraph's words, by weight, that a provision must hold:
LEAST_WHOLE = 0.66  # of all of them
LEAST_OF_SENTENCE = 0.60  # of each sentence
LEAST_OF_PHRASE = 0.20  # of each phrase of at least two words

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_NUMBERS: Mapping[str, str] = (
    {word: str(value) for value, word in enumerate(_UNITS, start=1)}
    | {word: str(value) for value, word in enumerate(_ORDINALS, start=1)}
    | {word: str(value) for word, value in _TENS.items()}
    | {
        f"{ten}-{unit}": str(value + number)
        for ten, value in _TENS.items()
        for number, unit in enumerate(_UNITS[:9], start=1)
    }
    | {"half": "1/2", "two-thirds": "2/3", "third": "3", "quarter": "1/4"}
)
_IDLE = "1"  # “one” and “first” are as often words as numbers
_TOKEN = re.compile(r"\d+(?:/\d+)?|[a-z]+(?:-[a-z]+)?")
_YEARLY = re.compile(r"\bonce (?:a|each|every|in (?:a|one)) year\b")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|(?<=or )May|(?<=, )May|June|July|August|September|October"
    r"|November|December)\b"
)

# Who may act and which body is meant, the longer names first; what a name is taken for.
_PARTIES = {
    "leader of a group": r"group leaders?|leaders? of (?:each|every|the|a|that) (?:\w+ )?group",
    "deputy leader": r"deputy leader",
    "leader": r"leader",
    "deputy mayor": r"deputy (?:lord )?mayor",
    "mayor": r"(?:lord )?mayor",
    "deputy chair": r"vice-chair|deputy (?:speaker|chair)",
    "chair": r"chair|speaker|person (?:who )?presid(?:ing|es)",
    "cabinet": r"(?:members? of the )?(?:cabinet|executive)(?! (?:decision|function|arrangement))",
    "officer": r"chief executive|(?:director|head) of \w+(?: and \w+)?|(?:city )?treasurer"
    r"|democratic services manager|proper officer|officers?",
    "scrutiny": r"(?:overview and )?scrutiny(?: (?:management )?(?:panel|board|committee)s?)?",
    "sub-committee": r"sub-committees?",
    "committee": r"committees?",
    "council": r"(?:full |county |city )?council",
    "group": r"groups?",
    "member": r"members?|councillors?",
}
_BODIES = frozenset({"council", "cabinet", "committee", "sub-committee", "scrutiny"})
_OPEN = frozenset({"council", "member"})  # who acts when a rule does not say who
_PARTY = re.compile(
    "|".join(rf"(?P<p{n}>\b(?:{each})\b)" for n, each in enumerate(_PARTIES.values()))
)
_NAMES = tuple(_PARTIES)

_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_SEGMENT = re.compile(r"[.;:]\s+|,\s+(?=(?:but|which|and|unless|if|except|save)\b)")
_PHRASE = re.compile(r"[.;:,]\s+")
_CONDITION = re.compile(
    r"\b(?:if|where|when|unless)\b[^.;:]*?,\s+(?=[^,.;:]*\b(?:must|may|shall|will|can|is|are)\b)"
    r"|\b(?:if|unless)\b[^.;:]*$"
)
_FORBIDS = re.compile(
    r"\b(?:must|may|shall|will|can) not\b|\bcannot\b"
    r"|(?<!which )(?<!who )(?<!that )\b(?:is|are|does|do) not\b"
    r"|(?:^|[,;] )(?:no|nobody|none|neither)\b[^.;]{0,100}\b(?:may|must|shall|will|can|is|are)\b"
)
_MODAL = re.compile(r"\b(?:must|may|shall|will|can)\b")
_MUST = re.compile(r"\b(?:must|shall|will)\b")
_IS_OR_MAY = re.compile(r"\b(?:may|is|are|has|have)\b")
_OUTSIDE = re.compile(r"\b(?:who|which|that) (?:is|are) not\b")
_MAY = re.compile(r"\b(?:may|can|right|entitled|free to|(?:will |shall )?ha(?:ve|s) an?)\b")
_POWER = re.compile(r"\bmay (?!not\b)(?:be |only |also |then |have )*(\w+)")
_REACH = 25  # characters between the person who acts and “must” or “may”


@dataclass(frozen=True)
class Text:
    """A paragraph of a clause, or a provision of the council's with the heading over it."""

    text: str
    heading: str = ""

    @cached_property
    def plain(self) -> str:
        """The text alone, in small letters; the month of May is no power."""
        return _MONTH.sub(lambda found: f"{found[0]}time", self.text).casefold()

    @cached_property
    def words(self) -> Counter[str]:
        """The stems of the words that carry meaning, those of the heading too."""
        return Counter(stems(f"{self.heading}. {self.plain}"))

    @cached_property
    def numbers(self) -> Counter[str]:
        """How often each number stands in it, in words or in figures."""
        found = numbers_in(self.plain)
        if _YEARLY.search(self.plain):
            found["once a year"] = 1
        return found

    @cached_property
    def months(self) -> frozenset[str]:
        """The months it names."""
        return frozenset(_MONTH.findall(self.text))

    @cached_property
    def parties(self) -> frozenset[str]:
        """The people and bodies it names, in the heading too."""
        return frozenset(parties_in(f"{self.heading}. {self.text}".casefold()))

    @cached_property
    def sentences(self) -> tuple[_Piece, ...]:
        """Its sentences."""
        return tuple(_pieces(_SENTENCE.split(self.plain)))

    @cached_property
    def segments(self) -> tuple[_Piece, ...]:
        """Its sentences, parted further where another rule may begin."""
        return tuple(_pieces(_SEGMENT.split(self.plain)))

    @cached_property
    def phrases(self) -> tuple[_Piece, ...]:
        """What stands between its marks, if at least two words carry meaning."""
        return tuple(each for each in _pieces(_PHRASE.split(self.plain)) if len(each.words) > 1)


@dataclass(frozen=True)
class _Piece:
    text: str
    words: frozenset[str]

    @cached_property
    def rule(self) -> str:
        """The text without its conditions."""
        return _CONDITION.sub("", self.text) or self.text

    @cached_property
    def forbids(self) -> bool:
        return bool(_FORBIDS.search(self.rule))


def _pieces(texts: Iterable[str]) -> Iterator[_Piece]:
    for text in texts:
        if words := frozenset(stems(text)):
            yield _Piece(text, words)


class Weights:
    """How much a word counts: a rare one among the texts counts for more."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._seen = Counter(word for each in texts for word in each.words)
        self._size = len(texts)

    def of(self, words: Iterable[str]) -> float:
        """Return the weight of words taken together."""
        return sum(math.log(1 + self._size / max(self._seen[word], 1)) for word in words)

    def held(self, wanted: Iterable[str], present: Iterable[str]) -> float:
        """Return the share of the wanted words, by weight, that are present (0 to 1)."""
        words = set(wanted)
        every = self.of(words)
        return self.of(words.intersection(present)) / every if every else 0.0


def holds(wanted: Text, present: Text, weights: Weights) -> float:
    """Return the share of a clause's words that a provision holds, or 0 if a part is left out."""
    whole = weights.held(wanted.words, present.words)
    if whole < LEAST_WHOLE:
        return 0.0
    parts = [(each, LEAST_OF_SENTENCE) for each in wanted.sentences]
    parts += [(each, LEAST_OF_PHRASE) for each in wanted.phrases]
    full = all(weights.held(each.words, present.words) >= least for each, least in parts)
    return whole if full else 0.0


def disagreement(wanted: Text, present: Text, weights: Weights) -> str:
    """Return on what a provision differs from a clause whose words it holds, or "" for nothing."""
    if wanted.numbers - present.numbers:
        return "a number"
    if wanted.months - present.months:
        return "a month"
    if not present.segments:
        return "nothing is said"
    for sentence in wanted.sentences:
        nearest = _nearest(sentence, present.segments, weights)
        around = _nearest(sentence, present.sentences, weights)
        problem = (
            _other_share(sentence, around)
            or _other_force(sentence, nearest, around)
            or _other_party(sentence, wanted, nearest, around, present)
        )
        if problem:
            return problem
    return ""


def _nearest(wanted: _Piece, pieces: Sequence[_Piece], weights: Weights) -> _Piece:
    return max(pieces, key=lambda each: weights.held(wanted.words, each.words))


def _other_share(wanted: _Piece, around: _Piece) -> str:
    """Say whether the provision asks for a share, such as two thirds, that the clause does not."""
    own = numbers_in(wanted.text)
    shares = [number for number in numbers_in(around.text) if "/" in number]
    return "a share" if any(each not in own for each in shares) else ""


def _other_force(wanted: _Piece, nearest: _Piece, around: _Piece) -> str:
    if wanted.forbids and not (nearest.forbids or around.forbids):
        return "a ban"
    if nearest.forbids and not wanted.forbids:
        return "a ban"
    if _OUTSIDE.search(wanted.text) and not _OUTSIDE.search(around.text):
        return "an exception"
    if re.search(r"\bmust\b", wanted.rule) and not _is_duty(around.rule):
        return "a duty"
    if wanted.forbids or not (powers := _POWER.findall(wanted.rule)):
        return ""
    if not _MAY.search(around.text):
        return "a power"
    return "a power" if any(_only_asked_for(each, around.text) for each in powers) else ""


def _is_duty(rule: str) -> bool:
    if _MUST.search(rule):
        return True
    first = _IS_OR_MAY.search(rule)
    return first is not None and first[0] != "may"


def _only_asked_for(verb: str, text: str) -> bool:
    """Return whether a text has a verb only as what somebody else is asked to do."""
    if re.search(r"\bmay do so\b", text):
        return False
    stem = verb[:-1] if verb.endswith("e") else verb
    if not re.search(rf"\bmay (?!{stem})\w+", text):
        return False
    asked = len(re.findall(rf"\bto {stem}\w*", text))
    return asked > 0 and asked == len(re.findall(rf"\b{verb}\b", text))


def _other_party(
    wanted: _Piece, whole: Text, nearest: _Piece, around: _Piece, present: Text
) -> str:
    for actor in _actors(nearest.rule):
        if actor not in whole.parties and actor not in _OPEN:
            return "who acts"
    named = set(parties_in(wanted.text))
    for party in sorted(named - present.parties - {"member"}):
        if party != "council" or set(parties_in(around.text)) & _BODIES:
            return "who is meant"
    return ""


def _actors(rule: str) -> Iterator[str]:
    """Yield who acts: the last that is named right before each “must” or “may”."""
    found = list(_PARTY.finditer(rule))
    for modal in _MODAL.finditer(rule):
        before = [each for each in found if each.end() <= modal.start()]
        between = rule[before[-1].end() : modal.start()] if before else ","
        if len(between) < _REACH and not re.search(r"[,;:]", between):
            yield _name_of(before[-1])


def parties_in(text: str) -> Iterator[str]:
    """Yield each person or body that a text in small letters names, as often as it does."""
    return (_name_of(each) for each in _PARTY.finditer(text))


def _name_of(found: re.Match[str]) -> str:
    return _NAMES[int(str(found.lastgroup)[1:])]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text as they are written."""
    return [each.strip() for each in _SENTENCE.split(text) if each.strip()]


def numbers_in(text: str) -> Counter[str]:
    """Return how often each number stands in a text in small letters, as figures."""
    tokens: list[str] = _TOKEN.findall(text)
    found = Counter(
        _NUMBERS.get(token, token) for token in tokens if token in _NUMBERS or token[0].isdigit()
    )
    del found[_IDLE]
    return found
