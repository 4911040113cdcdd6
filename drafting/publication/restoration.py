"""Whether a redline restores both texts: what is verified before it may be written.

Rejecting what the redline adds must give the old file in every part; accepting all tracked changes
must give the new file, with all of its own accepted, in every story. What is compared, and the few
differences allowed, stands at the top of `drafting.word.verification`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafting.findings import Finding, error
from drafting.word.long_fields import collapsed, fields_in
from drafting.word.package import Package
from drafting.word.revisions import all_revisions, resolve, resolved, story_parts, with_ids
from drafting.word.slices import Piece, Slices, bytes_of, plain_slices_of
from drafting.word.verification import Allowed, differences, piece_differences
from drafting.word.xml import Element, get, name, parse, serialise

_STUB = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body/></w:document>"
)
# Patterns that begin with letters: they are looked for in whole parts.
_LINK_USED = re.compile(rb"r:(?:id|embed|link|pict|dm|lo|qs|cs)=\"([^\"]+)\"")
_NOTES_USED = {
    kind: re.compile(rb"<w:%sReference\b[^>]*?\sw:id=\"(-?\d+)\"" % kind.encode())
    for kind in ("footnote", "endnote")
}
_REVISED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b")
_MOST = 10  # places told


@dataclass(frozen=True)
class Story:
    """A document, header or footer: the old and the new slices, and those of the redline."""

    old: Slices
    new: Slices
    marked: bytes


def problems(
    old: Package,
    new: Package,
    marked: Package,
    restoring: Package,
    stories: Mapping[str, Story],
    ours: frozenset[str],
    allowed: Allowed,
    adjusted: set[int],
) -> list[Finding]:
    """Return where the redline does not restore both texts; none when it does.

    `restoring` is `marked` without what only inserted text brings along, such as pictures and
    notes: rejecting leaves these unused. `ours` are the ids of the revisions that were added.
    `adjusted` names the new pieces of which something is reported and stays as it was.
    """
    found = list(_story_problems(stories, ours, allowed, adjusted))
    stubs = dict.fromkeys(stories, _STUB)
    rest = resolved(restoring.replacing(stubs), "reject", with_ids(ours))
    result = [error(message, where=new.name, address=place) for place, message in found[:_MOST]]
    result += differences(old.replacing(stubs), rest, allowed)
    result += _note_problems(new, marked, allowed, stories)
    result += _link_problems(old, new, marked)
    return result[:_MOST]


def _story_problems(
    stories: Mapping[str, Story], ours: frozenset[str], allowed: Allowed, adjusted: set[int]
) -> Iterator[tuple[str, str]]:
    forward = replace(allowed, bookmarks=True)
    for part, story in stories.items():
        parse(story.marked)  # it is well formed, or this says so
        frame = plain_slices_of(story.marked)
        if (frame.head, frame.tail) != (story.old.head, story.old.tail):
            yield part, "what stands around the blocks differs"
        yield from piece_differences(
            part, story.old.pieces, frame.pieces, ("reject", with_ids(ours)), allowed
        )
        wanted = _blocks(_target(story.new, adjusted))
        theirs, found = collapsed(wanted, _blocks(frame.pieces))
        fields = [each for each in found if each.tag == "field"]
        if len(fields) < fields_in(wanted) or any(each.revised for each in fields):
            # What the field shows is not compared; that it came, or from where, is.
            theirs, found = collapsed(wanted, _blocks(_accepted(story.marked)))
        yield from piece_differences(part, theirs, found, ("accept", all_revisions), forward)


def _target(new: Slices, adjusted: set[int]) -> Sequence[Piece]:
    """Return the new pieces as they are to be: with their own revisions accepted."""
    if not adjusted and not any(piece.revised for piece in new.pieces):
        return new.pieces
    start = new.start
    raws = [
        bytes_of([piece.element], start)[0] if id(piece) in adjusted else piece.raw
        for piece in new.pieces
    ]
    return _accepted(new.joined(raws))  # what is adjusted may hold revisions of the old file


def _accepted(story: bytes) -> Sequence[Piece]:
    """Return the pieces of a story with all its revisions accepted."""
    root = parse(story)
    resolve(root, "accept")
    return plain_slices_of(serialise(root)).pieces


def _blocks(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that are compared with the new file: bookmarks between them are not."""
    return [each for each in pieces if each.is_block or each.tag == "sectPr" or each.revised]


def _note_problems(
    new: Package, marked: Package, allowed: Allowed, stories: Mapping[str, Story]
) -> list[Finding]:
    """Return which notes that the new text refers to are not in the redline, accepted."""
    result: list[Finding] = []
    for kind in ("footnote", "endnote"):
        there = new.related(f"{kind}s")
        if there is None:
            continue
        used = {each for part in stories for each in _notes_used(new, part, kind)}
        here = marked.related(f"{kind}s")
        sides = [_notes(new, there), _notes(marked, here) if here else {}]
        for identity in sorted(used & set(sides[0])):
            one, other = sides[0][identity], sides[1].get(identity)
            if other is None or any(
                True
                for _ in piece_differences(
                    there,
                    [Piece(b"", b"", one)],
                    [Piece(b"", b"", other)],
                    ("accept", all_revisions),
                    replace(allowed, bookmarks=True),
                )
            ):
                where = f"{there}, {kind} {identity}"
                result.append(
                    error("this note is not that of the new file.", where=new.name, address=where)
                )
    return result


def _link_problems(old: Package, new: Package, marked: Package) -> list[Finding]:
    """Return which links the text uses that lead nowhere: Word takes such a file for damaged."""
    result: list[Finding] = []
    for part in story_parts(marked):
        lost = _unlinked(marked, part)
        for side in (old, new):
            lost -= _unlinked(side, part) if lost else lost
        result += [
            error(f"it uses the link {each}, which it does not have.", where=new.name, address=part)
            for each in sorted(lost)
        ]
    return result


def _unlinked(package: Package, part: str) -> set[str]:
    if part not in package.parts:
        return set()
    used = {each.decode() for each in _LINK_USED.findall(package.parts[part])}
    return used - {link.id for link in package.relationships(part)} if used else used


def _notes_used(new: Package, part: str, kind: str) -> set[str]:
    """Return the ids of the notes that a story refers to with all its revisions accepted."""
    data = new.parts.get(part, b"")
    found = {each.decode() for each in _NOTES_USED[kind].findall(data)}
    if not found or not _REVISED.search(data):
        return found
    root = new.root(part)
    resolve(root, "accept")
    return {get(each, "w:id") for each in root.iter(name(f"w:{kind}Reference"))}


def _notes(package: Package, part: str) -> dict[str, Element]:
    root = package.root(part)
    resolve(root, "accept")
    return {get(note, "w:id"): note for note in root}
