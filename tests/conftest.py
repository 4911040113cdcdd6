"""The example council, drafted once for all the tests that look at it; no test is timed."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_council import EXAMPLE, drafted, make_workspace
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the example council, drafted. Tests only read it."""
    folder = make_workspace(tmp_path_factory.mktemp("example") / EXAMPLE)
    drafted(folder)
    return folder
