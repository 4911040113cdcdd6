"""References in a text as links to the provisions that they lead to, where that is plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafting.constitution.outline import Kind, Provision
from drafting.constitution.references import references_in
from drafting.constitution.targets import Targets
from drafting.pages.published_text import Line
from drafting.word.marked import Paragraph, Span

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
        if provision is None or provision.kind is Kind.TABLE or len(line.blocks) != 1:
            return line
        block = line.blocks[0]
        if not isinstance(block, Paragraph) or block.changed:
            return line
        before = block.text.rfind(provision.text) if provision.text else -1
        if before < 0:
            return line
        places = [(before + start, before + end, to) for start, end, to in self._places(provision)]
        if not places:
            return line
        return replace(line, blocks=(replace(block, spans=tuple(_cut(block.spans, places))),))

    def _places(self, provision: Provision) -> Iterator[tuple[int, int, str]]:
        for reference in references_in(provision.text, self.targets.printed):
            items = list(reference.items)
            for item in items:
                found = self.targets.target(reference, item, provision)
                if isinstance(found, Provision) and self.ids[found.block]:
                    start = reference.start if item is items[0] else item.start
                    yield start, item.end, self.ids[found.block]


def _cut(spans: Sequence[Span], places: Sequence[tuple[int, int, str]]) -> Iterator[Span]:
    """Yield spans cut so that each place is spans of its own, with where it leads."""
    at = 0
    for span in spans:
        end = at + len(span.text)
        done = at
        for start, stop, to in places:
            first, last = max(start, done), min(stop, end)
            if first >= last or span.target:
                continue
            if first > done:
                yield replace(span, text=span.text[done - at : first - at])
            yield replace(span, text=span.text[first - at : last - at], target=TO_PROVISION + to)
            done = last
        if done < end or not span.text:
            yield replace(span, text=span.text[done - at :])
        at = end
