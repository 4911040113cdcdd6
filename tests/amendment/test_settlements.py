"""What a person settles of single paragraphs, and what of the council's own stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_council import drafted, make_workspace
from hypothesis import given
from hypothesis import strategies as st
from test_proposal import LETTERS, OLD_LETTERS, OLD_RESPECT, RESPECT, existing, protocol
from test_rules import NAMES, OWN, QUORUM, RULES, clause

from drafting.amendment.changes import Change, changes_of
from drafting.amendment.losses import losses_of
from drafting.amendment.proposal import Proposal, propose
from drafting.amendment.rules import amend_rules
from drafting.amendment.settlements import Settled, Settlements
from drafting.assembly.provisions import AssembledClause, AssembledProtocol
from drafting.commands import council

pytestmark = pytest.mark.slow  # councils are drafted

OTHER = "No business is done without a quorum."


def amended(
    made: AssembledClause, *settled: Settled, kept: int = 0
) -> tuple[Proposal, list[Change]]:
    settlements = Settlements(settled, frozenset({kept} if kept else ()))
    proposal = amend_rules(AssembledProtocol(RULES, (made,)), OWN, {}, settlements)
    return proposal, changes_of(proposal, OWN)[0]


def test_a_provision_settled_to_provide_a_paragraph_keeps_it_out_and_is_shown_as_settled() -> None:
    settled = Settled("quorum", 1, 12, "paragraph at 12", "provided")
    proposal, changes = amended(clause("quorum", "Quorum", OTHER), settled)
    assert changes == []
    assert [(each.by, each.settled) for each in proposal.provided] == [(QUORUM, True)]


def test_a_paragraph_settled_as_separate_is_put_in_although_the_rules_say_the_same() -> None:
    made = clause("quorum", "Quorum", QUORUM)
    assert amended(made)[1] == []
    settled = Settled("quorum", 1, 12, "paragraph at 12", "separate")
    proposal, (change,) = amended(made, settled)
    assert (change.current, change.proposed) == ((), (QUORUM,))
    assert proposal.provided == ()


def test_a_provision_settled_to_be_amended_is_amended_however_unlike_it_is() -> None:
    settled = Settled("quorum", 1, 14, "paragraph at 14", "amended")
    _, (change,) = amended(clause("quorum", "Quorum", OTHER), settled)
    assert (change.current, change.proposed) == ((NAMES,), (OTHER,))


def test_a_provision_that_is_kept_is_not_amended() -> None:
    made = clause("recorded-votes", "Recorded votes", NAMES.replace("ten", "five"))
    assert amended(made)[1][0].replaced == (14,)
    _, (change,) = amended(made, kept=14)
    assert change.replaced == ()


def test_a_paragraph_that_is_kept_stays_in_a_section_that_a_clause_replaces() -> None:
    blocks = existing(OLD_RESPECT, (*OLD_LETTERS, "Letters go out in blue."))
    kept = next(each for each in blocks if each.text.endswith("blue."))
    for settlements in (Settlements(), Settlements((), frozenset({kept.block}))):
        made = propose(
            protocol(RESPECT, LETTERS), blocks, {}, keep_order=True, settlements=settlements
        )
        changes, _ = changes_of(made, blocks)
        lost = [each.text for each in losses_of(made, changes, blocks)]
        stays = [each.old for each in made.all_blocks() if each.content is None]
        assert (kept.text not in lost) == (kept.block in stays) == bool(settlements.kept)


BLOCKS = existing(OLD_RESPECT, (*OLD_LETTERS, "Letters go out in blue.", "They are numbered."))
PLACES = [each.block for each in BLOCKS if each.kind == "paragraph"]


@given(st.frozensets(st.sampled_from(PLACES)), st.booleans())
def test_what_is_kept_stays_once_and_in_its_order(kept: frozenset[int], keep_order: bool) -> None:
    made = propose(
        protocol(LETTERS, RESPECT),
        BLOCKS,
        {},
        keep_order=keep_order,
        settlements=Settlements((), kept),
    )
    for part, own in zip(made.parts, made.blocks, strict=True):
        olds = [each.old for each in own if each.old is not None]
        assert olds == sorted(set(olds))
        inside = kept & {each.block for each in part.section}
        assert inside <= {each.old for each in own if each.content is None}


ENTRY = '    - {clause: %s, paragraph: %d, provision: "%s", settled: %s}\n'
RULE = "Council Procedure Rules, paragraph"


def with_settlements(folder: Path, *entries: tuple[str, int, str, str], keep: str = "") -> Path:
    workspace = make_workspace(folder)
    path = workspace / "council.yaml"
    added = "  paragraphs:\n" + "".join(ENTRY % each for each in entries)
    added += f"  keep:\n    - {keep}\n" if keep else ""
    head = "\nconstitution:\n"
    path.write_text(path.read_text().replace(head, head + added, 1))
    return workspace


def test_each_settlement_that_cannot_be_done_is_refused_with_its_line(tmp_path: Path) -> None:
    workspace = with_settlements(
        tmp_path / "council",
        ("quorums", 1, f"{RULE} 7.1", "provided"),
        ("quorum", 9, f"{RULE} 7.1", "provided"),
        ("quorum", 1, "paragraph 7.1", "provided"),
        ("quorum", 1, f"{RULE} 99.1", "provided"),
        ("quorum", 1, "Access to Information Rules, paragraph 4.1", "provided"),
        ("correspondence", 1, "Protocol on Member/Officer Relations, paragraph 16.1", "amended"),
        ("quorum", 2, f"{RULE} 7.4", "provided"),
        ("quorum", 2, f"{RULE} 7.3", "amended"),
        keep="Part 9, paragraph 1",
    )
    lines = (workspace / "council.yaml").read_text().splitlines()
    first = lines.index("  paragraphs:") + 2
    findings = [each for each in council.check(workspace).findings if each.level == "error"]
    told = {(each.line or 0) - first: each.message for each in findings}
    assert sorted(told) == [0, 1, 2, 3, 4, 5, 7, 9]
    for number, words in enumerate(
        ("no clause “quorums”", "no 9", "more than one", "stands at", "belongs to", "rules alone")
    ):
        assert words in told[number]
    assert "settled twice" in told[7]
    assert all(each.remedy for each in findings)
    assert not (workspace / "out").exists()


@pytest.mark.slow
def test_settlements_hold_in_each_draft_and_the_schedule_and_records_say_so(tmp_path: Path) -> None:
    workspace = with_settlements(
        tmp_path / "council",
        ("quorum", 2, f"{RULE} 7.4", "provided"),
        ("voting", 2, f"{RULE} 17.2", "amended"),
        keep="Protocol on Member/Officer Relations, paragraph 16.2",
    )
    record = drafted(workspace)
    assert [each["settled"] for each in record["settled"]] == ["kept", "provided", "amended"]
    assert record == drafted(workspace)
    (settled,) = [each for each in record["provided"] if each["settled"]]
    assert settled["clause"] == "quorum"
    assert all("16.2" not in each["where"] for each in record["lost"])
