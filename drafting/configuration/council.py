"""`council.yaml` as data: one council, its groups, its arrangement, its officers and its words.

Values that are facts (see `drafting.configuration.vocabulary`) are plain text here, because
`clauses/facts.yaml` is the one place where they are listed; `reading.py` checks them against it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from drafting.configuration.diary import Diary
from drafting.configuration.house import (
    Constitution,
    LawSwitches,
    Officers,
    Settings,
    Terms,
)
from drafting.configuration.politics import (
    Administration,
    Balance,
    Committee,
    Communications,
    Group,
    Scrutiny,
    Seats,
)
from drafting.configuration.section import Key, Name, Section
from drafting.configuration.site import Site


class Identity(Section):
    """Which council this is."""

    name: Name = Field(description="The full name of the council.")
    type: str = Field(description="What type of principal council it is.")
    jurisdiction: Literal["england"] = Field(
        default="england", description="Whose law applies. The library is for England only."
    )


class Elections(Section):
    """When the council is elected."""

    cycle: str = Field(description="How often the council is elected.")
    last: datetime.date = Field(description="The day of the last ordinary election.")
    next: datetime.date = Field(description="The day of the next ordinary election.")


class Meeting(Section):
    """The meeting that will decide on the amendments."""

    date: datetime.date = Field(description="The date of the council meeting that will decide.")


class Calendar(Section):
    """How days are counted."""

    clear_days: str = Field(
        default="working",
        description="Whether clear days of notice are working days or calendar days.",
    )


class Meetings(Section):
    """How the council meets, where the law leaves a choice."""

    casting_vote: str = Field(
        default="free", description="How the person who presides uses a casting vote."
    )
    individual_decisions: bool = Field(
        default=False, description="Whether members of the executive take decisions alone."
    )
    register_published: bool = Field(
        default=True, description="Whether the register of informal meetings is published."
    )


class Budget(Section):
    """The dates of the next budget."""

    report_date: datetime.date | None = Field(
        default=None, description="The date on which the budget estimates are put to the council."
    )
    council_date: datetime.date | None = Field(
        default=None, description="The date of the council meeting that sets the budget."
    )


class Scenario(Section):
    """One way in which the council might be run, while that is not settled."""

    name: Name = Field(description="What the scenario is called.")
    changes: Mapping[str, Any] = Field(
        default={},
        description="Only the keys of this file that differ, written as they are in this file.",
    )


class Council(Section):
    """Everything that `council.yaml` says."""

    council: Identity = Field(description="Which council this is.")
    governance_model: str = Field(description="The form of governance.")
    seats: Seats = Field(description="The seats of the council.")
    groups: tuple[Group, ...] = Field(min_length=1, description="The political groups.")
    arrangement: str = Field(description="How the council is run.")
    administration: Administration = Field(
        default=Administration(), description="Who runs the council, with whose support."
    )
    chair_group: Key | None = Field(
        default=None, description="The id of the group of the council's chair, or ungrouped."
    )
    elections: Elections = Field(description="When the council is elected.")
    committees: tuple[Committee, ...] = Field(
        default=(), description="The bodies whose seats are allocated."
    )
    balance: Balance = Field(
        default=Balance(), description="What the law of political balance leaves open."
    )
    scrutiny: Scrutiny = Field(description="Overview and scrutiny, and call-in.")
    communications: Communications = Field(description="Who speaks for the administration.")
    political_assistants: bool = Field(description="Whether any group has a political assistant.")
    multi_member_wards: bool = Field(description="Whether any ward has more than one member.")
    petition_scheme: bool = Field(description="Whether the council has a petition scheme.")
    intervention: str = Field(
        default="none", description="Whether the council is under intervention."
    )
    reorganisation: str = Field(
        default="none", description="Whether the council is part of a reorganisation."
    )
    governance_change: str = Field(
        default="none", description="Whether the form of governance changes at the annual meeting."
    )
    officers: Officers = Field(description="The statutory officers.")
    meeting: Meeting = Field(description="The meeting that will decide.")
    calendar: Calendar = Field(default=Calendar(), description="How days are counted.")
    requests: tuple[Key, ...] = Field(
        default=(),
        description=(
            "What the groups asked for that may have to be refused: ids of clauses/requests.yaml."
        ),
    )
    diary: Diary = Field(default=Diary(), description="The diary of the year's meetings.")
    meetings: Meetings = Field(default=Meetings(), description="How the council meets.")
    budget: Budget = Field(default=Budget(), description="The dates of the next budget.")
    law_switches: LawSwitches = Field(
        default=LawSwitches(), description="Changes in the law that a person must confirm."
    )
    terms: Terms = Field(default=Terms(), description="The council's own words.")
    settings: Settings = Field(
        default=Settings(), description="The numbers that the protocols use."
    )
    constitution: Constitution = Field(
        default=Constitution(), description="How amendments are fitted into the constitution."
    )
    site: Site = Field(default=Site(), description="The published site of the council.")
    scenarios: tuple[Scenario, ...] = Field(
        default=(), description="Ways in which the council might be run, to be compared."
    )

    @property
    def author(self) -> str:
        """Who the tracked changes are by."""
        return self.constitution.author or self.officers.monitoring_officer.title

    @property
    def dated(self) -> datetime.date:
        """The date of the tracked changes."""
        return self.constitution.dated or self.meeting.date

    def group(self, group_id: str) -> Group:
        """Return the group with this id; raises `KeyError` if there is none."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)

    def groups_of(self, group_ids: tuple[str, ...]) -> tuple[Group, ...]:
        """Return the groups with these ids, in the order of `groups`; unknown ids are passed by."""
        return tuple(group for group in self.groups if group.id in group_ids)
