"""The command line: parses, calls and prints. It holds no logic of the domain."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from drafting import __version__
from drafting.findings import Finding, Level, Refusal, error, errors

if TYPE_CHECKING:
    from drafting.commands.result import Progress, Result
    from drafting.configuration.interview import Ask
    from drafting.word.revisions import Decision

# Each command is imported where it is run: comparing two files needs no clauses and no council.
FINE, PROBLEMS, CANNOT_RUN = 0, 1, 2

F = TypeVar("F", bound=Callable[..., Any])

_FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
_JSON = click.option("--json", "as_json", is_flag=True, help="Print for a machine.")
_IN = click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The workspace (default: this folder).",
)
_DATED = click.option(
    "--dated",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date of the tracked changes.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="drafting")
def program() -> None:
    """Draft amendments to an English council's constitution.

    The amendments come as tracked changes in the council's own Word file. This is a drafting
    aid. It is not legal advice.
    """


@program.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--example", help="Start from an example council, such as penfold-and-wray.")
@click.option(
    "--constitution",
    type=click.Path(path_type=Path),
    help="The council's current constitution (.docx), which is copied in.",
)
@_JSON
def init(folder: Path, example: str | None, constitution: Path | None, as_json: bool) -> None:
    """Make a workspace: a folder for one council."""
    from drafting.commands import council

    ask: Ask | None = None if example or as_json else _ask
    made = council.init(folder, example, constitution, ask)
    if as_json:
        _print_json({"written": [str(path) for path in made]})
        return
    click.echo(f"Made a workspace in {folder}:")
    _list_files(made)
    click.echo(f"Next: drafting check {folder}, then drafting draft {folder}")


def _ask(question: str, choices: Mapping[str, str], default: str) -> str:
    page = click.HelpFormatter()
    page.write("\n")
    for line in question.splitlines():
        page.write(f"{click.wrap_text(line, page.width)}\n")
    if choices:
        numbered = enumerate(choices.items(), start=1)
        page.write_dl([(f"  {number}  {value}", meaning) for number, (value, meaning) in numbered])
    click.echo(page.getvalue(), nl=False)
    sign = f"[{default}] >" if default else ">"
    return str(click.prompt(sign, default=default, show_default=False, prompt_suffix=" "))


@program.command()
@_FOLDER
@click.option(
    "--library",
    "of_library",
    is_flag=True,
    help="Check the clause library itself, in every configuration; no FOLDER is needed.",
)
@_JSON
def check(folder: Path, of_library: bool, as_json: bool) -> None:
    """Check the configuration, the library, the placement and the law.

    The council’s own clauses and wordings, in the folder clauses, are checked with the library,
    and what they change is told.
    """
    from drafting.commands import council, library

    result = library.check_library() if of_library else council.check(folder)
    if as_json:
        _print_json({**result.record, "findings": [each.as_json() for each in result.findings]})
    else:
        _print_findings(result.findings, sys.stdout)
        click.echo(result.summary)
    sys.exit(PROBLEMS if errors(result.findings) else FINE)


@program.command()
@click.argument("file", type=click.Path(path_type=Path))
@_JSON
def health(file: Path, as_json: bool) -> None:
    """Say what is wrong with a constitution as it stands: old law, contradictions, references."""
    from drafting.commands.health import check_health

    result = check_health(file)
    if as_json:
        _print_json({**result.record, "findings": [each.as_json() for each in result.findings]})
    else:
        _print_findings(result.findings, sys.stdout)
        click.echo(result.summary)
    sys.exit(PROBLEMS if errors(result.findings) else FINE)


@program.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_JSON
def coverage(files: tuple[Path, ...], as_json: bool) -> None:
    """Say which topics of the library constitutions cover already, side by side."""
    from drafting.commands.coverage import show_coverage

    result = show_coverage(files)
    if as_json:
        _print_json({**result.record, "findings": [each.as_json() for each in result.findings]})
    else:
        _print_findings(result.findings, sys.stderr)
        click.echo(result.summary)


@program.command()
@_FOLDER
@_DATED
@_JSON
def draft(folder: Path, dated: Any, as_json: bool) -> None:
    """Draft the amendments: the main job. Writes into the workspace's out folder."""
    from drafting.commands import council

    result = council.draft(folder, dated.date() if dated else None, _progress(as_json))
    if as_json:
        _print_json(result.record)
        return
    _print_findings((each for each in result.findings if each.level is not Level.NOTE), sys.stderr)
    click.echo(result.summary)
    _list_files(result.written)


