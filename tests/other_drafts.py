"""Drafts of small constitutions, with the facts of the example council."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from drafting.assembly.provisions import AssembledProtocol
from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.constitution.outline import Constitution, Kind, Provision, read_constitution
from drafting.findings import errors
from drafting.library.clauses import Library
from drafting.library.reading import read_library
from drafting.publication.draft import Draft, Plan, assemble_protocols, draft, plan
from drafting.publication.proposed import propose_constitution
from drafting.publication.redline import Stamp
from drafting.word.package import Package
from drafting.workspace import example_files, program_files

STAMP = Stamp("Director of Law and Governance", "2027-05-07T09:00:00Z")
EVERY = ("member-officer", "communications", "meeting-arrangements")


@cache
def the_library() -> tuple[Library, Vocabulary]:
    """Return the library of the program and its vocabulary."""
    library, findings = read_library(program_files("clauses"), program_files("protocols"))
    assert findings == []
    return library, read_vocabulary(program_files("clauses") / "facts.yaml")


@cache
def _assembled(placing: str, order: str) -> tuple[Configuration, dict[str, AssembledProtocol]]:
    """Return the example council, its `constitution` block replaced, and its protocols."""
    library, vocabulary = the_library()
    text = example_files("penfold-and-wray")["council.yaml"].decode()
    stated = text[: text.index("\nconstitution:\n")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "council.yaml"
        path.write_text(f"{stated}\nconstitution:\n  order: {order}\n{placing}")
        configuration, findings = read_configuration(path, vocabulary)
    assert configuration is not None, findings
    assembly = assemble_protocols(configuration, library, vocabulary)
    assert errors(assembly.findings) == []
    return configuration, {each.outline.id: each for each in assembly.protocols}


def _planned(
    package: Package, placing: str, order: str, protocols: tuple[str, ...]
) -> tuple[Configuration, Plan]:
    configuration, known = _assembled(placing, order)
    wanted = [known[each] for each in protocols]
    return configuration, plan(configuration, the_library()[0], wanted, package)


def drafted(
    package: Package,
    *protocols: str,
    placing: str = "",
    order: str = "library",
) -> Draft:
    """Return a verified draft: of the protocols named, or of the member-officer protocol.

    `placing` is text for the `constitution` block of council.yaml.
    """
    configuration, planned = _planned(package, placing, order, protocols or EVERY[:1])
    return draft(configuration, the_library()[0], planned, STAMP)


def proposed(package: Package) -> Constitution:
    """Return the outline of the proposed constitution with every protocol, without its redline."""
    _, planned = _planned(package, "", "library", EVERY)
    assert errors(planned.findings) == []
    return read_constitution(propose_constitution(planned.current, planned.regions, {}).package)


def findings_of(package: Package, placing: str = "") -> list[str]:
    """Return what the plan for every protocol finds."""
    _, planned = _planned(package, placing, "library", EVERY)
    return [str(each) for each in planned.findings]


def sections_of(outline: Constitution) -> dict[str, list[Provision]]:
    """Return the provisions of each section under its heading, by the text of the heading."""
    return {
        each.heading.text: list(outline.provisions[each.start + 1 : each.end])
        for each in outline.sections()
    }


def labels_under(outline: Constitution, section: str, heading: str) -> list[str]:
    """Return the labels of a topic of a section: of its heading, then of its paragraphs."""
    found: list[str] = []
    inside = False
    for each in sections_of(outline)[section]:
        if each.heading:
            inside = each.text == heading
        if inside and each.kind in {Kind.HEADING, Kind.PARAGRAPH}:
            found.append(each.label)
    return found
