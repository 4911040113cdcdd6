"""Workspaces of the example council, for the tests that draft it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drafting.commands import council
from drafting.workspace import example_files

EXAMPLE = "penfold-and-wray"


def make_workspace(folder: Path, *edits: tuple[str, str]) -> Path:
    """Make a workspace of the example council, its council.yaml with some texts replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in example_files(EXAMPLE).items():
        text = data
        if name == "council.yaml":
            text = edited(data.decode(), *edits).encode()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    return folder


def edited(text: str, *edits: tuple[str, str]) -> str:
    """Return a text with each old text, which must stand in it once, replaced."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def drafted(folder: Path) -> dict[str, Any]:
    """Draft a workspace and return its `changes.json`."""
    council.draft(folder, None, lambda _: None)
    return json.loads((folder / "out" / "changes.json").read_text())
