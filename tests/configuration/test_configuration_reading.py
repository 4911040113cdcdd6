"""Reading `council.yaml`: values that cannot stand, each with its line and in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, Level

Reader = Callable[..., tuple[Configuration | None, list[Finding]]]

JARGON = re.compile(
    r"pydantic|input should|extra_forbidden|valid (string|integer|boolean|date)|NoneType"
)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_example_is_read_without_findings(read: Reader) -> None:
    configuration, findings = read()
    assert findings == []
    assert configuration is not None
    assert configuration.council.council.name == "Penfold & Wray Council"
    assert configuration.council.author == "Director of Law and Governance"
    assert configuration.council.dated.isoformat() == "2027-05-07"


def test_the_line_of_every_value_is_known(read: Reader, example: str) -> None:
    configuration, _ = read()
    assert configuration is not None
    assert configuration.line("groups", 1, "seats") == line_of(example, "seats: 19")
    assert configuration.line("groups", 1, "not-there") == line_of(example, "- id: conservative")


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        ("type: unitary", "type: unitry", "“unitry” is not one of the answers", "Use unitary, "),
        (
            "arrangement: minority-with-support",
            "arrangement: Coalision",
            "arrangement: “Coalision” is not one of the answers",
            "Use coalition, single-majority, ",
        ),
        ("cycle: whole", "cycle: 4", "elections.cycle: the number 4 is not", "Use whole, halves"),
        ("ungrouped: 6", "ungruped: 6", "“ungruped” is not known here", "mean ungrouped?"),
        ("total: 63", "total: 'many'", "where a whole number is needed", "without quotes"),
        ("total: 63", "total: 19", "seats.total is 19, which is too low", "from 20 to 130"),
        ("petition_scheme: true", "petition_scheme: yes", "the text “yes”, where true", "petition"),
        ("last: 2027-05-06", "last: 6 May 2027", "where a date is needed", "2027-05-18"),
        ("groups: [labour]", "groups: labour", "where a list is needed", "square brackets"),
        ("  quote_rule: portfolio", "  signoff_hours: 4", "“signoff_hours”", "settings.signoff_h"),
        ("signoff_hours: 24 ", "signoff_hours: 73 ", "is 73, which is too high", "from 1 to 72"),
        ("  chairs: opposition", "", "scrutiny.chairs is missing", "Who chairs overview"),
        ("petition_scheme: true", "petition_scheme:", "petition_scheme is missing", "true or"),
        ("  name: Penfold & Wray Council", "  name: 12", "the number 12, where text", "in quotes"),
        ("  name: Penfold & Wray Council", "  name: ''", "council.name is empty", "full name"),
        ("- id: conservative", "- id: The Tories", "“The Tories” is not an id", "the-tories"),
        ("jurisdiction: england", "jurisdiction: wales", "the law of Welsh councils differs", "Do"),
        ("jurisdiction: england", "jurisdiction: mars", "“mars” is not one", "Use england"),
        ("seats: 11\n    leader", "seats: 1\n    leader", "one member is not a group", "ungrouped"),
        ("{value: false}\n  comm", "{value: true}\n  comm", "where and when", "source"),
        ("deputy_title: Head of Finance\n", "\n", "deputy_title is missing", "acts when"),
        ("communications:\n      after: ", "communications:\n      aftr: ", "“aftr”", "after"),
        ("labour: 8", "labour: 0", "cabinet.labour is 0, which is too low", "1 or more"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_stand_is_reported_with_its_reason_and_remedy(
    read: Reader, old: str, new: str, message: str, remedy: str
) -> None:
    configuration, findings = read((old, new))
    assert configuration is None
    [finding] = [each for each in findings if message in each.message]
    assert finding.level is Level.ERROR
    assert remedy in finding.remedy
    assert finding.where == "council.yaml"
    assert not JARGON.search(str(finding))


def test_every_problem_is_reported_at_once_in_the_order_of_the_file(
    read: Reader, example: str
) -> None:
    _, findings = read(
        ("type: unitary", "type: unitry"),
        ("vacancies: 0", "vacancies: 1"),
        ("leader_group: labour", "leader_group: labor"),
        ("quote_rule: portfolio", "quote_rule: nobody"),
        ("name: Anjali Thornbury", "name: marian  oldcastle"),
    )
    assert [finding.line for finding in findings] == [
        line_of(example, "type: unitary"),
        line_of(example, "total: 63"),
        line_of(example, "leader_group: labour"),
        line_of(example, "quote_rule: portfolio"),
        line_of(example, "name: Anjali Thornbury"),
    ]


def test_a_missing_section_is_reported_once_with_all_its_questions(
    read: Reader, example: str
) -> None:
    section = example[example.index("scrutiny:\n") : example.index("meetings:\n")]
    _, [finding] = read((section, ""))
    assert finding.message == "scrutiny is missing."
    assert "Who chairs overview and scrutiny committees?" in finding.remedy
    assert "Must members of more than one group sign a call-in?" in finding.remedy


def test_a_key_given_twice_is_reported_and_the_file_is_still_read(read: Reader) -> None:
    configuration, [finding] = read(("vacancies: 0", "vacancies: 0\n  total: 63"))
    assert "“total” is given twice" in finding.message
    assert configuration is not None


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just text\n"])
def test_a_file_without_keys_is_reported(tmp_path: Path, vocabulary: Vocabulary, text: str) -> None:
    path = tmp_path / "council.yaml"
    path.write_text(text, encoding="utf-8")
    configuration, [finding] = read_configuration(path, vocabulary)
    assert configuration is None
    assert "holds no" in finding.message


def test_a_file_that_is_not_there_is_reported(tmp_path: Path, vocabulary: Vocabulary) -> None:
    configuration, [finding] = read_configuration(tmp_path / "council.yaml", vocabulary)
    assert configuration is None
    assert "cannot be read" in finding.message


def test_more_groups_than_the_library_covers_are_reported(read: Reader) -> None:
    many = "".join(f"  - {{id: g{n}, name: G{n}, seats: 2}}\n" for n in range(10))
    configuration, findings = read(("  - id: labour\n", f"{many}  - id: labour\n"))
    assert configuration is None
    assert any("political groups is 13; the library covers 1 to 12" in f.message for f in findings)


odd = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just([]), st.just({}),
    st.just([None]), st.just({"x": 1}), st.just([[1]]), st.just("none"), st.just("ungrouped"),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_the_file_is_answered_with_findings_in_plain_words(
    tmp_path: Path, vocabulary: Vocabulary, example: str, data: st.DataObject
) -> None:
    lines = example.split("\n")
    keyed = [n for n, line in enumerate(lines) if re.match(r"\s*(- )?[a-z_]+: \S", line)]
    for n in data.draw(st.lists(st.sampled_from(keyed), min_size=1, max_size=4)):
        start = lines[n][: lines[n].index(":")]
        value = data.draw(odd)
        lines[n] = f"{start}: {'~' if value is None else ascii_yaml(value)}"
    path = tmp_path / "council.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    _, findings = read_configuration(path, vocabulary)
    for finding in findings:
        assert finding.where == "council.yaml"
        assert finding.line
        assert finding.message
        assert not JARGON.search(str(finding))


def ascii_yaml(value: object) -> str:
    """Write a value so that YAML reads it back: text with every character spelt out."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(f"\\U{ord(c):08X}" for c in value) + '"'
        case list():
            return "[" + ", ".join(map(ascii_yaml, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{k}: {ascii_yaml(v)}" for k, v in value.items()) + "}"
        case None:
            return "null"
        case _:
            return str(value)
