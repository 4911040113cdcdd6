"""What full council carried and lost: whether it can stand, and the smallest set that would."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafting.amendment.changes import Change
from drafting.amendment.proposal import Proposal, Proposed
from drafting.assembly.provisions import Span, Table
from drafting.library.clauses import Force, OutlineKind


@dataclass(frozen=True)
class Unmet:
    """A change that is carried and needs one that is lost."""

    change: str
    needs: str


@dataclass(frozen=True)
class Decision:
    """A decision on the changes of a draft: which were lost, and what is wrong with it.

    `unmet` are needs that are not met, `unlawful` changes that statute dictates and that were
    lost. Two sets of lost changes would do: `losing_more` is the smallest that has all that was
    lost in it, None where `dictated` stands in its way; `carrying_more` the largest that has
    nothing in it that was carried.
    """

    lost: frozenset[str]
    unmet: tuple[Unmet, ...]
    unlawful: tuple[str, ...]
    losing_more: frozenset[str] | None
    carrying_more: frozenset[str]
    dictated: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.unmet and not self.unlawful


def needs(changes: Sequence[Change], proposals: Iterable[Proposal]) -> dict[str, tuple[str, ...]]:
    """Return for each change those that it needs: what its clause requires or refers to.

    A clause that is no change, because the council's own words provide it, is always there.
    """
    by_clause = {change.clause: change.id for change in changes if change.clause}
    ids = {change.id for change in changes}
    referred = _references(proposals)
    found: dict[str, tuple[str, ...]] = {}
    for change in changes:
        wanted = [*change.requires, *sorted(referred.get(change.clause, ()))]
        named = (each if each in ids else by_clause.get(each, "") for each in wanted)
        found[change.id] = tuple(
            dict.fromkeys(each for each in named if each and each != change.id)
        )
    return found


def _references(proposals: Iterable[Proposal]) -> dict[str, set[str]]:
    """Return the clauses that the text of each clause refers to."""
    found: dict[str, set[str]] = {}
    for proposal in proposals:
        for block in proposal.all_blocks():
            if block.clause:
                own = found.setdefault(block.clause, set())
                own |= {span.reference for span in _spans(block) if span.reference}
    return found


def _spans(block: Proposed) -> Iterator[Span]:
    if isinstance(block.content, Table):
        for row in (block.content.header, *block.content.rows):
            for cell in row:
                yield from cell
    else:
        yield from block.content or ()


def dictated(changes: Sequence[Change], proposals: Iterable[Proposal]) -> frozenset[str]:
    """Return the changes that cannot be lost: of rules, where statute dictates the substance.

    A protocol may be left out, whatever the law is that it tells of: the law stands without it.
    """
    rules = {
        each.protocol.outline.id
        for each in proposals
        if each.protocol.outline.kind is OutlineKind.RULES
    }
    must = Force.MUST.value
    return frozenset(each.id for each in changes if each.protocol in rules and each.force == must)


def decide(
    ids: Sequence[str],
    needed: Mapping[str, Sequence[str]],
    dictated: Collection[str],
    lost: Collection[str],
) -> Decision:
    """Return what is wrong with losing some of the changes `ids`, and the nearest sets that do.

    `needed` gives for each change those that it needs, `dictated` those that cannot be lost.
    """
    needing: dict[str, list[str]] = {}
    for each, others in needed.items():
        for other in others:
            needing.setdefault(other, []).append(each)
    more = _reached(lost, needing)
    kept = _reached({*(each for each in ids if each not in lost), *dictated}, needed)
    return Decision(
        lost=frozenset(lost),
        unmet=tuple(
            Unmet(each, other)
            for each in ids
            if each not in lost
            for other in needed[each]
            if other in lost
        ),
        unlawful=tuple(each for each in ids if each in dictated and each in lost),
        losing_more=None if more & set(dictated) else more,
        carrying_more=frozenset(ids) - kept,
        dictated=tuple(each for each in ids if each in more and each in dictated),
    )


def _reached(start: Collection[str], links: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return some changes with all that they lead to by links, one after another."""
    found = set(start)
    waiting = list(start)
    while waiting:
        for each in links.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return frozenset(found)
