"""Opening a Word file without trusting it, and saving it whole."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drafting.word.package as packages
from drafting.findings import Finding, Refusal
from drafting.word.package import Package, open_package, read_package
from drafting.word.xml import DEEPEST_XML, serialise
from tests.word_files import docx, package, paragraph, word_parts, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STYLED = '<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'


def refusal_of(opening: Callable[[], object]) -> Finding:
    """Return the one finding of a refusal that says what is wrong and what to do about it."""
    with pytest.raises(Refusal) as caught:
        opening()
    assert caught.value.cannot_run
    (finding,) = caught.value.findings
    assert finding.where
    assert finding.message.endswith(".")
    assert finding.remedy.endswith(".")
    return finding


def refusal_to_read(data: bytes) -> Finding:
    finding = refusal_of(lambda: read_package(data, "constitution.docx"))
    assert finding.where == "constitution.docx"
    return finding


def with_parts(**changed: bytes) -> dict[str, bytes]:
    return {**word_parts(paragraph("words"), styles=STYLED), **changed}


def without(part: str) -> bytes:
    return zipped({name: data for name, data in with_parts().items() if name != part})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty."),
        (b"Dear Sir", "this is not a Word document."),
        (b"PK", "this is not a Word document."),
        (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF, not a Word document."),
        (b"{\\rtf1\\ansi words}", "this is a rich text file, not a Word document."),
        (OLE + bytes(504), "this is a Word document of the old kind (.doc)."),
        (
            OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
            "the document is encrypted.",
        ),
        (zipped({"a.txt": b"words"}), "this is a zip file, but not a Word document."),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_name(data: bytes, message: str) -> None:
    assert refusal_to_read(data).message == message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    missing = refusal_of(lambda: open_package(tmp_path / "none.docx"))
    assert missing.message == "the file cannot be read: No such file or directory."
    assert missing.where == str(tmp_path / "none.docx")
    assert refusal_of(lambda: open_package(tmp_path)).message == "this is a folder."


def test_a_file_that_is_cut_short_is_refused_wherever_it_is_cut() -> None:
    data = docx(paragraph("words"), styles=STYLED)
    for length in range(1, len(data), 7):
        message = refusal_to_read(data[:length]).message
        assert message.startswith(("the file is damaged or cut short", "this is not a Word doc"))


@settings(max_examples=120)
@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8),
    st.booleans(),
)
def test_a_damaged_file_opens_or_is_refused_and_nothing_else(
    changes: list[tuple[int, int]], stored: bool
) -> None:
    data = bytearray(_stored(with_parts()) if stored else zipped(with_parts()))
    for at, value in changes:
        data[at % len(data)] = value
    try:
        opened = read_package(bytes(data), "damaged.docx")
    except Refusal:
        refusal_of(lambda: read_package(bytes(data), "damaged.docx"))
    else:
        assert opened.document in opened.parts


def _stored(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, data in parts.items():
            archive.writestr(zipfile.ZipInfo(part), data)
    return stream.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_word_does_not_use_is_refused(method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for part, data in with_parts().items():
            archive.writestr(part, data)
    found = refusal_to_read(stream.getvalue())
    assert found.message == "it is compressed in a way that Word does not use."


def test_a_part_without_a_name_is_refused() -> None:
    found = refusal_to_read(zipped(with_parts()).replace(b"word/styles.xml", b"\0" * 15))
    assert found.message == "a part without a name points outside the file."


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(zipped(with_parts()))
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flag] |= 1
    assert refusal_to_read(bytes(data)).message == "the file is encrypted."


def test_a_document_with_macros_is_refused_by_its_content_type_or_its_code() -> None:
    types = with_parts()["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    by_type = refusal_to_read(zipped(with_parts(**{"[Content_Types].xml": types})))
    by_code = refusal_to_read(zipped(with_parts(**{"word/vbaProject.bin": OLE})))
    assert by_type.message == by_code.message == "the document carries macros."


def test_a_document_that_holds_a_workbook_with_macros_has_none_itself() -> None:
    types = with_parts()["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Default Extension="xlsm" ContentType="application/vnd.ms-excel.sheet.macroEnabled.12"/>'
        b"</Types>",
    )
    parts = with_parts(**{"[Content_Types].xml": types, "word/embeddings/book1.xlsm": b"PK"})
    assert read_package(zipped(parts), "held.docx").parts["word/embeddings/book1.xlsm"] == b"PK"


def test_a_spreadsheet_is_refused() -> None:
    types = with_parts()["[Content_Types].xml"].replace(b"wordprocessingml", b"spreadsheetml")
    found = refusal_to_read(zipped(with_parts(**{"[Content_Types].xml": types})))
    assert found.message == "its main part is not a Word document."


def test_a_file_without_its_main_part_or_the_link_to_it_is_refused() -> None:
    missing = refusal_to_read(without("word/document.xml"))
    assert missing.message == "its main document part is missing (word/document.xml)."
    assert refusal_to_read(without("_rels/.rels")).message == "it has no main document part."


STRICT = "http://purl.oclc.org/ooxml"
TRANSITIONAL_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TRANSITIONAL_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("_rels/.rels", TRANSITIONAL_OFFICE, f"{STRICT}/officeDocument"),
        ("word/_rels/document.xml.rels", TRANSITIONAL_OFFICE, f"{STRICT}/officeDocument"),
        ("word/document.xml", TRANSITIONAL_WORD, f"{STRICT}/wordprocessingml/main"),
        ("word/document.xml", "<w:document ", '<w:document w:conformance="strict" '),
    ],
    ids=["its links", "the links of its document", "its names", "its word"],
)
def test_a_document_that_is_strict_in_part_is_refused_by_any_sign(
    part: str, old: str, new: str
) -> None:
    data = with_parts()[part]
    assert old.encode() in data
    found = refusal_to_read(zipped(with_parts(**{part: data.replace(old.encode(), new.encode())})))
    assert found.message == "the document is in part of the strict kind (Strict Open XML)."
    assert "Word Document (*.docx)" in found.remedy


def test_a_document_that_says_it_is_transitional_opens() -> None:
    document = with_parts()["word/document.xml"].replace(
        b"<w:document ", b'<w:document w:conformance="transitional" '
    )
    read_package(zipped(with_parts(**{"word/document.xml": document})), "a.docx")


@pytest.mark.parametrize("xml", [b"<document/>", b'<w:document xmlns:w="%s"/>', b"<html/>"])
def test_a_document_without_a_body_is_refused(xml: bytes) -> None:
    document = xml.replace(b"%s", TRANSITIONAL_WORD.encode())
    found = refusal_to_read(zipped(with_parts(**{"word/document.xml": document})))
    assert found.message == "its main part has no body."
    assert found.address == "word/document.xml"


def test_a_word_file_all_in_utf_16_opens() -> None:
    wide = {
        part: f'<?xml version="1.0" encoding="UTF-16"?>{data.decode()}'.encode("utf-16")
        for part, data in with_parts().items()
    }
    assert read_package(zipped(wide), "wide.docx").document == "word/document.xml"


ANY_XML_PART = pytest.mark.parametrize(
    "part",
    [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/_rels/document.xml.rels",
        "customXml/item1.xml",
        "docProps/APP.XML",
    ],
)
XML_PART_THAT_IS_READ = pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"]
)


@ANY_XML_PART
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1/c">%b;]>',
    ],
)
def test_a_document_type_or_an_entity_is_refused_in_any_part(
    part: str, encoding: str, declared: str
) -> None:
    label = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    xml = f'<?xml version="1.0" encoding="{label}"?>{declared}<a/>'.encode(encoding)
    found = refusal_to_read(zipped(with_parts(**{part: xml})))
    assert "declares a document type" in found.message
    assert found.address == part


@XML_PART_THAT_IS_READ
def test_xml_that_is_nested_too_deeply_is_refused_where_it_is_read(part: str) -> None:
    deep = b"<a>" * (DEEPEST_XML + 1) + b"</a>" * (DEEPEST_XML + 1)
    found = refusal_to_read(zipped(with_parts(**{part: deep})))
    assert found.message == f"its elements are nested more than {DEEPEST_XML} deep."
    assert found.address == part


def test_xml_at_the_greatest_depth_opens() -> None:
    deep = b"<a>" * DEEPEST_XML + b"</a>" * DEEPEST_XML
    read_package(zipped(with_parts(**{"customXml/item1.xml": deep})), "deep.docx")


@XML_PART_THAT_IS_READ
@pytest.mark.parametrize("xml", [b"", b"<a><b></a>", b"<a>\xff</a>", b"<b:a/>", b"<a/><a/>", b"\0"])
def test_xml_that_is_not_well_formed_is_refused_in_a_part_that_is_read(
    part: str, xml: bytes
) -> None:
    found = refusal_to_read(zipped(with_parts(**{part: xml})))
    assert re.fullmatch(r"it is not well formed at line 1, column \d+\.", found.message)
    assert found.address == part


@pytest.mark.parametrize("data", [b"", b"\0\1", b"<a><b></a>"])
def test_what_a_program_left_in_a_file_is_kept_as_it_is_and_need_be_no_xml(data: bytes) -> None:
    opened = read_package(zipped(with_parts(**{"21401.xml": data})), "left.docx")
    assert opened.parts["21401.xml"] == data


def test_the_place_where_xml_is_not_well_formed_is_told() -> None:
    xml = b"<a>\n  <b>\n  </c>\n</a>"
    found = refusal_to_read(zipped(with_parts(**{"word/styles.xml": xml})))
    assert found.message == "it is not well formed at line 3, column 7."


def test_xml_in_utf_16_that_declares_nothing_opens() -> None:
    text = with_parts()["word/document.xml"].decode()
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    opened = read_package(zipped(with_parts(**{"word/document.xml": wide})), "wide.docx")
    assert "words" in str(serialise(opened.root("word/document.xml")))


@pytest.mark.parametrize(
    "part",
    ["../evil.xml", "word/../../evil.xml", "/etc/evil", "C:/evil", "word\\evil.xml", "C:\\x"],
)
def test_a_part_name_that_points_outside_is_refused(part: str) -> None:
    found = refusal_to_read(zipped([*with_parts().items(), (part, b"")]))
    assert found.message == f"the part name “{part}” points outside the file."


@pytest.mark.parametrize("part", ["word/document.xml", "WORD/Document.XML"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(part: str) -> None:
    found = refusal_to_read(zipped([*with_parts().items(), (part, b"<a/>")]))
    assert found.message == f"the part “{part}” stands in it twice."


def test_what_no_screen_shows_in_the_name_of_a_part_is_shown_as_its_number() -> None:
    found = refusal_to_read(zipped([*with_parts().items(), ("../a\u202eb\x1b.xml", b"")]))
    assert found.message == "the part name “../a[U+202E]b[U+001B].xml” points outside the file."


def test_a_folder_in_the_archive_is_no_part() -> None:
    opened = read_package(zipped([("word/", b""), *with_parts().items()]), "folders.docx")
    assert "word/" not in opened.parts


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_PARTS", len(with_parts()))
    read_package(zipped(with_parts()), "enough.docx")
    found = refusal_to_read(zipped(with_parts(**{"word/more.bin": b""})))
    assert found.message == f"the file holds more than {len(with_parts())} parts."


@pytest.mark.parametrize("limit", ["LARGEST_PART", "LARGEST_PACKAGE"])
def test_a_file_that_unpacks_to_too_much_is_refused(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 3 * 1024 * 1024
    monkeypatch.setattr(packages, limit, size)
    bomb = zipped(with_parts(**{"word/media/bomb.bin": bytes(size + 1)}))
    assert len(bomb) < size / 100
    found = refusal_to_read(bomb)
    assert "unpacks to more than" in found.message
    assert "3 MB" in found.message
    assert found.address == "word/media/bomb.bin"


def test_no_more_than_the_limit_is_ever_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "LARGEST_PACKAGE", 100_000)
    unpacked: list[int] = []
    read = zipfile.ZipExtFile.read

    def counted(stream: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        data = read(stream, n)
        unpacked.append(len(data))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    refusal_to_read(zipped(with_parts(**{f"word/{n}.bin": bytes(60_000) for n in range(50)})))
    assert sum(unpacked) <= 100_001


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    opened = package(paragraph("words"), styles=STYLED)
    opened.save(tmp_path / "one.docx")
    opened.save(tmp_path / "two.docx")
    one, two = ((tmp_path / f"{name}.docx").read_bytes() for name in ("one", "two"))
    assert one == two == open_package(tmp_path / "one.docx").as_bytes()


def test_untouched_parts_are_saved_byte_for_byte_in_their_order(tmp_path: Path) -> None:
    picture = bytes(range(256))
    opened = read_package(zipped(with_parts(**{"word/media/crest.png": picture})), "a.docx")
    changed = opened.replacing({"word/document.xml": docx_document("other words")})
    changed.save(tmp_path / "changed.docx")
    again = open_package(tmp_path / "changed.docx")
    assert list(again.parts) == list(opened.parts)
    assert {part for part in opened.parts if opened.parts[part] != again.parts[part]} == {
        "word/document.xml"
    }
    assert opened.parts["word/document.xml"] != changed.parts["word/document.xml"]


def docx_document(text: str) -> bytes:
    return word_parts(paragraph(text))["word/document.xml"]


def test_a_failed_save_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "constitution.docx"
    package(paragraph("old")).save(path)
    before = path.read_bytes()

    def full(_: Package) -> bytes:
        raise OSError("no space left on device")

    monkeypatch.setattr(Package, "as_bytes", full)
    with pytest.raises(OSError, match="no space left"):
        package(paragraph("new")).save(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_save_makes_the_folders_that_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "out" / "2026" / "redline.docx"
    package().save(path)
    assert open_package(path).document == "word/document.xml"


def test_an_added_part_is_typed_and_linked_and_the_old_package_does_not_change() -> None:
    opened = package(styles=STYLED)
    before = dict(opened.parts)
    added = opened.adding("word/comments.xml", b"<a/>", "text/comments", "comments")
    assert opened.parts == before
    assert added.related("comments") == "word/comments.xml"
    assert added.related("styles") == "word/styles.xml"
    assert b'PartName="/word/comments.xml"' in added.parts["[Content_Types].xml"]
    links = [each.id for each in added.relationships(added.document)]
    assert len(set(links)) == len(links) == 2


def test_targets_are_found_from_the_root_and_from_the_folder_of_the_part() -> None:
    links = with_parts()["word/_rels/document.xml.rels"]
    for target in (b"/word/styles.xml", b"../word/styles.xml", b"./styles.xml"):
        moved = links.replace(b'Target="styles.xml"', b'Target="' + target + b'"')
        opened = read_package(zipped(with_parts(**{"word/_rels/document.xml.rels": moved})), "a")
        assert opened.related("styles") == "word/styles.xml"


def test_a_link_to_the_outside_is_no_part() -> None:
    links = with_parts()["word/_rels/document.xml.rels"].replace(
        b'Target="styles.xml"', b'Target="http://example.org/styles.xml" TargetMode="External"'
    )
    opened = read_package(zipped(with_parts(**{"word/_rels/document.xml.rels": links})), "a")
    assert opened.related("styles") is None
    (link,) = opened.relationships(opened.document)
    assert link.external
    assert link.target == "http://example.org/styles.xml"
