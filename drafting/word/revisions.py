"""Accepts and rejects tracked changes as Word does (ECMA-376 Part 1, 17.13.5), all or some.

`resolved` settles exactly what is chosen; `settled` also what goes together with it, so that
nothing is left in half, and counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drafting.word.package import Package
from drafting.word.ranges import RANGES
from drafting.word.settlement import Decision, Settlement, revisions_in
from drafting.word.tally import Tally, tally
from drafting.word.wholes import Chosen, Move, completed, moves_in, part_ways
from drafting.word.xml import Element, get, local, name, remove, serialise

_RANGE_TAGS = tuple(name(f"w:{each}") for each in RANGES)
_FIELD_TAGS = (name("w:fldChar"), name("w:instrText"))


@dataclass(frozen=True)
class Settled:
    """A package after some tracked changes were settled, and the count of those and the rest."""

    package: Package
    settled: Tally
    remaining: Tally


def all_revisions(_: Element) -> bool:
    """Choose every tracked change."""
    return True


def with_ids(ids: frozenset[str]) -> Chosen:
    """Choose the tracked changes that have these ids."""
    return lambda element: get(element, "w:id") in ids


def story_parts(package: Package) -> list[str]:
    """Return the parts that hold text: the document, headers, footers, notes and comments."""
    kinds = ("header", "footer", "footnotes", "endnotes", "comments")
    parts = [package.document]
    for relationship in package.relationships(package.document):
        kind = relationship.type.rpartition("/")[2]
        known = not relationship.external and relationship.target in package.parts
        if kind in kinds and known and relationship.target not in parts:
            parts.append(relationship.target)
    return parts


def revisable_parts(package: Package) -> list[str]:
    """Return the stories, and the styles and lists, whose properties may be revised too."""
    others = (package.related("styles"), package.related("numbering"))
    return [*story_parts(package), *(part for part in others if part is not None)]


def revision_count(package: Package) -> int:
    """Return how many tracked changes a document has, in its stories, styles and lists."""
    return sum(len(revisions_in(package.root(part))) for part in revisable_parts(package))


def resolved(package: Package, decision: Decision, chosen: Chosen = all_revisions) -> Package:
    """Return the package with the chosen tracked changes, and no others, accepted or rejected.

    Parts without such changes keep their bytes.
    """
    return _resolved(package, _roots(package), decision, chosen)


def settled(package: Package, decision: Decision, chosen: Chosen = all_revisions) -> Settled:
    """Accept or reject the chosen tracked changes and all that goes together with them.

    A move is settled at both its ends when one is chosen, and so on (see `wholes`).
    """
    roots = _roots(package)
    stories = list(roots.values())
    before, moves = tally(stories), moves_in(stories)
    if chosen is not all_revisions:
        chosen = completed(stories, decision, chosen)
    result = _resolved(package, roots, decision, chosen, moves)
    after = tally(stories)
    return Settled(result, before.without(after), after)


def resolve(root: Element, decision: Decision, chosen: Chosen = all_revisions) -> int:
    """Accept or reject the chosen tracked changes of a story in place; return how many."""
    return _resolve_story(root, decision, chosen)


def _roots(package: Package) -> dict[str, Element]:
    return {part: package.root(part) for part in revisable_parts(package)}


def _resolved(
    package: Package,
    roots: Mapping[str, Element],
    decision: Decision,
    chosen: Chosen,
    moves: Mapping[str, Move] = MappingProxyType({}),
) -> Package:
    changed = [part for part, root in roots.items() if _resolve_story(root, decision, chosen)]
    changed += [part for part in part_ways(roots, moves) if part not in changed]
    return package.replacing({part: serialise(roots[part]) for part in changed})


def _resolve_story(root: Element, decision: Decision, chosen: Chosen) -> int:
    found = [element for element in revisions_in(root) if chosen(element)]
    ranges = [element for element in root.iter(*_RANGE_TAGS) if chosen(element)]
    if not found and not ranges:
        return 0
    stray = _stray_codes(root)
    settlement = Settlement(root, decision)
    for element in found:
        settlement.settle(element)
    for element in ranges:
        remove(element)
    settlement.finish()
    for code in _stray_codes(root) - stray:
        remove(code)
    return len(found) or len(ranges)


def _stray_codes(root: Element) -> set[Element]:
    """Return the field codes outside any field, such as a switch left when its field went."""
    depth = 0
    stray: set[Element] = set()
    for element in root.iter(*_FIELD_TAGS):
        if local(element) == "fldChar":
            depth += {"begin": 1, "end": -1}.get(get(element, "w:fldCharType"), 0)
        elif depth <= 0:
            stray.add(element)
    return stray
