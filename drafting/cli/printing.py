"""What the commands share: their options, their exit codes and how they print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.findings import Finding

if TYPE_CHECKING:
    from drafting.commands.result import Progress, Result

FINE, PROBLEMS, CANNOT_RUN = 0, 1, 2

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
JSON = click.option("--json", "as_json", is_flag=True, help="Print for a machine.")
IN = click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The workspace (default: this folder).",
)
DATED = click.option(
    "--dated",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date of the tracked changes.",
)


def progress_for(quiet: bool) -> Progress:
    """Return what tells how far a command is: nothing unless a person watches."""
    shown = sys.stderr.isatty() and not quiet

    def report(stage: str) -> None:
        if shown:
            click.echo(f"  {stage} …", err=True)

    return report


def print_findings(findings: Iterable[Finding], stream: Any) -> None:
    """Print findings, a line each."""
    for finding in findings:
        click.echo(str(finding), file=stream)


def print_result(result: Result, as_json: bool) -> None:
    """Print what a command found and where it wrote it, for a person or a machine."""
    if as_json:
        print_json(result.record)
        return
    click.echo(result.summary)
    if result.written:
        click.echo("Written:")
        list_files(result.written)


def print_json(record: Mapping[str, Any]) -> None:
    """Print a record for a machine."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def list_files(paths: Iterable[Path]) -> None:
    """Print the paths of files, a line each."""
    for path in paths:
        click.echo(f"  {path}")
