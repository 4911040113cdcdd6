"""Redlines of files that Word did not write: the same text in other bytes, and other habits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from drafting.publication.redline import Redline, Stamp, redline
from drafting.word.package import Package, open_package, read_package
from drafting.word.plain import is_plain, plainly
from drafting.word.revisions import Decision, resolved, with_ids
from drafting.word.verification import Allowed, differences, texts
from drafting.word.xml import NAMESPACES, canonical, name, parse
from tests.office import convert, resolved_by_libreoffice
from tests.publication.breaches import breaches
from tests.word_files import package, paragraph, run, word_parts, zipped

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")
WORD = NAMESPACES["w"].encode()
Bytes = Callable[[bytes], bytes]


def both_ways(old: Package, new: Package) -> Redline:
    """Return a redline that gives the old file when rejected, and when accepted the new one."""
    result = redline(old, new, STAMP)
    assert breaches(result.package, old) == []
    rejected = resolved(result.package, "reject", with_ids(result.added))
    accepted = resolved(result.package, "accept")
    assert differences(plainly(old), plainly(rejected)) == []
    assert texts(plainly(accepted)) == texts(plainly(new))
    assert differences(plainly(new), plainly(accepted), Allowed(bookmarks=True)) == []
    return result


# The same text in other bytes


def parts(leader: str, word: str) -> dict[str, bytes]:
    """The parts of a file with a bookmark, a list, a table, a note and a header."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        f"<w:p>{run(leader)}{note}</w:p>"
        f'<w:p><w:bookmarkStart w:id="7" w:name="rule"/>{run("The Chair rules.")}'
        f'<w:bookmarkEnd w:id="7"/></w:p>{paragraph("A numbered rule.", numbered)}'
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc>'
        f"{paragraph(f'The cell {word}.')}</w:tc></w:tr></w:tbl>{paragraph('The end.')}"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    return word_parts(
        body,
        styles='<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
        numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        footnotes='<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph(f"A note that {word}.")}</w:footnote>',
        header=paragraph(f"Head {word}"),
    )


OLD, NEW = parts("The Leader answers.", "stays"), parts("The Leader must answer.", "changes")


def is_of_word(data: bytes) -> bool:
    return str(etree.fromstring(data).tag).startswith(f"{{{NAMESPACES['w']}}}")


def declared(encoding: str) -> Bytes:
    label = encoding.removesuffix("-le")
    return lambda data: (f'<?xml version="1.0" encoding="{label}"?>' + data.decode()).encode(
        encoding
    )


def with_prefix(data: bytes) -> bytes:
    return re.sub(rb"(?<=[<\s/])w(?=:)|(?<=xmlns:)w(?==)", b"x", data) if is_of_word(data) else data


def without_prefix(data: bytes) -> bytes:
    if not is_of_word(data):
        return data
    bare = data.replace(b"<w:", b"<").replace(b"</w:", b"</")
    return bare.replace(b" xmlns:w=", b' xmlns="%s" xmlns:w=' % WORD, 1)


def with_an_inner_prefix(data: bytes) -> bytes:
    inner = b'<x:r xmlns:x="%s">' % WORD
    return re.sub(
        rb"<w:r>(.*?)</w:r>",
        lambda found: (inner + found.group(1) + b"</w:r>").replace(b"w:", b"x:"),
        data,
    )


def with_comments(data: bytes) -> bytes:
    if not is_of_word(data):
        return data
    data = data.replace(b"The Chair", b"The <!-- in the text -->Ch<?an instruction?>air")
    data = re.sub(rb"<w:(p|t|lvl)\b", rb"<!-- before --><w:\1", data)
    return b"<?before all?><!-- of it -->" + data.replace(b"</w:t>", b"<!-- last --></w:t>")


def pretty(data: bytes) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")


def as_cdata(data: bytes) -> bytes:
    return data.replace(b"The Chair", b"<![CDATA[The Chair]]>")


WRITTEN: dict[str, Bytes] = {
    "as Word does": lambda data: data,
    "with a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "in UTF-16": declared("utf-16"),
    "in Latin 1": declared("iso-8859-1"),
    "with another prefix": with_prefix,
    "with no prefix": without_prefix,
    "with another prefix within": with_an_inner_prefix,
    "with comments and instructions": with_comments,
    "pretty": pretty,
    "pretty with tabs": lambda data: pretty(data).replace(b"  ", b"\t").replace(b"\n", b"\r\n"),
    "in single quotes": lambda data: data.replace(b'"', b"'"),
    "with character data": as_cdata,
}


def written(parts: dict[str, bytes], way: str) -> Package:
    made = {part: WRITTEN[way](data) for part, data in parts.items()}
    return read_package(zipped(made), f"{way}.docx")


