"""Scenarios side by side, told to a person on a terminal and to a machine as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from typing import Any

from drafting.assembly.english import joined
from drafting.publication.side_by_side import Column, SideBySide
from drafting.publication.tabular import distinct, listed, paragraph, table
from drafting.rules.comparison import Compared, deciding_in_words


def scenarios_text(side: SideBySide, width: int) -> str:
    """Return the comparison for a terminal with so many columns."""
    parts = [_legend(side, width), *_agreeing(side, width)]
    for title, found in (
        ("THE SAME CLAUSE IN OTHER WORDS", side.other_wording),
        ("TURNS ON THE DEAL", side.turning),
    ):
        if found:
            parts += _differing(side, title, found, width)
    parts += _interregnum(side, width)
    return "\n\n".join(parts)


def _legend(side: SideBySide, width: int) -> str:
    lines = [side.council, ""]
    for column in side.columns:
        lines += paragraph(f"{column.letter}  ", column.name, width)
        if column.standing:
            told = side.vocabulary.facts["arrangement"].says(column.standing.facts["arrangement"])
            lines += paragraph("   ", f"{told[:1].upper()}{told[1:]}.", width)
        for why in column.refused:
            lines += paragraph("   Refused: ", why, width)
    return "\n".join(lines)


def _agreeing(side: SideBySide, width: int) -> Iterator[str]:
    if len(side.standing) < 2:
        yield "\n".join(
            paragraph("", "There are not two scenarios that can be, so none are compared.", width)
        )
        return
    common = side.common
    title = (
        f"COMMON TO ALL: {_counted(common)} with the same words in each; they can be drafted now"
    )
    yield "\n".join([title, *listed([each.clause.id for each in common], width)])
    if found := side.other_names:
        title = f"COMMON TO ALL BUT FOR NAMES OR NUMBERS THAT THEY PRINT: {_counted(found)}"
        rows = [(each.clause.id, "  |  ".join(side.prints(each))) for each in found]
        told = "Scenarios on the two sides of a bar print other words."
        yield "\n".join([title, *paragraph("  ", told, width), *table(rows, width)])


def _counted(found: Sized) -> str:
    return f"{len(found)} clause{'' if len(found) == 1 else 's'}"


def _differing(
    side: SideBySide, title: str, found: Sequence[Compared], width: int
) -> Iterator[str]:
    yield f"{title}: {_counted(found)}"
    by_facts: dict[tuple[str, ...], list[Compared]] = {}
    for each in found:
        by_facts.setdefault(each.deciding, []).append(each)
    letters = [column.letter for column, _ in side.standing]
    for names, together in by_facts.items():
        lines = paragraph("Decided by ", f"{_titles(side, names)}.", width)
        for phrase, where in _phrases(side, names).items():
            lines += paragraph(f"  {', '.join(where)}  ", f"{phrase}.", width)
        rows = [
            (each.clause.id, *(outcome or "–" for outcome in each.outcomes)) for each in together
        ]
        lines += table([("", *letters), *rows], width)
        for row in rows:
            if not distinct(row, len(letters), width):
                told = [f"{letter} {said}" for letter, said in zip(letters, row[1:], strict=True)]
                lines += paragraph(f"  In full, {row[0]}: ", f"{', '.join(told)}.", width)
        yield "\n".join(lines)


def _titles(side: SideBySide, names: Sequence[str]) -> str:
    titles = [side.vocabulary.facts[name].title for name in names]
    return joined([f"“{title}”" for title in titles])


def _phrases(side: SideBySide, names: Sequence[str]) -> dict[str, list[str]]:
    """Return the facts in words, each with the letters of the scenarios in which they are so."""
    phrases: dict[str, list[str]] = {}
    for column, standing in side.standing:
        words = deciding_in_words(standing.facts, names, side.vocabulary)
        phrases.setdefault(f"{words[:1].upper()}{words[1:]}", []).append(column.letter)
    return phrases


def _interregnum(side: SideBySide, width: int) -> Iterator[str]:
    column = side.meanwhile.column
    lines = [f"INTERREGNUM: {side.meanwhile.law.until}"]
    whose = f"scenario {column.letter}, {column.name}" if column.letter else column.name
    lines += paragraph("  ", f"As in {whose}.", width)
    for why in column.refused:
        lines += paragraph("  Refused: ", why, width)
    yield "\n".join(lines)
    notes = ["In law:"]
    for note in side.meanwhile.law.notes:
        notes += paragraph("  - ", f"{note.says} [{note.cited}]", width)
    yield "\n".join(notes)
    if not column.standing:
        return
    for told, found in (
        ("Only for these days:", side.only_meanwhile()),
        ("In words of their own for these days:", side.worded_meanwhile()),
        ("Waiting for the deal:", side.waiting()),
    ):
        if found and side.deals:
            rows = [(each.id, each.heading) for each in found]
            yield "\n".join([told, *table(rows, width)])
    yield "\n".join(
        paragraph("", f"In all {_counted(column.standing.wordings)} stand in these days.", width)
    )


def scenarios_record(side: SideBySide) -> dict[str, Any]:
    """Return the comparison as plain data; each list is in the order of the protocols."""
    return {
        "council": side.council,
        "scenarios": [
            {
                "letter": column.letter,
                "name": column.name,
                "refused": list(column.refused),
                "facts": dict(column.standing.facts) if column.standing else {},
                "clauses": _wordings(column),
            }
            for column in side.columns
        ],
        "common": [each.clause.id for each in side.common],
        "other_names": [
            {"clause": each.clause.id, "alike": side.prints(each)} for each in side.other_names
        ],
        "other_wording": [_compared(side, each) for each in side.other_wording],
        "turning": [_compared(side, each) for each in side.turning],
        "interregnum": {
            "until": side.meanwhile.law.until,
            "scenario": side.meanwhile.column.letter or None,
            "refused": list(side.meanwhile.column.refused),
            "law": [
                {"says": note.says, "law": [law.id for law in note.law]}
                for note in side.meanwhile.law.notes
            ],
            "clauses": _wordings(side.meanwhile.column),
            "only_then": [each.id for each in side.only_meanwhile()],
            "own_wording": [each.id for each in side.worded_meanwhile()],
            "waiting": [each.id for each in side.waiting()],
        },
    }


def _wordings(column: Column) -> dict[str, str]:
    standing = column.standing
    return {name: each.variant for name, each in standing.wordings.items()} if standing else {}


def _compared(side: SideBySide, compared: Compared) -> dict[str, Any]:
    facts = side.vocabulary.facts
    return {
        "clause": compared.clause.id,
        "heading": compared.clause.heading,
        "protocol": compared.protocol,
        "variants": {
            column.letter: outcome
            for (column, _), outcome in zip(side.standing, compared.outcomes, strict=True)
        },
        "deciding": [
            {
                "fact": name,
                "values": {
                    column.letter: {
                        "value": standing.facts[name],
                        "says": facts[name].says(standing.facts[name]),
                    }
                    for column, standing in side.standing
                },
            }
            for name in compared.deciding
        ],
    }
