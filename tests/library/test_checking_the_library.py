"""`drafting check --library`: what it is measured by is checked, and what it prints."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from drafting import cli
from drafting.assembly.names import Names, every_name, names_of
from drafting.commands import library
from drafting.commands.library import Measure, read_measure
from drafting.configuration.reading import read_configuration
from drafting.library.catalogue import read_catalogue
from drafting.library.prose import Part, prose_of
from drafting.library.reading import read_library
from drafting.library.style import read_style
from drafting.workspace import program_files
from tests.library.small_library import CATALOGUE, SmallLibrary

CLAUSES = program_files("clauses")

# What is wrong with the rules themselves is told with file and line

STYLE_YAML = """\
rules:
  - id: no-jargon
    says: A clause uses no jargon.
    message: is jargon.
    words:
      hereby: Leave it out.
"""

SLIPS_OF_STYLE = [
    ("    words:\n      hereby: Leave it out.\n", "", 2, "either words or patterns"),
    ("Leave it out.", '""', 6, "nothing says what to write instead of 'hereby'"),
    ("    words:", "    wrods:", 5, "there is no key 'wrods' here"),
    ("    words:", "    level: dreadful\n    words:", 5, "'dreadful' is no level"),
    ("    words:", "    in: [foot]\n    words:", 5, "'foot' is not known here"),
    ("    words:", "    unless: '('\n    words:", 5, "is no regular expression"),
    ("    words:\n      hereby", "    patterns:\n      '('", 6, "is no regular expression"),
    ("    words:\n      hereby: Leave it out.", "    words: [hereby]", 5, "'words' must hold"),
    ("rules:\n", "rules:\n  - {id: no-jargon, says: A., message: b., demands: [c]}\n", 3, "twice"),
]


@pytest.mark.parametrize(("before", "after", "line", "says"), SLIPS_OF_STYLE)
def test_a_slip_in_a_rule_of_style_is_told_with_file_and_line(
    tmp_path: Path, before: str, after: str, line: int, says: str
) -> None:
    path = tmp_path / "style.yaml"
    path.write_text(STYLE_YAML)
    assert read_style(path)[1] == []
    path.write_text(STYLE_YAML.replace(before, after, 1))
    told = [
        (finding.where, finding.line) for finding in read_style(path)[1] if says in str(finding)
    ]
    assert told == [("style.yaml", line)]


def test_a_slip_in_the_catalogue_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(CATALOGUE.replace("with: MOP-08", "with: MOP-80"))
    (finding,) = read_catalogue(path)[1]
    assert (finding.where, finding.line) == ("catalogue.yaml", 20)
    assert "the catalogue has no 'MOP-80'" in finding.message


def test_a_condition_of_a_rule_that_says_what_no_fact_has_is_told(tmp_path: Path) -> None:
    for name in ("facts.yaml", "catalogue.yaml"):
        (tmp_path / name).write_bytes((CLAUSES / name).read_bytes())
    (tmp_path / "style.yaml").write_text(
        STYLE_YAML.replace(
            "    words:", "    under: {governance_model: commitee-system}\n    words:"
        )
    )
    (finding,) = read_measure(tmp_path)[1]
    assert (finding.where, finding.line) == ("style.yaml", 5)
    assert "Did you mean committee-system?" in finding.remedy


# Passages and names


def test_a_wording_is_read_as_paragraphs_and_cells_with_their_lines(small: SmallLibrary) -> None:
    small.spoil("facts", "same facts.", "same\n         facts.\n         a. {{ term.member | x }}.")
    library = read_library(small.clauses, small.protocols)[0]
    passages = [p for p in prose_of(library).passages if p.variant]
    facts = [(p.part, p.text, p.line) for p in passages if p.clause.id == "facts"]
    start = library.clauses["facts"].variants[0].line
    assert facts == [
        (Part.TEXT, "All groups have the same facts.", start),
        (Part.TEXT, "□.", start + 2),
    ]
    cells = [p.text for p in passages if p.clause.id == "space" and p.part is Part.TABLE]
    assert cells == ["Who", "What", "Officers", "Advice"]


def test_every_name_is_one_that_a_council_with_a_mayor_has(measure: Measure) -> None:
    example = program_files("examples") / "penfold-and-wray" / "council.yaml"
    configuration, findings = read_configuration(example, measure.vocabulary)
    assert configuration, findings
    council = configuration.council.model_copy(update={"governance_model": "mayor-and-cabinet"})
    assert _shape(every_name()) == _shape(names_of(council))


def _shape(value: object) -> object:
    if isinstance(value, Names):
        return {name: _shape(each) for name, each in value.values.items()}
    return [_shape(each) for each in value[:1]] if isinstance(value, tuple) else type(value)


# The command


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["drafting", *arguments])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.slow
def test_the_command_needs_no_workspace_and_counts_what_it_finds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run(monkeypatch, "check", "--library") == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\d+ clauses, \d+ rules: 0 errors, \d+ warnings?, \d+ notes?\.", last), (
        last
    )


@pytest.mark.slow
def test_the_command_tells_a_machine_the_rules_and_the_findings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "check", "--library", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    rules = {rule["id"] for rule in told["rules"]}
    assert {"no-legalese", "short-sentences", "requirements-are-met"} <= rules
    assert {finding["rule"] for finding in told["findings"]} <= rules


@pytest.mark.slow
def test_the_command_ends_with_1_when_a_clause_breaks_a_rule(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("clauses", "protocols"):
        shutil.copytree(program_files(name), tmp_path / name)
    clause = tmp_path / "clauses" / "member-officer" / "principles.yaml"
    clause.write_text(
        clause.read_text().replace("    text: |\n      1. ", "    text: |\n      1. Hereby ", 1)
    )
    monkeypatch.setattr(library, "program_files", tmp_path.joinpath)
    assert _run(monkeypatch, "check", "--library") == 1
    out = capsys.readouterr().out
    assert re.search(r"error: principles\.yaml, line \d+: “Hereby” is legal jargon\.", out)
