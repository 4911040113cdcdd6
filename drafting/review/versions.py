"""The versions of a constitution that were adopted, as a workspace keeps them.

Each is a folder of `versions/`, named for the day on which it was adopted, and never changed again:

    versions/2025-05-20/
      constitution.docx    the constitution as adopted on that day
      version.yaml         adopted, in_force (the same day if left out), minute, changed (one line)
      provisions.json      if the program drafted it: the record of that draft, in which `proposed`
                           says what this version holds, so that its provisions keep their ids

The newest is the constitution in force, which `constitution.docx` of the workspace holds too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from drafting.findings import Finding, Refusal, error
from drafting.publication.records import PROVISIONS_FORMAT
from drafting.word.package import Package, read_package
from drafting.word.revisions import revision_count
from drafting.workspace import CONSTITUTION, VERSIONS, Workspace
from drafting.yaml_file import YamlFile, read_yaml

VERSION = "version.yaml"
PROVISIONS = "provisions.json"
LONGEST_LINE = 500  # characters
_LARGEST_RECORD = 20_000_000  # bytes
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEYS = ("adopted", "in_force", "minute", "changed")
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")


@dataclass(frozen=True)
class KnownProvision:
    """A provision of a version that the program wrote: its permanent id, and its text's digest."""

    id: str
    sha256: str


@dataclass(frozen=True)
class Version:
    """A version that was adopted, as it was kept.

    It was `adopted` on one day and `in_force` from that or a later one; `minute` says where the
    decision is recorded, `changed` in a line what it changed. `known` are its provisions in order,
    if the program wrote them down.
    """

    adopted: date
    in_force: date
    minute: str
    changed: str
    package: Package
    known: tuple[KnownProvision, ...] = ()

    @property
    def name(self) -> str:
        """The name of its folder, and of its place on the site."""
        return self.adopted.isoformat()


def read_versions(workspace: Workspace) -> tuple[Version, ...]:
    """Return the adopted versions of a workspace, the oldest first.

    Raises `Refusal` with everything that is wrong with any of them.
    """
    findings: list[Finding] = []
    versions: list[Version] = []
    for folder in _folders(workspace.versions):
        try:
            found = _read(folder)
        except Refusal as refusal:
            findings += refusal.findings
        else:
            versions.append(found)
    findings += _out_of_order(versions)
    if findings:
        raise Refusal(*findings)
    return tuple(versions)


def _folders(versions: Path) -> list[Path]:
    if not versions.is_dir():
        return []
    return sorted(each for each in versions.iterdir() if each.is_dir() and each.name[0] != ".")


def _read(folder: Path) -> Version:
    where = f"{VERSIONS}/{folder.name}"
    day = _day(folder.name)
    if day is None:
        raise Refusal(
            error(
                "the folder of a version must be named for the day on which it was adopted.",
                where=where,
                remedy="Name it like 2027-05-18, or move it out of versions.",
            )
        )
    source = read_yaml(folder / VERSION, where)
    findings = [*source.findings, *_wrong(source, day)]
    path = folder / CONSTITUTION
    if not path.is_file():
        remedy = "Put the constitution there as it was adopted."
        findings.append(error(f"there is no {CONSTITUTION} here.", where=where, remedy=remedy))
    if findings:
        raise Refusal(*findings)
    package = read_package(path.read_bytes(), f"{where}/{CONSTITUTION}")
    if revision_count(package):
        remedy = "Keep it as it was adopted: settle them with drafting accept or reject."
        raise Refusal(
            error("this version has tracked changes in it.", where=package.name, remedy=remedy)
        )
    data: Mapping[str, Any] = source.data
    return Version(
        adopted=day,
        in_force=data.get("in_force") or day,
        minute=data["minute"].strip(),
        changed=data["changed"].strip(),
        package=package,
        known=_known(folder / PROVISIONS, where),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _wrong(source: YamlFile, day: date) -> Iterator[Finding]:
    """Yield what is wrong in a `version.yaml`, each with its line."""
    data = source.data
    if not isinstance(data, dict):
        remedy = f"Write {', '.join(_KEYS)}, each on a line of its own as `name: value`."
        yield source.error("the file holds no `name: value` lines.", remedy=remedy)
        return
    said = cast(dict[str, Any], data)
    for key in said:
        if key not in _KEYS:
            remedy = f"It may say {', '.join(_KEYS)}."
            yield source.error(f"“{key}” is not known here.", key, remedy=remedy)
    for key in ("minute", "changed"):
        yield from _wrong_line(source, key, said.get(key))
    if type(said.get("adopted")) is not date:
        remedy = f"Write `adopted: {day}`."
        yield source.error("adopted must be a date.", "adopted", remedy=remedy)
    elif said["adopted"] != day:
        told = f"adopted is {said['adopted']}, but the folder is named {day}."
        yield source.error(told, "adopted", remedy="Make them the same.")
    if said.get("in_force") is None:
        return
    if type(said["in_force"]) is not date:
        remedy = "Write it like 2027-05-18, or leave it out."
        yield source.error("in_force must be a date.", "in_force", remedy=remedy)
    elif said["in_force"] < day:
        remedy = "Nothing comes into force before it is adopted."
        yield source.error("in_force is before adopted.", "in_force", remedy=remedy)


def _wrong_line(source: YamlFile, key: str, value: Any) -> Iterator[Finding]:
    asked = {
        "minute": "Say where the decision is recorded, such as “Council, 20 May 2025, minute 14”.",
        "changed": "Say in one line what the version changed.",
    }[key]
    if not isinstance(value, str) or not value.strip():
        yield source.error(f"{key} must be a line of text.", key, remedy=asked)
    elif len(value) > LONGEST_LINE or not value.strip().isprintable():
        told = f"{key} must be one line of at most {LONGEST_LINE} characters."
        yield source.error(told, key, remedy=asked)


def _out_of_order(versions: Sequence[Version]) -> Iterator[Finding]:
    for before, after in pairwise(versions):
        if after.in_force < before.in_force:
            yield error(
                f"it is in force from {after.in_force}, before the version adopted on "
                f"{before.adopted}, which it follows.",
                where=f"{VERSIONS}/{after.name}/{VERSION}",
                remedy="Mend in_force of one of the two.",
            )


def _known(path: Path, where: str) -> tuple[KnownProvision, ...]:
    """Return what a `provisions.json` says that a version holds; nothing if there is none."""
    if not path.is_file():
        return ()
    remedy = "Put the file there again as the program wrote it, or take it away."
    wrong = Refusal(error("this is not a record of provisions.", where=f"{where}/{PROVISIONS}",
                          remedy=remedy))  # fmt: skip
    if path.stat().st_size > _LARGEST_RECORD:
        raise wrong
    try:
        read: Any = json.loads(path.read_bytes())
        if read["format"] != PROVISIONS_FORMAT:
            raise wrong
        found = tuple(
            KnownProvision(each["id"], each["sha256"])
            for each in read["provisions"]
            if each["proposed"] is not None
        )
    except (ValueError, KeyError, TypeError, RecursionError, OSError):
        raise wrong from None
    ids = [each.id for each in found]
    if not all(isinstance(e.id, str) and _ID.fullmatch(e.id) for e in found):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise wrong
    if len(set(ids)) != len(ids) or not all(isinstance(e.sha256, str) for e in found):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise wrong
    return found
