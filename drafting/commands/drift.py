"""The command that says which adopted clauses lose their ground when facts change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafting.assembly.standing import Standing
from drafting.commands.ground import Ground, read_ground
from drafting.commands.result import Result
from drafting.commands.scenarios import WIDTH
from drafting.configuration.overlays import change_of, joined_changes
from drafting.configuration.reading import Configuration
from drafting.configuration.scenarios import read_scenarios
from drafting.findings import Finding, Refusal, error, errors
from drafting.library.nearest import did_you_mean
from drafting.publication.audits import read_audit
from drafting.publication.drift import Drafted, Drifts, drift, drift_record, drift_text
from drafting.publication.pack import AUDIT


def find_drift(
    folder: Path, since: Path | None, scenario: str | None, changes: Sequence[str]
) -> tuple[Result, Drifts]:
    """Compare what was drafted with what the facts of a workspace call for.

    `since` is the audit.json or the council.yaml of the time. Without it, council.yaml is
    compared with itself under a scenario or changes or, if there are none, with the last draft.
    Raises `Refusal` when one of them cannot be read, or is of a council that cannot be.
    """
    change = joined_changes([change_of(each) for each in changes])
    ground = read_ground(folder)
    stated, findings = ground.read(ground.workspace.configuration)
    audit = ground.workspace.out / AUDIT
    what_if = bool(change) or scenario is not None
    if since is None and not what_if and not audit.is_file():
        raise Refusal(
            error(
                "nothing has been drafted here yet, so there is nothing to compare with.",
                where=str(folder),
                remedy="Name an earlier file with --since, or a change with --change KEY=VALUE.",
            ),
            cannot_run=True,
        )
    if since is None and what_if:
        drafted = _drafted_on("council.yaml as it is", _standing(ground, stated, findings))
    else:
        drafted = _drafted(ground, since or audit)
    now: Configuration | None = stated
    if scenario is not None:
        now, findings = _scenario(ground, stated, scenario)
    if change and now:
        now, findings = ground.changed(now, change)
    standing = _drafted_on("council.yaml", _standing(ground, now, findings))
    found = drift(
        stated.council.council.name, drafted, standing, ground.outcomes, ground.vocabulary
    )
    return Result(drift_text(found, WIDTH), drift_record(found)), found


def _scenario(
    ground: Ground, stated: Configuration, name: str
) -> tuple[Configuration | None, list[Finding]]:
    """Return the scenario of council.yaml with this name; raises `Refusal` if there is none."""
    named, wrong = read_scenarios(stated, ground.vocabulary)
    if wrong:
        raise Refusal(*wrong)
    for each in named:
        if each.name == name:
            return each.configuration, list(each.findings)
    remedy = did_you_mean(name, [each.name for each in named])
    where = ground.workspace.configuration.name
    message = f"there is no scenario “{name}”."
    raise Refusal(error(message, where=where, remedy=remedy), cannot_run=True)


def _drafted(ground: Ground, since: Path) -> Drafted:
    if since.suffix.lower() == ".json":
        return read_audit(since, ground.library, ground.vocabulary)
    return _drafted_on(since.name, _standing(ground, *ground.read(since)))


def _standing(
    ground: Ground, configuration: Configuration | None, findings: Sequence[Finding]
) -> Standing:
    standing, problems = ground.standing(configuration, findings)
    if standing is None:
        raise Refusal(*errors(problems))
    return standing


def _drafted_on(source: str, standing: Standing) -> Drafted:
    wordings = standing.wordings
    return Drafted(
        source=source,
        facts=standing.facts,
        variants={name: each.variant for name, each in wordings.items()},
        digests={name: each.sha256 for name, each in wordings.items()},
    )
