"""Paragraphs for property tests: everything that Word puts into one, in any order."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from drafting.word.xml import Element
from tests.word_files import element, run
from tests.word_files import field as field_runs

LOOKS = ("", "<w:b/>", "<w:i/>", "<w:b/><w:sz w:val='24'/>", "<w:lang w:val='en-GB'/>")
PROPERTIES = (
    "",
    "<w:pStyle w:val='Rule'/>",
    "<w:pStyle w:val='Rule'/><w:jc w:val='right'/><w:rPr><w:b/></w:rPr>",
    "<w:keepNext/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr>",
    "<w:rPr><w:i/></w:rPr>",
)
_WORDS = st.sampled_from(
    ["the", "Council", "must", "£1,000", "4.2", "Member’s", "(a)", "co-opted", "§", "&amp;", "é"]
)
_GAPS = st.sampled_from([" ", "\u00a0", "  ", "", ", ", ". ", "‑", "\u2003", " \u00a0 "])


def _joined(pairs: list[tuple[str, str]]) -> str:
    return "".join(word + gap for word, gap in pairs)


def _run_of(child: str, look: str) -> str:
    return f"<w:r><w:rPr>{look}</w:rPr>{child}</w:r>"


def _mixed(look: str, first: str, child: str, last: str) -> str:
    one, other = (f"<w:t xml:space='preserve'>{text}</w:t>" for text in (first, last))
    return _run_of(one + child + other, look)


def _bookmarked(inside: str) -> str:
    return "{start}" + inside + "{end}"


def _bookmark_in_field(runs: str, end: str) -> str:
    """Put a bookmark around the result of a field, or from there to behind the field."""
    last = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    runs = runs.replace('"separate"/></w:r>', '"separate"/></w:r>{start}')
    return runs.replace(last, end.format(last=last, end="{end}"))


def _hyperlink(inside: str, anchor: str) -> str:
    return f"<w:hyperlink w:anchor='{anchor}'>{inside}</w:hyperlink>"


def _simple_field(inside: str) -> str:
    return f"<w:fldSimple w:instr=' PAGE '>{inside}</w:fldSimple>"


def _control(inside: str) -> str:
    content = f"<w:sdtContent>{inside}</w:sdtContent>"
    return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr>{content}</w:sdt>"


_TEXT = st.lists(st.tuples(_WORDS, _GAPS), min_size=1, max_size=3).map(_joined)
_CHILDREN = (
    "<w:tab/>",
    "<w:br/>",
    "<w:br w:type='page'/>",
    "<w:noBreakHyphen/>",
    "<w:softHyphen/>",
    "<w:sym w:font='Symbol' w:char='F02A'/>",
    "<w:lastRenderedPageBreak/>",
    "<w:footnoteReference w:id='2'/>",
    "<w:footnoteReference w:id='3'/>",
    "<w:t/>",
    "",
)
_LOOK = st.sampled_from(LOOKS)
_CHILD = st.sampled_from(_CHILDREN)
_TEXT_RUN = st.builds(run, _TEXT, _LOOK)
_FIELD = st.builds(
    field_runs,
    st.sampled_from(["REF _Ref1 \\h", "PAGEREF _Toc1", "DATE"]),
    st.sampled_from(["4.2", "Article 4", "12"]),
)
_IN_LINK = st.one_of(_TEXT_RUN, _FIELD, _TEXT_RUN.map(_bookmarked))
PIECES = st.one_of(
    _TEXT_RUN,
    _TEXT_RUN,
    _TEXT_RUN,
    st.builds(_mixed, _LOOK, _TEXT, _CHILD, _TEXT),
    st.builds(_run_of, _CHILD, _LOOK),
    _FIELD,
    st.builds(_bookmark_in_field, _FIELD, st.sampled_from(["{end}{last}", "{last}{end}"])),
    st.builds(_hyperlink, _IN_LINK, st.sampled_from(["_Ref1", "_Ref2"])),
    _TEXT_RUN.map(_simple_field),
    _TEXT_RUN.map(_control),
    _TEXT_RUN.map(_bookmarked),
    st.just("<w:proofErr w:type='spellStart'/>"),
)


@dataclass
class _Names:
    """Gives each bookmark of a test its own id and name."""

    first: int
    given: int = field(default=0)

    def put(self, piece: str) -> str:
        if "{start}" not in piece:
            return piece
        self.given += 1
        number = self.first + self.given
        start = f"<w:bookmarkStart w:id='{number}' w:name='b{number}'/>"
        return piece.replace("{start}", start).replace("{end}", f"<w:bookmarkEnd w:id='{number}'/>")


def built(pieces: list[str], properties: str, first_id: int = 1000) -> Element:
    """Return the paragraph of some pieces."""
    names = _Names(first_id)
    stated = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return element(f"<w:p>{stated}{''.join(map(names.put, pieces))}</w:p>")


@dataclass(frozen=True)
class Edit:
    """A paragraph before and after."""

    old: Element
    new: Element


PARAGRAPHS = st.builds(built, st.lists(PIECES, max_size=8), st.sampled_from(PROPERTIES))


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Draw a paragraph and what an editor makes of it: pieces go, come, change and swap looks."""
    before = draw(st.lists(PIECES, max_size=8))
    after: list[str] = []
    for piece in before:
        action = draw(st.sampled_from(["keep", "keep", "keep", "drop", "replace", "add", "look"]))
        if action == "keep" or action == "add":
            after.append(piece)
        if action in {"replace", "add"}:
            after.append(draw(PIECES))
        if action == "look":
            after.append(piece.replace("<w:b/>", "<w:i/>").replace("<w:lang w:val='en-GB'/>", ""))
    look = st.sampled_from(PROPERTIES)
    return Edit(built(before, draw(look)), built(after, draw(look), 2000))
