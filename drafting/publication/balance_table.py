"""Political balance as comma-separated values, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from drafting.balance.allocation import Balance


def balance_csv(balance: Balance) -> bytes:
    """Return one line for each body, group and allocation, with the share as a fraction."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream)
    lines.writerow(
        (
            "allocation",
            "of",
            "body",
            "seats",
            "group",
            "members",
            "membership",
            "share",
            "share_decimal",
            "allocated",
        )
    )
    chamber = balance.chamber
    for part in balance.parts:
        of = f"{'more than ' if part.more else ''}{len(part.tables)}"
        for number, table in enumerate(part.tables, start=1):
            for body, cells in zip(part.bodies, table, strict=True):
                for group, seats in zip(chamber.groups, cells, strict=False):
                    share = chamber.share(group, body.seats)
                    lines.writerow(
                        (
                            number,
                            of,
                            _plain(body.name),
                            body.seats,
                            _plain(group.name),
                            group.members,
                            chamber.membership,
                            share,
                            f"{float(share):.3f}",
                            seats,
                        )
                    )
                for name, members, seats in (
                    ("Members of no group", chamber.ungrouped, cells[-2]),
                    ("Nobody", 0, cells[-1]),
                ):
                    if members or seats:
                        lines.writerow(
                            (
                                number,
                                of,
                                _plain(body.name),
                                body.seats,
                                name,
                                members,
                                chamber.membership,
                                "",
                                "",
                                seats,
                            )
                        )
    return ("\ufeff" + stream.getvalue()).encode()


def _plain(name: str) -> str:
    """Return a name that a spreadsheet does not take for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t\r" else name
