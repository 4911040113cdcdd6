"""The home page of a council, its protocols, its downloads, and the A to Z of its constitution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from drafting.library.clauses import Outline, OutlineKind
from drafting.pages.council_reading import CouncilReading
from drafting.pages.markup import words_marked
from drafting.pages.page import Page, Pages, crumbs
from drafting.pages.published_text import TextPage
from drafting.pages.text_pages import VIEWS, Text, outside_of
from drafting.publication.accounts import sentence
from drafting.publication.akoma_ntoso import Work, constitution_as_akn
from drafting.publication.pack import CHANGES, PROPOSED, REDLINE, REPORT, SCHEDULE
from drafting.publication.papers import day_in_words

CURRENT_AKN = "constitution.akn.xml"
PROPOSED_AKN = "proposed.akn.xml"
_DOWNLOADS = (
    (REDLINE, "The redline", "The constitution in Word with every change as a tracked change."),
    (PROPOSED, "The proposed constitution", "How it would read with every change accepted."),
    (SCHEDULE, "The schedule of amendments", "Each change in a table, with its reason and law."),
    (REPORT, "The report to full council", "What the council is asked to decide, and why."),
    (CHANGES, "The changes as data", "The same changes for a machine, each with a stable id."),
    (CURRENT_AKN, "The constitution as data", "As it stands, in Akoma Ntoso 3.0."),
    (PROPOSED_AKN, "The proposed constitution as data", "As proposed, in Akoma Ntoso 3.0."),
)

_OF_NUMBERS = (
    ("meetings.ics", "The diary of meetings", "Every meeting of the year, for your calendar."),
    ("diary.csv", "The diary as a table", "Each meeting with its day, time and deadlines."),
    ("balance.csv", "Political balance as a table", "The seats of each body by group."),
)


@dataclass(frozen=True)
class Placed:
    """A protocol, or a set of rules that it amends: its outline and the pages that hold it."""

    outline: Outline
    title: str
    text: Text
    pages: tuple[TextPage, ...]

    @property
    def changed(self) -> tuple[TextPage, ...]:
        """The pages of it on which something changes."""
        return tuple(page for page in self.pages if page.changed)


def placed(reading: CouncilReading, text: Text) -> list[Placed]:
    """Return each protocol and set of rules that the draft deals with, and where it stands."""
    found: list[Placed] = []
    draft = reading.made.draft
    outlines = {each.id: each for each in reading.library.outlines}
    own_ids = draft.following.ids[1]
    for protocol, positions in draft.proposed.positions.items():
        ids = [own_ids[place] for place in positions if own_ids[place]]
        section = next((text.text.places[each].section for each in ids), "")
        pages = tuple(page for page in text.text.pages if page.section == section)
        found.append(Placed(outlines[protocol], draft.proposed.names[protocol], text, pages))
    return found


def add_council(pages: Pages, reading: CouncilReading, text: Text) -> None:
    """Add the home page and what it leads to."""
    root = reading.root
    home = crumbs(("Home", root))
    found = placed(reading, text)
    name = reading.council.council.name
    pages.add(
        Page(
            root,
            "home.html",
            f"The constitution of {name}",
            (),
            partial(_home, reading, found),
            root,
        )
    )
    pages.add(
        Page(
            f"{root}protocols/",
            "protocols.html",
            "Protocols",
            home,
            partial(_protocols, reading, found),
            root,
        )
    )
    pages.add(
        Page(
            f"{root}a-to-z/", "a-to-z.html", "A to Z", home, partial(_a_to_z, text), root,
            searched=False,
        )
    )  # fmt: skip
    pages.add(Page(f"{root}search/", "search.html", "Search", home, dict, root, searched=False))
    pages.add(
        Page(f"{root}downloads/", "downloads.html", "Downloads", home,
             partial(_downloads, pages, reading), root)
    )  # fmt: skip
    for file, data in {**reading.made.files, **_for_machines(reading)}.items():
        pages.add_file(f"{root}downloads/{file}", data)
    colour = reading.council.site.colour
    pages.add_file(f"{root}council.css", f":root {{ --own: {colour}; }}\n".encode())
    if reading.crest:
        suffix = Path(reading.council.site.crest).suffix
        pages.add_file(f"{root}crest{suffix}", reading.crest)


def _home(reading: CouncilReading, found: list[Placed]) -> Mapping[str, Any]:
    council, draft = reading.council, reading.made.draft
    return {
        "meeting": day_in_words(council.meeting.date),
        "body": sentence(council.constitution.approval_body),
        "count": len(draft.accounts),
        "following": len(draft.following.accounts),
        "protocols": [told for each in found if (told := _told(each))["protocol"]],
        "rules": [told for each in found if not (told := _told(each))["protocol"]],
        "outside": [{"title": each.title, "body": each.body} for each in reading.made.outside],
    }


def _told(each: Placed) -> dict[str, Any]:
    changed = each.changed
    came, gone = words_marked([line for page in changed for line in page.lines])
    return {
        "title": each.title,
        "protocol": each.outline.kind is OutlineKind.PROTOCOL,
        "id": each.outline.id,
        "new": bool(each.pages) and not any(page.stands for page in each.pages),
        "came": came,
        "gone": gone,
        "url": each.text.home(each.pages[0]) if each.pages else "",
        "views": [{"title": title, "url": each.text.url(changed[0], view)} for view, title in VIEWS]
        if changed
        else [],
    }


def _protocols(reading: CouncilReading, found: list[Placed]) -> Mapping[str, Any]:
    told = [_told(each) for each in found]
    return {
        "protocols": [each for each in told if each["protocol"]],
        "rules": [each for each in told if not each["protocol"]],
        "outside": [
            {"title": text.title, "body": each.body, "file": each.redline, "url": text.base}
            for text, each in zip(outside_of(reading), reading.made.outside, strict=True)
        ],
    }


def _downloads(pages: Pages, reading: CouncilReading) -> Mapping[str, Any]:
    files = {file: len(data) for file, data in reading.made.files.items()}
    files |= {
        file: len(pages.assets[f"{reading.root}downloads/{file}"].data)
        for file in (CURRENT_AKN, PROPOSED_AKN)
    }
    listed = [
        {"file": file, "title": title, "told": told, "size": _size(files[file])}
        for file, title, told in _DOWNLOADS
    ]
    listed += [
        {
            "file": file,
            "title": f"{sentence(each.title)}: {kind}",
            "told": f"For {each.body} to approve.",
            "size": _size(files[file]),
        }
        for each in reading.made.outside
        for file, kind in (
            (each.redline, "the redline"),
            (each.proposed, "as proposed"),
            (each.schedule, "the schedule of amendments"),
        )
    ]
    listed += [
        {"file": file, "title": title, "told": told, "size": _size(len(asset.data))}
        for file, title, told in _OF_NUMBERS
        if (asset := pages.assets.get(f"{reading.root}downloads/{file}"))
    ]
    return {"files": listed}


def _for_machines(reading: CouncilReading) -> Mapping[str, bytes]:
    """Return the constitution as it stands and as proposed in Akoma Ntoso."""
    following = reading.made.draft.following
    name = reading.council.council.name
    current = Work(name, reading.council.dated)
    proposed = Work(name, reading.council.meeting.date, proposed=True)
    return {
        CURRENT_AKN: constitution_as_akn(following.current, current, following.ids[0]),
        PROPOSED_AKN: constitution_as_akn(following.proposed, proposed, following.ids[1]),
    }


def _size(count: int) -> str:
    return f"{max(1, round(count / 1024))} KB"


def _a_to_z(text: Text) -> Mapping[str, Any]:
    entries = sorted(_entries(text), key=lambda each: (each["title"].casefold(), each["within"]))
    letters = [
        {"letter": letter, "entries": list(group)}
        for letter, group in groupby(entries, key=lambda each: each["letter"])
    ]
    return {"letters": letters}


def _entries(text: Text) -> Iterator[dict[str, str]]:
    """Yield each heading as it is looked up: under its first word that says something."""
    for page in text.text.pages:
        for line in page.lines:
            title = line.provision.text.strip()
            if not line.heading or not line.id or not title:
                continue
            words = title.split(" ", 1)
            if words[0].casefold() in {"the", "a", "an"} and len(words) > 1:
                title = f"{sentence(words[1])}, {words[0].casefold()}"
            first = title[0].upper()
            view = "" if page.stands and line.old is not None else "proposed/"
            yield {
                "letter": first if first.isalpha() else "0–9",
                "title": title,
                "within": page.title if page.title != line.provision.text else page.part,
                "url": text.place(line.id, view),
                "new": "new" if line.old is None else "",
            }
