"""What groups ask for is met or refused with its reason, and never left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.commands.council import check, init
from drafting.configuration.vocabulary import read_vocabulary
from drafting.findings import Finding, Level, Refusal
from drafting.library.reading import read_library
from drafting.library.requests import REQUESTS, read_requests
from drafting.rules.requests import check_requests
from drafting.workspace import program_files

pytestmark = pytest.mark.slow  # councils are checked

CLAUSES = program_files("clauses")
LIBRARY = read_library(CLAUSES, program_files("protocols"))[0]
VOCABULARY = read_vocabulary(CLAUSES / "facts.yaml")

ONE = """\
requests:
  - id: pigeon-post
    asked: Members vote by pigeon
    met_when: {remote_attendance: true}
    because: A pigeon is not present.
    instead: Members attend in person.
    clause: attendance
    legal_basis: [lga-1972-sch12-p39]
"""


def _found(folder: Path, text: str) -> list[Finding]:
    (folder / REQUESTS).write_text(text)
    requests, findings = read_requests(folder, LIBRARY)
    return [*findings, *check_requests(requests, VOCABULARY)]


def test_the_requests_that_come_with_the_library_are_right() -> None:
    requests, findings = read_requests(CLAUSES, LIBRARY)
    assert findings == []
    assert list(check_requests(requests, VOCABULARY)) == []
    for request in requests.values():
        for said in (request.because, request.instead):
            assert said.endswith("."), request.id
        assert not request.asked.endswith("."), request.id


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("clause: attendance", "clause: attendence", "there is no clause 'attendence'"),
        ("lga-1972-sch12-p39", "lga-1972-sch12-p93", "the register of law has no"),
        ("remote_attendance", "remote_attendence", "remote_attendence"),
        ("because:", "becoz:", "there is no key 'becoz'"),
    ],
)
def test_a_slip_in_the_file_is_found_with_its_line(
    tmp_path: Path, before: str, after: str, says: str
) -> None:
    assert _found(tmp_path, ONE) == []
    found = [each for each in _found(tmp_path, ONE.replace(before, after)) if says in each.message]
    assert found
    assert all(each.where == REQUESTS and each.line for each in found)


def test_marrowdale_is_told_what_is_refused_why_and_what_it_gets_instead(tmp_path: Path) -> None:
    init(tmp_path / "m", "marrowdale", None, None)
    told = [each for each in check(tmp_path / "m").findings if "refused" in each.message]
    assert [each.level for each in told] == [Level.NOTE, Level.NOTE]
    remote, sign_off = told
    assert "lets members attend remotely" in remote.message
    assert "Schedule 12, paragraph 39" in remote.message
    assert remote.remedy.startswith("Instead: Members attend in person.")
    assert "Civil Contingencies Act 2004" in sign_off.message


def test_a_request_that_nobody_knows_is_an_error_with_the_nearest_known_one(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "m"
    init(folder, "marrowdale", None, None)
    path = folder / "council.yaml"
    path.write_text(path.read_text().replace("[remote-attendance,", "[remote-attendence,"))
    wrong = [each for each in check(folder).findings if each.level is Level.ERROR]
    assert ["remote-attendence" in each.message for each in wrong] == [True]
    assert "remote-attendance" in wrong[0].remedy


def test_a_request_about_a_rule_that_the_council_does_not_get_does_not_arise(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "m"
    init(folder, "marrowdale", None, None)
    path = folder / "council.yaml"
    path.write_text(path.read_text().replace("[remote-attendance,", "[council-removes-the-mayor,"))
    told = [each for each in check(folder).findings if "does not arise" in each.message]
    assert [each.level for each in told] == [Level.WARNING]
    assert told[0].where == "council.yaml"


def test_a_file_of_requests_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        read_requests(tmp_path, LIBRARY)
