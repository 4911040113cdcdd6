"""Why each clause is in, what would take it out, and why each alternative is not in."""

from __future__ import annotations

from functools import lru_cache

import pytest

from drafting.configuration.facts import derive_facts
from drafting.configuration.reading import read_configuration
from drafting.configuration.vocabulary import Vocabulary, read_vocabulary
from drafting.library.clauses import Library
from drafting.library.reading import read_library
from drafting.publication.explanation import explanation_record, explanation_text
from drafting.rules.leaving import leaving_of_each
from drafting.rules.selection import Selection, select
from drafting.workspace import examples, program_files


@lru_cache
def read() -> tuple[Library, Vocabulary]:
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    return read_library(program_files("clauses"), program_files("protocols"))[0], vocabulary


def explained(example: str) -> tuple[Selection, dict[str, tuple[str, ...]], str]:
    library, vocabulary = read()
    path = program_files("examples") / example / "council.yaml"
    configuration, _ = read_configuration(path, vocabulary)
    assert configuration
    facts = derive_facts(configuration.council)
    selection = select(library, facts, vocabulary)
    changes = leaving_of_each(library, facts, vocabulary)
    titles = {outline.id: outline.title for outline in library.outlines}
    return selection, changes, explanation_text(selection.choices, titles, changes)


@pytest.mark.parametrize("example", examples())
def test_every_clause_says_which_facts_put_it_in_and_what_would_take_it_out(example: str) -> None:
    selection, changes, text = explained(example)
    paragraphs = text.split("\n\n")
    assert set(changes) == set(selection.chosen)
    for name, choice in selection.chosen.items():
        (told,) = (part for part in paragraphs if f"[{name}, wording" in part)
        assert bool(choice.because_in) == bool(changes[name]), name
        if choice.because_in:
            assert "  In, because " in told
            assert "  It comes out if " in told
        else:
            assert "  In: it stands in every configuration." in told
        assert ("  In this wording, because " in told) == bool(choice.because_worded)


@pytest.mark.parametrize("example", examples())
def test_every_alternative_in_every_slot_says_why_it_is_not_in(example: str) -> None:
    library, _ = read()
    selection, changes, _ = explained(example)
    slots = {(outline.id, slot.id): slot for outline in library.outlines for slot in outline.slots}
    for told in explanation_record(selection.choices, changes):
        others = set(slots[told["protocol"], told["slot"]].clauses)
        why_not = {each["clause"] for each in told["rejected"] if each["variant"] is None}
        assert why_not == others - {told["clause"]}
        if told["clause"]:
            variants = {each.id for each in library.clauses[told["clause"]].variants}
            named = {each["variant"] for each in told["rejected"]} - {None}
            assert named == variants - {told["variant"]}
        assert all(each["why"].endswith(".") for each in told["rejected"])


def test_the_facts_that_gave_a_wording_are_not_said_to_have_put_the_clause_in() -> None:
    selection, _, text = explained("penfold-and-wray")
    deadlock = selection.chosen["budget-deadlock"]
    assert deadlock.because_in == ("no group holds more than half of the seats",)
    assert "the council is a unitary council" in deadlock.because_worded
    assert "In, because no group holds more than half of the seats.\n" in text
