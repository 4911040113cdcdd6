"""`drafting balance` and `drafting calendar` as a person and a script meet them."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from example_council import EXAMPLE, make_workspace
from lxml import etree

from drafting import cli

pytestmark = pytest.mark.slow  # each writes and reads the files

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def program(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["drafting", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, printed.out, printed.err

    return program


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / EXAMPLE)


def _record(printed: tuple[int, str, str]) -> dict[str, Any]:
    assert printed[0] == 0
    return json.loads(printed[1])


def test_the_worksheet_shows_each_share_and_the_choice_that_is_left(run: Run, folder: Path) -> None:
    code, out, _ = run("balance", folder)
    assert code == 0
    assert "63 × 27/63 = 27" in out
    assert "3 20/63 → 3" in out
    assert "A CHOICE THAT THE LAW LEAVES TO THE COUNCIL" in out
    assert "scrutiny_in_total" in out
    assert "not legal advice" in out


def test_the_files_say_the_same_numbers_and_are_the_same_each_time(run: Run, folder: Path) -> None:
    record = _record(run("balance", folder, "--json"))
    names = {"balance.docx", "balance.csv", "balance-seats.svg", "balance-shares.svg"}
    first = {name: (folder / "out" / name).read_bytes() for name in names}
    run("balance", folder)
    assert {name: (folder / "out" / name).read_bytes() for name in names} == first
    lines = list(csv.DictReader(io.StringIO(first["balance.csv"].decode("utf-8-sig"))))
    for part in record["parts"]:
        for number, table in enumerate(part["allocations"], start=1):
            for body, cells in table.items():
                told = {
                    line["group"]: int(line["allocated"])
                    for line in lines
                    if line["body"] == body and line["allocation"] == str(number)
                }
                assert sum(told.values()) == sum(cells.values())
    words = [p.text for p in Document(str(folder / "out" / "balance.docx")).paragraphs]
    assert "Principle (c): all seats on the ordinary committees" in words


def test_each_picture_is_an_svg_with_its_text(run: Run, folder: Path) -> None:
    run("balance", folder)
    for name in ("balance-seats.svg", "balance-shares.svg"):
        svg = etree.fromstring((folder / "out" / name).read_bytes())
        assert "Labour Group" in (svg.findtext("{*}desc") or "")
        assert svg.get("role") == "img"
    circles = etree.fromstring((folder / "out" / "balance-seats.svg").read_bytes())
    assert len(circles.findall("{*}circle")) == 63


def test_a_change_of_seats_in_the_configuration_flows_through(run: Run, folder: Path) -> None:
    path = folder / "council.yaml"
    text = path.read_text()
    path.write_text(text.replace("Planning Committee, seats: 11", "Planning Committee, seats: 13"))
    record = _record(run("balance", folder, "--json"))
    assert record["parts"][0]["bodies"][0]["seats"] == 13


def test_a_defection_and_a_new_group_say_what_changes_and_what_the_law_asks(
    run: Run, folder: Path
) -> None:
    code, out, _ = run(
        "balance",
        folder,
        "--what-if",
        "labour:conservative:3",
        "--what-if",
        "conservative:reform:3",
    )
    assert code == 0
    assert "WHAT IF 3 MEMBERS FROM LABOUR TO CONSERVATIVE" in out
    assert "regulation 17(c)" in out
    assert "Reform (new group)" in out
    assert "regulation 17(b)" in out


def test_a_group_that_falls_to_one_member_ends(run: Run, folder: Path) -> None:
    _, out, _ = run("balance", folder, "--what-if", "independent-alliance:ungrouped:10")
    assert "has 1 left and ends" in " ".join(out.split())


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("labour", "does not say who moves where"),
        ("labour:green:999", "cannot leave labour"),
        ("liberal:labour", "there is no group"),
        ("vacant:labour", "cannot leave vacant, which has 0"),
        ("labour:labour", "does not say who moves where"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_nothing_is_written(
    run: Run, folder: Path, what: str, words: str
) -> None:
    code, out, err = run("balance", folder, "--what-if", what)
    assert (code, out) == (2, "")
    assert words in err
    assert not (folder / "out").exists()


def test_a_council_without_committees_is_told_where_to_list_them(run: Run, folder: Path) -> None:
    path = folder / "council.yaml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not line.startswith(("committees:", "  - {name:")))
    )
    code, _, err = run("balance", folder)
    assert code == 1
    assert "List them under `committees`" in err


def test_the_calendar_gives_each_date_with_its_rule_and_source(run: Run, folder: Path) -> None:
    record = _record(run("calendar", folder, "--json"))
    dates = {each["id"]: each for each in record["deadlines"]}
    assert dates["summons"]["day"] == "2027-05-10"
    assert dates["summons"]["law"] == ["lga-1972-sch12-p4", "si-2015-5-a2"]
    code, out, _ = run("calendar", folder)
    assert code == 0
    assert "Monday 10 May 2027" in out
    assert (folder / "out" / "dates.docx").is_file()


def test_every_date_and_step_cites_law_that_the_register_holds(run: Run, folder: Path) -> None:
    register = (Path(__file__).parents[1] / "clauses" / "law.yaml").read_text()
    dates = _record(run("calendar", folder, "--json"))["deadlines"]
    steps = _record(run("balance", folder, "--json"))["steps"]
    cited = {law for each in (*dates, *steps) for law in each["law"]}
    assert cited
    assert all(f"- id: {law}\n" in register for law in cited)


@pytest.mark.parametrize("missing", ["ortools", "icalendar"])
def test_without_the_solver_the_dates_are_there_and_a_note_says_how_to_get_the_diary(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name in [each for each in sys.modules if each.split(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    code, out, _ = run("calendar", folder)
    assert code == 0
    assert "pip install ortools icalendar" in out
    assert [path.name for path in (folder / "out").iterdir()] == ["dates.docx"]
