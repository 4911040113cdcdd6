"""References in a line as links to the provisions that they lead to, where that is plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafting.constitution.outline import Provision
from drafting.constitution.targets import Targets
from drafting.pages.published_text import Line
from drafting.publication.reference_places import ReferencePlaces, cut_at
from drafting.word.marked import Paragraph

TO_PROVISION = "@"
"""Before a permanent id, in the target of a span."""


@dataclass(frozen=True)
class ReferenceLinks:
    """Finds where the references of a constitution lead; `ids` are those of its provisions."""

    targets: Targets
    ids: Sequence[str]

    def linked(self, line: Line, provision: Provision | None) -> Line:
        """Return a line in which each plain reference of `provision` leads to what it names.

        The line must read as the provision does: nothing in it may be revised.
        """
        if provision is None or len(line.blocks) != 1:
            return line
        block = line.blocks[0]
        if not isinstance(block, Paragraph) or block.changed:
            return line
        before = block.text.rfind(provision.text) if provision.text else -1
        if before < 0:
            return line
        places = list(ReferencePlaces(self.targets, self.ids).places(provision, before))
        if not places:
            return line
        spans = tuple(cut_at(block.spans, places, TO_PROVISION))
        return replace(line, blocks=(replace(block, spans=spans),))
