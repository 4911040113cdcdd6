"""How a text refers to a clause: by the number it has in print, or by its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafting.amendment.proposal import Proposal
from drafting.constitution.looks import HEADING
from drafting.constitution.typed_labels import names_division
from drafting.word.numbering import LabelCounter, read_numbering
from drafting.word.package import Package
from drafting.word.styles import read_styles
from drafting.word.xml import Element, local, name

_UNRESOLVED = "0"


def reference(clause: str, within: str, labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return how a text in the protocol `within` refers to a clause.

    `labels` gives the label of each clause as `protocol/7`, `names` the name of each protocol.
    """
    protocol, _, label = labels.get(clause, "").partition("/")
    number = f"paragraph {label or _UNRESOLVED}"
    if label.startswith(("“", "Rule ")) or names_division(label):
        number = label
    return number if protocol in {"", within} else f"{number} of the {names[protocol]}"


def clause_labels(
    proposal: Proposal, levels: Sequence[int], shown: Sequence[str]
) -> dict[str, str]:
    """Return the label of each clause of a protocol.

    It is the number of the clause's heading. Where headings have none, it is the heading itself,
    with the numbers of its paragraphs unless those start again under each heading: as one thing,
    because the text around a reference speaks of one. `levels` and `shown` give the level and the
    number of each block of the proposal.
    """
    firsts = [number for level, number in zip(levels, shown, strict=True) if level == 1]
    numbers: dict[str, list[str]] = {}
    for block, level, number in zip(proposal.all_blocks(), levels, shown, strict=True):
        if block.clause and level in {HEADING, 1}:
            numbers.setdefault(block.clause, []).append(number)
    headings = {each.clause.id: each.heading for each in proposal.protocol.clauses}
    found: dict[str, str] = {}
    for clause, (heading, *own) in numbers.items():
        label = f"“{headings[clause]}”"
        if own and all(each and firsts.count(each) == 1 for each in own):
            run = f"{label} (paragraphs {own[0]} to {own[-1]})"
            label = own[0] if len(own) == 1 else run
        found[clause] = heading or label
    return found


def rule_labels(proposal: Proposal, shown: Sequence[str]) -> dict[str, str]:
    """Return the label of the rule that each clause stands in: `Rule 17`, or its heading.

    `shown` gives the number of each block of the proposal.
    """
    headings = {clause.clause.id: clause.heading for clause in proposal.protocol.clauses}
    found: dict[str, str] = {}
    for clause, home in proposal.homes.items():
        number = shown[home]
        named = names_division(number) or not number[:1].isdigit()
        label = number if named else f"Rule {number}"
        found[clause] = label if number else f"“{headings[clause]}”"
    return found


def shown_numbers(
    package: Package, elements: Sequence[Element], typed: Mapping[int, str]
) -> list[str]:
    """Return the number of each block as Word shows it, or as it is `typed`; "" for none."""
    counter = LabelCounter(read_numbering(package, read_styles(package)))
    result: list[str] = []
    for number, element in enumerate(elements):
        paragraphs = [element] if local(element) == "p" else list(element.iter(name("w:p")))
        label = ""
        for paragraph in paragraphs:
            label = counter.label(paragraph)
        result.append((label or typed.get(number, "").strip()).rstrip("."))
    return result
