"""A paragraph as atoms, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from drafting.word.atoms import Kind, atoms, elements_of, text_of, words
from drafting.word.normal_form import normalise
from drafting.word.tracking import shell
from drafting.word.xml import Element, canonical, clone
from tests.word.generated_paragraphs import PARAGRAPHS
from tests.word_files import STAMP, element, field, run


def normal(paragraph: Element) -> str:
    copied = clone(paragraph)
    normalise(copied)
    return canonical(copied)


def contents(xml: str) -> list[str]:
    return [atom.content for atom in atoms(element(f"<w:p>{xml}</w:p>"))]


@settings(max_examples=120)
@given(PARAGRAPHS)
def test_the_atoms_of_a_paragraph_make_the_paragraph_again(paragraph: Element) -> None:
    before = canonical(paragraph)
    again = shell(paragraph)
    again.extend(list(elements_of(atoms(paragraph))))
    assert normal(again) == normal(paragraph)
    assert canonical(paragraph) == before


@settings(max_examples=100)
@given(PARAGRAPHS)
def test_the_text_of_a_paragraph_is_that_of_its_atoms(paragraph: Element) -> None:
    assert text_of(paragraph) == "".join(atom.text for atom in atoms(paragraph))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Member’s duty", ["the", " ", "Member’s", " ", "duty"]),
        ("rule 4.2(a), £1,000.", ["rule", " ", "4.2", "(", "a", ")", ",", " ", "£", "1,000", "."]),
        ("a\u00a0b  c", ["a", "\u00a0", "b", " ", " ", "c"]),
        ("It ends.The rest", ["It", " ", "ends", ".", "The", " ", "rest"]),
        ("U.K. v1.Beta x.gov.uk", ["U.K", ".", " ", "v1.Beta", " ", "x.gov.uk"]),
        ("co-opted and/or", ["co-opted", " ", "and/or"]),
        ("", []),
    ],
)
def test_text_splits_into_words_spaces_and_marks(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert "".join(found) == text


def test_a_non_breaking_space_is_not_a_space() -> None:
    one, other = (contents(run(f"a{space}b")) for space in (" ", "\u00a0"))
    assert one != other


def test_words_with_one_look_share_a_run_whatever_runs_they_were_in() -> None:
    split = f"<w:p>{run('the ')}{run('Coun')}{run('cil', '<w:b/>')}</w:p>"
    pieces = list(elements_of(atoms(element(split))))
    assert [normal(each) for each in pieces] == [
        normal(element(run("the Coun"))),
        normal(element(run("cil", "<w:b/>"))),
    ]


def test_a_word_that_runs_and_spelling_marks_split_is_one_word() -> None:
    page = "<w:r><w:lastRenderedPageBreak/><w:t>toring Officer</w:t></w:r>"
    spelt = '<w:proofErr w:type="spellStart"/>'
    assert contents(run("Mon") + spelt + run("i") + page) == ["Monitoring", " ", "Officer"]


def test_a_field_is_one_atom_and_its_last_result_is_no_content() -> None:
    one, other = (contents(field("REF a", result)) for result in ("4.2", "4.3"))
    assert one == other
    assert len(one) == 1
    assert contents(field("REF b", "4.2")) != one
    (atom,) = atoms(element(f"<w:p>{field('REF a', '4.2')}</w:p>"))
    assert (atom.kind, atom.text) == (Kind.RUN, "4.2")


def test_a_field_inside_a_field_belongs_to_it() -> None:
    inner = field("PAGEREF b", "12")
    outer = field("HYPERLINK b", "x").replace(run("x"), run("Part 1") + inner)
    (atom,) = atoms(element(f"<w:p>{outer}</w:p>"))
    assert atom.text == "Part 112"


def test_what_a_field_in_the_code_of_another_shows_is_not_shown() -> None:
    code = "<w:r><w:instrText> IF </w:instrText></w:r>" + field("REF b", "hidden")
    plain = field("X", "shown")
    start = plain.index("<w:r><w:instrText")
    outer = plain[:start] + code + plain[start:]
    (atom,) = atoms(element(f"<w:p>{outer}</w:p>"))
    assert atom.text == "shown"


def test_the_page_number_in_the_hyperlink_of_a_table_of_contents_is_no_content() -> None:
    def entry(page: str) -> str:
        inside = run("Rules") + field("PAGEREF _Toc1", page)
        return f'<w:hyperlink w:anchor="_Toc1">{inside}</w:hyperlink>'

    assert contents(entry("12")) == contents(entry("13"))


def test_the_text_of_a_link_is_compared_by_itself_where_the_link_is_the_same() -> None:
    link = f'<w:hyperlink w:anchor="a">{run("Rules")}</w:hyperlink>'
    assert contents(link) == contents(link.replace("Rules", "Rulings"))
    assert contents(link) != contents(link.replace('"a"', '"b"'))
    (atom,) = atoms(element(f"<w:p>{link}</w:p>"))
    assert atom.has_inside


def test_a_field_that_ends_in_another_paragraph_leaves_the_words_of_this_one_words() -> None:
    opened = field("TOC", "Rules of procedure").rpartition("<w:r>")[0]
    found = atoms(element(f"<w:p>{opened}</w:p>"))
    assert [atom.text for atom in found if atom.kind is Kind.TEXT] == words("Rules of procedure")


def test_bookmarks_and_comments_are_markers_and_show_nothing() -> None:
    marks = (
        '<w:bookmarkStart w:id="1" w:name="a"/><w:commentRangeStart w:id="2"/>{}'
        '<w:commentRangeEnd w:id="2"/><w:bookmarkEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="2"/></w:r>'
    )
    found = atoms(element(f"<w:p>{marks.format(run('word'))}</w:p>"))
    assert [atom.kind for atom in found].count(Kind.MARKER) == 5
    assert "".join(atom.text for atom in found) == "word"


def test_deleted_text_and_text_that_moved_away_do_not_show() -> None:
    deleted = f'<w:del w:id="1" {STAMP}><w:r><w:delText>old </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2" {STAMP}>{run("away ")}</w:moveFrom>'
    inserted = f'<w:ins w:id="3" {STAMP}>{run("new")}</w:ins>'
    paragraph = element(f"<w:p>{deleted}{moved}{inserted}</w:p>")
    assert text_of(paragraph) == "new"
    found = atoms(paragraph)
    assert [(atom.text, atom.gone, atom.revised) for atom in found] == [
        ("", True, False),
        ("", True, False),
        ("", False, True),
        ("new", False, False),
    ]
    assert all(atom.held is not None or atom.revised for atom in found)


def test_tabs_and_breaks_show_and_tab_stops_do_not() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    inside = "<w:r><w:t>(a)</w:t><w:tab/><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>"
    assert text_of(element(f"<w:p>{stops}{inside}</w:p>")) == "(a)\tone\ntwo"
    link = f'<w:hyperlink w:anchor="a">{inside}</w:hyperlink>'
    assert text_of(element(f"<w:p>{stops}{link}</w:p>")) == "(a)\tone\ntwo"
