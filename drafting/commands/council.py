"""The commands that work on a council's workspace: init, check, draft and explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from drafting.amendment.changes import Kind
from drafting.amendment.losses import findings_of_losses
from drafting.assembly.english import joined
from drafting.commands.result import Progress, Result, counted
from drafting.configuration.interview import Ask, interview
from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.schema import council_schema
from drafting.configuration.vocabulary import read_vocabulary
from drafting.constitution.health import health, read_word_rules
from drafting.findings import Finding, Level, Refusal, error, errors, in_order, note, warning
from drafting.library.clauses import LawStatus, Library
from drafting.library.nearest import did_you_mean
from drafting.library.reading import read_library
from drafting.publication.draft import Assembly, Draft, Plan, assemble_protocols, plan
from drafting.publication.draft import draft as draft_amendments
from drafting.publication.explanation import explanation_record, explanation_text
from drafting.publication.pack import OutsideDraft, pack_files
from drafting.publication.records import as_json
from drafting.publication.redline import Stamp
from drafting.publication.report import Renumbered, Report, Route
from drafting.rules.constraints import check_unfinished
from drafting.rules.selection import Selection
from drafting.word.package import open_package
from drafting.workspace import (
    CONFIGURATION,
    CONSTITUTION,
    SCHEMA,
    Workspace,
    example_files,
    new_workspace,
    open_workspace,
    program_files,
    refuse_existing,
)


@dataclass(frozen=True)
class _Facts:
    """What the facts of a workspace lead to; nothing is assembled if they cannot be made out."""

    workspace: Workspace
    library: Library
    configuration: Configuration | None
    assembly: Assembly | None
    findings: tuple[Finding, ...]


def _read_facts(folder: Path) -> _Facts:
    """Read the configuration and the library of a workspace, and find every problem in them."""
    workspace = open_workspace(folder)
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    library, findings = read_library(program_files("clauses"), program_files("protocols"))
    configuration, problems = read_configuration(workspace.configuration, vocabulary)
    findings = [*findings, *problems]
    assembly = None
    if configuration is None:
        findings += check_unfinished(workspace.configuration, vocabulary)
    else:
        assembly = assemble_protocols(configuration, library, vocabulary)
        findings += assembly.findings
    return _Facts(workspace, library, configuration, assembly, tuple(findings))


@dataclass(frozen=True)
class _Plan:
    """A workspace read to the end, with every problem in it; `plan` is there if none stops it."""

    facts: _Facts
    plan: Plan | None
    findings: tuple[Finding, ...]
    cannot_run: bool = False


def _read_workspace(folder: Path, progress: Progress) -> _Plan:
    """Read a workspace and its constitution, and find every problem in them at once."""
    progress("reading the configuration and the library")
    facts = _read_facts(folder)
    progress("reading the constitution")
    planned, cannot_run = None, False
    findings: tuple[Finding, ...]
    try:
        package = open_package(facts.workspace.constitution)
        if facts.configuration and facts.assembly:
            protocols = facts.assembly.protocols
            outside = facts.configuration.council.constitution.outside.values()
            names = sorted({each.file for each in outside})
            files = {each: open_package(facts.workspace.folder / each) for each in names}
            planned = plan(facts.configuration, facts.library, protocols, package, files)
        findings = planned.findings if planned else ()
    except Refusal as refusal:
        findings, cannot_run = refusal.findings, refusal.cannot_run
    return _Plan(facts, planned, in_order((*facts.findings, *findings)), cannot_run)


def init(
    folder: Path, example: str | None, constitution: Path | None, ask: Ask | None
) -> list[Path]:
    """Make a workspace and return the paths of its files; no file is overwritten.

    Raises `Refusal` when the folder holds such files already, when the example is unknown, or
    when the constitution cannot be opened.
    """
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    if constitution is not None:
        open_package(constitution)
    refuse_existing(folder, (CONFIGURATION, CONSTITUTION, SCHEMA))
    if example:
        files = example_files(example)
    elif ask is None:
        raise Refusal(
            error(
                "nobody is there to answer questions.", remedy="Name an --example to start from."
            ),
            cannot_run=True,
        )
    else:
        files = {CONFIGURATION: interview(vocabulary, ask).encode()}
    if constitution is not None:
        files[CONSTITUTION] = constitution.read_bytes()
    files[SCHEMA] = as_json(council_schema(vocabulary))
    new_workspace(folder, files)
    return [folder / name for name in files]


def check(folder: Path) -> Result:
    """Check a workspace: configuration, library, placement and law, every problem at once."""
    read = _read_workspace(folder, progress=lambda stage: None)
    assembly = read.facts.assembly
    doubts = _doubtful_law(assembly.selection, read.facts.library) if assembly else []
    findings = in_order((*read.findings, *doubts))
    wrong, unsure = len(errors(findings)), sum(f.level is Level.WARNING for f in findings)
    chosen = len(assembly.selection.chosen) if assembly else 0
    summary = f"{counted(wrong, 'error')}, {counted(unsure, 'warning')}. " + (
        f"{chosen} clauses apply." if not wrong else "Mend the errors before you draft."
    )
    return Result(summary, {}, findings)


def _doubtful_law(selection: Selection, library: Library) -> list[Finding]:
    """Return a note for each provision cited by a chosen clause that is uncertain or unchecked."""
    cited: dict[str, list[str]] = {}
    for identity, choice in selection.chosen.items():
        for law in choice.clause.legal_basis if choice.clause else ():
            cited.setdefault(law, []).append(identity)
    findings: list[Finding] = []
    for identity, clauses in sorted(cited.items()):
        law = library.law[identity]
        where = {"where": "law.yaml", "line": law.line}
        told = f"{law.cited}, cited by {', '.join(sorted(clauses))},"
        if law.status is not LawStatus.IN_FORCE:
            findings.append(warning(f"{told} is {law.status.value}. {law.note}".strip(), **where))
        elif law.checked is None:
            findings.append(note(f"{told} was not checked against the text.", **where))
    return findings


def draft(folder: Path, dated: date | None, progress: Progress) -> Result:
    """Draft the amendments of a workspace and write them into its out folder.

    Raises `Refusal`, and writes nothing, when anything is wrong.
    """
    read = _read_workspace(folder, progress)
    configuration = read.facts.configuration
    if configuration is None or read.plan is None or errors(read.findings):
        raise Refusal(*read.findings, cannot_run=read.cannot_run)
    progress("drafting and verifying the amendments")
    stamp, day = _stamp(configuration, dated)
    drafted = draft_amendments(configuration, read.facts.library, read.plan, stamp)
    outside = tuple(_outside_drafts(configuration, read.facts.library, read.plan, stamp))
    progress("writing the files")
    council = configuration.council
    losses = findings_of_losses(drafted.lost, CONSTITUTION)
    for each in outside:
        losses += [*findings_of_losses(each.draft.lost, each.file), *each.draft.findings]
    findings = (*read.findings, *losses, *drafted.findings)
    files = pack_files(
        drafted,
        council=council.council.name,
        meeting=council.meeting.date,
        dated=day,
        report=_report(read.facts, configuration, drafted, outside),
        inputs=_inputs(read.facts.workspace, [each.file for each in outside]),
        findings=findings,
        outside=outside,
    )
    written = read.facts.workspace.write_out(files)
    record = {
        "written": [str(path) for path in written],
        "changes": len(drafted.accounts),
        "kept": len(drafted.kept),
        "provided": len(drafted.provided),
        "lost": len(drafted.lost),
        "revisions": dict(drafted.redline.counts),
        "outside": {each.file: len(each.draft.accounts) for each in outside},
        "verified": True,
        "findings": [finding.as_json() for finding in findings],
    }
    summary = _draft_summary(council.council.name, drafted, outside)
    return Result(summary, record, findings, tuple(written))


def _outside_drafts(
    configuration: Configuration, library: Library, planned: Plan, stamp: Stamp
) -> Iterator[OutsideDraft]:
    for file, own in planned.outside.items():
        drafted = draft_amendments(configuration, library, own, stamp)
        protocols = [region.placement.protocol for region in own.regions]
        constitution = configuration.council.constitution
        yield OutsideDraft(
            file=file,
            title=joined([drafted.proposed.names[each] for each in protocols]),
            body=joined(list(dict.fromkeys(constitution.body_for(each) for each in protocols))),
            draft=drafted,
        )


def _report(
    facts: _Facts,
    configuration: Configuration,
    drafted: Draft,
    outside: Sequence[OutsideDraft],
) -> Report:
    assembly = facts.assembly
    words = read_word_rules(program_files("clauses") / "health.yaml")
    return Report(
        council=configuration.council,
        facts=assembly.facts if assembly else {},
        vocabulary=read_vocabulary(program_files("clauses") / "facts.yaml"),
        accounts=drafted.accounts,
        names=drafted.proposed.names,
        provided=drafted.provided,
        renumbered=tuple(
            Renumbered(before.address, after.address) for before, after in drafted.renumbered
        ),
        law=facts.library.law,
        left_behind=drafted.findings,
        health=tuple(health(drafted.current, words)),
        outside=tuple(
            Route(
                each.title,
                each.body,
                each.file,
                each.redline,
                each.schedule,
                len(each.draft.accounts),
            )
            for each in outside
        ),
    )


def _stamp(configuration: Configuration, dated: date | None) -> tuple[Stamp, date]:
    council = configuration.council
    day = dated or council.constitution.dated or council.meeting.date
    author = council.constitution.author or council.officers.monitoring_officer.title
    return Stamp(author, f"{day.isoformat()}T09:00:00Z"), day


def _inputs(workspace: Workspace, outside: Sequence[str]) -> dict[str, bytes]:
    inputs = {each: (workspace.folder / each).read_bytes() for each in outside}
    inputs |= {
        CONFIGURATION: workspace.configuration.read_bytes(),
        CONSTITUTION: workspace.constitution.read_bytes(),
    }
    for folder in ("clauses", "protocols"):
        root = program_files(folder)
        for path in sorted(root.rglob("*.yaml")):
            inputs[f"{folder}/{path.relative_to(root).as_posix()}"] = path.read_bytes()
    return inputs


def _draft_summary(council: str, drafted: Draft, outside: Sequence[OutsideDraft]) -> str:
    kinds = Counter(account.change.kind for account in drafted.accounts)
    told = ", ".join(f"{kinds[kind]} {_DONE[kind]}" for kind in Kind if kinds[kind])
    lines = [
        f"{council}: {counted(len(drafted.accounts), 'change')} ({told}).",
        *(
            f"{each.title}, outside the constitution and for {each.body} to approve: "
            f"{counted(len(each.draft.accounts), 'change')}."
            for each in outside
        ),
        f"{counted(len(drafted.kept), 'section')} of the council's own stay as they are.",
        f"{counted(len(drafted.provided), 'paragraph')} of the library are left out, because the "
        "council's own rules already provide them; the schedule lists each.",
        f"{counted(len(drafted.lost), 'sentence')} of the council's own go out although nothing in "
        "the library covers them; the schedule lists each.",
        "Verified: rejecting all gives the current constitution, accepting all the proposed one.",
        "This is a drafting aid, not legal advice. Update the table of contents in Word (F9).",
    ]
    return "\n".join(lines)


_DONE = {
    Kind.INSERT: "inserted",
    Kind.SUBSTITUTE: "amended",
    Kind.MOVE: "moved",
    Kind.MOVE_AND_SUBSTITUTE: "moved and amended",
}


def explain(folder: Path, clause: str | None) -> Result:
    """Say why each clause is in and each alternative is not; of one clause, if one is named."""
    facts = _read_facts(folder)
    if facts.assembly is None or errors(facts.findings):
        raise Refusal(*in_order(facts.findings))
    choices = facts.assembly.selection.choices
    if clause is not None:
        if clause not in facts.library.clauses:
            near = did_you_mean(clause, facts.library.clauses)
            raise Refusal(error(f"there is no clause “{clause}”.", remedy=near))
        choices = tuple(
            choice
            for choice in choices
            if (choice.clause and choice.clause.id == clause)
            or any(each.clause_id == clause for each in choice.rejected)
        )
    titles = {outline.id: outline.title for outline in facts.library.outlines}
    return Result(explanation_text(choices, titles), {"choices": explanation_record(choices)})
