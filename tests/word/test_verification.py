"""Whether two Word files say the same."""

from __future__ import annotations

import pytest

from drafting.word.blocks import body_of
from drafting.word.comments import Comment, anchor, with_comments
from drafting.word.package import Package
from drafting.word.verification import Allowed, differences, texts
from drafting.word.xml import serialise
from tests.word_files import STAMP, field, package, paragraph, run

STYLE = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="{}"/></w:style>'
LISTS = (
    '<w:abstractNum w:abstractNumId="0"/><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
MARK = '<w:bookmarkStart w:id="9" w:name="a"/>{}<w:bookmarkEnd w:id="9"/>'


NOTHING = Allowed()


def document(inside: str, **others: str) -> Package:
    return package(f"<w:p>{inside}</w:p>{paragraph('end')}", **others)


def messages(one: Package, other: Package, allowed: Allowed = NOTHING) -> list[str]:
    return [f"{each.address}: {each.message}" for each in differences(one, other, allowed)]


SAME = document(run("the words"))


@pytest.mark.parametrize(
    "inside",
    [
        run("the ") + run("words"),
        '<w:r w:rsidR="00AB12CD"><w:t>the words</w:t></w:r>',
        '<w:r><w:rPr/><w:t xml:space="preserve">the words</w:t></w:r>',
        "<w:pPr><w:rPr/></w:pPr>" + run("the words"),
        run("the ") + '<w:proofErr w:type="spellStart"/>' + run("words"),
        run("the ") + "<w:r><w:lastRenderedPageBreak/><w:t>words</w:t></w:r>",
        run("the words") + "<w:r><w:rPr><w:b/></w:rPr></w:r>",
        run("the words") + "<w:r><w:rPr><w:b/></w:rPr><w:t/></w:r>",
    ],
)
def test_what_says_nothing_is_no_difference(inside: str) -> None:
    assert messages(SAME, document(inside)) == []


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (run("the word"), "it says “the word” instead of “the words”"),
        (run("the\u00a0words"), "it says “the\u00a0words” instead of “the words”"),
        (run("the words", "<w:b/>"), "it looks different although it says the same: “the words”"),
        (
            '<w:pPr><w:pStyle w:val="A"/></w:pPr>' + run("the words"),
            "it looks different although it says the same: “the words”",
        ),
        (
            MARK.format(run("the words")),
            "it looks different although it says the same: “the words”",
        ),
        (
            f'<w:ins w:id="1" {STAMP}>{run("the words")}</w:ins>',
            "it looks different although it says the same: “the words”",
        ),
    ],
)
def test_what_says_or_looks_something_else_is_a_difference(inside: str, message: str) -> None:
    assert messages(SAME, document(inside)) == [f"word/document.xml, block 1: {message}"]


def test_a_paragraph_too_few_or_too_many_is_a_difference() -> None:
    longer = package(f"<w:p>{run('the words')}</w:p>{paragraph('end')}<w:p/>")
    assert messages(SAME, longer) == ["word/document.xml: it has 3 blocks instead of 2"]


def test_a_table_in_the_place_of_a_paragraph_is_a_difference() -> None:
    other = package(f"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>{paragraph('end')}")
    assert messages(SAME, other) == [
        "word/document.xml, block 1: a table stands in place of a paragraph"
    ]


@pytest.mark.parametrize("kind", ["header", "footer", "footnotes", "endnotes", "comments"])
def test_every_story_is_compared(kind: str) -> None:
    one, other = (
        package(**{kind: f'<w:footnote w:id="1">{paragraph(text)}</w:footnote>'})
        for text in ("one", "other")
    )
    assert len(messages(one, other)) == 1
    assert messages(one, one) == []


def test_styles_lists_and_other_parts_are_compared() -> None:
    one = package(styles=STYLE.format("A"), numbering=LISTS)
    other = package(styles=STYLE.format("B"), numbering=LISTS.replace('w:numId="1"', 'w:numId="2"'))
    assert messages(one, other) == [
        "word/styles.xml: the styles differ",
        "word/numbering.xml: the lists differ",
    ]
    picture = one.replacing({"word/media/crest.png": b"one"})
    assert messages(picture, one) == ["word/media/crest.png: this part is missing"]
    assert messages(one, picture) == ["word/media/crest.png: this part is new"]
    assert messages(picture, picture.replacing({"word/media/crest.png": b"two"})) == [
        "word/media/crest.png: this part differs"
    ]


def test_a_link_that_is_new_or_missing_is_a_difference() -> None:
    more = SAME.adding("word/more.xml", b"<a/>", "text/xml", "more")
    assert messages(SAME, more) == [
        "word/more.xml: this part is new",
        "[Content_Types].xml: it links to /word/more.xml, which is new",
        "word/_rels/document.xml.rels: it links to more.xml, which is new",
    ]
    unlinked = more.replacing(
        {"word/_rels/document.xml.rels": SAME.parts["word/_rels/document.xml.rels"]}
    )
    assert messages(more, unlinked) == ["word/_rels/document.xml.rels: a link is missing"]


def test_a_comment_is_no_difference_where_it_is_allowed_and_only_there() -> None:
    root = SAME.root(SAME.document)
    anchor(body_of(root)[0], "7", None)
    comment = Comment("7", "A", "2026-05-01T09:00:00Z", (("", "why"),))
    noted = with_comments(SAME.replacing({SAME.document: serialise(root)}), [comment])
    assert messages(SAME, noted, Allowed(comments=frozenset({"7"}))) == []
    assert messages(SAME, noted, Allowed(comments=frozenset({"8"}))) != []
    assert messages(SAME, noted) != []


def test_a_new_list_instance_is_no_difference_where_it_is_allowed() -> None:
    one = package(numbering=LISTS)
    more = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    other = package(numbering=LISTS + more)
    assert messages(one, other, Allowed(lists=frozenset({"2"}))) == []
    assert messages(one, other) == ["word/numbering.xml: the lists differ"]


def test_bookmarks_and_results_of_fields_differ_only_on_the_side_of_the_new_file() -> None:
    marked = document(MARK.format(run("the words")))
    fields = [document(field("REF a", result)) for result in ("4.2", "4.3")]
    linked = [
        document(
            f'<w:hyperlink w:anchor="a">{run("Rules")}{field("PAGEREF a", page)}</w:hyperlink>'
        )
        for page in ("4", "5")
    ]
    for one, other in ((SAME, marked), fields, linked):
        assert messages(one, other, Allowed(bookmarks=True)) == []
        assert messages(one, other) != []
    codes = [document(field(f"REF {code}", "4.2")) for code in ("a", "b")]
    assert messages(codes[0], codes[1], Allowed(bookmarks=True)) != []


def test_no_more_differences_are_told_than_asked_for() -> None:
    one, other = (package("".join(paragraph(f"{text} {n}") for n in range(30))) for text in "ab")
    assert len(differences(one, other)) == 10
    assert len(differences(one, other, limit=3)) == 3


def test_the_texts_of_a_document_are_its_paragraphs_by_part() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    found = texts(package(paragraph("one") + table + paragraph("two"), header=paragraph("head")))
    assert found == {"word/document.xml": ["one", "cell", "two"], "word/header.xml": ["head"]}
