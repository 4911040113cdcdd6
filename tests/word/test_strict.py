"""Strict Open XML: read as the transitional kind, compared like it, and written as it was."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from drafting.findings import Refusal
from drafting.publication.redline import Stamp, redline
from drafting.word.package import Package, read_package
from drafting.word.revisions import resolved, with_ids
from drafting.word.verification import texts
from tests.word_files import paragraph, word_parts, zipped

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")
WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = re.compile(rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml)/2006/")


def strict_parts(*said: str) -> dict[str, bytes]:
    made = word_parts("".join(map(paragraph, said)), header=paragraph("A head."))
    strict = {
        part: NAMES.sub(rb"http://purl.oclc.org/ooxml/\1/", data) for part, data in made.items()
    }
    document = strict["word/document.xml"]
    marked = document.replace(b"<w:document ", b'<w:document w:conformance="strict" ', 1)
    return {**strict, "word/document.xml": marked}


def strict(*said: str) -> Package:
    return read_package(zipped(strict_parts(*said)), "strict.docx")


def written(package: Package) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package.as_bytes())) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def test_a_strict_file_is_written_as_the_bytes_that_were_read() -> None:
    assert written(strict("One.", "Two.")) == strict_parts("One.", "Two.")


def test_a_strict_file_has_no_difference_from_itself_nor_from_a_transitional_one() -> None:
    plain = word_parts(paragraph("One.") + paragraph("Two."), header=paragraph("A head."))
    other = read_package(zipped(plain), "transitional.docx")
    for new in (strict("One.", "Two."), other):
        result = redline(strict("One.", "Two."), new, STAMP)
        assert result.counts == {}
        assert written(result.package) == strict_parts("One.", "Two.")


def test_a_redline_of_a_strict_file_is_strict_and_restores_both() -> None:
    old, new = strict("One rule.", "Two rules."), strict("One new rule.", "Two rules.", "Three.")
    result = redline(old, new, STAMP)
    parts = written(result.package)
    assert not any(WORD in data for data in parts.values())
    assert parts["word/header.xml"] == strict_parts("")["word/header.xml"]
    again = read_package(zipped(parts), "redline.docx")
    assert texts(resolved(again, "accept")) == texts(new)
    rejected = resolved(again, "reject", with_ids(result.added))
    assert texts(rejected) == texts(old)
    assert b"purl.oclc.org" in written(rejected)["word/document.xml"]


def test_what_word_leaves_of_the_other_kind_in_a_strict_file_stays() -> None:
    schemas = b'xmlns:sl="http://schemas.openxmlformats.org/schemaLibrary/2006/main"'
    parts = strict_parts("One.")
    document = parts["word/document.xml"].replace(b"<w:document ", b"<w:document %s " % schemas, 1)
    old = read_package(zipped({**parts, "word/document.xml": document}), "strict.docx")
    assert old.strict
    again = written(redline(old, strict("One more."), STAMP).package)["word/document.xml"]
    assert schemas in again
    assert WORD not in again


def test_an_address_in_the_text_of_a_strict_file_is_no_name() -> None:
    said = f"See {WORD.decode()} and http://purl.oclc.org/ooxml/a/b"
    old, new = strict(said, "Two."), strict(f"Do not {said}", "Two.")
    again = read_package(zipped(written(redline(old, new, STAMP).package)), "redline.docx")
    assert texts(resolved(again, "accept")) == texts(new)


def test_a_strict_file_without_a_body_is_refused() -> None:
    parts = strict_parts("One.")
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"w:body", b"w:bodice")
    with pytest.raises(Refusal, match="no body"):
        read_package(zipped(parts), "strict.docx")


def test_a_file_that_is_strict_in_part_is_refused() -> None:
    parts = strict_parts("One.")
    document = parts["word/document.xml"]
    parts["word/document.xml"] = document.replace(
        b"<w:document ", b'<w:document xmlns:x="%s" ' % WORD
    )
    with pytest.raises(Refusal, match="in part of the strict kind"):
        read_package(zipped(parts), "strict.docx")
