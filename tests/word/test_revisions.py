"""Accepting and rejecting tracked changes, kind by kind."""

from __future__ import annotations

from drafting.word.blocks import body_of
from drafting.word.revisions import Decision, resolved, revision_count, with_ids
from drafting.word.xml import Element, local, name
from tests.word_files import STAMP, package, paragraph, run

DECISIONS: tuple[Decision, Decision] = ("accept", "reject")


def ins(content: str, identity: int = 1) -> str:
    return f'<w:ins w:id="{identity}" {STAMP}>{content}</w:ins>'


def gone(text: str, identity: int = 2) -> str:
    return (
        f'<w:del w:id="{identity}" {STAMP}><w:r><w:delText xml:space="preserve">{text}</w:delText>'
        "</w:r></w:del>"
    )


def mark(kind: str, identity: int = 3) -> str:
    return f'<w:pPr><w:rPr><w:{kind} w:id="{identity}" {STAMP}/></w:rPr></w:pPr>'


def both(body: str, **others: str) -> tuple[Element, Element]:
    """Return the bodies after accepting all and after rejecting all, nothing tracked in them."""
    found: list[Element] = []
    for decision in DECISIONS:
        after = resolved(package(body, **others), decision)
        assert revision_count(after) == 0
        found.append(body_of(after.root(after.document)))
    return found[0], found[1]


def lines(body: Element) -> list[str]:
    return [
        "".join(text.text or "" for text in each.iter(name("w:t")))
        for each in body.iter(name("w:p"))
    ]


def shape(body: Element) -> list[str]:
    return [local(each) for each in body]


def test_inserted_words_stay_or_go_and_deleted_words_go_or_stay() -> None:
    accepted, rejected = both(f"<w:p>{run('one ')}{ins(run('two'))}{gone('three')}</w:p>")
    assert lines(accepted) == ["one two"]
    assert lines(rejected) == ["one three"]
    assert not list(rejected.iter(name("w:delText")))


def test_a_deletion_inside_another_authors_insertion_goes_with_it() -> None:
    accepted, rejected = both(f"<w:p>{run('one')}{ins(run(' two') + gone(' three'))}</w:p>")
    assert lines(accepted) == ["one two"]
    assert lines(rejected) == ["one"]


def test_a_paragraph_with_its_mark_inserted_or_deleted_comes_and_goes_whole() -> None:
    body = paragraph("first") + f"<w:p>{mark('ins')}{ins(run('new'))}</w:p>" + paragraph("last")
    accepted, rejected = both(body)
    assert (lines(accepted), lines(rejected)) == (["first", "new", "last"], ["first", "last"])
    body = paragraph("first") + f"<w:p>{mark('del')}{gone('old')}</w:p>" + paragraph("last")
    accepted, rejected = both(body)
    assert (lines(accepted), lines(rejected)) == (["first", "last"], ["first", "old", "last"])


def test_paragraphs_that_join_take_the_properties_of_the_last() -> None:
    first = f'<w:p><w:pPr><w:jc w:val="center"/>{mark("del")[7:]}{run("one ")}</w:p>'
    accepted, rejected = both(first + paragraph("two", '<w:jc w:val="right"/>'))
    assert lines(accepted) == ["one two"]
    assert [each.get(name("w:val")) for each in accepted.iter(name("w:jc"))] == ["right"]
    assert [each.get(name("w:val")) for each in rejected.iter(name("w:jc"))] == ["center", "right"]


def test_several_joined_paragraphs_keep_the_order_of_their_words() -> None:
    body = "".join(f"<w:p>{mark('del', n)}{run(str(n))}</w:p>" for n in range(5)) + paragraph("end")
    assert lines(both(body)[0]) == ["01234end"]


def test_a_bookmark_still_ends_after_it_starts_when_its_paragraphs_join() -> None:
    start, end = '<w:bookmarkStart w:id="9" w:name="b"/>', '<w:bookmarkEnd w:id="9"/>'
    body = f"<w:p>{mark('del')}{start}{run('one')}</w:p>{end}" + paragraph("two")
    accepted, _ = both(body)
    order = [local(each) for each in accepted.iter() if local(each) in {"t", *_BOOKMARKS}]
    assert order == ["bookmarkStart", "t", "bookmarkEnd", "t"]


