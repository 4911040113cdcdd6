"""Reads the folder `clauses` of a council: clauses of its own, overlays, and law of its own.

A file that says `overlays` changes the library's clause of that id. One that says `id` is a
clause of the council's own, in the form of the library's, with its `place`. What is read here is
not trusted: the number of files has a limit, and their names are ids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from drafting.findings import Finding, error
from drafting.library.clauses import Clause, Law
from drafting.library.entries import Entry
from drafting.library.overlay_writing import UNWRITTEN
from drafting.library.overlays import MadeFor, Overlay, Replaced
from drafting.library.reading import (
    CLAUSE_KEYS,
    LAW,
    OPTIONAL_KEYS,
    check_id,
    line_of_text,
    open_entry,
    read_clause,
    read_law,
)

FOLDER = "clauses"
MOST_FILES = 200
PARTS = ("heading", "reason", "if_rejected")
"""What of a clause an overlay may replace besides its wordings."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_ID = 60
_IDS = "Write small letters and digits with single hyphens, such as filming-meetings."


def is_id(name: str) -> bool:
    """Return whether a name can be the id of a clause."""
    return bool(_ID.fullmatch(name)) and len(name) <= _LONGEST_ID


@dataclass(frozen=True)
class Place:
    """Where a council puts a clause of its own: in a protocol, after or before a clause of it."""

    protocol: str
    beside: str
    before: bool


@dataclass(frozen=True)
class OwnFiles:
    """What the folder of a council holds, each in the order of the names of the files."""

    clauses: tuple[tuple[Clause, Place], ...] = ()
    overlays: tuple[Overlay, ...] = ()
    law: tuple[Law, ...] = ()


def read_own_files(folder: Path) -> tuple[OwnFiles, list[Finding]]:
    """Read a council's folder of clauses, and find what is wrong with each file by itself.

    A folder that is not there holds nothing. A file that cannot be read is one of the problems.
    """
    findings: list[Finding] = []
    clauses: list[tuple[Clause, Place]] = []
    overlays: list[Overlay] = []
    law: tuple[Law, ...] = ()
    for path in _paths(folder, findings):
        if path.name == LAW:
            law = tuple(read_law(path, findings, FOLDER).values())
            continue
        entry = open_entry(path, findings, FOLDER)
        if entry is None:
            continue
        if "overlays" in entry.data:
            overlays.append(_read_overlay(entry))
        elif "id" in entry.data:
            clause, place = _read_own_clause(entry)
            if _ends_with_otherwise(entry, clause):
                clauses.append((clause, place))
        else:
            entry.wrong(
                "the file says neither `overlays` nor `id`.",
                remedy="Write `overlays:` and a clause of the library, or `id:` for one of "
                "your own. `drafting overlay` writes either to start from.",
            )
    return OwnFiles(tuple(clauses), tuple(overlays), law), findings


def _paths(folder: Path, findings: list[Finding]) -> list[Path]:
    if not folder.exists():
        return []
    if not folder.is_dir():
        findings.append(error("this is a file, not a folder.", where=FOLDER, remedy="Rename it."))
        return []
    paths = sorted(folder.iterdir())
    if len(paths) > MOST_FILES:
        remedy = "Remove what is no clause."
        findings.append(error(f"more than {MOST_FILES} files.", where=FOLDER, remedy=remedy))
        return []
    found: list[Path] = []
    for path in paths:
        if path.suffix == ".yaml" and path.is_file():
            if is_id(path.stem):
                found.append(path)
            else:
                message = f"{path.name!r} is no name for a clause."
                findings.append(error(message, where=FOLDER, remedy=_IDS))
        elif path.suffix == ".yml" or (path.is_dir() and not path.name.startswith(".")):
            findings.append(
                error(
                    "this is not read.",
                    where=f"{FOLDER}/{path.name}",
                    remedy=f"Put each clause into a file {FOLDER}/ID.yaml, without more folders.",
                )
            )
    return found


def _read_own_clause(entry: Entry) -> tuple[Clause, Place]:
    needed = tuple(
        key
        for key in CLAUSE_KEYS.split()
        if key not in {"catalogue", "legal_basis", "requires", "excludes"}
    )
    entry.only((*needed, "place"), (*OPTIONAL_KEYS.split(), "legal_basis", "requires", "excludes"))
    clause = read_clause(entry)
    _one_line(entry, "heading", clause.heading)
    for index, variant in enumerate(clause.variants):
        if variant.text.strip() == f"1. {UNWRITTEN}":
            entry.wrong("the text is not written yet.", "variants", index, "text")
    return replace(clause, own=True), _read_place(entry)


