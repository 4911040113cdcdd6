"""Checks of the marks of paragraphs, of cells and rows, and of properties and their order."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.word.strictness.content import same_hand
from drafting.word.strictness.survey import (
    CHANGES,
    COMING,
    CONTENT,
    GOING,
    Breach,
    Survey,
    goes,
    parent_of,
)
from drafting.word.xml import Element, local, name

_BLOCKS = frozenset({"p", "tbl", "sdt", "customXml", "altChunk"})
_RUNS = (name("w:r"), name("m:r"))
_IN_ORDER = ("ins", "del", "moveFrom", "moveTo")  # CT_ParaRPr
_TAIL = ("rPr", "sectPr", "pPrChange")  # CT_PPr
_ROW = ("ins", "del", "trPrChange")  # CT_TrPr
# What may not stand in the old value that a change holds (CT_PPrBase, CT_SectPrBase and so on).
_NOT_OLD = {
    "pPrChange": frozenset({"rPr", "sectPr"}),
    "sectPrChange": frozenset({"headerReference", "footerReference"}),
}


def _lost(kind: str) -> frozenset[str]:
    """Return the kinds of revision that go when one of this kind goes."""
    return COMING if kind in COMING else GOING


def the_last_mark_of_a_text_stays(survey: Survey) -> Iterator[Breach]:
    """Nothing follows to join with. Word at times revises the mark of a last paragraph that comes
    or goes whole, and then keeps a blank one: what this program writes leaves none behind.
    """
    for story in survey.stories:
        for each, paragraph in story.marks:
            if _next_block(paragraph) is not None or local(_home(paragraph)) == "tc":
                continue
            if survey.made or _outlives(paragraph, each):
                message = f"the last paragraph mark of a text carries w:{local(each)}"
                yield Breach(f"{message}: mark the one before", story.part, paragraph)


def no_mark_joins_across_a_table(survey: Survey) -> Iterator[Breach]:
    """A table that goes with the mark stands between no longer: so Word ends a text in one."""
    for story in survey.stories:
        for each, paragraph in story.marks:
            lost = _lost(local(each))
            following = _next_block(paragraph)
            while following is not None and _is_lost_table(following, lost):
                following = _next_block(following)
            if following is None or local(following) != "tbl":
                continue
            if _outlives(paragraph, each):
                message = f"a paragraph that stays before a table has w:{local(each)} on its mark"
                yield Breach(message, story.part, paragraph)


def _is_lost_table(block: Element, lost: frozenset[str]) -> bool:
    rows = [] if local(block) != "tbl" else list(block.iterchildren(name("w:tr")))
    return bool(rows) and all(_revised(row) & lost for row in rows)


def no_mark_joins_across_a_section_break(survey: Survey) -> Iterator[Breach]:
    """A break that comes or goes with all of its paragraph joins nothing to anything."""
    for story in survey.stories:
        for each, paragraph in story.marks:
            breaks = paragraph.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None
            if breaks and _outlives(paragraph, each):
                message = (
                    f"a paragraph that ends a section and stays has w:{local(each)} on its mark"
                )
                yield Breach(message, story.part, paragraph)


def _outlives(paragraph: Element, mark: Element) -> bool:
    """Return whether text of a paragraph stays when the revision of its mark takes the mark."""
    return any(not goes(run, _lost(local(mark))) for run in paragraph.iter(*_RUNS))


def _next_block(block: Element) -> Element | None:
    """Return the block after one, out of any content control, or None at the end of its text."""
    for each in block.itersiblings():
        if local(each) in _BLOCKS:
            return each
    holder = parent_of(block)
    if local(holder) == "customXml":
        return _next_block(holder)
    return _next_block(parent_of(holder)) if local(holder) == "sdtContent" else None


def _home(block: Element) -> Element:
    """Return the text or the cell that a block stands in, out of any content control."""
    holder = parent_of(block)
    if local(holder) == "customXml":
        return _home(holder)
    return _home(parent_of(holder)) if local(holder) == "sdtContent" else holder


def the_last_mark_of_a_cell_stays(survey: Survey) -> Iterator[Breach]:
    """Except with its row: Word revises the marks of the cells in a row that comes or goes."""
    for story in survey.stories:
        for each, paragraph in story.marks:
            cell = _home(paragraph)
            if local(cell) != "tc" or _next_block(paragraph) is not None:
                continue
            row = next(cell.iterancestors(name("w:tr")), None)
            if not _revised(row) & _lost(local(each)):
                message = f"the last paragraph mark of a cell carries w:{local(each)}"
                yield Breach(message, story.part, paragraph)


def _revised(row: Element | None) -> set[str]:
    """Return the kinds of revision that a row carries itself."""
    properties = None if row is None else row.find(name("w:trPr"))
    return set() if properties is None else {local(each) for each in properties} & CONTENT


def a_cell_ends_in_a_paragraph(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        for cell in story.of("tc"):
            blocks = [each for each in cell if local(each) in _BLOCKS]
            if not blocks or local(blocks[-1]) == "tbl":
                yield Breach("a cell does not end in a paragraph", story.part, cell)


def a_revised_row_has_revised_contents(survey: Survey) -> Iterator[Breach]:
    """In a file of Word's, text may outlive its row beside text that does not: never in ours."""
    for story in survey.stories:
        for each in story.of("ins", "del"):
            if local(parent_of(each)) != "trPr":
                continue
            row, lost = parent_of(parent_of(each)), _lost(local(each))
            runs = [r for r in row.iter(*_RUNS) if any(local(piece) != "rPr" for piece in r)]
            stays = [run for run in runs if not _settled(run, lost)]
            if stays and (survey.made or len(stays) == len(runs)):
                message = f"a row has w:{local(each)}, and text in it has not"
                yield Breach(message, story.part, stays[0])


