"""Reads the folders of clauses and protocols, and reports every problem with file and line."""

from __future__ import annotations

from pathlib import Path

from drafting.findings import Finding, Refusal, error
from drafting.library.checks import check_library
from drafting.library.clauses import (
    Clause,
    ConditionData,
    Force,
    Law,
    LawStatus,
    Library,
    Outline,
    OutlineKind,
    Slot,
    Variant,
)
from drafting.library.entries import Entry
from drafting.yaml_file import read_yaml

LAW = "law.yaml"

CLAUSE_KEYS = (
    "id heading family catalogue force legal_basis reason if_rejected variants requires excludes"
)
OPTIONAL_KEYS = "when kind also_known_as"
LAW_KEYS = "id title provision says uri extent status checked"
MISSING = "Put back the file, or name the right folder."


def read_library(clauses_folder: Path, protocols_folder: Path) -> tuple[Library, list[Finding]]:
    """Read every clause, every protocol and the register of law.

    `clauses_folder` holds law.yaml and one folder for each family of clauses, one clause a file;
    `protocols_folder` holds one outline a file. Returns what could be read, and every problem
    found in it. A file that cannot be read at all is left out and is one of the problems.
    """
    findings: list[Finding] = []
    law = read_law(clauses_folder / LAW, findings)
    clauses: dict[str, Clause] = {}
    for path in sorted(clauses_folder.glob("*/*.yaml")):
        clause = _read_library_clause(path, findings)
        if clause is None:
            continue
        if clause.id in clauses:
            first = clauses[clause.id].source.path
            findings.append(
                clause.source.error(
                    f"the id {clause.id!r} is already that of {first.parent.name}/{first.name}.",
                    "id",
                    remedy="Give one of the two another id.",
                )
            )
            continue
        clauses[clause.id] = clause
    outlines = tuple(
        outline
        for path in sorted(protocols_folder.glob("*.yaml"))
        if (outline := _read_outline(path, findings)) is not None
    )
    for folder, found in ((clauses_folder, clauses), (protocols_folder, outlines)):
        if not found:
            findings.append(error("nothing to read here.", where=str(folder), remedy=MISSING))
    library = Library(clauses, outlines, law)
    return library, findings + list(check_library(library))


def open_entry(path: Path, findings: list[Finding], folder: str = "") -> Entry | None:
    """Open a file of keys and values, whose problems go into `findings`; `None` if it is not one.

    Findings name `folder`, if given, before the file.
    """
    try:
        source = read_yaml(path, folder)
    except Refusal as refusal:
        findings.extend(refusal.findings)
        return None
    findings.extend(source.findings)
    if not isinstance(source.data, dict):
        findings.append(source.error("the file holds no keys and values."))
        return None
    return Entry(source, (), source.data, findings)


def check_id(entry: Entry, identity: str, key: str) -> None:
    """Note an id at `key` that is not the name of its file."""
    stem = entry.source.path.stem
    if identity and identity != stem:
        entry.wrong(
            f"the {key} is {identity!r} but the file is called {stem!r}."
            if key == "id"
            else f"{key!r} says {identity!r} but the file is called {stem!r}.",
            key,
            remedy="Make the two the same.",
        )


def _read_library_clause(path: Path, findings: list[Finding]) -> Clause | None:
    entry = open_entry(path, findings)
    if entry is None:
        return None
    entry.only(tuple(CLAUSE_KEYS.split()), tuple(OPTIONAL_KEYS.split()))
    clause = read_clause(entry)
    if clause.family and clause.family != path.parent.name:
        entry.wrong(
            f"the family is {clause.family!r} but the folder is {path.parent.name!r}.",
            "family",
            remedy="Move the file or change the family.",
        )
    return clause


