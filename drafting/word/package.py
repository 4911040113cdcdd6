"""A Word file as a package of parts: opened without trusting it, changed part by part, saved whole.

The package follows ECMA-376 Part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import io
import os
import posixpath
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from drafting.findings import Refusal, error
from drafting.word.strict import as_strict, as_transitional, is_strict
from drafting.word.xml import DeclaredType, Element, MalformedXml, name, parse, serialise

LARGEST_PACKAGE = 512 * 1024 * 1024  # bytes, all parts unpacked
LARGEST_PART = 256 * 1024 * 1024  # bytes, one part unpacked
MOST_PARTS = 5_000
_NEW_PART_DATE = (1980, 1, 1, 0, 0, 0)

# What zipfile and the modules under it raise when they read a file that is not what it says.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError),
)

CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS = f"{_PACKAGE}/relationships"
_NO_RELATIONSHIPS = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WITH_MACROS = re.compile(r"macroEnabled\w*\.main\+xml$")  # not a workbook that is embedded
_STRICT = "http://purl.oclc.org/ooxml/"  # what all names of ISO/IEC 29500 Strict begin with
_SAVE_AS = "Open it in Word and save it as a Word document (.docx)."
_SAVE_AS_TRANSITIONAL = "Open it in Word and save it as “Word Document (*.docx)”."


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another part or to the outside (ECMA-376 Part 2, 6.5)."""

    id: str
    type: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of a Word file, in the order of the archive. Never changed in place.

    `strict` holds the parts of a file of the strict kind as they were read; see `strict`.
    """

    name: str
    parts: Mapping[str, bytes]
    dates: Mapping[str, tuple[int, int, int, int, int, int]]
    strict: Mapping[str, bytes] = field(default_factory=lambda: {})

    @cached_property
    def document(self) -> str:
        """The name of the main document part, such as `word/document.xml`."""
        for relationship in self.relationships(""):
            if relationship.type == f"{_OFFICE}/officeDocument":
                return relationship.target
        raise _refused(self.name, "it has no main document part.", _SAVE_AS)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The parts that the package leads to, link by link. Word reads no others."""
        found: set[str] = set()
        ahead = [""]
        while ahead:
            links = self.relationships(ahead.pop())
            targets = {each.target for each in links if not each.external} - found
            found |= targets & self.parts.keys()
            ahead += sorted(targets & self.parts.keys())
        return frozenset(found)

    def root(self, part: str) -> Element:
        """Return a fresh tree of an XML part, for the caller to change at will.

        Raises `Refusal` when the part is not XML that is safe to read.
        """
        try:
            return parse(self.parts[part])
        except MalformedXml as problem:
            raise _refused(self.name, f"{problem}.", _SAVE_AS, address=part) from None

    def relationships(self, part: str) -> list[Relationship]:
        """Return the relationships of a part, or of the package when `part` is ""."""
        folder, base = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        if where not in self.parts:
            return []
        return [
            Relationship(
                id=str(each.get("Id", "")),
                type=str(each.get("Type", "")),
                target=_resolve(folder, str(each.get("Target", "")))
                if each.get("TargetMode") != "External"
                else str(each.get("Target", "")),
                external=each.get("TargetMode") == "External",
            )
            for each in self.root(where)
            if isinstance(each.tag, str)
        ]

    def related(self, kind: str) -> str | None:
        """Return the part that the main document relates to as `kind`, such as `styles`."""
        for relationship in self.relationships(self.document):
            if relationship.type == f"{_OFFICE}/{kind}" and relationship.target in self.parts:
                return relationship.target
        return None

    def replacing(self, changes: Mapping[str, bytes]) -> Package:
        """Return the package with some parts replaced or added at the end."""
        return replace(self, parts={**self.parts, **changes})

    def adding(self, part: str, data: bytes, content_type: str, kind: str) -> Package:
        """Return the package with a new part that the main document relates to as `kind`."""
        types = self.root(CONTENT_TYPES)
        types.append(
            types.makeelement(
                f"{{{_PACKAGE}/content-types}}Override",
                {"PartName": f"/{part}", "ContentType": content_type},
            )
        )
        folder, base = posixpath.split(self.document)
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        links = self.root(where) if where in self.parts else parse(_NO_RELATIONSHIPS)
        links.append(
            links.makeelement(
                f"{{{RELATIONSHIPS}}}Relationship",
                {
                    "Id": _free_id({str(each.get("Id")) for each in links}),
                    "Type": f"{_OFFICE}/{kind}",
                    "Target": posixpath.relpath(part, folder),
                },
            )
        )
        changes = {CONTENT_TYPES: serialise(types), where: serialise(links), part: data}
        return self.replacing(changes)

    def without(self, part: str) -> Package:
        """Return the package without a part that only the main document relates to."""
        types = self.root(CONTENT_TYPES)
        folder, base = posixpath.split(self.document)
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        links = self.root(where)
        for each in list(types):
            if each.get("PartName") == f"/{part}":
                types.remove(each)
        for each in list(links):
            if _resolve(folder, str(each.get("Target"))) == part:
                links.remove(each)
        kept = {other: data for other, data in self.parts.items() if other != part}
        kept |= {CONTENT_TYPES: serialise(types), where: serialise(links)}
        return replace(self, parts=kept)

    def save(self, path: Path) -> None:
        """Write the package to `path` in one step: a failure leaves what was there before."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(self.as_bytes())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def as_bytes(self) -> bytes:
        """Return the archive. The same parts give the same bytes."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            parts = as_strict(self.parts, self.strict) if self.strict else self.parts
            for part, data in parts.items():
                info = zipfile.ZipInfo(part, self.dates.get(part, _NEW_PART_DATE))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                info.create_system = 0
                archive.writestr(info, data)
        return stream.getvalue()