def _settled(run: Element, lost: frozenset[str]) -> bool:
    if goes(run, lost):
        return True
    inner = [each for each in run if local(each) in lost]  # in a formula: m:r holds w:del
    return bool(inner) or all(local(each) in {"rPr", "commentReference"} for each in run)


def a_revision_holds_no_block(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        for each in story.contents:
            for kind in sorted({"p", "tbl", "tr", "tc"} & {local(inner) for inner in each}):
                yield Breach(f"a w:{local(each)} wraps a w:{kind}", story.part, each)


def paragraph_properties_end_in_order(survey: Survey) -> Iterator[Breach]:
    for story in survey.all:
        for properties in story.of("pPr"):
            kinds = [local(each) for each in properties if local(each)]
            tail = [kind for kind in _TAIL if kind in kinds]
            if tail and kinds[len(kinds) - len(tail) :] != tail:
                message = f"w:pPr must end in {_listed(tail)}, in this order and once each"
                yield Breach(message, story.part, properties)


def _listed(kinds: list[str]) -> str:
    return ", ".join(f"w:{kind}" for kind in kinds)


def a_mark_carries_one_revision_and_carries_it_first(survey: Survey) -> Iterator[Breach]:
    """Two stand where one author inserted a paragraph and a later one deleted it: Word's way."""
    for story in survey.all:
        for look in {parent_of(each): None for each, _ in story.marks}:
            revisions = [each for each in look if local(each) in CONTENT]
            kinds = [local(each) for each in revisions]
            first = [local(each) for each in look if local(each)][: len(kinds)]
            if first != sorted(set(kinds), key=_IN_ORDER.index):
                message = f"{_listed(kinds)} must come first in w:rPr, in the order of the schema"
                yield Breach(message, story.part, look)
            elif sum(kind in COMING for kind in kinds) > 1 or sum(k in GOING for k in kinds) > 1:
                message = f"a paragraph mark carries {_listed(kinds)}: only one may stand"
                yield Breach(message, story.part, look)
            elif len(revisions) == 2 and same_hand(*revisions):
                message = f"one hand put {_listed(kinds)} on a paragraph mark: only one may stand"
                yield Breach(message, story.part, look)


def a_change_of_properties_comes_last(survey: Survey) -> Iterator[Breach]:
    for story in survey.all:
        for change in story.of(*(CHANGES - {"pPrChange", "numberingChange"})):
            if any(local(each) for each in change.itersiblings()):
                message = f"w:{local(change)} must be the last in w:{local(parent_of(change))}"
                yield Breach(message, story.part, change)


def row_properties_end_in_order(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        for each in story.of("ins", "del"):
            properties = parent_of(each)
            if local(properties) == "trPr" and any(
                local(other) not in _ROW for other in each.itersiblings() if local(other)
            ):
                message = f"w:{local(each)} must come last in w:trPr, before w:trPrChange alone"
                yield Breach(message, story.part, each)


def an_old_value_holds_only_what_it_may(survey: Survey) -> Iterator[Breach]:
    for story in survey.all:
        for change in story.of(*CHANGES):
            kind = local(change)
            banned = _NOT_OLD.get(kind, frozenset[str]())
            for old in change:
                wrong = {local(each) for each in old} & banned
                if wrong:
                    message = f"the old value in w:{kind} holds {_listed(sorted(wrong))}"
                    yield Breach(message, story.part, change)


def a_change_holds_one_old_value(survey: Survey) -> Iterator[Breach]:
    for story in survey.all:
        for change in story.of(*(CHANGES - {"numberingChange"})):
            kind = local(change)
            wanted = kind.removesuffix("Change")
            if [local(old) for old in change if local(old)] != [wanted]:
                yield Breach(f"w:{kind} must hold one w:{wanted}", story.part, change)
            if any(local(each) in CHANGES for each in change.iterancestors()):
                yield Breach(f"w:{kind} stands in the old value of a change", story.part, change)
