"""What is wrong with a constitution as it stands: old law, contradictions, broken references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drafting.constitution.circles import circles, repeated
from drafting.constitution.history import history_of
from drafting.constitution.numbers import duplicate_numbers, gaps, not_in_contents
from drafting.constitution.offices import unknown_bodies, unknown_offices
from drafting.constitution.outline import Constitution, Kind
from drafting.constitution.places import at, read
from drafting.constitution.standing import Places
from drafting.constitution.terms import defined_and_unused, defined_twice, undefined
from drafting.findings import Finding, Level, Refusal, warning
from drafting.yaml_file import read_yaml

_LEVELS = {"law": Level.ERROR, "model": Level.ERROR, "style": Level.NOTE}
_KEYS = {"id", "class", "finds", "with", "unless", "under", "why", "source", "checked", "remedy"}
_NEEDED = _KEYS - {"with", "unless", "under"}
_WORD = re.compile(r"<([a-z][\w-]*)>")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z“‘(])|\n")


@dataclass(frozen=True)
class WordRule:
    """A rule of health that is a pattern; see the top of `clauses/health.yaml`."""

    id: str
    kind: str
    finds: re.Pattern[str]
    beside: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    under: tuple[str, ...]
    why: str
    source: str
    remedy: str


def read_word_rules(path: Path) -> tuple[WordRule, ...]:
    """Read `health.yaml`; raises `Refusal` with all that is wrong with it."""
    source = read_yaml(path)
    found: list[Finding] = list(source.findings)
    rules: list[WordRule] = []
    data: Mapping[str, Any] = source.data if isinstance(source.data, dict) else {}
    entries: list[Any] = data.get("rules", [])
    words: Mapping[str, str] = data.get("words", {})
    for index, entry in enumerate(entries):
        try:
            rules.append(_word_rule(entry, words))
        except (KeyError, TypeError, ValueError, re.error) as problem:
            found.append(source.error(f"the rule cannot be read: {problem}.", "rules", index))
    if found or not rules:
        raise Refusal(*(found or [source.error("the file holds no rules.")]))
    return tuple(rules)


def _word_rule(entry: Mapping[str, Any], words: Mapping[str, str]) -> WordRule:
    if unknown := set(entry) - _KEYS or _NEEDED - set(entry):
        raise ValueError(f"look at {', '.join(sorted(unknown))}")
    if entry["class"] not in _LEVELS:
        raise ValueError(f"the class is one of {', '.join(_LEVELS)}")
    under = entry.get("under", ())
    return WordRule(
        id=str(entry["id"]),
        kind=str(entry["class"]),
        finds=_pattern(entry["finds"], words),
        beside=_pattern(entry["with"], words) if "with" in entry else None,
        unless=_pattern(entry["unless"], words) if "unless" in entry else None,
        under=(under,) if isinstance(under, str) else tuple(under),
        why=str(entry["why"]),
        source=str(entry["source"]),
        remedy=str(entry["remedy"]),
    )


def _pattern(text: object, words: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern with what `words` gives for each `<name>` in it."""
    return re.compile(_WORD.sub(lambda found: f"(?:{words[found[1]]})", str(text)), re.IGNORECASE)


def health(constitution: Constitution, words: Sequence[WordRule], model: str = "") -> list[Finding]:
    """Return what is wrong with a constitution, in the order of its text, the worst kinds first.

    `model` is its form of governance, for a text that does not show it: a protocol outside it.
    """
    model, present = model or governance_of(constitution), _without_history(constitution)
    found = [each for rule in words for each in _by_words(present, rule, model)]
    for identity, check in CHECKS.items():
        found += [replace(each, rule=identity) for each in check(constitution)]
    return found


def _without_history(constitution: Constitution) -> Constitution:
    """Return the constitution without its own record of changes, which tells of what was."""
    past = history_of(constitution)
    kept = (
        replace(each, text="", kind=Kind.OTHER) if each.block in past else each
        for each in constitution.provisions
    )
    return replace(constitution, provisions=tuple(kept))


def governance_of(constitution: Constitution) -> str:
    """Return the form of governance that a constitution shows by its own words."""
    said = " ".join(each.text for each in constitution.provisions).casefold()
    if re.search(r"\b(?:directly )?elected mayor\b|\bmayor and cabinet\b", said):
        return "mayor-and-cabinet"
    committees = re.search(r"\bcommittee system\b", said)
    executive = len(re.findall(r"\b(?:the cabinet|the executive|executive functions)\b", said))
    return "committee-system" if committees and executive < 3 else "leader-and-cabinet"


def _by_words(constitution: Constitution, rule: WordRule, model: str) -> Iterator[Finding]:
    if rule.under and model not in rule.under:
        return
    for provision in read(constitution):
        match = next(_matches(rule, provision.text), None)
        if match is None:
            continue
        yield Finding(
            _LEVELS[rule.kind],
            f"“{_shortened(match[0])}”: {rule.why} Source: {rule.source}.",
            where=constitution.package.name,
            address=provision.address,
            remedy=rule.remedy,
            rule=rule.id,
        )


def _matches(rule: WordRule, text: str) -> Iterator[re.Match[str]]:
    """Yield where a rule finds something in the sentences of a text."""
    if rule.finds.search(text) is None:
        return
    for sentence in _SENTENCE.split(text):
        match = rule.finds.search(sentence)
        if match is None or (rule.beside and not rule.beside.search(sentence)):
            continue
        if rule.unless is None or not rule.unless.search(sentence):
            yield match


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:60]} … {words[-25:]}"


def _dangling(constitution: Constitution) -> Iterator[Finding]:
    for each in Places.of(constitution).standings():
        if not each.stands:
            yield warning(
                f"“{each.reference.text}” leads nowhere: the constitution has no such provision.",
                remedy="Correct the number, or say what it is of.",
                **at(constitution, each.provision),
            )


CHECKS: Mapping[str, Callable[[Constitution], Iterator[Finding]]] = {
    "references-stand": _dangling,
    "references-once": repeated,
    "references-in-a-circle": circles,
    "numbers-once": duplicate_numbers,
    "no-gaps": gaps,
    "in-the-contents": not_in_contents,
    "defined-once": defined_twice,
    "defined-is-used": defined_and_unused,
    "terms-are-defined": undefined,
    "offices-exist": unknown_offices,
    "bodies-exist": unknown_bodies,
}
