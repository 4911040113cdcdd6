"""Least deviation as the cheapest flow: seats run from the council to its groups to its bodies.

Every cost is a whole number, and a rule that comes first in law costs more than all that come
after it together, so the cheapest flow obeys the rules in their order and nothing is rounded.
The flow is found by NetworkX (network simplex); its dual says which other flows are as cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import networkx as nx

from drafting.balance.chamber import Body, Chamber, Party

START = -1  # the node from which all seats run
Cost = Callable[[int], int]
Table = tuple[tuple[int, ...], ...]
"""Seats by body, and in each by group; then those of members of no group; then unfilled ones."""


@dataclass(frozen=True)
class Network:
    """What each number of seats costs, for every row (group) and every cell (group on a body).

    The last two rows are the members of no group and the seats that nobody may fill. `most` is
    the most seats that a cell can take.
    """

    bodies: tuple[Body, ...]
    rows: tuple[Sequence[int], ...]
    cells: Mapping[tuple[int, int], Sequence[int]]

    def steps(self, row: int, body: int | None) -> list[int]:
        """Return what each further seat costs in a row (`body` is None) or in a cell."""
        costs = self.rows[row] if body is None else self.cells[row, body]
        return [after - before for before, after in pairwise(costs)]


def whole_seats_away(seats: int, top: int, bottom: int) -> int:
    """Return by how many seats a number is outside the two whole numbers around `top/bottom`."""
    low, high = top // bottom, -(-top // bottom)
    return max(0, low - seats, seats - high)


def network(chamber: Chamber, bodies: tuple[Body, ...], *, together: bool) -> Network:
    """Return the network of some bodies; `together` if their total counts (section 15(5)(c)).

    In the order of their weight: a seat that nobody may fill; all seats of a body in one group
    (a); a majority group without a majority (b); the distance of each group's total from its
    share, first in whole seats (c); the same on each body (d). Whole seats count squared: two
    seats from one group are worse than one from each of two.
    """
    groups, base = chamber.groups, chamber.membership
    total = sum(body.seats for body in bodies)
    room = (total + 1) ** 2 * (len(groups) + 1)
    body_share = 1
    body_whole = body_share * (2 * base * room)
    total_share = body_whole * room
    total_whole = total_share * (2 * base * room)
    majority = total_whole * room
    one_group = majority * room
    unfilled = one_group * room
    leading = chamber.majority

    def row_cost(group: Party) -> Cost:
        top = total * group.members
        return lambda k: (
            total_whole * whole_seats_away(k, top, base) ** 2 + total_share * abs(k * base - top)
            if together
            else 0
        )

    def cell_cost(group: Party, body: Body) -> Cost:
        top = body.seats * group.members
        needed = body.seats // 2 + 1 if group is leading else 0
        return lambda k: (
            one_group * (k == body.seats)
            + majority * max(0, needed - k)
            + body_whole * whole_seats_away(k, top, base) ** 2
            + body_share * abs(k * base - top)
        )

    def nothing(k: int) -> int:
        return 0

    parties: list[Party | None] = [*groups, None]
    cells: dict[tuple[int, int], Sequence[int]] = {}
    for column, body in enumerate(bodies):
        for row, party in enumerate(parties):
            most = min(body.seats, chamber.may_sit(party, body))
            cost = cell_cost(party, body) if party else nothing
            cells[row, column] = [cost(k) for k in range(most + 1)]
        cells[len(parties), column] = [unfilled * k for k in range(body.seats + 1)]
    rows = [row_cost(party) if party else nothing for party in parties]
    costs = tuple([cost(k) for k in range(total + 1)] for cost in [*rows, nothing])
    return Network(bodies, costs, cells)


def cheapest(net: Network) -> Table:
    """Return one allocation of the lowest cost."""
    graph: Any = nx.MultiDiGraph()
    graph.add_node(START, demand=-sum(body.seats for body in net.bodies))
    columns = [len(net.rows) + column for column in range(len(net.bodies))]
    for node, body in zip(columns, net.bodies, strict=True):
        graph.add_node(node, demand=body.seats)
    for row in range(len(net.rows)):
        _add(graph, START, row, net.steps(row, None))
        for column, node in enumerate(columns):
            _add(graph, row, node, net.steps(row, column))
    _, flow = nx.network_simplex(graph)
    return tuple(
        tuple(sum(flow[row].get(node, {}).values()) for row in range(len(net.rows)))
        for node in columns
    )


def _add(graph: Any, tail: int, head: int, steps: Sequence[int]) -> None:
    for cost, run in groupby(steps):
        graph.add_edge(tail, head, capacity=len(list(run)), weight=cost)
