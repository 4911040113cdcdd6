"""Every change can be lost, and each pair: as it is, or with what the refusal says."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.losses import STAMP, Losses, pairs_of, prepared, sets_of, tried
from drafting.assembly.assemble import references
from drafting.publication.decided import decided
from drafting.publication.draft import draft
from drafting.workspace import examples

pytestmark = pytest.mark.slow
SINGLES, PAIRS, SETS = 1, 1, 1  # drafted of each example; the benchmark drafts the others
ELECTIONS = ("campaigns-and-lobbying", "events-and-launches", "pre-election-period")


@pytest.fixture(scope="module", params=examples())
def losses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Losses:
    return prepared(request.param, tmp_path_factory.mktemp("losses"))


def test_each_loss_and_each_pair_stands_or_is_refused_with_the_smallest_set_that_does(
    losses: Losses,
) -> None:
    some = [*((each,) for each in losses.ids), *combinations(losses.ids, 2)]
    assert [fault for lost in some for fault in losses.faults_of_decision(lost)] == []


def test_what_a_loss_ends_in_is_drafted_and_verifies_and_each_reference_resolves(
    losses: Losses,
) -> None:
    singles = [(each,) for each in losses.ids[1 :: len(losses.ids) // SINGLES]]
    some = [*singles, *pairs_of(losses, PAIRS, 7), *sets_of(losses, SETS, 7)]
    assert tried(losses, some, len(some)).faults == []


def test_a_package_that_lacks_what_its_text_refers_to_is_not_taken_for_sound(
    tmp_path: Path,
) -> None:
    losses = prepared("alderbrook", tmp_path)
    clauses = [
        each for region in losses.found.plan.regions for each in region.proposal.protocol.clauses
    ]
    by_clause = {each.clause: each.id for each in losses.changes if each.clause}
    named = [name for each in clauses for name in references(each) if name in by_clause]
    lost = by_clause[named[0]]
    assert any(f"{lost} is lost" in each for each in losses.package(frozenset({lost})).faults)


def test_a_section_that_stays_in_the_end_takes_its_number_there(tmp_path: Path) -> None:
    losses = prepared("marrowdale", tmp_path)
    lost = {f"communications.{each}" for each in ELECTIONS}
    planned = decided(losses.found.plan, losses.changes, lost)
    made = draft(losses.found.configuration, losses.found.facts.library, planned, STAMP)
    texts = {each.text[:40]: each.label for each in made.outline.provisions}
    assert texts["Between the notice of an election and th"] == "29.1"
