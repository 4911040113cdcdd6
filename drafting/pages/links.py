"""Every link between the built pages leads somewhere, and every id stands once in its page.

MkDocs checks the links of Markdown alone. Here the pages are read as they were written, each once,
by the tags in them: whatever a page shows is escaped, so that “<” begins a tag and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_ATTRIBUTE = re.compile(r'\s(id|href|src)="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ELSEWHERE = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class _Read:
    """What one page holds: its ids, those that stand twice, and where it leads."""

    ids: frozenset[str]
    twice: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass
class Links:
    """Gathers the ids and the links of pages, and then says which do not hold."""

    pages: dict[str, _Read] = field(default_factory=dict[str, _Read])

    def read(self, url: str, page: str) -> None:
        """Gather from a page: its address from the root of the site, and its HTML."""
        ids: set[str] = set()
        twice: list[str] = []
        targets: dict[str, None] = {}
        for tag in _TAG.findall(page):
            for attribute, value in _ATTRIBUTE.findall(tag):
                told = unescape(value) if "&" in value else value
                if attribute != "id":
                    targets[told] = None
                elif told in ids:
                    twice.append(told)
                else:
                    ids.add(told)
        self.pages[url] = _Read(frozenset(ids), tuple(twice), tuple(targets))

    def problems(self, files: Collection[str]) -> Iterator[str]:
        """Yield what is wrong with the pages that were read, a sentence each, in their order.

        `files` are the addresses of all other files of the site, from its root.
        """
        for url, page in self.pages.items():
            here = f"the page “{url}”"
            for each in page.twice:
                yield f"{here} has the id “{each}” more than once"
            for target in page.targets:
                if not target.startswith(_ELSEWHERE) and (told := self._wrong(url, target, files)):
                    yield f"{here} has a link to “{target}”, {told}"

    def _wrong(self, url: str, target: str, files: Collection[str]) -> str:
        """Return what is wrong with a link, "" if nothing is."""
        if _SCHEME.match(target):
            return "which is no link of the web"
        whole, _, fragment = target.partition("#")
        way = unquote(whole.partition("?")[0])
        if way.startswith("/"):
            return "which leads away from the folder that the site is in"
        there = _joined(url, way)
        if there is None:
            return "which leads out of the site"
        page = self.pages.get(there)
        if page is None:
            return "" if there in files else "and there is no such page or file"
        if fragment and unquote(fragment) not in page.ids:
            return "and that page has no such place"
        return ""


def _joined(url: str, way: str) -> str | None:
    """Return the address to which a way leads from a page; None if it leads out of the site."""
    if not way:
        return url
    steps = url.split("/")[:-1]
    *within, last = way.split("/")
    for step in within:
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    if last in {".", ".."}:
        return _joined(url, f"{way}/")
    return "/".join([*steps, last])
