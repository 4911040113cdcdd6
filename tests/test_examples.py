"""Every example council: its facts, its constitution and the draft that comes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafting.commands.council import check, draft, init
from drafting.constitution.outline import read_constitution
from drafting.findings import Level
from drafting.word.package import open_package
from drafting.workspace import examples, program_files
from examples.constitution_builder.__main__ import built, built_versions

EXAMPLES = examples()
LEFT_OVER = re.compile(r"[{}]|(?<=\S)  +(?=\S)|\b(?:paragraph|Rule) 0\b|\ba [AEIO][a-z]+ecutive\b")


@pytest.fixture(params=EXAMPLES)
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The workspace of one example council."""
    folder = tmp_path / str(request.param)
    init(folder, str(request.param), None, None)
    return folder


def test_the_five_councils_of_the_scenarios_are_there() -> None:
    assert EXAMPLES == ["alderbrook", "harrowmere", "marrowdale", "penfold-and-wray", "stoneacre"]


@pytest.mark.slow
def test_an_example_has_nothing_that_a_person_must_settle(workspace: Path) -> None:
    found = [each for each in check(workspace).findings if each.where != "law.yaml"]
    told = [str(each) for each in found if each.level is not Level.NOTE]
    assert [
        each for each in told if "the scenario “" not in each
    ] == []  # one cannot be, on purpose


@pytest.mark.slow
def test_a_draft_of_an_example_leaves_nothing_of_its_making_in_the_text(workspace: Path) -> None:
    draft(workspace, None, lambda stage: None)
    for name in ("proposed.docx", "redline.docx"):
        outline = read_constitution(open_package(workspace / "out" / name))
        own = {
            each.text
            for each in read_constitution(open_package(workspace / "constitution.docx")).provisions
        }
        new = [each.text for each in outline.provisions if each.text not in own]
        assert [text for text in new if LEFT_OVER.search(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_sources_of_an_example_build_its_constitution_byte_for_byte(name: str) -> None:
    folder = program_files("examples") / name
    assert built(folder / "sources") == (folder / "constitution.docx").read_bytes()
    versions = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "versions").glob("*/*")
    }
    assert built_versions(folder / "sources") == versions
