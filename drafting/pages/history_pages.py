"""The history of a constitution: each adopted version at its own address, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from drafting.assembly.english import curly
from drafting.pages.amendment_feed import FEED, amendment_feed
from drafting.pages.between_pages import add_between
from drafting.pages.council_reading import CouncilReading
from drafting.pages.page import Page, Pages, crumbs
from drafting.pages.permanent_addresses import add_permanent_addresses
from drafting.pages.published_ids import PublishedIds
from drafting.pages.text_pages import Text
from drafting.pages.version_pages import KeptVersion, add_version, kept_versions, plain_day
from drafting.publication.accounts import sentence
from drafting.publication.papers import day_in_words


def add_history(pages: Pages, reading: CouncilReading, text: Text) -> PublishedIds:
    """Add the pages of the versions that were adopted, and all that leads to what stood once.

    Returns every id that is or was published. Raises `Refusal` when one would lead nowhere.
    """
    root = reading.root
    kept = kept_versions(reading, text)
    between: dict[str, str] = {}
    for each in kept:
        add_version(pages, reading, each)
    for before, after in pairwise(kept):
        between[after.text.base] = add_between(pages, reading, before, after)
    pages.add_file(f"{root}{FEED}", amendment_feed(reading, kept, between))
    home = crumbs(("Home", root))
    view = partial(_history, reading, kept, between)
    pages.add(Page(f"{root}history/", "history.html", "History", home, view, root))
    return add_permanent_addresses(pages, reading, text, kept)


def _history(
    reading: CouncilReading, kept: Sequence[KeptVersion], between: Mapping[str, str]
) -> Mapping[str, Any]:
    council = reading.council
    return {
        "versions": [
            {**_told(each), "between": between.get(each.text.base, "")} for each in reversed(kept)
        ],
        "unkept": bool(kept) and not kept[-1].stands,
        "oldest": plain_day(kept[0].adopted.version.in_force) if kept else "",
        "body": sentence(council.constitution.approval_body),
        "meeting": day_in_words(council.meeting.date),
    }


def _told(each: KeptVersion) -> Mapping[str, Any]:
    version = each.adopted.version
    return {
        "url": each.text.base,
        "adopted": plain_day(version.adopted),
        "start": version.in_force.isoformat(),
        "from": plain_day(version.in_force),
        "end": each.until.isoformat() if each.until else "",
        "until": plain_day(each.until) if each.until else "",
        "stands": each.stands,
        "changed": curly(version.changed.rstrip(".")),
        "minute": curly(version.minute),
    }
