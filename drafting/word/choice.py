"""Which tracked changes a person means: those of some authors, or with some ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from drafting.findings import Refusal, error
from drafting.word.package import Package
from drafting.word.ranges import RANGES
from drafting.word.revisions import Chosen, all_revisions, revisable_parts
from drafting.word.settlement import MARKED
from drafting.word.tally import author_of
from drafting.word.xml import Element, get, name

_TAGS = tuple(name(f"w:{each}") for each in dict.fromkeys((*MARKED, *RANGES)))
_MOST_SHOWN = 12


def chosen_by(package: Package, authors: Collection[str], ids: Collection[str]) -> Chosen:
    """Choose the tracked changes that are by one of the authors or have one of the ids.

    Without either, all are chosen. Raises `Refusal` when an author or an id is of none, and says
    which there are.
    """
    if not authors and not ids:
        return all_revisions
    found = [e for part in revisable_parts(package) for e in package.root(part).iter(*_TAGS)]
    known_authors = {author_of(each) for each in found} - {""}
    known_ids = {get(each, "w:id") for each in found} - {""}
    problems = [
        *(
            error(
                f"no tracked change is by “{author}”.",
                where=package.name,
                remedy=_listed("The authors are", sorted(known_authors)),
            )
            for author in dict.fromkeys(authors)
            if author not in known_authors
        ),
        *(
            error(
                f"no tracked change has the id {identity}.",
                where=package.name,
                remedy=_listed("The ids are", sorted(known_ids, key=lambda i: (len(i), i))),
            )
            for identity in dict.fromkeys(ids)
            if identity not in known_ids
        ),
    ]
    if problems:
        raise Refusal(*problems, cannot_run=True)
    return _by_any(frozenset(authors), frozenset(ids))


def _by_any(authors: frozenset[str], ids: frozenset[str]) -> Chosen:
    def chosen(element: Element) -> bool:
        return author_of(element) in authors or get(element, "w:id") in ids

    return chosen


def _listed(start: str, known: Iterable[str]) -> str:
    names = list(known)
    if not names:
        return "There are no tracked changes in it."
    rest = len(names) - _MOST_SHOWN
    return f"{start} {', '.join(names[:_MOST_SHOWN])}{f' and {rest} more' if rest > 0 else ''}."
