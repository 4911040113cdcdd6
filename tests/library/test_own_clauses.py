"""A council's own clauses and overlays: how they are read, what force allows, where they go."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.findings import Level, errors
from drafting.library.clauses import Clause, Force, Library, Origin, Slot
from drafting.library.overlay_writing import flow, new_overlay, new_own_clause
from drafting.library.overlays import MadeFor
from drafting.library.own_library import with_own_clauses
from drafting.yaml_file import read_yaml_text
from tests.own_texts import LIBRARY, WHY, leaving_out, overlay, own

Found = Callable[..., tuple[Library, list[str]]]


def reworded(clause: Clause) -> str:
    """An overlay as the program starts it, with one wording written anew."""
    return overlay(clause.id, clause.variants[0].text.split("\n")[0], "1. Everybody agrees.")


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Write files into a folder of clauses; return the library with them and what is wrong."""

    def read(**files: str) -> tuple[Library, list[str]]:
        for name, text in files.items():
            (tmp_path / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        library, findings = with_own_clauses(LIBRARY, tmp_path)
        assert all(each.where.startswith("clauses") for each in findings), findings
        return library, [str(each) for each in findings]

    return read


def test_without_a_folder_the_library_is_as_it_comes(tmp_path: Path) -> None:
    assert with_own_clauses(LIBRARY, tmp_path / "none") == (LIBRARY, [])


def test_a_clause_of_the_councils_own_stands_after_the_one_it_names(found: Found) -> None:
    library, wrong = found(filming=own())
    assert wrong == []
    clause = library.clauses["filming"]
    assert clause.origin(clause.variants[0]) is Origin.OWN
    slots = [slot.clauses for slot in _slots(library, "member-officer")]
    assert slots[slots.index(("filming",)) - 1] == ("correspondence",)
    assert [each for each in slots if each != ("filming",)] == [
        slot.clauses for slot in _slots(LIBRARY, "member-officer")
    ]


def test_own_clauses_after_the_same_one_stand_in_the_order_of_their_files(found: Found) -> None:
    library, wrong = found(
        b=own("b"), a=own("a"), c=own("c", "after: a"), d=own("d", "before: correspondence")
    )
    assert wrong == []
    names = [slot.clauses[0] for slot in _slots(library, "member-officer")]
    at = names.index("correspondence")
    assert names[at - 1 : at + 4] == ["d", "correspondence", "a", "c", "b"]


def _slots(library: Library, protocol: str) -> tuple[Slot, ...]:
    return next(each.slots for each in library.outlines if each.id == protocol)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (own(place="after: nothing"), "line 7: 'nothing' is no clause of the protocol"),
        (own(place="after: filming"), "line 7: 'filming' is no clause of the protocol"),
        (own(place="nowhere: x"), "line 7: there is no key 'nowhere' here."),
        (own().replace("member-officer, after", "elsewhere, after"), "no protocol 'elsewhere'"),
        (own().replace("family: member-officer", "family: communications"), "line 3: the clauses"),
        (own(force="must"), "names the law that dictates it"),
        (own(force="strict"), "'strict' is no force"),
        (own().replace("id: filming", "id: films"), "but the file is called 'filming'"),
        (own().replace("otherwise: true", "when: {vacancies: true}"), "line 9: the last wording"),
        (own().replace("heading: Filming", 'heading: "Two\\nlines"'), "a heading is one line"),
        (own() + "legal_basis: [act-of-dreams]\n", "the register of law has no 'act-of-dreams'"),
        (own() + "requires: [act-of-dreams]\n", "there is no clause 'act-of-dreams'"),
        (own() + "catalogue: [MOP-01]\n", "there is no key 'catalogue' here"),
        (own(text="…"), "the text is not written yet"),
        ("nothing: here\n", "neither `overlays` nor `id`"),
        ("- a list\n", "no keys and values"),
        ("id: *anchor\n", "anchors and aliases"),
    ],
)
def test_what_is_wrong_with_an_own_clause_is_told_with_its_file_and_line(
    found: Found, text: str, says: str
) -> None:
    _, wrong = found(filming=text)
    assert any(says in each and "error: clauses/filming.yaml" in each for each in wrong), wrong


def test_an_own_clause_may_not_take_the_id_of_one_of_the_library(found: Found) -> None:
    library, wrong = found(correspondence=own("correspondence"))
    assert "the library has a clause 'correspondence'. Write `overlays: correspondence`" in wrong[0]
    assert library.clauses["correspondence"] == LIBRARY.clauses["correspondence"]


