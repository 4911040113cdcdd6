"""Where the references of a constitution stand in its text, and which provisions they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafting.constitution.outline import Kind, Provision
from drafting.constitution.references import references_in
from drafting.constitution.targets import Targets
from drafting.word.marked import Span

Place = tuple[int, int, str]
"""The characters from one place up to another, and the id of the provision that they lead to."""


@dataclass(frozen=True)
class ReferencePlaces:
    """Finds the references of a constitution; `ids` are those of its provisions."""

    targets: Targets
    ids: Sequence[str]

    def places(self, provision: Provision, by: int = 0) -> Iterator[Place]:
        """Yield the place of each reference of a provision that leads to one other, plainly.

        `by` is how many characters stand before its text. The references of a table are left out.
        """
        if provision.kind is Kind.TABLE:
            return
        for reference in references_in(provision.text, self.targets.printed):
            for item in reference.items:
                found = self.targets.target(reference, item, provision)
                if isinstance(found, Provision) and self.ids[found.block]:
                    start = reference.start if item is reference.items[0] else item.start
                    yield by + start, by + item.end, self.ids[found.block]


def cut_at(spans: Sequence[Span], places: Sequence[Place], before: str) -> Iterator[Span]:
    """Yield spans cut so that each place is spans of its own, with where it leads as their target.

    `before` stands before the id in the target. What leads somewhere by itself is left as it is.
    """
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
            yield replace(span, text=span.text[first - at : last - at], target=before + to)
            done = last
        if done < end or not span.text:
            yield replace(span, text=span.text[done - at :])
        at = end
