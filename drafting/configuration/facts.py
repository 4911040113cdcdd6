"""The facts of one council: what it states, and what follows from what it states."""

from __future__ import annotations

from drafting.configuration.council import Council
from drafting.configuration.keys import value_at
from drafting.configuration.stated import Stated
from drafting.configuration.vocabulary import FactValue, Vocabulary


def derive_facts(council: Council) -> dict[str, FactValue]:
    """Return the value of every fact of the vocabulary for one council.

    The values of stated facts are returned as they are stated; whether they are in the
    vocabulary is for `read_configuration` to say.
    """
    return {**_stated(council), **_numbers(council), **_people(council)}


def facts_made_out(stated: Stated, vocabulary: Vocabulary) -> dict[str, FactValue]:
    """Return the facts that a file states plainly, although other parts of it may be wrong."""
    return {**_answers(stated, vocabulary), **_counts(stated), **_shares(stated)}


def _answers(stated: Stated, vocabulary: Vocabulary) -> dict[str, FactValue]:
    answers: dict[str, FactValue] = {}
    for fact in vocabulary.asked():
        value = value_at(stated.source.data, *fact.at)
        answer: FactValue = "none" if value is None else value
        if fact.allows(answer):
            answers[fact.name] = answer
    return answers


def _counts(stated: Stated) -> dict[str, FactValue]:
    lists = {"administration_groups": "groups", "support_groups": "support"}
    counted = {name: stated.items("administration", key) for name, key in lists.items()}
    return {name: len(items) for name, items in counted.items() if items is not None}


def _shares(stated: Stated) -> dict[str, FactValue]:
    total = stated.number("seats", "total")
    numbers = range(stated.count("groups"))
    seats = {
        stated.text("groups", number, "id"): count
        for number in numbers
        if (count := stated.number("groups", number, "seats")) is not None
    }
    if total is None or not seats or len(seats) < len(numbers):
        return {}
    shares: dict[str, FactValue] = {"control": _control(max(seats.values()), total)}
    if set(stated.in_administration) <= set(seats):
        held = sum(seats[group] for group in stated.in_administration)
        shares["short_of_half"] = held * 2 <= total
    return shares


def _control(largest: int, total: int) -> str:
    return "majority" if largest * 2 > total else "no-overall-control"


def _stated(council: Council) -> dict[str, FactValue]:
    administration = council.administration
    return {
        "governance_model": council.governance_model,
        "arrangement": council.arrangement,
        "leader_rotation": administration.rotation.period,
        "rotation_mechanism": administration.rotation.mechanism,
        "agreement": administration.agreement.status,
        "quote_rule": council.communications.quote_rule,
        "scrutiny_chairs": council.scrutiny.chairs,
        "callin_cross_group": council.scrutiny.callin.cross_group,
        "callin_partners": council.scrutiny.callin.partners,
        "casting_vote": council.meetings.casting_vote,
        "individual_decisions": council.meetings.individual_decisions,
        "register_published": council.meetings.register_published,
        "clear_days": council.calendar.clear_days,
        "council_type": council.council.type,
        "political_assistants": council.political_assistants,
        "multi_member_wards": council.multi_member_wards,
        "petition_scheme": council.petition_scheme,
        "election_cycle": council.elections.cycle,
        "protocol_status": (
            "outside"
            if "member-officer" in council.constitution.outside
            else council.constitution.protocol_status
        ),
        "remote_attendance": council.law_switches.remote_attendance.value,
        "proxy_voting": council.law_switches.proxy_voting.value,
        "governance_change": council.governance_change,
        "reorganisation": council.reorganisation,
        "intervention": council.intervention,
    }


def _numbers(council: Council) -> dict[str, FactValue]:
    """What follows from counting. Vacant seats count in the total; half is not more than half."""
    total = council.seats.total
    largest = max(group.seats for group in council.groups)
    held = sum(group.seats for group in council.groups_of(council.administration.groups))
    return {
        "control": _control(largest, total),
        "short_of_half": held * 2 <= total,
        "administration_groups": len(council.administration.groups),
        "support_groups": len(council.administration.support),
        "groups": len(council.groups),
        "ungrouped_members": council.seats.ungrouped > 0,
        "vacancies": council.seats.vacancies > 0,
    }


def _people(council: Council) -> dict[str, FactValue]:
    """What follows from which group stands where.

    A group of the last administration that has no members now is in nobody's opposition, and
    until an administration is formed no group is in opposition to it.
    """
    administration = council.administration
    now, before = set(administration.groups), set(administration.previous)
    present = {group.id for group in council.groups}
    return {
        "new_to_power": bool(before) and bool(now - before),
        "former_administration_in_opposition": bool(now) and bool((before & present) - now),
        "dual_portfolios": any(len(set(dual.leads)) > 1 for dual in administration.dual_portfolios),
        "chair_from": "administration" if council.chair_group in now else "elsewhere",
    }
