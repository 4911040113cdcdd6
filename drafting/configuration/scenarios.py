"""The scenarios of a `council.yaml`: how the council might be run, while that is not settled.

Each is an overlay: a name, and only those keys that differ from the rest of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from drafting.configuration.keys import value_at
from drafting.configuration.overlays import SCENARIOS, overlaid
from drafting.configuration.reading import Configuration, configuration_in
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding

MOST = 12  # that can be read side by side
NONE_YET = "none-yet"


@dataclass(frozen=True)
class Scenario:
    """The council as one overlay has it; without a configuration if a value of it is wrong."""

    name: str
    configuration: Configuration | None
    findings: tuple[Finding, ...]


def read_scenarios(
    configuration: Configuration, vocabulary: Vocabulary
) -> tuple[tuple[Scenario, ...], list[Finding]]:
    """Return every scenario of a council in the order of the file, and what is wrong with them.

    A value that is missing, unknown or of the wrong type is an error of the file, and so is a
    name that two scenarios share. Values that only disagree with each other are the findings of
    their scenario: it cannot be, and that says something of the deal.
    """
    source = configuration.source
    scenarios: list[Scenario] = []
    findings: list[Finding] = []
    for index, stated in enumerate(configuration.council.scenarios):
        at = (SCENARIOS, index)
        if stated.name in [other.name for other in scenarios]:
            twice = f"two scenarios are called “{stated.name}”."
            findings.append(source.error(twice, *at, "name", remedy="Give each its own name."))
        changes = value_at(source.data, *at, "changes")
        laid, problems = overlaid(source, changes, (*at, "changes"))
        made, told = configuration_in(laid, vocabulary)
        if made is None or problems:
            findings += [_of_scenario(stated.name, each) for each in problems or told]
            made = None
        scenarios.append(Scenario(stated.name, made, tuple(told)))
    if len(scenarios) > MOST:
        many = f"there are {len(scenarios)} scenarios; {MOST} can be compared."
        findings.append(source.error(many, SCENARIOS, remedy="Take out those that are not live."))
    return tuple(scenarios), findings


def _of_scenario(name: str, finding: Finding) -> Finding:
    return replace(finding, message=f"in the scenario “{name}”: {finding.message}")


def nobody_yet(configuration: Configuration) -> Mapping[str, Any]:
    """Return the changes by which a council has no administration yet, and all else is as it is."""
    nobody: dict[str, Any] = {
        "groups": [],
        "support": [],
        "leader_group": None,
        "deputy_group": None,
        "cabinet": None,
        "dual_portfolios": [],
        "rotation": {"period": "none", "mechanism": "none", "order": [], "dates": []},
        "agreement": {"status": "none", "date": None},
    }
    changes: dict[str, Any] = {"arrangement": NONE_YET, "administration": nobody}
    if configuration.council.communications.quote_rule == "joint":
        changes["communications"] = {"quote_rule": "portfolio"}  # nobody to be quoted jointly
    return changes
