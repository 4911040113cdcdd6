"""The municipal year of a council: everything that its diary must hold and respect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from drafting.clock.council_dates import clock_of
from drafting.clock.dates import notice_of_election, retirement
from drafting.configuration.council import Council
from drafting.diary.demands import CONTESTED, WEEK, Block, Year
from drafting.diary.formal import formal_meetings, recesses, usual_series
from drafting.diary.informal import conversations, leading_up


def year_of(council: Council) -> Year:
    """Return the year that begins with the meeting in `council.yaml` and what it must hold."""
    first = council.meeting.date
    coming = council.elections.next
    last = first + 52 * WEEK - timedelta(1)
    if first < coming <= last:
        last = retirement(coming) + timedelta(7)  # the day before the next annual meeting
    series = council.diary.series or usual_series(council)
    formal = [demand for each in series for demand in formal_meetings(council, each, first, last)]
    informal = [demand for each in formal for demand in leading_up(council, each)]
    other = list(conversations(council, first, last))
    return Year(
        first=first,
        last=last,
        demands=(*formal, *informal, *other),
        blocks=tuple(_blocks(council, first, last)),
        no_fridays=council.diary.no_fridays,
        cabinet_before_council=council.diary.cabinet_before_council,
        leeway=council.diary.leeway,
    )


def _blocks(council: Council, first: date, last: date) -> Iterator[Block]:
    yield from recesses(council, first, last)
    clock = clock_of(council)
    for election in (clock.election, clock.next_election):
        if election and first <= election <= last:
            begins = notice_of_election(election)
            yield Block(begins, election - timedelta(1), "pre-election period", CONTESTED)
            yield Block(election, last, "between the election and the annual meeting")
