"""What the tests of the configuration share: the vocabulary, and the example with edits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.configuration.reading import Configuration, read_configuration
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.findings import Finding

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "penfold-and-wray" / "council.yaml"

Reader = Callable[..., tuple[Configuration | None, list[Finding]]]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT / "clauses" / "facts.yaml")


@pytest.fixture(scope="session")
def example() -> str:
    return EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path: Path, vocabulary: Vocabulary, example: str) -> Reader:
    """Read the example after replacing some of its text: pairs of old and new, each old once."""

    def reader(*edits: tuple[str, str]) -> tuple[Configuration | None, list[Finding]]:
        text = example
        for old, new in edits:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        path = tmp_path / "council.yaml"
        path.write_text(text, encoding="utf-8")
        return read_configuration(path, vocabulary)

    return reader
