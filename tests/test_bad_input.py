"""Bad input: one clear message, exit 1 or 2, nothing written, no input touched."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from example_council import drafted, make_workspace

from drafting import cli
from drafting.word.package import open_package

pytestmark = pytest.mark.slow  # the whole program, once for each thing that can be wrong

Bytes = Callable[[bytes], bytes]


def rezipped(change: Callable[[dict[str, bytes]], None]) -> Bytes:
    """Return a way to make a Word file with its parts changed."""

    def make(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        change(parts)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return stream.getvalue()

    return make


def entity(part: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        head, _, body = parts[part].partition(b"?>")
        parts[part] = head + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body

    return change


def deep(parts: dict[str, bytes]) -> None:
    nested = b"<w:sdt><w:sdtContent>" * 200 + b"<w:p/>" + b"</w:sdtContent></w:sdt>" * 200
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + nested, 1
    )


def macro(parts: dict[str, bytes]) -> None:
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )


def strict(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )


def bodiless(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"w:body", b"w:bodice")


def headless(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


def empty(_: bytes) -> bytes:
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def tracked(parts: dict[str, bytes]) -> None:
    """Track an insertion in the heading of the first provision of the placed protocol."""
    text = parts["word/document.xml"].decode()
    at = text.rindex("Status of this Protocol")
    end = text.index("</w:p>", at)
    insertion = (
        '<w:ins w:id="90001" w:author="A N Other" w:date="2026-01-01T00:00:00Z">'
        "<w:r><w:t>, draft</w:t></w:r></w:ins>"
    )
    parts["word/document.xml"] = (text[:end] + insertion + text[end:]).encode()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

CONSTITUTIONS: dict[str, tuple[Bytes, str]] = {
    "not a zip": (lambda _: b"Dear Sir or Madam", "not a Word document"),
    "a PDF": (lambda _: b"%PDF-1.7 ...", "save it as a Word document"),
    "an old .doc renamed": (lambda _: OLE, "of the old kind (.doc)"),
    "an encrypted file": (lambda _: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a .docm": (rezipped(macro), "macros"),
    "no main part": (rezipped(headless), "missing"),
    "a document without a body": (rezipped(bodiless), "its main part has no body"),
    "a Strict Open XML document": (rezipped(strict), "Strict Open XML"),
    "a truncated file": (lambda data: data[: len(data) // 2], "damaged or cut short"),
    "an entity in the document": (rezipped(entity("word/document.xml")), "word/document.xml"),
    "an entity in the styles": (rezipped(entity("word/styles.xml")), "word/styles.xml"),
    "an entity in a relationship": (rezipped(entity("_rels/.rels")), "_rels/.rels"),
    "a part that climbs out": (rezipped(lambda p: p.update({"../x.xml": b"<x/>"})), "../x.xml"),
    "nesting past the limit": (rezipped(deep), "nested more than"),
    "tracked changes in a placed section": (rezipped(tracked), "not settled"),
    "an empty constitution": (empty, "has no text"),
    "an empty file": (lambda _: b"", "empty"),
}

YAML_BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

CONFIGURATIONS: dict[str, tuple[str, str, str]] = {
    "an alias bomb": ("council:\n", YAML_BOMB + "council:\n", "anchors and aliases"),
    "a tag": ("  total: 63", "  total: !!python/object:os.system 63", "tag"),
    "a binary value": ("  total: 63", "  total: !!binary NjM=", "tag"),
    "a duplicate key": ("  total: 63", "  total: 63\n  total: 64", "given twice"),
    "an unknown key": ("  total: 63", "  totel: 63", "total"),
    "seats that do not add up": ("  ungrouped: 6 ", "  ungrouped: 5 ", "63"),
    "a template in a control character": (
        "name: Labour Group",
        'name: "Labour\\x07 Group"',
        "control character",
    ),
}


def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> int:
    monkeypatch.setattr(sys, "argv", ["drafting", "draft", str(folder)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert isinstance(end.value.code, int)
    return end.value.code


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("kind", CONSTITUTIONS)
def test_a_constitution_that_will_not_do_is_refused_with_one_message(
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil, told = CONSTITUTIONS[kind]
    folder = make_workspace(tmp_path / "council")
    constitution = folder / "constitution.docx"
    constitution.write_bytes(spoil(constitution.read_bytes()))
    before = contents(folder)
    assert run(monkeypatch, folder) in {1, 2}
    message = capsys.readouterr().err
    assert told in message
    assert message.count("error:") == 1, message
    assert "Traceback" not in message
    assert contents(folder) == before


@pytest.mark.parametrize("kind", CONFIGURATIONS)
def test_a_configuration_that_will_not_do_is_refused_with_its_line(
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old, new, told = CONFIGURATIONS[kind]
    folder = make_workspace(tmp_path / "council", (old, new))
    before = contents(folder)
    assert run(monkeypatch, folder) in {1, 2}
    message = capsys.readouterr().err
    assert told in message, message
    assert "council.yaml, line " in message
    assert "Traceback" not in message
    assert contents(folder) == before


def test_every_problem_is_told_at_once_and_none_that_only_follows_from_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(
        tmp_path / "council",
        ("  ungrouped: 6 ", "  ungrouped: 5 "),
        ("  quote_rule: portfolio", "  quote_rule: everybody"),
        ("    period: none", "    period: annual"),
        ("arrangement: minority-with-support", "arrangement: shared-rotating"),
    )
    (folder / "constitution.docx").write_bytes(b"%PDF-1.7")
    assert run(monkeypatch, folder) in {1, 2}
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].strip() for line in told if "error" in line] == [
        "constitution.docx",
        *[f"council.yaml, line {number}" for number in (35, 88, 88, 88, 89, 157)],
    ]
    assert any("needs a mechanism" in line for line in told)


def test_facts_that_contradict_each_other_are_not_blamed_on_the_library_or_the_constitution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(tmp_path / "council", ("    period: none", "    period: annual"))
    assert run(monkeypatch, folder) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error")]
    assert all(line.startswith("error: council.yaml, line ") for line in told)
    assert not any("is headed" in line for line in told)


@pytest.mark.slow
def test_groups_whose_names_look_like_markup_are_shown_as_text(tmp_path: Path) -> None:
    names = {
        "Labour Group": ("{{ 7*7 }} **bold** Group", "{{ 7*7 }} **bold** Group"),
        "Conservative Group": ("<script>x</script> & {% if %}", "<script>x</script> & {% if %}"),
        "Independent Alliance Group": ("Alliance \u202eGroup", "Alliance [U+202E]Group"),
    }
    edits = [(f"name: {old}", f'name: "{new}"') for old, (new, _) in names.items()]
    folder = make_workspace(tmp_path / "council", *edits)
    drafted(folder)
    proposed = Document(str(folder / "out" / "proposed.docx"))
    cells = [cell.text for table in proposed.tables for row in table.rows for cell in row.cells]
    assert {shown for _, shown in names.values()} <= set(cells)
    package = open_package(folder / "out" / "redline.docx")
    assert "\u202e" not in package.parts[package.document].decode()