@pytest.mark.parametrize("way", WRITTEN)
def test_a_file_is_redlined_both_ways_however_it_is_written(way: str) -> None:
    old, new = written(OLD, way), written(NEW, way)
    for one, other in ((old, new), (new, old)):
        assert both_ways(one, other).unshown == ()


@pytest.mark.parametrize("way", WRITTEN)
def test_two_files_that_say_the_same_have_no_difference_however_they_are_written(way: str) -> None:
    plain, other = written(OLD, "as Word does"), written(OLD, way)
    for old, new in ((plain, other), (other, plain), (other, other)):
        result = both_ways(old, new)
        assert (result.counts, result.unshown) == ({}, ())


@pytest.mark.parametrize("way", WRITTEN)
def test_what_differs_is_the_same_whichever_file_is_written_in_another_way(way: str) -> None:
    plain = redline(written(OLD, "as Word does"), written(NEW, "as Word does"), STAMP).counts
    for ways in ((way, "as Word does"), ("as Word does", way)):
        assert both_ways(written(OLD, ways[0]), written(NEW, ways[1])).counts == plain


@pytest.mark.parametrize("way", WRITTEN)
def test_what_a_change_does_not_touch_keeps_its_bytes_however_it_is_written(way: str) -> None:
    old, new = written(OLD, way), written({**OLD, "word/header.xml": NEW["word/header.xml"]}, way)
    marked = both_ways(old, new).package
    changed = {part for part in old.parts if marked.parts[part] != old.parts[part]}
    assert changed <= {"word/header.xml", "word/document.xml"}
    assert "word/header.xml" in changed
    assert both_ways(old, old).package.parts == old.parts


@pytest.mark.parametrize("way", WRITTEN)
def test_a_part_written_plainly_says_what_it_said(way: str) -> None:
    given = written(OLD, way)
    plain = plainly(given)
    for part, data in plain.parts.items():
        assert canonical(parse(data)) == canonical(given.root(part))
        assert not data.startswith(b"<w:") or is_plain(data)
    assert plainly(plain).parts == plain.parts
    assert "The Chair rules." in texts(plain)[plain.document]


def test_a_part_as_word_writes_it_is_plain_and_stays_as_it_is() -> None:
    body = paragraph("x ='y' = \"z\"") + f"<w:p>{run('a')}</w:p>"
    given = package(body)
    assert plainly(given).parts == given.parts


def test_a_declaration_in_single_quotes_as_python_docx_writes_it_is_plain() -> None:
    declared = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    assert is_plain(declared + b'<w:p xmlns:w="%s"/>' % NAMESPACES["w"].encode())
    assert not is_plain(declared + b"<w:p xmlns:w='%s'/>" % NAMESPACES["w"].encode())


# The habits of other programs


def google(*paragraphs: str) -> bytes:
    """A file as Google Docs exports it: ids of zeros, no properties of the document."""
    ids = 'w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000" w:rsidRPr="00000000"'
    body = "".join(
        f'<w:p {ids} w14:paraId="{number:08X}"><w:pPr><w:pageBreakBefore w:val="0"/><w:rPr/>'
        '</w:pPr><w:r w:rsidDel="00000000" w:rsidR="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
        '<w:r w:rsidDel="00000000" w:rsidR="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr></w:r></w:p>'
        for number, text in enumerate(paragraphs, start=1)
    )
    return zipped(word_parts(body + SECTION, styles=NORMAL))


def pages(*paragraphs: str) -> bytes:
    """A file as Pages exports it: many namespaces, its own styles, a header always."""
    body = "".join(
        '<w:p><w:pPr><w:pStyle w:val="Body"/><w:bidi w:val="0"/></w:pPr><w:r><w:rPr>'
        f'<w:rtl w:val="0"/><w:lang w:val="en-US"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
        for text in paragraphs
    )
    made = word_parts(
        body + SECTION, styles=NORMAL, header='<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr></w:p>'
    )
    more = " ".join(f'xmlns:{each}="urn:apple:{each}"' for each in ("o", "v", "wpc", "wps", "sl"))
    document = made["word/document.xml"].replace(b"<w:document ", f"<w:document {more} ".encode())
    return zipped(
        {
            **{part: b'<?xml version="1.0" encoding="UTF-8"?>\n' + x for part, x in made.items()},
            "word/document.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n' + document,
        }
    )


NORMAL = '<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body"/></w:style>'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
BEFORE = ("The Leader answers questions.", "The Chair rules.", "Any member may speak once.")
AFTER = ("The Leader must answer questions.", "Any member may speak.", "No debate follows.")


