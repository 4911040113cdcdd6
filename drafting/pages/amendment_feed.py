"""The Atom feed of amendments (RFC 4287): the proposal before the council, and each adoption.

Nothing in it comes from a clock: an entry is updated when its decision was, or is to be, taken. The
ids are `tag:` URIs (RFC 4151) of the site's own name, and stay whatever is published later.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed
from markupsafe import Markup, escape

from drafting.assembly.english import curly
from drafting.pages.council_reading import CouncilReading, slug
from drafting.pages.version_pages import KeptVersion, plain_day
from drafting.publication.accounts import sentence

FEED = "amendments.xml"
_SINCE = "2026"  # the year from which the names in the ids count (RFC 4151, section 2.1)
_NO_NAME = "example.invalid"  # of a council that does not say where its site is (RFC 2606)


@dataclass(frozen=True)
class Entry:
    """One entry: what it is called, where it leads from the council's root, and what it says."""

    id: str
    title: str
    url: str
    day: date
    says: Markup


def amendment_feed(
    reading: CouncilReading, kept: Sequence[KeptVersion], between: Mapping[str, str]
) -> bytes:
    """Return the feed of a council, the newest entry first.

    `between` has the address of what changed with a version, by the address of the version.
    """
    council = reading.council
    address = "" if reading.root or not council.site.address else council.site.address
    base = f"{address.rstrip('/')}/" if address else ""
    name = council.council.name
    feed: Any = Atom1Feed(
        title=f"Amendments to the constitution of {name}",
        link=base or "./",
        description="What is proposed to the council, and each version that was adopted.",
        language="en-GB",
        author_name=name,
        feed_url=f"{base}{FEED}",
        feed_guid=_id(reading, "amendments"),
    )
    versions = [_adoption(reading, each, between) for each in reversed(kept)]
    for each in (_proposal(reading), *versions):
        feed.add_item(
            title=each.title,
            link=f"{base}{each.url}",
            description=str(each.says),
            unique_id=each.id,
            pubdate=_moment(each.day),
            updateddate=_moment(each.day),
        )
    written = io.StringIO()
    feed.write(written, "utf-8")
    return f"{written.getvalue()}\n".encode()


def _id(reading: CouncilReading, which: str) -> str:
    """Return an id that stays: of the site's own name, or else of the council's."""
    council = reading.council
    host = urlsplit(council.site.address).hostname or _NO_NAME
    return f"tag:{host},{_SINCE}:{slug(council.council.name)}/{which}"


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _proposal(reading: CouncilReading) -> Entry:
    council, draft = reading.council, reading.made.draft
    day = council.meeting.date
    body = sentence(council.constitution.approval_body)
    count = len(draft.accounts)
    changes = Markup("").join(
        Markup("<li>{}</li>").format(curly(each.change.heading)) for each in draft.accounts
    )
    says = Markup("<p>{} decides on {} {} on {}.</p><ul>{}</ul>").format(
        body, count, "change" if count == 1 else "changes", plain_day(day), changes
    )
    return Entry(
        _id(reading, f"proposed/{day.isoformat()}"),
        f"Proposed: {count} {'change' if count == 1 else 'changes'} for {plain_day(day)}",
        "changes/",
        council.constitution.dated or day,
        says,
    )


def _adoption(reading: CouncilReading, kept: KeptVersion, between: Mapping[str, str]) -> Entry:
    version = kept.adopted.version
    url = between.get(kept.text.base, kept.text.base).removeprefix(reading.root)
    says = Markup("<p>{}.</p><p>{}. In force from {}.</p>").format(
        escape(curly(version.changed.rstrip("."))),
        escape(curly(version.minute.rstrip("."))),
        plain_day(version.in_force),
    )
    return Entry(
        _id(reading, f"adopted/{version.name}"),
        f"Adopted on {plain_day(version.adopted)}",
        url,
        version.adopted,
        says,
    )