def _free_id(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    return f"rId{number}"


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(folder, target))


def _refused(name: str, message: str, remedy: str = "", address: str = "") -> Refusal:
    return Refusal(error(message, where=name, address=address, remedy=remedy), cannot_run=True)


def open_package(path: Path) -> Package:
    """Open a Word file.

    Raises `Refusal`, with a message for a person, when the file is not a Word document of the
    transitional kind, carries macros, is encrypted or cut short, names parts outside itself,
    unpacks to more than the stated limits, or holds XML that is not safe to read.
    """
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise _refused(str(path), "this is a folder.", "Name a .docx file.") from None
    except OSError as problem:
        raise _refused(
            str(path), f"the file cannot be read: {problem.strerror}.", "Check its name."
        ) from None
    return read_package(data, path.name)


def read_package(data: bytes, name: str) -> Package:
    """Read a Word file from its bytes; `name` is for messages. Raises as `open_package` does."""
    _refuse_other_kinds(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = _read_archive(archive, name)
    except _DAMAGE:
        raise _refused(
            name,
            "the file is damaged or cut short.",
            "Ask for the file again, or open it in Word, let Word repair it and save it.",
        ) from None
    except RuntimeError:
        raise _refused(name, "the file is encrypted.", "Remove the password in Word.") from None
    _check_contents(package)
    return package


def _refuse_other_kinds(data: bytes, name: str) -> None:
    if not data:
        raise _refused(name, "the file is empty.", "Ask for the file again.")
    if data[:5] == b"%PDF-":
        raise _refused(name, "this is a PDF, not a Word document.", _SAVE_AS)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _refused(name, "the document is encrypted.", "Remove its password in Word.")
        raise _refused(name, "this is a Word document of the old kind (.doc).", _SAVE_AS)
    if data[:5] == b"{\\rtf":
        raise _refused(name, "this is a rich text file, not a Word document.", _SAVE_AS)
    if data[:4] != b"PK\x03\x04":
        raise _refused(name, "this is not a Word document.", _SAVE_AS)


def _read_archive(archive: zipfile.ZipFile, name: str) -> Package:
    entries = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if len(entries) > MOST_PARTS:
        raise _refused(name, f"the file holds more than {MOST_PARTS:,} parts.", _SAVE_AS)
    total = 0
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    for info in entries:
        _check_name(info.filename, seen, name)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise _refused(
                name, "it is compressed in a way that Word does not use.", _SAVE_AS, info.filename
            )
        with archive.open(info) as stream:
            data = stream.read(min(LARGEST_PART, LARGEST_PACKAGE - total) + 1)
        total += len(data)
        if len(data) > LARGEST_PART or total > LARGEST_PACKAGE:
            megabytes = LARGEST_PACKAGE // 1024 // 1024
            raise _refused(
                name,
                f"the file unpacks to more than {megabytes} MB, or one part of it to more than "
                f"{LARGEST_PART // 1024 // 1024} MB.",
                "Shrink its pictures in Word and save it again.",
                address=info.filename,
            )
        parts[info.filename] = data
    dates = {info.filename: info.date_time for info in entries}
    if is_strict(parts):
        return Package(name, as_transitional(parts), dates, parts)
    return Package(name, parts, dates)


def _check_name(part: str, seen: set[str], name: str) -> None:
    told = f"the part name “{_printable(part)}”" if part.strip("\0") else "a part without a name"
    climbs = part.startswith("/") or "\\" in part or ".." in part.split("/") or ":" in part
    if climbs or "\0" in part or not part:
        raise _refused(name, f"{told} points outside the file.", "Do not use this file.")
    if part.lower() in seen:
        raise _refused(name, f"the part “{_printable(part)}” stands in it twice.", _SAVE_AS)
    seen.add(part.lower())


def _printable(text: str) -> str:
    """Return a text with what no screen shows as its number, such as `[U+202E]`."""
    return "".join(each if each.isprintable() else f"[U+{ord(each):04X}]" for each in text)


def _check_contents(package: Package) -> None:
    if CONTENT_TYPES not in package.parts:
        raise _refused(package.name, "this is a zip file, but not a Word document.", _SAVE_AS)
    types = [str(each.get("ContentType")) for each in package.root(CONTENT_TYPES)]
    if any(part.lower().endswith("vbaproject.bin") for part in package.parts) or any(
        _WITH_MACROS.search(each) for each in types
    ):
        raise _refused(
            package.name, "the document carries macros.", "Save it as .docx, without macros."
        )
    told = {
        part: _told_by(package.root(part), strict=bool(package.strict))
        for part in package.parts
        if part.lower().endswith((".xml", ".rels")) and _is_read(package, part)
    }
    if not package.strict:
        _refuse_strict(package, told)
    if package.document not in package.parts:
        raise _refused(
            package.name, f"its main document part is missing ({package.document}).", _SAVE_AS
        )
    if _MAIN_TYPE not in types:
        raise _refused(package.name, "its main part is not a Word document.", _SAVE_AS)
    if told.get(package.document) != "body":
        raise _refused(package.name, "its main part has no body.", _SAVE_AS, package.document)


def _is_read(package: Package, part: str) -> bool:
    """Return whether Word reads a part. Some programs leave others behind that are no XML at all.

    Raises `Refusal` for a part that declares a type or an entity, read or not.
    """
    if part == CONTENT_TYPES or part.lower().endswith(".rels") or part in package.linked:
        return True
    try:
        parse(package.parts[part])
    except DeclaredType as problem:
        raise _refused(package.name, f"{problem}.", _SAVE_AS, address=part) from None
    except MalformedXml:
        return False
    return True


def _told_by(root: Element, *, strict: bool) -> str:
    """Return `strict` for a part that says so, `body` for one with the body of a document."""
    if str(root.tag).startswith(f"{{{_STRICT}") or (not strict and _says_strict(root)):
        return "strict"
    return "" if root.find(name("w:body")) is None else "body"


def _says_strict(root: Element) -> bool:
    return root.get(name("w:conformance")) == "strict"


def _refuse_strict(package: Package, told: Mapping[str, str]) -> None:
    """Raise `Refusal` for a file that is of the strict kind in part: which names are meant?"""
    links = package.relationships("")
    mains = [each.target for each in links if each.type.endswith("/officeDocument")]
    links += [each for main in mains for each in package.relationships(main)]
    if any(told.get(main) == "strict" for main in mains) or any(
        each.type.startswith(_STRICT) for each in links
    ):
        raise _refused(
            package.name,
            "the document is in part of the strict kind (Strict Open XML).",
            _SAVE_AS_TRANSITIONAL,
        )
