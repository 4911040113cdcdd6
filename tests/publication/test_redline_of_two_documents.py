"""A redline of any two Word files: exact both ways, or refused in plain words."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import pytest
from docx import Document
from docx.blkcntnr import BlockItemContainer
from docx.document import Document as WholeDocument
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.findings import Refusal
from drafting.publication.redline import Redline, Stamp, redline
from drafting.publication.stories import Note
from drafting.word.package import Package, read_package
from drafting.word.revisions import resolved, with_ids
from drafting.word.verification import Allowed, differences, texts
from drafting.word.xml import get, name, serialise
from tests.publication.breaches import breaches
from tests.publication.generated_documents import SECTION, Pair, plain_pairs, rich_pairs
from tests.word_files import package, paragraph, run, word_parts, zipped

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")


def redlined(old: Package, new: Package, *notes: Note) -> Redline:
    """Return the redline of two files, with comments, which keeps what Word is strict about."""
    result = redline(old, new, STAMP, notes=notes)
    assert breaches(result.package, old) == []
    return result


def read_by_python_docx(file: Package) -> list[str]:
    """Return the texts of the body, tables included, as a program that is not ours reads them."""
    return list(_texts_in(Document(io.BytesIO(file.as_bytes()))))


def _texts_in(holder: WholeDocument | BlockItemContainer) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _texts_in(cell)
        else:
            yield block.text


def check_both_ways(old: Package, new: Package, marked: Package) -> None:
    rejected, accepted = resolved(marked, "reject"), resolved(marked, "accept")
    assert differences(in_order(old), in_order(rejected)) == []
    assert differences(in_order(new), in_order(accepted), Allowed(bookmarks=True)) == []
    assert read_by_python_docx(rejected) == read_by_python_docx(old)
    assert read_by_python_docx(accepted) == read_by_python_docx(new)


def in_order(file: Package) -> Package:
    """Return a file with the notes that its text refers to, numbered in that order.

    A note that nothing refers to, Word drops when it saves.
    """
    part = file.related("footnotes")
    if part is None:
        return file
    document, notes = file.root(file.document), file.root(part)
    ids: dict[str, str] = {}
    for each in document.iter(name("w:footnoteReference")):
        ids.setdefault(get(each, "w:id"), str(100 + len(ids)))
        each.set(name("w:id"), ids[get(each, "w:id")])
    kept = [note for note in notes if get(note, "w:id") in ids]
    for note in list(notes):
        if note in kept or not get(note, "w:type"):
            notes.remove(note)
    for note in sorted(kept, key=lambda note: ids[get(note, "w:id")]):
        note.set(name("w:id"), ids[get(note, "w:id")])
        notes.append(note)
    return file.replacing({file.document: serialise(document), part: serialise(notes)})


def check_plain(pair: Pair) -> None:
    old, new = pair.old.package(), pair.new.package()
    marked = redlined(old, new).package
    check_both_ways(old, new, marked)


# No edit of these is refused.


@settings(max_examples=50)
@given(plain_pairs)
def test_any_edit_of_paragraphs_and_rows_is_tracked_and_exact_both_ways(pair: Pair) -> None:
    check_plain(pair)


@settings(max_examples=40)
@given(rich_pairs)
def test_any_other_edit_is_tracked_and_exact_both_ways(pair: Pair) -> None:
    check_plain(pair)


@pytest.mark.slow
@settings(max_examples=800)
@given(plain_pairs)
def test_many_edits_of_paragraphs_and_rows_are_exact_both_ways(pair: Pair) -> None:
    check_plain(pair)


@pytest.mark.slow
@settings(max_examples=800)
@given(rich_pairs)
def test_many_other_edits_are_exact_both_ways(pair: Pair) -> None:
    check_plain(pair)


@settings(max_examples=20)
@given(plain_pairs)
@pytest.mark.slow
def test_the_same_files_give_the_same_bytes(pair: Pair) -> None:
    files = [redlined(pair.old.package(), pair.new.package()).package for _ in range(2)]
    assert files[0].as_bytes() == files[1].as_bytes()


@settings(max_examples=20)
@given(rich_pairs)
def test_a_file_has_no_difference_from_itself(pair: Pair) -> None:
    result = redlined(pair.old.package(), pair.old.package())
    assert result.counts == {}
    assert result.unshown == ()
    assert differences(pair.old.package(), result.package) == []


@settings(max_examples=30)
@given(plain_pairs, st.data())
def test_comments_survive_and_go_with_what_they_explain(pair: Pair, data: st.DataObject) -> None:
    old, new = pair.old.package(), pair.new.package()
    count = len(new.root(new.document)[0]) - 1  # without the section
    places = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3))
    notes = [Note((("Why.", f"Reason {place}"),), new=place) for place in sorted(places)]
    result = redlined(old, new, *notes)
    comments = result.package.related("comments")
    written = [] if comments is None else list(result.package.root(comments))
    ids = frozenset(get(comment, "w:id") for comment in written)
    for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert _comment_ids(result.package, kind) == ids
    rejected, accepted = resolved(result.package, "reject"), resolved(result.package, "accept")
    assert differences(in_order(old), in_order(rejected), Allowed(comments=ids)) == []
    forward = Allowed(comments=ids, bookmarks=True)
    assert differences(in_order(new), in_order(accepted), forward) == []
    assert _comment_ids(accepted, "commentReference") == ids


def _comment_ids(file: Package, kind: str) -> frozenset[str]:
    found = file.root(file.document).iter(name(f"w:{kind}"))
    return frozenset(get(each, "w:id") for each in found)


def test_a_comment_on_a_new_paragraph_goes_when_the_paragraph_is_rejected() -> None:
    old = package(paragraph("It stays.") + paragraph("The end."))
    new = package(paragraph("It stays.") + paragraph("It is new.") + paragraph("The end."))
    result = redlined(old, new, Note((("", "Because."),), new=1), Note((("", "And so."),), new=2))
    assert len(_comment_ids(result.package, "commentReference")) == 2
    assert len(_comment_ids(resolved(result.package, "reject"), "commentReference")) == 1


def test_a_comment_on_an_omission_stands_at_what_is_omitted() -> None:
    old = package(paragraph("It goes.") + paragraph("The end."))
    result = redlined(old, package(paragraph("The end.")), Note((("", "Because."),), old=0))
    assert _comment_ids(resolved(result.package, "accept"), "commentReference") == frozenset()
    assert len(_comment_ids(resolved(result.package, "reject"), "commentReference")) == 1


# How edits are shown.


def shown(old: str, new: str) -> Mapping[str, int]:
    before, after = package(old), package(new)
    result = redlined(before, after)
    check_both_ways(before, after, result.package)
    return result.counts


MOVED = paragraph("This paragraph is long enough to be seen to have moved.")
OTHERS = [paragraph(f"Paragraph {n} says something of its own.") for n in ("one", "two", "three")]


def test_a_paragraph_that_moves_is_shown_as_moved() -> None:
    counts = shown(MOVED + "".join(OTHERS), OTHERS[0] + OTHERS[1] + MOVED + OTHERS[2])
    assert counts.keys() == {"moveFrom", "moveTo"}


@pytest.mark.parametrize("end", ["", f"<w:tbl><w:tr><w:tc>{MOVED}</w:tc></w:tr></w:tbl><w:p/>"])
def test_what_moves_to_or_from_the_end_of_a_text_is_deleted_and_inserted(end: str) -> None:
    first, last = MOVED + "".join(OTHERS) + end, "".join(OTHERS) + MOVED + end
    assert shown(first, last).keys() == {"del", "ins"}
    assert shown(last, first).keys() == {"del", "ins"}


def test_a_bold_paragraph_mark_is_tracked_with_its_text() -> None:
    look = "<w:rPr><w:b/></w:rPr>"
    bold = f"<w:p><w:pPr>{look}</w:pPr>{run('Decisions', '<w:b/>')}</w:p>"
    assert shown(paragraph("Decisions"), bold) == {"rPrChange": 2}
    assert shown(bold, paragraph("Decisions")) == {"rPrChange": 2}


def test_a_word_that_changes_is_the_only_one_marked() -> None:
    old = paragraph("The Leader may appoint nine members of the cabinet.")
    new = paragraph("The Leader may appoint seven members of the cabinet.")
    result = redlined(package(old), package(new)).package
    root = result.root(result.document)
    assert [each.text for each in root.iter(name("w:delText"))] == ["nine"]
    assert [t.text for ins in root.iter(name("w:ins")) for t in ins.iter(name("w:t"))] == ["seven"]


def test_everything_can_be_deleted_and_everything_inserted() -> None:
    everything = "".join(OTHERS) + f"<w:tbl><w:tr><w:tc>{MOVED}</w:tc></w:tr></w:tbl>" + MOVED
    assert set(shown(everything, "<w:p/>")) == {"del"}
    assert set(shown("<w:p/>", everything)) == {"ins"}


# Links and notes: Word numbers both afresh when it saves.

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_links(body: str, *links: tuple[str, str, str], **media: bytes) -> Package:
    """Return a file with links (id, kind, target), and pictures by their names."""
    written = "".join(
        f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if kind == "hyperlink" else "/>")
        for identity, kind, target in links
    )
    parts = word_parts(body)
    where = "word/_rels/document.xml.rels"
    parts[where] = parts[where].replace(b"</Relationships>", f"{written}</Relationships>".encode())
    types = parts["[Content_Types].xml"].decode()
    png = '<Default Extension="png" ContentType="image/png"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", png if media else "</Types>").encode()
    pictures = {f"word/media/{each}.png": data for each, data in media.items()}
    return read_package(zipped({**parts, **pictures}), "linked.docx")


def linked(identity: str, text: str) -> str:
    return f'<w:p><w:hyperlink r:id="{identity}">{run(text)}</w:hyperlink></w:p>'


def pictured(identity: str) -> str:
    return f'<w:p><w:r><w:drawing><w:blip r:embed="{identity}"/></w:drawing></w:r></w:p>'


def targets(file: Package) -> list[str]:
    """Return what the links of the text lead to, in order; each must lead somewhere."""
    links = {link.id: link.target for link in file.relationships(file.document)}
    used = f"{{{_OFFICE}}}"
    return [
        links[str(text)]
        for each in file.root(file.document).iter()
        for key, text in each.attrib.items()
        if str(key).startswith(used)
    ]


LAW, RULES = "https://law.example/act", "https://council.example/rules"


def test_a_link_under_another_id_is_no_difference() -> None:
    old = with_links(linked("rId7", "The Act"), ("rId7", "hyperlink", LAW))
    new = with_links(linked("rId9", "The Act"), ("rId9", "hyperlink", LAW))
    assert redlined(old, new).counts == {}


def test_an_id_that_now_leads_elsewhere_is_a_difference() -> None:
    old = with_links(linked("rId7", "The Act"), ("rId7", "hyperlink", LAW))
    new = with_links(linked("rId7", "The Act"), ("rId7", "hyperlink", RULES))
    marked = redlined(old, new).package
    assert targets(marked) == [LAW, RULES]
    assert targets(resolved(marked, "reject")) == [LAW]
    assert targets(resolved(marked, "accept")) == [RULES]


def test_a_new_link_takes_an_id_that_the_old_file_does_not_use() -> None:
    old = with_links(linked("rId7", "The Act"), ("rId7", "hyperlink", LAW))
    new = with_links(
        linked("rId7", "The rules") + linked("rId8", "The Act"),
        ("rId7", "hyperlink", RULES),
        ("rId8", "hyperlink", LAW),
    )
    marked = redlined(old, new).package
    assert targets(resolved(marked, "reject")) == [LAW]
    assert targets(resolved(marked, "accept")) == [RULES, LAW]


def test_a_new_picture_that_its_file_lacks_still_has_its_link() -> None:
    end = paragraph("The end.")
    new = with_links(pictured("rId5") + end, ("rId5", "image", "media/gone.png"))
    marked = redline(package(end), new, STAMP).package
    assert targets(marked) == ["word/media/gone.png"]


def test_a_new_picture_comes_with_its_bytes() -> None:
    end = paragraph("The end.")
    old = with_links(pictured("rId5") + end, ("rId5", "image", "media/a.png"), a=b"old")
    new = with_links(pictured("rId5") + end, ("rId5", "image", "media/a.png"), a=b"new")
    marked = redlined(old, new).package
    assert [marked.parts[each] for each in targets(marked)] == [b"old", b"new"]
    assert [marked.parts[each] for each in targets(resolved(marked, "accept"))] == [b"new"]
    assert b"media/a-2.png" in marked.parts["[Content_Types].xml"]


def note(identity: int, text: str) -> str:
    return f'<w:footnote w:id="{identity}">{paragraph(text)}</w:footnote>'


def noted(text: str, identity: int) -> str:
    return f'<w:p>{run(text)}<w:r><w:footnoteReference w:id="{identity}"/></w:r></w:p>'


_SEPARATOR = '<w:footnote w:type="separator" w:id="{}"><w:p/></w:footnote>'
BEFORE = package(
    noted("The Leader decides.", 1) + paragraph("The end."),
    footnotes=_SEPARATOR.format(0) + note(1, "Section 9E of the 2000 Act."),
)
AFTER = package(
    noted("The Council meets.", 1) + noted("The Leader decides.", 2) + paragraph("The end."),
    footnotes=_SEPARATOR.format(-1)
    + note(1, "Schedule 12 to the 1972 Act.")
    + note(2, "Section 9E of the 2000 Act."),
)


def notes_of(file: Package) -> list[str]:
    """Return the notes in the order in which the text refers to them."""
    part = file.related("footnotes") or ""
    said = {get(each, "w:id"): each for each in file.root(part)}
    references = file.root(file.document).iter(name("w:footnoteReference"))
    return ["".join(map(str, said[get(each, "w:id")].itertext())) for each in references]


def test_a_note_that_one_more_note_renumbers_is_the_same_note() -> None:
    result = redlined(BEFORE, AFTER)
    assert set(result.counts) == {"ins"}
    assert notes_of(resolved(result.package, "reject")) == notes_of(BEFORE)
    assert notes_of(resolved(result.package, "accept")) == notes_of(AFTER)


def test_a_note_that_goes_is_deleted_with_its_reference() -> None:
    result = redlined(AFTER, BEFORE)
    assert set(result.counts) == {"del"}
    assert notes_of(resolved(result.package, "reject")) == notes_of(AFTER)
    assert notes_of(resolved(result.package, "accept")) == notes_of(BEFORE)


def test_the_first_note_of_a_file_brings_the_part_for_notes() -> None:
    without = package(paragraph("The end."))
    marked = redlined(without, BEFORE).package
    assert notes_of(marked) == notes_of(BEFORE)
    assert read_by_python_docx(resolved(marked, "reject")) == ["The end."]


def test_a_change_within_a_note_is_tracked_there() -> None:
    after = package(
        noted("The Leader decides.", 1) + paragraph("The end."),
        footnotes=_SEPARATOR.format(0) + note(1, "Section 9D of the 2000 Act."),
    )
    result = redlined(BEFORE, after)
    check_both_ways(BEFORE, after, result.package)
    assert result.counts == {"del": 1, "ins": 1}


# What earlier authors revised stays under their names.

B = 'w:id="1" w:author="B" w:date="2026-01-01T00:00:00Z"'


def authors(marked: Package, kind: str) -> list[str]:
    return [get(each, "w:author") for each in marked.root(marked.document).iter(name(f"w:{kind}"))]


def layered(old: str, new: str) -> Package:
    """Return the redline; rejecting ours is the old file, accepting all the new one accepted."""
    before, after = package(old), package(new)
    marked = redlined(before, after).package
    ours = frozenset(
        get(each, "w:id")
        for each in marked.root(marked.document).iter()
        if get(each, "w:author") == STAMP.author
    )
    assert said(resolved(marked, "accept")) == said(resolved(after, "accept"))
    assert said(resolved(marked, "reject")) == said(resolved(before, "reject"))
    assert resolved(marked, "reject", with_ids(ours)) is not None
    return marked


def said(file: Package) -> list[str]:
    return [text for text in texts(file)[file.document] if text]


def test_a_change_beside_an_earlier_one_leaves_it_as_it_is() -> None:
    earlier = f"<w:p>{run('It is ')}<w:ins {B}>{run('now ')}</w:ins>{run('so.')}</w:p>"
    marked = layered(earlier, earlier.replace("so.", "not so."))
    assert authors(marked, "ins") == ["B", "A. Drafter"]


def test_what_another_author_inserted_is_deleted_inside_the_insertion() -> None:
    earlier = f"<w:p>{run('It is ')}<w:ins {B}>{run('now ')}</w:ins>{run('so.')}</w:p>"
    marked = layered(earlier, paragraph("It is so."))
    (deletion,) = marked.root(marked.document).iter(name("w:del"))
    assert [get(deletion, "w:author"), get(deletion.getparent(), "w:author")] == ["A. Drafter", "B"]


def test_an_insertion_of_another_author_in_the_new_file_stays_that_authors() -> None:
    later = f"<w:p>{run('It is ')}<w:ins {B}>{run('now ')}</w:ins>{run('so.')}</w:p>"
    marked = layered(paragraph("It is so."), later)
    assert authors(marked, "ins") == ["B"]


def test_a_deletion_of_another_author_in_the_new_file_stays_that_authors() -> None:
    gone = "<w:r><w:delText xml:space='preserve'>now </w:delText></w:r>"
    later = f"<w:p>{run('It is ')}<w:del {B}>{gone}</w:del>{run('so.')}</w:p>"
    marked = layered(paragraph("It is now so."), later)
    assert authors(marked, "del") == ["B"]


def test_a_paragraph_that_another_author_inserted_is_deleted_or_refused_or_accepted() -> None:
    mark = f"<w:pPr><w:rPr><w:ins {B}/></w:rPr></w:pPr>"
    earlier = f"<w:p>{mark}<w:ins {B}>{run('All of it.')}</w:ins></w:p>"
    old, new = package(earlier + paragraph("It ends.")), package(paragraph("It ends."))
    assert authors(redlined(old, new).package, "ins") == ["B", "B"]
    accepted = redline(old, new, STAMP, existing="accept").package
    assert authors(accepted, "ins") == []
    with pytest.raises(Refusal, match="holds 2 tracked changes already"):
        redline(old, new, STAMP, existing="refuse")


def test_another_page_layout_is_tracked() -> None:
    wide = SECTION.replace("11906", "16838")
    assert shown("<w:p/>" + SECTION, "<w:p/>" + wide) == {"sectPrChange": 1}
    old, new = (f"<w:p><w:pPr>{each}</w:pPr></w:p><w:p/>" for each in (SECTION, wide))
    assert shown(old, new) == {"sectPrChange": 1}


def test_a_change_in_a_text_box_is_tracked_in_both_of_its_branches() -> None:
    box = "<w:txbxContent>{}</w:txbxContent>"
    boxed = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{0}</w:drawing>'
        "</mc:Choice><mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "</w:p><w:p/>"
    )
    old, new = (
        boxed.format(box.format(paragraph(f"The chair is {each}.")))
        for each in ("elected", "appointed")
    )
    assert shown(old, new) == {"del": 2, "ins": 2}


def test_columns_rows_and_properties_of_a_table_are_tracked() -> None:
    def table(width: int, shade: str) -> str:
        cell = f"<w:tc><w:tcPr>{shade}</w:tcPr>{paragraph('A cell.')}</w:tc>"
        grid = f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        return f"<w:tbl><w:tblPr/>{grid}<w:tr>{cell}</w:tr></w:tbl><w:p/>"

    grey = '<w:shd w:val="clear" w:fill="DDDDDD"/>'
    assert shown(table(4000, ""), table(5000, grey)) == {"tcPrChange": 1}


def test_a_table_of_contents_that_was_worked_out_afresh_is_no_edit() -> None:
    def contents(*entries: str) -> str:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>'
        rest = "".join(paragraph(each) for each in entries[1:])
        end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        return f"<w:p>{begin}{code}{separate}{run(entries[0])}</w:p>{rest}{end}"

    end = paragraph("The end.")
    old, new = contents("Rules 1", "Codes 4") + end, contents("Rules 1", "Forms 3", "Codes 5") + end
    assert redlined(package(old), package(new)).counts == {}


def test_earlier_tracked_changes_elsewhere_stay_as_they_are() -> None:
    stamp = 'w:id="1" w:author="B" w:date="2026-01-01T00:00:00Z"'
    earlier = f"<w:p>{run('It is ')}<w:ins {stamp}>{run('now ')}</w:ins>{run('so.')}</w:p>"
    old, new = earlier + paragraph("It ends."), earlier + paragraph("It began.")
    marked = redlined(package(old), package(new)).package
    authors = [get(e, "w:author") for e in marked.root(marked.document).iter(name("w:ins"))]
    assert authors == ["B", "A. Drafter"]
    assert texts(marked)[marked.document][0] == "It is now so."


def test_a_part_that_tracked_changes_cannot_show_is_named() -> None:
    style = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="{}"/></w:style>'
    files = [package(paragraph("Text."), styles=style.format(each)) for each in "AB"]
    (finding,) = redlined(files[0], files[1]).unshown
    assert finding.address == "word/styles.xml"


def test_lists_come_along_into_a_file_that_has_none_but_not_their_picture_bullets() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        '<w:numPicBullet w:numPicBulletId="0"><w:drawing/></w:numPicBullet>'
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/>'
        '<w:lvlPicBulletId w:val="0"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    new = package(paragraph("Text.") + paragraph("First.", listed), numbering=numbering)
    parts = word_parts(paragraph("Text."))
    del parts["word/_rels/document.xml.rels"]  # as in a file that has nothing but its text
    result = redlined(read_package(zipped(parts), "bare.docx"), new)
    lists = result.package.root("word/numbering.xml")
    assert len(list(lists.iter(name("w:lvlText")))) == 1
    assert not list(lists.iter(name("w:numPicBullet"), name("w:lvlPicBulletId")))
    assert texts(resolved(result.package, "reject")) == texts(package(paragraph("Text.")))
