"""What stands under one configuration: its facts, and each clause with its words as printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafting.assembly.assemble import placed
from drafting.assembly.names import names_of
from drafting.assembly.rendering import render
from drafting.assembly.templates import TemplateProblem
from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import Configuration
from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.digests import digest
from drafting.findings import Finding, errors
from drafting.library.clauses import Library
from drafting.rules.compilation import Conditions
from drafting.rules.constraints import check_constraints
from drafting.rules.selection import select


@dataclass(frozen=True)
class Wording:
    """A clause that stands: its variant, and the text with the names and numbers filled in.

    A reference to another clause is in the text as that clause's id, because its number follows
    from what else stands.
    """

    variant: str
    text: str

    @property
    def sha256(self) -> str:
        """The digest of the text."""
        return digest(self.text.encode())


@dataclass(frozen=True)
class Standing:
    """What stands under one configuration, by clause id."""

    facts: Mapping[str, FactValue]
    wordings: Mapping[str, Wording]


def standing_of(
    configuration: Configuration, library: Library, vocabulary: Vocabulary, conditions: Conditions
) -> tuple[Standing | None, list[Finding]]:
    """Return what stands under a configuration; nothing, with the reasons, if it cannot be."""
    facts = derive_facts(configuration.council)
    findings = check_constraints(facts, vocabulary, configuration.source)
    if errors(findings):
        return None, findings
    selection = select(library, facts, vocabulary, conditions)
    if errors(selection.findings):
        return None, list(selection.findings)
    names = names_of(configuration.council)
    wordings: dict[str, Wording] = {}
    for name, choice in selection.chosen.items():
        if choice.variant is not None:
            try:
                text = render(choice.variant.text, names).printed()
            except TemplateProblem as problem:
                findings.append(placed(library.clauses[name], choice.variant, problem))
            else:
                wordings[name] = Wording(choice.variant.id, text)
    return (None if errors(findings) else Standing(facts, wordings)), findings