@program.command()
@_FOLDER
@click.option("--carry", multiple=True, metavar="ID", help="A change that was carried.")
@click.option("--lose", multiple=True, metavar="ID", help="A change that was lost.")
@click.option(
    "--floor",
    type=click.Path(path_type=Path),
    help="A YAML file of amendments that were moved at the meeting: address, wording and mover.",
)
@_DATED
@_JSON
def decide(
    folder: Path,
    carry: tuple[str, ...],
    lose: tuple[str, ...],
    floor: Path | None,
    dated: Any,
    as_json: bool,
) -> None:
    """Draft again with only what full council carried, into out/decided."""
    from drafting.commands import decision

    day = dated.date() if dated else None
    result = decision.decide(folder, carry, lose, floor, day, _progress(as_json))
    if as_json:
        _print_json(result.record)
        return
    _print_findings((each for each in result.findings if each.level is not Level.NOTE), sys.stderr)
    click.echo(result.summary)
    _list_files(result.written)


@program.command()
@click.argument("clause", required=False)
@_IN
@_JSON
def explain(clause: str | None, folder: Path, as_json: bool) -> None:
    """Say why each clause, or one CLAUSE, is in, and why each alternative is not."""
    from drafting.commands import council

    result = council.explain(folder, clause)
    _print_result(result, as_json)


@program.command()
@_FOLDER
@_JSON
def scenarios(folder: Path, as_json: bool) -> None:
    """Compare the scenarios of council.yaml: what can be drafted now, what turns on the deal."""
    from drafting.commands.scenarios import scenarios as compare_scenarios

    result = compare_scenarios(folder)
    _print_result(result, as_json)


