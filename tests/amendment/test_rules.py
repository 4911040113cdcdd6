"""Clauses amend the council's own rules, and leave all else of them as it is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from test_proposal import OUTLINE, clause

from drafting.amendment.changes import Change, Kind, changes_of
from drafting.amendment.paragraphs import Existing
from drafting.amendment.proposal import Proposal
from drafting.amendment.rules import amend_rules
from drafting.assembly.provisions import AssembledClause, AssembledProtocol
from drafting.library.clauses import OutlineKind

RULES = replace(OUTLINE, kind=OutlineKind.RULES, title="Council Procedure Rules")
QUORUM = "The quorum of a meeting of the Council is one quarter of all the Members."
NAMES = "If ten Members ask for it before the vote, the names of those voting are recorded."
MINUTES = "The names are printed in the minutes within two weeks of the meeting."


def rules(*texts: str) -> list[Existing]:
    """Return the blocks of rules: a text that begins with # is a heading."""
    found = [Existing(10, "heading", 0, "Council Procedure Rules", "Rules")]
    for number, text in enumerate(texts, start=11):
        if text.startswith("#"):
            found.append(Existing(number, "heading", 0, text[1:].strip(), f"Rule at {number}"))
        else:
            level = 2 if text.startswith("-") else 1
            found.append(Existing(number, "paragraph", level, text, f"paragraph at {number}"))
    return found


OWN = rules("# Quorum", QUORUM, "# Recorded votes", NAMES, MINUTES, "# Minutes", "- kept", "- sent")


def amended(
    blocks: list[Existing], *clauses: AssembledClause, settled: dict[str, str] | None = None
) -> tuple[Proposal, list[Change]]:
    made = amend_rules(AssembledProtocol(RULES, clauses), blocks, settled or {})
    changes, kept = changes_of(made, blocks)
    assert kept == []
    return made, changes


def test_what_the_rules_already_provide_changes_nothing_and_is_reported() -> None:
    made, changes = amended(OWN, clause("quorum", "Quorum", QUORUM))
    assert changes == []
    (provided,) = made.provided
    assert (provided.clause, provided.by, provided.where) == (
        "quorum",
        QUORUM,
        "paragraph at 12",
    )


def test_a_paragraph_that_differs_is_amended_where_it_stands() -> None:
    five = NAMES.replace("ten", "five")
    _, (change,) = amended(OWN, clause("recorded-votes", "Recorded votes", five))
    assert change.kind is Kind.SUBSTITUTE
    assert (change.current, change.proposed) == ((NAMES,), (five,))
    assert (change.replaced, change.omitted, change.rest_stays) == ((14,), (), True)
    assert change.where == "Rule at 13"


def test_a_paragraph_that_is_missing_comes_at_the_end_of_its_rule() -> None:
    extra = "A committee applies the same practice when three of its members want that."
    made, (change,) = amended(OWN, clause("recorded-votes", "Recorded votes", NAMES, extra))
    assert change.kind is Kind.INSERT
    assert change.proposed == (extra,)
    olds = [block.old for block in made.all_blocks()]
    assert olds == [10, 11, 12, 13, 14, 15, None, 16, 17, 18]


def test_a_rule_that_is_missing_comes_after_the_others() -> None:
    made, (change,) = amended(OWN, clause("petitions", "Petitions", "A petition is debated."))
    assert change.kind is Kind.INSERT
    assert change.proposed == ("Petitions", "A petition is debated.")
    assert [block.old for block in made.all_blocks()][-2:] == [None, None]


def test_two_clauses_may_amend_one_rule_each_with_a_change_of_its_own() -> None:
    own = rules("# Voting", NAMES, "Voting is by a show of hands unless the Chair decides not.")
    first = clause("recorded-votes", "Recorded votes", NAMES.replace("ten", "five"))
    second = clause("casting", "Casting votes", "The Chair gives a casting vote in a tie.")
    settled = {"recorded-votes": "Voting", "casting": "Voting"}
    _, changes = amended(own, first, second, settled=settled)
    assert [(each.clause, each.kind) for each in changes] == [
        ("recorded-votes", Kind.SUBSTITUTE),
        ("casting", Kind.INSERT),
    ]


def test_a_clause_settled_to_stand_alone_is_put_in_whole() -> None:
    _, (change,) = amended(OWN, clause("quorum", "Quorum", QUORUM), settled={"quorum": "none"})
    assert change.proposed == ("Quorum", QUORUM)


TEXTS = st.lists(
    st.sampled_from(["# Quorum", "# Voting", "# Minutes", QUORUM, NAMES, MINUTES, "- sent"]),
    max_size=8,
)
CLAUSES = st.lists(
    st.tuples(
        st.sampled_from(["Quorum", "Recorded votes", "Petitions"]),
        st.lists(
            st.sampled_from([QUORUM, NAMES, NAMES.replace("ten", "five"), "A petition is read."]),
            min_size=1,
            max_size=3,
            unique=True,
        ),
    ),
    max_size=3,
    unique_by=lambda each: each[0],
)


@given(TEXTS, CLAUSES)
def test_the_councils_blocks_stay_in_order_but_for_those_that_a_change_names(
    texts: list[str], drawn: list[tuple[str, list[str]]]
) -> None:
    own = rules(*texts)
    made = [clause(heading.lower().replace(" ", "-"), heading, *body) for heading, body in drawn]
    proposal, changes = amended(own, *made)
    blocks = proposal.all_blocks()
    olds = [block.old for block in blocks if block.old is not None]
    omitted = [number for change in changes for number in change.omitted]
    assert olds == [block.block for block in own if block.block not in omitted]
    named = {place for change in changes for place in change.blocks}
    assert named == {n for n, block in enumerate(blocks) if block.content is not None}
    assert set(proposal.homes) == {each.clause.id for each in made}
    for home in proposal.homes.values():
        heading = blocks[home]
        assert heading.role == "heading" or heading.old in {
            block.block for block in own if block.kind == "heading"
        }
