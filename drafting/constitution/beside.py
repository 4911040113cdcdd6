"""The text that stands beside the provisions: notes, headers, footers and text boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafting.constitution.outline import Constitution, near
from drafting.word.atoms import text_of
from drafting.word.package import Package
from drafting.word.xml import Element, get, local, name

_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_MARGINS = ("header", "footer")


@dataclass(frozen=True)
class Beside:
    """A text beside the provisions, at `where`, and the block that it belongs to.

    A header or footer belongs to the first block: what it names is looked for in the whole.
    """

    where: str
    block: int
    text: str


def texts_beside(constitution: Constitution) -> Iterator[Beside]:
    """Yield the notes and text boxes in the order of the text, and then headers and footers."""
    notes = {kind: _notes(constitution.package, kind) for kind in _NOTES}
    counts = dict.fromkeys(_NOTES, 0)
    for block, element in enumerate(constitution.blocks):
        for each in element.iter():
            kind = local(each)
            if kind.removesuffix("Reference") in _NOTES and kind.endswith("Reference"):
                note = kind.removesuffix("Reference")
                counts[note] += 1
                text = notes[note].get(get(each, "w:id"), "")
                place = near(constitution.provisions, block)
                yield Beside(f"{note} {counts[note]} to {place}", block, text)
            elif kind == "txbxContent" and not _fallback(each):
                place = near(constitution.provisions, block)
                yield Beside(f"a text box in {place}", block, _said(each))
    yield from _margins(constitution.package)


def _margins(package: Package) -> Iterator[Beside]:
    told: set[str] = set()
    for link in package.relationships(package.document):
        kind = link.type.rpartition("/")[2]
        known = kind in _MARGINS and not link.external and link.target in package.parts
        text = _said(package.root(link.target)) if known else ""
        if text.strip() and text not in told:
            told.add(text)
            yield Beside(f"a {kind}", 0, text)


def _notes(package: Package, kind: str) -> Mapping[str, str]:
    """Return the text of each note of a kind by its id (17.11.10)."""
    part = package.related(_NOTES[kind])
    if part is None:
        return {}
    return {get(each, "w:id"): _said(each) for each in package.root(part).iter(name(f"w:{kind}"))}


def _said(element: Element) -> str:
    return "\n".join(text_of(each) for each in element.iter(name("w:p")))


def _fallback(element: Element) -> bool:
    """Return whether a text box is the older copy of one (Part 3, 9.3)."""
    return any(local(each) == "Fallback" for each in element.iterancestors())
