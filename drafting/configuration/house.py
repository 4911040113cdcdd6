"""The sections of `council.yaml` about the council's own officers, words, numbers and text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from drafting.configuration.section import LONGEST_NAME, Key, Name, Section, Text


class Officer(Section):
    """One of the three statutory officers."""

    name: Text = Field(
        default="", description="The name of the person; leave it out if the post is vacant."
    )
    title: Name = Field(description="The title of the post, as the constitution gives it.")
    deputy_title: Name = Field(description="The title of the post that acts when this one cannot.")


class IndependentPerson(Section):
    """The independent person under section 28 of the Localism Act 2011."""

    name: Text = Field(default="", description="The name of the person.")
    title: Name = Field(
        default="Independent Person", description="How the constitution calls the person."
    )


class Officers(Section):
    """The statutory officers and the independent person."""

    head_of_paid_service: Officer = Field(description="The head of paid service.")
    monitoring_officer: Officer = Field(description="The monitoring officer.")
    chief_finance_officer: Officer = Field(
        description="The chief finance officer (section 151 officer)."
    )
    independent_person: IndependentPerson = Field(
        default=IndependentPerson(),
        description="The independent person for complaints about members.",
    )


class LawSwitch(Section):
    """Whether a change in the law applies to the council: said by a person, never inferred."""

    value: bool = Field(default=False, description="Whether the law is in force for the council.")
    source: Text = Field(
        default="", description="Where you read it: the Act or instrument and provision."
    )
    date: datetime.date | None = Field(
        default=None, description="The date on which you checked it."
    )

    @model_validator(mode="after")
    def is_sourced(self) -> LawSwitch:
        """Refuse a switch that is on and does not say by what authority."""
        if self.value and not (self.source and self.date):
            raise PydanticCustomError(
                "plain", "is true, but nothing says where and when that was checked.",
                {"remedy": "Add the source (the Act or instrument) and the date."},
            )  # fmt: skip
        return self


class LawSwitches(Section):
    """Changes in the law that a person must confirm."""

    remote_attendance: LawSwitch = Field(
        default=LawSwitch(), description="The law that lets members attend meetings remotely."
    )
    committee_system: LawSwitch = Field(
        default=LawSwitch(),
        description="The law by which this council may operate a committee system.",
    )
    proxy_voting: LawSwitch = Field(
        default=LawSwitch(), description="The law that lets members vote by proxy."
    )


class Terms(Section):
    """The council's own words."""

    member: Name = Field(default="Member", description="What one elected member is called.")
    members: Name = Field(default="Members", description="What elected members are called.")
    executive: Name = Field(default="Cabinet", description="What the executive is called.")
    chair: Name = Field(
        default="Chair of the Council",
        description="The title of the person who chairs full council.",
    )
    leader: Name = Field(default="Leader", description="The title of the leader of the executive.")
    deputy_leader: Name = Field(
        default="Deputy Leader", description="The title of the leader's deputy."
    )
    full_council: Name = Field(
        default="the Council", description="What the meeting of all members is called."
    )
    scrutiny: Name = Field(
        default="Overview and Scrutiny", description="What overview and scrutiny is called."
    )
    ward: Name = Field(
        default="ward", description="What an electoral area is called: ward or division."
    )
    communications_lead: Name = Field(
        default="Head of Communications",
        description="The title of the officer who leads communications.",
    )
    democratic_services: Name = Field(
        default="Head of Democratic Services",
        description="The title of the officer who leads democratic services.",
    )
    mayor: Name = Field(
        default="Mayor", description="The title of the elected mayor, if there is one."
    )


def _number(default: int, lowest: int, highest: int, description: str) -> int:
    return Field(default=default, ge=lowest, le=highest, description=description)


class Settings(Section):
    """The numbers that the protocols use; days are working days."""

    signoff_hours: int = _number(
        24, 1, 72, "Hours in which a group signs off a text that speaks for it."
    )
    withdrawal_update_hours: int = _number(
        24, 1, 168, "Hours in which the list of posts is updated after a group withdraws."
    )
    partner_notice_hours: int = _number(
        24, 1, 168, "Hours of notice before a partner states a disagreement in public."
    )
    media_response_hours: int = _number(4, 1, 72, "Hours in which a media enquiry is answered.")
    information_reply_days: int = _number(
        5, 1, 20, "Days in which a refusal of information to a member is decided, with reasons."
    )
    member_reply_days: int = _number(
        10, 1, 30, "Days in which a member's letter or complaint about an officer is answered."
    )
    dispute_meeting_days: int = _number(
        5, 1, 20, "Days in which a group's leader and the chief executive meet on a dispute."
    )
    dispute_advice_days: int = _number(
        10, 1, 30, "Days from that meeting in which the monitoring officer advises on a dispute."
    )
    dispute_panel_days: int = _number(
        20, 5, 60, "Days in which a dispute panel recommends how to settle a dispute."
    )
    joint_briefing_offer_days: int = _number(
        5, 1, 20, "Days in which a briefing given to the administration is offered to the others."
    )
    callin_signatories: int = _number(5, 1, 40, "Members who must sign a call-in.")
    callin_days: int = _number(5, 1, 10, "Days in which a published decision may be called in.")
    callin_meeting_days: int = _number(
        10, 1, 20, "Days in which overview and scrutiny meets on a call-in."
    )
    motion_minutes: int = _number(30, 5, 180, "Minutes for motions on notice at one meeting.")
    removal_signatories: int = _number(
        5, 1, 60, "Members who must sign a motion to remove the leader."
    )
    recorded_vote_members: int = _number(5, 1, 40, "Members who may require a recorded vote.")
    removal_notice_days: int = _number(
        10, 1, 30, "Days of notice of a motion to remove the leader."
    )
    failure_meeting_days: int = _number(
        10, 1, 30, "Days in which the council meets again if it fails to elect a leader."
    )
    budget_amendment_days: int = _number(
        3, 1, 20, "Days before the budget meeting by which an amendment must arrive."
    )
    register_update_days: int = _number(
        5, 1, 20, "Days in which the register of informal meetings is brought up to date."
    )
    group_change_days: int = _number(
        2, 1, 20, "Days in which members are told of a change in the groups."
    )
    briefing_days: int = _number(
        2, 1, 20, "Days before an agenda is published by which its chair is briefed."
    )
    officer_tier: Name = Field(
        default="head of service",
        description="The most junior level of officer whom members approach directly.",
    )


