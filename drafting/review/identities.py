"""Permanent ids carried from one version of a constitution to the next.

The ids of the oldest version are first ids. From then on a provision keeps its id: where the
program wrote a version down, by that record; else by what its text is in the version before,
wherever it stands and whatever its number. What is new takes no id that any provision ever had.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from drafting.amendment.alignment import Block, Move, align
from drafting.constitution.identity import first_ids, unlike
from drafting.constitution.outline import Constitution, Kind, read_constitution
from drafting.constitution.targets import Targets
from drafting.digests import digest
from drafting.review.versions import KnownProvision, Version


@dataclass(frozen=True)
class Adopted:
    """A version that was adopted, read as law: its constitution has its permanent ids."""

    version: Version
    constitution: Constitution


@dataclass(frozen=True)
class Past:
    """The adopted versions of a constitution, the oldest first, and the ids that they had."""

    versions: tuple[Adopted, ...] = ()

    @property
    def last(self) -> Constitution | None:
        """The newest version, if any is kept."""
        return self.versions[-1].constitution if self.versions else None

    def carried(self, constitution: Constitution) -> Constitution:
        """Return the constitution that follows on these versions with its permanent ids."""
        return constitution if self.last is None else _following(self.last, constitution, ())


def past_of(versions: Sequence[Version]) -> Past:
    """Return versions, the oldest first, read as law, with their permanent ids.

    Raises `Refusal` when one has no text.
    """
    past = Past()
    for version in versions:
        read = read_constitution(version.package)
        carried = _following(past.last, read, version.known)
        past = Past((*past.versions, Adopted(version, carried)))
    return past


def same_text(one: Constitution, other: Constitution) -> bool:
    """Return whether two constitutions read the same, with the same numbers."""
    return _read(one) == _read(other)


def _read(constitution: Constitution) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in constitution.provisions if each.text.strip()]


def _following(
    before: Constitution | None, constitution: Constitution, known: Sequence[KnownProvision]
) -> Constitution:
    first = first_ids(Targets(constitution))
    spent = before.spent | {*before.ids} - {""} if before else frozenset[str]()
    ids = dict(_by_record(constitution, first, known))
    had = set(ids.values())
    for block, identity in _by_text(before, constitution) if before else ():
        if first[block] and block not in ids and identity not in had:
            ids[block] = identity
            had.add(identity)
    taken = {*had, *spent}
    named = (ids.get(n) or unlike(each, taken) for n, each in enumerate(first))
    return replace(constitution, ids=tuple(named), spent=spent)


def _by_record(
    constitution: Constitution, first: Sequence[str], known: Sequence[KnownProvision]
) -> Iterator[tuple[int, str]]:
    """Yield each block that the record of a version names, and its id, in the order of both."""
    if not known:
        return
    blocks = [each.block for each in constitution.provisions if first[each.block]]
    digests = [digest(constitution.provisions[block].text.encode()) for block in blocks]
    numbers: dict[str, int] = {}
    sides = [
        [numbers.setdefault(each, len(numbers)) for each in side]
        for side in ([each.sha256 for each in known], digests)
    ]
    for found in Levenshtein.opcodes(*sides):
        if found.tag == "equal":
            for n in range(found.src_end - found.src_start):
                yield blocks[found.dest_start + n], known[found.src_start + n].id


def _by_text(before: Constitution, after: Constitution) -> Iterator[tuple[int, str]]:
    """Yield each block that stands in the version before too, and its id there."""
    sides = (_blocks(before), _blocks(after))
    for step in align(*sides):
        stays = step.move in {Move.KEEP, Move.MOVE_HERE}
        if stays and step.old is not None and step.new is not None and before.ids[step.old]:
            yield step.new, before.ids[step.old]


def _blocks(constitution: Constitution) -> list[Block]:
    return [
        Block(
            "table" if each.kind is Kind.TABLE else "paragraph",
            each.text,
            f"{each.kind.value} {each.text}",
        )
        for each in constitution.provisions
    ]