def read_clause(entry: Entry) -> Clause:
    """Read a clause out of its file, in whichever folder that is."""
    identity = entry.text("id")
    check_id(entry, identity, "id")
    family = entry.text("family")
    return Clause(
        id=identity or entry.source.path.stem,
        heading=entry.text("heading"),
        also_known_as=entry.texts("also_known_as"),
        family=family,
        catalogue=entry.texts("catalogue"),
        kind=_kind(entry, family),
        force=entry.one_of("force", Force, Force.CHOICE),
        legal_basis=entry.texts("legal_basis"),
        when=_when(entry),
        reason=entry.text("reason"),
        if_rejected=entry.text("if_rejected"),
        variants=tuple(_read_variant(variant) for variant in entry.entries("variants")),
        requires=entry.texts("requires"),
        excludes=entry.texts("excludes"),
        source=entry.source,
    )


def _when(entry: Entry) -> ConditionData:
    when = entry.data.get("when")
    if "when" in entry.data and when is None:
        entry.wrong("the condition is empty.", "when", remedy="Leave out `when` for always.")
    return when


def _kind(entry: Entry, family: str) -> str:
    kind = entry.data.get("kind", "")
    allowed = ("formal", "informal") if family == "meetings" else ("",)
    if kind not in allowed:
        entry.wrong(
            f"the kind {kind!r} is not one for this family.",
            "kind",
            remedy="Only clauses on meetings have a kind: formal or informal.",
        )
    return str(kind)


def _read_variant(entry: Entry) -> Variant:
    entry.only(("id", "text"), ("when", "otherwise", "statutory", "legal_basis"))
    otherwise = entry.flag("otherwise")
    if ("when" in entry.data) == otherwise:
        entry.wrong(
            "a variant has either `when` or `otherwise: true`.",
            remedy="The last variant has `otherwise: true` if no condition is left.",
        )
    text = entry.text("text")
    return Variant(
        id=entry.text("id"),
        when=_when(entry),
        otherwise=otherwise,
        text=text,
        line=line_of_text(entry, "text", text),
        statutory=entry.numbers("statutory"),
        legal_basis=entry.texts("legal_basis"),
    )


def line_of_text(entry: Entry, name: str, text: str) -> int:
    """Return the line on which the first line of a text stands.

    A text of several lines is a block, which starts on the line below its key.
    """
    return entry.source.line(*entry.key, name) + (1 if "\n" in text else 0)


def _read_outline(path: Path, findings: list[Finding]) -> Outline | None:
    entry = open_entry(path, findings)
    if entry is None:
        return None
    entry.only(("id", "title", "short_title", "also_known_as", "slots"), ("kind",))
    identity = entry.text("id")
    check_id(entry, identity, "id")
    slots: list[Slot] = []
    for item in entry.entries("slots"):
        item.only(("slot", "required", "clauses"), ())
        slots.append(Slot(item.text("slot"), item.flag("required"), item.texts("clauses")))
    return Outline(
        id=identity or path.stem,
        kind=entry.one_of("kind", OutlineKind, OutlineKind.PROTOCOL),
        title=entry.text("title"),
        short_title=entry.text("short_title"),
        also_known_as=entry.texts("also_known_as"),
        slots=tuple(slots),
        source=entry.source,
    )


def read_law(path: Path, findings: list[Finding], folder: str = "") -> dict[str, Law]:
    """Read a register of law, by id; findings name `folder`, if given, before the file."""
    register = open_entry(path, findings, folder)
    if register is None:
        return {}
    register.only(("law",), ())
    law: dict[str, Law] = {}
    for entry in register.entries("law"):
        entry.only(tuple(LAW_KEYS.split()), ("source", "note"))
        identity = entry.text("id")
        if identity in law:
            entry.wrong(f"the id {identity!r} is given twice.", "id", remedy="Keep one entry.")
            continue
        law[identity] = Law(
            id=identity,
            title=entry.text("title"),
            provision=entry.text("provision"),
            says=entry.text("says"),
            uri=entry.text("uri"),
            extent=entry.text("extent"),
            status=entry.one_of("status", LawStatus, LawStatus.UNCERTAIN),
            checked=entry.day("checked"),
            source=entry.text("source"),
            note=entry.text("note"),
            line=entry.source.line(*entry.key),
            file=entry.source.name,
        )
    return law
