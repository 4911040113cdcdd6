"""Which paragraphs of a wording statute dictates, where a wording holds local rules as well.

A clause has one force. Where a paragraph of it has another, the wording says which are statutory:
the law's duties stand beside the council's own arrangements for them, and neither may be taken
for the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.findings import Finding
from drafting.library.clauses import Clause, Force, Variant
from drafting.library.prose import Part, Passage, Prose
from drafting.library.rule import LibraryRule

_NUMBERED = re.compile(r"(\d+)\. ")
_DUTY = re.compile(r"\bmust\b")


def is_statutory(clause: Clause, variant: Variant, number: int) -> bool:
    """Return whether statute dictates the paragraph with this number, counted from 1."""
    if variant.statutory is None:
        return clause.force is Force.MUST
    return number in variant.statutory


def kept(clause: Clause, variant: Variant, text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return which paragraphs of another text are those that statute dictates in a wording.

    The second value gives the numbers of those of the wording that the text does not have, word
    for word.
    """
    there = _paragraphs(text)
    numbers: list[int] = []
    missing: list[int] = []
    for number, paragraph in _paragraphs(variant.text).items():
        if not is_statutory(clause, variant, number):
            continue
        found = next((each for each, said in there.items() if said == paragraph), None)
        if found is None:
            missing.append(number)
        else:
            numbers.append(found)
    return tuple(numbers), tuple(missing)


def _paragraphs(text: str) -> dict[int, str]:
    """Return the numbered paragraphs of a text with what stands under each, without its number."""
    starts = [*re.finditer(r"(?m)^(\d+)\. +", text)]
    ends = [*(each.start() for each in starts[1:]), len(text)]
    return {
        int(start[1]): " ".join(text[start.end() : end].split())
        for start, end in zip(starts, ends, strict=True)
    }


def _named_paragraphs_exist(prose: Prose) -> Iterator[Finding]:
    for clause in prose.library.clauses.values():
        for place, variant in enumerate(clause.variants):
            there = {int(found) for found in re.findall(r"(?m)^(\d+)\. ", variant.text)}
            named = set(variant.statutory or ())
            if missing := sorted(named - there):
                message = f"the wording has no paragraph {missing[0]}."
                remedy = "Name the paragraphs that statute dictates."
            elif variant.statutory and clause.force is Force.MUST and named == there:
                message = "every paragraph is statutory, as the force of the clause says already."
                remedy = "Leave out `statutory`."
            elif named and not (clause.legal_basis or variant.legal_basis):
                message = "the law that dictates these paragraphs is not named."
                remedy = "Add it to `legal_basis`."
            else:
                continue
            yield clause.source.error(message, "variants", place, "statutory", remedy=remedy)


def _local_rules_are_no_duties(prose: Prose) -> Iterator[Finding]:
    for passage, number in _numbered(prose):
        clause, variant = passage.clause, passage.variant
        if clause.force is not Force.MUST or variant is None:
            continue
        if not is_statutory(clause, variant, number) and _DUTY.search(passage.text):
            yield passage.wrong(
                f"paragraph {number} is a local rule, and is worded as a duty among duties of law.",
                "Say what people do (`officers tell …`), or name it in `statutory`.",
            )


def _numbered(prose: Prose) -> Iterator[tuple[Passage, int]]:
    """Yield each paragraph of a wording with the number under which it stands."""
    wording: tuple[str, str] | None = None
    number = 0
    for passage in prose.passages:
        if passage.variant is None or passage.part is not Part.TEXT:
            continue
        if (passage.clause.id, passage.variant.id) != wording:
            wording, number = (passage.clause.id, passage.variant.id), 0
        line = passage.variant.text.splitlines()[passage.line - passage.variant.line]
        if found := _NUMBERED.match(line):
            number = int(found[1])
        yield passage, number


STATUTORY_RULES: tuple[LibraryRule[Prose], ...] = (
    LibraryRule(
        "statutory-paragraphs-exist",
        "A wording names as statutory only paragraphs that it has, and the law they rest on.",
        _named_paragraphs_exist,
    ),
    LibraryRule(
        "local-rule-is-no-duty",
        "A local rule among duties of law says what is done, not what must be done.",
        _local_rules_are_no_duties,
    ),
)