def test_every_clause_may_be_reworded_unless_statute_dictates_it(found: Found) -> None:
    clauses = LIBRARY.clauses.values()
    library, wrong = found(**{each.id: reworded(each) for each in clauses})
    dictated = {each.id for each in clauses if _dictates(each)}
    assert {each.partition("clauses/")[2].partition(".yaml")[0] for each in wrong} == dictated
    assert dictated
    assert all("error: " in each and "statute dictates" in each for each in wrong)
    for clause in clauses:
        made = library.clauses[clause.id]
        assert made.variants[0].text.startswith("1. Everybody agrees.\n")
        assert made.origin(made.variants[0]) is Origin.OVERLAY
        assert made.variants[1:] == clause.variants[1:]
        for each in ("force", "legal_basis", "when", "requires", "heading", "reason"):
            assert getattr(made, each) == getattr(clause, each)


def _dictates(clause: Clause) -> bool:
    """Whether statute dictates the first paragraph of the first wording of a clause."""
    first = clause.variants[0].statutory
    return clause.force is Force.MUST if first is None else 1 in first


def test_local_rules_beside_what_statute_dictates_may_be_reworded(found: Found) -> None:
    mixed = next(
        (clause, variant)
        for clause in LIBRARY.clauses.values()
        for variant in clause.variants
        if clause.force is Force.MUST and variant.statutory
    )
    clause, variant = mixed
    paragraphs = re.split(r"(?m)^(?=\d+\. )", variant.text)[1:]
    kept = [each for n, each in enumerate(paragraphs, 1) if n in (variant.statutory or ())]
    text = "1. The council meets in the town hall.\n" + "".join(
        re.sub(r"^\d+\.", f"{number}.", each) for number, each in enumerate(kept, start=2)
    )
    head, mark, _ = new_overlay(clause, [variant]).partition("    text: |\n")
    written = head.replace("why:\n", WHY) + mark + indent(text, " " * 6)
    library, wrong = found(**{clause.id: written})
    assert wrong == []
    made = next(each for each in library.clauses[clause.id].variants if each.id == variant.id)
    assert made.statutory == tuple(range(2, len(kept) + 2))
    spoilt = head.replace("why:\n", WHY) + mark + indent(text.replace("2. ", "2. So ", 1), " " * 6)
    _, wrong = found(**{clause.id: spoilt})
    assert len(wrong) == 1
    assert f"statute dictates paragraph {(variant.statutory or (0,))[0]}" in wrong[0]


def test_an_overlay_as_it_is_started_changes_nothing(found: Found) -> None:
    clauses = LIBRARY.clauses.values()
    starts = {each.id: new_overlay(each, each.variants).replace("why:\n", WHY) for each in clauses}
    library, wrong = found(**starts)
    assert wrong == []
    for clause in clauses:
        made = library.clauses[clause.id]
        assert made.variants == clause.variants
        assert made.overlay is not None
        assert made.overlay.made_for == MadeFor(
            clause.force.value, clause.legal_basis, clause.when, clause.conditions
        )


def test_only_what_is_of_the_councils_choice_may_be_left_out(found: Found) -> None:
    clauses = LIBRARY.clauses.values()
    library, wrong = found(**{each.id: leaving_out(each.id) for each in clauses})
    for clause in clauses:
        refused = any(f"error: clauses/{clause.id}.yaml, line" in each for each in wrong)
        assert refused == (clause.force in {Force.MUST, Force.MAY})
        assert clause.id not in library.clauses
        assert library.left_out[clause.id].why == "The council has always said so."
    assert not any(slot.required for each in library.outlines for slot in each.slots)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("overlays: no-surprises", "overlays: surprises", "but the file is called"),
        ("variant: partners", "variant: partner", "has no wording 'partner'. Did you mean"),
        (WHY, "why:\n", "'why' must be a text"),
        ("wordings:\n  - ", "when: always\nwordings:\n  - ", "there is no key 'when' here"),
        (WHY, WHY + "leave_out: true\n", "a clause that is left out has no words"),
        (WHY, WHY + "requires: [dreams]\n", "there is no clause 'dreams'"),
        (WHY, WHY + "heading: Surprises\n", "'heading' must say `instead_of` and `text`"),
    ],
)
def test_what_is_wrong_with_an_overlay_is_told_with_its_file_and_line(
    found: Found, old: str, new: str, says: str
) -> None:
    text = reworded(LIBRARY.clauses["no-surprises"])
    assert old in text
    _, wrong = found(no_surprises=text.replace(old, new, 1))
    assert any(says in each and "error: clauses/no-surprises.yaml, line" in each for each in wrong)


