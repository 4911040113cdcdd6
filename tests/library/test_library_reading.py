"""The library is read whole, and everything wrong with it is told with file and line."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from drafting.findings import Finding
from drafting.library.clauses import Force, Law, LawStatus, Library, OutlineKind
from drafting.library.reading import read_library
from tests.library.small_library import LAW

ROOT = Path(__file__).resolve().parents[2]

CLAUSE = """\
id: {id}
heading: No surprises
family: member-officer
catalogue: [MOP-30]
force: must
legal_basis: [the-act]
reason: Trust is lost fast.
if_rejected: Each would decide alone.
variants:
  - id: general
    otherwise: true
    text: |
      1. First.
      2. Second.
requires: []
excludes: []
"""

OUTLINE = """\
id: protocol
title: The Protocol
short_title: Protocol
also_known_as: []
slots:
  - slot: first
    required: true
    clauses: [first]
  - slot: second
    required: false
    clauses: [second]
"""


class Folder:
    """A small library on disk, right as it stands, for a test to spoil."""

    def __init__(self, path: Path) -> None:
        self.clauses = path / "clauses"
        self.protocols = path / "protocols"
        (self.clauses / "member-officer").mkdir(parents=True)
        self.protocols.mkdir()
        (self.clauses / "law.yaml").write_text(LAW)
        (self.protocols / "protocol.yaml").write_text(OUTLINE)
        for name in ("first", "second"):
            self.clause(name).write_text(CLAUSE.format(id=name))

    def clause(self, name: str) -> Path:
        return self.clauses / "member-officer" / f"{name}.yaml"

    def spoil(self, path: Path, before: str, after: str) -> list[Finding]:
        """Write `after` in place of `before` and return what is then found."""
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after, 1))
        return self.read()[1]

    def read(self) -> tuple[Library, list[Finding]]:
        return read_library(self.clauses, self.protocols)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_the_whole_library_reads_without_findings_and_fast() -> None:
    started = time.perf_counter()
    library, findings = read_library(ROOT / "clauses", ROOT / "protocols")
    assert findings == []
    assert time.perf_counter() - started < 5  # generous: a busy machine takes several times 0.4 s
    assert {outline.id: outline.kind for outline in library.outlines} == {
        "communications": OutlineKind.PROTOCOL,
        "meeting-arrangements": OutlineKind.PROTOCOL,
        "member-officer": OutlineKind.PROTOCOL,
        "access-to-information-rules": OutlineKind.RULES,
        "budget-and-policy-framework-rules": OutlineKind.RULES,
        "council-procedure-rules": OutlineKind.RULES,
        "executive-procedure-rules": OutlineKind.RULES,
        "scrutiny-procedure-rules": OutlineKind.RULES,
    }
    assert len(library.clauses) > 70


def test_every_clause_is_in_exactly_one_slot_of_the_library() -> None:
    library, _ = read_library(ROOT / "clauses", ROOT / "protocols")
    placed = [name for o in library.outlines for slot in o.slots for name in slot.clauses]
    assert sorted(placed) == sorted(library.clauses)


def test_a_right_library_is_read_as_it_is_written(folder: Folder) -> None:
    library, findings = folder.read()
    assert findings == []
    clause = library.clauses["first"]
    assert (clause.force, clause.when, clause.legal_basis) == (Force.MUST, None, ("the-act",))
    variant = clause.variants[0]
    lines = folder.clause("first").read_text().splitlines()
    assert lines[variant.line - 1].strip() == variant.text.splitlines()[0] == "1. First."
    law = library.law["the-act"]
    assert (law.status, law.checked) == (LawStatus.IN_FORCE, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("provision", "cited"),
    [
        ("section 100B", "Local Government Act 1972, section 100B"),
        ("the whole Act", "Local Government Act 1972"),
    ],
)
def test_law_is_cited_by_title_and_provision(provision: str, cited: str) -> None:
    law = Law(
        id="the-act",
        title="Local Government Act 1972",
        provision=provision,
        says="",
        uri="",
        extent="",
        status=LawStatus.IN_FORCE,
        checked=None,
        source="",
        note="",
    )
    assert law.cited == cited


SLIPS = [
    ("heading: No", "heding: No", 2, "there is no key 'heding' here. Did you mean heading?"),
    ("heading: No surprises\n", "", 1, "the key 'heading' is missing"),
    ("id: first", "id: furst", 1, "the id is 'furst' but the file is called 'first'"),
    ("id: first", "id: first\nwhen:", 2, "the condition is empty"),
    ("family: member-officer", "family: meetings", 3, "the folder is 'member-officer'"),
    ("force: must", "force: most", 5, "'most' is no force. Did you mean must?"),
    ("[the-act]", "[the-akt]", 6, "has no 'the-akt'. Did you mean the-act?"),
    ("[the-act]", "[]", 6, "names the law that dictates it"),
    ("[the-act]", "the-act", 6, "'legal_basis' must be a list"),
    ("[MOP-30]", "[MOP-30, MOP-30]", 4, "'MOP-30' is in 'catalogue' twice"),
    ("Trust is lost fast.", '" "', 7, "'reason' must be a text that is not empty"),
    ("requires: []", "requires: [secund]", 15, "no clause 'secund'. Did you mean second?"),
    ("excludes: []", "excludes: [secund]", 16, "no clause 'secund'. Did you mean second?"),
    ("requires: []", "requires: [first]", 15, "requires or excludes itself"),
    ("otherwise: true", "otherwise: false", 10, "either `when` or `otherwise: true`"),
    ("    otherwise: true\n", "", 10, "either `when` or `otherwise: true`"),
    ("variants:", "kind: formal\nvariants:", 9, "the kind 'formal' is not one for this family"),
    ("variants:", "variants: []\nnothing:", 9, "the clause has no variants"),
    ("requires: []", "requires: [second]\nrequires: []", 16, "given twice"),
    ("heading: No surprises", "heading: &a No surprises", 2, "anchors and aliases"),
]


@pytest.mark.parametrize(("before", "after", "line", "says"), SLIPS)
def test_a_slip_in_a_clause_is_told_with_file_and_line(
    folder: Folder, before: str, after: str, line: int, says: str
) -> None:
    findings = folder.spoil(folder.clause("first"), before, after)
    told = [f for f in findings if says in str(f)]
    assert told, [str(f) for f in findings]
    assert (told[0].where, told[0].line) == ("first.yaml", line)


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("[second]", "[third]", 11, "there is no clause 'third'"),
        ("[second]", "[first]", 11, "the clause 'first' already has a slot"),
        ("slot: second", "slot: first", 9, "two slots have the id 'first'"),
        ("[second]", "[]", 9, "the slot names no clause"),
        ("required: false", "required: perhaps", 10, "'required' must be true or false"),
        ("id: protocol", "id: protokol", 1, "the file is called 'protocol'"),
    ],
)
def test_a_slip_in_a_protocol_is_told_with_file_and_line(
    folder: Folder, before: str, after: str, line: int, says: str
) -> None:
    findings = folder.spoil(folder.protocols / "protocol.yaml", before, after)
    assert ("protocol.yaml", line) in [(f.where, f.line) for f in findings if says in f.message]


def test_a_clause_in_no_slot_is_told(folder: Folder) -> None:
    folder.clause("third").write_text(CLAUSE.format(id="third"))
    (finding,) = folder.read()[1]
    assert (finding.where, finding.line) == ("third.yaml", 1)
    assert "in no slot" in finding.message


def test_two_clauses_with_one_id_are_told(folder: Folder) -> None:
    other = folder.clauses / "communications"
    other.mkdir()
    text = CLAUSE.format(id="first").replace("member-officer", "communications")
    (other / "first.yaml").write_text(text)
    findings = folder.read()[1]
    assert "already that of communications/first.yaml" in findings[0].message


def test_two_variants_with_one_id_and_one_after_otherwise_are_told(folder: Folder) -> None:
    extra = "  - id: general\n    when: {control: majority}\n    text: 1. Last.\nrequires: []"
    messages = [f.message for f in folder.spoil(folder.clause("first"), "requires: []", extra)]
    assert messages.count("two variants have the id 'general'.") == 2
    assert "a variant after `otherwise` can never be used." in messages


def test_law_given_twice_or_with_a_wrong_date_is_told(folder: Folder) -> None:
    entry = LAW.removeprefix("law:\n").replace("2026-11-22", "last year")
    path = folder.clauses / "law.yaml"
    path.write_text(LAW + entry)
    assert [(f.where, f.line) for f in folder.read()[1]] == [("law.yaml", 10)]
    path.write_text(LAW.replace("2026-11-22", "last year"))
    (finding,) = folder.read()[1]
    assert "'checked' must be a date or false" in finding.message


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    library, findings = read_library(tmp_path / "none", tmp_path / "nothing")
    assert library.clauses == {}
    assert len(findings) == 3
