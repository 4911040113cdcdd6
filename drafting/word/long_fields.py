"""Fields that run over several blocks, such as a table of contents: one block each, uncompared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafting.word.slices import Piece, pieces_of
from drafting.word.xml import Element, get, make, name

_CONTAINERS = tuple(
    name(f"w:{each}") for each in ("body", "sdtContent", "customXml", "tc", "txbxContent")
)
_MARK = re.compile(rb"""w:fldCharType\s*=\s*["'](begin|end)["']""")


@dataclass(frozen=True)
class _Stretch:
    """Blocks from the one in which a field begins to the one in which it ends, and its code."""

    start: int
    end: int
    code: str


def collapsed(before: Sequence[Piece], after: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the blocks with each field that both sides have as one block, which is the same.

    What such a field last showed is worked out afresh by Word, so it is no edit (17.16.5).
    """
    ours, theirs = _stretches(before), _stretches(after)
    left = list(theirs)
    pairs: list[tuple[_Stretch, _Stretch]] = []
    for one in ours:
        found = next((n for n, other in enumerate(left) if other.code == one.code), None)
        if found is not None:
            pairs.append((one, left[found]))
            left = left[found + 1 :]
    if not pairs:
        return list(before), list(after)
    return (
        _joined(before, [one for one, _ in pairs]),
        _joined(after, [other for _, other in pairs]),
    )


def fields_in(pieces: Sequence[Piece]) -> int:
    """Return how many fields run over several blocks of a text and say nothing beside."""
    return len(_stretches(pieces))


def ends_of_fields(pieces: Sequence[Piece]) -> dict[tuple[int, int], str]:
    """Return for each field over several paragraphs that in which it begins and ends: its code."""
    found: dict[tuple[int, int], str] = {}
    opened: list[int] = []
    for number, piece in enumerate(pieces):
        if piece.tag != "p" or (piece.raw and b"fldCharType" not in piece.raw):
            continue
        for mark in piece.element.iter(name("w:fldChar")):
            kind = get(mark, "w:fldCharType")
            if kind == "begin":
                opened.append(number)
            elif kind == "end" and opened:
                first = opened.pop()
                if first != number:
                    found[first, number] = _code_of(pieces[first])
    return found


def without_long_results(root: Element) -> None:
    """Put, in place, one paragraph that names its code for each such field."""
    for container in [root, *root.iter(*_CONTAINERS)]:
        pieces = pieces_of(container)
        for stretch in reversed(_stretches(pieces)):
            first, *others = (each.element for each in pieces[stretch.start : stretch.end])
            first.addprevious(make("w:p", field=stretch.code))
            for each in (first, *others):
                container.remove(each)


def _joined(pieces: Sequence[Piece], stretches: Sequence[_Stretch]) -> list[Piece]:
    result: list[Piece] = []
    at = 0
    for number, stretch in enumerate(stretches):
        result += pieces[at : stretch.start]
        inside = pieces[stretch.start : stretch.end]
        result.append(FieldPiece(inside, f"{stretch.code} {number}"))
        at = stretch.end
    return [*result, *pieces[at:]]


class FieldPiece(Piece):
    """The blocks of one field as one piece: equal where the code of the field is."""

    def __init__(self, pieces: Sequence[Piece], code: str) -> None:
        super().__init__(b"".join(piece.raw for piece in pieces), pieces[0].start)
        self.pieces = tuple(pieces)
        self.__dict__.update(
            tag="field", key=code, said=code, kind="field", text="", blank=True, ends_section=False
        )

    @property
    def is_block(self) -> bool:
        """It stands among blocks."""
        return True


def _stretches(pieces: Sequence[Piece]) -> list[_Stretch]:
    found: list[_Stretch] = []
    depth, start = 0, 0
    for number, piece in enumerate(pieces):
        if piece.tag != "p" or (piece.raw and b"fldCharType" not in piece.raw):
            if piece.tag != "p":
                depth = 0
            continue
        begins, ends = _begins_and_ends(piece)
        before, depth = depth, max(0, depth + begins - ends)
        if before == 0 and depth > 0:
            start = number
        if before > 0 and depth == 0:
            code = _code_of(pieces[start])
            if code.startswith(("TOC", "INDEX", "TOA")) and _all_in_field(pieces[start], piece):
                found.append(_Stretch(start, number + 1, code))
    return found


def _begins_and_ends(piece: Piece) -> tuple[int, int]:
    """Return how many fields begin and how many end in a paragraph."""
    if piece.raw:
        kinds = [each.decode() for each in _MARK.findall(piece.raw)]
    else:
        kinds = [get(each, "w:fldCharType") for each in piece.element.iter(name("w:fldChar"))]
    return kinds.count("begin"), kinds.count("end")


def _code_of(piece: Piece) -> str:
    codes = piece.element.iter(name("w:instrText"))
    text = "".join(str(each.text or "") for each in codes)
    return " ".join(text.split("PAGEREF")[0].split("HYPERLINK")[0].split())


def _all_in_field(first: Piece, last: Piece) -> bool:
    """Return whether nothing is said in these blocks outside the field."""
    return not _said(first, before=True) and not _said(last, before=False)


def _said(piece: Piece, *, before: bool) -> str:
    said: list[str] = []
    seen = False
    for each in piece.element.iter(name("w:t"), name("w:fldChar")):
        kind = get(each, "w:fldCharType")
        if kind == "begin" and before:
            break
        if kind == "end" and not before:
            said, seen = [], True
        elif not kind and (before or seen):
            said.append(str(each.text or ""))
    return "".join(said).strip()
