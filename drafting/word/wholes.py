"""Tracked changes that only mean something together, so that they are settled together.

Word keeps one change in several places: a move at both its ends (17.13.5.21 to 17.13.5.28), a
content control at both its tags (17.13.5.5), a field in as many pieces as its runs stand in, a
range in its two markers. To settle one of them alone would leave a change in half.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafting.word.ranges import RANGES, key_of
from drafting.word.settlement import LOST, Decision, control_of, next_paragraph
from drafting.word.xml import Element, get, local, name, remove, replace_with_children

Chosen = Callable[[Element], bool]

_MARKS = frozenset({"ins", "del", "moveFrom", "moveTo"})
_RANGE_TAGS = tuple(name(f"w:{each}") for each in RANGES)
_MOVED_TAGS = (name("w:moveFrom"), name("w:moveTo"))
_FIELD_MARK = name("w:fldChar")


@dataclass
class Move:
    """The markers of a move's ranges and what lies in them, at either end."""

    markers: list[Element] = field(default_factory=list[Element])
    gone: list[Element] = field(default_factory=list[Element])
    come: list[Element] = field(default_factory=list[Element])

    @property
    def pieces(self) -> list[Element]:
        """All that is settled together."""
        return [*self.markers, *self.gone, *self.come]


def completed(roots: Sequence[Element], decision: Decision, chosen: Chosen) -> Chosen:
    """Return a choice that adds what goes together with the changes chosen in these stories."""
    groups: list[Sequence[Element]] = [
        group for root in roots for group in (*_ranges(root), *_controls(root), *_fields(root))
    ]
    groups += [move.pieces for move in moves_in(roots).values()]
    together = _joined(groups, chosen)
    for root in roots:
        together.update(_closing_words(root, decision, together, chosen))
    return lambda element: element in together or chosen(element)


def _joined(groups: Sequence[Sequence[Element]], chosen: Chosen) -> set[Element]:
    """Return the members of each group of which one is chosen, or is in another such group."""
    groups_of: dict[Element, list[int]] = {}
    for number, group in enumerate(groups):
        for element in group:
            groups_of.setdefault(element, []).append(number)
    waiting = [element for element in groups_of if chosen(element)]
    found = set(waiting)
    done: set[int] = set()
    while waiting:
        for number in groups_of[waiting.pop()]:
            if number not in done:
                done.add(number)
                waiting += [each for each in groups[number] if each not in found]
                found.update(groups[number])
    return found


def _ranges(root: Element) -> Iterator[list[Element]]:
    """Yield the two markers of each range of tracked changes."""
    pairs: dict[tuple[str, str], list[Element]] = {}
    for marker in root.iter(*_RANGE_TAGS):
        pairs.setdefault(key_of(marker), []).append(marker)
    yield from pairs.values()


def _controls(root: Element) -> Iterator[list[Element]]:
    """Yield the starts of the ranges around the two tags of a content control."""
    for start in root.iter(*(tag for tag in _RANGE_TAGS if "customXml" in tag)):
        control = control_of(start) if local(start).endswith("Start") else None
        if control is not None:
            inside = control.find(name("w:sdtContent"))
            holder = control if inside is None else inside
            closing = [
                each
                for each in holder.iterchildren(name(f"w:{local(start)}"))
                if control_of(each) is None
            ]
            yield [start, *closing[-1:]]
            moved = next(control.iter(*_MOVED_TAGS), None)
            if moved is not None and "Move" in local(start):
                yield [start, moved]


def _fields(root: Element) -> Iterator[list[Element]]:
    """Yield the tracked changes of one kind in which the marks of one field stand (17.16.18)."""
    open_fields: list[list[Element]] = []
    for mark in root.iter(_FIELD_MARK):
        kind = get(mark, "w:fldCharType")
        if kind == "begin":
            open_fields.append([])
        if not open_fields:
            continue
        open_fields[-1] += _changes_around(mark)
        if kind == "end":
            pieces = open_fields.pop()
            for each in _MARKS:
                yield [piece for piece in pieces if local(piece) == each]


def _changes_around(mark: Element) -> Iterator[Element]:
    for above in mark.iterancestors():
        if local(above) == "p":
            return
        if local(above) in _MARKS:
            yield above


