"""The analysis that every check of tracked-change markup reads, made once for each file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from drafting.word.blocks import blocks_of
from drafting.word.package import Package
from drafting.word.revisions import story_parts
from drafting.word.xml import Element, get, local, name

CONTENT = frozenset({"ins", "del", "moveFrom", "moveTo"})
COMING = frozenset({"ins", "moveTo"})  # rejecting takes it away
GOING = frozenset({"del", "moveFrom"})  # accepting takes it away
CHANGES = frozenset(
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange "
    "tblGridChange numberingChange".split()
)
CELLS = frozenset({"cellIns", "cellDel", "cellMerge"})
MOVES = frozenset({"moveFromRangeStart", "moveToRangeStart"})
CONTROLS = frozenset(f"customXml{each}RangeStart" for each in ("Ins", "Del", "MoveFrom", "MoveTo"))
REVISIONS = CONTENT | CHANGES | CELLS | MOVES | CONTROLS
COMMENTS = frozenset({"comment", "commentRangeStart", "commentRangeEnd", "commentReference"})
BOXES = frozenset({"txbxContent"})

# The few kinds of element that the checks read: a long text holds ten times as many others.
_INDEXED = (
    REVISIONS
    | COMMENTS
    | {"moveFromRangeEnd", "moveToRangeEnd", "bookmarkStart", "bookmarkEnd", "fldChar", "fldSimple"}
    | {"delText", "delInstrText", "pPr", "tc", "footnoteReference", "endnoteReference"}
)
_SHOWN = tuple(map(name, ("w:t", "w:delText", "m:t")))
_WORDS_SHOWN = 6


@dataclass(frozen=True)
class Breach:
    """One place where a part breaks a rule, and what is wrong there."""

    message: str
    part: str
    at: Element | None = None


Check = Callable[["Survey"], Iterator[Breach]]


def around(element: Element, kinds: frozenset[str] = CONTENT) -> Element | None:
    """Return the nearest element of some kinds around one, within its own text box if any.

    A text box is a text of its own: a run that is deleted does not delete what its box says.
    """
    for holder in element.iterancestors(*_names(kinds | BOXES)):
        return holder if local(holder) in kinds else None
    return None


def holders(element: Element, kinds: frozenset[str] = CONTENT) -> list[Element]:
    """Return all elements of some kinds around one, the nearest first, out of text boxes too."""
    return list(element.iterancestors(*_names(kinds)))


def goes(element: Element, kinds: frozenset[str]) -> bool:
    """Return whether an element stands in a revision of some kinds, and so goes with it."""
    return next(element.iterancestors(*_names(kinds)), None) is not None


def parent_of(element: Element) -> Element:
    """Return the parent of an element that is not a root. Raises `ValueError` for a root."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("a root has no parent")
    return parent


def paragraph_of(revision: Element) -> Element | None:
    """Return the paragraph whose mark a revision is about, or None when it is about none."""
    look = revision.getparent()
    properties = None if look is None else look.getparent()
    if look is None or properties is None or local(look) != "rPr" or local(properties) != "pPr":
        return None
    paragraph = properties.getparent()
    return paragraph if paragraph is not None and local(paragraph) == "p" else None


def is_content(revision: Element) -> bool:
    """Return whether a `w:ins` or the like holds text: not a mark, a row or a list number."""
    return local(revision) in CONTENT and local(parent_of(revision)) not in {"rPr", "trPr", "numPr"}


def in_fallback(element: Element) -> bool:
    """Return whether an element stands in the branch that only older programs read."""
    return next(element.iterancestors(name("mc:Fallback")), None) is not None


def said(element: Element) -> str:
    """Return the text in an element, deleted or not, with a sign for what is no text."""
    found: list[str] = []
    for each in element.iter():
        kind = local(each)
        if kind in {"t", "delText", "instrText", "delInstrText"}:
            found.append(each.text or "")
        elif kind in {"tab", "br", "cr", "drawing", "pict", "fldChar", "sym", "object"}:
            found.append(f"[{kind}]")
    return "".join(found)


