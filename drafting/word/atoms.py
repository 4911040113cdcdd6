"""A paragraph as atoms: the smallest pieces that a redline keeps, deletes or inserts.

A word, a space, a tab, a note reference, a whole field, a hyperlink: each is one atom. What has
no width (bookmarks, comment ranges, spelling marks) is a marker: it is carried, never compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from drafting.word.xml import Element, canonical, clone, get, local, make, name

# A word keeps its inner apostrophes, hyphens, points and commas: Member’s, 4.2, £1,000.
_WORDS = re.compile(r"\w+(?:[’'‑.,/-]\w+)*|\s|[^\w\s]")

_MARKERS = frozenset(
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd proofErr permStart permEnd "
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd".split()
)
_RUN_MARKERS = frozenset({"commentReference", "lastRenderedPageBreak", "annotationRef"})
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}
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
    return list(_Reader().read(paragraph))


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph as a reader sees it, tabs and breaks included."""
    plain = _plain_text(paragraph)
    if plain is not None:
        return plain
    return "".join(atom.text for atom in atoms(paragraph))


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
        elif kind != "pPr" and kind not in _MARKERS:
            return None
    return "".join(shown)


@dataclass
class _Reader:
    """Reads a paragraph; `field_runs` collects the runs of the field that is open."""

    field_runs: list[Element] = field(default_factory=lambda: [])
    depth: int = 0

    def read(self, paragraph: Element) -> Iterator[Atom]:
        for element in paragraph:
            kind = local(element)
            if kind == "r":
                yield from self._run(element)
            elif kind in _MARKERS:
                yield Atom(Kind.MARKER, "", "", "", (element,))
            elif kind and kind != "pPr":
                if self.depth:
                    self.field_runs.append(element)
                else:
                    shown = _shown_text(element)
                    yield Atom(Kind.INLINE, shown, canonical(element), "", (element,))
        if self.field_runs:  # a field that ends in another paragraph: its runs, one by one
            for element in self.field_runs:
                yield Atom(Kind.RUN, _shown_text(element), canonical(element), "", (element,))

    def _run(self, run: Element) -> Iterator[Atom]:
        if self.depth or run.find(name("w:fldChar")) is not None:
            yield from self._field(run)
            return
        properties = run.find(name("w:rPr"))
        look = "" if properties is None else canonical(properties)
        worn = () if properties is None else (properties,)
        for piece in run:
            kind = local(piece)
            if kind == "t":
                for word in words(piece.text or ""):
                    yield Atom(Kind.TEXT, word, word, look, worn)
            elif kind in _RUN_MARKERS:
                yield Atom(Kind.MARKER, "", "", "", (_run_of(piece, properties),))
            elif kind and kind != "rPr":
                shown = _SHOWN.get(kind, "")
                alone = _run_of(piece, properties)
                yield Atom(Kind.RUN, shown, canonical(piece), look, (alone,))

    def _field(self, run: Element) -> Iterator[Atom]:
        self.field_runs.append(run)
        for mark in run.iterfind(name("w:fldChar")):
            self.depth += {"begin": 1, "end": -1}.get(get(mark, "w:fldCharType"), 0)
        if self.depth <= 0:
            runs = tuple(self.field_runs)
            self.field_runs.clear()
            self.depth = 0
            yield Atom(Kind.RUN, _field_text(runs), _field_content(runs), "", runs)


def _run_of(piece: Element, properties: Element | None) -> Element:
    run = make("w:r")
    if properties is not None:
        run.append(clone(properties))
    run.append(clone(piece))
    return run


def _shown_text(element: Element) -> str:
    """Return what a reader sees of an element; deleted text and field codes do not show."""
    shown: list[str] = []
    for inner in element.iter(name("w:t"), name("w:tab"), name("w:br"), name("w:noBreakHyphen")):
        if inner.getparent() is not None and local(inner.getparent()) == "tabs":  # pyright: ignore[reportArgumentType]
            continue
        shown.append(inner.text or "" if local(inner) == "t" else _SHOWN[local(inner)])
    return "".join(shown)


def _field_text(runs: Sequence[Element]) -> str:
    """Return the cached result of a field: what stands after its first separator."""
    shown: list[str] = []
    separated = False
    for run in runs:
        mark = run.find(name("w:fldChar"))
        if mark is not None and get(mark, "w:fldCharType") == "separate":
            separated = True
        elif separated:
            shown.append(_shown_text(run))
    return "".join(shown)


def _field_content(runs: Sequence[Element]) -> str:
    """Return what a field is, without the result it last showed, which is not an edit."""
    code = "".join(str(inner.text or "") for run in runs for inner in run.iter(name("w:instrText")))
    return "field:" + " ".join(code.split()) if code.strip() else "".join(map(canonical, runs))


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
