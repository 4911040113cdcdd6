"""The demonstration site, built once for all the tests that look at it, and a browser to see it."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from office import chromium
from playwright.sync_api import Browser, sync_playwright

from drafting.pages.site import SEARCH_POLICY

ROOT = Path(__file__).parent.parent.parent
COUNCILS = ("penfold-and-wray", "harrowmere", "stoneacre", "alderbrook", "marrowdale")
_PATIENCE = 300  # seconds for another process to build it
# Chromium as a test needs it: nothing fetched in the background, no sandbox for root.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def build(into: Path, program: str = "mkdocs") -> str:
    """Build the demonstration site as CI does, and return what the program said."""
    # `-q` would hide what fails a strict build, so it is not used.
    command = [sys.executable, "-m", program, "build", "--strict", "-d", str(into)]
    command += ["-f", str(ROOT / "mkdocs.yml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    return told


def built(base: Path) -> Path:
    """Return the folder of the built site; of several processes the first builds it."""
    folder = base / "demonstration-site"
    done = base / "demonstration-site.done"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + _PATIENCE
        while not done.exists():
            assert time.monotonic() < until, "another process did not build the site"
            time.sleep(0.2)
        return folder
    build(folder)
    done.touch()
    return folder


def addresses(site: Path) -> list[str]:
    """Return the address of every page of a built site, from its root.

    Those that only lead from an id to where its provision stands are left out.
    """
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted("" if each == "." else f"{each}/" for each in found if "/id/" not in f"/{each}/")


def with_changes(site: Path, council: str) -> list[str]:
    """Return the addresses of the pages of a council that mark changes."""
    ends = ("/changes/", "/side-by-side/")
    start = f"{council}/constitution/"
    return [each for each in addresses(site) if each.startswith(start) and each.endswith(ends)]


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", f"{SEARCH_POLICY}; frame-ancestors 'none'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def served(site: Path) -> Generator[str]:
    """Serve a built site on this machine with the headers that it asks for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def browser() -> Generator[Browser]:
    """Start Chromium; skip the test where it is not installed."""
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(path), args=_FLAGS)
        try:
            yield started
        finally:
            started.close()


def missing(why: str) -> None:
    """Skip a test that lacks a program, and say so; fail it where CI is set."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{why}; with CI=true it has to be")
    pytest.skip(f"NOT TESTED: {why}")
