"""A Word text with its tracked changes, as spans that are kept, inserted, deleted or moved."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from drafting.publication.redline import Stamp, redline
from drafting.word.blocks import body_blocks
from drafting.word.marked import Mark, Paragraph, Span, Table, after, marked_body
from drafting.word.package import Package
from drafting.word.revisions import resolved
from tests.publication.generated_documents import Pair, rich_pairs
from tests.word_files import package, paragraph, run

BY = 'w:author="A" w:date="2026-05-01T09:00:00Z"'


def first(file: Package) -> Paragraph:
    (block,) = marked_body(file, body_blocks(file))[0]
    assert isinstance(block, Paragraph)
    return block


def deleted(text: str) -> str:
    return run(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")


def test_what_comes_and_what_goes_is_told_apart_in_its_order() -> None:
    text = run("The ") + f'<w:del w:id="1" {BY}>{deleted("old")}</w:del>'
    text += f'<w:ins w:id="2" {BY}>{run("new")}</w:ins>'
    marks = [(span.text, span.mark) for span in first(package(f"<w:p>{text}</w:p>")).spans]
    assert marks == [("The ", Mark.KEPT), ("old", Mark.DELETED), ("new", Mark.INSERTED)]


def test_what_another_inserted_and_one_deletes_goes() -> None:
    inside = f'<w:del w:id="2" {BY}>{deleted("twice")}</w:del>'
    spans = first(package(f'<w:p><w:ins w:id="1" {BY}>{inside}</w:ins></w:p>')).spans
    assert [span.mark for span in spans] == [Mark.DELETED]


def test_the_code_of_a_field_does_not_show_and_its_result_leads_where_it_points() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF _a \\r</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4.2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert first(package(f"<w:p>{field}</w:p>")).spans == (Span("4.2", target="#_a"),)


def test_a_cell_that_reaches_down_is_one_cell() -> None:
    def cell(merge: str, text: str) -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"

    down = '<w:vMerge w:val="restart"/>'
    table = (
        f"<w:tbl><w:tr>{cell(down, 'a')}{cell('', 'b')}</w:tr>"
        f"<w:tr>{cell('<w:vMerge/>', '')}{cell('', 'c')}</w:tr></w:tbl>"
    )
    file = package(table + paragraph("End."))
    (block,) = marked_body(file, body_blocks(file))[0]
    assert isinstance(block, Table)
    assert [[cell.rows for cell in row.cells] for row in block.rows] == [[2, 1], [1]]


def test_the_first_characters_are_taken_from_as_many_spans_as_hold_them() -> None:
    spans = (Span("4."), Span("2\t", bold=True), Span("Text"))
    assert after(spans, 3) == (Span("\t", bold=True), Span("Text"))
    assert after(spans, 0) == spans


def said(file: Package, *, comes: bool) -> str:
    words: list[str] = []

    def read(block: Paragraph | Table) -> None:
        if isinstance(block, Paragraph):
            words.extend(
                span.text
                for span in block.spans
                if not (span.mark.goes if comes else span.mark.comes)
            )
            for box in block.boxes:
                for each in box:
                    read(each)
        else:
            for row in block.rows:
                for cell in row.cells:
                    for each in cell.blocks:
                        read(each)

    for blocks in marked_body(file, body_blocks(file)):
        for block in blocks:
            read(block)
    return "".join("".join(words).split())


@given(rich_pairs)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_without_what_comes_it_reads_as_rejected_and_without_what_goes_as_accepted(
    pair: Pair,
) -> None:
    marked = redline(pair.old.package(), pair.new.package(), Stamp("A", "2026-05-01T09:00:00Z"))
    for decision in ("reject", "accept"):
        settled = resolved(marked.package, decision)
        assert said(marked.package, comes=decision == "accept") == said(settled, comes=True)
