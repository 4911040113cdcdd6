"""Scenarios side by side: what can be drafted now, what turns on the deal, and what until then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from drafting.assembly.standing import Standing
from drafting.configuration.scenarios import NONE_YET
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, errors
from drafting.library.clauses import Clause
from drafting.library.interregnum import Interregnum
from drafting.rules.comparison import Compared, Outcomes, compare


@dataclass(frozen=True)
class Column:
    """One scenario. Without a standing it is refused, and the findings say why."""

    letter: str
    name: str
    standing: Standing | None
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> tuple[str, ...]:
        """Why the scenario cannot be; empty if it can."""
        return () if self.standing else tuple(each.message for each in errors(self.findings))


@dataclass(frozen=True)
class Meanwhile:
    """The days until an administration is formed: the law, and what stands.

    `column` is the scenario that describes them, or one that was worked out, with no letter.
    """

    law: Interregnum
    column: Column


@dataclass(frozen=True)
class SideBySide:
    """Several scenarios of one council, of which at least one can be."""

    council: str
    columns: tuple[Column, ...]
    meanwhile: Meanwhile
    outcomes: Outcomes
    vocabulary: Vocabulary

    @cached_property
    def standing(self) -> tuple[tuple[Column, Standing], ...]:
        """The scenarios that can be, each with what stands under it."""
        return tuple((each, each.standing) for each in self.columns if each.standing)

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """Every clause that stands under any of the scenarios that can be."""
        facts = [standing.facts for _, standing in self.standing]
        found = compare(self.outcomes, self.vocabulary, facts)
        return tuple(each for each in found if not each.nowhere)

    @property
    def common(self) -> list[Compared]:
        """The clauses that stand under all in the very same words."""
        return [each for each in self.compared if each.same and len(self.prints(each)) == 1]

    @property
    def other_names(self) -> list[Compared]:
        """The clauses that stand under all in one wording, but print other names or numbers."""
        return [each for each in self.compared if each.same and len(self.prints(each)) > 1]

    @property
    def other_wording(self) -> list[Compared]:
        """The clauses that stand under all, but in different wordings."""
        return [each for each in self.compared if each.everywhere and not each.same]

    @property
    def turning(self) -> list[Compared]:
        """The clauses that stand under some scenarios and not under others."""
        return [each for each in self.compared if not each.everywhere]

    def prints(self, compared: Compared) -> list[str]:
        """Return the letters of the scenarios, those together under which the text is the same."""
        groups: dict[str, list[str]] = {}
        for column, standing in self.standing:
            if wording := standing.wordings.get(compared.clause.id):
                groups.setdefault(wording.text, []).append(column.letter)
        return [", ".join(letters) for letters in groups.values()]

    @cached_property
    def deals(self) -> tuple[tuple[Column, Standing], ...]:
        """The scenarios that can be and in which an administration has been formed."""
        return tuple(each for each in self.standing if each[1].facts.get("arrangement") != NONE_YET)

    def only_meanwhile(self) -> list[Clause]:
        """Return the clauses that stand until an administration is formed, and in no deal."""
        return [
            self.outcomes.library.clauses[name]
            for name in self._meanwhile
            if not any(name in standing.wordings for _, standing in self.deals)
        ]

    def worded_meanwhile(self) -> list[Clause]:
        """Return the clauses that have a wording until then which they have in no deal."""
        return [
            self.outcomes.library.clauses[name]
            for name, variant in self._meanwhile.items()
            if (found := [s.wordings[name].variant for _, s in self.deals if name in s.wordings])
            and variant not in found
        ]

    def waiting(self) -> list[Clause]:
        """Return the clauses that stand in some deal, and not until one is made."""
        names = {name for _, standing in self.deals for name in standing.wordings}
        return [
            clause
            for clause in self.outcomes.clauses()
            if clause.id in names and clause.id not in self._meanwhile
        ]

    @property
    def _meanwhile(self) -> Mapping[str, str]:
        standing = self.meanwhile.column.standing
        return {name: each.variant for name, each in standing.wordings.items()} if standing else {}
