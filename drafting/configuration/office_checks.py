"""What must agree about officers, committees, the law and dates across `council.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.configuration.keys import dotted, shown
from drafting.configuration.stated import Stated
from drafting.findings import Finding

# Section 6 of the Licensing Act 2003.
FEWEST_ON_LICENSING, MOST_ON_LICENSING = 10, 15


def monitoring_officer_stands_alone(stated: Stated) -> Iterator[Finding]:
    """The monitoring officer holds neither of the other two statutory posts.

    Source: section 5 of the Local Government and Housing Act 1989.
    """
    others = {
        "head_of_paid_service": "the head of paid service",
        "chief_finance_officer": "the chief finance officer",
    }
    for other, called in others.items():
        for what in ("name", "title"):
            key = ("officers", "monitoring_officer", what)
            mine, theirs = stated.text(*key), stated.text("officers", other, what)
            if mine and _same(mine, theirs):
                yield stated.error(
                    f"the monitoring officer and {called} have the same {what}, {shown(mine)}.",
                    *key,
                    remedy="Section 5 of the Local Government and Housing Act 1989 does not let "
                    "one person hold both posts: correct one of them.",
                )
                break


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def committee_system_is_lawful(stated: Stated) -> Iterator[Finding]:
    """A committee system stands only with a person's word, and source, that it is lawful."""
    switch = ("law_switches", "committee_system")
    sourced = stated.text(*switch, "source") and stated.day(*switch, "date")
    allowed = sourced and stated.is_true(*switch, "value")
    if stated.text("governance_model") == "committee-system" and not allowed:
        yield stated.error(
            "governance_model is committee-system, but nothing says that this council may still "
            "operate one.",
            "governance_model",
            remedy="Check the English Devolution and Community Empowerment Act 2026. If the "
            "council may, set law_switches.committee_system to value: true with the source and "
            "the date.",
        )


def committees_are_lawful(stated: Stated) -> Iterator[Finding]:
    """A licensing committee has ten to fifteen members, and no two bodies share a name."""
    first: dict[str, int] = {}
    for index in range(stated.count("committees")):
        key = ("committees", index)
        seats = stated.number(*key, "seats")
        licensing = stated.text(*key, "kind") == "licensing-2003"
        if licensing and seats and not FEWEST_ON_LICENSING <= seats <= MOST_ON_LICENSING:
            yield stated.error(
                f"{dotted(key)} is a licensing committee with {seats} seats; section 6 of the "
                f"Licensing Act 2003 requires {FEWEST_ON_LICENSING} to {MOST_ON_LICENSING}.",
                *key,
                "seats",
                remedy="Correct the seats, or the kind.",
            )
        name = stated.text(*key, "name").casefold()
        if name and (other := first.setdefault(name, index)) != index:
            line = stated.source.line("committees", other, "name")
            yield stated.error(
                f"two committees have the same name (the other is on line {line}).",
                *key,
                "name",
                remedy="Remove one, or correct its name.",
            )


def dates_are_in_order(stated: Stated) -> Iterator[Finding]:
    """What comes first has the earlier date."""
    for earlier, later in (
        (("elections", "last"), ("elections", "next")),
        (("budget", "report_date"), ("budget", "council_date")),
    ):
        before, after = stated.day(*earlier), stated.day(*later)
        if before and after and after <= before:
            yield stated.error(
                f"{dotted(later)} ({after.isoformat()}) is not after {dotted(earlier)} "
                f"({before.isoformat()}).",
                *later,
                remedy="Correct one of the two dates.",
            )
    election, meeting = stated.day("elections", "last"), stated.day("meeting", "date")
    if election and meeting and meeting < election:
        yield stated.warning(
            f"meeting.date ({meeting.isoformat()}) is before elections.last "
            f"({election.isoformat()}).",
            "meeting",
            "date",
            remedy="Check both dates: the meeting decides for the council elected then.",
        )


def closed_days_are_in_order(stated: Stated) -> Iterator[Finding]:
    """A time that the diary keeps free does not end before it begins."""
    for index in range(stated.count("diary", "closed")):
        key = ("diary", "closed", index)
        first, last = stated.day(*key, "first"), stated.day(*key, "last")
        if first and last and last < first:
            yield stated.error(
                f"{dotted(key)} ends ({last.isoformat()}) before it begins ({first.isoformat()}).",
                *key,
                "last",
                remedy="Correct one of the two dates.",
            )


OFFICE_CHECKS = (
    monitoring_officer_stands_alone,
    committee_system_is_lawful,
    committees_are_lawful,
    dates_are_in_order,
    closed_days_are_in_order,
)
