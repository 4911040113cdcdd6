"""A paragraph as atoms: the smallest pieces that a redline keeps, deletes or inserts.

A word, a space, a tab, a note reference, a whole field, a hyperlink: each is one atom. What has
no width (bookmarks, comment ranges) is a marker: it is carried, never compared. What stands in an
earlier author's insertion or deletion is in atoms too, each of which names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby

from drafting.word.normal_form import field_size, result_of, said_by
from drafting.word.xml import NAMESPACES, Element, canonical, clone, local, make, name

# A word keeps its inner apostrophes, hyphens, points and commas: Member’s, 4.2, £1,000. But the
# point between a small letter and a capital one ends a sentence, where a space was forgotten.
_WORDS = re.compile(r"\w+(?:(?:[’'‑,/-]|\.(?!(?<=[a-z]\.)[A-Z]))\w+)*|\s|[^\w\s]")

MARKERS = frozenset(
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd "
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd".split()
)
_RUN_MARKERS = frozenset({"commentReference", "annotationRef"})
_WORKED_OUT = frozenset({"proofErr", "lastRenderedPageBreak"})  # by Word, afresh: left out
_LEFT_OUT = _WORKED_OUT | {"pPr"}
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}
# What has text or tabs below it that do not show in the line: deleted text, text moved away, tab
# stops, and the paragraphs of a text box, which are paragraphs of their own.
_UNSEEN = frozenset({"del", "moveFrom", "pPr", "txbxContent"})
_WORD = f"{{{NAMESPACES['w']}}}"
REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})
# What holds text of its own, which is compared by itself where the holder is the same.
CONTROLS = frozenset({"sdt", "smartTag", "customXml"})
_INLINE_HOLDERS = CONTROLS | {"hyperlink"}
_REVISION_TAGS = tuple(f"{_WORD}{each}" for each in sorted(REVISIONS))
_BOX = "w:txbxContent"


class Kind(Enum):
    """What an atom is made of."""

    TEXT = auto()  # characters of a run
    RUN = auto()  # one child of a run, or the runs of one whole field
    INLINE = auto()  # an element beside runs, such as a hyperlink
    MARKER = auto()


@dataclass(frozen=True, eq=False)
class Atom:
    """One piece of a paragraph.

    `text` is what a reader sees of it. `content` is equal for pieces that say the same; of a TEXT
    atom it is the text itself. `format` is equal for pieces that look the same. `source` holds the
    elements it stands for; a TEXT atom has its run's properties there, if any. `held` is the
    earlier insertion or deletion that it stands in. What stands inside a text box, a link or
    a content control is not in `content`: two such pieces may be the same and differ inside.
    """

    kind: Kind
    text: str
    content: str
    format: str
    source: tuple[Element, ...] = ()
    held: Element | None = None

    @property
    def revised(self) -> bool:
        """Whether the atom is an earlier tracked change as a whole, such as one end of a move."""
        whole = bool(self.source) and self.kind is not Kind.MARKER
        return whole and local(self.source[0]) in REVISIONS

    @property
    def gone(self) -> bool:
        """Whether an earlier author deleted it."""
        return self.held is not None and local(self.held) == "del"

    @property
    def has_inside(self) -> bool:
        """Whether it holds text that is compared by itself."""
        if self.kind is Kind.INLINE:
            return local(self.source[0]) in _INLINE_HOLDERS
        return self.kind is Kind.RUN and next(boxes_of(self.source[0]), None) is not None


def boxes_of(element: Element) -> Iterator[Element]:
    """Yield the contents of the outermost text boxes of an element, of every branch in order."""
    for box in element.iter(name(_BOX)):
        if not any(local(above) == "txbxContent" for above in box.iterancestors()):
            yield box


def holds_revision(element: Element) -> bool:
    """Return whether an earlier author changed words within an element, not in a text box."""
    return any(
        len(each) and not any(local(above) == "txbxContent" for above in each.iterancestors())
        for each in element.iter(*_REVISION_TAGS)
    )


def cannot_go(atom: Atom) -> bool:
    """Return whether an atom goes only as a whole, and holds earlier changes.

    A formula does: its deletion would stand around another change, which Word does not write.
    """
    return (
        atom.kind is Kind.INLINE
        and local(atom.source[0]) not in {*_INLINE_HOLDERS, *REVISIONS}
        and holds_revision(atom.source[0])
    )


def inside_of(holder: Element) -> Element:
    """Return the element that holds the text of a hyperlink, a content control or a smart tag."""
    content = holder.find(name("w:sdtContent")) if local(holder) == "sdt" else holder
    return holder if content is None else content


def words(text: str) -> list[str]:
    """Split text into words, single spaces and single marks; joined they are the text again."""
    return _WORDS.findall(text)


def atoms(paragraph: Element) -> list[Atom]:
    """Return the atoms of a paragraph in order. The paragraph must not change while they live."""
    return list(_in_words(_read(list(paragraph))))


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph as a reader sees it, tabs and breaks included."""
    plain = _plain_text(paragraph)
    if plain is not None:
        return plain
    return "".join(_shown_texts(list(paragraph)))


