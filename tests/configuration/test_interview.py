"""The questions for a new council, and the `council.yaml` that the answers make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import click
import pytest
from click.testing import CliRunner

from drafting.cli import program
from drafting.commands import council
from drafting.configuration.facts import derive_facts
from drafting.configuration.house import Settings, Terms
from drafting.configuration.interview import TEMPLATE, interview
from drafting.configuration.keys import choices_at, value_at
from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, errors
from drafting.rules.constraints import check_constraints
from drafting.yaml_file import read_yaml_text

pytestmark = pytest.mark.slow  # each makes a council and reads it

Answers = Mapping[str, str | list[str]]
Made = Callable[[str], tuple[Configuration, list[Finding]]]

USUAL: Answers = {
    "full name": "Northmoor Council",
    "What type": "unitary",
    "Which form of governance": "leader-and-cabinet",
    "How many seats does the council": "40",
    "first political group": "Labour Group",
    "next group": ["The Greens", "Independent Alliance Group", ""],
    "does the Labour Group hold": "16",
    "does The Greens hold": "13",
    "does the Independent Alliance Group hold": "8",
    "members of no group": "2",
    "council's chair": "ungrouped",
    "before the election": "2",
    "How often": "whole",
    "last ordinary": "6 May 2027",
    "next ordinary": "2031-05-01",
    "meeting that decides": "18/5/2027",
    "Who speaks": "portfolio",
    "Who chairs": "opposition",
    "more than one group sign": "yes",
    "political assistant": "no",
    "more than one member": "y",
    "petition scheme": "n",
}
MAJORITY: Answers = {"does the Labour Group hold": "21", "does The Greens hold": "8"}
COMMITTEES: Answers = {
    "Which form of governance": "committee-system",
    "Which law": "an Act",
    "date did you check": "2026-11-02",
    "Who chairs": "not-applicable",
}


class Script:
    """Answers each question by the one piece of it that the script knows, or with its default."""

    def __init__(self, *answers: Answers) -> None:
        merged = {piece: said for each in (USUAL, *answers) for piece, said in each.items()}
        self.left = {
            piece: list(said) if isinstance(said, list) else [said]
            for piece, said in merged.items()
        }
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def __call__(self, question: str, choices: Mapping[str, str], default: str) -> str:
        self.asked.append((question, choices))
        known = [piece for piece in self.left if piece in question]
        assert len(known) <= 1, f"{known} all answer {question!r}"
        assert known or default, f"nothing answers {question!r}"
        return self.left[known[0]].pop(0) if known else default

    def hear_out(self, vocabulary: Vocabulary) -> None:
        """Put all questions but the last, and write nothing: that takes a second each time."""
        self.left["person who chairs the council"] = []
        with pytest.raises(IndexError):
            interview(vocabulary, self)

    def choices(self, piece: str) -> list[str]:
        return next(list(choices) for question, choices in self.asked if piece in question)

    def was_asked(self, piece: str) -> bool:
        return any(piece in question for question, _ in self.asked)


@pytest.fixture
def made(tmp_path: Path, vocabulary: Vocabulary) -> Made:
    """Read the text of a `council.yaml`, which must make a configuration."""

    def read(text: str) -> tuple[Configuration, list[Finding]]:
        path = tmp_path / "council.yaml"
        path.write_text(text, encoding="utf-8")
        configuration, findings = read_configuration(path, vocabulary)
        assert configuration is not None, findings
        return configuration, findings

    return read


@pytest.mark.parametrize(
    ("answers", "administration"),
    [
        (
            {"How is the council run": "minority-with-support", "forms the administration": "1",
             "promised their votes": "2", "written agreement": "private"},
            (["labour"], ["independent-alliance"], "labour"),
        ),
        (
            {"How is the council run": "coalition", "hold posts in": "Independent Alliance, labour",
             "promised their votes": "", "leader from": "labour", "written agreement": "published"},
            (["independent-alliance", "labour"], [], "labour"),
        ),
        ({**MAJORITY, "How is the council run": "single-majority"}, (["labour"], [], "labour")),
        ({"How is the council run": "none-yet"}, ([], [], None)),
        (
            {"Which form of governance": "mayor-and-cabinet", "How is the council run": "minority",
             "forms the administration": "The Greens", "mayor belong": "the-greens"},
            (["the-greens"], [], "the-greens"),
        ),
        (
            {"How is the council run": "shared-rotating", "hold posts in": "1, 2",
             "promised their votes": "", "written agreement": "private",
             "pass between groups": "annual", "what legal step": "resign-and-elect",
             "which order": "2, 1", "which dates": "16 May 2028, 15 May 2029"},
            (["labour", "the-greens"], [], "the-greens"),
        ),
        (
            {**COMMITTEES, "How is the council run": "rainbow", "leader from": "the greens",
             "written agreement": "private"},
            (["labour", "the-greens", "independent-alliance"], [], "the-greens"),
        ),
    ],
    ids=["support", "coalition", "majority", "none yet", "mayor", "rotating", "committees"],
)  # fmt: skip
def test_consistent_answers_make_a_council_that_reads_without_findings(
    vocabulary: Vocabulary,
    made: Made,
    answers: Answers,
    administration: tuple[list[str], list[str], str | None],
) -> None:
    configuration, findings = made(interview(vocabulary, Script(answers)))
    assert findings == []
    council = configuration.council
    facts = derive_facts(council)
    assert check_constraints(facts, vocabulary, configuration.source) == []
    found = council.administration
    assert (list(found.groups), list(found.support), found.leader_group) == administration
    assert facts["arrangement"] == answers["How is the council run"]
    assert (council.seats.ungrouped, council.seats.vacancies) == (2, 1)
    assert council.meeting.date == date(2027, 5, 18)


def by_chance(random: Random) -> council.Ask:
    """Answer as somebody who knows what kind of answer is wanted, and leaves the rest to chance."""

    def ask(question: str, choices: Mapping[str, str], default: str) -> str:
        if choices:
            several = len(choices) if "commas" in question else 1
            return ",".join(random.sample(list(choices), random.randint(1, several)))
        if "which dates" in question:
            return "2028-05-16, 2029-05-15"
        if "date" in question or "When " in question:
            return f"{2060 if 'next' in question else random.randint(2020, 2040)}-05-06"
        if "eats" in question and "name" not in question:
            return default or str(random.randint(2, 70))
        return default or f"The {random.choice('ABCDEFGHIJKL')} Group"

    return ask


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 12))]
)
def test_whatever_is_answered_the_council_reads_and_breaks_no_constraint(
    vocabulary: Vocabulary, made: Made, seed: int
) -> None:
    configuration, findings = made(interview(vocabulary, by_chance(Random(seed))))  # noqa: S311
    assert errors(findings) == []
    facts = derive_facts(configuration.council)
    assert check_constraints(facts, vocabulary, configuration.source) == []


@pytest.mark.parametrize(
    ("answers", "offered"),
    [
        (MAJORITY, ["single-majority", "none-yet"]),
        (
            {"Which form of governance": "mayor-and-cabinet"},
            ["coalition", "minority", "minority-with-support", "rainbow", "none-yet"],
        ),
        (
            {"next group": ["The Greens", ""], "members of no group": "11"},
            ["coalition", "minority", "minority-with-support", "shared-rotating", "none-yet"],
        ),
    ],
    ids=["a majority", "a mayor", "two groups"],
)
def test_only_the_arrangements_that_fit_the_numbers_are_offered(
    vocabulary: Vocabulary, answers: Answers, offered: list[str]
) -> None:
    script = Script(answers, {"How is the council run": "none-yet"})
    script.hear_out(vocabulary)
    assert script.choices("How is the council run") == offered


def test_what_follows_from_the_numbers_is_not_asked(vocabulary: Vocabulary) -> None:
    script = Script(MAJORITY, {"How is the council run": "single-majority"})
    script.hear_out(vocabulary)
    for piece in (
        "forms the administration",
        "promised",
        "leader from",
        "written agreement",
        "pass between",
    ):
        assert not script.was_asked(piece)
    assert script.choices("Who speaks") == ["leader-only", "portfolio"]


def test_groups_end_when_the_seats_are_used_up(vocabulary: Vocabulary, made: Made) -> None:
    script = Script({"next group": "The Greens", "does The Greens hold": "24"},
                    {"How is the council run": "none-yet", "council's chair": ""})  # fmt: skip
    configuration, _ = made(interview(vocabulary, script))
    seats = configuration.council.seats
    assert (seats.ungrouped, seats.vacancies) == (0, 0)
    assert not script.was_asked("members of no group")
    assert configuration.council.chair_group is None


@pytest.mark.parametrize(
    ("piece", "wrong", "right", "said"),
    [
        ("last ordinary", "31 Feb 2027", "6 May 2027", "“31 Feb 2027” is not a date"),
        ("next ordinary", "2027-05-06", "2031-05-01", "is not after 2027-05-06"),
        ("How many seats does the council", "forty", "40", "is not a whole number from 20 to 130"),
        ("does The Greens hold", "1", "13", "“1” is not a whole number from 2 to 24"),
        ("does The Greens hold", "25", "13", "“25” is not a whole number from 2 to 24"),
        ("next group", "LABOUR", "The Greens", "too like another"),
        ("first political group", "", "Labour Group", "cannot be left empty"),
        ("full name", "Northmoor\x1b[A", "Northmoor", "all of which can be seen"),
        ("How often", "4", "3", "“4” is not one of the answers"),
        ("What type", "borough", "lon", "“borough” is not one of the answers"),
        ("title of the head", "monitoring officer", "Chief Executive", "cannot hold this post"),
        ("council's chair", "liberal", "labour", "“liberal” is not one of the answers"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_asked_for_again_with_one_line_on_why(
    vocabulary: Vocabulary, piece: str, wrong: str, right: str, said: str
) -> None:
    rest = ["Independent Alliance Group", ""] if piece == "next group" else []
    script = Script({"How is the council run": "none-yet"}, {piece: [wrong, right, *rest]})
    script.hear_out(vocabulary)
    first, again = [question for question, _ in script.asked if piece in question][:2]
    problem, _, question = again.partition("\n")
    assert said in problem
    assert question == first


def test_too_many_groups_for_a_coalition_are_refused_in_the_words_of_the_vocabulary(
    vocabulary: Vocabulary,
) -> None:
    inside = {"hold posts in": ["1,2,3", "1,2"], "promised": "", "leader from": "2"}
    script = Script({"How is the council run": "coalition", "written agreement": "verbal"}, inside)
    script.hear_out(vocabulary)
    told = next(each for each in vocabulary.constraints if each.id == "coalition-has-two").message
    assert any(question.startswith(f"{told}\n") for question, _ in script.asked)


def test_a_group_that_has_gone_may_have_run_the_council(vocabulary: Vocabulary, made: Made) -> None:
    script = Script(
        {"How is the council run": "none-yet", "before the election": "Old Whigs Group, 1"}
    )
    configuration, findings = made(interview(vocabulary, script))
    assert configuration.council.administration.previous == ("old-whigs", "labour")
    assert errors(findings) == []


@pytest.mark.slow
def test_a_law_that_is_in_force_is_recorded_with_its_source(
    vocabulary: Vocabulary, made: Made
) -> None:
    law = {"meetings remotely": "yes", "Which law": "An Act, s 1", "date did you": "2027-01-02"}
    script = Script({"How is the council run": "none-yet"}, law)
    configuration, findings = made(interview(vocabulary, script))
    switch = configuration.council.law_switches.remote_attendance
    assert (switch.value, switch.source, switch.date) == (True, "An Act, s 1", date(2027, 1, 2))
    assert findings == []


@pytest.mark.slow
def test_every_comment_of_the_template_is_kept(vocabulary: Vocabulary) -> None:
    text = interview(vocabulary, Script({"How is the council run": "none-yet"}))
    template = TEMPLATE.read_text(encoding="utf-8").splitlines()
    comments = [line for line in template if line.strip().startswith("#")]
    assert [line for line in text.splitlines() if line.strip().startswith("#")] == comments


def test_the_template_names_every_answer_and_holds_the_usual_words_and_numbers(
    vocabulary: Vocabulary,
) -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    data: Any = read_yaml_text(text, TEMPLATE).data
    answers = [str(value).lower() for fact in vocabulary.asked() for value in fact.values]
    assert [each for each in (*answers, *choices_at("council", "type")) if each not in text] == []
    assert value_at(data, "terms") == Terms().model_dump()
    assert value_at(data, "settings") == Settings().model_dump()


def test_nothing_is_left_behind_when_the_person_stops(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    script = Script({"How is the council run": "none-yet"})
    script.left["Who speaks"] = []

    def ask(question: str, choices: Mapping[str, str], default: str) -> str:
        if "Who speaks" in question:
            raise click.Abort
        return script(question, choices, default)

    with pytest.raises(click.Abort):
        council.init(folder, None, None, ask)
    assert list(tmp_path.iterdir()) == []


def test_the_terminal_takes_the_numbers_that_it_shows_and_writes_nothing_when_input_ends(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "council"
    typed = "Northmoor Council\n2\n1\n"
    shown = CliRunner().invoke(program, ["init", str(folder)], input=typed)
    assert "  2  mayor-and-cabinet   the council has an elected mayor and cabinet" in shown.output
    assert "How many seats does the council have" in shown.output
    assert not folder.exists()
