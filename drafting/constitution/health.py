"""What is wrong with a constitution as it stands: old law, contradictions, broken references."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from drafting.constitution.history import history_of
from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.standing import Places
from drafting.findings import Finding, Level, Refusal, warning
from drafting.yaml_file import read_yaml

_LEVELS = {"law": Level.ERROR, "model": Level.ERROR, "style": Level.NOTE}
_KEYS = {"id", "class", "finds", "unless", "under", "why", "source", "checked", "remedy"}
_NEEDED = _KEYS - {"unless", "under"}
_MEANS = re.compile(
    r"(?:^|[:;.]\s|\b(?:a|an|the|and|or)\s|[“‘\"])"
    r"([A-Z][\w’-]*(?:\s[A-Z][\w’-]*){0,4})[”’\"]?\s+means\b"
)
_LEAST_GAP_RUN = 3  # numbers in a row, for a gap in them to be one


@dataclass(frozen=True)
class WordRule:
    """A rule of health that is a pattern; see the top of `clauses/health.yaml`."""

    id: str
    kind: str
    finds: re.Pattern[str]
    unless: re.Pattern[str] | None
    under: str
    why: str
    source: str
    remedy: str


def read_word_rules(path: Path) -> tuple[WordRule, ...]:
    """Read `health.yaml`; raises `Refusal` with all that is wrong with it."""
    source = read_yaml(path)
    found: list[Finding] = list(source.findings)
    rules: list[WordRule] = []
    entries: list[Any] = source.data.get("rules", []) if isinstance(source.data, dict) else []
    for index, entry in enumerate(entries):
        try:
            rules.append(_word_rule(entry))
        except (KeyError, TypeError, ValueError, re.error) as problem:
            found.append(source.error(f"the rule cannot be read: {problem}.", "rules", index))
    if found or not rules:
        raise Refusal(*(found or [source.error("the file holds no rules.")]))
    return tuple(rules)


def _word_rule(entry: Mapping[str, Any]) -> WordRule:
    if unknown := set(entry) - _KEYS or _NEEDED - set(entry):
        raise ValueError(f"look at {', '.join(sorted(unknown))}")
    if entry["class"] not in _LEVELS:
        raise ValueError(f"the class is one of {', '.join(_LEVELS)}")
    unless = entry.get("unless")
    return WordRule(
        id=str(entry["id"]),
        kind=str(entry["class"]),
        finds=re.compile(str(entry["finds"]), re.IGNORECASE),
        unless=re.compile(str(unless), re.IGNORECASE) if unless else None,
        under=str(entry.get("under", "")),
        why=str(entry["why"]),
        source=str(entry["source"]),
        remedy=str(entry["remedy"]),
    )


def health(constitution: Constitution, words: Sequence[WordRule]) -> list[Finding]:
    """Return what is wrong with a constitution, in the order of its text, the worst kinds first."""
    model, present = governance_of(constitution), _without_history(constitution)
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


def _read(constitution: Constitution) -> Iterator[Provision]:
    skipped = {Kind.CONTENTS, Kind.OTHER}
    return (each for each in constitution.provisions if each.kind not in skipped and each.text)


def _at(constitution: Constitution, provision: Provision) -> dict[str, str]:
    return {"where": constitution.package.name, "address": provision.address}


def _by_words(constitution: Constitution, rule: WordRule, model: str) -> Iterator[Finding]:
    if rule.under and rule.under != model:
        return
    for provision in _read(constitution):
        match = rule.finds.search(provision.text)
        if match is None or (rule.unless and rule.unless.search(provision.text)):
            continue
        yield Finding(
            _LEVELS[rule.kind],
            f"“{_shortened(match[0])}”: {rule.why} Source: {rule.source}.",
            where=constitution.package.name,
            address=provision.address,
            remedy=rule.remedy,
            rule=rule.id,
        )


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:60]} … {words[-25:]}"


def _dangling(constitution: Constitution) -> Iterator[Finding]:
    for each in Places.of(constitution).standings():
        if not each.stands:
            yield warning(
                f"“{each.reference.text}” leads nowhere: the constitution has no such provision.",
                remedy="Correct the number, or say what it is of.",
                **_at(constitution, each.provision),
            )


def _duplicate_numbers(constitution: Constitution) -> Iterator[Finding]:
    first: dict[tuple[str, str], Provision] = {}
    for provision in _read(constitution):
        if provision.typed is None or provision.kind is not Kind.PARAGRAPH:
            continue
        if not provision.typed.figures:
            continue
        key = (provision.address, provision.label)
        if key in first:
            yield warning(
                f"the number {provision.label} stands twice here.",
                remedy="Renumber one of the two.",
                **_at(constitution, provision),
            )
        first.setdefault(key, provision)


def _gaps(constitution: Constitution) -> Iterator[Finding]:
    for section in constitution.sections():
        inside = constitution.provisions[section.start + 1 : section.end]
        runs: dict[str, list[tuple[int, Provision]]] = defaultdict(list)
        for each in inside:
            if each.heading and each.depth <= section.heading.depth + 1 and runs:
                break
            if each.typed and (found := re.fullmatch(r"(\d+(?:\.\d+)*\.)(\d+)", each.label)):
                runs[found[1]].append((int(found[2]), each))
        for stem, numbers in runs.items():
            for (one, _), (other, provision) in pairwise(numbers):
                if other > one + 1 and len(numbers) >= _LEAST_GAP_RUN:
                    yield warning(
                        f"after {stem}{one} comes {stem}{other}: a number is left out.",
                        remedy="Renumber, or mark the missing number “not used”.",
                        **_at(constitution, provision),
                    )


def _not_in_contents(constitution: Constitution) -> Iterator[Finding]:
    lines = [each.text for each in constitution.provisions if each.kind is Kind.CONTENTS]
    said = " ".join("".join(lines).casefold().split())
    if not said:
        return
    for provision in constitution.provisions:
        high = provision.heading and provision.depth <= 1 and provision.text
        if high and " ".join(provision.text.casefold().split()) not in said:
            yield warning(
                f"the heading “{provision.text}” is not in the table of contents.",
                remedy="Update the table of contents in Word (F9).",
                **_at(constitution, provision),
            )


def _defined_twice(constitution: Constitution) -> Iterator[Finding]:
    defined: dict[tuple[str, str], Provision] = {}
    for provision in _read(constitution):
        division = provision.address.partition(",")[0]
        for term in _MEANS.findall(provision.text):
            before = defined.setdefault((division, term), provision)
            if before is not provision and before.text != provision.text:
                yield warning(
                    f"“{term}” is defined here and in {before.address}.",
                    remedy="Keep one definition, or say for which Part each is.",
                    **_at(constitution, provision),
                )


def _defined_and_unused(constitution: Constitution) -> Iterator[Finding]:
    said = "\n".join(each.text for each in _read(constitution))
    counts: Counter[str] = Counter()
    for provision in _read(constitution):
        for term in _MEANS.findall(provision.text):
            counts[term] = len(re.findall(rf"\b{re.escape(term)}s?\b", said))
            if counts[term] == 1:
                yield warning(
                    f"“{term}” is defined and never used.",
                    remedy="Take the definition out.",
                    **_at(constitution, provision),
                )


CHECKS: Mapping[str, Callable[[Constitution], Iterator[Finding]]] = {
    "references-stand": _dangling,
    "numbers-once": _duplicate_numbers,
    "no-gaps": _gaps,
    "in-the-contents": _not_in_contents,
    "defined-once": _defined_twice,
    "defined-is-used": _defined_and_unused,
}
