"""What may be carried and lost together, and the nearest sets that would do."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from test_proposal import LETTERS, OLD_LETTERS, RESPECT, clause, proposed
from test_rules import OWN, QUORUM, amended

from drafting.amendment.decision import Unmet, decide, dictated, needs
from drafting.assembly.provisions import Paragraph, Span
from drafting.library.clauses import Force

IDS = tuple("abcdefgh")
NEEDED = st.fixed_dictionaries({each: st.lists(st.sampled_from(IDS), max_size=2) for each in IDS})
SOME = st.sets(st.sampled_from(IDS))


@given(NEEDED, SOME, SOME)
def test_each_set_that_is_offered_stands_and_holds_to_what_was_decided(
    needed: dict[str, list[str]], must: set[str], lost: set[str]
) -> None:
    found = decide(IDS, needed, must, lost)
    assert decide(IDS, needed, must, found.carrying_more).stands
    assert found.carrying_more <= lost
    if found.losing_more is not None:
        assert decide(IDS, needed, must, found.losing_more).stands
        assert found.losing_more >= lost
    if found.stands:
        assert found.losing_more == found.carrying_more == lost


@given(NEEDED, SOME, SOME, SOME)
def test_no_smaller_set_would_do(
    needed: dict[str, list[str]], must: set[str], lost: set[str], other: set[str]
) -> None:
    found = decide(IDS, needed, must, lost)
    if decide(IDS, needed, must, other).stands:
        if other >= lost:
            assert found.losing_more is not None
            assert found.losing_more <= other
        if other <= lost:
            assert other <= found.carrying_more


def test_a_change_needs_what_its_text_refers_to_and_what_its_clause_requires() -> None:
    refers = clause("refers", "Refers")
    body = (Paragraph(1, (Span("See "), Span("", reference="letters"))),)
    refers = replace(refers, body=body, clause=replace(refers.clause, requires=("respect",)))
    made, changes, _ = proposed([LETTERS, RESPECT, refers], [OLD_LETTERS])
    needed = needs(changes, [made])
    assert needed["relations.refers"] == ("relations.respect", "relations.letters")
    assert needed["relations.letters"] == ()
    found = decide(list(needed), needed, (), {"relations.letters"})
    assert found.unmet == (Unmet("relations.refers", "relations.letters"),)


def test_what_the_council_s_own_words_provide_is_no_change_and_is_needed_by_none() -> None:
    provided = clause("quorum", "Quorum", QUORUM)
    needing = clause("petitions", "Petitions", "A petition is debated.")
    needing = replace(needing, clause=replace(needing.clause, requires=("quorum",)))
    made, changes = amended(OWN, provided, needing)
    assert needs(changes, [made]) == {"relations.petitions": ()}


def test_rules_that_statute_dictates_cannot_be_lost_and_a_protocol_can() -> None:
    must = clause("quorum", "Petitions", "A petition is debated.")
    must = replace(must, clause=replace(must.clause, force=Force.MUST))
    made, changes = amended(OWN, must)
    assert dictated(changes, [made]) == {"relations.quorum"}
    found = decide(
        ["relations.quorum"], needs(changes, [made]), {"relations.quorum"}, {"relations.quorum"}
    )
    assert found.unlawful == ("relations.quorum",)
    assert found.losing_more is None
    assert found.carrying_more == frozenset()
    made, changes, _ = proposed([must], [OLD_LETTERS])
    assert dictated(changes, [made]) == frozenset()
