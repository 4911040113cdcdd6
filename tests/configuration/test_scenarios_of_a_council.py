"""The scenarios of `council.yaml`: overlays that are read and checked like the rest of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.configuration.overlays import change_of, joined_changes, overlaid
from drafting.configuration.reading import read_configuration
from drafting.configuration.scenarios import MOST, Scenario, nobody_yet, read_scenarios
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, Refusal, errors
from drafting.yaml_file import read_yaml_text

HEAD = "\nscenarios:\n"


def scenarios(
    vocabulary: Vocabulary, tmp_path: Path, example: str, text: str
) -> tuple[tuple[Scenario, ...], list[Finding], str]:
    """Read the example with these scenarios in the place of its own."""
    whole = example.partition("\nscenarios:")[0] + HEAD + text
    path = tmp_path / "council.yaml"
    path.write_text(whole, encoding="utf-8")
    configuration, findings = read_configuration(path, vocabulary)
    assert configuration, findings
    found, wrong = read_scenarios(configuration, vocabulary)
    return found, wrong, whole


def line_of(text: str, part: str) -> int:
    lines = text.splitlines()
    (place,) = (number for number, line in enumerate(lines, 1) if part in line)
    return place


def test_a_scenario_with_no_change_is_the_council_itself(
    vocabulary: Vocabulary, tmp_path: Path, example: str
) -> None:
    found, wrong, _ = scenarios(vocabulary, tmp_path, example, "  - {name: as it is, changes: }\n")
    assert wrong == []
    (same,) = found
    assert same.configuration
    base, _ = read_configuration(tmp_path / "council.yaml", vocabulary)
    assert base
    assert same.configuration.council == base.council.model_copy(update={"scenarios": ()})


def test_only_what_a_scenario_names_is_changed(
    vocabulary: Vocabulary, tmp_path: Path, example: str
) -> None:
    text = """\
  - name: a new deputy
    changes:
      administration: {agreement: {status: published}}
      terms: {executive: Executive}
"""
    (found,), _, _ = scenarios(vocabulary, tmp_path, example, text)
    base, _ = read_configuration(tmp_path / "council.yaml", vocabulary)
    assert base
    assert found.configuration
    council = found.configuration.council
    assert council.administration.agreement.status == "published"
    assert council.administration.support == base.council.administration.support
    assert council.terms.executive == "Executive"
    assert council.terms.leader == base.council.terms.leader


def test_the_posts_of_each_group_are_replaced_whole(
    vocabulary: Vocabulary, tmp_path: Path, example: str
) -> None:
    text = "  - {name: other posts, changes: {administration: {cabinet: {conservative: 5}}}}\n"
    (found,), _, _ = scenarios(vocabulary, tmp_path, example, text)
    assert found.configuration
    assert found.configuration.council.administration.cabinet == {"conservative": 5}


def test_a_group_is_named_by_its_id_and_a_group_of_which_nothing_is_said_is_gone(
    vocabulary: Vocabulary, tmp_path: Path, example: str
) -> None:
    text = """\
  - name: the Alliance disbands
    changes:
      seats: {ungrouped: 17}
      groups:
        independent-alliance:
        labour: {leader: Somebody Else}
