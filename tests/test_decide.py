"""What full council carried, drafted without what it lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from drafting.amendment.floor import read_floor
from drafting.commands.council import init
from drafting.commands.decision import decide
from drafting.commands.ready import ready
from drafting.findings import Refusal
from drafting.publication.draft import draft
from drafting.publication.redline import Stamp
from drafting.word.atoms import text_of
from drafting.word.package import open_package
from drafting.word.xml import name

STAMP = Stamp("Monitoring Officer", "2027-05-07T09:00:00Z")
LOST = (
    "no-surprises",
    "order-of-telling",
    "partners-disagree",
    "exempt-material-and-embargoes",
    "internal-communications",
)
FLOOR = """
amendments:
  - address: Council Procedure Rule 2.2
    wording: No ordinary meeting lasts longer than four hours. See Rule 3.1.
    mover: Councillor A. Member
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of an example; tests draft into it what they decide."""
    made = tmp_path_factory.mktemp("decide") / "harrowmere"
    init(made, "harrowmere", None, None)
    return made


def record(folder: Path, file: str) -> Mapping[str, Any]:
    return json.loads((folder / "out" / "decided" / file).read_text())


def messages(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return "\n".join(str(each) for each in refused.value.findings)


@pytest.mark.slow
def test_what_was_carried_is_drafted_and_what_was_lost_is_recorded(folder: Path) -> None:
    (folder / "floor.yaml").write_text(FLOOR)
    decide(folder, (), LOST, folder / "floor.yaml", None, lambda stage: None)
    changes = record(folder, "changes.json")["changes"]
    ids = {each["id"] for each in changes}
    lost = set(record(folder, "decision.json")["lost"])
    assert len(lost) == len(LOST)
    assert not ids & lost
    assert set(record(folder, "decision.json")["carried"]) < ids
    (moved,) = [each for each in changes if each["mover"]]
    assert moved["provisions"][0]["cited"] == "Council Procedure Rule 2.2"
    package = open_package(folder / "out" / "decided" / "proposed.docx")
    texts = [text_of(each) for each in package.root(package.document).iter(name("w:p"))]
    assert "No ordinary meeting lasts longer than four hours. See Rule 3.1." in texts
    assert "No surprises" not in texts
    assert not (folder / "out" / "changes.json").exists()
    report = open_package(folder / "out" / "decided" / "report.docx")
    told = [text_of(each) for each in report.root(report.document).iter(name("w:p"))]
    first = told.index("What full council carried and lost")
    headings = [each["heading"] for each in changes if each["clause"]]
    assert (
        f"Full council carried {len(headings)} of the {len(headings) + len(LOST)} changes"
        in (told[first + 1])
    )
    lost_, moved_, carried = (
        told.index(each, first) for each in ("Lost", "Moved at the meeting and carried", "Carried")
    )
    assert "No surprises" in told[lost_:moved_]
    assert "Councillor A. Member" in told[moved_:carried]
    assert "No surprises" not in told[carried : told.index("Background")]
    assert not {"Recommendations", "Options", "Purpose"} & set(told)


@pytest.mark.slow
def test_a_set_that_cannot_stand_is_refused_with_what_would_do(folder: Path) -> None:
    with pytest.raises(Refusal) as refused:
        decide(folder, (), LOST[:1], None, None, lambda stage: None)
    told = messages(refused)
    assert "is lost, and what is carried needs it: communications.order-of-telling" in told
    assert all(f"--lose communications.{each}" in told for each in LOST[1:])
    assert "Or carry these too: member-officer.no-surprises." in told
    with pytest.raises(Refusal) as refused:
        decide(folder, (), ("council-procedure-rules.quorum",), None, None, lambda stage: None)
    assert "Local Government Act 1972, Schedule 12, paragraphs 6 and 45" in messages(refused)
    with pytest.raises(Refusal, match="both carried and lost"):
        decide(folder, LOST, LOST[:1], None, None, lambda stage: None)
    with pytest.raises(Refusal, match="no change “no-surprise”"):
        decide(folder, ("no-surprise",), (), None, None, lambda stage: None)


def test_a_file_of_amendments_says_where_it_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "floor.yaml"
    path.write_text(FLOOR)
    (read,) = read_floor(path)
    assert (read.address, read.mover, read.line) == (
        "Council Procedure Rule 2.2",
        "Councillor A. Member",
        3,
    )
    path.write_text(FLOOR.replace("    mover: Councillor A. Member", "    colour: red"))
    with pytest.raises(Refusal) as refused:
        read_floor(path)
    assert "line 5: “colour” is not known." in messages(refused)
    assert "line 3: mover is missing" in messages(refused)
    for text in ("", "amendments:\n", "amendments: [1]\n", "- 1\n"):
        path.write_text(text)
        with pytest.raises(Refusal):
            read_floor(path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("Council Procedure Rule 2.99", "leads to no one provision that stays"),
        ("nowhere", "leads to no one provision that stays"),
        ("section 9F of the Local Government Act 2000", "leads to no one provision that stays"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(
    folder: Path, address: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "floor.yaml"
    path.write_text(FLOOR.replace("Council Procedure Rule 2.2", address))
    found = ready(folder, lambda stage: None)
    with pytest.raises(Refusal, match=told):
        draft(
            found.configuration,
            found.facts.library,
            found.plan,
            STAMP,
            read_floor(path),
        )