class Placement(Section):
    """Where a protocol goes in the council's constitution."""

    heading: Text = Field(
        default="", description="The text of the existing heading that it replaces."
    )
    after: Text = Field(
        default="", description="The text of the heading after whose section it is inserted."
    )

    @model_validator(mode="after")
    def names_one_place(self) -> Placement:
        """Refuse a placement that names no place, or two."""
        if bool(self.heading) == bool(self.after):
            raise PydanticCustomError(
                "plain", "names {found}.",
                {
                    "found": "two places" if self.heading else "no place",
                    "remedy": "Write either heading (the one to replace) or after (where to add).",
                },
            )  # fmt: skip
        return self


class Outside(Section):
    """A protocol that the council keeps outside its constitution."""

    file: str = Field(
        pattern=r"^[^/\\:.~][^/\\:]*\.docx$",
        max_length=LONGEST_NAME,
        description="The name of its Word file, in the folder of council.yaml.",
    )
    heading: Text = Field(
        default="", description="The heading it stands under in that file; worked out if left out."
    )
    approval_body: Text = Field(
        default="",
        description="The body that approves it; constitution.approval_body if left out.",
    )


class SettledParagraph(Section):
    """What a paragraph of a clause is to a provision of the council's, as a person settled it."""

    clause: Key = Field(description="The id of the clause.")
    paragraph: int = Field(ge=1, description="Which paragraph of the clause, counted from 1.")
    provision: Text = Field(
        min_length=1, description="The address of the provision, as the schedule prints it."
    )
    settled: Literal["provided", "amended", "separate"] = Field(
        description=(
            "provided: the provision already does it, and stays; amended: the paragraph amends the "
            "provision; separate: it does neither."
        )
    )


class Constitution(Section):
    """How the amendments are fitted into the council's own constitution."""

    protocol_status: str = Field(default="inside", description="Whether protocols are part of it.")
    order: Literal["council", "library"] = Field(
        default="council",
        description=(
            "council keeps the order of the council's own provisions; library takes the order "
            "of the library."
        ),
    )
    approval_body: Name = Field(
        default="full council", description="The body that approves the protocols."
    )
    author: Text = Field(
        default="",
        description=("Who the tracked changes are by; the monitoring officer's title if left out."),
    )
    dated: datetime.date | None = Field(
        default=None,
        description="The date of the tracked changes; the date of the meeting if left out.",
    )
    placements: Mapping[Key, Placement] = Field(
        default={},
        description="Where each protocol goes, by protocol id. What is left out is worked out.",
    )
    outside: Mapping[Key, Outside] = Field(
        default={},
        description="The protocols that stand outside the constitution, by protocol id.",
    )
    matches: Mapping[Key, Name] = Field(
        default={},
        description=(
            "For a clause id, the heading of the existing provision that it replaces, or none."
        ),
    )
    renames: Mapping[Name, Name] = Field(
        default={},
        description=(
            "Offices and bodies that get another name: the name today and the new one. Each place "
            "where the constitution has the old name is changed with it."
        ),
    )
    abolished: tuple[Name, ...] = Field(
        default=(),
        description=(
            "Offices and bodies that are no more. Each place where the constitution names one is "
            "listed, for a person to decide."
        ),
    )
    paragraphs: tuple[SettledParagraph, ...] = Field(
        default=(), description="Matches of single paragraphs that a person has settled."
    )
    keep: tuple[Text, ...] = Field(
        default=(),
        description="The addresses of provisions that stay, whatever a clause would replace.",
    )

    delegated: Mapping[Literal["consequential", "factual"], Name] = Field(
        default={},
        description=(
            "The kinds of change that the constitution lets the monitoring officer make, each with "
            "the provision that says so: consequential (a number in a reference that follows a "
            "change), factual (a name that renames gives another). What is left out, full council "
            "decides."
        ),
    )

    @property
    def references_of_delegation(self) -> dict[str, str]:
        """The provision that lets the monitoring officer make a kind of change, by kind."""
        return {str(kind): reference for kind, reference in self.delegated.items()}

    def body_for(self, protocol: str) -> str:
        """Return the body that approves a protocol, or the constitution of which it is a part."""
        own = self.outside.get(protocol)
        return (own.approval_body if own else "") or self.approval_body
