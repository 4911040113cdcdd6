"""The command that compares the scenarios of a council."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from string import ascii_uppercase

from drafting.assembly.rendering import visible
from drafting.commands.ground import Ground, read_ground
from drafting.commands.result import Result
from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import Configuration
from drafting.configuration.scenarios import NONE_YET, nobody_yet, read_scenarios
from drafting.configuration.vocabulary import read_vocabulary
from drafting.findings import Finding, Level, Refusal, errors
from drafting.library.interregnum import INTERREGNUM, read_interregnum
from drafting.publication.side_by_side import Column, Meanwhile, SideBySide
from drafting.publication.side_by_side_told import scenarios_record, scenarios_text
from drafting.publication.tabular import paragraph
from drafting.rules.constraints import check_constraints
from drafting.workspace import program_files

WIDTH = 100  # columns of a terminal
AS_IT_STANDS = "as council.yaml stands"
NONE_NAMED = (
    "council.yaml names no scenarios. Add them under `scenarios:`, each with a name and under "
    "`changes:` only the keys that differ."
)


def scenarios(folder: Path) -> Result:
    """Compare the scenarios of a workspace. A scenario that cannot be is told with its reasons.

    Raises `Refusal` when a value of council.yaml is missing, unknown or of the wrong type, and
    when neither the file nor any scenario of it can be.
    """
    side = read_side_by_side(read_ground(folder))
    told = [scenarios_text(side, WIDTH)]
    if len(side.columns) == 1:
        told.append("\n".join(paragraph("", NONE_NAMED, WIDTH)))
    return Result("\n\n".join(told), scenarios_record(side))


def read_side_by_side(ground: Ground) -> SideBySide:
    """Return the scenarios of a workspace side by side; raises `Refusal` as `scenarios` does."""
    configuration, findings = ground.read(ground.workspace.configuration)
    named, wrong = read_scenarios(configuration, ground.vocabulary)
    if wrong:
        raise Refusal(*wrong)
    columns = [Column("A", AS_IT_STANDS, *ground.standing(configuration, findings))]
    columns += [
        Column(letter, visible(each.name), *ground.standing(each.configuration, each.findings))
        for letter, each in zip(ascii_uppercase[1:], named, strict=False)
    ]
    if not any(column.standing for column in columns):
        raise Refusal(*dict.fromkeys(finding for each in columns for finding in each.findings))
    return SideBySide(
        council=configuration.council.council.name,
        columns=tuple(columns),
        meanwhile=_meanwhile(ground, configuration, columns),
        outcomes=ground.outcomes,
        vocabulary=ground.vocabulary,
    )


def _meanwhile(ground: Ground, configuration: Configuration, columns: list[Column]) -> Meanwhile:
    """Return the days without an administration: as a scenario has them, or else worked out."""
    law = read_interregnum(program_files("clauses") / INTERREGNUM, ground.library.law)
    for column in columns:
        if column.standing and column.standing.facts["arrangement"] == NONE_YET:
            return Meanwhile(law[str(column.standing.facts["governance_model"])], column)
    made, problems = ground.changed(configuration, nobody_yet(configuration))
    worked_out = "council.yaml with nobody in the administration yet"
    column = Column("", worked_out, *ground.standing(made, problems))
    return Meanwhile(law[configuration.council.governance_model], column)


def refused_scenarios(configuration: Configuration | None) -> list[Finding]:
    """Return a warning for each reason why a scenario of a council cannot be, for a check of it."""
    if configuration is None:
        return []
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    found: list[Finding] = []
    for scenario in read_scenarios(configuration, vocabulary)[0]:
        if made := scenario.configuration:
            facts = derive_facts(made.council)
            broken = check_constraints(facts, vocabulary, made.source)
            told = f"the scenario “{scenario.name}” cannot be:"
            found += [
                replace(each, level=Level.WARNING, message=f"{told} {each.message}")
                for each in errors([*scenario.findings, *broken])
            ]
    return found
