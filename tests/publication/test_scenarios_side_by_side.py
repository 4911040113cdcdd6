"""Scenarios side by side, and what has lost its ground: what the two commands tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drafting.commands.drift import find_drift
from drafting.commands.ground import Ground, read_ground
from drafting.commands.scenarios import WIDTH, scenarios
from drafting.findings import Refusal
from drafting.library.interregnum import read_interregnum
from drafting.publication.drift import Fate
from drafting.publication.tabular import table
from drafting.workspace import example_files, examples, new_workspace, program_files
from tests.example_council import make_workspace

pytestmark = pytest.mark.slow  # councils are made and compared

ALONE = (
    "arrangement=minority",
    "administration.support=[]",
    "administration.agreement.status=none",
)
BY_ELECTION = ("groups.labour.seats=28", "groups.conservative.seats=18")


def workspace(folder: Path, name: str) -> Path:
    new_workspace(folder, example_files(name))
    return folder


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("scenarios") / "penfold-and-wray")


@pytest.fixture(scope="module")
def record(council: Path) -> dict[str, Any]:
    return json.loads(json.dumps(scenarios(council).record))


def clauses(record: dict[str, Any], letter: str) -> dict[str, str]:
    (found,) = (each["clauses"] for each in record["scenarios"] if each["letter"] == letter)
    return found


@pytest.mark.parametrize("name", examples())
def test_every_example_is_compared_on_lines_that_a_terminal_holds(
    tmp_path: Path, name: str
) -> None:
    told = scenarios(workspace(tmp_path / name, name)).summary
    assert max(len(line) for line in told.splitlines()) <= WIDTH
    assert "INTERREGNUM" in told


def test_a_clause_that_is_common_to_all_is_in_each_in_one_wording(record: dict[str, Any]) -> None:
    assert len(record["common"]) > 50
    letters = [each["letter"] for each in record["scenarios"]]
    for name in record["common"]:
        assert len({clauses(record, letter)[name] for letter in letters}) == 1


def test_every_clause_is_told_once(record: dict[str, Any]) -> None:
    told = [*record["common"], *(each["clause"] for each in record["other_names"])]
    told += [each["clause"] for key in ("other_wording", "turning") for each in record[key]]
    assert len(told) == len(set(told))
    everywhere: set[str] = set().union(*(each["clauses"] for each in record["scenarios"]))
    assert set(told) == everywhere


def test_what_turns_on_the_deal_is_told_with_the_fact_that_decides(record: dict[str, Any]) -> None:
    turning = {each["clause"]: each for each in record["turning"]}
    joint = turning["joint-statements"]
    assert joint["variants"] == {"A": None, "B": None, "C": "partners", "D": None, "E": None}
    decides = {each["fact"]: each["values"] for each in joint["deciding"]}
    assert decides["administration_groups"]["C"]["says"].endswith("is 2")
    wordings = {each["clause"]: each for each in record["other_wording"]}
    assert [each["fact"] for each in wordings["no-surprises"]["deciding"]] == ["arrangement"]


def test_a_clause_that_prints_other_numbers_is_not_common(record: dict[str, Any]) -> None:
    assert "leaders-group" not in record["common"]


def test_a_scenario_with_no_change_is_like_the_council_in_every_clause(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "council")
    path = folder / "council.yaml"
    text = path.read_text(encoding="utf-8").partition("\nscenarios:")[0]
    path.write_text(text + "\nscenarios:\n  - name: the same\n", encoding="utf-8")
    same = scenarios(folder).record
    assert same["other_wording"] == same["turning"] == same["other_names"] == []
    assert same["common"] == list(same["scenarios"][0]["clauses"])


def test_the_interregnum_is_the_scenario_without_an_administration(record: dict[str, Any]) -> None:
    meanwhile = record["interregnum"]
    assert meanwhile["scenario"] == "D"
    assert meanwhile["clauses"] == clauses(record, "D")
    assert meanwhile["only_then"] == ["interim-communications"]
    assert "joint-statements" in meanwhile["waiting"]
    assert not set(meanwhile["waiting"]) & set(meanwhile["clauses"])


def test_without_such_a_scenario_the_interregnum_is_worked_out_from_the_file(
    tmp_path: Path,
) -> None:
    meanwhile = scenarios(workspace(tmp_path / "harrowmere", "harrowmere")).record["interregnum"]
    assert meanwhile["scenario"] is None
    assert meanwhile["refused"] == []
    assert "interim-communications" in meanwhile["clauses"]
    assert "joint-statements" in meanwhile["waiting"]


def test_a_scenario_that_cannot_be_is_told_with_its_reason_and_the_others_are_compared(
    tmp_path: Path,
) -> None:
    result = scenarios(workspace(tmp_path / "marrowdale", "marrowdale"))
    refused = {each["name"]: each["refused"] for each in result.record["scenarios"]}
    (why,) = refused.pop("the office passes by the agreement alone")
    assert "only the council can elect a leader" in why
    assert not any(refused.values())
    assert f"Refused: {why[:40]}" in result.summary


def test_an_error_in_a_scenario_stops_the_command(tmp_path: Path) -> None:
    misspelt = ("arrangement: coalition", "arrangment: coalition")
    folder = make_workspace(tmp_path / "council", misspelt)
    with pytest.raises(Refusal, match="Did you mean arrangement"):
        scenarios(folder)


@pytest.fixture(scope="module")
def ground(council: Path) -> Ground:
    return read_ground(council)


def test_the_law_of_the_interregnum_is_there_for_every_form_and_rests_on_the_register(
    ground: Ground,
) -> None:
    law = ground.library.law
    read = read_interregnum(program_files("clauses") / "interregnum.yaml", law)
    assert set(read) == set(ground.vocabulary.facts["governance_model"].domain)
    for form in read.values():
        assert form.notes
        assert all(each in law.values() for note in form.notes for each in note.law)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("lga-2000-s9h]", "lga-2000-s9z]", "there is no law"),
        ("[lga-2000-s9h]", "[]", "names no provision"),
        ("every-form:", "every:", "'every-form' is missing"),
        ("until: until the mayor", "till: until the mayor", "no key 'till'"),
    ],
)
def test_what_is_wrong_with_the_law_of_the_interregnum_is_told_with_its_line(
    ground: Ground, tmp_path: Path, old: str, new: str, told: str
) -> None:
    text = (program_files("clauses") / "interregnum.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "interregnum.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal, match=told):
        read_interregnum(path, ground.library.law)


# Drift


def test_a_council_beside_itself_has_lost_nothing(council: Path) -> None:
    result, drifts = find_drift(council, council / "council.yaml", None, ())
    assert drifts.holds
    assert drifts.changed == []
    assert "No fact on which a clause turns has changed." in result.summary


def test_when_the_supporting_group_leaves_its_clauses_lose_their_ground(council: Path) -> None:
    before = (council / "council.yaml").read_bytes()
    _, drifts = find_drift(council, None, None, ALONE)
    lost = {each.clause_id: each for each in drifts.of(Fate.LOST)}
    assert {"supporting-groups", "confidence-and-supply-statements"} <= set(lost)
    assert lost["confidence-and-supply-statements"].deciding == ("support_groups",)
    reworded = {each.clause_id: (each.was, each.now) for each in drifts.of(Fate.REWORDED)}
    assert reworded["predetermination"] == ("agreement", "general")
    assert (council / "council.yaml").read_bytes() == before


def test_the_fact_that_took_a_ground_away_gives_it_back(council: Path, ground: Ground) -> None:
    _, drifts = find_drift(council, None, None, ALONE)
    moved = drifts.of(Fate.LOST, Fate.REWORDED, Fate.CALLED_FOR)
    assert moved
    for each in moved:
        assert each.clause
        back = {**drifts.now, **{name: drifts.drafted.facts[name] for name in each.deciding}}
        assert ground.outcomes.of(each.clause, back) == each.was


def test_a_change_on_the_command_line_and_a_scenario_that_says_the_same_agree(
    council: Path,
) -> None:
    changed, _ = find_drift(council, None, None, ALONE)
    named, _ = find_drift(council, None, "Labour alone", ())
    assert changed.record == named.record


def test_a_by_election_that_leaves_the_arrangement_reprints_only(council: Path) -> None:
    _, drifts = find_drift(council, None, None, BY_ELECTION)
    assert drifts.changed == []
    assert [each.clause_id for each in drifts.of(Fate.REPRINTED)] == ["leaders-group"]
    assert not drifts.of(Fate.LOST, Fate.REWORDED, Fate.CALLED_FOR)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (("groups.labour.seats=28",), "make 64"),
        (("arrangement=coalition",), "two groups in the administration"),
        (("arrangment=coalition",), "Did you mean arrangement"),
    ],
)
def test_a_change_to_a_council_that_cannot_be_is_refused(
    council: Path, changes: tuple[str, ...], told: str
) -> None:
    with pytest.raises(Refusal, match=told):
        find_drift(council, None, None, changes)


def test_with_nothing_to_compare_with_the_command_says_what_to_do(council: Path) -> None:
    with pytest.raises(Refusal, match="--since"):
        find_drift(council, None, None, ())


def test_an_unknown_scenario_is_refused_with_the_nearest(council: Path) -> None:
    with pytest.raises(Refusal, match="Did you mean Labour alone"):
        find_drift(council, None, "Labour aloan", ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not the audit"),
        ('{"format": "drafting/audit/1"}', "records no facts"),
        ('{"format": "drafting/audit/1", "facts": {"control": 7}, "clauses": {}}', "not a value"),
        ('{"format": "drafting/audit/1", "facts": {}, "clauses": {"x": 1}}', "damaged"),
    ],
)
def test_an_audit_that_cannot_be_read_is_refused(
    council: Path, tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "audit.json"
    path.write_text(text)
    with pytest.raises(Refusal, match=told):
        find_drift(council, path, None, ())


@pytest.fixture(scope="module")
def audit(council: Path, ground: Ground) -> dict[str, Any]:
    """What a draft of the example records of its ground."""
    configuration, findings = ground.read(council / "council.yaml")
    standing, _ = ground.standing(configuration, findings)
    assert standing
    return {
        "format": "drafting/audit/1",
        "facts": dict(standing.facts),
        "clauses": {
            name: {"variant": each.variant, "sha256": each.sha256}
            for name, each in standing.wordings.items()
        },
        "inputs": {},
    }


def test_what_was_drafted_on_the_same_facts_still_stands(
    council: Path, tmp_path: Path, audit: dict[str, Any]
) -> None:
    path = tmp_path / "audit.json"
    path.write_text(json.dumps(audit))
    assert find_drift(council, path, None, ())[1].holds
    drifts = find_drift(council, path, "Labour alone", ())[1]
    assert "supporting-groups" in [each.clause_id for each in drifts.of(Fate.LOST)]


def test_what_the_library_has_changed_is_not_put_down_to_a_fact(
    council: Path, tmp_path: Path, audit: dict[str, Any]
) -> None:
    recorded = dict(audit["clauses"])
    recorded["gone-from-the-library"] = {"variant": "general", "sha256": "0"}
    recorded["no-surprises"] = {"variant": "partners", "sha256": "0"}
    recorded["principles"] = {**recorded["principles"], "sha256": "0"}
    inputs = {"clauses/member-officer/principles.yaml": "0"}
    path = tmp_path / "audit.json"
    path.write_text(json.dumps({**audit, "clauses": recorded, "inputs": inputs}))
    drifts = find_drift(council, path, None, ())[1]
    found = {each.clause_id: each for each in drifts.clauses if each.fate is not Fate.STANDS}
    assert set(found) == {"gone-from-the-library", "no-surprises", "principles"}
    assert all(each.by_library or each.clause is None for each in found.values())
    assert all(each.deciding == () for each in found.values())


def test_columns_for_which_there_is_no_room_stand_in_a_second_table() -> None:
    letters = [chr(ord("A") + number) for number in range(12)]
    lines = table([["", *letters], ["a-clause", *("general" for _ in letters)]], 100)
    assert len(lines) == 4
    assert " ".join(lines[0].split() + lines[2].split()) == " ".join(letters)
    assert all(len(line) <= 100 for line in lines)
