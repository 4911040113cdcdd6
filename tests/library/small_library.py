"""A small library on disk that keeps every rule, for a test to spoil one clause of it."""

from __future__ import annotations

from pathlib import Path

from drafting.commands.library import Measure, measured
from drafting.findings import Finding
from drafting.library.reading import read_library

CATALOGUE = """\
catalogue:
  MOP-03: Officers serve the whole council
  MOP-06: Member roles
  MOP-08: Shared space map
  MOP-10: Statutory officers
  MOP-20: Confidence of group-specific advice
  MOP-21: Single factual base
  MOP-22: Ungrouped members
  COM-07: Joint statements
  COM-08: Confidence and supply
  MTG-05: Term and rotation
  MTG-08: Appointment of the executive
  MTG-23: Administration board
  MTG-30: Budget process
exactly_when:
  - {number: MOP-03, when: always}
  - {number: MOP-22, when: {ungrouped_members: true}}
  - {number: MTG-05, when: {leader_rotation: [annual, biennial]}}
together:
  - {number: MOP-06, with: MOP-08}
apart:
  - [COM-07, COM-08]
reconciled:
  - [MOP-20, MOP-21]
law: [the-act]
"""

LAW = """\
law:
  - id: the-act
    title: Local Government Act 1972
    provision: section 100B
    says: Agendas are open.
    uri: https://www.legislation.gov.uk/ukpga/1972/70/section/100B
    extent: England
    status: in-force
    checked: 2026-11-22
"""

CLAUSE = """\
id: {id}
heading: {heading}
family: {family}
catalogue: [{number}]
{kind}force: {force}
legal_basis: [{law}]
{when}reason: It keeps trust.
if_rejected: Each officer would decide alone.
variants:
  - id: general
    otherwise: true
    text: |
      1. {text}
requires: [{requires}]
excludes: []
"""

# id: family, number, force, when, requires, text
CLAUSES = {
    "whole-council": ("member-officer", "MOP-03", "choice", "", "", "Officers serve every group."),
    "roles": ("member-officer", "MOP-06", "convention", "", "space", "See {{ ref('space') }}."),
    "space": (
        "member-officer",
        "MOP-08",
        "choice",
        "",
        "",
        "Officers advise. A **shared space** is one for both, and a shared space has a map.\n\n"
        "      | Who | What |\n      |---|---|\n      | Officers | Advice |",
    ),
    "statutory": ("member-officer", "MOP-10", "must", "", "", "The council must publish it."),
    "confidence": (
        "member-officer",
        "MOP-20",
        "convention",
        "",
        "facts",
        "Advice stays with a group, except under {{ ref('facts') }}.",
    ),
    "facts": ("member-officer", "MOP-21", "convention", "", "", "All groups have the same facts."),
    "ungrouped": (
        "member-officer",
        "MOP-22",
        "choice",
        "when: {ungrouped_members: true}\n",
        "",
        "Each {{ term.member }} has the same briefing.",
    ),
    "joint": (
        "communications",
        "COM-07",
        "convention",
        "when: {administration_groups: {at-least: 2}, support_groups: {at-most: 0}}\n",
        "",
        "The groups speak together.",
    ),
    "support": (
        "communications",
        "COM-08",
        "convention",
        "when: {support_groups: {at-least: 1}}\n",
        "",
        "A supporting group speaks for itself.",
    ),
    "rotation": (
        "meetings",
        "MTG-05",
        "choice",
        "when: {leader_rotation: [annual, biennial]}\n",
        "",
        "The office of {{ term.leader }} passes by election.",
    ),
    "executive": (
        "meetings",
        "MTG-08",
        "must",
        "when: {governance_model: leader-and-cabinet}\n",
        "",
        "The {{ term.leader }} appoints the {{ term.executive }}.",
    ),
    "board": ("meetings", "MTG-23", "convention", "", "", "The board is advisory."),
    "budget": ("meetings", "MTG-30", "choice", "", "", "A vote needs a simple majority."),
}


class SmallLibrary:
    """The library on disk; `found` tells what every rule finds in it now."""

    def __init__(self, path: Path, measure: Measure) -> None:
        self.measure = measure
        self.clauses = path / "clauses"
        self.protocols = path / "protocols"
        for family in ("member-officer", "communications", "meetings"):
            (self.clauses / family).mkdir(parents=True)
        self.protocols.mkdir()
        (self.clauses / "law.yaml").write_text(LAW)
        slots = "id: all\ntitle: All\nshort_title: All\nalso_known_as: []\nslots:\n"
        for name, (family, number, force, when, requires, text) in CLAUSES.items():
            slots += f"  - {{slot: {name}, required: false, clauses: [{name}]}}\n"
            kind = "informal" if name == "board" else "formal"
            self.clause(name).write_text(
                CLAUSE.format(
                    id=name,
                    heading=name.replace("-", " ").capitalize(),
                    family=family,
                    number=number,
                    kind=f"kind: {kind}\n" if family == "meetings" else "",
                    force=force,
                    law="the-act" if force == "must" else "",
                    when=when,
                    requires=requires,
                    text=text,
                )
            )
        (self.protocols / "all.yaml").write_text(slots)

    def clause(self, name: str) -> Path:
        return self.clauses / CLAUSES[name][0] / f"{name}.yaml"

    def spoil(self, name: str, before: str, after: str) -> int:
        """Write `after` in place of `before` in a clause; return the line on which it begins."""
        path = self.clause(name)
        text = path.read_text()
        assert text.count(before) == 1, text
        path.write_text(text.replace(before, after))
        return text[: text.index(before)].count("\n") + 1

    def found(self) -> list[Finding]:
        library, findings = read_library(self.clauses, self.protocols)
        return [*findings, *measured(library, self.measure)]
