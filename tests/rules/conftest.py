"""The real library and vocabulary, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.library.clauses import Library
from drafting.library.reading import read_library
from drafting.rules.compilation import Conditions, compile_library
from drafting.rules.constraints import parse_constraints
from drafting.rules.lawful import LawfulFacts

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(ROOT / "clauses", ROOT / "protocols")[0]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT / "clauses" / "facts.yaml")


@pytest.fixture(scope="session")
def conditions(library: Library, vocabulary: Vocabulary) -> Conditions:
    return compile_library(library, vocabulary)[0]


@pytest.fixture(scope="session")
def lawful(vocabulary: Vocabulary) -> LawfulFacts:
    return LawfulFacts(vocabulary, parse_constraints(vocabulary)[0])
