"""Tracked changes as they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.word.atoms import MARKERS, Atom, Kind, atoms
from drafting.word.normal_form import normalise, without_anchors, without_results
from drafting.word.revisions import resolve
from drafting.word.rows import row_marked
from drafting.word.tracking import Span, Tracker
from drafting.word.xml import Element, canonical, clone, get, local, name
from tests.word.generated_paragraphs import PARAGRAPHS, Edit, edits
from tests.word_files import element, run

DATE = "2026-05-01T09:00:00Z"


def tracker() -> Tracker:
    return Tracker("A. Drafter", DATE, 5000)


def spans_between(before: Sequence[Atom], after: Sequence[Atom]) -> list[Span]:
    """Return what two paragraphs share, found by difflib; markers go with the old text."""
    old = [n for n, atom in enumerate(before) if atom.kind is not Kind.MARKER]
    new = [n for n, atom in enumerate(after) if atom.kind is not Kind.MARKER]
    matcher = SequenceMatcher(
        None, [before[n].content for n in old], [after[n].content for n in new], autojunk=False
    )
    found: list[Span] = []
    start = 0
    for kind, _, b, c, d in matcher.get_opcodes():
        end = old[b] if b < len(old) else len(before)
        first = new[c] if c < len(new) else len(after)
        last = new[d - 1] + 1 if d > c else first
        found.append(Span(kind == "equal", (start, end), (first, last)))
        start = end
    if start < len(before):
        found.append(Span(True, (start, len(before)), (len(after), len(after))))
    return found


def tracked(old: Element, new: Element) -> Element:
    before, after = atoms(old), atoms(new)
    pen = tracker()
    pen.inside = lambda copied, other: inside(pen, copied, other)
    return pen.edited_paragraph(old, new, spans_between(before, after), (before, after))


def inside(pen: Tracker, copied: Element, new: Element) -> None:
    """Track what differs inside a link, in place."""
    before, after = atoms(copied), atoms(new)
    for each in list(copied):
        copied.remove(each)
    pen.edited_content(copied, spans_between(before, after), (before, after))


def settled(body: Element, decision: str) -> Element:
    copied = clone(body)
    resolve(copied, "accept" if decision == "accept" else "reject")
    return copied


def exact(root: Element) -> str:
    copied = clone(root)
    normalise(copied)
    return canonical(copied)


def as_new(root: Element) -> str:
    """Return the form in which the new side is compared: see `drafting.word.verification`."""
    copied = clone(root)
    without_anchors(copied)
    without_results(copied)
    return exact(copied)


def body_of(*paragraphs: Element) -> Element:
    body = element("<w:body/>")
    body.extend([clone(paragraph) for paragraph in paragraphs])
    return body


def problems_of(root: Element) -> list[str]:
    """Return what Word is strict about and the tracked changes of a text do not keep."""
    found: list[str] = []
    ids = [get(e, "w:id") for e in root.iter() if e.get(name("w:author")) is not None]
    if len(set(ids)) != len(ids):
        found.append("two revisions share an id")
    for each in root.iter():
        above = [local(a) for a in each.iterancestors()]
        kind = local(each)
        if kind in {"delText", "delInstrText"} and "del" not in above:
            found.append(f"{kind} stands outside a deletion")
        if kind in {"t", "instrText"} and "del" in above:
            found.append(f"{kind} stands in a deletion")
        if kind in {"ins", "del", "moveFrom", "moveTo"}:
            if {"ins", "del", "moveFrom", "moveTo"} & set(above):
                found.append(f"{kind} stands in another revision")
            if len(each) == 0 and above[0] != "rPr":
                found.append(f"an empty {kind}")
            if any(local(inner) in {*MARKERS, "hyperlink", "fldSimple"} for inner in each):
                found.append(f"{kind} holds what may not stand in it")
        if kind == "rPr" and above[0] == "pPr" and any(local(e) in _MARKS for e in list(each)[1:]):
            found.append("the revision of a mark is not the first of its properties")
        if kind == "pPr" and [k for k in map(local, each) if k in _LAST] != sorted(
            [k for k in map(local, each) if k in _LAST], key=_LAST.index
        ):
            found.append("rPr, sectPr and pPrChange are not in that order")
    return found


_MARKS = frozenset({"ins", "del", "moveFrom", "moveTo"})
_LAST = ("rPr", "sectPr", "pPrChange")


@settings(max_examples=120)
@given(edits())
def test_rejecting_an_edit_gives_the_old_paragraph_and_accepting_it_the_new(edit: Edit) -> None:
    marked = body_of(tracked(edit.old, edit.new), element("<w:p/>"))
    assert exact(settled(marked, "reject")[0]) == exact(edit.old)
    assert as_new(settled(marked, "accept")[0]) == as_new(_with_mark_of(edit.new, edit.old))


def _with_mark_of(paragraph: Element, other: Element) -> Element:
    """Return a paragraph whose mark looks like that of another: that is not tracked in an edit."""
    copied = clone(paragraph)
    properties = copied.find(name("w:pPr"))
    mark = copied.find(f"{name('w:pPr')}/{name('w:rPr')}")
    if properties is not None and mark is not None:
        properties.remove(mark)
    own = other.find(f"{name('w:pPr')}/{name('w:rPr')}")
    if own is not None:
        if properties is None:
            properties = element("<w:pPr/>")
            copied.insert(0, properties)
        properties.append(clone(own))
    return copied


@settings(max_examples=120)
@given(edits())
def test_an_edit_breaks_no_rule_that_word_is_strict_about(edit: Edit) -> None:
    assert problems_of(body_of(tracked(edit.old, edit.new))) == []


@settings(max_examples=100)
@given(PARAGRAPHS)
def test_a_paragraph_that_does_not_change_has_no_revision(paragraph: Element) -> None:
    made = tracker()
    pieces = atoms(paragraph)
    whole = [Span(True, (0, len(pieces)), (0, len(pieces)))]
    made.edited_paragraph(paragraph, clone(paragraph), whole, (pieces, list(pieces)))
    assert made.used == []


@settings(max_examples=80)
@given(PARAGRAPHS, PARAGRAPHS)
def test_a_whole_paragraph_comes_and_goes_without_a_trace(one: Element, other: Element) -> None:
    end = element(f"<w:p>{run('end')}</w:p>")
    plain = [atom for atom in atoms(one) if atom.kind is not Kind.MARKER]
    inserted = body_of(other, tracker().whole_paragraph(one, plain, "ins"), end)
    deleted = body_of(other, tracker().whole_paragraph(one, atoms(one), "del"), end)
    assert problems_of(inserted) == problems_of(deleted) == []
    assert exact(settled(inserted, "reject")) == exact(body_of(other, end))
    assert as_new(settled(inserted, "accept")) == as_new(body_of(other, one, end))
    assert exact(settled(deleted, "reject")) == exact(body_of(other, one, end))
    assert as_new(settled(deleted, "accept")) == as_new(body_of(other, end))


@settings(max_examples=80)
@given(edits(), PARAGRAPHS)
def test_a_moved_and_altered_paragraph_stands_in_one_place_only(
    edit: Edit, between: Element
) -> None:
    made = tracker()
    old, new = edit.old, edit.new
    before = atoms(old)
    after = [atom for atom in atoms(new) if atom.kind is not Kind.MARKER]
    spans = spans_between(before, after)
    end = element(f"<w:p>{run('end')}</w:p>")
    marked = body_of(
        made.moved_paragraph(old, spans, before, "moveFrom"),
        between,
        made.moved_paragraph(new, spans, after, "moveTo"),
        end,
    )
    assert problems_of(marked) == []
    assert not [m for m in marked.iter(name("w:delText")) if _inside(m, "moveFrom")]
    assert exact(settled(marked, "reject")) == exact(body_of(old, between, end))
    assert as_new(settled(marked, "accept")) == as_new(body_of(between, new, end))


def _inside(each: Element, kind: str) -> bool:
    return any(local(above) == kind for above in each.iterancestors())


@settings(max_examples=100)
@given(PARAGRAPHS, PARAGRAPHS, st.sampled_from(["ins", "del"]))
def test_the_last_paragraph_of_a_story_keeps_its_mark(
    last: Element, added: Element, mark: str
) -> None:
    made = tracker()
    first = clone(last)
    plain = [atom for atom in atoms(added) if atom.kind is not Kind.MARKER]
    made.mark_paragraph(first, "ins" if mark == "ins" else "del")
    end = made.whole_paragraph(added, plain, "ins" if mark == "ins" else "del")
    made.end_paragraph(end, last, "ins" if mark == "ins" else "del")
    marked = body_of(first, end)
    assert problems_of(marked) == []
    short, long = ("reject", "accept") if mark == "ins" else ("accept", "reject")
    assert as_new(settled(marked, short)) == as_new(body_of(last))
    assert as_new(settled(marked, long)) == as_new(body_of(last, added))


def test_every_revision_has_an_id_of_its_own_an_author_and_a_date() -> None:
    made = tracker()
    revisions = [made.attributes() for _ in range(3)]
    assert [each["id"] for each in revisions] == made.used == ["5000", "5001", "5002"]
    assert {(each["author"], each["date"]) for each in revisions} == {("A. Drafter", DATE)}


def test_a_new_look_is_one_change_for_all_the_words_that_take_it() -> None:
    old = element(f"<w:p>{run('the whole of this text')}</w:p>")
    new = element(f"<w:p>{run('the whole ')}{run('of this', '<w:b/>')}{run(' text')}</w:p>")
    marked = tracked(old, new)
    changes = list(marked.iter(name("w:rPrChange")))
    assert len(changes) == 1
    assert [local(each) for each in marked] == ["r", "r", "r"]


def test_a_change_of_look_does_not_nest_in_an_earlier_one() -> None:
    earlier = f'<w:b/><w:rPrChange w:id="1" w:author="B" w:date="{DATE}"><w:rPr/></w:rPrChange>'
    old = element(f"<w:p>{run('words', earlier)}</w:p>")
    marked = tracked(old, element(f"<w:p>{run('words', '<w:i/>')}</w:p>"))
    assert [local(each) for each in marked] == ["del", "ins"]
    assert len(list(marked.iter(name("w:rPrChange")))) == 1


def test_a_hyperlink_stays_around_its_deleted_and_inserted_words() -> None:
    def link(anchor: str) -> Element:
        return element(
            f'<w:p><w:hyperlink w:anchor="{anchor}">{run("the code")}</w:hyperlink></w:p>'
        )

    marked = tracked(link("a"), link("b"))
    assert [local(each) for each in marked] == ["hyperlink", "hyperlink"]
    assert [local(each[0]) for each in marked] == ["del", "ins"]


def test_a_change_of_paragraph_properties_keeps_the_section_and_the_mark() -> None:
    old = element("<w:p><w:pPr><w:jc w:val='left'/><w:rPr><w:b/></w:rPr><w:sectPr/></w:pPr></w:p>")
    new = element("<w:p><w:pPr><w:jc w:val='right'/><w:rPr><w:b/></w:rPr><w:sectPr/></w:pPr></w:p>")
    marked = tracked(old, new)
    properties = marked[0]
    assert [local(each) for each in properties] == ["jc", "rPr", "sectPr", "pPrChange"]
    assert [local(each) for each in properties[-1][0]] == ["jc"]


def test_a_row_is_marked_in_its_properties_after_the_exceptions() -> None:
    row = element("<w:tr><w:tblPrEx/><w:tc><w:p/></w:tc></w:tr>")
    row_marked(tracker(), row, "ins")
    assert [local(each) for each in row] == ["tblPrEx", "trPr", "tc"]
    assert [local(each) for each in row[1]] == ["ins"]
    row = element(f"<w:tr><w:trPr><w:cantSplit/>{_TR_CHANGE}</w:trPr><w:tc><w:p/></w:tc></w:tr>")
    row_marked(tracker(), row, "del")
    assert [local(each) for each in row[0]] == ["cantSplit", "del", "trPrChange"]


_TR_CHANGE = f'<w:trPrChange w:id="1" w:author="B" w:date="{DATE}"><w:trPr/></w:trPrChange>'


def test_the_rules_can_be_broken() -> None:
    breaches: list[Callable[[], str]] = [
        lambda: "<w:del w:id='1' w:author='A'><w:r><w:t>a</w:t></w:r></w:del>",
        lambda: "<w:r><w:delText>a</w:delText></w:r>",
        lambda: "<w:ins w:id='1' w:author='A'><w:ins w:id='2' w:author='A'><w:r/></w:ins></w:ins>",
        lambda: "<w:ins w:id='1' w:author='A'><w:hyperlink/></w:ins>",
    ]
    for breach in breaches:
        assert problems_of(element(f"<w:p>{breach()}</w:p>"))
