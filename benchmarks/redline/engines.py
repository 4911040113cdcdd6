"""The engines: ours, the floor, and the peers, each with the command that compares two files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

OURS = "drafting"
FLOOR = "floor"
_HERE = Path(__file__).parent
# docx-redline asks for 3.12 or newer; the others take it too.
_PYTHONS = ("python3.13", "python3.12", "python3.14", sys.executable)

Arguments = Sequence[str | Path]


@dataclass(frozen=True)
class Engine:
    """A program that writes the redline of two files."""

    name: str
    command: Callable[[Path, Path, Path], Arguments]
    version: str = ""


@dataclass(frozen=True)
class Peer:
    """A program on PyPI, and the arguments that follow its name, from two files and the redline.

    Options are those with which its documentation promises the most faithful redline.
    """

    package: str
    program: str
    arguments: Callable[[Path, Path, Path], Arguments]
    requirements: tuple[str, ...] = ()


_PEERS = (
    Peer(
        "python-redlines",
        "python",
        lambda before, after, redline: [_HERE / "docxodus.py", before, after, redline],
        ("python-redlines[docxodus]",),
    ),
    Peer(
        "docx-trackdiff",
        "docx-trackdiff",
        lambda before, after, redline: [before, after, redline],
    ),
    Peer(
        "docx-redline",
        "docx-redline",
        lambda before, after, redline: ["compare", before, after, "-o", redline],
    ),
    Peer(
        "jubarte-redlines",
        "jubarte-redlines",
        lambda before, after, redline: ["compare", before, after, "-o", redline, "-q"],
    ),
)
PEERS = tuple(each.package for each in _PEERS)


def ours(program: Path | None = None) -> Engine:
    """Return `drafting compare`, from beside this Python unless another program is named."""
    drafting = program or Path(sys.executable).with_name("drafting")
    version = _said([drafting, "--version"]).rpartition(" ")[2]
    return Engine(OURS, lambda old, new, out: [drafting, "compare", old, new, "-o", out], version)


def floor() -> Engine:
    """Return the floor."""
    return Engine(FLOOR, lambda old, new, out: [sys.executable, _HERE / "floor.py", old, new, out])


def peers(folder: Path, python: str | None) -> tuple[list[Engine], dict[str, str]]:
    """Return the peers, each in an environment of its own in a folder, made where it is missing.

    The second value says why a peer is missing.
    """
    ready: list[Engine] = []
    missing: dict[str, str] = {}
    base = _python(python)
    for peer in _PEERS:
        environment = folder / peer.package
        problem = _installed(peer, environment, base)
        if problem:
            missing[peer.package] = problem
        else:
            ready.append(_engine(peer, environment))
    return ready, missing


def _engine(peer: Peer, environment: Path) -> Engine:
    program = environment / "bin" / peer.program
    code = f"from importlib.metadata import version; print(version({peer.package!r}))"
    return Engine(
        peer.package,
        lambda old, new, out: [program, *peer.arguments(old, new, out)],
        _said([environment / "bin" / "python", "-c", code]),
    )


def _python(wish: str | None) -> str:
    """Return the first Python that runs, of the one wished for and the usual names."""
    for each in (*([wish] if wish else []), *_PYTHONS):
        if _said([each, "-c", "print(1)"]) == "1":
            return each
    return sys.executable


def _installed(peer: Peer, environment: Path, base: str) -> str:
    """Install a peer, unless that is done; return why it cannot be, or ""."""
    done = environment / "installed"
    if done.exists():
        return ""
    python = environment / "bin" / "python"
    steps: tuple[Arguments, ...] = (
        [base, "-m", "venv", "--clear", environment],
        [python, "-m", "pip", "install", "--quiet", *(peer.requirements or (peer.package,))],
    )
    for step in steps:
        answer = subprocess.run(step, capture_output=True, check=False, text=True)
        if answer.returncode:
            errors = [each for each in answer.stderr.splitlines() if each.startswith("ERROR")]
            return f"does not install: {(errors or ['no reason given'])[0][:200]}"
    done.touch()
    return ""


def _said(command: Arguments) -> str:
    try:
        answer = subprocess.run(command, capture_output=True, check=False, text=True)
    except OSError:
        return ""
    return answer.stdout.strip() if not answer.returncode else ""
