"""A constitution cut into the pages of a site, each line with what it was and what it is to be.

One text holds every view of it: as it stands, as proposed, with the changes, and side by side. It
is read from the redline itself, so that a page can say nothing that the Word file does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.publication.draft import Draft
from drafting.word.blocks import body_blocks
from drafting.word.marked import Block, Mark, Paragraph, Table, marked_body, marked_notes
from drafting.word.package import Package
from drafting.word.xml import get, name

LONGEST_PAGE = 12_000  # characters: a longer section goes on on a page of its own
SECTION = 1  # the depth of the headings that have a page of their own, below those of Parts


@dataclass(frozen=True)
class Line:
    """One block of the text: what it is today, what it is to be, and all its words.

    `old` is None for what comes, and `new` for what goes; `provision` is the new one, or else the
    old. `id` is permanent, "" for what is no provision; `change` is the id of the change that it
    belongs to, "" for none. `anchor` is the id, but where the provision stands once more, as what
    comes in its place or where it moves to. `old_id` is the id of the old one, which is another
    where new text has taken over the mark of a paragraph that goes; `old_anchor` is that one, so
    that it stands on the page too.
    """

    blocks: tuple[Block, ...]
    provision: Provision
    old: Provision | None
    new: Provision | None
    id: str
    change: str
    anchor: str = ""
    old_id: str = ""
    old_anchor: str = ""

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.provision.heading

    @property
    def changed(self) -> bool:
        """Whether a tracked change is in it."""
        return any(block.changed for block in self.blocks)

    @property
    def was(self) -> str:
        """The number that it had, if it has another now."""
        if self.old is None or self.new is None or self.old.label == self.new.label:
            return ""
        return self.old.label


@dataclass(frozen=True)
class TextPage:
    """A section, or a part of a long one, on a page of its own.

    `path` is made of permanent ids, so that it stays when headings and numbers change. `number`
    counts the pages of a section from 1. `heading` is that of the section, None where text stands
    under none.
    """

    path: str
    title: str
    part: str
    section: str
    number: int
    of: int
    heading: Line | None
    lines: tuple[Line, ...]

    @cached_property
    def changed(self) -> bool:
        """Whether a tracked change is on it."""
        return any(line.changed for line in self.lines)

    @property
    def stands(self) -> bool:
        """Whether any of it is in the current constitution."""
        if self.heading is not None and self.heading.old is None:
            return False
        return any(line.old is not None and line.old.text.strip() for line in self.lines)

    @property
    def stays(self) -> bool:
        """Whether any of it is in the proposed constitution."""
        if self.heading is not None and self.heading.new is None:
            return False
        return any(line.new is not None and line.new.text.strip() for line in self.lines)


@dataclass(frozen=True)
class PublishedText:
    """A whole text as pages, in order. `notes` are its footnotes, `bookmarks` lead to ids."""

    pages: tuple[TextPage, ...]
    notes: Mapping[str, tuple[Block, ...]]
    bookmarks: Mapping[str, str]
    current_bookmarks: Mapping[str, str]

    @cached_property
    def places(self) -> Mapping[str, TextPage]:
        """The page of each permanent id: of what moves, the one to which it moves."""
        found = {line.old_id: page for page, line in self._lines}
        found |= {line.id: page for page, line in self._lines if line.new is None}
        return found | {line.id: page for page, line in self._lines if line.new is not None}

    @cached_property
    def current_places(self) -> Mapping[str, TextPage]:
        """The page of each permanent id: of what moves, the one from which it moves."""
        found = {line.id: page for page, line in self._lines}
        return found | {line.old_id: page for page, line in self._lines if line.old is not None}

    @property
    def _lines(self) -> Iterator[tuple[TextPage, Line]]:
        return ((page, line) for page in self.pages for line in page.lines)


Changes = tuple[Mapping[int | None, str], Mapping[int, str]]
"""The id of the change to which each block of the one text belongs, and each of the other."""


@dataclass(frozen=True)
class Amended:
    """A redline, the two texts that it is between, and the permanent ids of the blocks of each."""

    package: Package
    current: Constitution
    proposed: Constitution
    ids: tuple[Sequence[str], Sequence[str]]
    changes: Changes


def published_text(draft: Draft) -> PublishedText:
    """Return the text of a draft as pages."""
    following = draft.following
    proposed = following.proposed.constitution
    package = draft.redline.package
    return amended_text(Amended(package, draft.current, proposed, following.ids, _changes(draft)))


def amended_text(amended: Amended) -> PublishedText:
    """Return a text with its changes as pages."""
    package = amended.package
    body = body_blocks(package)
    lines = _anchored(list(_lines(amended, marked_body(package, body))))
    bookmarks: dict[str, str] = {}
    today: dict[str, str] = {}
    for line, block in zip(lines, body, strict=True):
        for start in block.iter(name("w:bookmarkStart")):
            bookmarks.setdefault(get(start, "w:name"), line.id)
            today.setdefault(get(start, "w:name"), line.old_id)
    return PublishedText(tuple(_pages(lines, amended)), marked_notes(package), bookmarks, today)


def standing_text(current: Constitution, ids: Sequence[str]) -> PublishedText:
    """Return a text to which nothing is proposed as pages; `ids` are those of its provisions."""
    body = body_blocks(current.package)
    read = marked_body(current.package, body)
    lines = [
        Line(blocks, each, each, each, identity, "", identity, identity)
        for blocks, each, identity in zip(read, current.provisions, ids, strict=True)
    ]
    bookmarks = {
        get(start, "w:name"): line.id
        for line, block in zip(lines, body, strict=True)
        for start in block.iter(name("w:bookmarkStart"))
    }
    places = _places(current, ids)
    return PublishedText(
        tuple(
            _cut_into_pages(
                lines, [places[line.provision.block] for line in lines], section_depth(current)
            )
        ),
        marked_notes(current.package),
        bookmarks,
        bookmarks,
    )


def _lines(amended: Amended, read: Sequence[tuple[Block, ...]]) -> Iterator[Line]:
    (before, after), changes = amended.ids, amended.changes
    olds = _olds(read)
    new = 0
    for number, blocks in enumerate(read):
        old = olds[number]
        was = None if old is None else amended.current.provisions[old]
        if not _fate(blocks).goes:
            will = amended.proposed.provisions[new]
            change = changes[1].get(new, "") or changes[0].get(old, "")
            own = "" if old is None else before[old]
            yield Line(blocks, will, was, will, after[new], change, old_id=own)
            new += 1
        elif old is not None and was is not None:
            change = changes[0].get(old, "")
            yield Line(blocks, was, was, None, before[old], change, old_id=before[old])


def _anchored(lines: Sequence[Line]) -> list[Line]:
    """Return lines with their anchors, of which each stands once."""
    stay = {line.id for line in lines if line.id and line.new is not None}
    return [
        replace(
            line,
            anchor=f"{line.id}--was" if line.new is None and line.id in stay else line.id,
            old_anchor=line.old_id if line.old_id != line.id and line.old_id not in stay else "",
        )
        for line in lines
    ]


def _olds(read: Sequence[tuple[Block, ...]]) -> list[int | None]:
    """Return for each block the block of the current text that it is.

    A paragraph may be followed by others that come, of which the last has its mark: then that is
    how the text after it comes, and the paragraph is the one with the words that were there.
    """
    olds: list[int | None] = []
    worded: int | None = None  # the last block whose words were there, and whose mark was not
    count = 0
    for number, blocks in enumerate(read):
        if _fate(blocks).comes:
            olds.append(None)
            worded = number if _was_there(blocks) else worded
            continue
        if worded is not None and not _was_there(blocks):
            olds[worded] = count
            olds.append(None)
        else:
            olds.append(count)
        worded = None
        count += 1
    return olds


def _was_there(blocks: Sequence[Block]) -> bool:
    """Return whether any words of some blocks are in the current text."""
    return any(
        any(not span.mark.comes and span.text for span in block.spans)
        if isinstance(block, Paragraph)
        else any(not row.mark.comes for row in block.rows)
        for block in blocks
    )


def _fate(blocks: Sequence[Block]) -> Mark:
    """Return whether a block of the body only comes or only goes, by the marks of what ends it."""
    marks = {
        mark
        for block in blocks
        for mark in ([block.end] if isinstance(block, Paragraph) else [r.mark for r in block.rows])
    }
    return marks.pop() if len(marks) == 1 else Mark.KEPT


def _changes(draft: Draft) -> Changes:
    """Return the change to which each block of the current and the proposed text belongs."""
    old: dict[int | None, str] = {}
    new: dict[int, str] = {}
    for account in draft.accounts:
        change = account.change
        positions = draft.proposed.positions[change.protocol]
        new |= {positions[place]: change.id for place in change.blocks}
        old |= dict.fromkeys(change.replaced, change.id)
    for following in draft.following.accounts:
        old.setdefault(following.change.block, following.change.id)
        new.setdefault(draft.following.origins.kept[following.change.block], following.change.id)
    for floored in draft.floor:
        new.setdefault(floored.block, floored.id)
    return old, new


Place = tuple[str, str, str, str]
"""The id and the title of the Part and of the section in which a block stands; "" for none."""


def _places(constitution: Constitution, ids: Sequence[str]) -> list[Place]:
    deepest = section_depth(constitution)
    part: tuple[str, str] = ("", "")
    section: tuple[str, str] = ("", "")
    places: list[Place] = []
    for each in constitution.provisions:
        if each.heading and each.depth < deepest:
            part, section = (ids[each.block], _titled(each)), ("", "")
        elif each.heading and each.depth == deepest:
            section = (ids[each.block], _titled(each))
        places.append((part[0], part[1], section[0], section[1]))
    return places


def section_depth(constitution: Constitution) -> int:
    """Return the depth of the headings that have a page of their own.

    Where one heading stands above all others, as in the file of one protocol, it is that one.
    """
    tops = sum(each.heading and each.depth == 0 for each in constitution.provisions)
    return SECTION if tops > 1 else 0


def _titled(heading: Provision) -> str:
    label = heading.label.rstrip(".: ")
    return f"{label}: {heading.text}" if label and heading.text else label or heading.text


def _pages(lines: Sequence[Line], amended: Amended) -> Iterator[TextPage]:
    before, after = amended.ids
    today, then = _places(amended.current, before), _places(amended.proposed, after)
    # What goes stands where it stood, even if an empty paragraph of it must stay; all else where
    # it is to stand.
    places = [
        then[line.new.block]
        if line.new is not None and (line.old is None or line.new.text.strip())
        else today[(line.old or line.provision).block]
        for line in lines
    ]
    yield from _cut_into_pages(lines, places, section_depth(amended.proposed))


def _cut_into_pages(
    lines: Sequence[Line], places: Sequence[Place], depth: int
) -> Iterator[TextPage]:
    gathered: dict[tuple[str, str], list[Line]] = {}
    titles: dict[tuple[str, str], tuple[str, str]] = {}
    for line, (part, part_title, section, title) in zip(lines, places, strict=True):
        key = (part, section)
        titles[key] = (part_title, title)
        if not _is_contents(line):
            gathered.setdefault(key, []).append(line)
    for (part, section), own in gathered.items():
        if not any(_says_something(line) for line in own):
            continue
        part_title, title = titles[part, section]
        pieces = list(_pieces(own, depth + 1))
        path = _path(part, section)
        for number, piece in enumerate(pieces, 1):
            yield TextPage(
                path=path if number == 1 else f"{path}/{number}",
                title=title or part_title or "Before the first Part",
                part=part_title,
                section=section or part,
                number=number,
                of=len(pieces),
                heading=next((line for line in own if line.heading), None),
                lines=tuple(piece),
            )


def _is_contents(line: Line) -> bool:
    """Return whether a line is of the table of contents, which the site makes itself."""
    if line.provision.kind is Kind.CONTENTS:
        return True
    gallery = name("w:docPartGallery")
    return line.provision.kind is Kind.OTHER and any(
        get(found, "w:val") == "Table of Contents"
        for block in line.blocks
        for control in block.element.iterancestors(name("w:sdt"))
        for found in control.iter(gallery)
    )


def _says_something(line: Line) -> bool:
    return any(isinstance(block, Table) or block.text.strip() for block in line.blocks)


def _path(part: str, section: str) -> str:
    if not section:
        return part or "before"
    own = section.removeprefix(f"{part}__")
    return f"{part}/{own}" if part else own


def _pieces(lines: Sequence[Line], depth: int) -> Iterator[list[Line]]:
    """Cut a long section at headings, so that no piece is longer than it must be."""
    piece: list[Line] = []
    size = 0
    for head, group in groupby(_under_headings(lines, depth), key=lambda pair: pair[0]):
        own = [line for _, line in group]
        length = sum(_size(line) for line in own)
        if piece and head and size + length > LONGEST_PAGE:
            yield piece
            piece, size = [], 0
        piece += own
        size += length
    if piece:
        yield piece


def _under_headings(lines: Sequence[Line], depth: int) -> Iterator[tuple[int, Line]]:
    number = 0
    for line in lines:
        number += line.heading and line.provision.depth == depth
        yield number, line


def _size(line: Line) -> int:
    return len(line.provision.text) + 40


def as_read(lines: Sequence[Line], *, proposed: bool) -> Iterator[Line]:
    """Yield the lines of one reading without what is not in it, the current one or the proposed.

    A paragraph whose end is not in the reading runs on into the next.
    """
    before: list[Paragraph] = []
    for line in lines:
        blocks = tuple(each for b in line.blocks if (each := _block_as_read(b, proposed)))
        if (line.new if proposed else line.old) is None:
            before += [b for b in blocks if isinstance(b, Paragraph) and b.text]
            continue
        if before and blocks and isinstance(blocks[0], Paragraph):
            spans = [s for b in before for s in b.spans]
            first = replace(blocks[0], spans=(*spans, *blocks[0].spans))
            blocks, before = (first, *blocks[1:]), []
        yield replace(
            line, blocks=blocks, anchor=line.id if proposed else line.old_id, old_anchor=""
        )


def _out(mark: Mark, proposed: bool) -> bool:
    return mark.goes if proposed else mark.comes


def _block_as_read(block: Block, proposed: bool) -> Block | None:
    if isinstance(block, Paragraph):
        spans = tuple(
            replace(s, mark=Mark.KEPT, move="") for s in block.spans if not _out(s.mark, proposed)
        )
        boxes = tuple(
            tuple(each for b in box if (each := _block_as_read(b, proposed))) for box in block.boxes
        )
        return replace(block, spans=spans, end=Mark.KEPT, boxes=boxes)
    rows = tuple(
        replace(
            row,
            mark=Mark.KEPT,
            cells=tuple(
                replace(
                    cell,
                    mark=Mark.KEPT,
                    blocks=tuple(e for b in cell.blocks if (e := _block_as_read(b, proposed))),
                )
                for cell in row.cells
                if not _out(cell.mark, proposed)
            ),
        )
        for row in block.rows
        if not _out(row.mark, proposed)
    )
    return replace(block, rows=rows) if rows else None