_BOOKMARKS = ("bookmarkStart", "bookmarkEnd")


def test_a_paragraph_does_not_join_a_table() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    accepted, _ = both(f"<w:p>{mark('del')}{run('kept')}</w:p>{table}" + paragraph("end"))
    assert shape(accepted) == ["p", "tbl", "p"]
    accepted, _ = both(f"<w:p>{mark('del')}{gone('old')}</w:p>{table}" + paragraph("end"))
    assert shape(accepted) == ["tbl", "p"]


def test_a_cell_and_a_text_keep_their_last_paragraph() -> None:
    cell = f"<w:tbl><w:tr><w:tc><w:p>{mark('del')}{gone('old')}</w:p></w:tc></w:tr></w:tbl>"
    accepted, _ = both(cell + f"<w:p>{mark('del')}{gone('old')}</w:p>")
    assert shape(accepted) == ["tbl", "p"]
    assert lines(accepted) == ["", ""]


def test_an_inserted_row_goes_on_rejection_and_its_table_with_its_last_row() -> None:
    kept = f"<w:tr><w:tc>{paragraph('kept')}</w:tc></w:tr>"
    new = (
        f'<w:tr><w:trPr><w:ins w:id="5" {STAMP}/></w:trPr><w:tc><w:p>{mark("ins")}'
        f"{ins(run('new'))}</w:p></w:tc></w:tr>"
    )
    accepted, rejected = both(f"<w:tbl>{kept}{new}</w:tbl>" + paragraph("end"))
    assert (lines(accepted), lines(rejected)) == (["kept", "new", "end"], ["kept", "end"])
    accepted, rejected = both(f"<w:tbl>{new}</w:tbl>" + paragraph("end"))
    assert (shape(accepted), shape(rejected)) == (["tbl", "p"], ["p"])


def test_moved_text_stands_in_one_place_only() -> None:
    away = (
        f'<w:p>{mark("moveFrom")}<w:moveFromRangeStart w:id="20" {STAMP} w:name="m"/>'
        f'<w:moveFrom w:id="21" {STAMP}>{run("moved")}</w:moveFrom>'
        '<w:moveFromRangeEnd w:id="20"/></w:p>'
    )
    here = away.replace("moveFrom", "moveTo").replace('"20"', '"22"').replace('"21"', '"23"')
    accepted, rejected = both(away + paragraph("between") + here + paragraph("end"))
    assert lines(accepted) == ["between", "moved", "end"]
    assert lines(rejected) == ["moved", "between", "end"]
    for body in (accepted, rejected):
        assert not [each for each in body.iter() if "Range" in local(each)]


def test_formatting_changes_leave_the_new_look_or_bring_back_the_old() -> None:
    changed = (
        f'<w:r><w:rPr><w:b/><w:rPrChange w:id="1" {STAMP}><w:rPr><w:i/></w:rPr></w:rPrChange>'
        "</w:rPr><w:t>words</w:t></w:r>"
    )
    accepted, rejected = both(f"<w:p>{changed}</w:p>")
    looks = [
        [local(e) for e in body.iter() if local(e) in {"b", "i"}] for body in (accepted, rejected)
    ]
    assert looks == [["b"], ["i"]]


def test_a_rejected_change_of_paragraph_properties_keeps_the_mark_and_the_section() -> None:
    body = (
        '<w:p><w:pPr><w:jc w:val="right"/><w:rPr><w:b/></w:rPr><w:sectPr/>'
        f'<w:pPrChange w:id="1" {STAMP}><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>'
        "</w:pPr></w:p><w:p/>"
    )
    _, rejected = both(body)
    properties = rejected[0][0]
    assert [local(each) for each in properties] == ["jc", "rPr", "sectPr"]
    assert properties[0].get(name("w:val")) == "left"


def test_inserted_list_properties_go_on_rejection() -> None:
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1" {STAMP}/></w:numPr>'
    accepted, rejected = both(paragraph("words", number))
    assert accepted.find(f".//{name('w:numPr')}/{name('w:numId')}") is not None
    assert rejected.find(f".//{name('w:numPr')}") is None