def _closing_words(
    root: Element, decision: Decision, together: set[Element], chosen: Chosen
) -> Iterator[Element]:
    """Yield the changes in paragraphs that lose their mark and have none to join.

    A paragraph that ends a story or stands before a table goes with its words or not at all.
    """
    closing: set[Element] = set()
    for mark in reversed(list(root.iter(*(name(f"w:{each}") for each in LOST[decision])))):
        paragraph = _paragraph_of_mark(mark)
        if paragraph is None or not (mark in together or chosen(mark)):
            continue
        following = next_paragraph(paragraph)
        if following is None or following in closing:
            closing.add(paragraph)
            author = get(mark, "w:author")
            for each in paragraph.iter(name(f"w:{local(mark)}")):
                if get(each, "w:author") == author:
                    yield each


def moves_in(roots: Iterable[Element]) -> dict[str, Move]:
    """Return the moves of some stories by the name of their ranges."""
    moves: dict[str, Move] = {}
    for root in roots:
        open_ranges: list[Element] = []
        for element in root.iter(*_RANGE_TAGS, *_MOVED_TAGS):
            kind = local(element)
            if kind in {"moveFromRangeStart", "moveToRangeStart"}:
                open_ranges.append(element)
                moves.setdefault(_called(element), Move()).markers.append(element)
            elif kind in {"moveFromRangeEnd", "moveToRangeEnd"}:
                start = _start_of(element, open_ranges)
                if start is not None:
                    open_ranges.remove(start)
            elif kind in {"moveFrom", "moveTo"}:
                start = _range_of(element, open_ranges)
                if start is not None:
                    move = moves.setdefault(_called(start), Move())
                    (move.gone if kind == "moveFrom" else move.come).append(element)
    return moves


def _called(start: Element) -> str:
    return get(start, "w:name") or f"{local(start)} {get(start, 'w:id')}"


def _start_of(end: Element, open_ranges: Sequence[Element]) -> Element | None:
    return next((each for each in open_ranges if key_of(each) == key_of(end)), None)


def _range_of(moved: Element, open_ranges: Sequence[Element]) -> Element | None:
    """Return the start of the range in which moved content or a moved paragraph mark lies.

    The mark is the end of its paragraph, where another range may be open than at the start.
    """
    tag = name(f"w:{local(moved)}RangeStart")
    around = [each for each in open_ranges if each.tag == tag]
    paragraph = _paragraph_of_mark(moved)
    if paragraph is not None:
        around += paragraph.iterchildren(tag)
        ended = {key_of(each) for each in paragraph.iterchildren(tag.replace("Start", "End"))}
        around = [each for each in around if key_of(each) not in ended] or around
    same = [each for each in around if get(each, "w:author") == get(moved, "w:author")]
    return next(reversed(same or around), None)


def _paragraph_of_mark(element: Element) -> Element | None:
    run = element.getparent()
    properties = None if run is None or local(run) != "rPr" else run.getparent()
    return None if properties is None or local(properties) != "pPr" else properties.getparent()


def part_ways(roots: Mapping[str, Element], before: Mapping[str, Move]) -> set[str]:
    """Make an insertion or a deletion of what is left of a move that lost its other end.

    The other end goes when it stands in what another change takes away. `before` are the moves
    before that; returned are the names of the parts in which something was made.
    """
    changed: set[str] = set()
    after = moves_in(roots.values()) if before else {}
    for called, move in before.items():
        left = after.get(called, Move())
        if not (move.gone and move.come) or bool(left.gone) == bool(left.come):
            continue
        for each in left.come:
            each.tag = name("w:ins")
        for each in left.gone:
            _delete(each)
        keys = {key_of(each) for each in move.markers}
        for part, root in roots.items():
            markers = [each for each in root.iter(*_RANGE_TAGS) if key_of(each) in keys]
            if markers or any(each.getroottree().getroot() is root for each in left.pieces):
                changed.add(part)
            for marker in markers:
                remove(marker)
    return changed


def _delete(moved: Element) -> None:
    moved.tag = name("w:del")
    for text in list(moved.iter(name("w:t"), name("w:instrText"))):
        text.tag = name("w:delText" if local(text) == "t" else "w:delInstrText")
    for inner in list(moved.iter(name("w:del"))):
        if inner is not moved:
            replace_with_children(inner)
