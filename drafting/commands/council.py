"""The commands that work on a council's workspace: init, check, draft and explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from drafting.amendment.changes import Kind
from drafting.amendment.floor import FloorAmendment
from drafting.amendment.losses import findings_of_losses
from drafting.assembly.english import curly, joined
from drafting.assembly.standing import Standing, standing_of
from drafting.commands.own_words import own_record
from drafting.commands.ready import Facts, Ready, read_facts, read_workspace, ready
from drafting.commands.result import Progress, Result, counted
from drafting.commands.scenarios import refused_scenarios
from drafting.configuration.interview import Ask, interview
from drafting.configuration.reading import Configuration
from drafting.configuration.schema import council_schema
from drafting.configuration.vocabulary import read_vocabulary
from drafting.constitution.health import governance_of, health, read_word_rules
from drafting.constitution.targets import Unclear
from drafting.findings import Finding, Level, Refusal, error, errors, in_order, note, warning
from drafting.library.clauses import LawStatus, Library
from drafting.library.nearest import did_you_mean
from drafting.library.readers import read_readers
from drafting.publication.draft import Draft, Plan
from drafting.publication.draft import draft as draft_amendments
from drafting.publication.explanation import explanation_record, explanation_text
from drafting.publication.following import Following
from drafting.publication.moves import moves_of
from drafting.publication.pack import DECISION, OutsideDraft, pack_files
from drafting.publication.records import as_json
from drafting.publication.redline import Stamp
from drafting.publication.report import Report, Route
from drafting.publication.report_decision import Taken
from drafting.rules.compilation import compile_library
from drafting.rules.leaving import leaving_of_each
from drafting.rules.selection import Selection
from drafting.word.package import open_package
from drafting.workspace import (
    CONFIGURATION,
    CONSTITUTION,
    SCHEMA,
    TEMPLATE,
    VERSIONS,
    Workspace,
    example_files,
    new_workspace,
    program_files,
    refuse_existing,
)


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
        # The versions that an example keeps are those of its own constitution.
        files = {name: data for name, data in files.items() if Path(name).parts[0] != VERSIONS}
        files[CONSTITUTION] = constitution.read_bytes()
    files[SCHEMA] = as_json(council_schema(vocabulary))
    new_workspace(folder, files)
    return [folder / name for name in files]


def check(folder: Path) -> Result:
    """Check a workspace: configuration, library, placement and law, every problem at once."""
    read = read_workspace(folder, progress=lambda stage: None)
    assembly = read.facts.assembly
    doubts = refused_scenarios(read.facts.configuration)
    doubts += _doubtful_law(assembly.selection, read.facts.library) if assembly else []
    findings = in_order((*read.findings, *doubts))
    wrong, unsure = len(errors(findings)), sum(f.level is Level.WARNING for f in findings)
    chosen = len(assembly.selection.chosen) if assembly else 0
    summary = f"{counted(wrong, 'error')}, {counted(unsure, 'warning')}. " + (
        f"{chosen} clauses apply." if not wrong else "Mend the errors before you draft."
    )
    return Result(summary, {"own": own_record(read.facts.councils)}, findings)


def _doubtful_law(selection: Selection, library: Library) -> list[Finding]:
    """Return a note for each provision cited by a chosen clause that is uncertain or unchecked."""
    cited: dict[str, list[str]] = {}
    for identity, choice in selection.chosen.items():
        for law in choice.clause.law_of(choice.variant) if choice.clause and choice.variant else ():
            cited.setdefault(law, []).append(identity)
    findings: list[Finding] = []
    for identity, clauses in sorted(cited.items()):
        law = library.law[identity]
        where = {"where": law.file, "line": law.line}
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
    found = ready(folder, progress)
    return written(found, found.plan, dated, progress)


@dataclass(frozen=True)
class Drafted:
    """A verified draft, those of the files outside the constitution, and every file of the pack."""

    draft: Draft
    outside: tuple[OutsideDraft, ...]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def drafted(
    found: Ready,
    planned: Plan,
    dated: date | None,
    progress: Progress,
    floor: Sequence[FloorAmendment] = (),
    taken: Taken | None = None,
) -> Drafted:
    """Draft the amendments of a plan, and write nothing.

    `floor` holds amendments that were moved at the meeting, `taken` what full council did.
    Raises `Refusal` when the draft cannot be verified.
    """
    configuration, workspace = found.configuration, found.facts.workspace
    progress("drafting and verifying the amendments")
    stamp, day = _stamp(configuration, dated)
    made = draft_amendments(configuration, found.facts.library, planned, stamp, floor)
    outside = tuple(_outside_drafts(configuration, found.facts.library, planned, stamp))
    progress("writing the files")
    council = configuration.council
    losses = findings_of_losses(made.lost, CONSTITUTION)
    for each in outside:
        losses += [*findings_of_losses(each.draft.lost, each.file), *each.draft.findings]
    findings = (*found.findings, *losses, *made.findings)
    files = pack_files(
        made,
        council=council.council.name,
        meeting=council.meeting.date,
        dated=day,
        report=replace(_report(found.facts, configuration, made, outside), taken=taken),
        inputs=_inputs(workspace, [each.file for each in outside]),
        findings=findings,
        template=found.template,
        standing=_standing(found.facts, configuration),
        outside=outside,
        readers=read_readers(program_files("clauses")),
    )
    return Drafted(made, outside, files, findings)


def written(
    found: Ready,
    planned: Plan,
    dated: date | None,
    progress: Progress,
    into: Path | None = None,
    floor: Sequence[FloorAmendment] = (),
    decision: Mapping[str, Any] | None = None,
    taken: Taken | None = None,
) -> Result:
    """Draft the amendments of a plan, and write them into the out folder, or `into` another.

    A `decision` is recorded beside them; the report opens with what was `taken`. Raises
    `Refusal`, and writes nothing, when the draft cannot be verified.
    """
    made = drafted(found, planned, dated, progress, floor, taken)
    files = dict(made.files)
    if decision is not None:
        files[DECISION] = as_json(decision)
    paths = found.facts.workspace.write_out(files, into)
    own = made.draft
    record = {
        "written": [str(path) for path in paths],
        "changes": len(own.accounts),
        "consequential": len(own.following.accounts),
        "kept": len(own.kept),
        "provided": len(own.provided),
        "lost": len(own.lost),
        "revisions": dict(own.redline.counts),
        "outside": {each.file: len(each.draft.accounts) for each in made.outside},
        "verified": True,
        "findings": [finding.as_json() for finding in made.findings],
    }
    name = found.configuration.council.council.name
    summary = _draft_summary(name, own, len(found.facts.refused), made.outside)
    return Result(summary, record, made.findings, tuple(paths))


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
    facts: Facts,
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
        moves=moves_of(drafted),
        law=facts.library.law,
        left_out=tuple(
            (curly(facts.councils.came.clauses[name].heading), curly(overlay.why))
            for name, overlay in sorted(facts.library.left_out.items())
        ),
        following=drafted.following.accounts,
        fields=len(drafted.following.fields),
        unresolved=tuple(e for e in drafted.following.unresolved if e.why is not Unclear.ELSEWHERE),
        to_decide=drafted.findings,
        health=tuple(
            found
            for text in (drafted.current, *(each.draft.current for each in outside))
            for found in health(text, words, governance_of(drafted.current))
        ),
        refused=facts.refused,
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


def _standing(facts: Facts, configuration: Configuration) -> Standing:
    """Return what is drafted, and on what ground; raises `Refusal` if nothing can be."""
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    conditions, _ = compile_library(facts.library, vocabulary)
    standing, findings = standing_of(configuration, facts.library, vocabulary, conditions)
    if standing is None:
        raise Refusal(*findings)
    return standing


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
    if workspace.template:
        inputs[TEMPLATE] = workspace.template.read_bytes()
    for folder in ("clauses", "protocols"):
        root = program_files(folder)
        for path in sorted(root.rglob("*.yaml")):
            inputs[f"{folder}/{path.relative_to(root).as_posix()}"] = path.read_bytes()
    for path in sorted(workspace.clauses.glob("*.yaml")):
        inputs[f"own/clauses/{path.name}"] = path.read_bytes()
    for path in sorted(workspace.versions.glob("*/*")):
        if path.is_file():
            inputs[f"{path.parent.parent.name}/{path.parent.name}/{path.name}"] = path.read_bytes()
    return inputs


def _draft_summary(
    council: str, drafted: Draft, refused: int, outside: Sequence[OutsideDraft]
) -> str:
    kinds = Counter(account.change.kind for account in drafted.accounts)
    told = ", ".join(f"{kinds[kind]} {DONE[kind]}" for kind in Kind if kinds[kind])
    lines = [
        f"{council}: {counted(len(drafted.accounts), 'change')} ({told}).",
        *_following_told(drafted.following),
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
        *([f"{counted(refused, 'request')} refused: the report says why."] if refused else ()),
        "Verified: rejecting all gives the current constitution, accepting all the proposed one.",
        "This is a drafting aid, not legal advice. Update the table of contents in Word (F9).",
    ]
    return "\n".join(lines)


def _following_told(following: Following) -> Iterator[str]:
    if following.accounts:
        undecided = sum(not each.settled for each in following.accounts)
        told = f"{counted(len(following.accounts), 'consequential change')} to references and names"
        yield told + (f", {undecided} for a person to decide." if undecided else ".")
    if following.fields:
        yield f"Word renews {counted(len(following.fields), 'reference')} in fields (F9)."


DONE = {
    Kind.INSERT: "inserted",
    Kind.SUBSTITUTE: "amended",
    Kind.MOVE: "moved",
    Kind.MOVE_AND_SUBSTITUTE: "moved and amended",
}


def explain(folder: Path, clause: str | None) -> Result:
    """Say why each clause is in and each alternative is not; of one clause, if one is named."""
    facts = read_facts(folder)
    if facts.assembly is None or errors(facts.findings):
        raise Refusal(*in_order(facts.findings))
    choices = facts.assembly.selection.choices
    if clause is not None:
        if clause not in {*facts.library.clauses, *facts.library.left_out}:
            near = did_you_mean(clause, facts.library.clauses)
            raise Refusal(error(f"there is no clause “{clause}”.", remedy=near))
        choices = tuple(
            choice
            for choice in choices
            if (choice.clause and choice.clause.id == clause)
            or any(each.clause_id == clause for each in choice.rejected)
        )
    titles = {outline.id: outline.title for outline in facts.library.outlines}
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    changes = leaving_of_each(facts.library, facts.assembly.facts, vocabulary)
    record = {"choices": explanation_record(choices, changes)}
    return Result(explanation_text(choices, titles, changes), record)
