"""The commands of a workspace: from facts to a draft, and what follows from it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.cli.printing import (
    DATED,
    FINE,
    FOLDER,
    IN,
    JSON,
    PROBLEMS,
    list_files,
    print_findings,
    print_json,
    print_result,
    progress_for,
)
from drafting.findings import Level, errors

if TYPE_CHECKING:
    from drafting.commands.result import Result
    from drafting.configuration.interview import Ask


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--example", help="Start from an example council, such as penfold-and-wray.")
@click.option(
    "--constitution",
    type=click.Path(path_type=Path),
    help="The council's current constitution (.docx), which is copied in.",
)
@JSON
def init(folder: Path, example: str | None, constitution: Path | None, as_json: bool) -> None:
    """Make a workspace: a folder for one council."""
    from drafting.commands import council

    ask: Ask | None = None if example or as_json else _ask
    made = council.init(folder, example, constitution, ask)
    if as_json:
        print_json({"written": [str(path) for path in made]})
        return
    click.echo(f"Made a workspace in {folder}:")
    list_files(made)
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


@click.command()
@FOLDER
@click.option(
    "--library",
    "of_library",
    is_flag=True,
    help="Check the clause library itself, in every configuration; no FOLDER is needed.",
)
@JSON
def check(folder: Path, of_library: bool, as_json: bool) -> None:
    """Check the configuration, the library, the placement and the law.

    The council’s own clauses and wordings, in the folder clauses, are checked with the library,
    and what they change is told.
    """
    from drafting.commands import council, library

    result = library.check_library() if of_library else council.check(folder)
    if as_json:
        print_json({**result.record, "findings": [each.as_json() for each in result.findings]})
    else:
        print_findings(result.findings, sys.stdout)
        click.echo(result.summary)
    sys.exit(PROBLEMS if errors(result.findings) else FINE)


@click.command()
@FOLDER
@DATED
@JSON
def draft(folder: Path, dated: Any, as_json: bool) -> None:
    """Draft the amendments: the main job. Writes into the workspace's out folder."""
    from drafting.commands import council

    result = council.draft(folder, dated.date() if dated else None, progress_for(as_json))
    _print_draft(result, as_json)


def _print_draft(result: Result, as_json: bool) -> None:
    if as_json:
        print_json(result.record)
        return
    print_findings((each for each in result.findings if each.level is not Level.NOTE), sys.stderr)
    click.echo(result.summary)
    list_files(result.written)


@click.command()
@FOLDER
@click.option("--carry", multiple=True, metavar="ID", help="A change that was carried.")
@click.option("--lose", multiple=True, metavar="ID", help="A change that was lost.")
@click.option(
    "--floor",
    type=click.Path(path_type=Path),
    help="A YAML file of amendments that were moved at the meeting: address, wording and mover.",
)
@DATED
@JSON
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
    result = decision.decide(folder, carry, lose, floor, day, progress_for(as_json))
    _print_draft(result, as_json)


@click.command()
@click.argument("clause", required=False)
@IN
@JSON
def explain(clause: str | None, folder: Path, as_json: bool) -> None:
    """Say why each clause, or one CLAUSE, is in, and why each alternative is not."""
    from drafting.commands import council

    result = council.explain(folder, clause)
    print_result(result, as_json)


@click.command()
@FOLDER
@JSON
def scenarios(folder: Path, as_json: bool) -> None:
    """Compare the scenarios of council.yaml: what can be drafted now, what turns on the deal."""
    from drafting.commands.scenarios import scenarios as compare_scenarios

    result = compare_scenarios(folder)
    print_result(result, as_json)


@click.command()
@FOLDER
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
@JSON
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
    print_result(result, as_json)
    sys.exit(FINE if found.holds else PROBLEMS)


@click.command()
@FOLDER
@click.option(
    "--what-if",
    "what_if",
    metavar="FROM:TO[:NUMBER]",
    multiple=True,
    help="Say what would change if members moved: from a group to another (labour:green), to or "
    "from `ungrouped` or `vacant`, or into a new group (labour:new-name:3). Several moves at once "
    "have commas between them; the option may be given again.",
)
@JSON
def balance(folder: Path, what_if: tuple[str, ...], as_json: bool) -> None:
    """Allocate the seats on committees to the groups, with every step. Writes into out."""
    from drafting.commands.balance import balance as allocate

    print_result(allocate(folder, what_if), as_json)


@click.command()
@FOLDER
@JSON
def calendar(folder: Path, as_json: bool) -> None:
    """Work out the dates that the law sets, and the year's diary of meetings. Writes into out."""
    from drafting.commands.calendar import calendar as work_out

    print_result(work_out(folder, progress_for(as_json)), as_json)


COMMANDS = (
    init,
    check,
    draft,
    decide,
    explain,
    scenarios,
    drift,
    balance,
    calendar,
)
