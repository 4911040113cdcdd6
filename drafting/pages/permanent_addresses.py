"""An address for every provision that ever was: it leads to where the provision stands now.

Each is a page of a few lines without script: the browser goes on at once, and a reader who stays
finds a link. What is gone leads to the last version that had it, which says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from drafting.constitution.labels import cited
from drafting.pages.council_reading import CouncilReading
from drafting.pages.page import POLICY, Pages, way
from drafting.pages.published_ids import PublishedIds, read_published_ids, refuse_lost
from drafting.pages.text_pages import Text, is_bare
from drafting.pages.version_pages import KeptVersion, plain_day

_LONGEST_NAME = 200  # characters in the name of one folder; most disks allow 255
_PAGE = Markup("""\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}: {council}</title>
<meta name="robots" content="noindex">
{going}<link rel="stylesheet" href="{style}">
</head>
<body>
<main class="held">
<h1>{title}</h1>
<p>{told} <a href="{there}">{link}</a></p>
</main>
</body>
</html>
""")
_GOING = Markup("""\
<meta http-equiv="refresh" content="0; url={there}">
<link rel="canonical" href="{canonical}">
""")


@dataclass(frozen=True)
class Destination:
    """Where a permanent id leads: an address from the root, and what is said on the way.

    `stood` says whether a constitution ever had it. The browser `goes_on` at once, save where a
    reader must be told that a proposal came to nothing.
    """

    id: str
    cited: str
    url: str
    told: str
    link: str
    stood: bool = True
    goes_on: bool = True


def permanent_address(root: str, identity: str) -> str:
    """Return the address of a provision that never changes, from the root of the site."""
    size = _LONGEST_NAME
    steps = [identity[at : at + size] for at in range(0, len(identity), size)]
    return f"{root}id/{'/'.join(steps)}/"


def add_permanent_addresses(
    pages: Pages, reading: CouncilReading, text: Text, kept: Sequence[KeptVersion]
) -> PublishedIds:
    """Add a page for every id that is or was published; return them all, for the list of them.

    Raises `Refusal` when one that was published would lead nowhere.
    """
    before = read_published_ids(reading.workspace)
    found = {each.id: each for each in _destinations(reading, text, kept)}
    refuse_lost(before, {each.id: each.cited for each in found.values()})
    for each in _withdrawn(reading, before, set(found)):
        found[each.id] = each
    for each in found.values():
        url = permanent_address(reading.root, each.id)
        pages.add_file(f"{url}index.html", _page(reading, url, each).encode())
    return before.with_more(
        {each.id: each.cited for each in found.values() if each.stood},
        {each.id: each.cited for each in found.values() if not each.stood},
    )


def _destinations(
    reading: CouncilReading, text: Text, kept: Sequence[KeptVersion]
) -> Iterator[Destination]:
    following = reading.made.draft.following
    done: set[str] = set()
    for identity, block in reading.standing.items():
        url = _place(text, identity, "")
        link = "Read it in the constitution."
        yield Destination(identity, cited(following.current, block), url, "", link)
        done.add(identity)
    for version in reversed(kept):
        targets = version.text.today.targets
        until = f" It stood until {plain_day(version.until)}." if version.until else ""
        told = f"It is no longer in the constitution.{until}"
        for block, identity in enumerate(version.adopted.constitution.ids):
            if identity and identity not in done:
                url = _place(version.text, identity, "")
                link = f"Read it in the {_small(version.title)}."
                yield Destination(identity, cited(targets, block), url, told, link)
                done.add(identity)
    for block, identity in enumerate(following.ids[1]):
        if identity and identity not in done:
            url = _place(text, identity, "proposed/")
            told, link = "It is proposed, and not in the constitution yet.", "Read the proposal."
            said = cited(following.proposed, block)
            yield Destination(identity, said, url, told, link, stood=False)


def _withdrawn(
    reading: CouncilReading, before: PublishedIds, found: set[str]
) -> Iterator[Destination]:
    told = "It was proposed once. It is not in the constitution, and no longer proposed."
    for identity, said in before.proposed.items():
        if identity not in found:
            url = f"{reading.root}changes/"
            link = "Read what is proposed now."
            yield Destination(identity, said, url, told, link, stood=False, goes_on=False)


def _place(text: Text, identity: str, view: str) -> str:
    """Return where a provision stands: on its page; the heading of a Part on its contents."""
    page = (text.text.places if view else text.text.current_places).get(identity)
    if page is None:
        return text.base
    if not is_bare(page):
        return text.place(identity, view)
    anchor = f"#{identity}" if identity == page.lines[0].id else ""
    return f"{text.base}{page.path}/{anchor}"


def _small(title: str) -> str:
    return title[0].lower() + title[1:]


def _page(reading: CouncilReading, url: str, each: Destination) -> str:
    address = reading.council.site.address if not reading.root else ""
    there = way(url, each.url)
    canonical = f"{address.rstrip('/')}/{each.url}" if address else there
    return _PAGE.format(
        policy=POLICY,
        title=each.cited or "A provision",
        council=reading.council.council.name,
        going=_GOING.format(there=there, canonical=canonical) if each.goes_on else "",
        style=way(url, "assets/site.css"),
        told=each.told,
        there=there,
        link=each.link,
    )
