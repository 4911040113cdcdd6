"""Reads `clauses/catalogue.yaml`: what a complete library holds, and how its parts hang together.

The rules here look at the library alone; those on which clauses apply together are in
`drafting/rules/library_rules.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drafting.findings import Finding, Level, Refusal, error
from drafting.library.clauses import Clause, ConditionData, Library
from drafting.library.entries import Entry
from drafting.library.nearest import did_you_mean
from drafting.library.rule import LibraryRule
from drafting.yaml_file import KeyPath, YamlFile, read_yaml

CATALOGUE = "catalogue.yaml"


@dataclass(frozen=True)
class Link:
    """What the catalogue says of two numbers, or of one; `key` is where it says so.

    `when` is the condition under which it says so, `None` for always.
    """

    number: str
    other: str
    when: ConditionData = field(hash=False)
    key: KeyPath


@dataclass(frozen=True)
class Catalogue:
    """The numbers of the catalogue with their headings, and what must hold between them."""

    headings: Mapping[str, str]
    exactly_when: tuple[Link, ...]
    together: tuple[Link, ...]
    apart: tuple[Link, ...]
    reconciled: tuple[Link, ...]
    law: tuple[str, ...]
    source: YamlFile = field(hash=False, repr=False)

    def called(self, number: str) -> str:
        """Return a number with its heading."""
        return f"{number} ({self.headings.get(number, 'unknown')})"


@dataclass(frozen=True)
class Catalogued:
    """A library, and the catalogue that it is compared with."""

    library: Library
    catalogue: Catalogue


def holders(library: Library, number: str) -> tuple[Clause, ...]:
    """Return the clauses that hold a number of the catalogue."""
    return tuple(each for each in library.clauses.values() if number in each.catalogue)


def _unheld_numbers(given: Catalogued) -> Iterator[Finding]:
    held = {number for each in given.library.clauses.values() for number in each.catalogue}
    for number in given.catalogue.headings:
        if number not in held:
            yield given.catalogue.source.error(
                f"no clause holds {given.catalogue.called(number)}.",
                "catalogue",
                number,
                remedy="Write one, or add the number to the clause that covers it.",
            )


def _unknown_numbers(given: Catalogued) -> Iterator[Finding]:
    for clause in given.library.clauses.values():
        if not clause.catalogue:
            yield clause.source.error("the clause holds no number.", "catalogue")
        for index, number in enumerate(clause.catalogue):
            if number not in given.catalogue.headings:
                yield clause.source.error(
                    f"the catalogue has no {number!r}.",
                    "catalogue",
                    index,
                    remedy=did_you_mean(number, given.catalogue.headings),
                )


def _missing_law(given: Catalogued) -> Iterator[Finding]:
    for index, law in enumerate(given.catalogue.law):
        if law not in given.library.law:
            yield given.catalogue.source.error(
                f"the register of law has no {law!r}.",
                "law",
                index,
                remedy="Add it to law.yaml.",
            )


def _uncited_law(given: Catalogued) -> Iterator[Finding]:
    cited = {
        law
        for each in given.library.clauses.values()
        for basis in (each.legal_basis, *(variant.legal_basis for variant in each.variants))
        for law in basis
    }
    for law in given.library.law.values():
        if law.id not in cited:
            yield error(f"no clause cites {law.id} ({law.cited}).", where="law.yaml", line=law.line)


CATALOGUE_RULES: tuple[LibraryRule[Catalogued], ...] = (
    # An error once the three families are written in full.
    LibraryRule(
        "catalogue-is-held",
        "Every number of the catalogue is held by a clause.",
        _unheld_numbers,
        Level.ERROR,
    ),
    LibraryRule(
        "numbers-are-in-catalogue",
        "Every clause holds a number of the catalogue.",
        _unknown_numbers,
    ),
    # An error once the register is complete.
    LibraryRule(
        "law-is-covered",
        "The register of law holds every provision that the catalogue lists.",
        _missing_law,
        Level.ERROR,
    ),
    LibraryRule(
        "law-is-cited",
        "The register of law holds what some clause cites; it may hold more.",
        _uncited_law,
        Level.NOTE,
    ),
)


def read_catalogue(path: Path) -> tuple[Catalogue, list[Finding]]:
    """Read `catalogue.yaml`; raises `Refusal` when it is not there or holds no keys and values."""
    source = read_yaml(path)
    findings = list(source.findings)
    if not isinstance(source.data, dict):
        raise Refusal(source.error("the file holds no keys and values."))
    root = Entry(source, (), source.data, findings)
    pairs = ("apart", "reconciled")
    root.only(("catalogue", "exactly_when", "together", *pairs, "law"), ())
    headings = root.data.get("catalogue")
    if not isinstance(headings, dict):
        root.wrong("'catalogue' must hold numbers with their headings.", "catalogue")
        headings = {}
    catalogue = Catalogue(
        headings={str(number): str(heading) for number, heading in headings.items()},
        exactly_when=tuple(_links(root, "exactly_when")),
        together=tuple(_links(root, "together", "with")),
        apart=tuple(_pairs(root, "apart")),
        reconciled=tuple(_pairs(root, "reconciled")),
        law=root.texts("law"),
        source=source,
    )
    _check_numbers(root, catalogue)
    return catalogue, findings


def _links(root: Entry, name: str, *other: str) -> Iterator[Link]:
    for entry in root.entries(name):
        entry.only(("number", *other), ("when",))
        when = entry.data.get("when")
        yield Link(
            number=entry.text("number"),
            other=entry.text(other[0]) if other else "",
            when=None if when == "always" else when,
            key=entry.key,
        )


def _pairs(root: Entry, name: str) -> Iterator[Link]:
    value = root.data.get(name)
    for index, item in enumerate(value if isinstance(value, list) else []):
        match item:
            case [str(one), str(other)]:
                yield Link(one, other, None, (name, index))
            case _:
                root.wrong(f"an item of {name!r} is not two numbers.", name, index)


def _check_numbers(root: Entry, catalogue: Catalogue) -> None:
    for link in (
        *catalogue.exactly_when,
        *catalogue.together,
        *catalogue.apart,
        *catalogue.reconciled,
    ):
        for number in (link.number, link.other):
            if number and number not in catalogue.headings:
                remedy = did_you_mean(number, catalogue.headings)
                root.wrong(f"the catalogue has no {number!r}.", *link.key, remedy=remedy)
