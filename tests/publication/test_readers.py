"""What changes for a reader: the proposed sentences that name them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from drafting.library.readers import Reader, read_readers
from drafting.publication.readers import named_in
from drafting.publication.schedule import Line, Schedule, Wording
from drafting.workspace import program_files


def council() -> Any:
    def post(title: str) -> SimpleNamespace:
        return SimpleNamespace(title=title)

    officers = SimpleNamespace(
        head_of_paid_service=post("Chief Executive"),
        monitoring_officer=post("Director of Law"),
        chief_finance_officer=post("Director of Finance"),
    )
    terms = {
        "member": "Councillor",
        "members": "Councillors",
        "communications_lead": "Head of News",
        "democratic_services": "Head of Meetings",
    }
    return SimpleNamespace(officers=officers, terms=SimpleNamespace(model_dump=lambda: terms))


def schedule(current: str, *proposed: str) -> Schedule:
    line = Line(
        cast(Any, None),
        "paragraph 1",
        (Wording("1", current, 1, False),),
        tuple(Wording("1", text, 1, False) for text in proposed),
    )
    day = date(2027, 5, 18)
    made = SimpleNamespace(
        council="A", meeting=day, dated=day, protocols=(("A protocol", (line,)),)
    )
    return cast(Schedule, made)


def reader(name: str) -> Reader:
    return next(each for each in read_readers(program_files("clauses")) if each.id == name)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("councillor", "A Councillor must ask."),
        ("officer", "The Director of Law must decide."),
        ("officer", "The Head of News may answer."),
        ("opposition-group-leader", "Officers must tell every group leader."),
        ("resident", "A member of the public may film a meeting."),
    ],
)
def test_a_sentence_tells_those_whom_it_names(who: str, text: str) -> None:
    (found,) = named_in(schedule("Nothing.", text), reader(who), council())
    assert found.sentences == (text,)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("councillor", "A member of the public may film a meeting."),
        ("councillor", "The Council meets in May."),
        ("resident", "A Councillor must ask."),
    ],
)
def test_a_sentence_tells_nobody_else(who: str, text: str) -> None:
    assert list(named_in(schedule("Nothing.", text), reader(who), council())) == []


def test_what_stands_today_is_no_change() -> None:
    text = "A Councillor must ask."
    found = named_in(
        schedule(text, text, "A Councillor may wait."), reader("councillor"), council()
    )
    assert [each.sentences for each in found] == [("A Councillor may wait.",)]
