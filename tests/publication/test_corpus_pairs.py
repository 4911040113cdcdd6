"""Redlines of real Word documents, both ways: 53 pairs that nobody here wrote.

They are test files of Open-Xml-PowerTools and stand outside the project. The folder is named by
DRAFTING_CORPUS, or it is the first `shared/corpus` found upwards from here.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drafting.publication.redline import Stamp, redline
from drafting.word.atoms import text_of
from drafting.word.normal_form import without_results
from drafting.word.package import Package, open_package
from drafting.word.revisions import resolved, story_parts, with_ids
from drafting.word.verification import Allowed, differences
from drafting.word.xml import NAMESPACES, get, name
from tests.publication.breaches import breaches

STAMP = Stamp("A. Drafter", "2026-05-01T09:00:00Z")


def _corpus() -> Path | None:
    named = os.environ.get("DRAFTING_CORPUS")
    above = [Path(named)] if named else [p / "shared" / "corpus" for p in Path(__file__).parents]
    return next((folder for folder in above if (folder / "pairs").is_dir()), None)


CORPUS = _corpus()
NAMES = [] if CORPUS is None else sorted(p.name.split(".")[0] for p in CORPUS.glob("pairs/*.b*"))
CASES = [*NAMES, *(f"{each} back" for each in NAMES)]

pytestmark = pytest.mark.skipif(
    CORPUS is None, reason="no corpus of Word documents: set DRAFTING_CORPUS to its folder"
)


def pair(case: str) -> tuple[Package, Package]:
    stem, _, back = case.partition(" ")
    assert CORPUS is not None
    before, after = (
        open_package(CORPUS / "pairs" / f"{stem}.{side}.docx") for side in ("before", "after")
    )
    return (after, before) if back else (before, after)


def unresolved(file: Package) -> list[str]:
    """Return the links and notes of the stories that lead nowhere: Word calls such a file damaged.

    Also the prefixes that markup requires (ECMA-376 Part 3, 7.3) and no namespace goes with.
    """
    found: list[str] = []
    for part in story_parts(file):
        links = {link.id for link in file.relationships(part)}
        for each in file.root(part).iter():
            for key, text in each.attrib.items():
                if str(key).startswith(f"{{{NAMESPACES['r']}}}") and text not in {*links, ""}:
                    found.append(f"{part}: the link {text}")
            needed = str(each.get("Requires", "")).split()
            found += [f"{part}: the prefix {n}" for n in needed if n not in each.nsmap]
    for kind in ("footnote", "endnote"):
        notes = file.related(f"{kind}s")
        present = {get(each, "w:id") for each in file.root(notes)} if notes else set[str]()
        for each in file.root(file.document).iter(name(f"w:{kind}Reference")):
            if get(each, "w:id") not in present:
                found.append(f"the {kind} {get(each, 'w:id')}")
    return found


def said_in(file: Package) -> list[str]:
    """Return the paragraphs of the text, and of its notes in the order in which it refers to them.

    Without the results of fields, which Word works out afresh.
    """
    root = file.root(file.document)
    without_results(root)
    result = [text_of(each) for each in root.iter(name("w:p"))]
    for kind in ("footnote", "endnote"):
        part = file.related(f"{kind}s")
        notes = {get(note, "w:id"): note for note in file.root(part)} if part else {}
        for each in root.iter(name(f"w:{kind}Reference")):
            result += [text_of(p) for p in notes[get(each, "w:id")].iter(name("w:p"))]
    return result


def added_by(old: Package, rejected: Package) -> Allowed:
    """Return the lists and styles that only inserted text used: Word drops them likewise."""
    found: list[frozenset[str]] = []
    for kind, short, key in (
        ("numbering", "w:num", "w:numId"),
        ("numbering", "w:abstractNum", "w:abstractNumId"),
        ("styles", "w:style", "w:styleId"),
    ):
        ids = [
            {get(e, key) for e in file.root(part).iterfind(name(short))} if part else set[str]()
            for file in (old, rejected)
            for part in [file.related(kind)]
        ]
        found.append(frozenset(ids[1] - ids[0]))
    return Allowed(lists=found[0], abstract_lists=found[1], styles=found[2])


def without_added_parts(old: Package, rejected: Package) -> Package:
    """Leave aside what only rejected text used: Word drops it when it saves the file next."""
    notes = {old.related("footnotes"), old.related("endnotes")}
    parts = {part: data for part, data in rejected.parts.items() if part in old.parts}
    packaging = {part for part in parts if part.endswith((".rels", "Types].xml"))}
    kept = {part: old.parts[part] for part in packaging | {n for n in notes if n in parts}}
    return Package(rejected.name, {**parts, **kept}, rejected.dates)


@pytest.mark.parametrize("case", CASES)
def test_a_real_pair_is_redlined_exactly_or_refused_for_a_known_reason(case: str) -> None:
    old, new = pair(case)
    result = redline(old, new, STAMP)
    assert breaches(result.package, old) == []
    ours = with_ids(result.added)
    rejected = resolved(result.package, "reject", ours)
    assert differences(old, without_added_parts(old, rejected), added_by(old, rejected)) == []
    accepted = resolved(result.package, "accept", ours)
    assert unresolved(result.package) == unresolved(rejected) == unresolved(accepted) == []
    assert said_in(accepted) == said_in(new)


@pytest.mark.parametrize("case", CASES)
def test_a_real_file_has_no_difference_from_itself(case: str) -> None:
    old = pair(case)[0]
    assert redline(old, old, STAMP).counts == {}


def test_the_corpus_is_whole() -> None:
    assert len(NAMES) == 53