"""
    (found,), _, _ = scenarios(vocabulary, tmp_path, example, text)
    assert found.configuration
    groups = found.configuration.council.groups
    assert [group.id for group in groups] == ["labour", "conservative"]
    assert groups[0].leader == "Somebody Else"
    assert groups[0].seats == 27
    told = [each.message for each in found.findings]
    assert any("no group “independent-alliance”" in each for each in told)


@pytest.mark.parametrize(
    ("changes", "at", "told"),
    [
        ("arangement: minority", "arangement", "arrangement"),
        ("arrangement: alliance", "arrangement: alliance", "minority"),
        ("seats: {total: many}", "seats: {total: many}", "whole number"),
        ("groups: {labor: {seats: 3}}", "labor", "Did you mean labour?"),
        ("groups: {labour: {seats: 1}}", "labour: {seats: 1}", "two or more"),
        ("administration: {rotation: weekly}", "rotation: weekly", "keys are needed"),
        ("scenarios: []", "scenarios: []", "not known here"),
    ],
)
def test_what_is_wrong_in_a_scenario_is_an_error_at_its_line_with_its_name(
    vocabulary: Vocabulary, tmp_path: Path, example: str, changes: str, at: str, told: str
) -> None:
    text = f"  - name: the odd one\n    changes:\n      {changes}\n"
    _, wrong, whole = scenarios(vocabulary, tmp_path, example, text)
    assert wrong
    there = [each for each in wrong if each.line == line_of(whole, at)]
    assert any(told in f"{each.message} {each.remedy}" for each in there)
    assert all("the odd one" in each.message for each in wrong)


def test_values_that_only_disagree_are_findings_of_their_scenario_at_its_line(
    vocabulary: Vocabulary, tmp_path: Path, example: str
) -> None:
    text = "  - name: one seat too many\n    changes:\n      groups: {labour: {seats: 28}}\n"
    (found,), wrong, _ = scenarios(vocabulary, tmp_path, example, text)
    assert wrong == []
    assert found.configuration
    assert errors(found.findings)


def test_two_scenarios_of_one_name_and_too_many_scenarios_are_refused(
    vocabulary: Vocabulary, tmp_path: Path, example: str
) -> None:
    text = "  - name: twice\n" * 2
    _, wrong, whole = scenarios(vocabulary, tmp_path, example, text)
    assert [each.line for each in wrong] == [len(whole.splitlines())]
    many = "".join(f"  - name: number {number}\n" for number in range(MOST + 1))
    _, wrong, _ = scenarios(vocabulary, tmp_path, example, many)
    assert f"{MOST} can be compared" in wrong[0].message


def test_a_scenario_that_is_no_overlay_is_refused_with_its_line(
    vocabulary: Vocabulary, tmp_path: Path, example: str
) -> None:
    whole = example.partition("\nscenarios:")[0] + HEAD + "  - name: a list\n    changes: [1]\n"
    path = tmp_path / "council.yaml"
    path.write_text(whole, encoding="utf-8")
    _, findings = read_configuration(path, vocabulary)
    assert line_of(whole, "changes: [1]") in [each.line for each in errors(findings)]


def test_with_nobody_in_the_administration_the_council_can_be(
    vocabulary: Vocabulary, example: str, tmp_path: Path
) -> None:
    path = tmp_path / "council.yaml"
    path.write_text(example, encoding="utf-8")
    configuration, _ = read_configuration(path, vocabulary)
    assert configuration
    source, findings = overlaid(configuration.source, nobody_yet(configuration))
    assert findings == []
    assert source.data["arrangement"] == "none-yet"
    assert source.data["seats"] == configuration.source.data["seats"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(["groups", "seats", "labour", "administration", "cabinet", "x"]), below
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["groups", "seats", "administration", "x"]), VALUES))
def test_whatever_stands_in_an_overlay_the_file_below_is_left_alone(changes: Any) -> None:
    text = "seats: {total: 20}\ngroups:\n  - {id: labour, seats: 4}\narrangement: minority\n"
    source = read_yaml_text(text, Path("council.yaml"))
    before = repr(source)
    made, _ = overlaid(source, changes)
    assert repr(source) == before
    for name in source.data:
        if name not in changes:
            assert made.data[name] == source.data[name]


def test_a_change_on_the_command_line_is_the_overlay_that_it_says() -> None:
    assert change_of("groups.green.seats = 7") == {"groups": {"green": {"seats": 7}}}
    assert change_of("administration.support=[]") == {"administration": {"support": []}}
    assert change_of("administration.leader_group=") == {"administration": {"leader_group": None}}
    joined = joined_changes([change_of("a.b=1"), change_of("a.c=[x, y]")])
    assert joined == {"a": {"b": 1, "c": ["x", "y"]}}


@pytest.mark.parametrize("said", ["", "=", "arrangement", "a..b=1", "a=[1", "a=1\nb: 2", "a=&x 1"])
def test_what_is_no_change_is_refused(said: str) -> None:
    with pytest.raises(Refusal, match="is not a change"):
        change_of(said)


def test_a_key_that_is_changed_twice_is_refused() -> None:
    with pytest.raises(Refusal, match="a is changed twice"):
        joined_changes([change_of("a=1"), change_of("a.b=2")])