def _ends_with_otherwise(entry: Entry, clause: Clause) -> bool:
    """Return whether the last wording fits whatever is left, and note it if it does not.

    That other conditions leave no gap would have to be searched for, and the search can take
    longer than anybody waits, by a condition that looks at many facts.
    """
    if clause.variants and not clause.variants[-1].otherwise:
        entry.wrong(
            "the last wording of a clause of the council's own has no condition.",
            "variants",
            len(clause.variants) - 1,
            remedy="Write `otherwise: true` for its `when`. When the clause applies at all is "
            "for the `when` of the clause.",
        )
        return False
    return True


def _read_place(entry: Entry) -> Place:
    data = entry.data.get("place")
    if not isinstance(data, dict):
        if "place" in entry.data:
            entry.wrong(
                "'place' must say `protocol` and `after`.",
                "place",
                remedy="Write `place: {protocol: member-officer, after: correspondence}`.",
            )
        return Place("", "", before=False)
    place = Entry(entry.source, (*entry.key, "place"), data, entry.findings)
    place.only(("protocol",), ("after", "before"))
    if ("after" in data) == ("before" in data):
        place.wrong("the place has either `after` or `before`, and the id of a clause.")
    before = "before" in data and "after" not in data
    return Place(place.text("protocol"), place.text("before" if before else "after"), before)


def _read_overlay(entry: Entry) -> Overlay:
    entry.only(("overlays", "why"), ("leave_out", *PARTS, "wordings", "requires", "made_for"))
    clause = entry.text("overlays")
    check_id(entry, clause, "overlays")
    replaced = [
        _replaced(Entry(entry.source, (*entry.key, part), data, entry.findings), part)
        for part in PARTS
        if (data := _pair(entry, part)) is not None
    ]
    seen: set[str] = set()
    for wording in entry.entries("wordings"):
        wording.only(("variant", "instead_of", "text"), ())
        each = _replaced(wording, "text", wording.text("variant"))
        if each.variant in seen:
            wording.wrong(f"the wording {each.variant!r} is given twice.", remedy="Keep one.")
        seen.add(each.variant)
        replaced.append(each)
    leaves_out = entry.flag("leave_out")
    if leaves_out and replaced:
        entry.wrong(
            "a clause that is left out has no words.", "leave_out", remedy="Remove one of the two."
        )
    if not leaves_out and not replaced:
        entry.wrong(
            "the overlay changes nothing.",
            remedy="Give `wordings`, a `heading`, or `leave_out: true`.",
        )
    return Overlay(
        clause=clause or entry.source.path.stem,
        why=entry.text("why"),
        leaves_out=leaves_out,
        replaced=tuple(replaced),
        requires=entry.texts("requires"),
        made_for=_read_made_for(entry),
        source=entry.source,
    )


def _pair(entry: Entry, part: str) -> dict[str, object] | None:
    data = entry.data.get(part)
    if isinstance(data, dict):
        return data
    if part in entry.data:
        entry.wrong(
            f"{part!r} must say `instead_of` and `text`.",
            part,
            remedy="Write the library's words under `instead_of` and the council's under `text`.",
        )
    return None


def _replaced(entry: Entry, part: str, variant: str = "") -> Replaced:
    if not variant and part != "text":
        entry.only(("instead_of", "text"), ())
    text = entry.text("text")
    if part == "heading":
        _one_line(entry, "text", text.strip())
    return Replaced(
        part=part,
        variant=variant,
        instead_of=entry.text("instead_of"),
        text=text if part == "text" else text.strip(),
        key=entry.key,
        line=line_of_text(entry, "text", text),
    )


def _one_line(entry: Entry, key: str, heading: str) -> None:
    if "\n" in heading:
        entry.wrong("a heading is one line.", key, remedy="Write it on one line.")


def _read_made_for(entry: Entry) -> MadeFor | None:
    data = entry.data.get("made_for")
    if data is None:
        return None
    if not isinstance(data, dict):
        entry.wrong("'made_for' must hold keys and values.", "made_for")
        return None
    made = Entry(entry.source, (*entry.key, "made_for"), data, entry.findings)
    made.only(("force", "legal_basis"), ("when", "wordings"))
    wordings = data.get("wordings", {})
    if not isinstance(wordings, dict):
        made.wrong("'wordings' must hold wordings with their conditions.", "wordings")
        wordings = {}
    return MadeFor(
        force=made.text("force"),
        legal_basis=made.texts("legal_basis"),
        when=data.get("when"),
        wordings={str(name): when for name, when in wordings.items()},
    )