def _names(kinds: frozenset[str]) -> tuple[str, ...]:
    return tuple(name(f"w:{kind}") for kind in kinds)


class Story:
    """A part that may hold revisions, and an index of what matters in it, in its order."""

    def __init__(self, part: str, root: Element, *, text: bool) -> None:
        self.part = part
        self.root = root
        self.text = text  # not the styles or the lists
        self._found = list(root.iter(*_names(_INDEXED)))
        self._by_kind: dict[str, list[Element]] = {}
        for each in self._found:
            self._by_kind.setdefault(local(each), []).append(each)

    def of(self, *kinds: str) -> list[Element]:
        """Return the elements of some kinds, in the order of the part."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        if not any(kind in self._by_kind for kind in kinds):
            return []
        return [each for each in self._found if local(each) in kinds]

    @cached_property
    def revisions(self) -> list[Element]:
        """The revisions, in order."""
        return self.of(*REVISIONS)

    @cached_property
    def contents(self) -> list[Element]:
        """The revisions that hold text, in order."""
        return [each for each in self.of(*CONTENT) if is_content(each)]

    @cached_property
    def marks(self) -> list[tuple[Element, Element]]:
        """The revisions of the marks of paragraphs, each with its paragraph."""
        found = ((each, paragraph_of(each)) for each in self.of(*CONTENT))
        return [(each, paragraph) for each, paragraph in found if paragraph is not None]

    @cached_property
    def _blocks(self) -> dict[Element, int]:
        body = self.root.find(name("w:body"))
        blocks = blocks_of(self.root if body is None else body) or list(self.root)
        return {block: number for number, block in enumerate(blocks, start=1)}

    def near(self, element: Element | None) -> str:
        """Return where an element stands: the number of its block, and the first words there."""
        if element is None:
            return self.part
        for holder in (element, *element.iterancestors()):
            if holder in self._blocks:
                return f"{self.part}, block {self._blocks[holder]}{_words(element, holder)}"
        return self.part


def _words(element: Element, block: Element) -> str:
    own = element if local(element) == "p" else next(element.iterancestors(name("w:p")), block)
    for place in (own, block):
        words = "".join(each.text or "" for each in place.iter(*_SHOWN)).split()
        if words:
            rest = "…" if len(words) > _WORDS_SHOWN else ""
            return f" (“{' '.join(words[:_WORDS_SHOWN])}{rest}”)"
    return ""


class Survey:
    """A file as the checks read it: its stories, and the styles and lists.

    `before` is the file that it was made from, if it is judged by what was added to that file.
    `made` says that the file, or what was made from it, is our own: the checks then also name
    what Word itself writes at times and this program never should.
    """

    def __init__(
        self, package: Package, before: Survey | None = None, *, made: bool = False
    ) -> None:
        self.package = package
        self.before = before
        self.made = made
        texts = story_parts(package)
        others = [package.related("styles"), package.related("numbering")]
        self.stories = [Story(part, package.root(part), text=True) for part in texts]
        self.definitions = [
            Story(part, package.root(part), text=False) for part in others if part is not None
        ]

    @property
    def all(self) -> list[Story]:
        """The stories, and the styles and lists, whose properties may be revised too."""
        return [*self.stories, *self.definitions]

    def story(self, part: str) -> Story | None:
        """Return the story that a part holds, if it holds one."""
        return next((each for each in self.all if each.part == part), None)

    @cached_property
    def settings(self) -> tuple[str, Element] | None:
        """The part with the settings, and its root."""
        part = self.package.related("settings")
        return None if part is None else (part, self.package.root(part))

    @cached_property
    def undated(self) -> bool:
        """Whether Word was told to leave dates out when it saves (17.15.1.68, 17.15.1.69)."""
        if self.settings is None:
            return False
        asked = ("w:removeDateAndTime", "w:removePersonalInformation")
        found = (self.settings[1].find(name(each)) for each in asked)
        off = {"0", "false", "off"}
        return any(each is not None and get(each, "w:val", "1") not in off for each in found)
