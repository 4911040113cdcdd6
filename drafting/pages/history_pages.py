"""The history of a constitution: each adopted version at its own address, and what it changed."""

from __future__ import annotations

from drafting.pages.council_reading import CouncilReading
from drafting.pages.page import Page, Pages, crumbs
from drafting.pages.text_pages import Text


def add_history(pages: Pages, reading: CouncilReading, text: Text) -> None:
    """Add the pages of the versions that were adopted."""
    root = reading.root
    pages.add(
        Page(f"{root}history/", "listing.html", "History", crumbs(("Home", root)),
             lambda: {"links": [], "intro": ""}, root)
    )  # fmt: skip
