"""The command that says what is wrong with a constitution as it stands."""

from __future__ import annotations

from pathlib import Path

from drafting.commands.result import Result, counted
from drafting.constitution.health import CHECKS, governance_of, health, read_word_rules
from drafting.constitution.outline import read_constitution
from drafting.findings import Level, in_order
from drafting.word.package import open_package
from drafting.workspace import program_files

_MODELS = {
    "leader-and-cabinet": "a leader and executive",
    "mayor-and-cabinet": "an elected mayor",
    "committee-system": "a committee system",
}


def check_health(path: Path) -> Result:
    """Say what is wrong with a constitution as it stands; no workspace is needed.

    Raises `Refusal` when the file cannot be opened or has no text.
    """
    rules = read_word_rules(program_files("clauses") / "health.yaml")
    constitution = read_constitution(open_package(path))
    findings = in_order(health(constitution, rules))
    faults, doubts, style = (
        sum(each.level is level for each in findings)
        for level in (Level.ERROR, Level.WARNING, Level.NOTE)
    )
    model = governance_of(constitution)
    told = f"{counted(faults, 'fault')}, {counted(doubts, 'doubt')}, {style} in style"
    summary = f"{path.name}: {told}. Read as the constitution of a council with {_MODELS[model]}."
    record = {"governance_model": model, "rules": [*(rule.id for rule in rules), *CHECKS]}
    return Result(f"{summary}\nThis is a drafting aid, not legal advice.", record, findings)
