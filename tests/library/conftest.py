"""A small library to spoil, and what it is measured by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drafting.commands.library import Measure, read_measure
from drafting.library.catalogue import read_catalogue
from drafting.workspace import program_files
from tests.library.small_library import CATALOGUE, SmallLibrary


@pytest.fixture(scope="session")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Measure:
    """The shipped facts and style, with a catalogue as small as the small library."""
    path = tmp_path_factory.mktemp("measure") / "catalogue.yaml"
    path.write_text(CATALOGUE)
    catalogue, findings = read_catalogue(path)
    assert findings == []
    return replace(read_measure(program_files("clauses"))[0], catalogue=catalogue)


@pytest.fixture
def small(tmp_path: Path, measure: Measure) -> SmallLibrary:
    return SmallLibrary(tmp_path, measure)
