"""How a calculation is told: step by step, for a terminal, a Word table or a machine."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Step:
    """One step: what is said, a table if there is one, and the ids of the law it rests on."""

    heading: str
    says: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    law: tuple[str, ...] = ()


def mixed(share: Fraction) -> str:
    """Return a share as a whole number and a fraction, such as 17 5/12."""
    whole, rest = divmod(share, 1)
    if not rest:
        return str(whole)
    return f"{whole} {rest}" if whole else str(rest)
