"""What `check` says of a council's own clauses, and what the other commands make of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from example_council import make_workspace

from drafting.cli import program
from drafting.commands import council
from drafting.commands.own_clauses import check_own_clauses
from drafting.commands.own_words import Councils, own_record
from drafting.commands.proof import prove_library
from drafting.configuration.reading import read_configuration
from drafting.configuration.vocabulary import read_vocabulary
from drafting.findings import Level, Refusal
from drafting.library.clauses import Clause, Force, Library
from drafting.library.own_library import with_own_clauses
from drafting.publication.draft import assemble_protocols
from drafting.workspace import program_files
from tests.own_texts import LIBRARY, leaving_out, overlay, own

pytestmark = pytest.mark.slow  # councils are made, checked and drafted

CLAUSES = program_files("clauses")
VOCABULARY = read_vocabulary(CLAUSES / "facts.yaml")
Checked = Callable[..., list[str]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the example council, whose arrangement is a minority with support."""
    return make_workspace(tmp_path_factory.mktemp("own") / "council")


@pytest.fixture
def checked(workspace: Path, tmp_path: Path) -> Checked:
    """Write files into a folder of clauses; return everything that is said of it."""

    def check(library: Library = LIBRARY, **files: str) -> list[str]:
        for name, text in files.items():
            (tmp_path / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        combined, wrong = with_own_clauses(library, tmp_path)
        councils = Councils(library, combined, VOCABULARY, CLAUSES)
        configuration, _ = read_configuration(workspace / "council.yaml", VOCABULARY)
        assert configuration is not None
        assembly = assemble_protocols(configuration, combined, VOCABULARY)
        found = [*wrong, *assembly.findings]
        found += check_own_clauses(councils, configuration, assembly)
        assert all(each.where.startswith("clauses/") for each in found), found
        return [str(each) for each in found]

    return check


def test_a_council_without_clauses_of_its_own_hears_nothing(checked: Checked) -> None:
    assert checked() == []


def test_what_an_overlay_changes_is_told_with_the_force_that_allows_it(checked: Checked) -> None:
    said = checked(correspondence=overlay("correspondence", "Nobody uses", "Everybody uses"))
    assert said == [
        "note: clauses/correspondence.yaml, line 31: rewords the wording “general” of "
        "“Correspondence”, whose force is `convention`, so it may be reworded: in 1, “Nobody” "
        "becomes “Everybody”."
    ]


def test_a_wording_that_does_not_stand_for_the_council_is_told(checked: Checked) -> None:
    said = checked(no_surprises=overlay("no-surprises", "the leader of every group, all", "all"))
    assert "(for this council the wording “minority” stands instead)" in said[0]


def test_an_own_clause_is_told_with_its_place(checked: Checked) -> None:
    assert checked(filming=own()) == [
        "note: clauses/filming.yaml, line 1: a clause of the council's own, after correspondence "
        "in the Protocol on Member and Officer Relations. Its force is `convention`, and it is in."
    ]


@pytest.mark.parametrize(
    ("old", "new", "level", "says"),
    [
        # What a clause may provide, by its force: an error.
        ("Nobody uses", "Nobody must use", "error", "[convention-says-what-is-done]"),
        ("Nobody uses", "By statute nobody uses", "error", "[no-law-without-a-source]"),
        # How the library is written: a warning.
        ("Nobody uses", "Nobody shall use", "warning", "[no-legalese]"),
        ("Nobody uses", "Nobody uses uses", "warning", "[no-doubled-words]"),
        ("Nobody uses", "The Cabinet uses", "warning", "[own-words-of-the-council]"),
        # What a template may hold: an error.
        ("Nobody uses", "{{ term.nobody }} uses", "error", "there is no name 'nobody' here"),
        ("Nobody uses", "{{ ref('dreams') }} uses", "error", "'dreams'"),
        ("Nobody uses", "{{ ref('no-surprises') }} uses", "error", "Add it to `requires`"),
    ],
)
def test_the_rules_of_the_library_hold_for_a_councils_words(
    checked: Checked, old: str, new: str, level: str, says: str
) -> None:
    said = checked(correspondence=overlay("correspondence", old, new))
    assert any(
        each.startswith(f"{level}: clauses/correspondence.yaml, line 31: ") and says in each
        for each in said
    ), said


def test_a_wording_may_refer_to_a_clause_that_the_overlay_requires(checked: Checked) -> None:
    text = overlay("correspondence", "Nobody uses", "{{ ref('no-surprises') }} says nobody uses")
    said = checked(correspondence=text + "requires: [no-surprises]\n")
    assert [each for each in said if each.startswith("error")] == []


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% for x in range(10000000000) %}{{ x }}{% endfor %}",
        "{% for g in groups %}{% for h in groups %}{{ h.name }}{% endfor %}{% endfor %}",
        "{% set x = 'a' * 10000000000 %}",
        "{{ 'a' * 10000000000 }}",
        "{{ lipsum(100000) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ unfinished",
    ],
)
def test_a_template_of_a_council_can_do_nothing_but_print_its_words(
    checked: Checked, attack: str
) -> None:
    # The first wording of no-surprises does not stand for this council, and is looked at too.
    mine = overlay("no-surprises", "the leader", attack)
    said = checked(filming=own(text=attack), no_surprises=mine)
    for name in ("filming", "no-surprises"):
        assert any(each.startswith(f"error: clauses/{name}.yaml, line") for each in said), said


