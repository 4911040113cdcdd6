"""Builds the site of one workspace, and serves it on this machine to be looked at."""

from __future__ import annotations

import logging
import tempfile
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from drafting.commands.result import Progress, Result, counted
from drafting.findings import Finding, Refusal, error, note
from drafting.pages.plugin import DraftingPlugin
from drafting.pages.site import SEARCH_POLICY, Site, read_site
from drafting.workspace import open_workspace, program_files

SITE = "site"
HOST = "127.0.0.1"  # this machine alone


def build_site(folder: Path, progress: Progress) -> Result:
    """Draft a workspace and build its site into `out/site`.

    Raises `Refusal` when anything is wrong with the workspace, or a link of the site leads nowhere;
    the site that was there before then stays.
    """
    workspace = open_workspace(folder)
    site = read_site([folder], demonstration=False, progress=progress)
    progress("writing the pages")
    into = workspace.out / SITE
    workspace.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".site-") as temporary:
        made = Path(temporary) / "new"
        made.mkdir()
        _build(site, made)
        if into.exists():
            into.rename(Path(temporary) / "old")
        made.rename(into)
    workspace.write_published(site.published[0].as_json())
    reading = site.readings[0]
    findings: list[Finding] = [*reading.made.findings]
    if not (into / "pagefind").is_dir():
        findings.append(
            note(
                "the site has no search: Pagefind is not installed.",
                remedy="Install it: python3 -m pip install 'pagefind[bin]'. The A to Z is there.",
            )
        )
    pages = len(site.pages.pages)
    summary = (
        f"{reading.council.council.name}: {counted(pages, 'page')} in {into}.\n"
        f"Look at it with: drafting site {folder} --serve. Publish the folder as it is; the file "
        "_headers in it says what a server must send with each page."
    )
    record = {
        "site": str(into),
        "pages": pages,
        "changes": len(reading.made.draft.accounts),
        "findings": [finding.as_json() for finding in findings],
    }
    return Result(summary, record, tuple(findings), (into,))


def _build(site: Site, into: Path) -> None:
    source = program_files("site")
    config = MkDocsConfig(config_file_path=str(source / "mkdocs.yml"))
    read: Any = config
    council = site.readings[0].council
    read.load_dict(
        {
            "site_name": council.council.name,
            "site_url": council.site.address or None,
            "docs_dir": str(source / "pages"),
            "site_dir": str(into.resolve()),  # MkDocs reads a relative one from its own file
            "theme": {
                "name": None,
                "custom_dir": str(source / "theme"),
                "static_templates": ["404.html"],
            },
            "plugins": ["drafting"],
            "strict": True,
        }
    )
    failed, _ = read.validate()
    if failed:
        raise ConfigurationError("; ".join(str(problem) for _, problem in failed))
    plugin = read.plugins["drafting"]
    if isinstance(plugin, DraftingPlugin):
        plugin.site = site
    told: list[str] = []
    listener = _Listener(told)
    log = logging.getLogger("mkdocs")
    log.addHandler(listener)
    try:
        build(read)
    except Abort:
        problems = [error(each, where=SITE) for each in told]
        raise Refusal(*(problems or [error("the site could not be built.")])) from None
    finally:
        log.removeHandler(listener)


class _Listener(logging.Handler):
    """Gathers what MkDocs warns of."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning."""
        self.told.append(record.getMessage())


class _Handler(SimpleHTTPRequestHandler):
    """Serves files with the headers that the site asks its server for."""

    def end_headers(self) -> None:
        """Send the policy with everything."""
        self.send_header("Content-Security-Policy", f"{SEARCH_POLICY}; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for an address that is not there."""
        page = Path(str(self.directory)) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing of each request."""


def server_of(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of a built site on this machine, not yet running.

    Raises `Refusal` when the port is taken.
    """
    into = open_workspace(folder).out / SITE
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(into)))
    except OSError as problem:
        raise Refusal(
            error(
                f"port {port} cannot be used: {problem.strerror}.",
                remedy="Name another with --port.",
            ),
            cannot_run=True,
        ) from None
