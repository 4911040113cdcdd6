"""How a calculation is told: step by step, for a terminal, a Word table or a machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step: what is said, a table if there is one, and the ids of the law it rests on."""

    heading: str
    says: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    law: tuple[str, ...] = ()
