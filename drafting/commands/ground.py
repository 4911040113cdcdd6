"""What the commands that compare configurations stand on: a workspace and the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.assembly.standing import Standing, standing_of
from drafting.configuration.overlays import overlaid
from drafting.configuration.reading import Configuration, configuration_in, read_configuration
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.findings import Finding, Refusal, errors
from drafting.library.clauses import Library
from drafting.library.own_library import with_own_clauses
from drafting.library.reading import read_library
from drafting.rules.comparison import Outcomes
from drafting.rules.compilation import Conditions, compile_library
from drafting.workspace import Workspace, open_workspace, program_files


@dataclass(frozen=True)
class Ground:
    """A workspace, and the library with the council's own clauses and its conditions."""

    workspace: Workspace
    vocabulary: Vocabulary
    library: Library
    conditions: Conditions

    @property
    def outcomes(self) -> Outcomes:
        """How each clause of the library stands under given facts."""
        return Outcomes(self.library, self.conditions)

    def read(self, path: Path) -> tuple[Configuration, list[Finding]]:
        """Read a `council.yaml`, with what in it does not agree.

        Raises `Refusal` if a value of it is missing, unknown or of the wrong type.
        """
        configuration, findings = read_configuration(path, self.vocabulary)
        if configuration is None:
            raise Refusal(*findings)
        return configuration, findings

    def changed(
        self, configuration: Configuration, changes: object
    ) -> tuple[Configuration | None, list[Finding]]:
        """Return the configuration with changes, and what is wrong with it then."""
        source, findings = overlaid(configuration.source, changes)
        made, told = configuration_in(source, self.vocabulary)
        return (None if findings else made), [*findings, *told]

    def standing(
        self, configuration: Configuration | None, findings: Sequence[Finding]
    ) -> tuple[Standing | None, tuple[Finding, ...]]:
        """Return what stands under a configuration, in which these findings were made.

        Nothing stands, and the findings say why, if the configuration cannot be.
        """
        if configuration is None or errors(findings):
            return None, tuple(findings)
        standing, problems = standing_of(
            configuration, self.library, self.vocabulary, self.conditions
        )
        return standing, (*findings, *problems)


def read_ground(folder: Path) -> Ground:
    """Read what a workspace stands on. Raises `Refusal` if the folder or the library is wrong."""
    workspace = open_workspace(folder)
    clauses = program_files("clauses")
    vocabulary = read_vocabulary(clauses / "facts.yaml")
    came, findings = read_library(clauses, program_files("protocols"))
    library, own = with_own_clauses(came, workspace.clauses)
    conditions, problems = compile_library(library, vocabulary)
    if errors([*findings, *own, *problems]):
        raise Refusal(*findings, *own, *problems)
    return Ground(workspace, vocabulary, library, conditions)
