"""The commands of Word documents alone, without a workspace."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.cli.printing import (
    DATED,
    FINE,
    JSON,
    PROBLEMS,
    print_findings,
    print_json,
    progress_for,
)
from drafting.findings import errors

if TYPE_CHECKING:
    from drafting.word.revisions import Decision


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@JSON
def health(file: Path, as_json: bool) -> None:
    """Say what is wrong with a constitution as it stands: old law, contradictions, references."""
    from drafting.commands.health import check_health

    result = check_health(file)
    if as_json:
        print_json({**result.record, "findings": [each.as_json() for each in result.findings]})
    else:
        print_findings(result.findings, sys.stdout)
        click.echo(result.summary)
    sys.exit(PROBLEMS if errors(result.findings) else FINE)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@JSON
def coverage(files: tuple[Path, ...], as_json: bool) -> None:
    """Say which topics of the library constitutions cover already, side by side."""
    from drafting.commands.coverage import show_coverage

    result = show_coverage(files)
    if as_json:
        print_json({**result.record, "findings": [each.as_json() for each in result.findings]})
    else:
        print_findings(result.findings, sys.stderr)
        click.echo(result.summary)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--author", default="Comparison", show_default=True, help="Who the changes are by.")
@DATED
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
@JSON
def compare(
    old: Path, new: Path, output: Path, author: str, dated: Any, existing: Any, as_json: bool
) -> None:
    """Write a redline of any two Word documents: OLD with its differences from NEW tracked.

    Rejecting the changes gives OLD, accepting them gives NEW. That is verified before the redline
    is written. What differs and cannot be tracked stays as it is in OLD, and is named.
    """
    from drafting.commands import documents

    stamp = author, dated.date() if dated else None
    result = documents.compare(old, new, output, stamp, existing, progress_for(as_json))
    if as_json:
        print_json(result.record)
        return
    print_findings(result.findings, sys.stderr)
    click.echo(result.summary)


def _resolving(decision: Decision) -> Callable[..., None]:
    def resolve(
        file: Path, output: Path, author: tuple[str, ...], identity: tuple[str, ...], as_json: bool
    ) -> None:
        from drafting.commands import documents

        result = documents.resolve(file, output, decision, author, identity)
        if as_json:
            print_json(result.record)
        else:
            click.echo(result.summary)

    resolve.__doc__ = f"""{decision.capitalize()} the tracked changes of a Word document.

    All of them, or those that --author or --id name. A change that Word keeps in several places,
    such as a move, is settled whole when one of them is named.
    """
    return resolve


def _resolve_command(decision: Decision) -> click.Command:
    command = JSON(_resolving(decision))
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
    return click.command(decision)(command)


COMMANDS = (
    health,
    coverage,
    compare,
    _resolve_command("accept"),
    _resolve_command("reject"),
)
