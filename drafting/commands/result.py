"""What a command found and wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.findings import Finding

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What a command found and wrote: for a person, and as plain data for a machine."""

    summary: str
    record: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as `2 insertions`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
