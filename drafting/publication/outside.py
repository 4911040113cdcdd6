"""Protocols that a council keeps outside its constitution: which they are, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafting.configuration.reading import Configuration
from drafting.constitution.outline import Constitution
from drafting.constitution.placement import Placement, Wanted, place
from drafting.findings import Finding, error
from drafting.library.clauses import Library, Outline, OutlineKind
from drafting.library.nearest import did_you_mean

KEY = ("constitution", "outside")
_CONSTITUTION = "constitution.docx"


@dataclass(frozen=True)
class Apart:
    """The protocols outside the constitution, each with the name of its file, and what is wrong."""

    files: Mapping[str, str]
    findings: tuple[Finding, ...]


def outside_protocols(configuration: Configuration, library: Library) -> Apart:
    """Return which protocols stand outside the constitution.

    It is an error to name what is no protocol, to say of one protocol that it stands inside and
    outside, and to say that protocols stand outside without naming their files.
    """
    constitution = configuration.council.constitution
    protocols = [e.id for e in library.outlines if e.kind is OutlineKind.PROTOCOL]
    rules = {e.id for e in library.outlines if e.kind is OutlineKind.RULES}
    findings: list[Finding] = []
    for protocol, stated in constitution.outside.items():
        if protocol in rules:
            problem = f"“{protocol}” are rules, which are part of the constitution."
            remedy = f"Only these can stand outside it: {', '.join(protocols)}."
        elif protocol not in protocols:
            problem = f"there is no protocol “{protocol}”."
            remedy = did_you_mean(protocol, protocols) or f"Choose of: {', '.join(protocols)}."
        elif protocol in constitution.placements:
            problem = f"{protocol} is placed in the constitution and said to stand outside it."
            remedy = f"Take out constitution.placements.{protocol}, or this."
        elif stated.file.casefold() == _CONSTITUTION:
            problem = f"the file of {protocol} is the constitution, so it stands inside."
            remedy = "Name the protocol's own file, or take this out."
        else:
            continue
        findings.append(configuration.source.error(problem, *KEY, protocol, remedy=remedy))
    if constitution.protocol_status == "outside":
        findings += [
            configuration.source.error(
                f"the protocols stand outside the constitution, and the file of {each} is not "
                "named.",
                "constitution",
                "protocol_status",
                remedy="Name each file in constitution.outside. If only some stand outside, put "
                "protocol_status: inside, and name those.",
            )
            for each in protocols
            if each not in constitution.outside
        ]
    return Apart({each: at.file for each, at in constitution.outside.items()}, tuple(findings))


def place_outside(
    configuration: Configuration, outlines: Sequence[Outline], current: Constitution
) -> tuple[list[Placement], list[Finding]]:
    """Return where each protocol of one file stands in it; each must have its heading there."""
    stated = configuration.council.constitution.outside
    wanted = [
        Wanted(
            protocol=outline.id,
            names=(outline.title, outline.short_title, *outline.also_known_as),
            heading=stated[outline.id].heading,
            line=configuration.line(*KEY, outline.id),
            file=configuration.path.name,
        )
        for outline in outlines
    ]
    found, problems = place(wanted, current)
    standing = [each for each in found if each.existing]
    missing = [each for each in wanted if each.protocol not in {e.protocol for e in standing}]
    about = {each.line for each in missing}
    findings = [each for each in problems if each.line not in about and not _no_place(each)]
    for each in missing:
        unclear = [e for e in problems if e.line == each.line and not _no_place(e)]
        told = f"no heading of {current.package.name} names the {each.names[0]}."
        if unclear:
            told = unclear[0].message.replace("the constitution", current.package.name)
        findings.append(
            error(
                told,
                where=each.file,
                line=each.line,
                remedy="Give its title a heading style in Word, or write the title as it stands "
                f"there in constitution.outside.{each.protocol}.heading. A new protocol starts as "
                "a file with its title as a heading and nothing else.",
            )
        )
    return standing, findings


def _no_place(finding: Finding) -> bool:
    return finding.message.startswith("the constitution has no")
