"""Earlier versions of an example's constitution: its sources, read otherwise in a few places.

`sources/versions.yaml` lists the versions that the example keeps, the newest first, and says of
each where it read otherwise than the one after it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

LIST = "versions.yaml"


@dataclass(frozen=True)
class Edition:
    """One version: the day it was adopted, what its `version.yaml` says, and its sources."""

    adopted: date
    described: str
    sources: Path


def editions(sources: Path) -> Iterator[Edition]:
    """Yield the versions of an example, the newest first; none if it lists none.

    The sources of each are there until the next is asked for. Raises `ValueError` where a place
    that must read otherwise is not there exactly once.
    """
    path = sources / LIST
    if not path.is_file():
        return
    listed: list[dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "sources"
        shutil.copytree(sources, own)
        for each in listed:
            for place in each.get("otherwise", ()):
                _read_otherwise(own / place["file"], place)
            yield Edition(each["adopted"], _described(each), own)


def _described(version: dict[str, Any]) -> str:
    # A string of JSON is one of YAML too, whatever is in it.
    said = {key: json.dumps(version[key], ensure_ascii=False) for key in ("minute", "changed")}
    lines = [f"adopted: {version['adopted']}"]
    if "in_force" in version:
        lines.append(f"in_force: {version['in_force']}")
    return "\n".join([*lines, *(f"{key}: {text}" for key, text in said.items())]) + "\n"


def _read_otherwise(path: Path, place: dict[str, Any]) -> None:
    text = path.read_text(encoding="utf-8")
    here = f"\n{place['line']}" if "line" in place else place["here"]
    if text.count(here) != 1:
        raise ValueError(f"{LIST}: {path.name} must say “{here.strip()}” exactly once")
    start = text.index(here)
    end = start + len(here)
    if place.get("to_the_end"):
        end = len(text) - 1
    elif "line" in place:
        end = text.index("\n", start + 1)
    path.write_text(text[:start] + place.get("was", "") + text[end:], encoding="utf-8")
