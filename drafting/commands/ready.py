"""A workspace read to the end: its facts, its library, its constitution, and all that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from drafting.commands.own_clauses import check_own_clauses
from drafting.commands.own_words import Councils
from drafting.commands.result import Progress
from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.scenarios import read_scenarios
from drafting.configuration.vocabulary import read_vocabulary
from drafting.findings import Finding, Refusal, errors, in_order
from drafting.library.clauses import Library
from drafting.library.own_library import with_own_clauses
from drafting.library.reading import read_library
from drafting.library.requests import read_requests
from drafting.publication.draft import Assembly, Plan, assemble_protocols, plan
from drafting.review.identities import Past, past_of
from drafting.review.versions import read_versions
from drafting.rules.constraints import check_unfinished
from drafting.rules.requests import Refused, refusals
from drafting.word.package import Package, open_package
from drafting.workspace import (
    Workspace,
    open_workspace,
    program_files,
)


@dataclass(frozen=True)
class Facts:
    """What the facts of a workspace lead to; nothing is assembled if they cannot be made out."""

    workspace: Workspace
    councils: Councils
    configuration: Configuration | None
    assembly: Assembly | None
    findings: tuple[Finding, ...]
    refused: tuple[Refused, ...] = ()

    @property
    def library(self) -> Library:
        """The library with what the council has of its own."""
        return self.councils.library


def read_facts(folder: Path) -> Facts:
    """Read the configuration and the library of a workspace, and find every problem in them."""
    workspace = open_workspace(folder)
    clauses = program_files("clauses")
    vocabulary = read_vocabulary(clauses / "facts.yaml")
    came, findings = read_library(clauses, program_files("protocols"))
    library, own = with_own_clauses(came, workspace.clauses)
    councils = Councils(came, library, vocabulary, clauses)
    configuration, problems = read_configuration(workspace.configuration, vocabulary)
    findings = [*findings, *own, *problems]
    assembly = None
    refused: tuple[Refused, ...] = ()
    if configuration is None:
        findings += check_unfinished(workspace.configuration, vocabulary)
    else:
        assembly = assemble_protocols(configuration, library, vocabulary)
        requests, problems = read_requests(program_files("clauses"), library)
        refused, answers = refusals(
            configuration,
            requests,
            library.law,
            assembly.facts,
            vocabulary,
            assembly.selection.chosen,
        )
        findings += (*assembly.findings, *problems, *answers)
        findings += read_scenarios(configuration, vocabulary)[1]
    findings += check_own_clauses(councils, configuration, assembly)
    findings = [*dict.fromkeys(findings)]
    return Facts(workspace, councils, configuration, assembly, tuple(findings), refused)


@dataclass(frozen=True)
class Reading:
    """A workspace read to the end, with every problem in it; `plan` is there if none stops it.

    `past` are the versions of the constitution that were adopted.
    """

    facts: Facts
    plan: Plan | None
    past: Past
    template: Package | None
    findings: tuple[Finding, ...]
    cannot_run: bool = False


def read_workspace(folder: Path, progress: Progress) -> Reading:
    """Read a workspace and its constitution, and find every problem in them at once."""
    progress("reading the configuration and the library")
    facts = read_facts(folder)
    progress("reading the constitution")
    planned, template, past, cannot_run = None, None, Past(), False
    findings: tuple[Finding, ...]
    try:
        if facts.workspace.template:
            template = open_package(facts.workspace.template)
        package = open_package(facts.workspace.constitution)
        if facts.configuration and facts.assembly:
            protocols = facts.assembly.protocols
            outside = facts.configuration.council.constitution.outside.values()
            names = sorted({each.file for each in outside})
            files = {each: open_package(facts.workspace.folder / each) for each in names}
            past = past_of(read_versions(facts.workspace))
            planned = plan(facts.configuration, facts.library, protocols, package, files)
            planned = replace(planned, current=past.carried(planned.current))
        findings = planned.findings if planned else ()
    except Refusal as refusal:
        findings, cannot_run = refusal.findings, refusal.cannot_run
    found = in_order((*facts.findings, *findings))
    return Reading(facts, planned, past, template, found, cannot_run)


@dataclass(frozen=True)
class Ready:
    """A workspace of which nothing stops a draft: all that a draft is made from."""

    facts: Facts
    configuration: Configuration
    plan: Plan
    past: Past
    template: Package | None
    findings: tuple[Finding, ...]


def ready(folder: Path, progress: Progress) -> Ready:
    """Return a workspace read to the end. Raises `Refusal` when anything is wrong with it."""
    read = read_workspace(folder, progress)
    configuration = read.facts.configuration
    if configuration is None or read.plan is None or errors(read.findings):
        raise Refusal(*read.findings, cannot_run=read.cannot_run)
    return Ready(read.facts, configuration, read.plan, read.past, read.template, read.findings)
