"""The command line: parses, calls and prints. It holds no logic of the domain."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from drafting import __version__
from drafting.cli import council, documents, library, site
from drafting.cli.printing import CANNOT_RUN, FINE, PROBLEMS, print_findings, print_json
from drafting.findings import Finding, Refusal, error

# What a command does is imported where it is run: comparing two files needs no clauses.


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="drafting")
def program() -> None:
    """Draft amendments to an English council's constitution.

    The amendments come as tracked changes in the council's own Word file. This is a drafting
    aid. It is not legal advice.
    """


for _command in (*council.COMMANDS, *documents.COMMANDS, *library.COMMANDS, *site.COMMANDS):
    program.add_command(_command)


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
        print_json({"findings": [each.as_json() for each in findings]})
    print_findings(findings, sys.stderr)
