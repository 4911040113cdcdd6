"""The pages of a constitution: its contents, its Parts, and each section in four views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import groupby
from typing import Any

from drafting.pages.council_reading import CouncilReading, slug
from drafting.pages.markup import Writer, spans_of, words_marked
from drafting.pages.page import Page, Pages, crumbs, way
from drafting.pages.published_text import Line, PublishedText, TextPage, as_read
from drafting.pages.reference_links import ReferenceLinks
from drafting.publication.accounts import sentence
from drafting.publication.akoma_ntoso import work_of
from drafting.publication.linked_data import Legislation, linked_data
from drafting.word.marked import Mark

VIEWS = (
    ("", "As it stands"),
    ("proposed/", "As proposed"),
    ("changes/", "The changes"),
    ("side-by-side/", "Side by side"),
)
"""The views of a section, each a page below the first, and what each is called."""


@dataclass(frozen=True, repr=False)
class Text:
    """A text on the site: its pages, and the address under which they stand."""

    reading: CouncilReading
    text: PublishedText
    base: str
    title: str
    today: ReferenceLinks
    then: ReferenceLinks
    since: date | None = None  # the day on which what stands came into force, if that is known
    stands: bool = True

    def url(self, page: TextPage, view: str = "") -> str:
        """Return the address of a view of a page; of the only one if nothing is proposed."""
        return f"{self.base}{page.path}/{view if page.changed else ''}"

    def home(self, page: TextPage) -> str:
        """Return the address at which a page is best read: as it stands, or else as proposed."""
        return self.url(page, "" if page.stands else "proposed/")

    def place(self, identity: str, view: str = "") -> str:
        """Return the address of a provision by its permanent id; "" if it is not on the site."""
        page = (self.text.places if view else self.text.current_places).get(identity)
        return f"{self.url(page, view)}#{identity}" if page else ""

    def as_read(self, page: TextPage, *, proposed: bool) -> Iterator[Line]:
        """Yield the lines of one reading of a page, with the references in them as links."""
        for line in as_read(page.lines, proposed=proposed):
            if proposed:
                yield self.then.linked(line, line.new)
            else:
                yield self.today.linked(line, line.old)

    @cached_property
    def parts(self) -> list[tuple[str, list[TextPage]]]:
        """The pages of each Part, by its title."""
        return [
            (title, list(pages))
            for title, pages in groupby(self.text.pages, key=lambda page: page.part)
        ]

    @cached_property
    def moves(self) -> Mapping[str, Mapping[str, str]]:
        """For each move where its two ends are marked: `from` and `to`."""
        ends: dict[str, dict[str, str]] = {}
        for page in self.text.pages:
            for line in page.lines:
                for span in spans_of(iter(line.blocks)):
                    if span.move:
                        end = "to" if span.mark.comes else "from"
                        anchor = f"{self.url(page, 'changes/')}#{line.anchor}"
                        ends.setdefault(span.move, {}).setdefault(end, anchor)
        return ends


def outside_of(reading: CouncilReading) -> list[Text]:
    """Return the protocols that a council keeps outside its constitution as texts on the site."""
    found: list[Text] = []
    for each in reading.made.outside:
        following = each.draft.following
        found.append(
            Text(
                reading,
                reading.outside[each.file],
                f"{reading.root}outside/{slug(each.file.removesuffix('.docx'))}/",
                sentence(each.title),
                ReferenceLinks(following.current, following.ids[0]),
                ReferenceLinks(following.proposed, following.ids[1]),
            )
        )
    return found


def constitution_of(reading: CouncilReading) -> Text:
    """Return the constitution of a council as a text on the site."""
    following = reading.made.draft.following
    return Text(
        reading,
        reading.text,
        f"{reading.root}constitution/",
        "Constitution",
        ReferenceLinks(following.current, following.ids[0]),
        ReferenceLinks(following.proposed, following.ids[1]),
    )


def add_text(pages: Pages, text: Text) -> None:
    """Add the pages of a text."""
    reading = text.reading
    root = reading.root
    home = crumbs(("Home", root))
    contents = text.base
    pages.add(
        Page(contents, "contents.html", text.title, home, partial(_contents, text), council=root)
    )
    for part, own in text.parts:
        first = own[0]
        if not first.section:
            continue
        part = part or first.title
        url = f"{text.base}{first.path.split('/')[0]}/"
        within = crumbs(("Home", root), (text.title, contents))
        if url not in pages.pages and (text.url(first) != url or is_bare(first)):
            pages.add(
                Page(url, "contents.html", part, within, partial(_part, text, part, own), root)
            )
        pages.add(
            Page(
                f"{url}print/",
                "print.html",
                f"{part}, to print",
                (*within, *crumbs((part, url))),
                partial(_whole, text, own, f"{url}print/"),
                root,
                searched=False,
            )
        )
    shown = [page for page in text.text.pages if not is_bare(page)]
    for at, page in enumerate(shown):
        for view, told in VIEWS if page.changed else VIEWS[:1]:
            pages.add(_view_page(text, shown, at, view, told))


def is_bare(page: TextPage) -> bool:
    """Return whether a page holds nothing but the heading of a Part."""
    return all(line.heading or not line.provision.text.strip() for line in page.lines) and (
        page.section == "" or "__" not in page.section
    )


def _view_page(text: Text, shown: Sequence[TextPage], at: int, view: str, told: str) -> Page:
    page = shown[at]
    root = text.reading.root
    title = page.title if page.of == 1 else f"{page.title}, page {page.number} of {page.of}"
    steps = [("Home", root), (text.title, text.base)]
    if page.part and page.part != page.title:
        steps.append((page.part, f"{text.base}{page.path.split('/')[0]}/"))
    before = shown[at - 1] if at else None
    after = shown[at + 1] if at + 1 < len(shown) else None
    url = text.url(page, view)
    return Page(
        url,
        "beside.html" if view == "side-by-side/" else "text.html",
        title if not view else f"{title}: {told.lower()}",
        crumbs(*steps),
        partial(_view, text, page, view, url, before, after),
        root,
        searched=view == ("" if page.stands else "proposed/"),
    )


def _contents(text: Text) -> Mapping[str, Any]:
    return {
        "parts": [
            {"title": part, "sections": _sections(text, own), "print": _print(text, own)}
            for part, own in text.parts
        ],
        "intro": "",
        "one": False,
    }


def _part(text: Text, part: str, own: Sequence[TextPage]) -> Mapping[str, Any]:
    return {
        "parts": [
            {
                "title": "",
                "sections": _sections(text, own, headings=True),
                "print": _print(text, own),
            }
        ],
        "intro": "",
        "one": True,
        "anchor": own[0].lines[0].id if is_bare(own[0]) else "",
    }


def _print(text: Text, own: Sequence[TextPage]) -> str:
    return f"{text.base}{own[0].path.split('/')[0]}/print/" if own[0].section else ""


def _sections(
    text: Text, own: Sequence[TextPage], *, headings: bool = False
) -> list[Mapping[str, Any]]:
    sections: list[Mapping[str, Any]] = []
    for _, group in groupby(own, key=lambda page: page.section):
        pages = [page for page in group if not is_bare(page)]
        if not pages:
            continue
        changed = sum(page.changed for page in pages)
        sections.append(
            {
                "title": pages[0].title,
                "url": text.home(pages[0]),
                "new": not any(page.stands for page in pages),
                "goes": not any(page.stays for page in pages),
                "changes": text.url(next(p for p in pages if p.changed), "changes/")
                if changed
                else "",
                "headings": [
                    {
                        "title": f"{line.provision.label} {line.provision.text}".strip(),
                        "url": text.place(line.id, "" if line.old else "proposed/"),
                        "new": line.old is None,
                    }
                    for page in pages
                    for line in page.lines
                    if headings and line.heading and line is not page.lines[0]
                ],
            }
        )
    return sections


def _first(page: TextPage) -> str:
    """Return what the first heading of a page says, for a list of the pages of a section."""
    for line in page.lines:
        if line.heading and line.provision.depth > 1:
            return f"{line.provision.label} {line.provision.text}".strip()
    return page.title


def _whole(text: Text, own: Sequence[TextPage], url: str) -> Mapping[str, Any]:
    """Return a whole Part with its changes on one page, to be printed."""
    writer = _writer(text, url, "changes/", own)
    writer.deeper = 2
    lines = [line for page in own for line in page.lines]
    written = [writer.line(line) for line in lines]
    return {"lines": written, "notes": writer.notes(text.text.notes)}


_MARKED = frozenset({"changes/", "side-by-side/"})


def _is_in(line: Line, view: str) -> bool:
    return (line.new if view else line.old) is not None


def _writer(text: Text, url: str, view: str, here: Sequence[TextPage]) -> Writer:
    own = {
        line.id
        for page in here
        for line in page.lines
        if line.id and (line.anchor == line.id if view in _MARKED else _is_in(line, view))
    }
    lines = [line for page in here for line in page.lines]
    if view in _MARKED:
        own |= {line.old_anchor for line in lines if line.old_anchor}
    elif not view:
        own = {line.old_id for line in lines if line.old_id and line.old is not None}

    def lead(identity: str) -> str:
        if identity in own:
            return f"#{identity}"
        there = text.place(identity, view) if identity else ""
        return way(url, there) if there else ""

    writer = Writer(lead, text.text.bookmarks if view else text.text.current_bookmarks)
    for move, ends in text.moves.items():
        writer.moves[move] = {end: way(url, there) for end, there in ends.items()}
    return writer


def _view(
    text: Text,
    page: TextPage,
    view: str,
    url: str,
    before: TextPage | None,
    after: TextPage | None,
) -> Mapping[str, Any]:
    writer = _writer(text, url, view, [page])
    came, gone = words_marked(page.lines)
    told: dict[str, Any] = {
        "views": [
            {"url": text.url(page, each), "title": title, "on": each == view}
            for each, title in VIEWS
        ]
        if page.changed
        else [],
        "stands": page.stands,
        "stays": page.stays,
        "before": _step(text, before, view),
        "after": _step(text, after, view),
        "pages": {"number": page.number, "of": page.of},
        "pieces": _pieces(text, page, view) if page.of > 1 else [],
        "came": came,
        "gone": gone,
        "marked": view == "changes/",
        "view_is_current": view == "",
        "title_told": page.title,
    }
    match view:
        case "changes/":
            told |= _changes(text, page, writer)
        case "side-by-side/":
            told |= _beside(text, page, writer)
        case _:
            lines = list(text.as_read(page, proposed=view == "proposed/"))
            title = _title_of(lines, page)
            told["items"] = [{"line": writer.line(line, title=line is title)} for line in lines]
            told["titled"] = title is not None
    told["notes"] = writer.notes(text.text.notes)
    told["linked_data"] = linked_data(_legislation(text, page, view, url))
    return told


def _legislation(text: Text, page: TextPage, view: str, url: str) -> Legislation:
    """Return what a page says of itself to machines: whose text it is, and with what force."""
    council = text.reading.council
    work = work_of(council.council.name)
    address = council.site.address
    identifier = f"{work}/~{page.section or page.path}"
    return Legislation(
        identifier=identifier + (f"/{view.rstrip('/')}" if view else ""),
        name=page.title,
        council=council.council.name,
        address=f"{address.rstrip('/')}/{url}" if address else "",
        version=council.meeting.date if view else text.since,
        in_force=text.stands and not view,
        part_of=work,
        consolidates=identifier if view else "",
    )


def _pieces(text: Text, page: TextPage, view: str) -> list[Mapping[str, Any]]:
    """Return the pages of a long section, each with the first heading on it."""
    return [
        {
            "title": _first(each),
            "url": text.url(each, view) if each.changed else text.home(each),
            "on": each is page,
        }
        for each in text.text.pages
        if each.section == page.section and each.part == page.part
    ]


def _step(text: Text, page: TextPage | None, view: str) -> Mapping[str, str] | None:
    if page is None:
        return None
    own = view if page.changed else ""
    told = page.title if page.of == 1 else f"{page.title}, page {page.number}"
    return {"url": text.url(page, own) if own or page.stands else text.home(page), "title": told}


def _title_of(lines: Sequence[Line], page: TextPage) -> Line | None:
    """Return the line that is the title of a page: the heading of its section."""
    if page.number > 1 or page.heading is None:
        return None
    return next((line for line in lines if line.id == page.heading.id), None)


@dataclass(frozen=True)
class Spot:
    """A run of changed lines that belong to one change, from line `start` up to `end`."""

    start: int
    end: int
    change: str


def spots(lines: Sequence[Line]) -> list[Spot]:
    """Return the places of some lines that are changed, in order."""
    found: list[Spot] = []
    for number, line in enumerate(lines):
        if not line.changed:
            continue
        last = found[-1] if found else None
        if last and last.change == line.change and _only_blank(lines[last.end : number]):
            found[-1] = Spot(last.start, number + 1, line.change)
        else:
            found.append(Spot(number, number + 1, line.change))
    return found


def _only_blank(lines: Sequence[Line]) -> bool:
    return not any(line.provision.text.strip() for line in lines)


def _changes(text: Text, page: TextPage, writer: Writer) -> Mapping[str, Any]:
    """Return the lines of a page with a bar before each place that is changed."""
    places = spots(page.lines)
    starts = {spot.start: number for number, spot in enumerate(places, 1)}
    items: list[Mapping[str, Any]] = []
    title = _title_of(page.lines, page)
    if title is not None:
        items.append({"line": writer.line(title, title=True)})
    for number, line in enumerate(page.lines):
        if bar := starts.get(number):
            items.append({"bar": _bar(text, places, bar)})
        if line is not title:
            items.append({"line": writer.line(text.then.linked(line, line.new))})
    return {"items": items, "spots": len(places), "titled": title is not None}


def _bar(text: Text, places: Sequence[Spot], number: int) -> Mapping[str, Any]:
    spot = places[number - 1]
    return {
        "id": f"c{number}",
        "number": number,
        "before": f"c{number - 1}" if number > 1 else "",
        "after": f"c{number + 1}" if number < len(places) else "",
        **told_of(text.reading, spot.change),
    }


def told_of(reading: CouncilReading, change: str) -> Mapping[str, Any]:
    """Return what is said of a change beside its text, and where more is said."""
    account = reading.accounts.get(change)
    if account is not None:
        clause = account.change.clause
        why = f"{reading.root}clauses/{clause}/" if clause else f"{reading.root}protocols/"
        return {"what": account.change.heading, "why": why, "told": account.what}
    follows = reading.consequential.get(change)
    if follows is not None:
        return {"what": "Consequential change", "why": "", "told": follows.why}
    floor = next((e for e in reading.made.draft.floor if e.id == change), None)
    if floor is not None:
        told = f"Moved at the meeting by {floor.amendment.mover}."
        return {"what": "Amendment from the floor", "why": "", "told": told}
    return {"what": "Change", "why": "", "told": ""}


def _beside(text: Text, page: TextPage, writer: Writer) -> Mapping[str, Any]:
    """Return the lines of a page in two columns; what stays stands across both."""
    title = _title_of(page.lines, page)
    rows: list[Mapping[str, Any]] = []
    places = 0
    for pair in _pairs(page.lines):
        if isinstance(pair, Line):
            if pair is not title:
                rows.append({"same": writer.line(text.then.linked(pair, pair.new))})
            continue
        places += 1
        rows.append(
            {
                "number": places,
                "old": [writer.line(_half(line, goes=True)) for line in pair[0]],
                "new": [writer.line(_half(line, goes=False)) for line in pair[1]],
            }
        )
    named = title is not None and not title.changed
    return {"rows": rows, "spots": places, "title_id": title.id if title and named else ""}


Pair = tuple[list[Line], list[Line]]
"""Lines as they stand, and the lines that are to stand in their place."""


def _pairs(lines: Sequence[Line]) -> Iterator[Line | Pair]:
    """Yield lines that stay, and what goes beside what comes in its place.

    A line that stays and is edited stands beside itself. What goes and what comes next to each
    other, for the same change, stand beside each other as a whole.
    """
    gone: list[Line] = []
    come: list[Line] = []
    for line in lines:
        if not line.changed and not line.provision.text.strip():
            continue
        whole = line.changed and (line.old is None) != (line.new is None)
        other = [*gone, *come]
        if other and not (whole and other[-1].change == line.change):
            yield gone, come
            gone, come = [], []
        if whole:
            (gone if line.new is None else come).append(line)
        elif line.changed:
            yield [line], [line]
        else:
            yield line
    if gone or come:
        yield gone, come


def _half(line: Line, *, goes: bool) -> Line:
    """Return one side of a line that changes: with what goes marked, or what comes."""

    def half(block: Any) -> Any:
        if hasattr(block, "spans"):
            kept = [s for s in block.spans if not (s.mark.comes if goes else s.mark.goes)]
            return replace(block, spans=tuple(kept), end=Mark.KEPT)
        rows = [row for row in block.rows if not (row.mark.comes if goes else row.mark.goes)]
        return replace(
            block,
            rows=tuple(
                replace(
                    row,
                    cells=tuple(
                        replace(cell, blocks=tuple(half(each) for each in cell.blocks))
                        for cell in row.cells
                    ),
                )
                for row in rows
            ),
        )

    blocks = tuple(half(block) for block in line.blocks)
    if goes and line.new is not None:
        return replace(line, blocks=blocks, new=None, id="", anchor="", old_anchor="")
    return replace(line, blocks=blocks)
