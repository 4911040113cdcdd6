"""What is said of a change, in the comment, the schedule and the records: one account for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafting.amendment.changes import LEAST_SURE, Change, Kind
from drafting.assembly.english import curly, joined
from drafting.library.clauses import Force, Law
from drafting.publication.citations import citations

FORCES = {
    Force.MUST: "Statute dictates the substance.",
    Force.MAY: "Statute lets the council do this.",
    Force.CHOICE: "A local rule: the council may adopt it or not.",
    Force.CONVENTION: "A convention: it guides conduct and is not a rule of law.",
}

GOES_OUT = "Goes out, and nothing in the library covers it."


_MAJORITY = "lga-1972-sch12-p39"
FULL_COUNCIL = "full council"


@dataclass(frozen=True)
class Account:
    """A change put in words. `reference` is where it stands once adopted, `vote` what it needs.

    `lost` are sentences of the council's own that go and that nothing in the library covers.
    """

    change: Change
    reference: str
    what: str
    why: str
    law: tuple[str, ...]
    force: str
    authority: str
    vote: str
    own_words: str = ""
    lost: tuple[str, ...] = ()

    def comment(self) -> tuple[tuple[str, str], ...]:
        """Return the paragraphs of the comment in the margin: a label and its text."""
        own = (("Own words.", self.own_words),) if self.own_words else ()
        return (
            ("What it does.", self.what),
            ("Why.", self.why),
            *own,
            *([(GOES_OUT, " ".join(f"“{each}”" for each in self.lost))] if self.lost else []),
            ("Legal basis.", "; ".join(self.law) + "." if self.law else "None is needed."),
            ("Force.", self.force),
            ("If rejected.", self.change.if_rejected),
            ("Change", self.change.id),
        )


def account(
    change: Change, reference: str, law: Mapping[str, Law], authority: str, former: str
) -> Account:
    """Return the account of a change; `former` is the heading it replaces, or ""."""
    return Account(
        change=change,
        reference=reference,
        what=_what(change, reference, former),
        why=_why(change),
        law=citations(law[each] for each in change.legal_basis),
        force=_force(change),
        authority=authority,
        own_words=curly(change.own_words),
        vote=f"More than half of those present and voting ({law[_MAJORITY].cited})."
        if authority.casefold() == FULL_COUNCIL
        else "By the rules of that body, for the officer to check.",
    )


def _force(change: Change) -> str:
    """Say whose rule the change is, and which of its paragraphs have another force."""
    told = FORCES[Force(change.force)]
    said = "\n".join(change.proposed)
    apart = tuple(f"“{each.rstrip(',;:')} …”" for each in change.apart if each in said)
    if not apart:
        return told
    one = len(apart) == 1
    which = f"The {'paragraph that begins' if one else 'paragraphs that begin'} {joined(apart)}"
    if Force(change.force) is Force.MUST:
        return f"{told} {which} {'is a local rule' if one else 'are local rules'}."
    return f"{told} {which} {'says' if one else 'say'} what statute requires."


def _what(change: Change, reference: str, former: str) -> str:
    where = f" ({reference})" if reference else ""
    if not change.clause:
        return f"Inserts the protocol “{change.heading}”{where}."
    if change.rest_stays:
        done = "Adds to" if change.kind is Kind.INSERT else "Amends"
        return f"{done} “{former}”{where}. The rest of it stays as it is."
    if change.kind is Kind.INSERT:
        return f"Inserts “{change.heading}”{where}."
    replaced = former and former != change.heading
    told = f"Amends “{former}”"
    told += f", which becomes “{change.heading}”" if replaced else ""
    told += where
    if change.kind in {Kind.MOVE, Kind.MOVE_AND_SUBSTITUTE}:
        told += ", and moves it to its place in the new order"
    if change.kind is Kind.MOVE:
        told = f"Moves “{change.heading}”{where} to its place in the new order; no word changes"
    if change.match is not None and change.match < LEAST_SURE:
        told += ". Check that both deal with the same thing: they were matched by likeness"
    return told + "."


def _why(change: Change) -> str:
    if not change.because:
        return change.reason
    return f"{change.reason} It applies because {curly(joined(change.because))}."


def sentence(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]
