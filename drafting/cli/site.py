"""The command that builds a workspace's site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafting.cli.printing import (
    FINE,
    FOLDER,
    JSON,
    print_findings,
    print_result,
    progress_for,
)

_PORT = 8000


@click.command()
@FOLDER
@click.option("--serve", is_flag=True, help="Then show it in a browser on this machine.")
@click.option("--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True)
@JSON
def site(folder: Path, serve: bool, port: int, as_json: bool) -> None:
    """Build the site: the constitution, the changes, and why each is there."""
    from drafting.pages import build

    result = build.build_site(folder, progress_for(as_json))
    print_findings(result.findings, sys.stderr)
    print_result(result, as_json)
    if serve:
        server = build.server_of(folder, port)
        click.echo(f"Look at it at http://{build.HOST}:{port}/ (stop with Ctrl+C).")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.")
        finally:
            server.server_close()
    sys.exit(FINE)


COMMANDS = (site,)
