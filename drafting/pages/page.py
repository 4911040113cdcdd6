"""A page of the site before it is written, and the links between pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
"""What a page may load: only what the site itself holds, no script, and no style in the page."""

View = Callable[[], Mapping[str, Any]]
"""Works out what the template of a page is told, when the page is written and not before."""


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the home page: a title and its address from the root of the site."""

    title: str
    url: str


@dataclass(frozen=True)
class Page:
    """A page of the site.

    `url` is its address from the root of the site, "" for the home page, and ends in “/”. `view`
    gives what the template shows. `council` is the root of the council it belongs to, None for
    none. `searched` says whether the search finds it, `describes` is a line for search engines.
    """

    url: str
    template: str
    title: str
    crumbs: tuple[Crumb, ...]
    view: View
    council: str | None = None
    searched: bool = True
    describes: str = ""


@dataclass(frozen=True)
class Asset:
    """A file of the site that is no page, by its address from the root."""

    url: str
    data: bytes


@dataclass
class Pages:
    """Gathers the pages and files of a site; no address is taken twice."""

    # A failing test would print them all: megabytes.
    pages: dict[str, Page] = field(default_factory=dict[str, Page], repr=False)
    assets: dict[str, Asset] = field(default_factory=dict[str, Asset], repr=False)

    def add(self, page: Page) -> None:
        """Add a page. Raises `ValueError` when its address is taken."""
        if page.url in self.pages:
            raise ValueError(f"two pages have the address “{page.url}”")
        self.pages[page.url] = page

    def add_file(self, url: str, data: bytes) -> None:
        """Add a file that is no page. Raises `ValueError` when its address is taken."""
        if url in self.assets:
            raise ValueError(f"two files have the address “{url}”")
        self.assets[url] = Asset(url, data)


def up(url: str) -> str:
    """Return the way from a page to the root of the site: “../../” from “a/b/”."""
    return "../" * url.count("/") or "./"


def way(start: str, end: str) -> str:
    """Return the shortest way from the page at one address to another address of the site."""
    here = start.split("/")[:-1]
    there, hash_, fragment = end.partition("#")
    steps = there.split("/")
    same = 0
    while same < min(len(here), len(steps) - 1) and here[same] == steps[same]:
        same += 1
    told = "../" * (len(here) - same) + "/".join(steps[same:])
    return (told or "./") + hash_ + fragment


def crumbs(*steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """Return the steps from the home page as crumbs."""
    return tuple(Crumb(title, url) for title, url in steps)
