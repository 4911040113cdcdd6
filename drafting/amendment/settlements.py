"""What a person has settled of the match of single paragraphs, and what of the council's stays."""

from __future__ import annotations

from dataclasses import dataclass

PROVIDED, AMENDED, SEPARATE = "provided", "amended", "separate"


@dataclass(frozen=True)
class Settled:
    """A settled match: paragraph `paragraph` (from 1) of a clause and the provision at `block`.

    `settled` is provided, amended or separate. A provision that is only kept has no clause.
    """

    clause: str
    paragraph: int
    block: int
    where: str
    settled: str


@dataclass(frozen=True)
class Settlements:
    """What is settled of one protocol or one set of rules. `kept` are blocks that stay."""

    paragraphs: tuple[Settled, ...] = ()
    kept: frozenset[int] = frozenset()

    def of(self, clause: str, paragraph: int) -> Settled | None:
        """Return what is settled of a paragraph (from 1), other than what it is not."""
        return next(
            (
                each
                for each in self.paragraphs
                if (each.clause, each.paragraph) == (clause, paragraph) and each.settled != SEPARATE
            ),
            None,
        )

    def apart(self, clause: str, paragraph: int) -> frozenset[int]:
        """Return the blocks of the provisions that are separate from a paragraph (from 1)."""
        return frozenset(
            each.block
            for each in self.paragraphs
            if (each.clause, each.paragraph, each.settled) == (clause, paragraph, SEPARATE)
        )


NOTHING_SETTLED = Settlements()
