"""The command line as a person and a script meet it: what it prints, writes and exits with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from drafting import __version__, cli
from drafting.word.package import open_package
from tests.word_files import docx, paragraph
from tests.word_files import run as run_of_text

EXAMPLE = "penfold-and-wray"
FINE, PROBLEMS, CANNOT_RUN = 0, 1, 2
COMMANDS = sorted(cli.program.commands)
OLD = ("The Leader answers questions.", "The Chair rules on points of order.")
NEW = ("The Leader must answer questions.", "The Chair rules on points of order.", "No debate.")


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> dict[str, Any]:
        """What it printed for a machine: the whole of standard output."""
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program in this process; what it does not catch fails the test."""

    def program(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["drafting", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Outcome(end.value.code, printed.out, printed.err)

    return program


@pytest.fixture
def council(tmp_path: Path, run: Run) -> Path:
    """A fresh workspace of the example."""
    folder = tmp_path / "council"
    assert run("init", folder, "--example", EXAMPLE).code == FINE
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return word_file(tmp_path / "old.docx", *OLD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return word_file(tmp_path / "new.docx", *NEW)


@pytest.fixture
def redline(tmp_path: Path, old: Path, new: Path, run: Run) -> Path:
    path = tmp_path / "redline.docx"
    assert run("compare", old, new, "-o", path).code == FINE
    return path


def word_file(path: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def body(path: Path) -> bytes:
    """The main part of a Word file."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml")


def paragraphs(path: Path) -> list[str]:
    """The text of each paragraph of a Word file that holds no tracked change."""
    assert not re.search(rb"<w:(ins|del|moveFrom|moveTo)\b", body(path))
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(run: Run, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.code == FINE
    assert f" {command} " in outcome.out.splitlines()[0]
    assert "--json" in outcome.out


def test_the_help_of_the_program_names_every_command(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == FINE
    assert all(f"  {command} " in outcome.out for command in COMMANDS)
    assert "not legal advice" in outcome.out


def test_the_program_tells_its_version_when_run_as_a_process() -> None:
    program = Path(sys.executable).with_name("drafting")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    assert done.returncode == FINE
    assert __version__ in done.stdout


def test_a_command_that_does_not_exist_cannot_run(run: Run) -> None:
    outcome = run("redraft")
    assert outcome.code == CANNOT_RUN
    assert "redraft" in outcome.err


# Making a workspace


def test_a_workspace_from_an_example_holds_its_facts_its_constitution_its_versions_and_a_schema(
    council: Path,
) -> None:
    versions = {each for each in contents(council) if each.startswith("versions/")}
    own = {"constitution.docx", "council.schema.json", "council.yaml"}
    assert set(contents(council)) - versions == own
    assert {Path(each).name for each in versions} == {"constitution.docx", "version.yaml"}


def test_the_versions_of_an_example_do_not_come_with_a_constitution_of_ones_own(
    run: Run, council: Path, tmp_path: Path
) -> None:
    own = council / "constitution.docx"
    made = run("init", tmp_path / "own", "--example", "penfold-and-wray", "--constitution", own)
    assert made.code == FINE
    assert not (tmp_path / "own" / "versions").exists()


def test_an_unknown_example_cannot_run_and_the_known_ones_are_named(
    run: Run, tmp_path: Path
) -> None:
    outcome = run("init", tmp_path / "new", "--example", "nowhere")
    assert outcome.code == CANNOT_RUN
    assert "nowhere" in outcome.err
    assert EXAMPLE in outcome.err
    assert not (tmp_path / "new").exists()


def test_making_a_workspace_overwrites_nothing_that_is_there(run: Run, council: Path) -> None:
    (council / "council.yaml").write_text("mine\n")
    (council / "council.schema.json").unlink()
    before = contents(council)
    outcome = run("init", council, "--example", EXAMPLE)
    assert outcome.code == CANNOT_RUN
    assert "council.yaml" in outcome.err
    assert contents(council) == before


def test_making_a_workspace_leaves_other_files_of_the_folder_alone(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine\n")
    assert run("init", tmp_path, "--example", EXAMPLE).code == FINE
    assert (tmp_path / "notes.txt").read_text() == "mine\n"


def test_a_workspace_takes_the_constitution_that_is_named(
    run: Run, tmp_path: Path, old: Path
) -> None:
    folder = tmp_path / "ours"
    outcome = run("init", folder, "--example", EXAMPLE, "--constitution", old)
    assert outcome.code == FINE
    assert (folder / "constitution.docx").read_bytes() == old.read_bytes()


def test_a_constitution_that_is_not_a_word_file_makes_no_workspace(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    folder = tmp_path / "ours"
    outcome = run("init", folder, "--example", EXAMPLE, "--constitution", tmp_path / "scan.pdf")
    assert outcome.code == CANNOT_RUN
    assert "PDF" in outcome.err
    assert not folder.exists()


# Checking, drafting and explaining


@pytest.mark.parametrize("command", [("check",), ("draft",), ("explain", "--in")])
def test_a_folder_without_facts_cannot_run_and_says_how_to_make_a_workspace(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    outcome = run(*command, tmp_path)
    assert outcome.code == CANNOT_RUN
    assert "council.yaml" in outcome.err
    assert "drafting init" in outcome.err


def test_the_example_checks_without_errors(run: Run, council: Path) -> None:
    outcome = run("check", council)
    assert outcome.code == FINE
    assert "0 errors" in outcome.out


def test_a_fact_that_is_wrong_is_a_problem_with_its_line(run: Run, council: Path) -> None:
    facts = council / "council.yaml"
    lines = facts.read_text(encoding="utf-8").splitlines()
    (place,) = (n for n, line in enumerate(lines, 1) if line.startswith("governance_model:"))
    lines[place - 1] = "governance_model: monarchy"
    facts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    outcome = run("check", council)
    assert outcome.code == PROBLEMS
    assert f"council.yaml, line {place}" in outcome.out
    assert run("draft", council).code == PROBLEMS
    assert not (council / "out").exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"%PDF-1.7\n", "PDF"), (b"", "empty"), (None, "cannot be read"), (b"PK\x03\x04", "damaged")],
    ids=["a PDF", "empty", "missing", "cut short"],
)
def test_a_constitution_that_cannot_be_read_is_named_and_nothing_is_written(
    run: Run, council: Path, data: bytes | None, told: str
) -> None:
    constitution = council / "constitution.docx"
    constitution.unlink()
    if data is not None:
        constitution.write_bytes(data)
    checked = run("check", council)
    assert checked.code in {PROBLEMS, CANNOT_RUN}
    assert told in checked.out + checked.err
    drafted = run("draft", council)
    assert drafted.code == CANNOT_RUN
    assert "constitution.docx" in drafted.err
    assert told in drafted.err
    assert not (council / "out").exists()


@pytest.mark.slow
def test_a_draft_writes_what_it_says_and_leaves_the_inputs_alone(run: Run, council: Path) -> None:
    before = contents(council)
    outcome = run("draft", council, "--json")
    assert outcome.code == FINE
    assert outcome.record["verified"] is True
    after = contents(council)
    assert {name: after[name] for name in before} == before
    written = {Path(path).relative_to(council).as_posix() for path in outcome.record["written"]}
    assert written == set(after) - set(before)
    assert {"out/redline.docx", "out/proposed.docx", "out/changes.json"} <= written


def test_a_clause_is_explained_in_words(run: Run, council: Path) -> None:
    outcome = run("explain", "no-surprises", "--in", council)
    assert outcome.code == FINE
    assert "no-surprises" in outcome.out.lower().replace(" ", "-")


def test_a_clause_that_is_misspelt_is_refused_with_the_nearest_name(
    run: Run, council: Path
) -> None:
    outcome = run("explain", "no-suprises", "--in", council)
    assert outcome.code != FINE
    assert "no-surprises" in outcome.err


# What might change


def test_scenarios_are_compared_without_writing_anything(run: Run, council: Path) -> None:
    before = contents(council)
    outcome = run("scenarios", council)
    assert outcome.code == FINE
    assert "COMMON TO ALL" in outcome.out
    assert "Decided by “Arrangement”" in outcome.out
    assert contents(council) == before


def test_a_clause_that_loses_its_ground_is_a_problem_and_one_that_stands_is_not(
    run: Run, council: Path
) -> None:
    before = contents(council)
    assert run("drift", council, "--since", council / "council.yaml").code == FINE
    outcome = run("drift", council, "--scenario", "Labour alone", "--json")
    assert outcome.code == PROBLEMS
    fates = {each["clause"]: each["fate"] for each in outcome.record["clauses"]}
    assert fates["supporting-groups"] == "lost"
    assert run("drift", council).code == CANNOT_RUN
    assert run("drift", council, "--change", "arrangement").code == CANNOT_RUN
    assert contents(council) == before


def test_a_scenario_that_cannot_be_is_a_warning_and_one_that_is_wrong_an_error(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "marrowdale"
    assert run("init", folder, "--example", "marrowdale").code == FINE
    outcome = run("check", folder)
    assert outcome.code == FINE
    assert "the scenario “the office passes by the agreement alone” cannot be" in outcome.out
    facts = folder / "council.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("seats: {vacancies: 0}", "seats: {vacant: 0}"), encoding="utf-8")
    outcome = run("check", folder)
    assert outcome.code == PROBLEMS
    assert "in the scenario “both by-elections" in outcome.out


# Any two Word documents


def test_a_comparison_rejects_to_the_old_document_and_accepts_to_the_new_one(
    run: Run, tmp_path: Path, redline: Path
) -> None:
    assert b"<w:ins " in body(redline)
    for decision, expected in (("reject", OLD), ("accept", NEW)):
        result = tmp_path / f"{decision}ed.docx"
        assert run(decision, redline, "-o", result).code == FINE
        assert paragraphs(result) == list(expected)


def test_a_comparison_of_a_document_with_itself_says_so_and_writes_it_unchanged(
    run: Run, tmp_path: Path, old: Path
) -> None:
    outcome = run("compare", old, old, "-o", tmp_path / "same.docx")
    assert outcome.code == FINE
    assert "The two files say the same: no tracked changes were needed." in outcome.out
    assert open_package(tmp_path / "same.docx").parts == open_package(old).parts
    record = run("compare", old, old, "-o", tmp_path / "same.docx", "--json").record
    assert record["same"] is True
    assert record["revisions"] == {"total": 0, "kinds": {}}


def test_a_comparison_is_told_in_plain_words(
    run: Run, tmp_path: Path, old: Path, new: Path
) -> None:
    outcome = run("compare", old, new, "-o", tmp_path / "redline.docx")
    counted, verified, written = outcome.out.splitlines()
    assert counted == "3 insertions, 1 deletion."
    assert verified == (
        "Verified both ways: rejecting all gives old.docx; accepting all gives new.docx."
    )
    assert re.fullmatch(r"Written in \d+\.\d seconds: .*redline\.docx", written)
    assert outcome.err == ""


def test_a_comparison_counts_as_accepting_what_it_wrote_does(run: Run, tmp_path: Path) -> None:
    words = [f"Rule {each}: a member may {each} a motion once." for each in "abcdefgh"]
    moved = [*words[1:6], words[0], *words[6:], "It is new."]
    look = run_of_text("A rule in bold.", "<w:b/>")
    before, after = (tmp_path / f"{side}.docx" for side in ("before", "after"))
    before.write_bytes(docx("".join(map(paragraph, words)) + paragraph("A rule in bold.")))
    after.write_bytes(docx("".join(map(paragraph, moved)) + f"<w:p>{look}</w:p>"))
    compared = run("compare", before, after, "-o", tmp_path / "redline.docx")
    assert "1 move" in compared.out
    assert "1 change of formatting." in compared.out
    record = run("compare", before, after, "-o", tmp_path / "redline.docx", "--json").record
    accepted = run("accept", tmp_path / "redline.docx", "-o", tmp_path / "a.docx", "--json").record
    assert record["revisions"]["kinds"] == accepted["settled"]["kinds"]
    assert record["revisions"]["total"] == accepted["settled"]["total"]


def test_what_cannot_be_tracked_is_told_once_and_stays(run: Run, tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="{}"/></w:style>'
    before, after = (tmp_path / f"{side}.docx" for side in ("before", "after"))
    before.write_bytes(docx(paragraph("words"), styles=style.format("Normal")))
    after.write_bytes(docx(paragraph("words"), styles=style.format("Body")))
    outcome = run("compare", before, after, "-o", tmp_path / "redline.docx")
    assert outcome.code == FINE
    assert outcome.out.startswith("No tracked changes were made: none can show what differs.")
    assert "accepting all gives after.docx, but for what could not be shown." in outcome.out
    (line,) = outcome.err.splitlines()
    assert line == (
        "warning: after.docx, word/styles.xml: the styles differ; "
        "tracked changes cannot show it, so the old file’s stays."
    )
    record = run("compare", before, after, "-o", tmp_path / "redline.docx", "--json").record
    (unshown,) = record["unshown"]
    assert unshown["address"] == "word/styles.xml"
    assert record["same"] is False


def test_a_comparison_is_told_to_a_machine(run: Run, tmp_path: Path, old: Path, new: Path) -> None:
    path = tmp_path / "redline.docx"
    record = run("compare", old, new, "-o", path, "--json").record
    assert record.pop("seconds").keys() == {"reading", "marking", "verifying", "writing", "total"}
    assert record == {
        "written": str(path),
        "same": False,
        "existing": "keep",
        "revisions": {"total": 4, "kinds": {"insertions": 3, "deletions": 1}},
        "verified": True,
        "verification": {
            "rejecting": {"gives": "old.docx", "verified": True},
            "accepting": {"gives": "new.docx", "verified": True},
        },
        "unshown": [],
    }


def test_earlier_tracked_changes_are_kept_refused_or_accepted_as_asked(
    run: Run, tmp_path: Path, shared: Path
) -> None:
    after, path = tmp_path / "after.docx", tmp_path / "redline.docx"
    document = open_package(shared)
    part = document.parts[document.document].replace(b"</w:body>", b"<w:p/></w:body>")
    document.replacing({document.document: part}).save(after)
    kept = run("compare", shared, after, "-o", path)
    assert "Earlier tracked changes stand in it as they were." in kept.out
    assert "rejecting what this adds gives shared.docx" in kept.out
    assert "gives after.docx, its own tracked changes accepted." in kept.out
    assert all(f'w:author="{each}"'.encode() in body(path) for each in ("Clerk", "Chair"))
    accepted = run("compare", shared, after, "-o", path, "--existing", "accept", "--json").record
    assert accepted["existing"] == "accept"
    assert accepted["verification"]["rejecting"]["gives"] == (
        "shared.docx, its earlier tracked changes accepted"
    )
    assert b"Clerk" not in re.sub(rb"<w:t[ >].*?</w:t>", b"", body(path))
    path.unlink()
    refused = run("compare", shared, after, "-o", path, "--existing", "refuse")
    assert refused.code == PROBLEMS
    assert "shared.docx: it holds 3 tracked changes already." in refused.err
    assert "after.docx: it holds 3 tracked changes already." in refused.err
    assert not path.exists()


def test_files_without_earlier_tracked_changes_compare_alike_whatever_is_asked_of_these(
    run: Run, tmp_path: Path, old: Path, new: Path, redline: Path
) -> None:
    for existing in ("keep", "refuse", "accept"):
        path = tmp_path / f"{existing}.docx"
        assert run("compare", old, new, "-o", path, "--existing", existing).code == FINE
        assert path.read_bytes() == redline.read_bytes()


def test_the_same_documents_compare_to_the_same_bytes(
    run: Run, tmp_path: Path, old: Path, new: Path, redline: Path
) -> None:
    assert run("compare", old, new, "-o", tmp_path / "again.docx").code == FINE
    assert (tmp_path / "again.docx").read_bytes() == redline.read_bytes()


def test_the_author_and_the_date_of_a_comparison_are_those_asked_for(
    run: Run, tmp_path: Path, old: Path, new: Path
) -> None:
    path = tmp_path / "dated.docx"
    run("compare", old, new, "-o", path, "--author", "A Clerk", "--dated", "2027-05-07")
    assert b'w:author="A Clerk"' in body(path)
    assert b'w:date="2027-05-07T' in body(path)


@pytest.mark.parametrize("command", ["compare-old", "compare-new", "accept", "reject"])
def test_no_command_overwrites_its_input(
    run: Run, old: Path, new: Path, redline: Path, command: str
) -> None:
    name, _, which = command.partition("-")
    inputs = [old, new] if which else [redline]
    output = new if which == "new" else inputs[0]
    before = output.read_bytes()
    outcome = run(name, *inputs, "-o", output)
    assert outcome.code == CANNOT_RUN
    assert "overwrite" in outcome.err
    assert output.read_bytes() == before


def test_an_input_is_not_overwritten_through_a_link(
    run: Run, tmp_path: Path, redline: Path
) -> None:
    link = tmp_path / "link.docx"
    link.symlink_to(redline)
    before = redline.read_bytes()
    assert run("accept", redline, "-o", link).code == CANNOT_RUN
    assert redline.read_bytes() == before


# Tracked changes of some authors, or with some ids


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A document with three insertions: the Clerk's 1 and 2, the Chair's 3."""
    body = "".join(
        f'<w:ins w:id="{number}" w:author="{author}" w:date="2026-05-01T09:00:00Z">'
        f"<w:r><w:t>{author}{number}</w:t></w:r></w:ins>"
        for number, author in ((1, "Clerk"), (2, "Clerk"), (3, "Chair"))
    )
    path = tmp_path / "shared.docx"
    path.write_bytes(docx(f"<w:p>{body}</w:p>"))
    return path


def test_changes_are_settled_by_author_and_by_id_and_counted(
    run: Run, tmp_path: Path, shared: Path
) -> None:
    result = tmp_path / "result.docx"
    outcome = run("accept", shared, "--author", "Chair", "--id", "1", "-o", result)
    assert outcome.code == FINE
    assert "2 tracked changes (insertions: 2) accepted; 1 left, by Clerk" in outcome.out
    record = run("reject", shared, "--author", "Clerk", "-o", result, "--json").record
    assert record["settled"] == {"total": 2, "kinds": {"insertions": 2}, "authors": {"Clerk": 2}}
    assert record["remaining"]["authors"] == {"Chair": 1}
    assert b"Clerk" not in body(result)
    assert b'w:id="3"' in body(result)


@pytest.mark.parametrize(
    ("choice", "told"),
    [(("--author", "clerk"), "The authors are Chair, Clerk."), (("--id", "4"), "ids are 1, 2, 3.")],
)
def test_an_author_or_an_id_of_no_change_cannot_be_settled_and_the_others_are_named(
    run: Run, tmp_path: Path, shared: Path, choice: tuple[str, str], told: str
) -> None:
    outcome = run("accept", shared, *choice, "-o", tmp_path / "result.docx")
    assert outcome.code == CANNOT_RUN
    assert told in outcome.err
    assert not (tmp_path / "result.docx").exists()


# Files that are not what they should be


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"", None], ids=["a PDF", "empty", "missing"])
@pytest.mark.parametrize("command", ["compare", "accept", "reject"])
def test_a_file_that_is_not_a_word_document_cannot_run(
    run: Run, tmp_path: Path, old: Path, command: str, data: bytes | None
) -> None:
    wrong = tmp_path / "wrong.docx"
    if data is not None:
        wrong.write_bytes(data)
    choices = [[old, wrong], [wrong, old]] if command == "compare" else [[wrong]]
    for inputs in choices:
        outcome = run(command, *inputs, "-o", tmp_path / "result.docx")
        assert outcome.code == CANNOT_RUN
        assert "wrong.docx" in outcome.err
        assert not (tmp_path / "result.docx").exists()


@pytest.mark.parametrize("which", ["old", "new"])
@pytest.mark.parametrize("way", ["symbolic link", "link", "dots", "relative", "from a link"])
def test_a_comparison_overwrites_neither_file_however_it_is_named(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    old: Path,
    new: Path,
    which: str,
    way: str,
) -> None:
    file = {"old": old, "new": new}[which]
    other = {"old": new, "new": old}[which]
    before = contents(tmp_path)
    output: Path | str = tmp_path / "output.docx"
    if way == "symbolic link":
        Path(output).symlink_to(file)
    elif way == "link":
        Path(output).hardlink_to(file)
    elif way == "dots":
        output = f"{tmp_path}/./x/../{file.name}"
    elif way == "relative":
        monkeypatch.chdir(tmp_path)
        output = f"./{file.name}"
    else:
        Path(output).symlink_to(file)
        file, output = Path(output), file
    files = [file, other] if which == "old" else [other, file]
    outcome = run("compare", *files, "-o", output)
    assert outcome.code == CANNOT_RUN
    assert "overwrite" in outcome.err
    after = contents(tmp_path)
    assert {name: after[name] for name in before} == before


def test_a_redline_that_is_refused_leaves_what_stood_at_the_output(
    run: Run, tmp_path: Path, old: Path
) -> None:
    output, wrong = tmp_path / "redline.docx", tmp_path / "wrong.docx"
    output.write_text("mine")
    wrong.write_text("Dear Sir")
    before = contents(tmp_path)
    assert run("compare", old, wrong, "-o", output).code == CANNOT_RUN
    assert contents(tmp_path) == before


STRICT = (b"http://schemas.openxmlformats.org/wordprocessingml", b"http://purl.oclc.org/ooxml/w")
BODILESS = (b"w:body", b"w:bodice")


@pytest.mark.parametrize(
    ("change", "told", "remedy"),
    [
        (STRICT, "Strict Open XML", "save it as “Word Document (*.docx)”"),
        (BODILESS, "its main part has no body", "save it as a Word document"),
    ],
    ids=["strict", "without a body"],
)
@pytest.mark.parametrize(
    "command", ["compare OLD WRONG", "compare WRONG OLD", "accept WRONG", "reject WRONG", "init"]
)
def test_a_file_that_word_must_save_again_is_refused_alike_by_every_command(
    run: Run,
    tmp_path: Path,
    old: Path,
    command: str,
    change: tuple[bytes, bytes],
    told: str,
    remedy: str,
) -> None:
    wrong, result = tmp_path / "wrong.docx", tmp_path / "result"
    made = open_package(old)
    made.replacing({made.document: made.parts[made.document].replace(*change)}).save(wrong)
    if command == "init":
        outcome = run("init", result, "--example", EXAMPLE, "--constitution", wrong)
    else:
        name, *files = command.split()
        inputs = [{"OLD": old, "WRONG": wrong}[each] for each in files]
        outcome = run(name, *inputs, "-o", result)
    assert outcome.code == CANNOT_RUN
    (line,) = outcome.err.splitlines()
    assert line.startswith("error: wrong.docx")
    assert told in line
    assert remedy in line
    assert not result.exists()


def test_an_output_that_cannot_be_written_is_named(run: Run, tmp_path: Path, redline: Path) -> None:
    (tmp_path / "file").write_text("not a folder\n")
    outcome = run("accept", redline, "-o", tmp_path / "file" / "result.docx")
    assert outcome.code == CANNOT_RUN
    assert str(tmp_path / "file") in outcome.err


# For a machine


@pytest.mark.slow
def test_every_success_is_json_when_asked(
    run: Run, tmp_path: Path, council: Path, redline: Path, old: Path, new: Path
) -> None:
    copy = tmp_path / "copy"
    assert run("init", copy, "--example", EXAMPLE, "--json").record["written"]
    assert "findings" in run("check", council, "--json").record
    assert run("explain", "no-surprises", "--in", council, "--json").record["choices"]
    compared = run("compare", old, new, "-o", tmp_path / "a.docx", "--json").record
    assert compared["verified"] is True
    for decision in ("accept", "reject"):
        output = tmp_path / f"{decision}.docx"
        assert run(decision, redline, "-o", output, "--json").record["written"] == str(output)


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "new", "--example", "nowhere"),
        ("check", "empty"),
        ("draft", "empty"),
        ("explain", "--in", "empty"),
        ("compare", "old.docx", "missing.docx", "-o", "result.docx"),
        ("accept", "missing.docx", "-o", "result.docx"),
        ("reject", "old.docx", "-o", "old.docx"),
        ("accept", "old.docx", "-o", "old.docx/result.docx"),
    ],
    ids=" ".join,
)
def test_every_refusal_is_json_when_asked(
    run: Run,
    tmp_path: Path,
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    assert old.parent == tmp_path
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    outcome = run(*arguments, "--json")
    assert outcome.code == CANNOT_RUN
    (finding,) = outcome.record["findings"]
    assert finding["level"] == "error"
    assert finding["message"]
