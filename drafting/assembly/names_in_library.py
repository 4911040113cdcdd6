"""Rules of the library on the names in its templates: each exists, and each is used."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from drafting.assembly.names import every_name
from drafting.assembly.rendering import check_names
from drafting.assembly.templates import TemplateProblem
from drafting.configuration import house
from drafting.findings import Finding, Level, error
from drafting.library.clauses import Library
from drafting.library.rule import LibraryRule

_NAME = re.compile(r"\b(term|settings)\.([a-z_]+)")


def _unknown_names(library: Library) -> Iterator[Finding]:
    names = every_name()
    for clause in library.clauses.values():
        for variant in clause.variants:
            try:
                check_names(variant.text, names)
            except TemplateProblem as problem:
                yield error(
                    problem.message,
                    where=clause.file_of(variant),
                    line=variant.line + problem.line - 1,
                    remedy=problem.remedy,
                )


def _unused_names(library: Library) -> Iterator[Finding]:
    used = {
        found.groups()
        for clause in library.clauses.values()
        for variant in clause.variants
        for found in _NAME.finditer(variant.text)
    }
    for owner, fields in _stated().items():
        for name, line in fields.items():
            if (owner, name) not in used:
                yield error(
                    f"no clause uses {{{{ {owner}.{name} }}}}.",
                    where=Path(house.__file__).name,
                    line=line,
                    remedy="Write the clause that uses it, or remove it.",
                )


def _stated() -> dict[str, dict[str, int]]:
    """Return the council's own words and numbers, each with its line in house.py."""
    stated: dict[str, dict[str, int]] = {}
    for owner, section in (("term", house.Terms), ("settings", house.Settings)):
        lines, start = inspect.getsourcelines(section)
        stated[owner] = {
            name: next(
                (n for n, line in enumerate(lines, start) if line.startswith(f"    {name}:")), start
            )
            for name in section.model_fields
        }
    return stated


NAME_RULES: tuple[LibraryRule[Library], ...] = (
    LibraryRule("names-exist", "Every name in a template exists.", _unknown_names),
    LibraryRule(
        "names-are-used",
        "Every own word and number of a council is used by a clause.",
        _unused_names,
        Level.WARNING,
    ),
)
