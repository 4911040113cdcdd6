"""What is wrong, where, and what to do about it: the one kind of finding the program reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is: an error stops the work, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing that a person should know or mend.

    `where` is a file and, if known, a `line` (from 1) or an `address` in a document,
    such as a part of a Word package or the label of a provision. `rule` is the id of the rule
    that is broken, where the rule is one of a list.
    """

    level: Level
    message: str
    where: str = ""
    line: int | None = None
    address: str = ""
    remedy: str = ""
    rule: str = ""

    def __str__(self) -> str:
        place = self.where + (f", line {self.line}" if self.line else "")
        place += (", " if place and self.address else "") + self.address
        start = f"{place}: " if place else ""
        end = f" {self.remedy}" if self.remedy else ""
        end += f" [{self.rule}]" if self.rule else ""
        return f"{self.level}: {start}{self.message}{end}"

    def as_json(self) -> dict[str, str | int]:
        """Return the finding as plain data, without the fields that are empty."""
        fields = {
            "level": self.level.value,
            "message": self.message,
            "where": self.where,
            "line": self.line or 0,
            "address": self.address,
            "remedy": self.remedy,
            "rule": self.rule,
        }
        return {name: value for name, value in fields.items() if value}


def error(message: str, **place: str | int | None) -> Finding:
    """Return a finding that stops the work."""
    return Finding(Level.ERROR, message, **place)  # pyright: ignore[reportArgumentType]


def warning(message: str, **place: str | int | None) -> Finding:
    """Return a finding that a person should look at."""
    return Finding(Level.WARNING, message, **place)  # pyright: ignore[reportArgumentType]


def note(message: str, **place: str | int | None) -> Finding:
    """Return a finding for information."""
    return Finding(Level.NOTE, message, **place)  # pyright: ignore[reportArgumentType]


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop the work."""
    return [finding for finding in findings if finding.level is Level.ERROR]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the worst first, and those of one file in the order of its lines."""
    levels = list(Level)
    return tuple(sorted(findings, key=lambda f: (levels.index(f.level), f.where, f.line or 0)))


class Refusal(Exception):
    """The program will not go on, for reasons that a person can mend.

    `cannot_run` says that it could not even look: a file is missing or is not what it should be.
    """

    def __init__(self, *findings: Finding, cannot_run: bool = False) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings
        self.cannot_run = cannot_run
