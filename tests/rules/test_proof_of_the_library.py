"""The library that the program comes with is proved, whatever a council answers.

A clause that breaks it fails here: the message says what is wrong, and `drafting prove` shows a
smallest council.yaml in which it is.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from drafting import cli
from drafting.commands.proof import covering_configurations, prove_library
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import errors
from drafting.library.clauses import Library
from drafting.rules.compilation import Conditions
from drafting.workspace import program_files


def _silent(_: str) -> None: ...


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the library on disk, for a test to spoil."""
    for name in ("clauses", "protocols"):
        shutil.copytree(program_files(name), tmp_path / name)
    return tmp_path / "clauses", tmp_path / "protocols"


def test_the_library_is_proved_over_every_configuration() -> None:
    began = perf_counter()
    result = prove_library(program_files("clauses"), program_files("protocols"), _silent)
    wrong = errors(result.findings)
    assert wrong == [], "\n".join(map(str, wrong))
    assert result.record["configurations"] > 1_000_000_000
    assert perf_counter() - began < 30
    assert " configurations: every lawful combination of the facts.\n" in result.summary
    assert "  Proved: every slot that must be filled has a clause (" in result.summary
    assert result.summary.splitlines()[-1].startswith("In ")


def test_every_wording_is_printed(
    library: Library, vocabulary: Vocabulary, conditions: Conditions
) -> None:
    used: set[tuple[str, str]] = set()
    for facts in covering_configurations(library, vocabulary):
        for clause in library.clauses.values():
            if conditions.of(clause).holds(facts):
                fit = (v for v in clause.variants if conditions.of_variant(clause, v).holds(facts))
                used.add((clause.id, next(fit).id))
    every = {(c.id, v.id) for c in library.clauses.values() for v in c.variants}
    assert used == every


def test_a_clause_that_breaks_the_library_fails_with_a_council_that_shows_it(
    folders: tuple[Path, Path],
) -> None:
    clause = folders[0] / "member-officer" / "principles.yaml"
    text = clause.read_text().replace("requires: []", "requires: [ungrouped-members]")
    clause.write_text(text)
    result = prove_library(*folders, _silent)
    (finding,) = errors(result.findings)
    line = text.splitlines().index("requires: [ungrouped-members]") + 1
    assert (finding.where, finding.line, finding.rule) == (
        "principles.yaml", line, "requirements-met",
    )  # fmt: skip
    assert "ungrouped-members, which is not in when every member belongs" in finding.message
    assert "  Not so: every requirement is met (" in result.summary
    assert "put this into any council.yaml:\n    governance_model: " in result.summary
    (record,) = [each for each in result.record["findings"] if each["where"] == "principles.yaml"]
    assert record["case"]["because"] == ["every member belongs to a group"]
    assert record["case"]["council.yaml"].startswith("governance_model: ")
    assert record["case"]["facts"]["ungrouped_members"] is False
    assert not result.record["proved"]


@pytest.mark.slow
def test_the_command_prints_its_proof_for_a_machine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["drafting", "prove", "--json"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    record = json.loads(capsys.readouterr().out)
    assert end.value.code == (0 if record["proved"] else 1)
    assert set(record) == {
        *("proved", "configurations", "claims", "printed", "seconds", "findings")
    }
    assert record["claims"]["required-slots-filled"] > 50


def test_without_the_solver_it_says_how_to_get_it() -> None:
    program = (
        "import sys; sys.modules['z3'] = None; sys.argv = ['drafting', 'prove']\n"
        "from drafting.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "error: the solver z3 is not installed. Install it: python3 -m pip install z3-solver"
    )
