"""Reads a YAML file that nobody has to trust, and remembers the line of every value.

Only what configuration needs is read: mappings, lists and plain scalars of YAML 1.2. Tags,
anchors, aliases, several documents in one file, deep nesting and very large files are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from drafting.findings import Finding, Refusal, error

LARGEST_FILE = 1_000_000  # bytes
DEEPEST = 24  # levels of nesting

KeyPath = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NAMED = {"true": True, "True": True, "false": False, "False": False, "null": None, "~": None}


@dataclass(frozen=True)
class YamlFile:
    """The data of one YAML file, and where each value stands in it.

    `findings` holds what is wrong with the text itself and yet leaves data to go on with:
    keys that are given twice. `folder` is the folder that findings name before the file, where
    the name alone could mean two files.
    """

    path: Path
    data: Any
    lines: Mapping[KeyPath, int]
    findings: tuple[Finding, ...] = ()
    folder: str = ""

    @property
    def name(self) -> str:
        """How findings name the file."""
        return _named(self.path, self.folder)

    def line(self, *key: str | int) -> int:
        """Return the line (from 1) of the value at `key`, or of the nearest value above it."""
        for length in range(len(key), 0, -1):
            if key[:length] in self.lines:
                return self.lines[key[:length]]
        return 1

    def error(self, message: str, *key: str | int, remedy: str = "") -> Finding:
        """Return an error placed at the line of the value at `key`."""
        return error(message, where=self.name, line=self.line(*key), remedy=remedy)


@dataclass
class _Builder:
    """Builds plain data from YAML events."""

    name: str
    lines: dict[KeyPath, int] = field(default_factory=lambda: {})
    findings: list[Finding] = field(default_factory=lambda: [])

    def refuse(self, message: str, line: int, remedy: str) -> Refusal:
        return Refusal(error(message, where=self.name, line=line, remedy=remedy))

    def check(self, event: Any, depth: int) -> None:
        line = event.start_mark.line + 1
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise self.refuse(
                "anchors and aliases (& and *) are not allowed.", line, "Write the value out."
            )
        if kind.endswith("StartEvent") or kind == "ScalarEvent":
            tag = getattr(event, "tag", None)
            if tag and str(tag) != "!":
                raise self.refuse(f"the tag {tag} is not allowed.", line, "Write a plain value.")
        if depth > DEEPEST:
            raise self.refuse(
                f"values are nested more than {DEEPEST} deep.", line, "Flatten the file."
            )

    def value(self, events: Any, event: Any, key: KeyPath) -> Any:
        self.check(event, len(key))
        kind = type(event).__name__
        if kind == "ScalarEvent":
            return _scalar(event)
        if kind == "SequenceStartEvent":
            return self.sequence(events, key)
        return self.mapping(events, key)

    def sequence(self, events: Any, key: KeyPath) -> list[Any]:
        items: list[Any] = []
        while _kind(event := next(events)) != "SequenceEndEvent":
            place = (*key, len(items))
            self.lines[place] = event.start_mark.line + 1
            items.append(self.value(events, event, place))
        return items

    def mapping(self, events: Any, key: KeyPath) -> dict[str | int, Any]:
        found: dict[str | int, Any] = {}
        while _kind(event := next(events)) != "MappingEndEvent":
            line = event.start_mark.line + 1
            self.check(event, len(key))
            name = event.value if type(event).__name__ == "ScalarEvent" else None
            if name is None:
                raise self.refuse("a key must be a plain word.", line, "Write `name: value`.")
            place = (*key, name)
            if name in found:
                first = self.lines[place]
                self.findings.append(
                    error(
                        f"the key “{name}” is given twice (first on line {first}).",
                        where=self.name,
                        line=line,
                        remedy="Keep one of the two.",
                    )
                )
            self.lines[place] = line
            found[name] = self.value(events, next(events), place)
        return found


def _named(path: Path, folder: str) -> str:
    return f"{folder}/{path.name}" if folder else path.name


def _kind(event: Any) -> str:
    return type(event).__name__


def _scalar(event: Any) -> Any:
    text = str(event.value)
    if event.style is not None or not event.implicit[0]:
        return text
    if text == "" or text in _NAMED:
        return _NAMED.get(text)
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if match := _DATE.fullmatch(text):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            return text
    return text


def read_yaml(path: Path, folder: str = "") -> YamlFile:
    """Read one YAML file into plain data; findings name `folder`, if given, before the file.

    Raises `Refusal` when the file is missing, too large, not UTF-8, not YAML, or uses what is
    not allowed here (see the top of this module).
    """
    name = _named(path, folder)
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise Refusal(
            error(f"the file cannot be read: {problem.strerror}.", where=str(path))
        ) from None
    if len(raw) > LARGEST_FILE:
        raise Refusal(
            error(f"the file is larger than {LARGEST_FILE:,} bytes.", where=name, remedy="Cut it.")
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(
            error("the file is not text in UTF-8.", where=name, remedy="Save it as UTF-8.")
        ) from None
    return read_yaml_text(text, path, folder)


@lru_cache(maxsize=512)
def read_yaml_text(text: str, path: Path, folder: str = "") -> YamlFile:
    """Read YAML `text` as if it stood in the file `path`; raises `Refusal` as `read_yaml` does.

    The same text is read once, because a library is many files: nobody changes what is returned.
    """
    builder = _Builder(_named(path, folder))
    events: Any = iter(YAML(typ="safe", pure=True).parse(text))
    data: Any = None
    documents = 0
    try:
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise builder.refuse(
                        "the file holds more than one document.",
                        event.start_mark.line + 1,
                        "Remove the line `---` in the middle.",
                    )
            elif kind in {"MappingStartEvent", "SequenceStartEvent", "ScalarEvent", "AliasEvent"}:
                data = builder.value(events, event, ())
    except MarkedYAMLError as problem:
        mark = problem.problem_mark
        raise builder.refuse(
            f"this is not YAML: {problem.problem}.",
            mark.line + 1 if mark else 1,
            "Check the indentation and the colons near this line.",
        ) from None
    except (YAMLError, RecursionError, ValueError) as problem:
        raise builder.refuse(f"this is not YAML: {problem}.", 1, "Check the file.") from None
    return YamlFile(path, data, builder.lines, tuple(builder.findings), folder)
