"""Asks a person for the facts of a council, and writes a commented `council.yaml` from them.

Only what cannot be left out or worked out is asked. The answers to choose from, and the words for
them, are the vocabulary's. What its constraints rule out is not offered, and a question that they
leave one answer to is not put.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from drafting.configuration.answers import (
    Unclear,
    as_day,
    as_day_after,
    as_days,
    as_id,
    as_new_group,
    as_one,
    as_one_or_gone,
    as_one_or_none,
    as_other_title,
    as_several,
    as_text,
    as_turns,
    as_whole_number,
)
from drafting.configuration.editing import with_answers
from drafting.configuration.keys import value_at
from drafting.configuration.narrowing import Domains, narrowed
from drafting.configuration.politics import FEWEST_SEATS, MOST_SEATS, UNGROUPED
from drafting.configuration.vocabulary import FactValue, Vocabulary
from drafting.yaml_file import read_yaml_text

Ask = Callable[[str, Mapping[str, str], str], str]
"""Asks a person: the question, the values with their meanings (none = free text), a default.

The question is one line, with a line before it if the last answer could not be taken and a line
after it if there is more to say. An answer left empty is the default. Some questions take several
values, separated by commas.
"""

T = TypeVar("T")
Read = Callable[[str], T]  # makes a value of an answer; raises Unclear if it cannot

TEMPLATE = Path(__file__).with_name("new-council.yaml")
FEWEST_IN_GROUP = 2  # regulation 8, Local Government (Committees and Political Groups) Regs 1990
MAYOR, COMMITTEES = "mayor-and-cabinet", "committee-system"
LOCAL_CHOICES = (
    *("quote_rule", "scrutiny_chairs", "callin_cross_group", "callin_partners"),
    *("political_assistants", "multi_member_wards", "petition_scheme", "casting_vote"),
    *("individual_decisions", "register_published", "clear_days"),
    *("intervention", "reorganisation", "protocol_status"),
)
POSTS = ("monitoring_officer", "head_of_paid_service", "chief_finance_officer")
SEVERAL = "Separate several by commas."
HOW_TO_ANSWER = (
    "Enter takes the answer in [brackets]. Ctrl-C stops, and nothing is written. "
    "You can change every answer later, in council.yaml."
)


def interview(vocabulary: Vocabulary, ask: Ask) -> str:
    """Ask for the facts of a council and return the text of its `council.yaml`.

    What `ask` raises, such as `click.Abort`, is passed on.
    """
    text = TEMPLATE.read_text(encoding="utf-8")
    domains = {name: fact.domain for name, fact in vocabulary.facts.items()}
    person = _Person(vocabulary, ask, read_yaml_text(text, TEMPLATE).data, domains)
    _ask_about_the_council(person)
    _ask_about_seats(person)
    _ask_about_the_administration(person)
    _ask_about_elections(person)
    _ask_about_local_choices(person)
    _ask_about_officers(person)
    _ask_about_words(person)
    return with_answers(text, person.answers)


@dataclass
class _Person:
    """The person who answers, and what is known from the answers so far.

    `domains` holds the values that each fact may still have; `groups` and `seats` the names and
    the seats of the groups by their ids.
    """

    vocabulary: Vocabulary
    ask: Ask
    template: Any
    domains: Domains
    answers: dict[tuple[str, ...], object] = field(default_factory=lambda: {})
    groups: dict[str, str] = field(default_factory=lambda: {})
    seats: dict[str, int] = field(default_factory=lambda: {})
    total: int = 0

    def put(
        self,
        question: str,
        read: Read[T],
        choices: Mapping[str, str] | None = None,
        usual: str = "",
    ) -> T:
        """Ask until the answer can be read."""
        problem = ""
        while True:
            said = self.ask(f"{problem}{question}", choices or {}, usual)
            try:
                return read(said.strip())
            except Unclear as unclear:
                problem = f"{unclear}\n"

    def keep(self, key: str, question: str, read: Read[T], usual: str = "") -> T:
        """Ask for what stands at a dotted key; what the template says there is the default."""
        at = tuple(key.split("."))
        answer = self.put(question, read, usual=usual or self.usual(at))
        self.answers[at] = answer
        return answer

    def usual(self, at: tuple[str, ...]) -> str:
        """Return what the template says at a key, as an answer."""
        value = value_at(self.template, *at)
        return "" if value is None else _written(value)

    def fact(self, name: str, note: str = "") -> FactValue:
        """Ask for a fact, unless only one value is left, and keep it."""
        fact = self.vocabulary.facts[name]
        values = {_written(value): value for value in fact.domain if self.may_be(name, value)}
        word = next(iter(values))
        if len(values) > 1:
            choices = {each: fact.says(value) for each, value in values.items()}
            usual = self.usual(fact.at) if self.usual(fact.at) in choices else ""
            word = self.put(
                f"{fact.question}\n{note or fact.help}", partial(as_one, choices), choices, usual
            )
        self.answers[fact.at] = values[word]
        self.know({name: values[word]})
        return values[word]

    def know(self, facts: Mapping[str, FactValue]) -> None:
        """Take facts as known; raises `Unclear`, and takes none, if they break a constraint."""
        known = {name: (value,) for name, value in facts.items()}
        self.domains = narrowed(self.vocabulary, {**self.domains, **known})

    def may_be(self, name: str, value: FactValue) -> bool:
        """Return whether a fact may have a value, by what is known."""
        try:
            narrowed(self.vocabulary, {**self.domains, name: (value,)})
        except Unclear:
            return False
        return value in self.domains[name]

    def governed_by(self, model: str) -> bool:
        """Return whether the council has a form of governance."""
        return self.domains["governance_model"] == (model,)

    def choices(self, ids: Iterable[str]) -> dict[str, str]:
        """Return groups to choose from."""
        return {each: f"{self.groups[each]}, {self.seats[each]} seats" for each in ids}

    def short_of_half(self, ids: Iterable[str]) -> bool:
        """Return whether groups together hold no more than half of the seats."""
        return 2 * sum(self.seats[each] for each in ids) <= self.total


# The questions, section by section.


def _ask_about_the_council(person: _Person) -> None:
    person.keep("council.name", f"What is the full name of the council?\n{HOW_TO_ANSWER}", as_text)
    person.fact("council_type")
    if person.fact("governance_model") == COMMITTEES:
        person.answers["law_switches", "committee_system", "value"] = True
        _ask_for_the_law(person, "committee_system", "a committee system")


def _ask_for_the_law(person: _Person, switch: str, what: str) -> None:
    question = f"Which law allows {what} here? Name the Act or instrument and the provision."
    person.keep(f"law_switches.{switch}.source", question, as_text)
    question = "On what date did you check that it is in force?"
    person.keep(f"law_switches.{switch}.date", question, as_day)


def _ask_about_seats(person: _Person) -> None:
    question = "How many seats does the council have, filled and vacant?"
    mayor = "\nThe elected mayor does not count." if person.governed_by(MAYOR) else ""
    total = person.keep(
        "seats.total", question + mayor, partial(as_whole_number, FEWEST_SEATS, MOST_SEATS)
    )
    person.total, left, ungrouped = total, _ask_for_groups(person, total), 0
    if left:
        question = f"{_left(left)} How many are held by members of no group?"
        note = "The others are taken as vacant."
        ungrouped = person.put(
            f"{question}\n{note}", partial(as_whole_number, 0, left), usual=str(left)
        )
    person.answers["seats", "ungrouped"] = ungrouped
    person.answers["seats", "vacancies"] = left - ungrouped
    person.answers["groups",] = [
        {"id": each, "name": name, "seats": person.seats[each]}
        for each, name in person.groups.items()
    ]
    count = len(person.groups)
    for name, most in (("administration_groups", count), ("support_groups", count - 1)):
        possible = tuple(number for number in person.domains[name] if int(number) <= most)
        person.domains = {**person.domains, name: possible}
    minorities = all(person.short_of_half([each]) for each in person.groups)
    control = "no-overall-control" if minorities else "majority"
    person.know({"control": control, "groups": count, "ungrouped_members": ungrouped > 0})


def _ask_for_groups(person: _Person, left: int) -> int:
    """Ask for each group and return how many seats are left."""
    while left >= FEWEST_IN_GROUP and person.may_be("groups", len(person.groups) + 1):
        question = "What is the name of the first political group, as its notice gives it?"
        if person.groups:
            question = "What is the name of the next group? Leave it empty if there are no more."
        name = person.put(f"{question}\n{_left(left)}", partial(as_new_group, person.groups))
        if not name:
            break
        each = as_id(name)
        person.groups[each] = name
        question = f"How many seats does the {name} hold?".replace("the The", "The")
        person.seats[each] = person.put(question, partial(as_whole_number, FEWEST_IN_GROUP, left))
        left -= person.seats[each]
    return left


def _ask_about_the_administration(person: _Person) -> None:
    numbers = person.vocabulary.facts["control"].says(person.domains["control"][0])
    person.fact("arrangement", f"By the numbers, {numbers}.")
    inside = _ask_who_is_inside(person)
    outside = [each for each in person.groups if each not in inside]
    question = "Which groups have promised their votes and hold no posts?"
    supporting = _ask_for_several(person, question, "support_groups", outside)
    person.answers["administration", "groups"] = inside
    person.answers["administration", "support"] = supporting
    _ask_who_leads(person, person.choices(inside))
    if len([*inside, *supporting]) > 1:
        person.fact("agreement")
    choices = person.choices(person.groups)
    question = "Which groups ran the council before the election? Leave it empty for none."
    note = f"{SEVERAL} You may name a group that has no members any more."
    before = person.put(
        f"{question}\n{note}", partial(as_several, choices, one=as_one_or_gone), choices
    )
    person.answers["administration", "previous"] = before
    if person.domains["ungrouped_members"] == (True,):
        choices[UNGROUPED] = "a member of no group"
    question = "Which group will the council's chair belong to? Leave it empty if nobody knows yet."
    person.answers["chair_group",] = person.put(question, partial(as_one_or_none, choices), choices)


def _ask_who_is_inside(person: _Person) -> list[str]:
    single = [n for n in person.domains["administration_groups"] if n] == [1]
    fitting = [
        each
        for each in person.groups
        if not single or person.may_be("short_of_half", person.short_of_half([each]))
    ]
    question = "Which groups hold posts in the administration?"
    question = "Which group forms the administration?" if single else question
    inside = _ask_for_several(person, question, "administration_groups", fitting)
    person.know({"short_of_half": person.short_of_half(inside)})
    return inside


def _ask_for_several(
    person: _Person, question: str, count: str, groups: Sequence[str]
) -> list[str]:
    """Ask for groups, as many as a count may be, unless that leaves no choice."""
    numbers = [number for number in range(len(groups) + 1) if person.may_be(count, number)]

    def read(said: str) -> list[str]:
        chosen = as_several(groups, said)
        person.know({count: len(chosen)})
        return chosen

    if numbers in ([0], [len(groups)]):
        return read(",".join(groups if numbers[0] else ()))
    if 0 in numbers:
        question += " Leave it empty for none."
    if numbers != [1]:
        question += f"\n{SEVERAL}"
    return person.put(question, read, person.choices(groups))


def _ask_who_leads(person: _Person, choices: Mapping[str, str]) -> None:
    at = ("administration", "leader_group")
    person.fact("leader_rotation")
    if person.fact("rotation_mechanism") != "none":
        question = f"In which order do the groups hold the leader's office?\n{SEVERAL}"
        order = person.put(question, partial(as_turns, choices), choices)
        question = f"On which dates does the office pass?\n{SEVERAL}"
        person.keep("administration.rotation.dates", question, as_days)
        person.answers["administration", "rotation", "order"] = order
        person.answers[at] = order[0]
    elif choices and person.governed_by(MAYOR):
        question = "Which group does the elected mayor belong to? Leave it empty for another."
        person.answers[at] = person.put(question, partial(as_one_or_none, choices), choices)
    elif len(choices) > 1:
        person.answers[at] = person.put(
            "Which group is the leader from?", partial(as_one, choices), choices
        )
    else:
        person.answers[at] = next(iter(choices), None)


def _ask_about_elections(person: _Person) -> None:
    person.fact("election_cycle")
    question = "When was the last ordinary election?\nGive the date as 6 May 2027 or 2027-05-06."
    last = person.keep("elections.last", question, as_day)
    person.keep(
        "elections.next", "When is the next ordinary election?", partial(as_day_after, last)
    )
    person.keep("meeting.date", "When is the meeting that decides on the amendments?", as_day)
    person.fact("governance_change")


def _ask_about_local_choices(person: _Person) -> None:
    if person.governed_by(COMMITTEES):
        # Only an executive's decisions are called in, or taken by one member.
        person.know({"callin_cross_group": False, "callin_partners": True})
    for name in LOCAL_CHOICES:
        person.fact(name)
    for switch, what in (
        ("remote_attendance", "remote attendance"),
        ("proxy_voting", "voting by proxy"),
    ):
        if person.fact(switch):
            _ask_for_the_law(person, switch, what)


def _ask_about_officers(person: _Person) -> None:
    read: Read[str] = as_text
    for post in POSTS:
        called, key = post.replace("_", " "), f"officers.{post}"
        title = person.keep(f"{key}.title", f"What is the title of the {called}?", read)
        question = f"Which post acts when the {called} cannot?"
        person.keep(f"{key}.deputy_title", question, as_text, f"Deputy {title}")
        read = partial(as_other_title, title) if post == POSTS[0] else read


def _ask_about_words(person: _Person) -> None:
    question = "What is an elected member called?\nUse the words of the present constitution."
    member = person.keep("terms.member", question, as_text)
    person.keep("terms.members", "And more than one?", as_text, f"{member}s")
    if not person.governed_by(COMMITTEES):
        person.keep("terms.executive", "What is the executive called?", as_text)
    if person.governed_by(MAYOR):
        person.keep("terms.mayor", "What is the title of the elected mayor?", as_text)
    person.keep("terms.chair", "What is the title of the person who chairs the council?", as_text)


def _written(value: FactValue) -> str:
    """Return a value as a person answers it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _left(seats: int) -> str:
    return "1 seat is left." if seats == 1 else f"{seats} seats are left."
