"""What is wrong or unsure in the matches of clauses and provisions, for a person to settle."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.configuration.reading import Configuration
from drafting.findings import Finding, error, warning
from drafting.library.clauses import Library
from drafting.library.nearest import did_you_mean
from drafting.publication.proposed import Region


def findings_of_matches(
    configuration: Configuration, library: Library, regions: Sequence[Region]
) -> list[Finding]:
    """Return what is wrong with the settled matches, and a warning for each that is unsure."""
    return [
        *_wrong_matches(configuration, library, regions),
        *_unsettled_matches(configuration, regions),
        *_emptied(configuration, regions),
    ]


def _wrong_matches(
    configuration: Configuration, library: Library, regions: Sequence[Region]
) -> list[Finding]:
    """Return an error for each settled match whose clause or provision does not exist."""
    findings: list[Finding] = []
    sections = [
        part.section[0].text for region in regions for part in region.proposal.parts if part.section
    ]
    known = {text.casefold() for text in sections} | {"none"}
    for clause, heading in configuration.council.constitution.matches.items():
        if overlay := library.left_out.get(clause):
            problem = f"“{clause}” is left out ({overlay.source.name})."
            remedy = "Remove the match, or keep the clause."
        elif clause not in library.clauses:
            problem = f"there is no clause “{clause}”."
            remedy = did_you_mean(clause, library.clauses)
        elif heading.casefold() not in known:
            problem = f"no provision of the protocols today is headed “{heading}”."
            remedy = did_you_mean(heading, sections)
        else:
            continue
        line = configuration.line("constitution", "matches", clause)
        where = configuration.path.name
        findings.append(error(problem, where=where, line=line, remedy=remedy))
    return findings


def _emptied(configuration: Configuration, regions: Sequence[Region]) -> list[Finding]:
    """Return an error for each new clause of which what is settled leaves the heading alone."""
    return [
        error(
            f"every paragraph of {part.clause.clause.id} is settled as provided, so that only its "
            "heading would come in.",
            where=configuration.path.name,
            line=configuration.line("constitution", "paragraphs"),
            remedy="Leave one to come in, or name the provision in constitution.matches.",
        )
        for region in regions
        for part, blocks in zip(region.proposal.parts, region.proposal.blocks, strict=True)
        if part.clause and not part.section and len(blocks) == 1
    ]


def _unsettled_matches(configuration: Configuration, regions: Sequence[Region]) -> list[Finding]:
    """Return a warning for each section that stays although a clause may cover it."""
    return [
        warning(
            f"“{doubt.section.text}” ({doubt.section.address}) stays, but the new clause "
            f"{doubt.clause} may deal with the same thing.",
            where=configuration.path.name,
            line=configuration.line("constitution", "matches"),
            remedy=f"Settle it in constitution.matches: `{doubt.clause}: {doubt.section.text}` "
            f"if the clause replaces it, `{doubt.clause}: none` if both should stand.",
        )
        for region in regions
        for doubt in region.proposal.doubts
    ]
