"""Which topics of the library a constitution covers today."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from other_drafts import the_library

from drafting.cli import program
from drafting.constitution.outline import read_constitution
from drafting.publication.topics import Coverage, Extent, coverage_of
from drafting.word.package import open_package, read_package
from drafting.workspace import examples, program_files

pytestmark = pytest.mark.slow  # whole constitutions are read


def coverage(*texts: tuple[int, str]) -> Coverage:
    """Return the coverage of a file of headings (level 1 or 2) and paragraphs (level 0)."""
    document = docx.Document()
    for level, text in texts:
        if level:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text, style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    package = read_package(stream.getvalue(), "small.docx")
    return coverage_of(read_constitution(package), the_library()[0])


def file_of(example: str) -> Path:
    return program_files("examples") / example / "constitution.docx"


def test_a_text_like_the_librarys_covers_its_topic_and_the_rest_is_not_at_all() -> None:
    rule = "The quorum of a meeting of the council is one quarter of the whole number of members. "
    rule += "No business may be transacted at a meeting at which there is no quorum."
    found = coverage(
        (1, "Council Procedure Rules"), (2, "Quorum"), (0, rule), (2, "Dogs"), (0, "No dogs.")
    )
    covered = {each.clause: each for each in found.topics if each.extent is not Extent.NONE}
    assert max(covered, key=lambda each: covered[each].score) == "quorum"
    assert len(covered) <= 2
    assert covered["quorum"].heading == "Quorum"
    assert rule in covered["quorum"].text
    assert 0.4 <= covered["quorum"].score <= 1
    assert found.present == {"council-procedure-rules"}


def test_a_constitution_without_protocols_covers_nothing() -> None:
    found = coverage((1, "Finance"), (0, "Money is counted once a year."))
    assert found.count(Extent.NONE) == len(found.topics) > 100
    assert (found.present, found.findings) == (frozenset(), ())


def test_each_topic_is_told_once_for_each_example_with_the_text_that_deals_with_it() -> None:
    library, _ = the_library()
    current = read_constitution(open_package(file_of("penfold-and-wray")))
    found = coverage_of(current, library)
    assert len({(each.outline, each.clause) for each in found.topics}) == len(found.topics)
    assert {each.clause for each in found.topics} == {
        clause for outline in library.outlines for slot in outline.slots for clause in slot.clauses
    }
    addresses = {each.address for each in current.provisions}
    for topic in found.topics:
        assert (topic.extent is Extent.NONE) == (topic.where == "")
        assert topic.where in addresses | {""}


def test_the_command_sets_five_constitutions_side_by_side() -> None:
    files = [str(file_of(each)) for each in examples()]
    shown = CliRunner().invoke(program, ["coverage", *files])
    assert shown.exit_code == 0
    assert all(f"{each}: of " in shown.output for each in examples())
    assert max(map(len, shown.output.splitlines())) < 120
    record = json.loads(CliRunner().invoke(program, ["coverage", "--json", files[0]]).output)
    (council,) = record["councils"]
    assert {each["extent"] for each in council["topics"]} <= {each.value for each in Extent}


@pytest.mark.parametrize("data", [None, b"not a Word file"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "bad.docx"
    if data is not None:
        path.write_bytes(data)
    result = CliRunner().invoke(program, ["coverage", str(path)])
    assert result.exit_code != 0
    assert "bad.docx" in f"{result.output}{result.exception}"
