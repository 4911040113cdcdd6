"""Finds a council for facts: the answers in `council.yaml` from which just those facts follow.

It goes the way of `facts.py` backwards. Where many councils fit, one is taken that is easy to
read: 120 seats, and groups that are called after their place in the list.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from drafting.configuration.council import Council
from drafting.configuration.vocabulary import FactValue, Vocabulary

Answers = Mapping[tuple[str, ...], object]
"""Values of `council.yaml`, each at the path of its key, as `editing.with_answers` sets them."""

SEATS, HALF = 120, 60
MOST_OUTSIDE = 54  # seats of an administration that is short of half, if others can hold the rest
FEWEST_IN_A_GROUP = 2
ELSEWHERE = "departed"  # a group of the last administration that has no members now
NUMBERS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
NAMES = tuple(NUMBERS.split())
_LAW = "law_switches"


def answers_for(
    facts: Mapping[str, FactValue], vocabulary: Vocabulary, names: Iterable[str] | None = None
) -> dict[tuple[str, ...], object]:
    """Return answers that lead to these facts.

    With `names`, only those that the facts with these names need; other answers of the council
    into which they are put stay as they are. Facts that break a constraint have no such council,
    and what is returned for them leads to other facts.
    """
    wanted = frozenset(vocabulary.facts if names is None else names)
    answers: dict[tuple[str, ...], object] = {}
    if any(not vocabulary.facts[name].at for name in wanted):
        answers |= _politics(facts)
    for fact in vocabulary.asked():
        if fact.name in wanted:
            answers |= _answer(fact.at, facts[fact.name])
    if facts.get("governance_model") == "committee-system" and "governance_model" in wanted:
        answers |= _answer((_LAW, "committee_system", "value"), True)
    sections = tuple(Council.model_fields)
    return dict(sorted(answers.items(), key=lambda answer: sections.index(answer[0][0])))


def with_answers_put_in(data: Mapping[str, Any], answers: Answers) -> dict[str, Any]:
    """Return the data of a `council.yaml` with each answer in its place."""
    result = dict(data)
    for path, value in answers.items():
        section = result
        for step in path[:-1]:
            section[step] = dict(section.get(step) or {})
            section = section[step]
        section[path[-1]] = value
    return result


def _answer(at: tuple[str, ...], value: FactValue) -> dict[tuple[str, ...], object]:
    if at[0] == _LAW and value is True:
        # A change in the law counts only with its source and the date it was checked.
        source = {"source": "the provision that you checked", "date": datetime.date(2027, 5, 4)}
        return {at[:-1]: {"value": True, **source}}
    return {at[:-1]: {"value": value}} if at[0] == _LAW else {at: value}


def _politics(facts: Mapping[str, FactValue]) -> dict[tuple[str, ...], object]:
    """Return the groups, their seats, and who of them runs the council."""
    ids = NAMES[: int(facts["groups"])]
    inside = ids[: int(facts["administration_groups"])]
    support = ids[len(inside) :][: int(facts["support_groups"])]
    groups, ungrouped, vacancies = _seats(facts)
    outside = ids[-1] if len(ids) > len(inside) else None
    dual = [{"portfolio": "Finance", "leads": list(inside[:2])}] if facts["dual_portfolios"] else []
    administration: dict[str, object] = {
        "groups": list(inside),
        "support": list(support),
        "leader_group": inside[0] if inside else None,
        "deputy_group": inside[-1] if inside else None,
        "cabinet": None,
        "dual_portfolios": dual,
        "rotation": _rotation(facts, inside),
        "previous": _previous(facts, ids, inside),
    }
    return {
        ("seats",): {"total": SEATS, "ungrouped": ungrouped, "vacancies": vacancies},
        ("groups",): [
            {"id": name, "name": f"{name.capitalize()} Group", "seats": seats}
            for name, seats in zip(ids, groups, strict=True)
        ],
        **{("administration", key): value for key, value in administration.items()},
        ("chair_group",): inside[0] if facts["chair_from"] == "administration" else outside,
    }


def _seats(facts: Mapping[str, FactValue]) -> tuple[list[int], int, int]:
    """Return the seats of each group, those of ungrouped members, and the vacant ones."""
    groups, inside = int(facts["groups"]), int(facts["administration_groups"])
    ungrouped, vacancies = int(facts["ungrouped_members"]), int(facts["vacancies"])
    outside = groups - inside
    held = SEATS - ungrouped - vacancies
    if facts["control"] == "majority":
        rest = [FEWEST_IN_A_GROUP] * (groups - 1)
        return [held - sum(rest), *rest], ungrouped, vacancies
    if inside and not facts["short_of_half"]:
        share = HALF + 2 * FEWEST_IN_A_GROUP if outside else held
        return [*_shared(share, inside), *_shared(held - share, outside)], ungrouped, vacancies
    if inside and outside:
        share = MOST_OUTSIDE if outside > 1 else HALF
        return [*_shared(share, inside), *_shared(held - share, outside)], ungrouped, vacancies
    if groups > 1 and not inside:
        return _shared(held, groups), ungrouped, vacancies
    # All groups together hold no more than half, so the rest is ungrouped or vacant.
    rest = SEATS - HALF - vacancies
    sizes = _shared(HALF, groups)
    return (sizes, rest, vacancies) if ungrouped else (sizes, 0, SEATS - HALF)


def _shared(seats: int, groups: int) -> list[int]:
    """Return seats shared out among groups, as evenly as can be, the larger shares first."""
    if not groups:
        return []
    share, over = divmod(seats, groups)
    return [share + (place < over) for place in range(groups)]


def _rotation(facts: Mapping[str, FactValue], inside: tuple[str, ...]) -> dict[str, object]:
    rotation: dict[str, object] = {
        "period": facts["leader_rotation"],
        "mechanism": facts["rotation_mechanism"],
    }
    if rotation["period"] == "none":
        return rotation
    return {**rotation, "order": list(inside[:2]), "dates": [datetime.date(2028, 5, 16)]}


def _previous(
    facts: Mapping[str, FactValue], ids: tuple[str, ...], inside: tuple[str, ...]
) -> list[str]:
    """Return who ran the council before: some of those in it now, one outside, or one now gone."""
    if facts["former_administration_in_opposition"]:
        return [ids[-1]] if facts["new_to_power"] else [*inside, ids[-1]]
    if not facts["new_to_power"]:
        return list(inside)
    return list(inside[:1]) if len(inside) > 1 else [ELSEWHERE]
