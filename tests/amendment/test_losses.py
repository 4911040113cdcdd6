"""What goes out of the council's own text is said."""

from __future__ import annotations

from test_proposal import OLD_LETTERS, clause, existing, proposed
from test_rules import NAMES, amended, rules

from drafting.amendment.losses import findings_of_losses, losses_of
from drafting.amendment.paragraphs import Existing

PINK = "Exempt papers are printed on pink paper."
LETTERS = clause("letters", "Letters", "A letter is shown to nobody else.", "It is kept.")


def blocks(*sections: tuple[str, ...]) -> list[Existing]:
    return existing(*sections)


def test_a_sentence_that_nothing_new_covers_is_named_with_its_change_and_its_place() -> None:
    sections = [(OLD_LETTERS[0], f"{OLD_LETTERS[1]} {PINK}", OLD_LETTERS[2])]
    made, changes, _ = proposed([LETTERS], sections)
    (lost,) = losses_of(made, changes, blocks(*sections))
    assert (lost.text, lost.change) == (PINK, "relations.letters")
    assert lost.where == "Protocol, paragraph 1.1"
    (finding,) = findings_of_losses([lost], "constitution.docx")
    assert PINK in finding.message
    assert "constitution.keep" in finding.remedy


def test_what_another_clause_says_again_is_not_lost() -> None:
    sections = [(OLD_LETTERS[0], f"{OLD_LETTERS[1]} {PINK}", OLD_LETTERS[2])]
    papers = clause("papers", "Papers", "The council prints exempt papers on pink paper.")
    made, changes, _ = proposed([LETTERS, papers], sections)
    assert list(losses_of(made, changes, blocks(*sections))) == []


def test_what_stays_is_not_lost() -> None:
    sections = [OLD_LETTERS, ("Papers", PINK)]
    made, changes, _ = proposed([LETTERS], sections)
    assert list(losses_of(made, changes, blocks(*sections))) == []


def test_a_rule_that_is_amended_says_what_else_of_its_paragraph_goes() -> None:
    own = rules("# Recorded votes", f"{NAMES} {PINK}")
    five = clause("recorded-votes", "Recorded votes", NAMES.replace("ten", "five"))
    made, changes = amended(own, five)
    assert [each.text for each in losses_of(made, changes, own)] == [PINK]