@pytest.mark.parametrize("made", [google, pages])
def test_a_file_of_another_program_and_its_edited_copy_are_redlined_both_ways(
    made: Callable[..., bytes],
) -> None:
    old, new = (read_package(made(*each), "a.docx") for each in (BEFORE, AFTER))
    for one, other in ((old, new), (new, old)):
        result = both_ways(one, other)
        assert result.counts
        assert result.unshown == ()


@pytest.mark.parametrize("made", [google, pages])
def test_a_file_of_another_program_that_word_saved_differs_in_words_alone(
    made: Callable[..., bytes],
) -> None:
    theirs, words = read_package(made(*BEFORE), "a.docx"), parts("a", "b")
    saved = read_package(
        zipped({**words, **word_parts("".join(map(paragraph, AFTER)) + SECTION, styles=NORMAL)}),
        "b.docx",
    )
    for old, new in ((theirs, saved), (saved, theirs)):
        marked = redline(old, new, STAMP)
        assert breaches(marked.package, old) == []
        for decision, wanted in (("reject", old), ("accept", new)):
            found = resolved(marked.package, decision)  # pyright: ignore[reportArgumentType]
            assert texts(found)[found.document] == texts(wanted)[wanted.document]


@pytest.mark.slow
def test_a_file_of_libreoffice_and_its_edited_copy_are_redlined_both_ways(tmp_path: Path) -> None:
    files: list[Package] = []
    for side, made in (("old", OLD), ("new", NEW)):
        path = tmp_path / f"{side}.docx"
        path.write_bytes(zipped(made))
        files.append(open_package(convert(path, "docx", tmp_path / "out")))
    for old, new in (files, files[::-1]):
        assert both_ways(old, new).counts
    assert both_ways(files[0], files[0]).counts == {}


@pytest.mark.slow
@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_libreoffice_settles_a_deletion_within_what_another_author_inserted(
    tmp_path: Path, decision: Decision
) -> None:
    inserted = '<w:ins w:id="1" w:author="Clerk" w:date="2026-04-01T09:00:00Z">{}</w:ins>'
    old, new = (
        package(f"<w:p>{run('The Chair ')}{inserted.format(run(said))}{run('rules.')}</w:p>")
        for said in ("alone and finally ", "alone ")
    )
    path = tmp_path / "redline.docx"
    redline(old, new, STAMP).package.save(path)
    wanted = {"accept": "The Chair alone rules.", "reject": "The Chair rules."}[decision]
    assert [each.text for each in resolved_by_libreoffice(path, decision)] == [wanted]


# Files that have little in common


EMPTY = ("", "<w:p/>", SECTION, f"<w:p/>{SECTION}")  # Word opens them all with one paragraph
FULL = "".join(map(paragraph, BEFORE)) + (
    f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{paragraph('A cell.')}</w:tc></w:tr></w:tbl>"
    f"{paragraph('The end.')}"
)


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("full", [FULL, FULL + SECTION, paragraph("One.")])
def test_an_empty_document_and_a_full_one_are_redlined_both_ways(empty: str, full: str) -> None:
    one, other = package(empty), package(full)
    for old, new in ((one, other), (other, one)):
        both_ways(old, new)


def test_a_body_without_content_is_redlined_however_it_is_written() -> None:
    bodies = (b"<w:body/>", b"<w:body></w:body>", b"<w:body>\n  </w:body>")
    full = package(paragraph("One."))
    for body in bodies:
        made = re.sub(rb"<w:body>.*</w:body>", body, full.parts[full.document])
        empty = full.replacing({full.document: made})
        for old, new in ((empty, full), (full, empty)):
            assert both_ways(old, new).counts
        assert both_ways(empty, empty).package.parts == empty.parts


@pytest.mark.parametrize("empty", EMPTY)
def test_two_empty_documents_say_the_same(empty: str) -> None:
    assert both_ways(package(empty), package(empty)).counts == {}


def test_documents_of_different_languages_and_pages_are_redlined_both_ways() -> None:
    english = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    welsh = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:cols w:num="2"/>'
    old = package("".join(map(paragraph, BEFORE)) + english)
    language = '<w:lang w:val="cy-GB"/>'
    said = ("Mae’r Arweinydd yn ateb cwestiynau.", "Y Cadeirydd sy’n dyfarnu.")
    broken = f"<w:p><w:pPr>{english}</w:pPr>{run('Diwedd y rhan gyntaf.', language)}</w:p>"
    new = package(
        "".join(f"<w:p>{run(each, language)}</w:p>" for each in said)
        + broken
        + f"<w:p>{run('שלום وعليكم 你好', '<w:rtl/>')}</w:p>{welsh}</w:sectPr>"
    )
    for one, other in ((old, new), (new, old)):
        result = both_ways(one, other)
        assert {"ins", "del", "sectPrChange"} <= set(result.counts)
        assert (
            result.package.root(result.package.document).find(f".//{name('w:sectPr')}") is not None
        )