def _plain_text(paragraph: Element) -> str | None:
    """Return the text of a paragraph that has nothing but runs of text, or None."""
    shown: list[str] = []
    for element in paragraph:
        kind = local(element)
        if kind == "r":
            for piece in element:
                inner = local(piece)
                if inner == "fldChar":
                    return None
                shown.append(piece.text or "" if inner == "t" else _SHOWN.get(inner, ""))
        elif kind != "pPr" and kind not in MARKERS and kind not in _WORKED_OUT:
            return None
    return "".join(shown)


def _shown_texts(elements: Sequence[Element]) -> Iterator[str]:
    """Yield what the atoms of a paragraph show, without the cost of comparing them."""
    at = 0
    while at < len(elements):
        size = field_size(elements, at)
        if size:
            yield from map(_shown_text, result_of(elements[at : at + size]))
        elif local(elements[at]) == "r":
            for piece in elements[at]:
                shown = piece.text if local(piece) == "t" else _SHOWN.get(local(piece))
                yield shown or ""
        else:
            yield _shown_text(elements[at])
        at += max(size, 1)


def _read(elements: Sequence[Element]) -> Iterator[Atom]:
    at = 0
    while at < len(elements):
        element = elements[at]
        kind = local(element)
        size = field_size(elements, at)
        if size:
            yield _field(elements[at : at + size])
        elif kind == "r":
            yield from _run(element)
        elif kind in MARKERS or (kind in REVISIONS and _holds_nothing(element)):
            yield Atom(Kind.MARKER, "", "", "", (element,))
        elif kind in {"ins", "del"} and _may_be_read(element):
            yield from _held(element)
        elif kind == "hyperlink" and len(element) == 0:
            pass  # it shows nothing, so no change of it could
        elif kind in _INLINE_HOLDERS:
            yield Atom(Kind.INLINE, _shown_text(element), _frame(element), "", (element,))
        elif kind and kind not in _LEFT_OUT:
            yield Atom(Kind.INLINE, _shown_text(element), said_by(element), "", (element,))
        at += max(size, 1)


def _holds_nothing(revision: Element) -> bool:
    """Return whether an earlier revision holds nothing but runs without content, as Word leaves."""
    return all(
        local(each) == "r" and all(local(inner) == "rPr" for inner in each) for each in revision
    )


def _may_be_read(revision: Element) -> bool:
    """Return whether the pieces of an earlier revision can be told apart: it holds plain runs."""
    return all(local(each) in {"r", "proofErr"} and not _in_field(each) for each in revision)


def _in_field(run: Element) -> bool:
    return any(local(each) in {"fldChar", "instrText", "delInstrText"} for each in run)


def _held(revision: Element) -> Iterator[Atom]:
    gone = local(revision) == "del"
    for run in revision.iterchildren(name("w:r")):
        if not gone:
            yield from (replace(atom, held=revision) for atom in _run(run))
            continue
        live = clone(run)
        for text in live.iter(name("w:delText")):
            text.tag = name("w:t")
        yield from (replace(atom, text="", held=revision) for atom in _run(live))


def _frame(holder: Element) -> str:
    """Return what is equal for holders that are the same, whatever text stands in them."""
    frame = clone(holder)
    inside = inside_of(frame)
    for each in list(inside):
        if inside is not frame or local(each) not in {"smartTagPr", "customXmlPr"}:
            inside.remove(each)
    inside.text = None
    return said_by(frame)


