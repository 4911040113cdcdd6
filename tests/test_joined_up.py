"""A change of seats or of a date in council.yaml flows through to every paper that prints it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from example_council import make_workspace

from drafting.commands.balance import balance
from drafting.commands.calendar import calendar
from drafting.commands.council import draft

pytestmark = pytest.mark.slow

SEATS = (
    ("    name: Labour Group\n    seats: 27", "    name: Labour Group\n    seats: 29"),
    ("    name: Conservative Group\n    seats: 19", "    name: Conservative Group\n    seats: 17"),
)
DAY = (("  date: 2027-05-18 ", "  date: 2027-05-20 "),)


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, edits in (("as it stands", ()), ("changed", (*SEATS, *DAY))):
        folder = make_workspace(tmp_path_factory.mktemp("council") / "council", *edits)
        for run in (draft, calendar):
            run(folder, *([None] if run is draft else []), lambda stage: None)  # type: ignore[arg-type]
        balance(folder, ())
        out = folder / "out"
        found[name] = {
            "report": text_of(out / "report.docx"),
            "schedule": text_of(out / "schedule-of-amendments.docx"),
            "balance": (out / "balance.csv").read_text(encoding="utf-8"),
            "diary": (out / "meetings.ics").read_text(encoding="utf-8"),
            "dates": text_of(out / "dates.docx"),
        }
    return found


@pytest.mark.parametrize(
    ("paper", "before", "now"),
    [
        ("report", "Tuesday 18 May 2027", "Thursday 20 May 2027"),
        ("schedule", "18 May 2027", "20 May 2027"),
        (
            "diary",
            "DTSTART;TZID=Europe/London:20270518T183000",
            "DTSTART;TZID=Europe/London:20270520T183000",
        ),
        ("dates", "18 May 2027", "20 May 2027"),
    ],
)
def test_the_day_of_the_meeting_is_one_in_every_paper(
    papers: dict[str, dict[str, str]], paper: str, before: str, now: str
) -> None:
    assert before in papers["as it stands"][paper]
    assert now not in papers["as it stands"][paper]
    assert now in papers["changed"][paper]


def test_seats_that_change_hands_change_what_each_group_is_due(
    papers: dict[str, dict[str, str]],
) -> None:
    assert papers["as it stands"]["balance"] != papers["changed"]["balance"]
    assert "The administration holds 27 of 63 seats" in papers["as it stands"]["report"]
    assert "The administration holds 29 of 63 seats" in papers["changed"]["report"]
