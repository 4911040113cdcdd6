"""What changes for you: as a councillor, an opposition group leader, an officer, a resident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from drafting.library.readers import Reader, read_readers
from drafting.pages.change_pages import places_of_changes
from drafting.pages.council_reading import CouncilReading
from drafting.pages.page import Crumb, Page, Pages, crumbs
from drafting.pages.text_pages import Text
from drafting.publication.pack import schedule_of
from drafting.publication.readers import Named, named_in
from drafting.workspace import program_files


def add_readers(pages: Pages, reading: CouncilReading, text: Text) -> None:
    """Add a page for each kind of reader, and one that leads to them."""
    root = reading.root
    url = f"{root}changes/for-you/"
    way = crumbs(("Home", root), ("Changes", f"{root}changes/"))
    council = reading.council
    draft = reading.made.draft
    schedule = schedule_of(draft, council.council.name, council.meeting.date, council.dated)
    links = places_of_changes(text)
    readers = read_readers(program_files("clauses"))
    listed = [Crumb(each.title, f"{url}{each.id}/") for each in readers]
    pages.add(
        Page(url, "listing.html", "What changes for you", way, partial(_listing, listed), root)
    )
    within = (*way, *crumbs(("What changes for you", url)))
    for reader in readers:
        found = list(named_in(schedule, reader, council))
        view = partial(_reader, reading, reader, found, links)
        title = f"What changes for you: {reader.title[:1].lower()}{reader.title[1:]}"
        pages.add(Page(f"{url}{reader.id}/", "for-you.html", title, within, view, root))


def _listing(listed: Sequence[Crumb]) -> Mapping[str, Any]:
    return {
        "links": listed,
        "intro": "The sentences of the proposal that name you, change by change, and where to "
        "read the rest.",
    }


def _reader(
    reading: CouncilReading, reader: Reader, found: Sequence[Named], links: Mapping[str, str]
) -> Mapping[str, Any]:
    return {
        "count": len(found),
        "all": len(reading.made.draft.accounts),
        "groups": [
            {
                "title": protocol,
                "changes": [
                    {
                        "heading": each.line.account.change.heading,
                        "sentences": each.sentences,
                        "new": not each.line.current,
                        "url": links.get(each.line.account.change.id, ""),
                        "why": f"{reading.root}clauses/{each.line.account.change.clause}/",
                    }
                    for each in group
                ],
            }
            for protocol, group in groupby(found, key=lambda each: each.protocol)
        ],
        "group": reader.group,
    }
