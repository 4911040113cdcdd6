"""LibreOffice and Chromium for the slow tests: an independent judge of what the program writes.

A test that needs a program which is not installed is skipped and says so; where the environment
says `CI=true` it fails instead, so that nothing is skipped unseen.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

import pytest

_SCRIPT = Path(__file__).with_name("office_script.py")
_SECONDS = 180  # for one conversion or one run; a first start takes a few

Decision = Literal["accept", "reject"]


class Paragraph(NamedTuple):
    """A paragraph as LibreOffice shows it: its list label, or "", and its text."""

    label: str
    text: str


class Shown(NamedTuple):
    """What LibreOffice shows of a document: the body with its tables, and all that is elsewhere.

    That is in its notes, its text boxes, and the headers and footers in use.
    """

    body: list[Paragraph]
    elsewhere: list[Paragraph]


def libreoffice() -> Path:
    """Return the path of `soffice`; skip the test where LibreOffice is not installed."""
    return _program(
        "LibreOffice",
        ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    )


def chromium() -> Path:
    """Return the path of Chromium or Chrome; skip the test where neither is installed."""
    return _program(
        "Chromium", ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    )


def convert(path: Path, kind: str, folder: Path) -> Path:
    """Convert a document in LibreOffice and return the new file in `folder`.

    `kind` is what `--convert-to` takes: `pdf`, `docx`, `txt:Text (encoded):UTF8`.
    """
    program = libreoffice()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lo-convert-") as profile:
        done = subprocess.run(
            [
                str(program),
                "--headless",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--convert-to",
                kind,
                "--outdir",
                str(folder),
                str(path),
            ],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    made = folder / f"{path.stem}.{kind.partition(':')[0]}"
    if not made.exists():
        pytest.fail(f"LibreOffice did not convert {path.name} to {kind}: {done.stderr.strip()}")
    return made


def resolved_by_libreoffice(path: Path, decision: Decision) -> list[Paragraph]:
    """Return the paragraphs of a document after all its tracked changes are settled.

    LibreOffice settles them. The paragraphs are those of the body and its tables, in order;
    what a field shows belongs to the text, the mark of a note does not.
    """
    found = all_resolved_by_libreoffice([(path, decision)])[0]
    if isinstance(found, str):
        pytest.fail(f"LibreOffice could not {decision} all of {path.name}: {found}")
    return found.body


def all_resolved_by_libreoffice(wanted: Sequence[tuple[Path, Decision]]) -> list[Shown | str]:
    """Return what LibreOffice shows of many documents, settled in one run, or what went wrong."""
    with tempfile.TemporaryDirectory(prefix="lo-file-") as folder:
        order: list[tuple[str, Decision]] = []
        for number, (path, decision) in enumerate(wanted):
            # A copy of our own: LibreOffice locks what it opens, and another test may read it too.
            copied = Path(shutil.copy(path, Path(folder) / f"{number}{path.suffix}"))
            order.append((copied.as_uri(), decision))
        done = subprocess.run(
            [_python_with_uno(), str(_SCRIPT), _office(), "settle"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    if done.returncode:
        pytest.fail(f"LibreOffice settled nothing: {done.stderr.strip()}")
    return [
        each if isinstance(each, str) else Shown(*([Paragraph(*p) for p in part] for part in each))
        for each in json.loads(done.stdout)
    ]


def _program(what: str, names: tuple[str, ...]) -> Path:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        _missing(f"{what} is not installed (looked for {', '.join(names)})")
    return Path(found)


def _missing(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{why}; with CI=true it has to be")
    pytest.skip(f"NOT TESTED: {why}")


@cache
def _office() -> str:
    """Start LibreOffice once, for all tests of this process, and return where it listens."""
    program = libreoffice()
    profile = tempfile.mkdtemp(prefix="lo-judge-")
    address = f"pipe,name=drafting-{uuid.uuid4().hex}"
    started = subprocess.Popen(
        [
            str(program),
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept={address};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def stop() -> None:
        subprocess.run(
            [_python_with_uno(), str(_SCRIPT), address, "stop"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        try:
            started.wait(timeout=20)
        except subprocess.TimeoutExpired:
            started.kill()
        shutil.rmtree(profile, ignore_errors=True)

    atexit.register(stop)
    return address


@cache
def _python_with_uno() -> str:
    """Return a Python that can talk to LibreOffice; skip the test where there is none."""
    beside = libreoffice().resolve().parent
    candidates = [sys.executable, "/usr/bin/python3", *map(str, beside.glob("python*"))]
    for candidate in candidates:
        try:
            done = subprocess.run(
                [candidate, "-c", "import uno"], capture_output=True, timeout=60, check=False
            )
        except OSError:
            continue
        if done.returncode == 0:
            return candidate
    _missing("no Python here can `import uno` (package python3-uno)")
