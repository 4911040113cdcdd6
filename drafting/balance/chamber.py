"""The members of a council and the bodies they sit on, as political balance counts them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from drafting.configuration.council import Council
from drafting.configuration.politics import UNGROUPED

FEWEST_ON_A_JOINT_BODY = 3  # seats; Local Government and Housing Act 1989, Schedule 1, para 1(c)


class Basis(StrEnum):
    """How the seats of a body are allocated."""

    TOTAL = "total"  # with the other ordinary committees, and on its own: section 15(5)(c) and (d)
    ALONE = "alone"  # on its own: section 15(5)(d) and not (c)
    CUSTOM = "custom"  # section 15 does not apply; shared as if it did, on its own
    NONE = "none"  # not allocated here


@dataclass(frozen=True)
class Party:
    """One political group: how many members it has, and how many of them are in the executive."""

    id: str
    name: str
    members: int
    executive: int = 0


@dataclass(frozen=True)
class Body:
    """One body: its seats, the basis on which they are allocated, and whether it is scrutiny."""

    name: str
    seats: int
    basis: Basis = Basis.TOTAL
    scrutiny: bool = False
    kind: str = "ordinary"


@dataclass(frozen=True)
class Chamber:
    """All that an allocation rests on. `membership` is what every share is a fraction of."""

    groups: tuple[Party, ...]
    ungrouped: int
    membership: int
    bodies: tuple[Body, ...]
    seats: int
    vacancies: int = 0
    ungrouped_executive: int = 0

    def share(self, group: Party, seats: int) -> Fraction:
        """Return the seats, out of so many, that bear a group's proportion of the membership."""
        return Fraction(seats * group.members, self.membership)

    @property
    def majority(self) -> Party | None:
        """The group with more than half of the membership, if there is one: never a coalition."""
        for group in self.groups:
            if group.members * 2 > self.membership:
                return group
        return None

    def may_sit(self, group: Party | None, body: Body) -> int:
        """Return how many members of a group, or of none, may sit on a body.

        No member of the executive may sit on overview and scrutiny (section 9FA of the Local
        Government Act 2000).
        """
        members = group.members if group else self.ungrouped
        inside = group.executive if group else self.ungrouped_executive
        return max(members - inside, 0) if body.scrutiny else members

    def on(self, basis: Basis) -> tuple[Body, ...]:
        """Return the bodies whose seats are allocated on one basis, in their order."""
        return tuple(body for body in self.bodies if body.basis is basis)


def chamber_of(council: Council) -> Chamber:
    """Return what a `council.yaml` says about members and bodies, by its own settings.

    An elected mayor, where the settings count the mayor, is a member of the leader's group.
    """
    settings, administration = council.balance, council.administration
    mayor = council.governance_model == "mayor-and-cabinet" and settings.mayor_is_member
    mayors = administration.leader_group if mayor else None
    groups = tuple(
        Party(
            group.id,
            group.name,
            group.seats + (group.id == mayors),
            min(administration.cabinet.get(group.id, 0), group.seats) + (group.id == mayors),
        )
        for group in council.groups
    )
    ungrouped = council.seats.ungrouped + (mayor and mayors in (None, UNGROUPED))
    members = sum(group.members for group in groups) + ungrouped
    counted = council.seats.vacancies if settings.vacancies == "counted" else 0
    return Chamber(
        groups=groups,
        ungrouped=ungrouped,
        membership=members + counted,
        bodies=tuple(
            Body(
                each.name,
                each.seats,
                _basis(each.kind, each.seats, council),
                each.kind == "overview-and-scrutiny",
                each.kind,
            )
            for each in council.committees
        ),
        seats=council.seats.total,
        vacancies=council.seats.vacancies,
        ungrouped_executive=min(administration.cabinet.get(UNGROUPED, 0), ungrouped),
    )


def _basis(kind: str, seats: int, council: Council) -> Basis:
    settings = council.balance
    if kind == "licensing-2003":
        return Basis.CUSTOM if settings.licensing == "by-custom" else Basis.NONE
    if kind == "overview-and-scrutiny":
        return Basis.TOTAL if settings.scrutiny_in_total else Basis.ALONE
    if kind == "joint" and seats < FEWEST_ON_A_JOINT_BODY:
        return Basis.NONE
    return Basis.TOTAL if kind == "ordinary" else Basis.ALONE