def _in_words(pieces: Iterable[Atom]) -> Iterator[Atom]:
    """Split texts into words; a word that runs split without need is one word again."""
    for (kind, look, held), group in groupby(pieces, lambda a: (a.kind, a.format, a.held)):
        found = list(group)
        if kind is not Kind.TEXT:
            yield from found
            continue
        for word in words("".join(atom.content for atom in found)):
            shown = "" if held is not None and local(held) == "del" else word
            yield Atom(Kind.TEXT, shown, word, look, found[0].source, held)


def _run(run: Element) -> Iterator[Atom]:
    stated = (each for each in run.iterchildren(name("w:rPr")) if len(each))
    properties = next(stated, None)  # some programs write an empty one before it
    look = "" if properties is None else canonical(properties)
    worn = () if properties is None else (properties,)
    for piece in run:
        kind = local(piece)
        if kind == "t":
            yield Atom(Kind.TEXT, piece.text or "", piece.text or "", look, worn)
        elif kind in _RUN_MARKERS:
            yield Atom(Kind.MARKER, "", "", "", (_run_of(piece, properties),))
        elif kind and kind != "rPr" and kind not in _WORKED_OUT:
            shown = _SHOWN.get(kind, "")
            whole = _run_of(piece, properties)
            yield Atom(Kind.RUN, shown, _without_boxes(piece), look, (whole,))


def _without_boxes(piece: Element) -> str:
    if next(piece.iter(name(_BOX)), None) is None:
        return canonical(piece)
    frame = clone(piece)
    for box in list(boxes_of(frame)):
        for each in list(box):
            box.remove(each)
    return canonical(frame)


def _field(elements: Sequence[Element]) -> Atom:
    """Return a whole field. The result it last showed is its text, but not its content."""
    result = result_of(elements)
    whole = make("w:p")
    whole.extend([clone(element) for element in elements])
    return Atom(Kind.RUN, "".join(map(_shown_text, result)), said_by(whole), "", tuple(elements))


def _run_of(piece: Element, properties: Element | None) -> Element:
    run = make("w:r")
    if properties is not None:
        run.append(clone(properties))
    run.append(clone(piece))
    return run


def _shown_text(element: Element) -> str:
    """Return what a reader sees of an element; text that is gone and field codes do not show."""
    if not str(element.tag).startswith(_WORD) and len(element) == 0:
        return ""
    kind = local(element)
    if kind in _UNSEEN:
        return ""
    if kind == "t":
        return element.text or ""
    return _SHOWN.get(kind) or "".join(map(_shown_text, element))


def elements_of(pieces: Sequence[Atom]) -> Iterator[Element]:
    """Yield new elements for atoms in order; words with one look share a run.

    Atoms of an earlier revision stand in a copy of it again.
    """
    for held, group in groupby(pieces, key=lambda atom: atom.held):
        if held is None:
            yield from _runs_of(list(group))
            continue
        shell = held.makeelement(held.tag, dict(held.attrib))
        shell.extend(list(_runs_of(list(group))))
        if local(held) == "del":
            as_deleted(shell)
        yield shell


def _runs_of(pieces: Sequence[Atom]) -> Iterator[Element]:
    text: list[str] = []
    worn: Atom | None = None
    for atom in pieces:
        if atom.kind is Kind.TEXT:
            if worn is not None and worn.format != atom.format:
                yield _text_run("".join(text), worn)
                text = []
            worn = atom
            text.append(atom.content)
            continue
        if worn is not None:
            yield _text_run("".join(text), worn)
            text, worn = [], None
        for element in atom.source:
            yield clone(element)
    if worn is not None:
        yield _text_run("".join(text), worn)


def as_deleted(element: Element) -> None:
    """Turn text into deleted text, and field codes into deleted field codes (17.3.3.7).

    Text in a text box is not touched: the box goes as a whole.
    """
    for text in list(element.iter(name("w:t"), name("w:instrText"))):
        if not any(local(above) == "txbxContent" for above in text.iterancestors()):
            text.tag = name("w:delText" if local(text) == "t" else "w:delInstrText")


def _text_run(text: str, worn: Atom) -> Element:
    run = make("w:r")
    if worn.source:
        run.append(clone(worn.source[0]))
    run.append(text_element(text))
    return run


def text_element(text: str) -> Element:
    """Return a `w:t` that keeps every space of `text`."""
    element = make("w:t")
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(name("xml:space"), "preserve")
    return element
