"""The part of the report that says what changes for members, officers and the public."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument

from drafting.assembly.english import joined
from drafting.publication.papers import add_point
from drafting.publication.readers import GroupNamed, Named

_TOLD = 5  # changes that the report tells of each group
_LONGEST = 320  # characters of a sentence that is quoted


def add_readers(document: WordDocument, groups: Sequence[GroupNamed], changes: int) -> None:
    """Add how many of the `changes` name each group of readers, and the most telling of them.

    Without groups nothing is added.
    """
    if not groups:
        return
    readers = joined(tuple(each.group for each in groups))
    document.add_heading(f"What changes for {readers}", level=1)
    document.add_paragraph(
        "These counts are of changes in which a new sentence names the readers and says what they, "
        "or others to them, must or may do. A change may name more than one group. The schedule "
        "has every word."
    )
    for each in groups:
        document.add_heading(f"{each.group[:1].upper()}{each.group[1:]}", level=2)
        many = len(each.changes)
        if not many:
            document.add_paragraph(f"None of the {changes} changes names them.")
            continue
        told = most_telling(each.changes)
        one = many == 1
        text = f"{many} of the {changes} changes {'names' if one else 'name'} them."
        if len(told) < many:
            text += f" {len(told)} of these are:"
        document.add_paragraph(text)
        for named in told:
            point = add_point(document, "")
            point.add_run(f"{named.line.account.change.heading}").bold = True
            place = named.line.cited or named.line.account.reference
            point.add_run(f" ({place}). " if place else ". ")
            point.add_run(f"“{_quoted(named)}”")


def most_telling(changes: Sequence[Named]) -> tuple[Named, ...]:
    """Return up to five changes, in their order: those with a duty, and the most that is said.

    A change of which a sentence says "must" comes before one that only says "may".
    """

    def weight(each: Named) -> tuple[bool, int]:
        return " must " in _sentence(each), len(each.sentences)

    first = sorted(range(len(changes)), key=lambda at: (*weight(changes[at]), -at), reverse=True)
    return tuple(changes[at] for at in sorted(first[:_TOLD]))


def _sentence(named: Named) -> str:
    """Return the sentence to quote: the first short one that lays down a duty, else the first."""
    short = [each for each in named.sentences if len(each) <= _LONGEST]
    duties = [each for each in short if " must " in each]
    return next(iter([*duties, *short, *named.sentences]))


def _quoted(named: Named) -> str:
    sentence = _sentence(named).strip()
    if len(sentence) <= _LONGEST:
        return sentence
    return f"{sentence[:_LONGEST].rpartition(' ')[0]} …"