@pytest.mark.parametrize("mark", ["\\x1b[2J", "\\u202e", "\\ue000", "\\0", "\\ufffe"])
def test_characters_that_hide_or_cannot_be_printed_are_refused(checked: Checked, mark: str) -> None:
    text = own().replace("heading: Filming", f'heading: "Fil{mark}ming"')
    said = checked(filming=text)
    assert "error: clauses/filming.yaml, line 2: the text contains U+" in said[0]
    assert all(each.isprintable() for each in said)


def test_a_text_that_is_too_long_is_refused(checked: Checked) -> None:
    said = checked(filming=own(text="word " * 5_000))
    assert "the text is longer than 20,000 characters" in said[0]


def test_a_clause_that_another_requires_may_not_be_left_out_alone(checked: Checked) -> None:
    name = "confidence-of-group-advice"
    said = checked(**{name: leaving_out(name)})
    assert any(f"error: clauses/{name}.yaml, line" in each for each in said)
    assert any("no-surprises requires confidence-of-group-advice" in each for each in said)


def test_a_clause_without_which_the_library_is_not_whole_may_not_be_left_out(
    checked: Checked,
) -> None:
    name = "officers-serve-the-whole-council"
    said = checked(**{name: leaving_out(name)})
    assert any("the library is not whole without MOP-03" in each for each in said)


def test_an_own_clause_may_not_exclude_one_that_stands(checked: Checked) -> None:
    said = checked(filming=own() + "excludes: [statutory-officers]\n")
    assert any("filming and statutory-officers exclude each other" in each for each in said)


def test_a_condition_of_an_own_clause_is_one_over_facts(checked: Checked) -> None:
    said = checked(filming=own() + "when: {weather: fine}\n")
    assert any("there is no fact 'weather'" in each for each in said)
    said = checked(filming=own() + "when: {governance_model: mayor-and-cabinet}\n")
    assert said[0].endswith("and it is not in.")


# A later library.


def _later(name: str, **changes: object) -> Library:
    clause: Clause = replace(LIBRARY.clauses[name], **changes)  # pyright: ignore[reportArgumentType]
    return replace(LIBRARY, clauses={**LIBRARY.clauses, name: clause})


def _says(name: str, old: str, new: str) -> Library:
    variants = LIBRARY.clauses[name].variants
    changed = tuple(replace(each, text=each.text.replace(old, new)) for each in variants)
    assert changed != variants
    return _later(name, variants=changed)


def test_what_a_later_library_says_under_an_overlay_is_shown(checked: Checked) -> None:
    mine = overlay("correspondence", "Nobody uses", "Everybody uses")
    said = checked(_says("correspondence", "blind copies", "hidden copies"), correspondence=mine)
    assert [each for each in said if each.startswith("warning")] == [
        "warning: clauses/correspondence.yaml, line 24: the library's text for the wording "
        "“general” of correspondence has changed since this was written: in 1, “blind” becomes "
        "“hidden”. Take into `text` what you want of it, and put the library's new text under "
        "`instead_of` (`drafting overlay correspondence --print` prints it)."
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"force": Force.CHOICE}, "the force of correspondence was `convention` when this was"),
        ({"legal_basis": ("lga-1972-s3",)}, "was none when this was written, and is lga-1972-s3"),
        (
            {"when": {"control": ["majority", "no-overall-control"]}},
            "was “in every configuration” when",
        ),
        (
            {"variants": (replace(LIBRARY.clauses["correspondence"].variants[0], id="other"),)},
            "the wording “general” of correspondence was there",
        ),
    ],
)
def test_what_else_a_later_library_changes_under_an_overlay_is_shown(
    checked: Checked, changes: dict[str, object], says: str
) -> None:
    text = overlay("correspondence", "Nobody uses", "Everybody uses")
    said = checked(_later("correspondence", **changes), correspondence=text)
    assert any(says in each for each in said if each.startswith("warning")), said


def test_a_clause_that_becomes_law_takes_its_overlay_away(checked: Checked) -> None:
    text = overlay("correspondence", "Nobody uses", "Everybody uses")
    later = _later("correspondence", force=Force.MUST, legal_basis=("lga-1972-s3",))
    said = checked(later, correspondence=text)
    assert any("statute dictates what 'correspondence' says" in each for each in said)


def test_a_text_that_the_council_left_as_it_was_follows_the_library(tmp_path: Path) -> None:
    (tmp_path / "correspondence.yaml").write_text(overlay("correspondence"), encoding="utf-8")
    later = _says("correspondence", "blind copies", "hidden copies")
    made, wrong = with_own_clauses(later, tmp_path)
    assert wrong == []
    assert made.clauses["correspondence"].variants == later.clauses["correspondence"].variants


