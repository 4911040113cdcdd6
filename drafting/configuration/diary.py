"""The section of `council.yaml` about the diary of meetings: rules and demands as data."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from drafting.configuration.section import Name, Section

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
Time = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class MeetingSeries(Section):
    """Meetings of one body through the year."""

    name: Name = Field(description="The name of the body; one in `committees`, or another.")
    every: int = Field(ge=1, le=26, description="How many weeks lie between two meetings.")
    weekday: Weekday = Field(description="The weekday on which it usually meets.")
    first_week: int | None = Field(
        default=None,
        ge=1,
        le=26,
        description="In which week after the first meeting of the year it meets first.",
    )
    time: Time = Field(default="18:30", description="When it starts, such as 18:30.")
    minutes: int = Field(default=120, ge=15, le=600, description="How long it lasts, in minutes.")
    kind: Literal["council", "executive", "scrutiny", "committee"] = Field(
        default="committee", description="What it is; some rules are for one kind alone."
    )
    people: tuple[Name, ...] = Field(
        default=("members",),
        description=(
            "Who must be there: any words. Two meetings that share one of them do not overlap."
        ),
    )


class Closed(Section):
    """Days on which no meeting is held: a recess, a party conference, a religious festival."""

    first: datetime.date = Field(description="The first day.")
    last: datetime.date = Field(description="The last day.")
    why: Name = Field(description="Why: it is printed where a meeting has to move.")


class Diary(Section):
    """The diary of a municipal year. Without `series`, a usual one is made from the committees."""

    series: tuple[MeetingSeries, ...] = Field(
        default=(), description="The bodies that meet, and how often."
    )
    closed: tuple[Closed, ...] = Field(
        default=(), description="When no meeting is held. Bank holidays are known."
    )
    no_fridays: bool = Field(default=True, description="Whether meetings avoid Fridays.")
    cabinet_before_council: int = Field(
        default=10,
        ge=0,
        le=30,
        description="How many working days before a council meeting the executive meets.",
    )
    leeway: int = Field(
        default=5, ge=0, le=15, description="By how many working days a meeting may move."
    )
