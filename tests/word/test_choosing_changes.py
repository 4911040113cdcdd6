"""Settling some tracked changes: by author, by id, whole, and the rest left as it was."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import pytest

from drafting.findings import Refusal
from drafting.word.blocks import body_of
from drafting.word.choice import chosen_by
from drafting.word.package import Package, open_package
from drafting.word.revisions import (
    Decision,
    Settled,
    all_revisions,
    resolved,
    revision_count,
    settled,
    story_parts,
)
from drafting.word.verification import differences
from drafting.word.xml import Element, get, local, name
from tests.word.test_resolved_corpus import corpus
from tests.word_files import package, paragraph, run

DATED = 'w:date="2026-05-01T09:00:00Z"'
CLERK, CHAIR = (f'w:author="{who}" {DATED}' for who in ("Clerk", "Chair"))
DECISIONS: tuple[Decision, Decision] = ("accept", "reject")


def ins(identity: int, content: str, by: str = CLERK) -> str:
    return f'<w:ins w:id="{identity}" {by}>{content}</w:ins>'


def gone(identity: int, text: str, by: str = CLERK) -> str:
    deleted = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="{identity}" {by}>{deleted}</w:del>'


def mark(kind: str, identity: int, by: str = CLERK) -> str:
    return f'<w:pPr><w:rPr><w:{kind} w:id="{identity}" {by}/></w:rPr></w:pPr>'


def moved(kind: str, first: int, text: str, after: str = "", by: str = CLERK) -> str:
    """Return a paragraph at one end of a move: its mark, its range and its words."""
    return (
        f'<w:p>{mark(kind, first, by)}<w:{kind}RangeStart w:id="{first + 1}" {by} w:name="m"/>'
        f'<w:{kind} w:id="{first + 2}" {by}>{run(text)}</w:{kind}>{after}</w:p>'
        f'<w:{kind}RangeEnd w:id="{first + 1}"/>'
    )


def settle(
    body: str,
    decision: Decision,
    *ids: int,
    by: Collection[str] = (),
) -> tuple[Element, Settled]:
    """Return the body after settling the changes with these ids or by these authors."""
    document = package(body)
    done = settled(document, decision, chosen_by(document, by, [str(each) for each in ids]))
    return body_of(done.package.root(done.package.document)), done


def lines(body: Element) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(name("w:t"))) for p in body.iter(name("w:p"))]


def kinds(body: Element) -> list[str]:
    """Return the names of the elements that carry an author, and of the ends of ranges."""
    return [local(e) for e in body.iter() if get(e, "w:author") or local(e).endswith("RangeEnd")]


# By author and by id


def test_changes_of_one_author_are_settled_and_those_of_others_keep_their_ids() -> None:
    body = f"<w:p>{ins(1, run('ours '))}{ins(2, run('theirs '), CHAIR)}{gone(3, 'old')}</w:p>"
    after, done = settle(body, "accept", by=["Clerk"])
    assert lines(after) == ["ours theirs "]
    assert [get(each, "w:id") for each in after.iter(name("w:ins"))] == ["2"]
    assert done.settled.as_json() == {
        "total": 2,
        "kinds": {"deletions": 1, "insertions": 1},
        "authors": {"Clerk": 2},
    }
    assert done.remaining.authors == {"Chair": 1}


def test_authors_and_ids_together_choose_what_either_names() -> None:
    texts = [ins(n, run(str(n)), by) for n, by in ((1, CLERK), (2, CHAIR), (3, CHAIR))]
    after, _ = settle(f"<w:p>{''.join(texts)}</w:p>", "reject", 3, by=["Clerk"])
    assert lines(after) == ["2"]
    assert kinds(after) == ["ins"]


def test_without_a_choice_every_change_is_settled() -> None:
    assert chosen_by(package(), (), ()) is all_revisions


@pytest.mark.parametrize("author", ["clerk", "Cler", "Nobody", ""])
def test_an_author_of_no_change_is_refused_and_those_there_are_are_named(author: str) -> None:
    document = package(f"<w:p>{ins(1, run('a'))}{ins(2, run('b'), CHAIR)}</w:p>")
    with pytest.raises(Refusal, match=r"by “.*”\. The authors are Chair, Clerk\."):
        chosen_by(document, [author, "Clerk"], ())


def test_an_id_of_no_change_is_refused_even_if_a_bookmark_has_it() -> None:
    marked = '<w:bookmarkStart w:id="9" w:name="b"/><w:bookmarkEnd w:id="9"/>'
    document = package(f"<w:p>{marked}{ins(10, run('a'))}{ins(2, run('b'))}</w:p>")
    with pytest.raises(Refusal, match=r"has the id 9\. The ids are 2, 10\."):
        chosen_by(document, (), ["9", "2"])


def test_a_document_without_changes_says_so_when_one_is_named() -> None:
    with pytest.raises(Refusal, match="There are no tracked changes in it"):
        chosen_by(package(paragraph("words")), ["Clerk"], ())


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("a paragraph mark", f"<w:p>{mark('ins', 1)}{run('a')}</w:p>" + paragraph("b")),
        (
            "a row",
            f'<w:tbl><w:tr><w:trPr><w:ins w:id="1" {CLERK}/></w:trPr><w:tc>{paragraph("b")}'
            f"</w:tc></w:tr><w:tr><w:tc>{paragraph('ab')}</w:tc></w:tr></w:tbl>",
        ),
        (
            "a cell",
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns w:id="1" {CLERK}/></w:tcPr>{paragraph("b")}'
            f"</w:tc><w:tc>{paragraph('ab')}</w:tc></w:tr></w:tbl>",
        ),
    ],
    ids=lambda each: each if len(each) < 20 else "",
)
def test_what_was_inserted_can_be_rejected_by_its_id(kind: str, body: str) -> None:
    for other in ("", f"<w:p>{ins(2, run('c'))}</w:p>"):
        after, done = settle(body + other, "reject", 1)
        assert lines(after) == ["ab"] + (["c"] if other else []), kind
        assert done.settled.total == 1
        assert done.remaining.total == (1 if other else 0)


def test_a_change_of_properties_can_be_chosen_by_its_id() -> None:
    def changed(identity: int) -> str:
        old = f'<w:pPrChange w:id="{identity}" {CLERK}><w:pPr/></w:pPrChange>'
        return paragraph("words", f'<w:jc w:val="right"/>{old}')

    after, done = settle(changed(1) + changed(2), "reject", 2)
    assert [each.find(f".//{name('w:jc')}") is not None for each in after] == [True, False]
    assert done.settled.kinds == {"formatting": 1}
    assert kinds(after) == ["pPrChange"]


def test_a_change_of_columns_is_of_the_author_who_changed_the_table() -> None:
    table = (
        f'<w:tbl><w:tblPr><w:tblPrChange w:id="1" {CHAIR}><w:tblPr/></w:tblPrChange></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="9"/><w:tblGridChange w:id="2"><w:tblGrid><w:gridCol w:w="8"/>'
        f"</w:tblGrid></w:tblGridChange></w:tblGrid><w:tr><w:tc>{paragraph('a')}</w:tc></w:tr>"
        "</w:tbl>"
    )
    after, done = settle(table + f"<w:p>{ins(3, run('b'))}</w:p>", "reject", by=["Chair"])
    assert [get(each, "w:w") for each in after.iter(name("w:gridCol"))] == ["8"]
    assert done.remaining.authors == {"Clerk": 1}


# What goes together


MOVE = moved("moveFrom", 10, "moved") + paragraph("between") + moved("moveTo", 20, "moved")


@pytest.mark.parametrize("identity", [10, 11, 12, 20, 21, 22])
def test_a_move_is_settled_whole_whichever_of_its_ids_is_given(identity: int) -> None:
    body = MOVE + f"<w:p>{ins(1, run('end'))}</w:p>"
    for decision, expected in zip(
        DECISIONS, (["between", "moved", "end"], ["moved", "between", "end"]), strict=True
    ):
        after, done = settle(body, decision, identity)
        assert lines(after) == expected
        assert kinds(after) == ["ins"]
        assert done.settled.kinds == {"moves": 1}


def test_a_move_that_is_not_chosen_keeps_its_ranges() -> None:
    before = kinds(body_of(package(MOVE).root("word/document.xml")))
    after, done = settle(MOVE + f"<w:p>{ins(1, run('end'))}</w:p>", "accept", 1)
    assert kinds(after) == before
    assert done.remaining.kinds == {"moves": 1}


def test_two_moves_that_lie_side_by_side_are_settled_apart() -> None:
    second = MOVE.replace('w:name="m"', 'w:name="n"')
    for digit in "12":
        second = second.replace(f'w:id="{digit}', f'w:id="{digit}0')
    after, done = settle(MOVE + second + paragraph("end"), "accept", 12)
    assert lines(after) == ["between", "moved", "moved", "between", "moved", "end"]
    assert done.remaining.kinds == {"moves": 1}


def test_a_move_whose_other_end_goes_with_another_change_becomes_an_insertion() -> None:
    row = (
        f'<w:tbl><w:tr><w:trPr><w:del w:id="1" {CHAIR}/></w:trPr><w:tc>'
        f"{moved('moveFrom', 10, 'moved')}<w:p/></w:tc></w:tr></w:tbl>"
    )
    after, _ = settle(row + moved("moveTo", 20, "moved") + paragraph("end"), "accept", 1)
    assert lines(after) == ["moved", "end"]
    assert kinds(after) == ["ins", "ins"]


def test_a_move_whose_new_place_goes_with_another_change_becomes_a_deletion() -> None:
    row = (
        f'<w:tbl><w:tr><w:trPr><w:ins w:id="1" {CHAIR}/></w:trPr><w:tc>'
        f"{moved('moveTo', 10, 'moved')}<w:p/></w:tc></w:tr></w:tbl>"
    )
    after, _ = settle(moved("moveFrom", 20, "moved") + row + paragraph("end"), "reject", 1)
    assert kinds(after) == ["del", "del"]
    assert [each.text for each in after.iter(name("w:delText"))] == ["moved"]


@pytest.mark.parametrize("identity", [1, 3])
def test_a_deleted_field_is_settled_whole_whichever_piece_is_named(identity: int) -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def piece(number: int, content: str) -> str:
        return f'<w:del w:id="{number}" {CLERK}>{content}</w:del>'

    code = "<w:r><w:delInstrText> DATE </w:delInstrText></w:r>"
    field = piece(1, char("begin") + code) + piece(3, char("separate") + char("end"))
    after, done = settle(f"<w:p>{run('a')}{field}{gone(5, 'b')}</w:p>", "accept", identity)
    assert not list(after.iter(name("w:fldChar"), name("w:instrText")))
    assert done.remaining.total == 1


@pytest.mark.parametrize("identity", [1, 2])
def test_a_deleted_content_control_is_settled_at_both_its_tags(identity: int) -> None:
    control = (
        f'<w:customXmlDelRangeStart w:id="1" {CLERK}/><w:sdt><w:sdtPr/><w:sdtContent>'
        f'<w:customXmlDelRangeEnd w:id="1"/>{run("words")}'
        f'<w:customXmlDelRangeStart w:id="2" {CLERK}/></w:sdtContent></w:sdt>'
        '<w:customXmlDelRangeEnd w:id="2"/>'
    )
    after, done = settle(f"<w:p>{control}{ins(3, run('b'))}</w:p>", "accept", identity)
    assert [local(each) for each in after[0]] == ["r", "ins"]
    assert done.settled.kinds == {"content controls": 1}


# What is left


def test_a_deletion_in_another_authors_insertion_is_settled_by_itself() -> None:
    body = f"<w:p>{ins(1, run('new') + gone(2, ' old', CHAIR))}</w:p>"
    after, _ = settle(body, "reject", by=["Chair"])
    assert (lines(after), kinds(after)) == (["new old"], ["ins"])
    after, _ = settle(body, "accept", by=["Clerk"])
    assert (lines(after), kinds(after)) == (["new"], ["del"])
    after, done = settle(body, "reject", by=["Clerk"])
    assert (lines(after), done.remaining.total) == ([""], 0)


def test_an_insertion_of_which_nothing_is_left_is_no_change_any_more() -> None:
    body = f"<w:p>{run('a')}{ins(1, gone(2, 'b', CHAIR))}</w:p>"
    _, done = settle(body, "accept", by=["Chair"])
    assert done.remaining.total == 0


def test_what_was_deleted_before_it_was_moved_stays_deleted_when_the_move_is_rejected() -> None:
    body = MOVE.replace(run("moved"), run("moved") + gone(30, " old", CHAIR), 1)
    after, done = settle(body, "reject", 10)
    assert lines(after)[:2] == ["moved", "between"]
    assert [each.text for each in after.iter(name("w:delText"))] == [" old"]
    assert done.remaining.authors == {"Chair": 1}


@pytest.mark.parametrize("outside", ["before", "after"])
def test_a_bookmark_that_reaches_beyond_what_goes_keeps_both_its_ends(outside: str) -> None:
    start, end = '<w:bookmarkStart w:id="9" w:name="b"/>', '<w:bookmarkEnd w:id="9"/>'
    inside = gone(1, "old").replace("<w:r>", (start if outside == "after" else end) + "<w:r>", 1)
    body = inside + run("b") + end if outside == "after" else start + run("b") + inside
    after, _ = settle(f"<w:p>{body}</w:p>", "accept", 1)
    found = [local(each) for each in after[0]]
    assert sorted(found) == ["bookmarkEnd", "bookmarkStart", "r"]
    assert found.index("bookmarkStart") < found.index("bookmarkEnd")


def test_a_bookmark_goes_with_all_that_it_marks() -> None:
    marks = '<w:bookmarkStart w:id="9" w:name="b"/>{}<w:bookmarkEnd w:id="9"/>'
    body = f'<w:ins w:id="1" {CLERK}>{marks.format(run("a"))}</w:ins>'
    after, _ = settle(f"<w:p>{body}{ins(2, run('b'))}</w:p>", "reject", 1)
    assert [local(each) for each in after[0]] == ["ins"]


def test_what_a_property_was_before_is_no_change_of_its_own() -> None:
    old = f'<w:rPrChange w:id="2" {CLERK}><w:rPr><w:ins w:id="3" {CLERK}/></w:rPr></w:rPrChange>'
    body = f'<w:p><w:pPr><w:rPr><w:ins w:id="1" {CLERK}/><w:b/>{old}</w:rPr></w:pPr></w:p><w:p/>'
    assert revision_count(package(body)) == 2
    after, done = settle(body, "reject", 2)
    assert [local(each) for each in after[0].iter()] == ["p", "pPr", "rPr", "ins"]
    assert done.remaining.total == 1


def test_the_last_row_in_a_content_control_takes_the_control_and_the_table_with_it() -> None:
    row = (
        f'<w:sdt><w:sdtContent><w:tr><w:trPr><w:ins w:id="1" {CLERK}/></w:trPr><w:tc>'
        f"{paragraph('b')}</w:tc></w:tr></w:sdtContent></w:sdt>"
    )
    kept = f"<w:tr><w:tc>{paragraph('a')}</w:tc></w:tr>"
    for body, expected in ((f"{kept}{row}", ["tbl", "p"]), (row, ["p"])):
        after, _ = settle(f"<w:tbl>{body}</w:tbl><w:p>{ins(2, run('c'))}</w:p>", "reject", 1)
        assert [local(each) for each in after] == expected
        assert not list(after.iter(name("w:sdt")))


def test_cells_left_by_a_merge_span_the_columns_of_those_that_went() -> None:
    def cell(width: int, change: str = "") -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{change}</w:tcPr><w:p/></w:tc>'

    dropped = f'<w:cellDel w:id="1" {CLERK}/>'
    grid = '<w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="200"/></w:tblGrid>'
    for width, spans in ((300, ["2"]), (100, [])):
        table = f"<w:tbl>{grid}<w:tr>{cell(width)}{cell(200, dropped)}</w:tr></w:tbl><w:p/>"
        after, _ = settle(table, "accept", 1)
        assert [get(each, "w:val") for each in after.iter(name("w:gridSpan"))] == spans


# Real files


@cache
def tracked_files() -> list[Package]:
    folder = corpus()
    found = [] if folder is None else sorted((folder / "resolved").glob("*.docx"))
    return [open_package(p) for p in found if not p.stem.endswith(("-Accepted", "-Rejected"))]


def ids_in(document: Package) -> list[str]:
    return [
        get(each, "w:id")
        for part in story_parts(document)
        for each in document.root(part).iter()
        if get(each, "w:author") and local(each) != "comment"
    ]


@pytest.mark.skipif(corpus() is None, reason="NOT TESTED: no corpus of resolved documents.")
@pytest.mark.parametrize("decision", DECISIONS)
def test_settling_every_change_of_a_real_file_in_two_steps_is_settling_all(
    decision: Decision,
) -> None:
    for document in tracked_files():
        ids = ids_in(document)
        if not ids:
            continue
        half = settled(document, decision, chosen_by(document, (), ids[::2])).package
        assert set(ids_in(half)) <= set(ids)
        whole, twice = resolved(document, decision), resolved(half, decision)
        assert differences(whole, twice) == [], document.name
