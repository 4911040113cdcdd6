"""Puts changes over what a `council.yaml` states, and keeps the line of every value.

Changes are written as the file is: a section within a section, with only the keys that differ. A
list, and a mapping whose keys are the council's own, such as the posts of each group, takes the
place of the one that stands there. Groups may also be named by their ids, each with what differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drafting.configuration.keys import dotted, names_in, nearest
from drafting.findings import Finding, Refusal, error
from drafting.yaml_file import KeyPath, YamlFile, read_yaml_text

SCENARIOS = "scenarios"
GROUPS = ("groups",)


def overlaid(source: YamlFile, changes: object, at: KeyPath = ()) -> tuple[YamlFile, list[Finding]]:
    """Return the file as it would read with the changes, and what is wrong with the changes.

    `at` is where the changes stand in the file, so that what is wrong is told with their line;
    changes from elsewhere have no place in it. The scenarios of the file are left out.
    """
    overlay = _Overlay(source, bool(at), dict(source.lines))
    below = {name: value for name, value in source.data.items() if name != SCENARIOS}
    if not isinstance(changes, dict):
        changes = {}
    if SCENARIOS in changes:
        message = f"the key “{SCENARIOS}” is not known here: a scenario holds no scenarios."
        overlay.findings.append(source.error(message, *at, SCENARIOS, remedy="Take it out."))
    data = overlay.put((), below, changes, at)
    return YamlFile(source.path, data, overlay.lines), overlay.findings


@dataclass
class _Overlay:
    source: YamlFile
    placed: bool
    lines: dict[KeyPath, int]
    findings: list[Finding] = field(default_factory=lambda: [])

    def put(self, key: KeyPath, below: Any, change: Any, at: KeyPath) -> Any:
        """Return what stands at `key` once the change, which stands at `at`, is put over it."""
        if isinstance(change, dict):
            if names_in(*key):
                return self._section(key, below, change, at)
            if key == GROUPS and isinstance(below, list):
                return self._groups(below, change, at)
        self._move_lines(key, at)
        return change

    def _section(self, key: KeyPath, below: Any, change: Mapping[str, Any], at: KeyPath) -> Any:
        result = dict(below) if isinstance(below, dict) else {}
        if key and not result:
            self._move_lines(key, at)
        for name, item in change.items():
            result[name] = self.put((*key, name), result.get(name), item, (*at, name))
        return result

    def _groups(self, below: list[Any], change: Mapping[str, Any], at: KeyPath) -> list[Any]:
        """Return the groups with those named changed, added, or gone if nothing is said of them."""
        groups = list(below)
        places = {each.get("id"): n for n, each in enumerate(below) if isinstance(each, dict)}
        for name, item in change.items():
            place = places.get(name)
            if place is not None:
                groups[place] = self.put((*GROUPS, place), below[place], item, (*at, name))
            elif isinstance(item, dict) and "name" in item:
                self._move_lines((*GROUPS, len(groups)), (*at, name))
                groups.append({"id": name, **item})
            else:
                self._no_group(name, [str(each) for each in places], (*at, name))
        if None in groups:  # the places of those that follow change, and so do their lines
            self._move_lines(GROUPS, at)
        return [each for each in groups if each is not None]

    def _no_group(self, name: str, known: list[str], at: KeyPath) -> None:
        near = nearest(name, known)
        hint = f"Did you mean {near}?" if near else f"The groups are {', '.join(known)}."
        remedy = f"{hint} A new group needs a name and its seats."
        self.findings.append(self.source.error(f"there is no group “{name}”.", *at, remedy=remedy))

    def _move_lines(self, key: KeyPath, at: KeyPath) -> None:
        """Take the lines of what stands at `key` from what stands at `at`."""
        if not self.placed:
            return
        below, above = len(key), len(at)
        for path in [path for path in self.lines if path[:below] == key]:
            del self.lines[path]
        self.lines[key] = self.source.line(*at)
        for path, line in self.source.lines.items():
            if path[:above] == at:
                self.lines[(*key, *path[above:])] = line


def change_of(said: str) -> dict[str, Any]:
    """Return the change that `KEY=VALUE` states, such as `administration.support=[]`.

    The key is a path with dots, and a group is named by its id: `groups.green.seats`. The value
    is as it would stand in the file; with nothing after the sign, the key counts as left out.
    Raises `Refusal` if the text is not of that form.
    """
    name, sign, value = said.partition("=")
    steps = [step.strip() for step in name.split(".")]
    if not sign or not all(steps) or "\n" in said:
        raise Refusal(_not_a_change(said), cannot_run=True)
    try:
        change: Any = read_yaml_text(f"value: {value.strip()}\n", Path("--change")).data["value"]
    except Refusal:
        raise Refusal(_not_a_change(said), cannot_run=True) from None
    for step in reversed(steps):
        change = {step: change}
    return change


def _not_a_change(said: str) -> Finding:
    return error(
        f"“{said}” is not a change.",
        where="--change",
        remedy="Write KEY=VALUE, as in arrangement=minority or groups.green.seats=7.",
    )


def joined_changes(changes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return several changes as one; raises `Refusal` if two state the same key."""
    joined: dict[str, Any] = {}
    for change in changes:
        _join(joined, change, ())
    return joined


def _join(joined: dict[str, Any], change: dict[str, Any], key: KeyPath) -> None:
    for name, value in change.items():
        if name not in joined:
            joined[name] = value
        elif isinstance(joined[name], dict) and isinstance(value, dict):
            _join(joined[name], value, (*key, name))
        else:
            twice = f"{dotted((*key, name))} is changed twice."
            raise Refusal(error(twice, where="--change", remedy="Keep one."), cannot_run=True)
