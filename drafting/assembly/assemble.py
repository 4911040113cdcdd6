"""Assembles the chosen clauses into protocols."""

from __future__ import annotations

from drafting.assembly.english import curly
from drafting.assembly.layout import Problem
from drafting.assembly.markdown import read_provisions
from drafting.assembly.names import Names, names_of
from drafting.assembly.provisions import (
    AssembledClause,
    AssembledProtocol,
    Paragraph,
    Span,
    Table,
)
from drafting.assembly.rendering import render
from drafting.assembly.templates import TemplateProblem
from drafting.configuration.reading import Configuration
from drafting.findings import Finding, error
from drafting.library.clauses import Clause, Library, Variant
from drafting.library.nearest import did_you_mean
from drafting.rules.selection import Choice, Selection


def assemble(
    library: Library, selection: Selection, configuration: Configuration
) -> tuple[tuple[AssembledProtocol, ...], list[Finding]]:
    """Return every protocol with its chosen clauses in the council's own words.

    A clause whose text has something wrong with it is a finding, with file and line; it stays in
    its place with what could be read of it, so that everything wrong is found at once.
    """
    findings: list[Finding] = []
    names = names_of(configuration.council)
    protocols = tuple(
        AssembledProtocol(
            outline,
            tuple(
                _assemble_clause(choice.clause, choice.variant, choice, names, findings)
                for choice in selection.choices
                if choice.protocol == outline.id and choice.clause and choice.variant
            ),
        )
        for outline in library.outlines
    )
    for protocol in protocols:
        for clause in protocol.clauses:
            findings += _check_references(clause, selection)
    return protocols, findings


def _assemble_clause(
    clause: Clause, variant: Variant, choice: Choice, names: Names, findings: list[Finding]
) -> AssembledClause:
    body, problems = body_of(clause, variant, names)
    findings += problems
    return AssembledClause(clause, variant, choice, curly(clause.heading), body)


def body_of(
    clause: Clause, variant: Variant, names: Names
) -> tuple[tuple[Paragraph | Table, ...], list[Finding]]:
    """Return a wording with the names filled in, and what is wrong with its text."""
    body: tuple[Paragraph | Table, ...] = ()
    try:
        body, problems = read_provisions(render(variant.text, names))
    except TemplateProblem as problem:
        return body, [placed(clause, variant, problem)]
    return body, [placed(clause, variant, problem) for problem in problems]


def placed(clause: Clause, variant: Variant, problem: Problem | TemplateProblem) -> Finding:
    """Return a problem of a wording as a finding at its line of the clause's file."""
    # A loop makes the rendered text longer than the template; its last line is then the nearest.
    within = min(problem.line, variant.text.rstrip().count("\n") + 1)
    return error(
        problem.message,
        where=clause.file_of(variant),
        line=variant.line + within - 1,
        remedy=problem.remedy,
    )


def _check_references(assembled: AssembledClause, selection: Selection) -> list[Finding]:
    clause = assembled.clause
    lines = assembled.variant.text.split("\n")
    findings: list[Finding] = []
    for name in dict.fromkeys(references(assembled)):
        if name not in selection.chosen:
            message = f"the text refers to {name!r}, which is not among the chosen clauses."
            remedy = did_you_mean(name, selection.chosen)
        elif name not in (*clause.requires, clause.id):
            message = f"the text refers to {name!r}, which the clause does not require."
            remedy = "Add it to `requires`."
        else:
            continue
        within = next((n for n, line in enumerate(lines, start=1) if name in line), 1)
        remedy = remedy or "Refer only to a clause that is in whenever this one is."
        findings.append(placed(clause, assembled.variant, Problem(message, within, remedy)))
    return findings


def references(assembled: AssembledClause) -> list[str]:
    """Return the id of every clause to which the text refers, in the order of the text."""
    return [span.reference for span in _spans(assembled) if span.reference]


def _spans(assembled: AssembledClause) -> list[Span]:
    spans: list[Span] = []
    for block in assembled.body:
        if isinstance(block, Paragraph):
            spans += block.spans
        else:
            for row in (block.header, *block.rows):
                spans += [span for cell in row for span in cell]
    return spans
