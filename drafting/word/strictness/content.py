"""Checks of revised text: what it is made of, how it nests, moves and fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from drafting.word.strictness.survey import (
    COMING,
    GOING,
    Breach,
    Story,
    Survey,
    around,
    goes,
    is_content,
    said,
)
from drafting.word.xml import Element, get, local, name

_IN_DELETION = frozenset({"del"})
_LIVE = {"delText": "w:t", "delInstrText": "w:instrText"}
_DELETED = {live.removeprefix("w:"): f"w:{deleted}" for deleted, live in _LIVE.items()}


def deleted_text_stands_in_a_deletion(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        for each in story.of(*_LIVE):
            if not goes(each, GOING):
                message = f"w:{local(each)} “{each.text or ''}” stands outside w:del"
                yield Breach(message, story.part, each)


def a_deletion_holds_deleted_text(survey: Survey) -> Iterator[Breach]:
    """The text of a formula stays `m:t`, and that of a text box is no part of the deleted run."""
    for story in survey.stories:
        for deletion in story.of("del"):
            for each in deletion.iter(name("w:t"), name("w:instrText")):
                if around(each, _IN_DELETION) is deletion:
                    wanted = _DELETED[local(each)]
                    message = f"deleted text is w:{local(each)} “{each.text or ''}”, not {wanted}"
                    yield Breach(message, story.part, each)


def text_moved_away_stays_live(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        for each in story.of(*_LIVE):
            if goes(each, GOING) and not goes(each, _IN_DELETION):
                message = f"w:{local(each)} in w:moveFrom stands in no w:del: it must be "
                yield Breach(f"{message}{_LIVE[local(each)]}", story.part, each)


def a_range_of_a_move_has_two_ends(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        for kind in ("moveFrom", "moveTo"):
            opened: dict[str, Element] = {}
            for each in story.of(f"{kind}RangeStart", f"{kind}RangeEnd"):
                identity = get(each, "w:id")
                if local(each).endswith("Start"):
                    opened[identity] = each
                elif opened.pop(identity, None) is None:
                    message = f"w:{kind}RangeEnd {identity} has no start before it"
                    yield Breach(message, story.part, each)
            for identity, each in opened.items():
                yield Breach(f"w:{kind}RangeStart {identity} has no end", story.part, each)


def a_move_has_one_range_on_each_side(survey: Survey) -> Iterator[Breach]:
    sides: dict[str, Counter[str]] = {"moveFrom": Counter(), "moveTo": Counter()}
    places: list[tuple[str, str, Story, Element]] = []
    for story in survey.stories:
        for kind, named in sides.items():
            for each in story.of(f"{kind}RangeStart"):
                named[get(each, "w:name")] += 1
                places.append((kind, get(each, "w:name"), story, each))
    for kind, title, story, each in places:
        other = "moveTo" if kind == "moveFrom" else "moveFrom"
        if not title:
            yield Breach(f"a w:{kind}RangeStart has no name", story.part, each)
        elif sides[kind][title] > 1:
            yield Breach(f"two ranges w:{kind} have the name {title}", story.part, each)
        elif sides[other][title] == 0:
            yield Breach(f"the move {title} has no range w:{other}", story.part, each)


@dataclass
class _Ranges:
    """Which ranges of moves are open while a story is read, and the paragraphs begun in it."""

    open: dict[str, set[str]] = field(default_factory=lambda: {"moveFrom": set(), "moveTo": set()})
    begun: list[Element] = field(default_factory=lambda: [])

    def pass_by(self, each: Element) -> None:
        kind, _, end = local(each).partition("Range")
        if kind in self.open and end == "Start":
            self.open[kind].add(get(each, "w:id"))
        elif kind in self.open and end == "End":
            self.open[kind].discard(get(each, "w:id"))

    def ended(self, each: Element | None) -> Iterator[Element]:
        """Yield the paragraphs that end before an element, the innermost first."""
        above = set(() if each is None else each.iterancestors(name("w:p")))
        while self.begun and self.begun[-1] not in above and self.begun[-1] is not each:
            yield self.begun.pop()


_READ_FOR_MOVES = tuple(
    name(f"w:{kind}")
    for kind in "p moveFrom moveTo moveFromRangeStart moveFromRangeEnd moveToRangeStart "
    "moveToRangeEnd".split()
)


def what_moves_stands_in_its_range(survey: Survey) -> Iterator[Breach]:
    """Word ends the range of whole paragraphs behind the mark of the last, not before it."""
    for story in survey.stories:
        if not story.of("moveFrom", "moveTo"):
            continue
        ranges = _Ranges()
        for each in story.root.iter(*_READ_FOR_MOVES):
            for paragraph in ranges.ended(each):
                yield from _mark_in_range(story, ranges, paragraph)
            ranges.pass_by(each)
            kind = local(each)
            if kind == "p":
                ranges.begun.append(each)
            elif kind in ranges.open and is_content(each) and not ranges.open[kind]:
                message = f"a w:{kind} stands outside every range of its kind"
                yield Breach(message, story.part, each)
        for paragraph in ranges.ended(None):
            yield from _mark_in_range(story, ranges, paragraph)


def _mark_in_range(story: Story, ranges: _Ranges, paragraph: Element) -> Iterator[Breach]:
    look = paragraph.find(f"{name('w:pPr')}/{name('w:rPr')}")
    revised = {local(each) for each in look} if look is not None else set[str]()
    for kind, ids in ranges.open.items():
        if kind in revised and not ids:
            message = f"the w:{kind} of a paragraph mark stands outside every range of its kind"
            yield Breach(message, story.part, paragraph)
        if any(local(each) == kind for each in paragraph.iterancestors()):
            continue  # in a text box that moves as a whole
        if ids and not revised & (COMING | GOING) and _moves_whole(paragraph, kind):
            message = f"a paragraph moves whole, and its mark carries no w:{kind}"
            yield Breach(message, story.part, paragraph)


def _moves_whole(paragraph: Element, kind: str) -> bool:
    """Return whether all of a paragraph moves; before a table Word leaves its mark as it is."""
    runs = list(paragraph.iter(name("w:r"), name("m:r")))
    following = paragraph.getnext()
    return (
        bool(runs)
        and all(goes(run, frozenset({kind})) for run in runs)
        and (following is None or local(following) != "tbl")
    )


def nothing_is_revised_within_what_moves_here(survey: Survey) -> Iterator[Breach]:
    """Word deletes within `w:moveTo` when what moved is deleted; we, what another moved."""
    banned = ("ins", "del") if survey.made else ("ins",)
    for story in survey.stories:
        for each in story.of(*banned):
            holder = around(each)
            if is_content(each) and holder is not None and local(holder) == "moveTo":
                if local(each) == "del" and not same_hand(each, holder):
                    continue
                message = f"a w:{local(each)} stands in a w:moveTo: “{said(each)[:40]}”"
                yield Breach(message, story.part, each)


@dataclass
class _Field:
    """What is read of a field until its end: the fate of each of its pieces."""

    begin: Element
    marks: list[Element]
    codes: list[Element] = field(default_factory=lambda: [])
    shown: list[Element] = field(default_factory=lambda: [])


_READ_FOR_FIELDS = tuple(
    name(f"w:{kind}") for kind in "fldChar instrText delInstrText t delText".split()
)


def _fields(story: Story) -> Iterator[_Field]:
    """Yield the fields that begin and end in a story, if the marks of any are revised."""
    if not any(goes(each, COMING | GOING) for each in story.of("fldChar")):
        return
    opened: list[_Field] = []
    for each in story.root.iter(*_READ_FOR_FIELDS):
        if local(each) != "fldChar":
            if opened:
                last = opened[-1]
                (last.codes if "nstr" in local(each) else last.shown).append(each)
            continue
        kind = get(each, "w:fldCharType")
        if kind == "begin":
            opened.append(_Field(each, [each]))
        elif opened:
            opened[-1].marks.append(each)
            if kind == "end":
                yield opened.pop()


def a_field_comes_and_goes_whole(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        for each in _fields(story):
            for way, kinds in (("inserted or moved here", COMING), ("deleted or moved", GOING)):
                wrong = _left_behind(each, kinds, made=survey.made)
                if wrong:
                    message = f"of a field, the begin, separator or end is {way}, and {wrong} not"
                    yield Breach(message, story.part, each.begin)


def _left_behind(found: _Field, kinds: frozenset[str], *, made: bool) -> str:
    """Return which pieces of a field stay when some of its marks go.

    Word leaves a switch behind at times when a field is deleted, so in a file that Word made
    one piece of the code is enough.
    """
    gone = [goes(mark, kinds) for mark in found.marks]
    if not any(gone):
        return ""
    if not all(gone):
        return "another of these is"
    codes = [goes(each, kinds) for each in found.codes]
    if codes and not (all(codes) if made else any(codes)):
        return "its code is"
    return "" if all(goes(each, kinds) for each in found.shown) else "its result is"


def a_simple_field_is_not_emptied(survey: Survey) -> Iterator[Breach]:
    """`w:fldSimple` stands in no revision, and revising all it shows leaves the field itself."""
    for story in survey.stories:
        for each in story.of("fldSimple"):
            runs = list(each.iter(name("w:r")))
            for kinds in (COMING, GOING):
                inside = [r for r in runs if around(r, kinds | {"fldSimple"}) is not each]
                if runs and len(inside) == len(runs):
                    message = "a simple field is revised: write its begin, code and end as runs"
                    yield Breach(f"{message} ({get(each, 'w:instr').strip()})", story.part, each)


def revisions_do_not_nest_in_their_like(survey: Survey) -> Iterator[Breach]:
    """A deletion may stand in an insertion that another author made, and in no other way."""
    for story in survey.stories:
        for each in story.contents:
            kind, holder = local(each), around(each)
            while holder is not None:
                outer = local(holder)
                if outer == kind or (kind == "ins" and outer == "del"):
                    yield Breach(f"a w:{kind} stands in a w:{outer}", story.part, each)
                elif (kind, outer) == ("del", "ins") and survey.made and same_hand(each, holder):
                    message = f"we delete what we insert: “{said(each)[:40]}”"
                    yield Breach(message, story.part, each)
                holder = around(holder)


def same_hand(one: Element, other: Element) -> bool:
    """Return whether one author made two revisions at one time, as far as they say."""
    hands = [(get(each, "w:author"), get(each, "w:date")) for each in (one, other)]
    return hands[0] == hands[1] and bool(hands[0][1])
