"""What changes for a reader: the proposed sentences that name them, and what must or may be done.

Nothing is worked out about a reader that the text does not say: the sentences are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.amendment.agreement import sentences_of
from drafting.configuration.council import Council
from drafting.library.readers import Reader
from drafting.publication.schedule import Line, Schedule

_DUTY = re.compile(r"\b(must|may)\b")
_MOST = 3  # sentences of one change


@dataclass(frozen=True)
class Named:
    """A change that names a reader, and the first sentences in which it does."""

    line: Line
    protocol: str
    sentences: tuple[str, ...]


def named_in(schedule: Schedule, reader: Reader, council: Council) -> Iterator[Named]:
    """Yield each change that says what a reader, or somebody to them, must or may do.

    What the current words say already in the same sentence is no change, and is left out.
    """
    names, others = _names(reader, council), _pattern(reader.but_not)
    for title, lines in schedule.protocols:
        for line in lines:
            before = {sentence for each in line.current for sentence in sentences_of(each.text)}
            found = [
                sentence
                for each in line.proposed
                if not each.heading
                for sentence in sentences_of(each.text)
                if sentence not in before
                and _DUTY.search(sentence)
                and names.search(others.sub("", sentence) if others else sentence)
            ]
            if found:
                yield Named(line, title, tuple(found[:_MOST]))


@dataclass(frozen=True)
class GroupNamed:
    """A group of readers, and each change that names one of them, in the order of the schedule."""

    group: str
    changes: tuple[Named, ...]


def named_by_group(
    schedule: Schedule, readers: Sequence[Reader], council: Council
) -> tuple[GroupNamed, ...]:
    """Return the changes that name each group of `readers`; a change counts once for a group."""
    groups: dict[str, dict[str, Named]] = {}
    order = {
        line.account.change.id: at
        for at, line in enumerate(line for _, lines in schedule.protocols for line in lines)
    }
    for reader in readers:
        found = groups.setdefault(reader.group, {})
        for each in named_in(schedule, reader, council):
            found.setdefault(each.line.account.change.id, each)
    return tuple(
        GroupNamed(group, tuple(found[each] for each in sorted(found, key=order.__getitem__)))
        for group, found in groups.items()
    )


def _names(reader: Reader, council: Council) -> re.Pattern[str]:
    officers = council.officers
    words = {
        **{key: str(value) for key, value in council.terms.model_dump().items()},
        "head_of_paid_service": officers.head_of_paid_service.title,
        "monitoring_officer": officers.monitoring_officer.title,
        "chief_finance_officer": officers.chief_finance_officer.title,
    }
    return _pattern([each.format_map(words) for each in reader.names]) or re.compile(r"(?!)")


def _pattern(names: Sequence[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
