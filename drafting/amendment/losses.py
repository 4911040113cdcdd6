"""What goes out of the council's own text although nothing that comes in covers it.

A clause that replaces a provision brings the library's words. A sentence of the council's that
neither they nor what stays say again would be lost without a trace in the reasons: it is listed,
so that a person can keep it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from drafting.amendment.agreement import Text, Weights, sentences_of
from drafting.amendment.changes import Change, text_of_block
from drafting.amendment.paragraphs import Existing
from drafting.amendment.proposal import Proposal
from drafting.findings import Finding, warning

LEAST_COVERED = 0.50  # the share of a sentence's words that one paragraph must hold to cover it


@dataclass(frozen=True)
class Lost:
    """A sentence of the council's own, at `where`, that a change takes out with no equal."""

    protocol: str
    change: str
    clause: str
    where: str
    text: str


def losses_of(
    proposal: Proposal, changes: Sequence[Change], existing: Sequence[Existing]
) -> Iterator[Lost]:
    """Yield each sentence that a change takes out and that nothing in the new text covers."""
    by_block = {block.block: block for block in existing}
    paragraphs = [Text(text_of_block(each, by_block)) for each in proposal.all_blocks()]
    weights = Weights(paragraphs)
    for change in changes:
        for number in change.replaced:
            block = by_block[number]
            if block.kind == "heading":
                continue
            for sentence in sentences_of(block.text):
                words = Text(sentence).words
                best = max((weights.held(words, each.words) for each in paragraphs), default=0.0)
                if words and best < LEAST_COVERED:
                    yield Lost(change.protocol, change.id, change.clause, block.address, sentence)


def findings_of_losses(lost: Sequence[Lost], file: str) -> list[Finding]:
    """Return a warning for each protocol that loses what nothing in the library covers.

    `file` is the constitution that the sentences stand in.
    """
    by_protocol: dict[str, list[Lost]] = {}
    for each in lost:
        by_protocol.setdefault(each.protocol, []).append(each)
    return [
        warning(
            f"nothing in the library covers “{shorten(found[0].text, 90, placeholder=' …')}”, "
            f"which {found[0].change} takes out"
            + (f", nor {len(found) - 1} more sentences that go out" if found[1:] else "")
            + ".",
            where=file,
            address=found[0].where,
            remedy="The schedule lists each. To keep a paragraph, put its address in "
            "constitution.keep.",
        )
        for found in by_protocol.values()
    ]
