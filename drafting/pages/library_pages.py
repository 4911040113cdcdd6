"""The clause library explorer: every clause, the facts that rules know, and the register of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from typing import Any

from drafting.assembly.english import curly
from drafting.configuration.vocabulary import Vocabulary
from drafting.library.clauses import Clause, Library
from drafting.pages.clause_pages import law_told
from drafting.pages.council_reading import CouncilReading
from drafting.pages.page import Page, Pages, crumbs
from drafting.publication.accounts import FORCES
from drafting.rules.compilation import Conditions, parse_library
from drafting.rules.conditions import Always, in_plain_english

_URL = "library/"


@dataclass(frozen=True)
class _Explorer:
    """The library with its conditions, and the councils whose configurations it is held against."""

    library: Library
    vocabulary: Vocabulary
    readings: tuple[CouncilReading, ...]

    @cached_property
    def conditions(self) -> Conditions:
        return parse_library(self.library, self.vocabulary)[0]

    @cached_property
    def chosen(self) -> Mapping[str, list[tuple[CouncilReading, str]]]:
        """The councils that have each clause, with the wording in which they have it."""
        found: dict[str, list[tuple[CouncilReading, str]]] = {}
        for reading in self.readings:
            for choice in reading.choices:
                if choice.clause is not None and choice.variant is not None:
                    found.setdefault(choice.clause.id, []).append((reading, choice.variant.id))
        return found

    def facts(self, clause: Clause) -> set[str]:
        """The facts on which a clause and its wordings turn."""
        found = set(self.conditions.of(clause).facts())
        for variant in clause.variants:
            found |= set(self.conditions.of_variant(clause, variant).facts())
        return found


def add_library(pages: Pages, readings: Sequence[CouncilReading]) -> None:
    """Add the pages of the library that the program came with, and who has which clause."""
    if not readings:
        return
    councils = readings[0].found.facts.councils
    explorer = _Explorer(councils.came, councils.vocabulary, tuple(readings))
    home = crumbs(("Home", ""))
    within = (*home, *crumbs(("Clause library", _URL)))
    for url, template, title, way, view in (
        (_URL, "library.html", "Clause library", home, _list),
        (f"{_URL}facts/", "facts.html", "Facts", within, _facts),
        (f"{_URL}law/", "law.html", "Law register", within, _law),
    ):
        pages.add(Page(url, template, title, way, partial(view, explorer)))
    for clause in explorer.library.clauses.values():
        title = curly(clause.heading)
        view = partial(_clause, explorer, clause)
        pages.add(Page(f"{_URL}{clause.id}/", "library-clause.html", title, within, view))


def _link(clause: Clause) -> Mapping[str, str]:
    return {"title": curly(clause.heading), "url": f"{_URL}{clause.id}/"}


def _list(explorer: _Explorer) -> Mapping[str, Any]:
    clauses = sorted(explorer.library.clauses.values(), key=lambda each: each.family)
    count = len(explorer.readings)
    return {
        "families": [
            {
                "title": family.replace("-", " ").capitalize(),
                "clauses": [
                    {
                        **_link(each),
                        "force": each.force.value,
                        "wordings": len(each.variants),
                        "have": len(explorer.chosen.get(each.id, ())),
                    }
                    for each in group
                ],
            }
            for family, group in groupby(clauses, key=lambda each: each.family)
        ],
        "count": len(clauses),
        "councils": count,
    }


def _when(explorer: _Explorer, condition: Any) -> str:
    if isinstance(condition, Always):
        return ""
    return curly(in_plain_english(condition, explorer.vocabulary))


def _clause(explorer: _Explorer, clause: Clause) -> Mapping[str, Any]:
    have = explorer.chosen.get(clause.id, [])
    vocabulary = explorer.vocabulary
    return {
        "reason": curly(clause.reason),
        "if_rejected": curly(clause.if_rejected),
        "force": clause.force.value,
        "force_told": FORCES[clause.force],
        "when": _when(explorer, explorer.conditions.of(clause)),
        "variants": [
            {
                "id": each.id,
                "when": "in every other case"
                if each.otherwise and len(clause.variants) > 1
                else _when(explorer, explorer.conditions.of_variant(clause, each)),
                "text": each.text,
                "law": [law_told(explorer.library.law[law]) for law in each.legal_basis],
                "councils": [
                    {
                        "name": reading.council.council.name,
                        "url": f"{reading.root}clauses/{clause.id}/",
                    }
                    for reading, variant in have
                    if variant == each.id
                ],
            }
            for each in clause.variants
        ],
        "law": [law_told(explorer.library.law[each]) for each in clause.legal_basis],
        "facts": [
            {"title": vocabulary.facts[name].title, "url": f"{_URL}facts/#{name}"}
            for name in sorted(explorer.facts(clause))
        ],
        "requires": [_link(explorer.library.clauses[each]) for each in clause.requires
                     if each in explorer.library.clauses],
        "excludes": [_link(explorer.library.clauses[each]) for each in clause.excludes
                     if each in explorer.library.clauses],
        "councils": len(explorer.readings),
        "have": len(have),
    }  # fmt: skip


def _facts(explorer: _Explorer) -> Mapping[str, Any]:
    used: dict[str, list[Clause]] = {}
    for clause in explorer.library.clauses.values():
        for fact in explorer.facts(clause):
            used.setdefault(fact, []).append(clause)
    return {
        "facts": [
            {
                "id": fact.name,
                "title": fact.title,
                "help": curly(fact.help),
                "question": curly(fact.question),
                "values": [
                    {"value": str(value), "says": curly(phrase)}
                    for value, phrase in fact.values.items()
                ],
                "range": f"{fact.range[0]} to {fact.range[1]}" if fact.range else "",
                "clauses": [_link(each) for each in used.get(fact.name, ())],
            }
            for fact in explorer.vocabulary.facts.values()
        ]
    }


def _law(explorer: _Explorer) -> Mapping[str, Any]:
    cited: dict[str, list[Clause]] = {}
    for clause in explorer.library.clauses.values():
        own = {*clause.legal_basis, *(law for v in clause.variants for law in v.legal_basis)}
        for law in own:
            cited.setdefault(law, []).append(clause)
    law = sorted(explorer.library.law.values(), key=lambda each: (each.title, each.provision))
    return {
        "law": [
            {**law_told(each), "clauses": [_link(clause) for clause in cited.get(each.id, ())]}
            for each in law
        ]
    }
