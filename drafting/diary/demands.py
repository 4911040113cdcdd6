"""What the diary must hold: formal meetings by cycle, and informal ones that lead up to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from drafting.clock.days import open_day

WEEK = timedelta(weeks=1)
CONTESTED = frozenset({"council", "executive", "scrutiny"})
MEMBERS = "members"


@dataclass(frozen=True)
class Demand:
    """One meeting that the diary must hold.

    A formal meeting has an `ideal` day and a `weekday` (from 0); `fixed` if it may not move. One
    that leads up to another has its `anchor` and stands `lead` working days before it. `start` is
    in minutes after midnight.
    """

    id: str
    series: str
    title: str
    kind: str
    start: int
    minutes: int
    people: frozenset[str]
    ideal: date
    weekday: int = 0
    fixed: bool = False
    anchor: str = ""
    lead: int = 0

    @property
    def formal(self) -> bool:
        """Whether the law on meetings applies to it."""
        return self.kind in {*CONTESTED, "committee"}


@dataclass(frozen=True)
class Block:
    """Days on which meetings of some kinds, or of all if there are none named, are not held."""

    first: date
    last: date
    why: str
    kinds: frozenset[str] = frozenset()

    def bears_on(self, kind: str) -> bool:
        """Return whether meetings of a kind are not held then."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class Year:
    """The municipal year and everything that its diary must respect."""

    first: date
    last: date
    demands: tuple[Demand, ...]
    blocks: tuple[Block, ...]
    no_fridays: bool
    cabinet_before_council: int
    leeway: int

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the year on which offices are open: all that the diary uses."""
        count = (self.last - self.first).days + 1
        every = (self.first + timedelta(number) for number in range(count))
        return tuple(day for day in every if open_day(day))
