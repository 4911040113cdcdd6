"""Every allocation that is as good as the best one, found exactly and listed up to a bound.

By the theory of network flows a flow is cheapest if and only if each arc carries an amount that
is cheapest at the prices (the dual) of its two ends. So the equals of one cheapest allocation are
those tables with the same sums whose cells stay between two bounds. They are walked through by
moving seats around circles and fixing one cell after another; every step leads to one at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from drafting.balance.network import START, Network, Table

Arc = tuple[int, int | None]  # a row and a body, or a row and its total
Seats = dict[Arc, int]


def equals(net: Network, best: Table) -> Iterator[Table]:
    """Yield every allocation of the lowest cost, each once; `best` is one of them."""
    seats: Seats = {
        (row, column): cell for column, cells in enumerate(best) for row, cell in enumerate(cells)
    }
    for row in range(len(net.rows)):
        seats[row, None] = sum(cells[row] for cells in best)
    bounds = _bounds(net, seats, _prices(net, seats))
    open_cells = [arc for arc in seats if arc[1] is not None and bounds[arc][0] < bounds[arc][1]]
    for found in _walk(net, seats, bounds, sorted(open_cells, key=str)):
        yield tuple(
            tuple(found[row, column] for row in range(len(net.rows)))
            for column in range(len(net.bodies))
        )


def _prices(net: Network, seats: Seats) -> Mapping[int, float]:
    """Return the price of a seat at each node: the cheapest way there, given what is carried.

    The prices are whole numbers, as the costs are: NetworkX only adds them.
    """
    graph: Any = nx.DiGraph()
    for (row, column), carried in seats.items():
        steps = net.steps(row, column)
        tail, head = _ends(net, row, column)
        if carried < len(steps):
            graph.add_edge(tail, head, weight=steps[carried])
        if carried:
            graph.add_edge(head, tail, weight=-steps[carried - 1])
    return nx.single_source_bellman_ford_path_length(graph, START)


def _ends(net: Network, row: int, column: int | None) -> tuple[int, int]:
    return (START, row) if column is None else (row, len(net.rows) + column)


def _bounds(net: Network, seats: Seats, prices: Mapping[int, float]) -> dict[Arc, tuple[int, int]]:
    """Return between which numbers each cell and each row total may move at no cost."""
    bounds: dict[Arc, tuple[int, int]] = {}
    for arc, carried in seats.items():
        tail, head = _ends(net, *arc)
        steps, low, high = net.steps(*arc), carried, carried
        if tail in prices and head in prices:
            worth = prices[head] - prices[tail]
            while high < len(steps) and steps[high] == worth:
                high += 1
            while low > 0 and steps[low - 1] == worth:
                low -= 1
        bounds[arc] = (low, high)
    return bounds


def _walk(
    net: Network, seats: Seats, bounds: dict[Arc, tuple[int, int]], cells: list[Arc]
) -> Iterator[Seats]:
    for place, cell in enumerate(cells):
        held = {**bounds, cell: (seats[cell], seats[cell])}
        choices = [seats]
        for by in (1, -1):
            moved: Seats | None = seats
            while moved := _moved(net, moved, {**held, cell: bounds[cell]}, cell, by):
                choices.append(moved)
        if len(choices) == 1:
            bounds = held
            continue
        for choice in sorted(choices, key=lambda each: -each[cell]):
            fixed = {**bounds, cell: (choice[cell], choice[cell])}
            yield from _walk(net, choice, fixed, cells[place + 1 :])
        return
    yield seats


def _moved(
    net: Network, seats: Seats, bounds: dict[Arc, tuple[int, int]], cell: Arc, by: int
) -> Seats | None:
    """Return the seats with one more, or one less, in a cell and others moved to make up for it."""
    if not bounds[cell][0] <= seats[cell] + by <= bounds[cell][1]:
        return None
    tail, head = _ends(net, *cell)
    start, goal = (head, tail) if by > 0 else (tail, head)
    came: dict[int, tuple[int, Arc, int]] = {}
    front, reached = [start], {start}
    while front and goal not in reached:
        node = front.pop(0)
        for arc, to, step in _next(net, seats, bounds, node):
            if arc != cell and to not in reached:
                reached.add(to)
                came[to] = (node, arc, step)
                front.append(to)
    if goal not in reached:
        return None
    result, node = {**seats, cell: seats[cell] + by}, goal
    while node != start:
        node, arc, step = came[node]
        result[arc] += step
    return result


def _next(
    net: Network, seats: Seats, bounds: dict[Arc, tuple[int, int]], node: int
) -> Iterator[tuple[Arc, int, int]]:
    """Yield the ways out of a node: the arc, where it leads, and whether a seat more or less."""
    rows, columns = len(net.rows), len(net.bodies)
    if node == START:
        ahead: list[Arc] = [(row, None) for row in range(rows)]
        behind: list[Arc] = []
    elif node < rows:
        ahead, behind = [(node, column) for column in range(columns)], [(node, None)]
    else:
        ahead, behind = [], [(row, node - rows) for row in range(rows)]
    for arc in ahead:
        if seats[arc] < bounds[arc][1]:
            yield arc, _ends(net, *arc)[1], 1
    for arc in behind:
        if seats[arc] > bounds[arc][0]:
            yield arc, _ends(net, *arc)[0], -1
