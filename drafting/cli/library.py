"""The commands of the clause library, and of what a council has of its own in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafting.cli.printing import (
    FINE,
    IN,
    JSON,
    PROBLEMS,
    print_json,
    print_result,
    progress_for,
)
from drafting.findings import errors

if TYPE_CHECKING:
    pass


@click.command()
@click.argument("clause")
@IN
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
@JSON
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
        print_json(result.record)
    else:
        click.echo(result.summary)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@JSON
def prove(folder: Path | None, as_json: bool) -> None:
    """Prove the clause library over every configuration, or show one that breaks it.

    With the workspace FOLDER, prove the library with the council’s own clauses and overlays.
    """
    from drafting.commands import proof
    from drafting.workspace import open_workspace, program_files

    clauses, protocols = program_files("clauses"), program_files("protocols")
    own = open_workspace(folder).clauses if folder else None
    result = proof.prove_library(clauses, protocols, progress_for(as_json), own)
    print_result(result, as_json)
    sys.exit(PROBLEMS if errors(result.findings) else FINE)


COMMANDS = (
    overlay,
    prove,
)