def test_the_record_holds_each_text_beside_the_librarys(tmp_path: Path) -> None:
    text = overlay("correspondence", "Nobody uses", "Everybody uses")
    (tmp_path / "correspondence.yaml").write_text(text, encoding="utf-8")
    made, _ = with_own_clauses(LIBRARY, tmp_path)
    (record,) = own_record(Councils(LIBRARY, made, VOCABULARY, CLAUSES))
    (replaced,) = record["replaced"]
    assert replaced["library"].strip() == replaced["instead_of"]
    assert "Nobody uses" in replaced["instead_of"]
    assert "Everybody uses" in replaced["text"]


# The commands.


def run(*arguments: object) -> tuple[int, str]:
    outcome = CliRunner().invoke(program, [str(each) for each in arguments])
    if isinstance(outcome.exception, Refusal):
        return 1, "\n".join(map(str, outcome.exception.findings))
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit)
    return outcome.exit_code, outcome.output


def test_an_overlay_is_started_with_the_wording_that_stands_and_never_overwritten(
    tmp_path: Path,
) -> None:
    folder = make_workspace(tmp_path / "council")
    status, said = run("overlay", "no-surprises", "--in", folder)
    path = folder / "clauses" / "no-surprises.yaml"
    assert (status, path.is_file()) == (0, True), said
    text = path.read_text(encoding="utf-8")
    assert "variant: minority\n" in text
    assert text.count("- variant:") == 1
    status, said = run("overlay", "no-surprises", "--in", folder)
    assert status == 1
    assert "nothing is overwritten" in said
    assert path.read_text(encoding="utf-8") == text
    status, said = run("overlay", "no-surprises", "--in", folder, "--print")
    assert (status, said) == (0, text)
    status, said = run(
        "overlay", "no-surprises", "--in", folder, "--print", "--wording", "majority"
    )
    assert "variant: majority\n" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["voting"], "drafting overlay NEW-ID --after voting"),
        (["no-surprise"], "Did you mean no-surprises?"),
        (["no-surprises", "--wording", "minorities"], "Did you mean minority?"),
        (["../../etc", "--after", "no-surprises"], "is no id"),
        (["../../etc"], "the library has no clause"),
        (["no-surprises", "--after", "correspondence"], "the library has a clause"),
        (["filming", "--after", "nothing"], "the library has no clause 'nothing'"),
    ],
)
def test_what_cannot_be_started_says_what_to_do(
    workspace: Path, arguments: list[str], says: str
) -> None:
    status, said = run("overlay", *arguments, "--in", workspace)
    assert status == 1
    assert says in said
    assert not (workspace / "clauses").exists()


@pytest.fixture(scope="module")
def alderbrook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a clause of its own and a reworded one, drafted."""
    folder = tmp_path_factory.mktemp("alderbrook") / "alderbrook"
    council.init(folder, "alderbrook", None, None)
    council.draft(folder, None, lambda _: None)
    return folder


@pytest.mark.slow
def test_every_paper_says_whose_words_a_clause_is_in(alderbrook: Path) -> None:
    out = alderbrook / "out"
    changes = json.loads((out / "changes.json").read_text(encoding="utf-8"))["changes"]
    origins = {each["clause"]: each["origin"] for each in changes if each["origin"] != "library"}
    assert origins == {"correspondence": "overlay", "parish-and-district-councils": "own"}
    for name in ("redline.docx", "schedule-of-amendments.docx", "report.docx"):
        with ZipFile(out / name) as file:
            text = "".join(file.read(part).decode() for part in file.namelist() if "xml" in part)
        assert "The clause is the council’s own" in text
        assert "The wording is the council’s own" in text
    audit = json.loads((out / "audit.json").read_text(encoding="utf-8"))
    assert {each for each in audit["inputs"] if each.startswith("own/")} == {
        "own/clauses/correspondence.yaml",
        "own/clauses/parish-and-district-councils.yaml",
    }
    said = council.explain(alderbrook, "correspondence").summary
    assert "It stands in clauses/correspondence.yaml." in said


@pytest.mark.slow
def test_the_library_is_proved_with_what_a_council_has_of_its_own(
    alderbrook: Path, tmp_path: Path
) -> None:
    protocols = program_files("protocols")
    own_folder = alderbrook / "clauses"
    assert prove_library(CLAUSES, protocols, lambda _: None, own_folder).record["proved"]
    name = "confidence-of-group-advice"
    (tmp_path / f"{name}.yaml").write_text(leaving_out(name), encoding="utf-8")
    result = prove_library(CLAUSES, protocols, lambda _: None, tmp_path)
    assert any(
        each.where == f"clauses/{name}.yaml" and "no-surprises requires" in each.message
        for each in result.findings
        if each.level is Level.ERROR
    )
