"""What changed between one adopted version and the next: every place, with its words marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from drafting.assembly.english import curly
from drafting.constitution.outline import read_constitution
from drafting.findings import Refusal
from drafting.pages.council_reading import CouncilReading
from drafting.pages.markup import Writer, spans_of, words_marked
from drafting.pages.page import Page, Pages, crumbs, way
from drafting.pages.published_text import Amended, Line, PublishedText, TextPage, amended_text
from drafting.pages.version_pages import KeptVersion, plain_day
from drafting.publication.redline import Stamp, redline
from drafting.review.identities import Past
from drafting.word.revisions import resolved


def add_between(
    pages: Pages, reading: CouncilReading, before: KeptVersion, after: KeptVersion
) -> str:
    """Add a page of what changed from one version to the next; return its address."""
    root = reading.root
    url = f"{after.text.base}changes/"
    adopted = plain_day(after.adopted.version.adopted)
    steps = (("Home", root), ("History", f"{root}history/"), (after.title, after.text.base))
    view = partial(_between, before, after, url)
    title = f"What changed on {adopted}"
    pages.add(Page(url, "between.html", title, crumbs(*steps), view, root, searched=False))
    return url


def _between(before: KeptVersion, after: KeptVersion, url: str) -> Mapping[str, Any]:
    version = after.adopted.version
    told = {
        "before": {"title": before.title, "url": before.text.base},
        "after": {"title": after.title, "url": after.text.base},
        "changed": curly(version.changed.rstrip(".")),
        "groups": [],
        "notes": "",
        "refused": False,
    }
    try:
        text = _amended(before, after)
    except Refusal:
        return {**told, "refused": True}
    found = list(_changed(text))
    lines = [line for _, own in found for line in own]
    writer = Writer(partial(_lead, before, after, url), text.bookmarks)
    writer.deeper = 2
    writer.moves.update(_moves(lines))
    came, gone = words_marked(lines)
    groups = list(_groups(found, before, after, writer))
    return {
        **told,
        "came": came,
        "gone": gone,
        "places": len(lines),
        "groups": groups,
        "notes": writer.notes(text.notes),
    }


def _amended(before: KeptVersion, after: KeptVersion) -> PublishedText:
    old, new = before.adopted.constitution, after.adopted.constitution
    stamp = Stamp(after.title, f"{after.adopted.version.name}T09:00:00Z")
    marked = redline(old.package, new.package, stamp).package
    # A table of contents may have other lines in the new file; the redline keeps those of the old.
    accepted = Past((after.adopted,)).carried(read_constitution(resolved(marked, "accept")))
    return amended_text(Amended(marked, old, accepted, (old.ids, accepted.ids), ({}, {})))


def _lead(before: KeptVersion, after: KeptVersion, url: str, identity: str) -> str:
    there = after.place(identity) or before.place(identity) if identity else ""
    return way(url, there) if there else ""


def _groups(
    found: Sequence[tuple[TextPage, Sequence[Line]]],
    before: KeptVersion,
    after: KeptVersion,
    writer: Writer,
) -> Iterator[Mapping[str, Any]]:
    """Yield each section in which anything changed, with what changed in it."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for page, own in found:
        groups.setdefault((page.part, page.title), []).extend(own)
    for (part, title), lines in groups.items():
        first = next((line.id for line in lines if line.id), "")
        yield {
            "title": title,
            "part": "" if part == title else part,
            "url": (after.place(first) or before.place(first)) if first else "",
            "lines": [writer.line(line) for line in lines],
        }


def _changed(text: PublishedText) -> Iterator[tuple[TextPage, list[Line]]]:
    """Yield each page on which anything changed, and those lines of it.

    The id of what moved stands where it moved to.
    """
    stays = {line.id for page in text.pages for line in page.lines if line.new is not None}
    for page in text.pages:
        lines = [
            replace(line, id="") if line.new is None and line.id in stays else line
            for line in page.lines
            if line.changed
        ]
        if lines:
            yield page, lines


def _moves(lines: Sequence[Line]) -> dict[str, dict[str, str]]:
    ends: dict[str, dict[str, str]] = {}
    for line in lines:
        for span in spans_of(iter(line.blocks)):
            if span.move and line.id:
                end = "to" if span.mark.comes else "from"
                ends.setdefault(span.move, {}).setdefault(end, f"#{line.id}")
    return ends