@program.command()
@_FOLDER
@click.option(
    "--since",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The audit.json of an earlier draft, or an earlier council.yaml. Without it, the last "
    "draft in FOLDER or, with --scenario or --change, council.yaml as it is.",
)
@click.option("--scenario", metavar="NAME", help="What if: a scenario of council.yaml.")
@click.option(
    "--change",
    "changes",
    metavar="KEY=VALUE",
    multiple=True,
    help="What if: a key of council.yaml with another value, such as groups.green.seats=7 or "
    "administration.support=[]. council.yaml is not edited. May be given again.",
)
@_JSON
def drift(
    folder: Path,
    since: Path | None,
    scenario: str | None,
    changes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say which adopted clauses lose their ground when facts change."""
    from drafting.commands.drift import find_drift

    result, found = find_drift(folder, since, scenario, changes)
    _print_result(result, as_json)
    sys.exit(FINE if found.holds else PROBLEMS)


@program.command()
@click.argument("clause")
@_IN
@click.option(
    "--wording",
    "wordings",
    metavar="ID",
    multiple=True,
    help="A wording to change (default: the one that stands for this council). May be given again.",
)
@click.option("--leave-out", is_flag=True, help="Leave the clause out of this council’s drafts.")
@click.option(
    "--after",
    metavar="ID",
    default="",
    help="Start a new clause of the council’s own instead, after this one.",
)
@click.option("--print", "print_only", is_flag=True, help="Print the file, and write nothing.")
@_JSON
def overlay(
    clause: str,
    folder: Path,
    wordings: tuple[str, ...],
    leave_out: bool,
    after: str,
    print_only: bool,
    as_json: bool,
) -> None:
    """Start the council’s own wording of a CLAUSE: writes clauses/CLAUSE.yaml, ready to edit.

    The library itself is not copied and not changed. What statute dictates cannot be reworded.
    """
    from drafting.commands.overlay import start_overlay

    if sum(map(bool, (wordings, leave_out, after))) > 1:
        raise click.UsageError("Give one of --wording, --leave-out and --after.")
    result = start_overlay(
        folder,
        clause,
        wordings=wordings,
        leave_out=leave_out,
        after=after,
        print_only=print_only,
    )
    if as_json:
        _print_json(result.record)
    else:
        click.echo(result.summary)


@program.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@_JSON
def prove(folder: Path | None, as_json: bool) -> None:
    """Prove the clause library over every configuration, or show one that breaks it.

    With the workspace FOLDER, prove the library with the council’s own clauses and overlays.
    """
    from drafting.commands import proof
    from drafting.workspace import open_workspace, program_files

    clauses, protocols = program_files("clauses"), program_files("protocols")
    own = open_workspace(folder).clauses if folder else None
    result = proof.prove_library(clauses, protocols, _progress(as_json), own)
    _print_result(result, as_json)
    sys.exit(PROBLEMS if errors(result.findings) else FINE)


@program.command()
@_FOLDER
@click.option(
    "--what-if",
    "what_if",
    metavar="FROM:TO[:NUMBER]",
    multiple=True,
    help="Say what would change if members moved: from a group to another (labour:green), to or "
    "from `ungrouped` or `vacant`, or into a new group (labour:new-name:3). Several moves at once "
    "have commas between them; the option may be given again.",
)
@_JSON
def balance(folder: Path, what_if: tuple[str, ...], as_json: bool) -> None:
    """Allocate the seats on committees to the groups, with every step. Writes into out."""
    from drafting.commands.balance import balance as allocate

    _print_result(allocate(folder, what_if), as_json)


@program.command()
@_FOLDER
@_JSON
def calendar(folder: Path, as_json: bool) -> None:
    """Work out the dates that the law sets, and the year's diary of meetings. Writes into out."""
    from drafting.commands.calendar import calendar as work_out

    _print_result(work_out(folder, _progress(as_json)), as_json)


@program.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--author", default="Comparison", show_default=True, help="Who the changes are by.")
@_DATED
@click.option(
    "--existing",
    type=click.Choice(["keep", "refuse", "accept"]),
    default="keep",
    show_default=True,
    help="What becomes of tracked changes that the files hold already. keep: they stay as they "
    "are, under their authors’ names, and nothing is lost. refuse: nothing is written if there "
    "are any. accept: they are accepted before the files are compared, so the redline no longer "
    "shows who made them, nor what they deleted; the two files themselves stay as they are.",
)
@_JSON
def compare(
    old: Path, new: Path, output: Path, author: str, dated: Any, existing: Any, as_json: bool
) -> None:
    """Write a redline of any two Word documents: OLD with its differences from NEW tracked.

    Rejecting the changes gives OLD, accepting them gives NEW. That is verified before the redline
    is written. What differs and cannot be tracked stays as it is in OLD, and is named.
    """
    from drafting.commands import documents

    stamp = author, dated.date() if dated else None
    result = documents.compare(old, new, output, stamp, existing, _progress(as_json))
    if as_json:
        _print_json(result.record)
        return
    _print_findings(result.findings, sys.stderr)
    click.echo(result.summary)


def _resolving(decision: Decision) -> Callable[..., None]:
    def resolve(
        file: Path, output: Path, author: tuple[str, ...], identity: tuple[str, ...], as_json: bool
    ) -> None:
        from drafting.commands import documents

        result = documents.resolve(file, output, decision, author, identity)
        if as_json:
            _print_json(result.record)
        else:
            click.echo(result.summary)

    resolve.__doc__ = f"""{decision.capitalize()} the tracked changes of a Word document.

    All of them, or those that --author or --id name. A change that Word keeps in several places,
    such as a move, is settled whole when one of them is named.
    """
    return resolve


def _resolve_command(decision: Decision) -> None:
    command = _JSON(_resolving(decision))
    for option in (
        click.option(
            "--id",
            "identity",
            metavar="ID",
            multiple=True,
            help="Only the change with this id (w:id). May be given again.",
        ),
        click.option(
            "--author",
            metavar="NAME",
            multiple=True,
            help="Only the changes by this author. May be given again.",
        ),
        click.option("-o", "--output", type=click.Path(path_type=Path), required=True),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    program.command(decision)(command)


_resolve_command("accept")
_resolve_command("reject")


def _progress(quiet: bool) -> Progress:
    shown = sys.stderr.isatty() and not quiet

    def report(stage: str) -> None:
        if shown:
            click.echo(f"  {stage} …", err=True)

    return report


def _print_findings(findings: Iterable[Finding], stream: Any) -> None:
    for finding in findings:
        click.echo(str(finding), file=stream)


def _print_result(result: Result, as_json: bool) -> None:
    if as_json:
        _print_json(result.record)
        return
    click.echo(result.summary)
    if result.written:
        click.echo("Written:")
        _list_files(result.written)


def _print_json(record: Mapping[str, Any]) -> None:
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def _list_files(paths: Iterable[Path]) -> None:
    for path in paths:
        click.echo(f"  {path}")


def main() -> NoReturn:
    """Run the program; exit 0 when fine, 1 when it found problems, 2 when it cannot run."""
    try:
        program.main(standalone_mode=False)
    except Refusal as refusal:
        _report(refusal.findings)
        sys.exit(CANNOT_RUN if refusal.cannot_run else PROBLEMS)
    except click.exceptions.Abort:
        click.echo("Stopped. Nothing was written.", err=True)
        sys.exit(CANNOT_RUN)
    except click.UsageError as problem:
        problem.show()
        sys.exit(CANNOT_RUN)
    except OSError as problem:
        why = problem.strerror or str(problem)
        _report([error(f"{why}.", where=str(problem.filename or ""))])
        sys.exit(CANNOT_RUN)
    sys.exit(FINE)


def _report(findings: Sequence[Finding]) -> None:
    if "--json" in sys.argv:
        _print_json({"findings": [each.as_json() for each in findings]})
    _print_findings(findings, sys.stderr)