def test_an_overlay_of_a_clause_that_the_library_no_longer_has_says_what_to_do(
    found: Found,
) -> None:
    text = reworded(LIBRARY.clauses["no-surprises"]).replace("no-surprises", "zzz")
    library, wrong = found(zzz=text)
    assert "the library has no clause 'zzz'" in wrong[0]
    assert "a clause of your own" in wrong[0]
    assert library.clauses == LIBRARY.clauses


def test_a_heading_and_a_reason_may_be_the_councils(found: Found) -> None:
    clause = LIBRARY.clauses["correspondence"]
    text = f"""\
overlays: correspondence
{WHY}heading: {{instead_of: Correspondence, text: Letters and emails}}
if_rejected: {{instead_of: x, text: Letters would be copied.}}
"""
    library, wrong = found(correspondence=text)
    assert wrong == []
    made = library.clauses["correspondence"]
    assert (made.heading, made.reason) == ("Letters and emails", clause.reason)
    assert made.place_of("heading") == ("clauses/correspondence.yaml", 3)
    assert "The council has always said so." in made.whose_words(made.variants[0])


def test_a_council_may_add_law_to_the_register_and_not_change_it(found: Found) -> None:
    entry = """\
law:
  - id: {}
    title: Alderbrook Corporation Act 1898
    provision: section 4
    says: The market may be held on a Tuesday.
    uri: https://www.legislation.gov.uk/ukla/1898/1
    extent: Alderbrook
    status: in-force
    checked: 2026-11-01
"""
    library, wrong = found(
        law=entry.format("alderbrook-act"), filming=own() + "legal_basis: [alderbrook-act]\n"
    )
    assert wrong == []
    assert library.law["alderbrook-act"].file == "clauses/law.yaml"
    library, wrong = found(law=entry.format("lga-1972-s3"))
    assert any("clauses/law.yaml, line 2: the library's register has" in each for each in wrong)
    assert library.law["lga-1972-s3"] == LIBRARY.law["lga-1972-s3"]


def test_files_that_would_be_passed_by_are_told(found: Found, tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    (tmp_path / "a.yml").touch()
    (tmp_path / "Not an id.yaml").touch()
    (tmp_path / "README.md").touch()
    _, wrong = found()
    assert len(wrong) == 3


def test_so_many_files_are_not_read(found: Found, tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"a{number}.yaml").touch()
    assert found()[1] == ["error: clauses: more than 200 files. Remove what is no clause."]


def test_a_new_own_clause_is_complete_but_for_what_the_council_has_to_say(found: Found) -> None:
    text = new_own_clause("filming", LIBRARY.clauses["call-in"], "scrutiny-procedure-rules")
    _, wrong = found(filming=text)
    missing = [each for each in wrong if "must be a text" in each or "not written yet" in each]
    assert len(missing) == len(wrong) == 4


@pytest.mark.parametrize(
    "data", ["yes", "true", "12", "2026-01-01", "a: b", {"a": [True, 3, "x y"]}, {"b-c": {"d": []}}]
)
def test_data_written_on_one_line_is_read_as_it_was(data: object) -> None:
    assert read_yaml_text(f"a: {flow(data)}\n", Path("x.yaml")).data == {"a": data}


def test_errors_of_the_library_itself_are_not_told_again(tmp_path: Path) -> None:
    clauses = {k: v for k, v in LIBRARY.clauses.items() if k != "confidence-of-group-advice"}
    broken = Library(clauses, LIBRARY.outlines, LIBRARY.law)
    (tmp_path / "filming.yaml").write_text(own())
    _, findings = with_own_clauses(broken, tmp_path)
    assert not errors(findings)
    assert all(each.level is not Level.ERROR for each in findings)


_DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["must", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
_KEYS = st.sampled_from(
    "overlays id why leave_out heading reason if_rejected wordings requires made_for variants "
    "place force family when legal_basis excludes kind".split()
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(_KEYS, _DATA, max_size=8), st.sampled_from([own(), overlay("call-in"), ""]))
def test_whatever_a_file_holds_is_read_or_told(changed: dict[str, object], start: str) -> None:
    data = {**(read_yaml_text(start, Path("x.yaml")).data or {}), **changed}
    with TemporaryDirectory() as folder:
        (Path(folder) / "call-in.yaml").write_text(json.dumps(data), encoding="utf-8")
        made, findings = with_own_clauses(LIBRARY, Path(folder))
    assert all(each.where.startswith("clauses") for each in findings)
    if not findings:
        assert made != LIBRARY
