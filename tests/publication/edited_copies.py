"""Edited copies of real Word files: from a seed, some edits that an editor could have made.

An edit leaves the file valid: fields, bookmarks and comments stay whole, ids stay unique, a cell
ends in a paragraph, what is shown twice (`mc:AlternateContent`) changes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from drafting.word.package import Package
from drafting.word.revisions import story_parts
from drafting.word.xml import Element, clone, get, local, name, remove, serialise

WORDS = "the Council must may consult Member’s £1,000 4.2 co-opted (a) § é Chief Executive".split()
GAPS = (" ", " ", " ", "\u00a0", "  ", ", ", ". ", "; ")
# What a block may hold only whole, and what keeps it where it stands.
_REVISIONS = frozenset(
    "ins del moveFrom moveTo rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange "
    "cellIns cellDel cellMerge numberingChange".split()
)
_FIXED = frozenset(
    "sectPr commentRangeStart commentRangeEnd commentReference permStart permEnd "
    "footnoteRef endnoteRef separator continuationSeparator altChunk subDoc".split()
)
# Attributes that name one thing in the whole file.
_OWN_IDS = ("{http://schemas.microsoft.com/office/word/2010/wordml}paraId",)


@dataclass
class Bench:
    """One story of a copy, laid out to be edited; `others` are the roots of the other stories."""

    random: Random
    package: Package
    part: str
    root: Element
    others: dict[str, Element] = field(default_factory=dict[str, Element])

    def pick(self, found: Sequence[Element]) -> Element | None:
        """Return one of the elements, or None when there is none."""
        return self.random.choice(found) if found else None

    def paragraphs(self) -> list[Element]:
        """Return the paragraphs outside text boxes and outside fields of several paragraphs."""
        inside = set(in_fields(self.root))
        return [
            each
            for each in self.root.iter(name("w:p"))
            if each not in inside and not in_alternate(each)
        ]

    def blocks(self, kind: str) -> list[Element]:
        """Return the paragraphs or tables that may be taken out, copied or moved whole."""
        inside = set(in_fields(self.root))
        return [
            each
            for each in self.root.iter(name(f"w:{kind}"))
            if each not in inside
            and not in_alternate(each)
            and is_whole(each)
            and (kind != "tbl" or each.find(name("w:tr")) is not None)
        ]

    def some_words(self) -> str:
        """Return one to four words."""
        count = self.random.randint(1, 4)
        return "".join(
            self.random.choice(WORDS) + self.random.choice(GAPS) for _ in range(count)
        ).strip(" ")


Edit = Callable[[Bench], bool]


@dataclass(frozen=True)
class Copy:
    """An edited copy and the names of the edits, in their order."""

    package: Package
    edits: tuple[str, ...]


def edited_copy(old: Package, seed: int, edits: Sequence[tuple[Edit, int]], most: int = 4) -> Copy:
    """Return `old` after one to `most` of the edits, which are given with how often they come."""
    random = Random(seed)  # noqa: S311 - a fuzz has to repeat itself
    stories = [part for part in story_parts(old) if part != old.related("comments")]
    roots = {part: old.root(part) for part in stories}
    made: list[str] = []
    changed: set[str] = set()
    for _ in range(random.randint(1, most)):
        for _ in range(40):  # tries to find an edit for which this file has a place
            part = stories[0] if random.random() < 0.7 else random.choice(stories)
            (edit,) = random.choices([e for e, _ in edits], [often for _, often in edits])
            before = {serialise(each) for each in roots.values()}
            if edit(Bench(random, old, part, roots[part], roots)):
                after = {p for p in roots if serialise(roots[p]) not in before}
                if after:
                    made.append(f"{edit.__name__} in {part.rpartition('/')[2]}")
                    changed |= after
                    break
    return Copy(old.replacing({part: serialise(roots[part]) for part in sorted(changed)}), (*made,))


def in_alternate(element: Element) -> bool:
    """Whether an element is shown twice, or stands in a text box."""
    return any(
        local(each) in {"AlternateContent", "txbxContent", "pict"}
        for each in element.iterancestors()
    )


def in_fields(root: Element) -> list[Element]:
    """Return the paragraphs and tables that lie in a field of more than one paragraph."""
    depth = 0
    found: list[Element] = []
    for each in root.iter(name("w:p"), name("w:tbl"), name("w:fldChar")):
        if local(each) == "fldChar":
            depth += {"begin": 1, "end": -1}.get(get(each, "w:fldCharType"), 0)
        elif depth > 0:
            found.append(each)
    return found


def is_whole(block: Element) -> bool:
    """Whether a block holds its fields and bookmarks whole, and nothing that has to stay."""
    depth = 0
    marks: dict[str, int] = {}
    for each in block.iter():
        kind = local(each)
        if kind in _REVISIONS or kind in _FIXED or "Range" in kind:
            return False
        if kind == "fldChar":
            depth += {"begin": 1, "end": -1}.get(get(each, "w:fldCharType"), 0)
            if depth < 0:
                return False
        if kind in {"bookmarkStart", "bookmarkEnd"}:
            marks[get(each, "w:id")] = marks.get(get(each, "w:id"), 0) + 1
    return depth == 0 and all(number == 2 for number in marks.values())


def copy_of(block: Element, random: Random) -> Element:
    """Return a copy of a block with ids of its own, without its bookmarks and notes."""
    copied = clone(block)
    for each in list(copied.iter()):
        kind = local(each)
        if kind in {"bookmarkStart", "bookmarkEnd"}:
            remove(each)
        elif kind in {"footnoteReference", "endnoteReference"}:
            run = each.getparent()
            remove(each if run is None else run)
        elif kind == "shapetype":
            remove(each)  # those of the block that is copied serve both
        elif kind == "docPr" or (each.get("id") and str(each.tag).startswith("{urn:")):
            each.set("id", str(random.randint(10**6, 10**7)))
        elif kind == "id" and local(_parent(each)) == "sdtPr":
            each.set(name("w:val"), str(random.randint(10**6, 10**7)))
        for key in _OWN_IDS:
            each.attrib.pop(key, None)
    return copied


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def may_go(block: Element) -> bool:
    """Whether a block can be taken out of where it stands, and the rest stays valid."""
    parent = block.getparent()
    if parent is None:
        return False
    around = [each for each in parent if local(each) in {"p", "tbl", "sdt"}]
    if len([each for each in around if local(each) == "p"]) < 2 and local(block) == "p":
        return False
    at = around.index(block) if block in around else -1
    before = around[at - 1] if at > 0 else None
    after = around[at + 1] if 0 <= at < len(around) - 1 else None
    if after is None or (local(block) == "p" and before is not None and local(before) == "tbl"):
        return after is not None and local(after) == "p"  # tables stay apart, a paragraph ends
    return True
