"""Reads the rules of style that are words and patterns, and applies them to clauses.

The rules are in `clauses/style.yaml`, whose head says what each key means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from drafting.findings import Finding, Level, Refusal, error
from drafting.library.clauses import Clause, ConditionData, Force, Variant
from drafting.library.entries import Entry
from drafting.library.prose import Part, Passage, Prose, words_of
from drafting.library.rule import LibraryRule
from drafting.yaml_file import KeyPath, YamlFile, read_yaml

STYLE = "style.yaml"

Applies = Callable[[Clause, Variant | None], bool]
"""Whether a wording, or with `None` a clause in any wording, is one that a rule looks at."""

_CHOICES = TypeVar("_CHOICES", Part, Force)
_EXPRESSION = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True)
class Forbidden:
    """One pattern that may not occur, and what to write instead.

    `as_written` looks at the text with its expressions, such as `{{term.executive}}`.
    """

    pattern: re.Pattern[str]
    instead: str
    as_written: bool = False


@dataclass(frozen=True)
class Clauses:
    """Which clauses a rule is about: those that have one of each of these, all if none is named."""

    catalogue: tuple[str, ...] = ()
    force: tuple[Force, ...] = ()
    kind: tuple[str, ...] = ()
    cites_law: bool | None = None

    def include(self, clause: Clause) -> bool:
        """Return whether the rule is about this clause."""
        return (
            (not self.catalogue or not {*self.catalogue}.isdisjoint(clause.catalogue))
            and (not self.force or clause.force in self.force)
            and (not self.kind or clause.kind in self.kind)
            and self.cites_law in {None, any(map(clause.law_of, clause.variants))}
        )


@dataclass(frozen=True)
class StyleRule:
    """One rule of `style.yaml`, which says at its head what each key means.

    `under`, at `key` of the file, is the condition under which alone the rule holds.
    """

    id: str
    says: str
    level: Level
    message: str
    forbidden: tuple[Forbidden, ...]
    demanded: tuple[re.Pattern[str], ...]
    remedy: str
    parts: tuple[Part, ...]
    clauses: Clauses
    under: ConditionData = field(hash=False)
    exceptions: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    spares: tuple[str, ...]
    key: KeyPath

    def concerns(self, clause: Clause) -> bool:
        """Return whether the rule is about this clause."""
        return clause.id not in self.spares and self.clauses.include(clause)

    def in_passage(self, passage: Passage) -> Iterator[Finding]:
        """Yield each thing in the passage that the rule forbids."""
        if self.parts and passage.part not in self.parts:
            return
        if self.unless and passage.variant and self.unless.search(words_of(passage.variant)):
            return
        for forbidden in self.forbidden:
            text = passage.written if forbidden.as_written else passage.text
            for exception in self.exceptions:
                text = exception.sub("—", text)
            for found in dict.fromkeys(match[0] for match in forbidden.pattern.finditer(text)):
                yield passage.wrong(f"“{found}” {self.message}", forbidden.instead)

    def in_wording(self, clause: Clause, variant: Variant) -> Iterator[Finding]:
        """Yield what the rule demands and the wording does not have."""
        words = words_of(variant)
        if self.demanded and not any(pattern.search(words) for pattern in self.demanded):
            where = clause.file_of(variant)
            yield error(self.message, where=where, line=variant.line, remedy=self.remedy)

    def breaches(self, prose: Prose, applies: Applies | None = None) -> Iterator[Finding]:
        """Yield what breaks the rule in the wordings that `applies` lets by, or in all."""
        for passage in prose.passages:
            if self.concerns(passage.clause):
                found = list(self.in_passage(passage))
                if found and (applies is None or applies(passage.clause, passage.variant)):
                    yield from found
        for clause in filter(self.concerns, prose.library.clauses.values()):
            for variant in clause.variants:
                found = list(self.in_wording(clause, variant))
                if found and (applies is None or applies(clause, variant)):
                    yield from found


@dataclass(frozen=True)
class Style:
    """The rules of `style.yaml`, in its order."""

    rules: tuple[StyleRule, ...]
    source: YamlFile = field(hash=False, repr=False)


def style_rules(style: Style) -> tuple[LibraryRule[Prose], ...]:
    """Return as rules of the library those that hold in every configuration."""
    return tuple(
        LibraryRule(rule.id, rule.says, rule.breaches, rule.level)
        for rule in style.rules
        if rule.under is None
    )


def read_style(path: Path) -> tuple[Style, list[Finding]]:
    """Read `style.yaml`. Returns the rules that could be read, and what is wrong with them.

    Raises `Refusal` when the file is not there or holds no keys and values.
    """
    source = read_yaml(path)
    findings = list(source.findings)
    if not isinstance(source.data, dict):
        raise Refusal(source.error("the file holds no keys and values."))
    root = Entry(source, (), source.data, findings)
    root.only(("rules",), ())
    rules: dict[str, StyleRule] = {}
    for entry in root.entries("rules"):
        rule = _read_rule(entry)
        if rule.id in rules:
            entry.wrong(f"the id {rule.id!r} is given twice.", "id", remedy="Keep one rule.")
        rules.setdefault(rule.id, rule)
    return Style(tuple(rules.values()), source), findings


_OPTIONAL = (
    "level words patterns demands remedy in catalogue force kind cites_law under except unless "
    "spares"
)


def _read_rule(entry: Entry) -> StyleRule:
    entry.only(("id", "says", "message"), tuple(_OPTIONAL.split()))
    words = [
        Forbidden(_of_words(found), instead, as_written="{{" in found)
        for found, instead in _pairs(entry, "words").items()
    ]
    patterns = [
        Forbidden(pattern, instead, as_written=r"\{\{" in found)
        for found, instead in _pairs(entry, "patterns").items()
        if (pattern := _pattern(entry, found, "patterns", found))
    ]
    demanded = _patterns(entry, "demands")
    if bool(words or patterns) == bool(demanded):
        entry.wrong("a rule has either words or patterns that it forbids, or demands.")
    unless = entry.text("unless")
    return StyleRule(
        id=entry.text("id"),
        says=entry.text("says"),
        level=entry.one_of("level", Level, Level.ERROR),
        message=entry.text("message"),
        forbidden=(*words, *patterns),
        demanded=demanded,
        remedy=entry.text("remedy"),
        parts=_known(entry, "in", Part),
        clauses=Clauses(
            catalogue=entry.texts("catalogue"),
            force=_known(entry, "force", Force),
            kind=entry.texts("kind"),
            cites_law=entry.flag("cites_law") if "cites_law" in entry.data else None,
        ),
        under=entry.data.get("under"),
        exceptions=tuple(_of_words(words) for words in entry.texts("except")),
        unless=_pattern(entry, unless, "unless") if unless else None,
        spares=entry.texts("spares"),
        key=(*entry.key, "under"),
    )


def _pairs(entry: Entry, name: str) -> Mapping[str, str]:
    """Return what stands under `name`: words or patterns, each with what to write instead."""
    value = entry.data.get(name, {})
    if not isinstance(value, dict):
        entry.wrong(f"{name!r} must hold what is forbidden with what to write instead.", name)
        return {}
    for found, instead in value.items():
        if not isinstance(instead, str) or not instead.strip():
            entry.wrong(f"nothing says what to write instead of {found!r}.", name, found)
    return {str(found): str(instead) for found, instead in value.items()}


def _patterns(entry: Entry, name: str) -> tuple[re.Pattern[str], ...]:
    found = (_pattern(entry, text, name, n) for n, text in enumerate(entry.texts(name)))
    return tuple(pattern for pattern in found if pattern)


def _pattern(entry: Entry, text: str, *key: str | int) -> re.Pattern[str] | None:
    try:
        return re.compile(text)
    except re.error as problem:
        entry.wrong(f"{text!r} is no regular expression: {problem}.", *key)
        return None


def _of_words(words: str) -> re.Pattern[str]:
    """Return the pattern of whole words.

    Words without a capital match in any capitals; others as they stand and at the beginning of a
    sentence.
    """
    expression = r"\s+".join(re.escape(word) for word in words.split())
    if _EXPRESSION.search(words):
        return re.compile(expression)
    flags = re.IGNORECASE if words == words.lower() else re.NOFLAG
    if words[0].islower():
        expression = f"[{words[0]}{words[0].upper()}]{expression[1:]}"
    return re.compile(rf"(?<![\w-]){expression}(?![\w-])", flags)


def _known(entry: Entry, name: str, choices: type[_CHOICES]) -> tuple[_CHOICES, ...]:
    found: list[_CHOICES] = []
    for index, value in enumerate(entry.texts(name)):
        if value in list(choices):
            found.append(choices(value))
        else:
            known = ", ".join(choices)
            entry.wrong(f"{value!r} is not known here.", name, index, remedy=f"Use {known}.")
    return tuple(found)
