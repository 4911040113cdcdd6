"""Writes amendments from the floor into the proposed constitution, and says what each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafting.amendment.floor import FloorAmendment
from drafting.constitution.labels import cited
from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.references import references_in
from drafting.constitution.targets import Targets
from drafting.findings import Finding, Refusal, error
from drafting.library.nearest import did_you_mean
from drafting.word.blocks import blocks_of, body_of
from drafting.word.native import Words, rewritten
from drafting.word.package import Package
from drafting.word.xml import serialise


@dataclass(frozen=True)
class FloorAccount:
    """An amendment from the floor of the provision in block `block` of the proposed constitution.

    `where` cites it today, and `current` is its text before the amendment.
    """

    id: str
    block: int
    provision: str
    where: str
    current: str
    amendment: FloorAmendment
    authority: str

    def comment(self) -> tuple[tuple[str, str], ...]:
        """Return the paragraphs of the comment in the margin: a label and its text."""
        return (
            ("What it does.", f"Amends {self.where}."),
            ("Why.", f"Moved at the meeting by {self.amendment.mover}."),
            ("Legal basis.", "To be checked by the officer."),
            ("Force.", "An amendment from the floor, in the words of its mover."),
            ("If rejected.", "The provision stays as it is without the amendment."),
            ("Change", self.id),
        )


def with_floor(
    outline: Constitution,
    current: Targets,
    ids: Sequence[str],
    kept: Mapping[int, int],
    amendments: Sequence[FloorAmendment],
    authority: str,
) -> tuple[Package, list[FloorAccount]]:
    """Return the proposed file with amendments from the floor, and an account of each.

    `ids` gives the permanent id of each block of `outline`, the proposed constitution, and `kept`
    the block of it that each of the current one is. Raises `Refusal` for an address that leads to
    no one paragraph.
    """
    proposed = Targets(outline)
    root = outline.package.root(outline.package.document)
    blocks = blocks_of(body_of(root))
    accounts: list[FloorAccount] = []
    wrong: list[Finding] = []
    taken: set[int] = set()
    for each in amendments:
        block = _block(each, current, ids, kept)
        provision = None if block is None else outline.provisions[block]
        problem = _problem(each, provision, taken, current)
        if problem or provision is None or block is None:
            wrong.append(problem or error(f"there is no {each.address}."))
            continue
        taken.add(block)
        element, typed = blocks[block], provision.typed
        label = typed.label + typed.gap if typed else ""
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, rewritten(element, [Words(label + each.wording)]))
        where = cited(proposed, block)
        accounts.append(
            FloorAccount(
                f"floor.{ids[block]}", block, ids[block], where, provision.text, each, authority
            )
        )
    if wrong:
        raise Refusal(*wrong)
    package = outline.package.replacing({outline.package.document: serialise(root)})
    return package, accounts


def _block(
    amendment: FloorAmendment, current: Targets, ids: Sequence[str], kept: Mapping[int, int]
) -> int | None:
    """Return the block of the proposed constitution that an amendment is of."""
    if amendment.address in ids:
        return ids.index(amendment.address)
    found = list(references_in(amendment.address, current.printed))
    if not found or found[-1].law:
        return None
    last = current.constitution.provisions[-1]
    target = current.target(found[-1], found[-1].items[-1], last)
    return kept.get(target.block) if isinstance(target, Provision) else None


def _problem(
    amendment: FloorAmendment, provision: Provision | None, taken: set[int], current: Targets
) -> Finding | None:
    place = {"where": amendment.file, "line": amendment.line}
    if provision is None:
        known = [cited(current, each.block) for each in current.constitution.provisions]
        return error(
            f"“{amendment.address}” leads to no one provision that stays.",
            remedy=did_you_mean(amendment.address, known) or "Give its id in provisions.json.",
            **place,
        )
    if provision.block in taken:
        return error(f"“{amendment.address}” is amended twice.", remedy="Put one wording.", **place)
    if provision.kind not in {Kind.PARAGRAPH, Kind.HEADING}:
        return error(
            f"“{amendment.address}” is a table or holds a page layout.",
            remedy="Amend it in Word.",
            **place,
        )
    return None
