"""The command that checks the clause library itself: `drafting check --library`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.assembly.names_in_library import NAME_RULES
from drafting.commands.result import Result, counted
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.findings import Finding, Level, Refusal, errors, in_order
from drafting.library.catalogue import (
    CATALOGUE,
    CATALOGUE_RULES,
    Catalogue,
    Catalogued,
    read_catalogue,
)
from drafting.library.checks import CHECKS
from drafting.library.clauses import Library
from drafting.library.interregnum import INTERREGNUM, check_interregnum
from drafting.library.prose import prose_of
from drafting.library.prose_rules import PROSE_RULES
from drafting.library.reading import read_library
from drafting.library.requests import read_requests
from drafting.library.rule import LibraryRule, breaches
from drafting.library.statutory import STATUTORY_RULES
from drafting.library.style import STYLE, Style, read_style, style_rules
from drafting.rules.compilation import compile_library
from drafting.rules.constraints import parse_constraints
from drafting.rules.lawful import LawfulFacts
from drafting.rules.library_rules import (
    CONDITION_RULES,
    Applied,
    check_conditions,
    conditional_style_rules,
)
from drafting.rules.requests import check_requests
from drafting.workspace import program_files
from drafting.yaml_file import YamlFile, read_yaml

FACTS = "facts.yaml"


@dataclass(frozen=True)
class Measure:
    """What a library is measured by: the facts, the rules of style and the catalogue."""

    vocabulary: Vocabulary
    facts_file: YamlFile
    style: Style
    catalogue: Catalogue

    @property
    def rules(self) -> tuple[LibraryRule[Any], ...]:
        """Every rule of the library, in the order in which they are looked at."""
        return (
            *CHECKS,
            *CATALOGUE_RULES,
            *NAME_RULES,
            *PROSE_RULES,
            *STATUTORY_RULES,
            *style_rules(self.style),
            *CONDITION_RULES,
            *conditional_style_rules(self.style),
        )


def read_measure(clauses: Path) -> tuple[Measure, list[Finding]]:
    """Read facts.yaml, style.yaml and catalogue.yaml, and find what is wrong with them.

    Raises `Refusal` when one of them cannot be read at all.
    """
    vocabulary = read_vocabulary(clauses / FACTS)
    style, findings = read_style(clauses / STYLE)
    catalogue, problems = read_catalogue(clauses / CATALOGUE)
    measure = Measure(vocabulary, read_yaml(clauses / FACTS), style, catalogue)
    return measure, [*findings, *problems, *check_conditions(style, catalogue, vocabulary)]


def measured(library: Library, measure: Measure) -> list[Finding]:
    """Return what every rule finds in a library that has been read.

    The conditions of style.yaml and catalogue.yaml must be right. What the reading of the library
    finds of itself is not repeated.
    """
    style, catalogue = measure.style, measure.catalogue
    conditions, findings = compile_library(library, measure.vocabulary)
    prose = prose_of(library)
    applied = Applied(
        library=library,
        prose=prose,
        catalogue=catalogue,
        vocabulary=measure.vocabulary,
        facts_file=measure.facts_file,
        conditions=conditions,
        lawful=LawfulFacts(measure.vocabulary, parse_constraints(measure.vocabulary)[0]),
    )
    return [
        *findings,
        *breaches(CATALOGUE_RULES, Catalogued(library, catalogue)),
        *breaches(NAME_RULES, library),
        *breaches((*PROSE_RULES, *STATUTORY_RULES, *style_rules(style)), prose),
        *breaches((*CONDITION_RULES, *conditional_style_rules(style)), applied),
    ]


def check_library() -> Result:
    """Put every rule to the library that the program came with.

    Raises `Refusal` when what the library is measured by is itself wrong.
    """
    clauses, protocols = program_files("clauses"), program_files("protocols")
    measure, problems = read_measure(clauses)
    if problems:
        raise Refusal(*problems)
    library, findings = read_library(clauses, protocols)
    requests, wrong = read_requests(clauses, library)
    wrong += check_requests(requests, measure.vocabulary)
    wrong += check_interregnum(clauses / INTERREGNUM, library.law)
    found = in_order([*findings, *wrong, *measured(library, measure)])
    summary = (
        f"{counted(len(library.clauses), 'clause')}, {counted(len(measure.rules), 'rule')}: "
        f"{counted(len(errors(found)), 'error')}, {_count(found, Level.WARNING)}, "
        f"{_count(found, Level.NOTE)}."
    )
    rules = [
        {"id": rule.id, "says": rule.says, "level": rule.level.value} for rule in measure.rules
    ]
    return Result(summary, {"rules": rules}, found)


def _count(findings: Iterable[Finding], level: Level) -> str:
    return counted(sum(finding.level is level for finding in findings), level.value)
