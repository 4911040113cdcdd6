"""Whether a proposed file says, word for word, what was assembled."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.assembly.provisions import Span, Table
from drafting.findings import Refusal, error
from drafting.publication.proposed import ProposedConstitution, Region
from drafting.word.atoms import text_of
from drafting.word.blocks import body_blocks


def check_text(proposed: ProposedConstitution, regions: Sequence[Region]) -> None:
    """Raise `Refusal` unless the proposed file says, word for word, what was assembled."""
    blocks = body_blocks(proposed.package)
    for region in regions:
        protocol = region.placement.protocol
        pairs = zip(region.proposal.all_blocks(), proposed.positions[protocol], strict=True)
        for block, position in pairs:
            if block.content is None or isinstance(block.content, Table):
                continue
            wanted = _plain(_resolved(block.content, protocol, proposed))
            if not _plain(text_of(blocks[position])).endswith(wanted):
                raise Refusal(
                    error(
                        f"the proposed text differs from the assembled one: “{wanted[:80]}”.",
                        where="proposed.docx",
                        address=f"block {position + 1}",
                        remedy="Please report this; nothing was written.",
                    )
                )


def _plain(text: str) -> str:
    """Return a text without the differences that the council's own typing may keep."""
    same = str.maketrans({"\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-"})
    return text.translate(same)


def _resolved(spans: Sequence[Span], protocol: str, proposed: ProposedConstitution) -> str:
    return "".join(
        proposed.reference(span.reference, protocol) if span.reference else span.text
        for span in spans
    )
