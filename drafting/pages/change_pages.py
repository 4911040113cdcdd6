"""The schedule of amendments as pages: every change in one table, and the words of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from drafting.commands.council import DONE
from drafting.pages.council_reading import CouncilReading
from drafting.pages.page import Page, Pages, crumbs
from drafting.pages.text_pages import Text, spots
from drafting.publication.accounts import sentence
from drafting.publication.pack import schedule_of
from drafting.publication.papers import day_in_words
from drafting.publication.schedule import Line

_LONGEST = 14_000  # characters of wording on one page of the schedule


def add_changes(pages: Pages, reading: CouncilReading, text: Text) -> None:
    """Add the list of changes, and the schedule of each protocol."""
    root = reading.root
    home = crumbs(("Home", root))
    within = crumbs(("Home", root), ("Changes", f"{root}changes/"))
    schedules: list[tuple[str, str, list[Line]]] = []
    council, draft = reading.council, reading.made.draft
    schedule = schedule_of(draft, council.council.name, council.meeting.date, council.dated)
    for title, lines in schedule.protocols:
        protocol = lines[0].account.change.protocol
        pieces = list(_pieces(lines))
        for number, piece in enumerate(pieces, 1):
            url = f"{root}changes/{protocol}/" + ("" if number == 1 else f"{number}/")
            told = title if len(pieces) == 1 else f"{title}, page {number} of {len(pieces)}"
            schedules.append((url, told, piece))
    where = {each.account.change.id: url for url, _, piece in schedules for each in piece}
    links = places_of_changes(text)
    pages.add(
        Page(
            f"{root}changes/",
            "changes.html",
            "Every change",
            home,
            partial(_list, reading, where, links),
            root,
        )
    )
    for at, (url, told, piece) in enumerate(schedules):
        before = schedules[at - 1][:2] if at else None
        after = schedules[at + 1][:2] if at + 1 < len(schedules) else None
        view = partial(_schedule, reading, piece, links, before, after)
        title = f"Schedule of amendments: {told}"
        pages.add(Page(url, "schedule.html", title, within, view, root))


def _pieces(lines: Sequence[Line]) -> Iterator[list[Line]]:
    piece: list[Line] = []
    size = 0
    for each in lines:
        own = sum(len(wording.text) for wording in (*each.current, *each.proposed))
        own += len(each.account.why) + 400
        if piece and size + own > _LONGEST:
            yield piece
            piece, size = [], 0
        piece.append(each)
        size += own
    if piece:
        yield piece


def places_of_changes(text: Text) -> Mapping[str, str]:
    """Return for each change the address of its first place among the marked pages."""
    found: dict[str, str] = {}
    for page in text.text.pages:
        for number, spot in enumerate(spots(page.lines), 1):
            if spot.change:
                found.setdefault(spot.change, f"{text.url(page, 'changes/')}#c{number}")
    return found


def _list(
    reading: CouncilReading, where: Mapping[str, str], links: Mapping[str, str]
) -> Mapping[str, Any]:
    draft = reading.made.draft
    council = reading.council
    names = draft.proposed.names
    groups = [
        {
            "title": names[protocol],
            "rows": [
                {
                    "id": each.change.id,
                    "heading": each.change.heading,
                    "url": f"{where[each.change.id]}#{each.change.id}"
                    if each.change.id in where
                    else "",
                    "kind": DONE[each.change.kind],
                    "reference": each.reference,
                    "authority": each.authority,
                    "place": links.get(each.change.id, ""),
                }
                for each in group
            ],
        }
        for protocol, group in groupby(draft.accounts, key=lambda each: each.change.protocol)
    ]
    return {
        "meeting": day_in_words(council.meeting.date),
        "body": sentence(council.constitution.approval_body),
        "groups": groups,
        "count": len(draft.accounts),
        "following": [
            {
                "id": each.change.id,
                "where": each.change.where,
                "current": each.change.current,
                "proposed": each.change.proposed if each.settled else "",
                "why": each.why,
                "place": links.get(each.change.id, ""),
            }
            for each in draft.following.accounts
        ],
        "floor": [
            {
                "id": each.id,
                "where": each.where,
                "current": each.current,
                "proposed": each.amendment.wording,
                "mover": each.amendment.mover,
            }
            for each in draft.floor
        ],
        "lost": [{"where": each.where, "text": each.text} for each in draft.lost],
    }


def _schedule(
    reading: CouncilReading,
    piece: Sequence[Line],
    links: Mapping[str, str],
    before: tuple[str, str] | None,
    after: tuple[str, str] | None,
) -> Mapping[str, Any]:
    return {
        "rows": [
            {
                "id": each.change.id,
                "heading": each.change.heading,
                "reference": line.cited,
                "current": line.current,
                "proposed": line.proposed,
                "why": each.why,
                "law": each.law,
                "force": each.force,
                "authority": each.authority,
                "vote": each.vote,
                "own_words": each.own_words,
                "lost": each.lost,
                "if_rejected": each.change.if_rejected,
                "needs": [
                    {"id": other, "heading": reading.accounts[other].change.heading}
                    for other in reading.made.draft.needs[each.change.id]
                    if other in reading.accounts
                ],
                "place": links.get(each.change.id, ""),
                "clause": f"{reading.root}clauses/{each.change.clause}/"
                if each.change.clause
                else "",
            }
            for line in piece
            for each in (line.account,)
        ],
        "before": {"url": before[0], "title": before[1]} if before else None,
        "after": {"url": after[0], "title": after[1]} if after else None,
        "notes": "",
    }
