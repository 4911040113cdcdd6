"""New text that looks native, and old paragraphs with new words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.word.atoms import Kind, atoms, text_of
from drafting.word.native import (
    Look,
    TableLook,
    Words,
    new_paragraph,
    new_table,
    rewritten,
    with_list_instance,
)
from drafting.word.normal_form import normalise
from drafting.word.xml import Element, canonical, clone, get, local, name
from tests.word.generated_paragraphs import PARAGRAPHS
from tests.word_files import STAMP, element, field, paragraph, run


def normal(root: Element) -> str:
    copied = clone(root)
    normalise(copied)
    return canonical(copied)


def of(*runs: str) -> Element:
    return element(f"<w:p>{''.join(runs)}</w:p>")


def bold_text(root: Element) -> str:
    return "".join(
        text.text or ""
        for each in root.iter(name("w:r"))
        if each.find(f"{name('w:rPr')}/{name('w:b')}") is not None
        for text in each.iter(name("w:t"))
    )


NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'


@settings(max_examples=100)
@given(PARAGRAPHS)
def test_a_paragraph_rewritten_with_its_own_words_does_not_change(before: Element) -> None:
    wording = [Words(text_of(before))]
    assert normal(rewritten(before, wording)) == normal(before)


@settings(max_examples=100)
@given(PARAGRAPHS, st.text(st.sampled_from("ab ,.’\t"), max_size=12))
def test_a_rewritten_paragraph_says_the_new_words(before: Element, text: str) -> None:
    # Spaces and quotation marks that stay are of the kind that they were.
    same = str.maketrans({"\u00a0": " ", "’": "'"})
    after = text_of(rewritten(before, [Words(text)]))
    assert after.translate(same) == text.translate(same)


@settings(max_examples=100)
@given(PARAGRAPHS, st.text(st.sampled_from("ab ,."), max_size=12))
def test_a_rewritten_paragraph_keeps_its_properties_and_every_bookmark(
    before: Element, text: str
) -> None:
    after = rewritten(before, [Words(text)])
    assert [canonical(p) for p in before.iter(name("w:pPr"))] == [
        canonical(p) for p in after.iter(name("w:pPr"))
    ]
    marks = [
        [canonical(a.source[0]) for a in atoms(p) if a.kind is Kind.MARKER] for p in (before, after)
    ]
    assert marks[0] == marks[1]


def test_words_that_stay_keep_the_bold_of_a_split_run() -> None:
    before = of(
        run("The "), run("Mon", "<w:b/>"), run("itoring", "<w:b/>"), run(" Officer may act")
    )
    after = rewritten(before, [Words("The Monitoring Officer must act")])
    assert text_of(after) == "The Monitoring Officer must act"
    assert bold_text(after) == "Monitoring"


def test_a_word_that_is_bold_in_part_stays_as_it_is() -> None:
    before = of(run("The "), run("Mon", "<w:b/>"), run("itor"), run(" may act"))
    after = rewritten(before, [Words("The Monitor must act")])
    assert text_of(after) == "The Monitor must act"
    assert bold_text(after) == "Mon"


def test_a_non_breaking_space_and_curly_quotation_marks_stay() -> None:
    before = of(run("section\u00a09 of the ‘2000\u00a0Act’ applies"))
    after = rewritten(before, [Words("section 9 of the '2000 Act' does not apply")])
    assert text_of(after) == "section\u00a09 of the ‘2000\u00a0Act’ does not apply"


def test_a_field_stays_while_its_words_do() -> None:
    before = of(run("see "), field("REF a", "Article 4"), run(" below"))
    kept = rewritten(before, [Words("see also Article 4 below")])
    assert [each.text for each in kept.iter(name("w:instrText"))] == [" REF a "]
    assert text_of(kept) == "see also Article 4 below"
    gone = rewritten(before, [Words("see Article 5 below")])
    assert not list(gone.iter(name("w:instrText"), name("w:fldChar")))


def test_a_hyperlink_stays_while_its_words_do() -> None:
    link = f'<w:hyperlink w:anchor="a">{run("the Code of Conduct")}</w:hyperlink>'
    before = of(run("under "), link, run(" today"))
    after = rewritten(before, [Words("under the Code of Conduct tomorrow")])
    assert [local(each) for each in after] == ["r", "hyperlink", "r"]


@pytest.mark.parametrize("between", ["", '<w:bookmarkEnd w:id="1"/>'])
def test_a_note_stays_with_the_word_it_follows_and_goes_with_it(between: str) -> None:
    before = of(run("The Leader"), between, NOTE, run(" may act"))
    kept = rewritten(before, [Words("The Leader must act")])
    assert len(list(kept.iter(name("w:footnoteReference")))) == 1
    shown = list(kept.iter(name("w:t"), name("w:footnoteReference")))
    at = [local(each) for each in shown].index("footnoteReference")
    assert "".join(each.text or "" for each in shown[:at]) == "The Leader"
    gone = rewritten(before, [Words("The Chair may act")])
    assert not list(gone.iter(name("w:footnoteReference")))


def test_a_picture_before_the_first_word_stays() -> None:
    before = of("<w:r><w:drawing/></w:r>", run("Crest of the Council"))
    after = rewritten(before, [Words("Arms of the Council")])
    assert [local(each[0]) for each in after] == ["drawing", "t"]
    alone = rewritten(of("<w:r><w:drawing/></w:r>"), [Words("Arms")])
    assert [local(each[0]) for each in alone] == ["drawing", "t"]


def test_a_new_paragraph_takes_properties_and_letters_and_nothing_of_the_words() -> None:
    model = element(
        '<w:p w14:paraId="1A2B3C4D"><w:pPr><w:pStyle w:val="Rule"/><w:rPr>'
        f'<w:ins w:id="1" {STAMP}/><w:i/></w:rPr><w:sectPr/></w:pPr>'
        f'<w:bookmarkStart w:id="1" w:name="a"/>{run("short", "<w:b/>")}'
        f"{run('much longer text', '<w:color w:val=' + chr(34) + 'FF0000' + chr(34) + '/>')}{NOTE}"
        '<w:bookmarkEnd w:id="1"/></w:p>'
    )
    new = new_paragraph(Look(model), [Words("new\twords"), Words(" bold", bold=True)])
    assert dict(new.attrib) == {}
    assert canonical(new[0]) == canonical(
        element('<w:pPr><w:pStyle w:val="Rule"/><w:rPr><w:i/></w:rPr></w:pPr>')
    )
    assert text_of(new) == "new\twords bold"
    assert {local(each) for each in new} == {"pPr", "r"}
    assert all(each.find(f"{name('w:rPr')}/{name('w:color')}") is not None for each in new[1:])
    assert bold_text(new) == " bold"


def test_new_words_do_not_take_a_tracked_change_of_look_along() -> None:
    change = f'<w:b/><w:rPrChange w:id="1" {STAMP}><w:rPr/></w:rPrChange>'
    new = new_paragraph(Look(of(run("model", change))), [Words("words")])
    assert not list(new.iter(name("w:rPrChange")))


def test_bold_and_italic_stand_where_the_schema_wants_them() -> None:
    look = (
        '<w:rStyle w:val="S"/><w:rFonts w:ascii="Arial"/><w:color w:val="red"/><w:sz w:val="24"/>'
    )
    new = new_paragraph(Look(of(run("model", look))), [Words("words", bold=True, italic=True)])
    kinds = [local(each) for each in new[0][0]]
    assert kinds == ["rStyle", "rFonts", "b", "i", "color", "sz"]


def test_a_new_paragraph_takes_a_place_in_a_list() -> None:
    numbered = element(
        paragraph(
            "a", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr><w:jc w:val="left"/>'
        )
    )
    new = new_paragraph(Look(numbered, list_instance="8", level=2), [Words("b")])
    number = new.find(f"{name('w:pPr')}/{name('w:numPr')}")
    assert number is not None
    assert [get(each, "w:val") for each in number] == ["2", "8"]
    plain = element(paragraph("a", '<w:pStyle w:val="Rule"/><w:keepNext/><w:jc w:val="left"/>'))
    new = new_paragraph(Look(plain, list_instance="8", style="Item"), [Words("b")])
    assert [local(each) for each in new[0]] == ["pStyle", "keepNext", "numPr", "jc"]
    assert get(new[0][0], "w:val") == "Item"


def test_a_list_of_a_model_that_states_only_part_of_it_is_completed() -> None:
    level_only = element(paragraph("a", '<w:numPr><w:ilvl w:val="0"/></w:numPr>'))
    new = new_paragraph(Look(level_only, list_instance="8", level=1), [Words("b")])
    number = new.find(f"{name('w:pPr')}/{name('w:numPr')}")
    assert number is not None
    assert [(local(each), get(each, "w:val")) for each in number] == [("ilvl", "1"), ("numId", "8")]
    list_only = element(paragraph("a", '<w:numPr><w:numId w:val="3"/></w:numPr>'))
    new = new_paragraph(Look(list_only, list_instance="8", level=1), [Words("b")])
    number = new.find(f"{name('w:pPr')}/{name('w:numPr')}")
    assert number is not None
    assert [(local(each), get(each, "w:val")) for each in number] == [("ilvl", "1"), ("numId", "8")]


def cells(*texts: str) -> list[list[Words]]:
    return [[Words(text)] for text in texts]


WIDE = '<w:tcW w:w="4001" w:type="dxa"/>'
HEAD = f'<w:tcPr>{WIDE}<w:gridSpan w:val="2"/><w:shd w:fill="CCCCCC"/></w:tcPr>'
HEAD_WORDS = '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>'
MODEL_TABLE = element(
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblCaption w:val="c"/></w:tblPr><w:tblGrid>'
    '<w:gridCol w:w="4001"/><w:gridCol w:w="4002"/></w:tblGrid>'
    f"<w:tr><w:tc>{HEAD}{HEAD_WORDS}</w:tc></w:tr>"
    f"<w:tr><w:tc><w:tcPr>{WIDE}</w:tcPr>{paragraph('Body')}</w:tc></w:tr></w:tbl>"
)


@settings(max_examples=60)
@given(
    st.lists(st.text("ab ", max_size=60), min_size=1, max_size=7),
    st.booleans(),
    st.integers(0, 3),
)
def test_the_widths_of_a_new_table_add_up(header: list[str], modelled: bool, rows: int) -> None:
    look = TableLook(MODEL_TABLE if modelled else None, Look(of(run("words"))))
    table = new_table(look, cells(*header), [cells(*header)] * rows)
    grid = [int(get(each, "w:w")) for each in table.iter(name("w:gridCol"))]
    assert sum(grid) == (8003 if modelled else 9000)
    assert len(grid) == len(header)
    assert min(grid) >= sum(grid) / len(grid) / 2 - 1
    for row in table.iterchildren(name("w:tr")):
        assert [int(get(each, "w:w")) for each in row.iter(name("w:tcW"))] == grid
        assert all(local(cell[-1]) == "p" for cell in row.iterchildren(name("w:tc")))


def test_only_the_first_row_of_a_new_table_repeats_and_no_row_breaks_across_pages() -> None:
    table = new_table(
        TableLook(None, Look(of(run("a")))), cells("One", "Two"), [cells("1", "2")] * 2
    )
    rows = list(table.iterchildren(name("w:tr")))
    assert [row.find(f".//{name('w:tblHeader')}") is not None for row in rows] == [
        True,
        False,
        False,
    ]
    assert all(row.find(f".//{name('w:cantSplit')}") is not None for row in rows)
    assert bold_text(rows[0]) == "OneTwo"
    assert bold_text(rows[1]) == ""


def test_a_new_table_looks_like_its_model_without_the_models_own_words() -> None:
    table = new_table(
        TableLook(MODEL_TABLE, Look(of(run("a")))), cells("One"), [cells("1"), cells()]
    )
    assert [local(each) for each in table[0]] == ["tblStyle"]
    head, first, empty = table.iterchildren(name("w:tr"))
    assert [local(each) for each in head.iter(name("w:shd"), name("w:gridSpan"))] == ["shd"]
    assert [text_of(each) for each in table.iter(name("w:p"))] == ["One", "1", ""]
    assert [get(each, "w:val") for each in head.iter(name("w:pStyle"))] == ["H"]
    assert not list(first.iter(name("w:pStyle")))
    assert len(list(empty.iter(name("w:tc")))) == 1


def numbering(override: str = "") -> Element:
    return element(
        '<w:numbering><w:abstractNum w:abstractNumId="0"/><w:num w:numId="3">'
        f'<w:abstractNumId w:val="0"/>{override}</w:num><w:num w:numId="5"><w:abstractNumId '
        'w:val="0"/></w:num></w:numbering>'
    )


@pytest.mark.parametrize(
    "override",
    [
        "",
        '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride>',
        '<w:lvlOverride w:ilvl="1"><w:lvl w:ilvl="1"/></w:lvlOverride>',
    ],
)
def test_a_list_that_starts_again_has_a_free_id_and_a_start_override(override: str) -> None:
    root = numbering(override)
    assert with_list_instance(root, "3", 1) == "6"
    made = root[-1]
    (stated,) = [e for e in made.iterfind(name("w:lvlOverride")) if get(e, "w:ilvl") == "1"]
    assert local(stated[0]) == "startOverride"
    assert get(stated[0], "w:val") == "1"
    assert len(stated.findall(name("w:startOverride"))) == 1
    assert canonical(numbering(override)[1]) == canonical(root[1])
