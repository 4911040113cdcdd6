"""Permanent ids of provisions: they stay when numbers change.

An id is made when a constitution is first read, from the kinds and numbers that it prints, as
Akoma Ntoso makes its `eId` (OASIS Akoma Ntoso Naming Convention 1.0, section 5), such as
`part_4__sec_council-procedure-rules__rule_17__para_17-4`. From then on it is the `wId` of that
standard: it goes with the provision, whatever its number becomes. Text that a change inserts is
called after the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.targets import Targets

_SHORT = {"article": "art", "chapter": "chp", "section": "sec", "schedule": "sched"}
_NAMED = re.compile(r"(Part|Chapter|Article|Section|Schedule|Appendix|Annexe?|Rule)\s+(.+)", re.I)
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LONGEST = 60  # characters of a heading in an id


def first_ids(targets: Targets) -> tuple[str, ...]:
    """Return the id of each block of a constitution; "" for what is no provision.

    One that has its ids from earlier versions keeps them.
    """
    return targets.constitution.ids or tuple(_unlike(_wanted(targets)))


def carried_ids(
    ids: Sequence[str],
    kept: Mapping[int, int],
    proposed: Constitution,
    inserted: Mapping[int, str],
    spent: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Return the id of each block of the proposed constitution.

    `ids` are those of the current one, `kept` gives the new block that each old one is, and
    `inserted` the id of the change that inserts a new block. What is new takes no id that is one
    of `ids` or `spent`.
    """
    stays = {new: ids[old] for old, new in kept.items()}
    counts: dict[str, int] = {}

    def wanted(block: int) -> str:
        change = inserted.get(block)
        if change is None or not proposed.provisions[block].text.strip():
            return ""
        counts[change] = counts.get(change, 0) + 1
        return f"{change.replace('.', '__')}__{counts[change]}"

    taken = {*ids, *spent}
    return tuple(
        stays.get(each.block) or unlike(wanted(each.block), taken) for each in proposed.provisions
    )


def unlike(wanted: str, taken: set[str]) -> str:
    """Return an id, with a count behind it if it is taken, and take it; "" stays ""."""
    found, count = wanted, 1
    while found and found in taken:
        count += 1
        found = f"{wanted}--{count}"
    taken.add(found)
    return found


def _unlike(ids: Iterator[str]) -> Iterator[str]:
    """Return the ids with a count behind each that was there before."""
    taken: set[str] = set()
    return (unlike(each, taken) for each in ids)


def _wanted(targets: Targets) -> Iterator[str]:
    provisions = targets.constitution.provisions
    paths: dict[int, str] = {}
    counts: dict[tuple[str, str], int] = {}
    for each in provisions:
        if each.kind in {Kind.CONTENTS, Kind.OTHER} or not each.text.strip():
            yield ""
            continue
        above = next(iter(targets.sections_of(each.block)), None)
        parent = "" if above is None else paths[above]
        own = _segment(each, targets)
        if not own:
            name = "table" if each.kind is Kind.TABLE else "p"
            counts[parent, name] = counts.get((parent, name), 0) + 1
            own = f"{name}_{counts[parent, name]}"
        path = f"{parent}__{own}" if parent else own
        paths[each.block] = path
        yield path


def _segment(provision: Provision, targets: Targets) -> str:
    label = provision.label.rstrip(".")
    if named := _NAMED.match(label):
        kind = named[1].casefold()
        return f"{_SHORT.get(kind, kind)}_{_plain(named[2])}"
    number = targets.number(provision.block)
    if provision.heading and number:
        return f"{'rule' if _in_rules(provision, targets) else 'para'}_{_plain(number)}"
    if provision.heading:
        return f"sec_{_plain(provision.text)}"
    return f"para_{_plain(number)}" if number else ""


def _in_rules(provision: Provision, targets: Targets) -> bool:
    above = next(iter(targets.sections_of(provision.block)), None)
    heading = "" if above is None else targets.constitution.provisions[above].text
    return heading.casefold().endswith(("rules", "standing orders"))


def _plain(text: str) -> str:
    plain = _NOT_PLAIN.sub("-", text.casefold().replace("’", "")).strip("-")
    return plain[:_LONGEST].strip("-") or "x"
