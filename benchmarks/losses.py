"""Every change of a draft lost alone, and each pair: what verifies, what is refused, what would do.

    python -m benchmarks.losses                  every single change, and 60 pairs of each example
    python -m benchmarks.losses --pairs all      every pair: some three hours on one processor
    python -m benchmarks.losses --example NAME --pairs 10 --singles 10 --sets 5 --seed 2 --json

The workspace is read and planned once; each package is drafted and verified from that in memory,
as `drafting decide` does it. A loss that cannot stand must be refused with what it lacks or the
law that dictates it, and both sets that the refusal offers must stand: their packages are drafted
in its place. Two losses that end in the same set of lost changes have the same package, byte for
byte, so it is drafted once.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path

from drafting.amendment.changes import Change
from drafting.amendment.consequences import readings
from drafting.amendment.decision import Decision, decide, dictated, needs
from drafting.commands.council import init
from drafting.commands.ready import Ready, ready
from drafting.constitution.health import CHECKS
from drafting.constitution.outline import Constitution
from drafting.constitution.targets import Targets, Unclear
from drafting.findings import Refusal
from drafting.publication.decided import changes_of_plan, decided
from drafting.publication.draft import Draft, draft
from drafting.publication.redline import Stamp
from drafting.workspace import examples

STAMP = Stamp("Monitoring Officer", "2027-05-07T09:00:00Z")
PAIRS = 60  # of each example, half of them of one protocol, where numbers are shared
SETS = 10  # of each example: a meeting that loses many at once
Lost = frozenset[str]


@dataclass
class Package:
    """What a set of lost changes leads to: what is wrong with it, and what a person must decide."""

    faults: tuple[str, ...]
    to_decide: int


@dataclass
class Losses:
    """The changes of one workspace, and the packages without some of them."""

    found: Ready
    packages: dict[Lost, Package] = field(default_factory=lambda: {})

    @cached_property
    def changes(self) -> Sequence[Change]:
        """Every change of the draft."""
        return changes_of_plan(self.found.plan)

    @cached_property
    def ids(self) -> Sequence[str]:
        """Their ids."""
        return [each.id for each in self.changes]

    @cached_property
    def needs(self) -> Mapping[str, Sequence[str]]:
        """What each needs."""
        return needs(self.changes, [each.proposal for each in self.found.plan.regions])

    @cached_property
    def dictated(self) -> Lost:
        """Those that cannot be lost."""
        return dictated(self.changes, [each.proposal for each in self.found.plan.regions])

    def judged(self, lost: Iterable[str]) -> Decision:
        """Return what `drafting decide` says of a loss."""
        return decide(self.ids, self.needs, self.dictated, frozenset(lost))

    def ends(self, lost: Iterable[str]) -> list[Lost]:
        """Return the sets of lost changes that a loss may end in: itself, or what is offered."""
        judged = self.judged(lost)
        if judged.stands:
            return [judged.lost]
        offered = [judged.losing_more, judged.carrying_more]
        return list(dict.fromkeys(each for each in offered if each is not None))

    def faults_of_decision(self, lost: Iterable[str]) -> Iterator[str]:
        """Yield what is wrong with what is said of a loss, or offered in its place."""
        judged = self.judged(lost)
        if judged.stands:
            return
        if judged.losing_more is None and not judged.dictated:
            yield f"losing {_named(lost)}: nothing is said to stand in the way of losing more"
        for each in self.ends(lost):
            if not self.judged(each).stands:
                yield f"losing {_named(lost)}: what is offered cannot stand either: {_named(each)}"
        more = judged.losing_more or judged.lost
        for each in more - judged.lost:  # one fewer would not do
            if self.judged(more - {each}).stands:
                yield f"losing {_named(lost)}: {each} need not be lost"
        for each in judged.lost - judged.carrying_more:
            if self.judged(judged.carrying_more | {each}).stands:
                yield f"losing {_named(lost)}: {each} may be lost"

    @cached_property
    def before(self) -> frozenset[str]:
        """What is wrong with the current constitution, which no draft answers for."""
        return frozenset(_unsound(self.found.plan.current))

    def package(self, lost: Lost) -> Package:
        """Return the package without some changes, drafted and verified once."""
        if lost not in self.packages:
            self.packages[lost] = self._drafted(lost)
        return self.packages[lost]

    def _drafted(self, lost: Lost) -> Package:
        planned = decided(self.found.plan, self.changes, lost)
        try:
            made = draft(self.found.configuration, self.found.facts.library, planned, STAMP)
        except Refusal as refused:
            told = "; ".join(str(each) for each in refused.findings[:2])
            return Package((f"is refused: {told}",), 0)
        undecided = sum(not each.settled for each in made.following.accounts)
        return Package(tuple(self._faults(made, lost)), undecided)

    def _faults(self, made: Draft, lost: Lost) -> Iterator[str]:
        carried = {each.change.id for each in made.accounts}
        if carried != set(self.ids) - lost:
            yield f"carries other changes: {_named(carried ^ (set(self.ids) - lost))}"
        names = {f"“{each.heading}”": each.id for each in self.changes if each.id in lost}
        for each in made.outline.provisions:  # the text names a clause that it cannot number
            yield from (
                f"{each.address}: {n} is lost" for name, n in names.items() if name in each.text
            )
        for each in made.following.strays:
            yield f"{each.where}: “{each.reference}” must lead to {each.wanted}: {each.found}"
        for each in sorted({*_unsound(made.outline)} - self.before):
            yield each


def _unsound(constitution: Constitution) -> Iterator[str]:
    """Yield the references that do not resolve, and numbers that stand twice or are left out."""
    targets = Targets(constitution)
    for each in readings(targets):
        for item in each.reference.items:
            found = targets.target(each.reference, item, each.provision)
            if isinstance(found, Unclear):
                yield f"“{each.reference.text}” ({item.number}): {found}"
    for check in ("references-stand", "numbers-once", "no-gaps"):
        yield from (each.message for each in CHECKS[check](constitution))


def _named(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or "nothing"


def prepared(example: str, folder: Path) -> Losses:
    """Return the losses of an example, whose workspace is made in a folder."""
    init(folder / example, example, None, None)
    return Losses(ready(folder / example, lambda stage: None))


def pairs_of(losses: Losses, number: int | None, seed: int) -> list[tuple[str, ...]]:
    """Return all pairs of changes, or so many: half within a protocol, half across protocols."""
    every = list(combinations(losses.ids, 2))
    if number is None or number >= len(every):
        return every
    protocol = {each.id: each.protocol for each in losses.changes}
    draw = random.Random(seed)  # noqa: S311, it draws what to try and makes no secret
    inside = [each for each in every if protocol[each[0]] == protocol[each[1]]]
    across = [each for each in every if protocol[each[0]] != protocol[each[1]]]
    half = min(number // 2, len(inside))
    return [*draw.sample(inside, half), *draw.sample(across, min(number - half, len(across)))]


def sets_of(losses: Losses, number: int, seed: int) -> list[tuple[str, ...]]:
    """Return so many sets of changes, drawn: from three of them up to nearly all."""
    draw = random.Random(seed)  # noqa: S311, it draws what to try and makes no secret
    most = len(losses.ids) - 1
    return [tuple(draw.sample(losses.ids, draw.randint(3, most))) for _ in range(number)]


@dataclass
class Told:
    """What was found for the losses of one kind: all that there are, and how many were drafted."""

    there: int
    tried: int
    refused: int
    packages: int
    to_decide: int
    faults: list[str]


def tried(losses: Losses, some: Sequence[Iterable[str]], there: int) -> Told:
    """Draft what each loss ends in, and return what was found."""
    faults: list[str] = []
    ends: dict[Lost, None] = {}
    refused = 0
    for lost in some:
        refused += not losses.judged(lost).stands
        faults += losses.faults_of_decision(lost)
        ends |= dict.fromkeys(losses.ends(lost))
    for lost in ends:
        own = losses.package(lost).faults
        faults += [f"without {_named(lost)}: {each}" for each in own]
    undecided = sum(losses.package(lost).to_decide > 0 for lost in ends)
    return Told(there, len(some), refused, len(ends), undecided, faults)


def measured(
    example: str, options: argparse.Namespace, say: Callable[[str], None]
) -> dict[str, Told]:
    """Return what was found for an example: single changes, pairs and drawn sets."""
    with tempfile.TemporaryDirectory() as temporary:
        losses = prepared(example, Path(temporary))
    singles = [(each,) for each in losses.ids]
    if options.singles is not None and options.singles < len(singles):
        draw = random.Random(options.seed)  # noqa: S311, as above
        singles = draw.sample(singles, options.singles)
    pairs = pairs_of(losses, options.pairs, options.seed)
    count = len(losses.ids)
    told: dict[str, Told] = {}
    for kind, some, there in (
        ("single changes", singles, count),
        ("pairs", pairs, count * (count - 1) // 2),
        ("drawn sets", sets_of(losses, options.sets, options.seed), options.sets),
    ):
        told[kind] = tried(losses, some, there)
        say(_line(example, kind, told[kind]))
    return told


def _line(example: str, kind: str, told: Told) -> str:
    return (
        f"{example:18}{kind:16}{told.tried:>7} of {told.there:<6}{told.refused:>8}"
        f"{told.packages:>10}{told.to_decide:>11}{len(told.faults):>8}"
    )


def _number(text: str) -> int | None:
    return None if text == "all" else int(text)


def main() -> int:
    """Draft the packages and print what was found; 1 where a package is not sound."""
    parser = argparse.ArgumentParser(description="Lose every change of a draft, and each pair.")
    parser.add_argument("--example", action="append", choices=examples(), help="only this one")
    parser.add_argument("--singles", type=_number, default=None, help="how many (default: all)")
    parser.add_argument("--pairs", type=_number, default=PAIRS, help="how many, or all")
    parser.add_argument("--sets", type=int, default=SETS, help="drawn sets of three or more")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print for a machine")
    options = parser.parse_args()
    if not options.json:
        print(
            f"{'':18}{'lost':16}{'tried':>7} of {'all':<6}{'refused':>8}"
            f"{'packages':>10}{'to decide':>11}{'faults':>8}"
        )
    record = {
        each: measured(
            each, options, lambda line: None if options.json else print(line, flush=True)
        )
        for each in options.example or examples()
    }
    faults = [
        f"{example}, {fault}"
        for example, kinds in record.items()
        for told in kinds.values()
        for fault in told.faults
    ]
    if options.json:
        plain = {
            example: {kind: vars(told) for kind, told in kinds.items()}
            for example, kinds in record.items()
        }
        print(json.dumps(plain, indent=2, ensure_ascii=False))
    else:
        print(
            "\n".join(dict.fromkeys(faults))
            or "Each package verifies, and each reference resolves."
        )
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
