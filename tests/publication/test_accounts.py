"""What is said of a change says whose rule each paragraph is: the law's or the council's own."""

from __future__ import annotations

import pytest

from drafting.amendment.changes import Change, Kind
from drafting.library.clauses import Force
from drafting.publication.accounts import account
from tests.own_texts import LIBRARY

PUBLIC = "A meeting of the Cabinet must be held in public, except as the law allows."
LEADERS = "The leader of each group may attend its public meetings and may speak."
QUORUM = "Each group is expected to have at least one member there."


def force_of(force: Force, apart: tuple[str, ...], *proposed: str) -> str:
    """What is said of the force of a change with these paragraphs."""
    change = Change(
        id="rules.meetings",
        kind=Kind.INSERT,
        protocol="rules",
        clause="meetings",
        variant="general",
        heading="Meetings",
        where="",
        current=(),
        proposed=proposed,
        reason="They are public.",
        because=(),
        depends_on=(),
        legal_basis=(),
        force=force.value,
        if_rejected="The law would apply as before.",
        requires=(),
        match=None,
        blocks=(),
        replaced=(),
        omitted=(),
        apart=apart,
    )
    return account(change, "", LIBRARY.law, "full council", "").force


def test_a_duty_without_local_rules_is_statute_alone() -> None:
    assert force_of(Force.MUST, (), PUBLIC) == "Statute dictates the substance."


def test_local_rules_among_duties_are_named_by_their_first_words() -> None:
    apart = ("The leader of each group may attend", "Each group is expected to have at")
    told = force_of(Force.MUST, apart, PUBLIC, LEADERS, QUORUM)
    assert told.startswith("Statute dictates the substance. The paragraphs that begin")
    assert "“The leader of each group may attend …” and “Each group is" in told
    assert told.endswith("are local rules.")


@pytest.mark.parametrize("force", [Force.CHOICE, Force.CONVENTION])
def test_a_duty_of_statute_in_another_clause_is_named(force: Force) -> None:
    told = force_of(force, ("A meeting of the Cabinet must be",), PUBLIC, LEADERS)
    assert told.endswith(
        "The paragraph that begins “A meeting of the Cabinet must be …” says what statute requires."
    )


def test_a_paragraph_that_the_council_has_already_is_not_spoken_of() -> None:
    apart = ("The leader of each group may attend",)
    assert force_of(Force.MUST, apart, PUBLIC) == "Statute dictates the substance."
