"""Reads what `council.yaml` settles against the provisions that the council has today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drafting.amendment.paragraphs import Existing, paragraphs_of, units_of
from drafting.amendment.settlements import AMENDED, PROVIDED, SEPARATE, Settled, Settlements
from drafting.assembly.provisions import AssembledClause, AssembledProtocol
from drafting.configuration.house import SettledParagraph
from drafting.configuration.reading import Configuration
from drafting.findings import Finding, warning
from drafting.library.clauses import Library, OutlineKind
from drafting.library.nearest import did_you_mean


@dataclass
class _Reader:
    """Reads the settlements against the council's own provisions."""

    configuration: Configuration
    library: Library
    standing: Sequence[tuple[AssembledProtocol, Sequence[Existing]]]
    findings: list[Finding] = field(default_factory=lambda: [])
    paragraphs: dict[str, list[Settled]] = field(default_factory=lambda: {})
    kept: dict[str, set[int]] = field(default_factory=lambda: {})

    def refuse(self, problem: str, remedy: str, *key: str | int) -> None:
        self.findings.append(self.configuration.source.error(problem, *key, remedy=remedy))

    def read(self) -> None:
        constitution = self.configuration.council.constitution
        for number, address in enumerate(constitution.keep):
            key = ("constitution", "keep", number)
            if found := self.provision(address, key):
                protocol, unit = found
                self.kept.setdefault(protocol.outline.id, set()).update(_blocks(unit))
                self.note(protocol, Settled("", 0, unit[0].block, unit[0].address, "kept"))
        for number, each in enumerate(constitution.paragraphs):
            self.paragraph(each, ("constitution", "paragraphs", number))

    def paragraph(self, each: SettledParagraph, key: tuple[str | int, ...]) -> None:
        home = self.home(each, key)
        found = self.provision(each.provision, (*key, "provision"))
        if home is None or found is None:
            return
        clause, protocol = home
        there, unit = found
        count = len(list(paragraphs_of(clause.body)))
        if each.paragraph > count:
            self.refuse(
                f"the clause {each.clause} has {count} paragraphs as drafted, and no "
                f"{each.paragraph}.",
                "Count its numbered paragraphs in the proposed constitution.",
                *key,
                "paragraph",
            )
        elif there is not protocol:
            self.refuse(
                f"the clause {each.clause} belongs to the {protocol.outline.title}, and "
                f"{unit[0].address} stands in the {there.outline.title}.",
                "Name a provision of the same protocol or rules.",
                *key,
                "provision",
            )
        elif protocol.outline.kind is OutlineKind.PROTOCOL and each.settled != PROVIDED:
            self.refuse(
                f"{each.settled} can be settled of rules alone: in the {protocol.outline.title} a "
                "clause replaces a whole provision.",
                "Settle the provision in constitution.matches, or keep it in constitution.keep.",
                *key,
                "settled",
            )
        elif problem := self.contradicts(each, protocol, unit):
            self.refuse(problem, "Keep one of the two.", *key)
        else:
            made = Settled(
                each.clause, each.paragraph, unit[0].block, unit[0].address, each.settled
            )
            self.note(protocol, made)
            if each.settled == PROVIDED:
                self.kept.setdefault(protocol.outline.id, set()).update(_blocks(unit))

    def contradicts(
        self, each: SettledParagraph, protocol: AssembledProtocol, unit: Sequence[Existing]
    ) -> str:
        for other in self.paragraphs.get(protocol.outline.id, ()):
            same = (other.clause, other.paragraph) == (each.clause, each.paragraph)
            here = other.block == unit[0].block
            if same and (here or SEPARATE not in (other.settled, each.settled)):
                return f"paragraph {each.paragraph} of {each.clause} is settled twice."
            if here and each.settled == AMENDED and other.settled in {AMENDED, PROVIDED, "kept"}:
                return f"{unit[0].address} is settled to stay, or to be amended by another."
            if here and other.settled == AMENDED and each.settled == PROVIDED:
                return f"{unit[0].address} is settled to stay and to be amended."
        return ""

    def note(self, protocol: AssembledProtocol, made: Settled) -> None:
        self.paragraphs.setdefault(protocol.outline.id, []).append(made)

    def home(
        self, each: SettledParagraph, key: tuple[str | int, ...]
    ) -> tuple[AssembledClause, AssembledProtocol] | None:
        """Return the clause, as drafted, and the protocol that it belongs to."""
        for protocol, _ in self.standing:
            for clause in protocol.clauses:
                if clause.clause.id == each.clause:
                    return clause, protocol
        if each.clause not in self.library.clauses:
            remedy = did_you_mean(each.clause, self.library.clauses)
            self.refuse(f"there is no clause “{each.clause}”.", remedy, *key, "clause")
            return None
        self.findings.append(
            warning(
                f"the clause {each.clause} amends nothing that stands in this constitution, so "
                "this settles nothing.",
                where=self.configuration.path.name,
                line=self.configuration.line(*key, "clause"),
                remedy="Keep it if the facts may change back, or take it out.",
            )
        )
        return None

    def provision(
        self, address: str, key: tuple[str | int, ...]
    ) -> tuple[AssembledProtocol, tuple[Existing, ...]] | None:
        """Return the one paragraph at an address, with the protocol that it stands in."""
        found = [
            (protocol, unit)
            for protocol, existing in self.standing
            for unit in units_of(existing)
            if any(_is_at(block.address, address) for block in unit)
        ]
        if len(found) == 1:
            return found[0]
        known = [unit[0].address for _, existing in self.standing for unit in units_of(existing)]
        if found:
            listed = "; ".join(unit[0].address for _, unit in found[:4])
            self.refuse(
                f"“{address}” is the address of more than one paragraph: {listed}.",
                "Write the whole address.",
                *key,
            )
        else:
            self.refuse(
                f"no paragraph that a clause may amend stands at “{address}”.",
                did_you_mean(address, known) or "Write the address as the schedule prints it.",
                *key,
            )
        return None


def read_settlements(
    configuration: Configuration,
    library: Library,
    standing: Sequence[tuple[AssembledProtocol, Sequence[Existing]]],
) -> tuple[dict[str, Settlements], list[Finding]]:
    """Return what is settled, by protocol id, and an error for each entry that cannot be done.

    `standing` gives each protocol and each set of rules that the constitution has, with its
    blocks as they stand.
    """
    reader = _Reader(configuration, library, standing)
    reader.read()
    found = {
        protocol.outline.id: Settlements(
            tuple(reader.paragraphs.get(protocol.outline.id, ())),
            frozenset(reader.kept.get(protocol.outline.id, ())),
        )
        for protocol, _ in standing
    }
    return found, reader.findings


def _blocks(unit: Sequence[Existing]) -> Iterator[int]:
    return (block.block for block in unit)


def _is_at(address: str, wanted: str) -> bool:
    whole, given = (" ".join(each.casefold().split()) for each in (address, wanted))
    return whole == given or whole.endswith(f", {given}")
