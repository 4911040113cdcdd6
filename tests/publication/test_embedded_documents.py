"""Redlines of files with embedded objects and documents, custom XML and tables without rows."""

from __future__ import annotations

import pytest

from drafting.publication.redline import Redline, Stamp, redline
from drafting.word.package import Package, read_package
from drafting.word.revisions import resolved, with_ids
from drafting.word.verification import Allowed, differences, texts
from tests.publication.breaches import breaches
from tests.word_files import package, paragraph, run, word_parts, zipped

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ONE, TWO, THREE = map(paragraph, ("One rule stands.", "Two rules stand.", "Three rules stand."))


def embedding(body: str) -> Package:
    """A file that embeds a workbook with its picture, and a web page."""
    parts = word_parts(body)
    links, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    targets = {
        "rId30": ("package", "embeddings/Sheet1.xlsx"),
        "rId31": ("image", "media/image9.emf"),
        "rId32": ("aFChunk", "page.html"),
    }
    related = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    kinds = {"xlsx": "application/x-sheet", "emf": "image/x-emf", "html": "text/html"}
    stated = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in kinds.items()
    )
    parts[links] = parts[links].replace(b"</R", related.encode() + b"</R")
    parts[types] = parts[types].replace(b"</T", stated.encode() + b"</T")
    bytes_of = {f"word/{target}": kind.encode() for kind, target in targets.values()}
    return read_package(zipped({**parts, **bytes_of}), "embedding.docx")


OBJECT = (
    '<w:r><w:object><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s"><v:imagedata '
    'r:id="rId31"/></v:shape><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
    'Type="Embed" ProgID="Excel.Sheet.12" ShapeID="s" ObjectID="_1" r:id="rId30"/></w:object></w:r>'
)
CHUNK = '<w:altChunk r:id="rId32"/>'
ROWLESS = "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>"
CUSTOM = (
    '<w:customXml w:uri="u" w:element="e"><w:customXmlPr><w:attr w:name="a" w:val="b"/>'
    f"</w:customXmlPr>{TWO}</w:customXml>"
)


def both_ways(old: Package, new: Package, *, lost: bool = False) -> Redline:
    result = redline(old, new, STAMP)
    assert breaches(result.package, old) == []
    rejected = resolved(result.package, "reject", with_ids(result.added))
    assert texts(rejected) == texts(old)
    accepted = resolved(result.package, "accept")
    assert texts(accepted) == texts(new)
    if not lost:
        alone = {part: accepted.parts[part] for part in new.parts if part in accepted.parts}
        left = differences(new, Package(new.name, alone, {}), Allowed(bookmarks=True))
        assert [each for each in left if each.address in {"word/document.xml"}] == []
    return result


@pytest.mark.parametrize(
    "body", [f"<w:p>{run('See ')}{OBJECT}{run(' here.')}</w:p>", f"<w:p>{OBJECT}</w:p>"]
)
def test_an_embedded_object_comes_with_its_workbook_and_its_picture(body: str) -> None:
    plain, full = package(body.replace(OBJECT, "") + ONE), embedding(body + ONE)
    marked = both_ways(plain, full).package
    assert marked.parts["word/embeddings/Sheet1.xlsx"] == b"package"
    assert marked.parts["word/media/image9.emf"] == b"image"
    assert b"application/x-sheet" in marked.parts["[Content_Types].xml"]


def test_an_embedded_object_goes_and_its_parts_stay_for_who_rejects() -> None:
    full = embedding(f"<w:p>{run('See ')}{OBJECT}</w:p>{ONE}")
    marked = both_ways(full, package(f"<w:p>{run('See ')}</w:p>{ONE}")).package
    assert marked.parts.keys() == full.parts.keys()


def test_a_file_that_embeds_another_has_no_difference_from_itself() -> None:
    full = embedding(f"{ONE}{CHUNK}<w:p>{OBJECT}</w:p>{CUSTOM}{ROWLESS}{THREE}")
    result = both_ways(full, full)
    assert (result.counts, result.unshown) == ({}, ())
    assert result.package.parts == full.parts


@pytest.mark.parametrize("block", [CHUNK, ROWLESS])
@pytest.mark.parametrize("cell", [False, True])
def test_a_block_that_no_tracked_change_can_show_stays_and_is_named(block: str, cell: bool) -> None:
    def made(body: str) -> Package:
        table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>{THREE}"
        return embedding(table if cell else body)

    full, less = made(ONE + block + TWO + THREE), made(ONE + TWO + THREE)
    kept, left = both_ways(full, less, lost=True), both_ways(less, full, lost=True)
    assert (kept.counts, left.counts) == ({}, {})
    assert "it stays" in str(kept.unshown[0])
    assert "it is left out" in str(left.unshown[0])
    assert kept.package.parts["word/document.xml"] == full.parts["word/document.xml"]
    assert left.package.parts["word/document.xml"] == less.parts["word/document.xml"]


@pytest.mark.parametrize("block", [CHUNK, ROWLESS])
def test_text_around_a_block_that_stays_is_tracked(block: str) -> None:
    full = embedding(ONE + block + TWO + THREE)
    for other in (TWO + THREE, ONE + TWO, TWO + block + THREE, ONE + TWO + block + THREE):
        both_ways(full, embedding(other), lost=True)
        both_ways(embedding(other), full, lost=True)


def test_custom_xml_around_paragraphs_comes_and_goes_as_a_control_does() -> None:
    for full, less in ((ONE + CUSTOM + THREE, ONE + THREE), (ONE + CUSTOM, ONE)):
        result = both_ways(package(full), package(less))
        assert result.counts["customXmlDelRangeStart"] == 1
        assert both_ways(package(less), package(full)).counts["customXmlInsRangeStart"] == 1
