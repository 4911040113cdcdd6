"""The sections of `council.yaml` about groups, seats and how the council is run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from drafting.configuration.section import Key, Name, Section, Text

FEWEST_SEATS, MOST_SEATS = 20, 130
Posts = Annotated[int, Field(ge=1, le=10)]
UNGROUPED = "ungrouped"  # stands where a group id stands, for members of no group


class Seats(Section):
    """The seats of the council. Vacant seats count in the total."""

    total: int = Field(
        ge=FEWEST_SEATS, le=MOST_SEATS, description="All seats of the council, filled or vacant."
    )
    ungrouped: int = Field(
        default=0, ge=0, le=MOST_SEATS, description="Members who belong to no political group."
    )
    vacancies: int = Field(
        default=0, ge=0, le=MOST_SEATS, description="Seats that nobody holds now."
    )


class Group(Section):
    """One political group, as notified to the proper officer."""

    id: Key = Field(
        description="A short id for use in this file: small letters, digits and hyphens."
    )
    name: Name = Field(description="The name of the group as its notice gives it.")
    seats: int = Field(
        ge=2, le=MOST_SEATS, description="How many members belong to the group: two or more."
    )
    leader: Text = Field(default="", description="The name of the group's leader.")
    deputy: Text = Field(default="", description="The name of the group's deputy leader.")
    description: Text = Field(default="", description="A note for your own use; it is not printed.")


class DualPortfolio(Section):
    """One portfolio of the executive that members of two groups lead together."""

    portfolio: Name = Field(description="The name of the portfolio.")
    leads: tuple[Key, ...] = Field(
        min_length=2, description="The ids of the groups whose members lead it."
    )


class Rotation(Section):
    """How the leader's office passes between groups, if it does."""

    period: str = Field(default="none", description="How often the leader's office passes.")
    mechanism: str = Field(default="none", description="The legal step by which the office passes.")
    order: tuple[Key, ...] = Field(
        default=(), description="The ids of the groups that hold the office, in turn."
    )
    dates: tuple[datetime.date, ...] = Field(
        default=(), description="The dates on which the office passes."
    )


class Agreement(Section):
    """The agreement between the groups that run the council."""

    status: str = Field(
        default="none", description="Whether the agreement is written and published."
    )
    date: datetime.date | None = Field(default=None, description="The date of the agreement.")


class Administration(Section):
    """Who runs the council, with whose support."""

    groups: tuple[Key, ...] = Field(
        default=(), description="The ids of the groups that hold posts in the administration."
    )
    support: tuple[Key, ...] = Field(
        default=(), description="The ids of the groups that have promised votes and hold no posts."
    )
    leader_group: Key | None = Field(default=None, description="The id of the leader's group.")
    deputy_group: Key | None = Field(
        default=None, description="The id of the deputy leader's group."
    )
    cabinet: Mapping[str, Posts] = Field(
        default={},
        description=(
            "How many posts in the executive each group holds, by group id. The leader counts; "
            "an elected mayor does not. Write `ungrouped` for members of no group."
        ),
    )
    dual_portfolios: tuple[DualPortfolio, ...] = Field(
        default=(), description="Portfolios that members of two groups lead together."
    )
    rotation: Rotation = Field(
        default=Rotation(), description="Rotation of the leader's office, if any."
    )
    agreement: Agreement = Field(
        default=Agreement(), description="The agreement between the groups."
    )
    previous: tuple[Key, ...] = Field(
        default=(), description="The ids of the groups that ran the council before the election."
    )


class Committee(Section):
    """One committee, sub-committee or other body of the council."""

    name: Name = Field(description="The name of the body.")
    seats: int = Field(ge=2, le=MOST_SEATS, description="How many members the body has.")
    kind: Literal[
        "ordinary", "overview-and-scrutiny", "sub-committee", "advisory", "licensing-2003", "joint"
    ] = Field(
        default="ordinary",
        description="What kind of body it is in law; it decides how its seats are allocated.",
    )


class Balance(Section):
    """What the law of political balance leaves open; each choice is printed with the result."""

    vacancies: Literal["left-out", "counted"] = Field(
        default="left-out",
        description=(
            "Whether vacant seats count in the membership, of which each group bears a share. "
            "Schedule 1 to the Local Government and Housing Act 1989 counts members for the time "
            "being."
        ),
    )
    scrutiny_in_total: bool = Field(
        default=True,
        description=(
            "Whether seats on overview and scrutiny count in the total of all ordinary committees."
        ),
    )
    mayor_is_member: bool = Field(
        default=False,
        description="Whether an elected mayor counts as a member, in the leader's group.",
    )
    licensing: Literal["by-custom", "left-out"] = Field(
        default="by-custom",
        description=(
            "Whether the seats of a licensing committee are shared between the groups by custom; "
            "the statutory rules do not reach it."
        ),
    )


class CallIn(Section):
    """Who may call in a decision. How many, and for how long, stand in `settings`."""

    cross_group: bool = Field(description="Whether members of more than one group must sign.")
    partners: bool = Field(
        default=True, description="Whether members of the administration’s groups may sign."
    )


class Scrutiny(Section):
    """Overview and scrutiny."""

    chairs: str = Field(description="Who chairs overview and scrutiny committees.")
    callin: CallIn = Field(description="Who may call in a decision.")


class Communications(Section):
    """Who speaks for the administration."""

    quote_rule: str = Field(description="Who is quoted for the administration.")
