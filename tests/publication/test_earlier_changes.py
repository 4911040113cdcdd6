"""Redlines over the tracked changes of earlier authors: both stand, and both files are restored."""

from __future__ import annotations

import pytest

from drafting.findings import Refusal
from drafting.publication.redline import Redline, Stamp, redline
from drafting.word.package import Package
from drafting.word.plain import plainly
from drafting.word.revisions import resolved, with_ids
from drafting.word.verification import Allowed, differences, texts
from tests.publication.breaches import breaches
from tests.word_files import package, paragraph, run

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")
B = 'w:author="B. Clerk" w:date="2026-04-01T09:00:00Z"'
END = paragraph("The end of it all.")


def by(kind: str, number: int, inside: str = "") -> str:
    return f'<w:{kind} w:id="{number}" {B}>{inside}</w:{kind}>'


def marked(kind: str, number: int, inside: str, more: str = "") -> str:
    """A paragraph whose mark an earlier author inserted, deleted or changed."""
    return f"<w:p><w:pPr><w:rPr>{by(kind, number)}</w:rPr>{more}</w:pPr>{inside}</w:p>"


def gone(text: str) -> str:
    return run(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CHANGE = by("pPrChange", 31, '<w:pPr><w:spacing w:after="1"/></w:pPr>')
INSERTED = marked("ins", 1, by("ins", 2, run("What the clerk put in.")))
DELETED = marked("del", 3, by("del", 4, gone("What the clerk took out.")))
JOINED = marked("del", 5, run("The clerk joined this to the next. "))
SPACED = f"<w:p><w:pPr>{CHANGE}</w:pPr>{run('The clerk spaced this paragraph.')}</w:p>"
LOOKS = (
    f"<w:p><w:pPr><w:rPr><w:b/>{by('rPrChange', 6, '<w:rPr/>')}</w:rPr></w:pPr>"
    f"{run('A mark that the clerk made bold.')}</w:p>"
)
NUMBERED = (
    f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/>{by("ins", 7)}</w:numPr></w:pPr>'
    f"{run('A number that the clerk gave.')}</w:p>"
)
WITH_FIELD = f"<w:p>{run('Page ')}{by('ins', 8, FIELD)}{run(' of the clerk.')}</w:p>"
OUT = by("del", 10, gone("out")).replace("B. Clerk", "C. Clerk")
TWICE = f"<w:p>{run('Twice ')}{by('ins', 9, run('in ') + OUT)}</w:p>"
LINK = (
    f'<w:p><w:hyperlink w:anchor="a">{run("A link ")}{by("ins", 11, run("that grew"))}'
    f"{by('del', 12, gone('that went'))}</w:hyperlink></w:p>"
)
CONTROL = (
    f"<w:p><w:sdt><w:sdtContent>{run('A control ')}{by('ins', 13, run('that grew'))}"
    f"{by('del', 14, gone('that went'))}</w:sdtContent></w:sdt>{run(' and more.')}</w:p>"
)
FORMULA = (
    '<w:p xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath>'
    f"<m:r><m:t>A=</m:t></m:r><m:r>{by('del', 15, '<m:t>2</m:t>')}</m:r></m:oMath>"
    f"{run(' is a formula.')}</w:p>"
)
EARLIER = {
    "an inserted paragraph": INSERTED,
    "a deleted paragraph": DELETED,
    "a paragraph joined to the next": JOINED,
    "a change of properties": SPACED,
    "a change of a mark": LOOKS,
    "a number that was given": NUMBERED,
    "a field in an insertion": WITH_FIELD,
    "a deletion in an insertion": TWICE,
    "changes in a link": LINK,
    "changes in a control": CONTROL,
}


def both_ways(old: Package, new: Package) -> Redline:
    result = redline(old, new, STAMP)
    assert breaches(result.package, old) == []
    rejected = resolved(result.package, "reject", with_ids(result.added))
    accepted = resolved(result.package, "accept")
    assert differences(plainly(old), plainly(rejected)) == []
    wanted = resolved(new, "accept")
    assert texts(accepted) == texts(wanted)
    assert differences(wanted, accepted, Allowed(bookmarks=True)) == []
    return result


@pytest.mark.parametrize("what", EARLIER)
def test_a_paragraph_with_earlier_changes_is_deleted_over_them_and_comes_with_them(
    what: str,
) -> None:
    first, other = paragraph("What stands first."), package(paragraph("What stands first.") + END)
    layered = package(first + EARLIER[what] + END)
    for old, new in ((layered, other), (other, layered)):
        both_ways(old, new)


@pytest.mark.parametrize("what", EARLIER)
def test_a_paragraph_with_earlier_changes_comes_twice(what: str) -> None:
    old = package(EARLIER[what] + paragraph("Between the two.") + END)
    new = package(EARLIER[what] + paragraph("Between the two.") + EARLIER[what] + END)
    for one, other in ((old, new), (new, old)):
        both_ways(one, other)


@pytest.mark.parametrize("what", EARLIER)
def test_paragraphs_with_earlier_changes_change_places(what: str) -> None:
    blocks = [EARLIER[what], paragraph("Another rule."), paragraph("A third rule."), END]
    old, new = (package("".join(each)) for each in (blocks, [*blocks[1:3], blocks[0], END]))
    both_ways(old, new)
    both_ways(new, old)


@pytest.mark.parametrize("what", EARLIER)
def test_words_are_added_beside_earlier_changes(what: str) -> None:
    longer = EARLIER[what].replace("</w:p>", f"{run(' And more was said of it.')}</w:p>")
    old, new = (package(each + END) for each in (EARLIER[what], longer))
    both_ways(old, new)
    both_ways(new, old)


# The last mark of a text joins no other, and cannot be changed again.
NOT_LAST = {"a deleted paragraph", "a paragraph joined to the next", "a change of a mark"}


@pytest.mark.parametrize("what", sorted(EARLIER.keys() - NOT_LAST))
def test_a_text_grows_beyond_a_last_paragraph_with_earlier_changes(what: str) -> None:
    old, new = package(EARLIER[what]), package(EARLIER[what] + END)
    both_ways(old, new)
    both_ways(new, old)


@pytest.mark.parametrize("what", EARLIER)
def test_changes_that_word_numbered_afresh_are_the_same_changes(what: str) -> None:
    again = EARLIER[what]
    for number in range(40, 0, -1):
        again = again.replace(f'w:id="{number}" w:author', f'w:id="{number + 60}" w:author')
    assert again != EARLIER[what]
    result = both_ways(package(EARLIER[what] + END), package(again + END))
    assert result.counts == {}


def test_what_another_author_inserted_carries_both_changes_on_its_mark() -> None:
    old, new = package(INSERTED + END), package(END)
    told = both_ways(old, new).package.parts["word/document.xml"].decode()
    assert told.index('<w:ins w:id="1"') < told.index("<w:del ") < told.index('<w:ins w:id="2"')


def test_a_change_of_properties_that_comes_with_the_new_file_keeps_its_author() -> None:
    plain = SPACED.replace(CHANGE, '<w:spacing w:after="1"/>')
    result = both_ways(package(plain + END), package(SPACED + END))
    told = result.package.parts["word/document.xml"].decode()
    assert 'w:author="B. Clerk"' in told[told.index("<w:pPrChange") :]


def table(*rows: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{"".join(rows)}</w:tbl>'


def row(text: str, properties: str = "") -> str:
    deleted = f"<w:p>{by('del', 50, gone(text))}</w:p>"
    said = deleted if "<w:del " in properties else paragraph(text)
    return f"<w:tr>{properties}<w:tc>{said}</w:tc></w:tr>"


def test_a_formula_that_another_author_changed_does_not_go() -> None:
    # Its deletion would stand around another, which Word does not write.
    old = package(FORMULA + END)
    with pytest.raises(Refusal, match="earlier tracked change here was changed or deleted again"):
        redline(old, package(END), STAMP)


def test_a_formula_that_another_author_changed_comes_as_it_reads() -> None:
    both_ways(package(END), package(FORMULA + END))


@pytest.mark.parametrize("kind", ["ins", "del", "trPrChange"])
def test_a_row_with_an_earlier_change_comes_and_goes(kind: str) -> None:
    inside = "<w:trPr/>" if kind == "trPrChange" else ""
    earlier = row("A row of the clerk.", f"<w:trPr>{by(kind, 1, inside)}</w:trPr>")
    rows = [row("The first row."), earlier, row("The last row.")]
    full, less = (package(table(*each) + END) for each in (rows, [rows[0], rows[2]]))
    twice = package(table(*rows, earlier) + END)
    for old, new in ((full, less), (less, full), (full, twice), (twice, full)):
        both_ways(old, new)
    both_ways(full, package(END))
    both_ways(package(END), full)


def test_a_table_that_an_earlier_move_ends_in_is_redlined() -> None:
    start = '<w:moveFromRangeStart w:id="20" w:name="move1" ' + B + "/>"
    moved = f"<w:p>{start}{by('moveFrom', 21, run('Moved away.'))}</w:p>"
    end = '<w:moveFromRangeEnd w:id="20"/>'
    old, new = (
        package(moved + table(row("The first row."), end, row(last)) + END)
        for last in ("The last row.", "The very last row.")
    )
    for one, other in ((old, new), (new, old)):
        result = redline(one, other, STAMP)
        rejected = resolved(result.package, "reject", with_ids(result.added))
        assert differences(one, rejected) == []
