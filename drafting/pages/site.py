"""The whole site: the pages of every council, and those that belong to none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from drafting.assembly.english import curly
from drafting.commands.result import Progress
from drafting.pages.change_pages import add_changes
from drafting.pages.clause_pages import add_clauses
from drafting.pages.council_pages import add_council
from drafting.pages.council_reading import CouncilReading, read_council_for_pages
from drafting.pages.history_pages import add_history
from drafting.pages.library_pages import add_library
from drafting.pages.number_pages import add_numbers
from drafting.pages.page import POLICY, Crumb, Page, Pages
from drafting.pages.published_ids import PublishedIds
from drafting.pages.reader_pages import add_readers
from drafting.pages.text_pages import add_text, constitution_of, outside_of
from drafting.publication.accounts import sentence
from drafting.publication.papers import day_in_words

SEARCH_POLICY = f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""What the page of the search may load besides: its script, which is in WebAssembly in part."""

HEADERS = f"""\
# What a server must send with every page of this site. Some servers read this file as it is;
# in others, set the same headers. Each page but that of the search allows itself less.
/*
  Content-Security-Policy: {SEARCH_POLICY}; frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
"""


@dataclass(frozen=True)
class CouncilFrame:
    """What every page of a council shows around its text."""

    name: str
    root: str
    crest: str
    menu: tuple[Crumb, ...]
    notice: str


@dataclass(frozen=True)
class Site:
    """A site that is read: its pages, and the frame of each council by its root.

    `published` are the ids that each council's site has published, in the order of the readings.
    """

    pages: Pages
    frames: Mapping[str, CouncilFrame]
    readings: tuple[CouncilReading, ...]
    published: tuple[PublishedIds, ...]


def read_site(folders: Sequence[Path], *, demonstration: bool, progress: Progress) -> Site:
    """Return the site of some workspaces; of one alone, its pages stand at the root.

    A `demonstration` says on each page that the council is invented, and keeps each under its own
    address. Raises `Refusal` when anything is wrong with one.
    """
    alone = len(folders) == 1 and not demonstration
    pages = Pages()
    readings: list[CouncilReading] = []
    for folder in folders:
        root = "" if alone else f"{folder.name}/"
        reading = read_council_for_pages(folder, root, progress)
        readings.append(reading)
    published: list[PublishedIds] = []
    for reading in readings:
        text = constitution_of(reading)
        for each in (text, *outside_of(reading)):
            add_text(pages, each)
        add_council(pages, reading, text)
        add_changes(pages, reading, text)
        add_readers(pages, reading, text)
        add_clauses(pages, reading, text)
        add_numbers(pages, reading)
        published.append(add_history(pages, reading, text))
    add_library(pages, readings)
    if not alone:
        pages.add(
            Page("", "councils.html", "Council constitutions", (), partial(_councils, readings))
        )
    pages.add_file("_headers", HEADERS.encode())
    notice = "This council is invented: it shows what the program does." if demonstration else ""
    frames = {reading.root: _frame(reading, notice) for reading in readings}
    return Site(pages, frames, tuple(readings), tuple(published))


def _councils(readings: Sequence[CouncilReading]) -> Mapping[str, Any]:
    return {
        "councils": [
            {
                "name": reading.council.council.name,
                "url": reading.root,
                "arrangement": _arrangement(reading),
                "count": len(reading.made.draft.accounts),
                "meeting": day_in_words(reading.council.meeting.date),
            }
            for reading in readings
        ]
    }


def _arrangement(reading: CouncilReading) -> str:
    told = reading.vocabulary.facts["arrangement"].says(reading.council.arrangement)
    return sentence(curly(told))


def _frame(reading: CouncilReading, notice: str) -> CouncilFrame:
    root = reading.root
    menu = (
        ("Constitution", "constitution/"),
        ("Changes", "changes/"),
        ("Protocols", "protocols/"),
        ("Clauses", "clauses/"),
        ("Numbers and dates", "numbers/"),
        ("History", "history/"),
        ("Search", "search/"),
    )
    return CouncilFrame(
        name=reading.council.council.name,
        root=root,
        crest=f"crest{Path(reading.council.site.crest).suffix}" if reading.crest else "",
        menu=tuple(Crumb(title, root + url) for title, url in menu),
        notice=notice,
    )
