"""A paragraph as atoms: the smallest pieces that a redline keeps, deletes or inserts.

A word, a space, a tab, a note reference, a whole field, a hyperlink: each is one atom. What has
no width (bookmarks, comment ranges) is a marker: it is carried, never compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from drafting.word.normal_form import field_size, result_of, said_by
from drafting.word.xml import NAMESPACES, Element, canonical, clone, local, make, name

# A word keeps its inner apostrophes, hyphens, points and commas: Member’s, 4.2, £1,000.
_WORDS = re.compile(r"\w+(?:[’'‑.,/-]\w+)*|\s|[^\w\s]")

MARKERS = frozenset(
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd "
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd".split()
)
_RUN_MARKERS = frozenset({"commentReference", "annotationRef"})
_WORKED_OUT = frozenset({"proofErr", "lastRenderedPageBreak"})  # by Word, afresh: left out
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}
# What has text or tabs below it that do not show: deleted text, text moved away, tab stops.
_UNSEEN = frozenset({"del", "moveFrom", "pPr"})
_WORD = f"{{{NAMESPACES['w']}}}"
REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})


class Kind(Enum):
    """What an atom is made of."""

    TEXT = auto()  # characters of a run
    RUN = auto()  # one child of a run, or the runs of one whole field
    INLINE = auto()  # an element beside runs, such as a hyperlink
    MARKER = auto()


@dataclass(frozen=True, eq=False)
class Atom:
    """One piece of a paragraph.

    `content` is equal for pieces that say the same; `format` for pieces that look the same.
    `source` holds the elements it stands for; a TEXT atom has its run's properties there, if any.
    """

    kind: Kind
    text: str
    content: str
    format: str
    source: tuple[Element, ...] = ()

    @property
    def revised(self) -> bool:
        """Whether the atom is an earlier tracked change."""
        return bool(self.source) and local(self.source[0]) in REVISIONS


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
        elif kind in MARKERS:
            yield Atom(Kind.MARKER, "", "", "", (element,))
        elif kind and kind != "pPr" and kind not in _WORKED_OUT:
            yield Atom(Kind.INLINE, _shown_text(element), said_by(element), "", (element,))
        at += max(size, 1)


def _in_words(pieces: Iterable[Atom]) -> Iterator[Atom]:
    """Split texts into words; a word that runs split without need is one word again."""
    for (kind, look), group in groupby(pieces, key=lambda atom: (atom.kind, atom.format)):
        found = list(group)
        if kind is not Kind.TEXT:
            yield from found
            continue
        for word in words("".join(atom.text for atom in found)):
            yield Atom(Kind.TEXT, word, word, look, found[0].source)


def _run(run: Element) -> Iterator[Atom]:
    properties = run.find(name("w:rPr"))
    if properties is not None and len(properties) == 0:
        properties = None
    look = "" if properties is None else canonical(properties)
    worn = () if properties is None else (properties,)
    for piece in run:
        kind = local(piece)
        if kind == "t":
            yield Atom(Kind.TEXT, piece.text or "", "", look, worn)
        elif kind in _RUN_MARKERS:
            yield Atom(Kind.MARKER, "", "", "", (_run_of(piece, properties),))
        elif kind and kind != "rPr" and kind not in _WORKED_OUT:
            shown = _SHOWN.get(kind, "")
            yield Atom(Kind.RUN, shown, canonical(piece), look, (_run_of(piece, properties),))


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
    """Yield new elements for atoms in order; words with one look share a run."""
    text: list[str] = []
    worn: Atom | None = None
    for atom in pieces:
        if atom.kind is Kind.TEXT:
            if worn is not None and worn.format != atom.format:
                yield _text_run("".join(text), worn)
                text = []
            worn = atom
            text.append(atom.text)
            continue
        if worn is not None:
            yield _text_run("".join(text), worn)
            text, worn = [], None
        for element in atom.source:
            yield clone(element)
    if worn is not None:
        yield _text_run("".join(text), worn)


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