def test_a_deleted_content_control_goes_and_its_words_stay() -> None:
    control = (
        f'<w:customXmlDelRangeStart w:id="1" {STAMP}/><w:sdt><w:sdtPr><w:text/></w:sdtPr>'
        f'<w:sdtContent><w:customXmlDelRangeEnd w:id="1"/>{run("words")}'
        f'<w:customXmlDelRangeStart w:id="2" {STAMP}/></w:sdtContent></w:sdt>'
        '<w:customXmlDelRangeEnd w:id="2"/>'
    )
    assert revision_count(package(f"<w:p>{control}</w:p>")) == 1
    accepted, rejected = both(f"<w:p>{control}</w:p>")
    assert [local(each) for each in accepted[0]] == ["r"]
    assert [local(each) for each in rejected[0]] == ["sdt"]
    assert lines(accepted) == lines(rejected) == ["words"]


def test_a_deleted_field_goes_whole() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    begin = f'<w:del w:id="1" {STAMP}>{char("begin")}</w:del>'
    rest = f'<w:del w:id="2" {STAMP}>{char("separate")}{char("end")}</w:del>'
    switch = r"<w:r><w:instrText> \* MERGEFORMAT </w:instrText></w:r>"
    accepted, rejected = both(f"<w:p>{run('see ')}{begin}{switch}{rest}</w:p>")
    assert not list(accepted.iter(name("w:instrText"), name("w:fldChar")))
    assert len(list(rejected.iter(name("w:instrText"), name("w:fldChar")))) == 4


def test_a_field_code_that_stood_outside_any_field_before_stays_there() -> None:
    stray = "<w:r><w:instrText>stray</w:instrText></w:r>"
    for body in both(f"<w:p>{stray}{ins(run('words'))}</w:p>"):
        assert [each.text for each in body.iter(name("w:instrText"))] == ["stray"]


def test_merged_cells_are_merged_or_apart() -> None:
    def cell(merged: str, number: int) -> str:
        change = f'<w:cellMerge w:id="{number}" {STAMP} w:vMerge="{merged}"/>'
        old = f'<w:tcPr><w:tcW w:w="9" w:type="dxa"/>{change}</w:tcPr>'
        kept = f'<w:tcPrChange w:id="{number}0" {STAMP}>{old}</w:tcPrChange>'
        return f"<w:tr><w:tc>{old.replace('</w:tcPr>', kept + '</w:tcPr>')}<w:p/></w:tc></w:tr>"

    accepted, rejected = both(f"<w:tbl>{cell('rest', 1)}{cell('cont', 2)}</w:tbl><w:p/>")
    merges = [each.get(name("w:val")) for each in accepted.iter(name("w:vMerge"))]
    assert merges == ["restart", "continue"]
    assert not list(rejected.iter(name("w:vMerge")))


def test_headers_footnotes_styles_and_lists_are_settled_too() -> None:
    changed = f'<w:rPr><w:b/><w:rPrChange w:id="7" {STAMP}><w:rPr/></w:rPrChange></w:rPr>'
    document = package(
        paragraph("words"),
        header=f"<w:p>{ins(run('new head'))}</w:p>",
        footnotes=f'<w:footnote w:id="1"><w:p>{gone("old note")}</w:p></w:footnote>',
        styles=f'<w:style w:type="paragraph" w:styleId="A">{changed}</w:style>',
        numbering=f'<w:abstractNum w:abstractNumId="0"><w:lvl>{changed}</w:lvl></w:abstractNum>',
    )
    assert revision_count(document) == 4
    for decision in DECISIONS:
        after = resolved(document, decision)
        assert revision_count(after) == 0
        assert after.parts["word/document.xml"] == document.parts["word/document.xml"]
    assert b"new head" not in resolved(document, "reject").parts["word/header.xml"]
    assert b"old note" not in resolved(document, "accept").parts["word/footnotes.xml"]


def test_only_the_chosen_changes_are_settled() -> None:
    document = package(f"<w:p>{ins(run('ours '), 1)}{ins(run('theirs'), 2)}</w:p>")
    after = resolved(document, "reject", with_ids(frozenset({"1"})))
    assert lines(body_of(after.root(after.document))) == ["theirs"]
    assert revision_count(after) == 1


def test_a_document_without_tracked_changes_keeps_its_bytes() -> None:
    document = package(
        paragraph("words") + "<w:p><w:r><w:instrText>stray</w:instrText></w:r></w:p>"
    )
    for decision in DECISIONS:
        assert resolved(document, decision).parts == document.parts
