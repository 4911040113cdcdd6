"""The pages of an adopted version: each section as it stood, at an address that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup

from drafting.constitution.labels import cited
from drafting.constitution.targets import Targets
from drafting.pages.council_reading import CouncilReading
from drafting.pages.page import Page, Pages, crumbs, way
from drafting.pages.published_text import Line, TextPage, standing_text
from drafting.pages.reference_links import ReferenceLinks
from drafting.pages.text_pages import Text, add_text
from drafting.review.identities import Adopted, same_text


@dataclass(frozen=True)
class KeptVersion:
    """An adopted version on the site: its pages, how long it stood, and the text of today.

    `until` is the last day on which it stood, None for the newest. `stands` says whether it is the
    constitution of today.
    """

    adopted: Adopted
    text: Text
    today: Text
    until: date | None
    stands: bool

    @property
    def title(self) -> str:
        """What it is called, such as “Constitution adopted on 20 May 2025”."""
        return self.text.title

    @cached_property
    def ids(self) -> frozenset[str]:
        """The permanent ids of its provisions."""
        return frozenset(self.adopted.constitution.ids) - {""}

    @property
    def stood(self) -> str:
        """From when until when it stood."""
        start = plain_day(self.adopted.version.in_force)
        if self.until is None:
            return f"from {start}"
        return f"from {start} to {plain_day(self.until)}"

    def place(self, identity: str) -> str:
        """Return the address of one of its provisions; "" if it has no such provision."""
        return self.text.place(identity)


def plain_day(day: date) -> str:
    """Return a date such as 18 May 2027."""
    return f"{day.day} {day:%B %Y}"


def kept_versions(reading: CouncilReading, today: Text) -> list[KeptVersion]:
    """Return the adopted versions of a council, the oldest first, as they stand on its site."""
    past = reading.found.past.versions
    found: list[KeptVersion] = []
    for number, each in enumerate(past):
        after = past[number + 1].version if number + 1 < len(past) else None
        stands = after is None and same_text(each.constitution, reading.made.draft.current)
        found.append(
            KeptVersion(
                each,
                _text(reading, each, stands=stands),
                today,
                None if after is None else after.in_force - timedelta(days=1),
                stands,
            )
        )
    return found


def _text(reading: CouncilReading, adopted: Adopted, *, stands: bool) -> Text:
    constitution = adopted.constitution
    links = ReferenceLinks(Targets(constitution), constitution.ids)
    return Text(
        reading,
        standing_text(constitution, constitution.ids),
        f"{reading.root}history/{adopted.version.name}/",
        f"Constitution adopted on {plain_day(adopted.version.adopted)}",
        links,
        links,
        since=adopted.version.in_force,
        stands=stands,
    )


def add_version(pages: Pages, reading: CouncilReading, kept: KeptVersion) -> None:
    """Add the pages of an adopted version, on each of which it says what it is."""
    own = Pages()
    add_text(own, kept.text)
    shown = {kept.text.url(page): page for page in kept.text.text.pages}
    home, *_ = crumbs(("Home", reading.root))
    history, *_ = crumbs(("History", f"{reading.root}history/"))
    for page in own.pages.values():
        pages.add(
            replace(
                page,
                crumbs=(home, history, *page.crumbs[1:]),
                view=partial(_as_kept, kept, page, shown.get(page.url)),
                searched=False,
            )
        )


def _as_kept(kept: KeptVersion, page: Page, shown: TextPage | None) -> Mapping[str, Any]:
    told = dict(page.view())
    ids = [line.id for line in shown.lines if line.id] if shown else []
    today = _today(kept, page, ids)
    if kept.stands:
        told["kept"] = Markup("{}, in force {}. {}").format(kept.title, kept.stood, today)
    else:
        told["not_current"] = Markup("{}. It stood {}. {}").format(kept.title, kept.stood, today)
    if shown and "items" in told:
        told["items"] = [
            {"line": item["line"] + _since(kept, page, line)}
            for item, line in zip(told["items"], shown.lines, strict=True)
        ]
    return told


def _today(kept: KeptVersion, page: Page, ids: list[str]) -> Markup:
    """Return a link to what a page shows as it stands today, or words that it does not."""
    there = next((place for each in ids if (place := _place_today(kept, each))), "")
    if ids and not there:
        return Markup("None of this is in the constitution now.")
    told = "Read this as it stands now" if ids else "Read the constitution as it stands now"
    return Markup('<a href="{}">{}</a>.').format(way(page.url, there or kept.today.base), told)


def _place_today(kept: KeptVersion, identity: str) -> str:
    return kept.today.place(identity) if identity in _now(kept) else ""


def _now(kept: KeptVersion) -> Mapping[str, int]:
    """Return the block of each permanent id of today's constitution."""
    return kept.today.reading.standing


def _since(kept: KeptVersion, page: Page, line: Line) -> Markup:
    """Return what became of a provision since, if it is gone or reads otherwise now."""
    if not line.id or kept.stands:
        return Markup("")
    block = _now(kept).get(line.id)
    if block is None:
        return _said_below(line, Markup("No longer in the constitution."))
    following = kept.today.reading.made.draft.following
    now = following.current.constitution.provisions[block]
    if (now.label, now.text) == (line.provision.label, line.provision.text):
        return Markup("")
    there = way(page.url, kept.today.place(line.id))
    link = Markup('Now: <a href="{}">{}</a>').format(there, cited(following.current, block))
    return _said_below(line, link)


def _said_below(line: Line, said: Markup) -> Markup:
    depth = 0 if line.heading else min(line.provision.depth, 4)
    return Markup('<p class="n{} quiet">{}</p>').format(depth, said)
