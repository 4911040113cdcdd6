"""Reads `clauses/interregnum.yaml`: the law of the days until an administration is formed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drafting.findings import Finding, Refusal
from drafting.library.clauses import Law, LawStatus
from drafting.library.entries import Entry
from drafting.library.nearest import did_you_mean
from drafting.yaml_file import read_yaml

INTERREGNUM = "interregnum.yaml"
EVERY_FORM = "every-form"


@dataclass(frozen=True)
class LawNote:
    """A sentence about the law, and the provisions on which it rests."""

    says: str
    law: tuple[Law, ...]

    @property
    def cited(self) -> str:
        """The provisions, one after the other; one that is not certain says so."""
        return "; ".join(
            law.cited + ("" if law.status is LawStatus.IN_FORCE else f" ({law.status.value})")
            for law in self.law
        )


@dataclass(frozen=True)
class Interregnum:
    """How long it lasts, in words that begin with “until”, and what the law says of it."""

    until: str
    notes: tuple[LawNote, ...]


def read_interregnum(path: Path, law: Mapping[str, Law]) -> Mapping[str, Interregnum]:
    """Return what the law says, by form of governance; what is true of every form comes last.

    Raises `Refusal` with everything that is wrong with the file.
    """
    source = read_yaml(path)
    findings = list(source.findings)
    root = Entry(source, (), source.data if isinstance(source.data, dict) else {}, findings)
    found = {name: _one(root, name, law) for name in root.data}
    if EVERY_FORM not in found:
        root.wrong(f"the key {EVERY_FORM!r} is missing.", remedy=f"Add `{EVERY_FORM}:`.")
    if findings:
        raise Refusal(*findings)
    shared = found.pop(EVERY_FORM)
    return {
        name: Interregnum(each.until, (*each.notes, *shared.notes)) for name, each in found.items()
    }


def _one(root: Entry, name: str, law: Mapping[str, Law]) -> Interregnum:
    data = root.data[name]
    entry = Entry(root.source, (name,), data if isinstance(data, dict) else {}, root.findings)
    entry.only(("until", "notes"), ())
    notes = tuple(_note(note, law) for note in entry.entries("notes"))
    return Interregnum(entry.text("until"), notes)


def _note(entry: Entry, law: Mapping[str, Law]) -> LawNote:
    entry.only(("says", "law"), ())
    ids = entry.texts("law")
    if not ids:
        entry.wrong("the sentence names no provision.", remedy="Name one of law.yaml.")
    for index, name in enumerate(ids):
        if name not in law:
            message = f"there is no law {name!r}."
            entry.wrong(message, "law", index, remedy=did_you_mean(name, law))
    return LawNote(entry.text("says"), tuple(law[name] for name in ids if name in law))


def check_interregnum(path: Path, law: Mapping[str, Law]) -> list[Finding]:
    """Return what is wrong with the file."""
    try:
        read_interregnum(path, law)
    except Refusal as refusal:
        return list(refusal.findings)
    return []
