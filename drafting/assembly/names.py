"""The names that a template may use, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafting.assembly.english import written_date
from drafting.configuration.council import Council
from drafting.configuration.house import Settings, Terms
from drafting.configuration.politics import Group

Named = "str | int | Names | tuple[Names, ...]"

STATUTORY_OFFICERS = {
    "chief_executive": "head_of_paid_service",
    "monitoring_officer": "monitoring_officer",
    "chief_finance_officer": "chief_finance_officer",
}
"""The word of a template for each statutory officer, and the key in council.yaml."""


@dataclass(frozen=True)
class Names:
    """Names with their values. It has no attributes of its own that a template could reach."""

    values: Mapping[str, str | int | Names | tuple[Names, ...]]


# What a loop variable is while a template is checked, whether or not there is a group to show.
ANY_GROUP = Names({"name": "", "seats": 0})


def names_of(council: Council) -> Names:
    """Return the names for one council, with its own words as their values."""
    administration = council.administration
    inside = {*administration.groups, *administration.support}
    return Names(
        {
            "council": Names({"name": council.council.name}),
            "meeting": Names({"date": written_date(council.meeting.date)}),
            "term": Names(_terms(council)),
            "officers": _officers(council),
            "settings": Names({name: getattr(council.settings, name) for name in _NUMBERS}),
            "groups": _groups(council.groups),
            "administration_groups": _groups(council.groups_of(administration.groups)),
            "support_groups": _groups(council.groups_of(administration.support)),
            "opposition_groups": _groups(
                tuple(group for group in council.groups if group.id not in inside)
            ),
        }
    )


def every_name() -> Names:
    """Return each name that is there for some council, with some value, for checks."""
    officer = Names({"title": "", "deputy_title": ""})
    lists = ("groups", "administration_groups", "support_groups", "opposition_groups")
    return Names(
        {
            "council": Names({"name": ""}),
            "meeting": Names({"date": ""}),
            "term": Names(dict.fromkeys((*Terms.model_fields, *STATUTORY_OFFICERS), "")),
            "officers": Names(
                {
                    **dict.fromkeys(STATUTORY_OFFICERS.values(), officer),
                    "independent_person": Names({"title": ""}),
                }
            ),
            "settings": Names(
                {name: field.default for name, field in Settings.model_fields.items()}
            ),
            **dict.fromkeys(lists, (ANY_GROUP,)),
        }
    )


_NUMBERS = tuple(Settings.model_fields)


def _terms(council: Council) -> dict[str, str | int | Names | tuple[Names, ...]]:
    terms: dict[str, str | int | Names | tuple[Names, ...]] = {
        name: getattr(council.terms, name) for name in Terms.model_fields
    }
    if council.governance_model != "mayor-and-cabinet":
        del terms["mayor"]  # so that a clause that speaks of a mayor fails where there is none
    for term, key in STATUTORY_OFFICERS.items():
        terms[term] = getattr(council.officers, key).title
    return terms


def _officers(council: Council) -> Names:
    posts: dict[str, str | int | Names | tuple[Names, ...]] = {}
    for key in STATUTORY_OFFICERS.values():
        officer = getattr(council.officers, key)
        posts[key] = Names({"title": officer.title, "deputy_title": officer.deputy_title})
    posts["independent_person"] = Names({"title": council.officers.independent_person.title})
    return Names(posts)


def _groups(groups: tuple[Group, ...]) -> tuple[Names, ...]:
    return tuple(Names({"name": group.name, "seats": group.seats}) for group in groups)
