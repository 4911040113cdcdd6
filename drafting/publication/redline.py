"""A redline: the old Word file with every difference from the new one as a tracked change.

The result is the old package plus markup: what no change touches keeps its bytes. Before it is
returned it is verified: rejecting all is the old file, accepting all is the new one. What cannot be
verified is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Literal

from drafting.amendment.alignment import Step
from drafting.findings import Finding, Refusal, error, warning
from drafting.publication.arrangement import Written
from drafting.publication.carried import (
    referred_to_twice,
    with_links,
    with_links_of,
    with_notes,
    with_notes_of,
)
from drafting.publication.definitions import Added, with_definitions, with_lists_of
from drafting.publication.restoration import Story, problems
from drafting.publication.stories import Note, StoryWriter
from drafting.word.atoms import text_of
from drafting.word.comments import with_comments
from drafting.word.package import Package
from drafting.word.plain import ended_alike, plainly
from drafting.word.revisions import resolved, revision_count, story_parts
from drafting.word.slices import Piece, Slices, bytes_of, plain_slices_of
from drafting.word.tracking import Tracker
from drafting.word.verification import Allowed
from drafting.word.xml import get, local, name, same

Existing = Literal["keep", "refuse", "accept"]
_ID = re.compile(rb'w:id="(\d+)"')


@dataclass(frozen=True)
class Stamp:
    """Who made the revisions and when: `date` is ISO 8601 with a time and Z."""

    author: str
    date: str


@dataclass(frozen=True)
class Redline:
    """A verified redline, the counts of its revisions by kind, and what it could not show.

    `added` holds the ids of the revisions that the old file did not have, of earlier authors' that
    came with the new file too. `seconds` says how long marking and verifying took.
    """

    package: Package
    counts: Mapping[str, int]
    unshown: tuple[Finding, ...]
    added: frozenset[str] = frozenset()
    seconds: Mapping[str, float] = field(default_factory=lambda: {})


def redline(
    old: Package,
    new: Package,
    stamp: Stamp,
    *,
    steps: Sequence[Step] | None = None,
    notes: Sequence[Note] = (),
    existing: Existing = "keep",
) -> Redline:
    """Return `old` with its differences from `new` as tracked changes, verified both ways.

    `steps` says which body block of `new` is which of `old`, where that is known; otherwise the
    blocks are aligned by their texts. `existing` says what becomes of tracked changes that either
    file holds already: they are kept under their authors, or refused, or accepted first. Raises
    `Refusal` where they cannot be kept without loss, or when the result does not restore both.
    """
    given, new = _settled_first(existing, old, new)
    begun = perf_counter()
    old, new = ended_alike(plainly(given), plainly(new))
    done = _marked(old, new, stamp, steps, notes)
    apart: frozenset[str] = frozenset()
    # A note that goes and one that comes are two notes, however alike.
    while more := referred_to_twice(done.package, old, done.new) - apart:
        apart |= more
        done = _marked(old, new, stamp, steps, notes, apart)
    writer, marked = done.writer, done.package
    marked_at = perf_counter()
    ours = frozenset((*writer.tracker.used, *writer.tracker.adopted))
    allowed = Allowed(
        frozenset(comment.id for comment in writer.comments),
        lists=done.added.lists,
        abstract_lists=done.added.abstract_lists,
        styles=done.added.styles,
        parts=done.added.parts,
    )
    found = problems(
        old, done.new, marked, done.restoring, done.stories, ours, allowed, writer.adjusted
    )
    if found:
        raise Refusal(
            error(
                "the redline was not written, because it does not restore both texts.",
                where=old.name,
                remedy="Please report this, with the places below.",
            ),
            *found,
        )
    seconds = {"marking": marked_at - begun, "verifying": perf_counter() - marked_at}
    unshown = (*_of(old, writer.unshown), *_unshown_parts(marked, new), *_unshown_in_text(old, new))
    once = tuple(dict.fromkeys(unshown))
    return Redline(_as_given(given, old, marked), writer.counts, once, ours, seconds)


@dataclass(frozen=True)
class _Marked:
    """The old package with markup, and what it was made with.

    `restoring` is the package without what only inserted text brings along; `new` is the new file
    under the ids that the old one gives to the same lists, links and notes.
    """

    package: Package
    restoring: Package
    new: Package
    writer: StoryWriter
    stories: Mapping[str, Story]
    added: Added


def _marked(
    old: Package,
    new: Package,
    stamp: Stamp,
    steps: Sequence[Step] | None,
    notes: Sequence[Note],
    apart: frozenset[str] = frozenset(),
) -> _Marked:
    named = with_notes_of(old, with_lists_of(old, with_links_of(old, new)), apart)
    writer = StoryWriter(Tracker(stamp.author, stamp.date, _highest_id(old, named) + 1))
    stories = _stories(writer, old, named, steps, notes)
    changed = {part: story.marked for part, story in stories.items()}
    restoring = writer.notes(old.replacing(changed), named)
    restoring = with_comments(restoring, writer.comments)
    restoring, added = with_definitions(restoring, named)
    marked = with_links(with_notes(restoring, named, writer), named)
    if writer.unexpressed:
        raise Refusal(*_of(old, writer.unexpressed))
    return _Marked(marked, restoring, named, writer, stories, added)


def _of(package: Package, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, each once, with the name of the file that they are about."""
    return [replace(each, where=each.where or package.name) for each in dict.fromkeys(findings)]


def _as_given(given: Package, old: Package, marked: Package) -> Package:
    """Return the redline with the bytes that were given of what was only written plainly."""
    untouched = [part for part in given.parts if marked.parts.get(part) == old.parts[part]]
    return marked.replacing({part: given.parts[part] for part in untouched})


def _settled_first(existing: Existing, *packages: Package) -> Sequence[Package]:
    """Return the packages with the tracked changes that they hold already kept, or accepted."""
    if existing == "keep":
        return packages
    numbers = [revision_count(each) for each in packages]
    if existing == "accept":
        pairs = zip(packages, numbers, strict=True)
        return [resolved(each, "accept") if number else each for each, number in pairs]
    found = [
        error(
            f"it holds {number:,} tracked change{'' if number == 1 else 's'} already.",
            where=each.name,
            remedy="Settle them in Word first, or use --existing keep or --existing accept.",
        )
        for each, number in zip(packages, numbers, strict=True)
        if number
    ]
    if found:
        raise Refusal(*found)
    return packages


def _stories(
    writer: StoryWriter,
    old: Package,
    new: Package,
    steps: Sequence[Step] | None,
    notes: Sequence[Note],
) -> dict[str, Story]:
    """Return the document, and each header and footer that differs, with tracked changes."""
    found: dict[str, Story] = {}
    left_out = {old.related(kind) for kind in ("comments", "footnotes", "endnotes")}
    for part in story_parts(old):
        main = part == old.document
        other = new.document if main else part
        equal = other in new.parts and old.parts[part] == new.parts[other]
        if part in left_out or other not in new.parts or (equal and not notes):
            continue
        one, two = _slices(old, part), _slices(new, other)
        if one.tail != two.tail and b"<w:body" in one.tail + two.tail:
            raise Refusal(
                error(
                    "it has more than one body, and they differ behind the first.",
                    where=new.name,
                    address=other,
                    remedy="Open it in Word, look at what is left of it, and save it.",
                )
            )
        writer.part = part
        told = writer.story(one.pieces, two.pieces, steps if main else None, notes if main else ())
        two = replace(two, pieces=tuple(writer.target))
        found[part] = Story(one, two, _bytes_of(writer, one, told))
    return found


def _slices(package: Package, part: str) -> Slices:
    try:
        return plain_slices_of(package.parts[part])
    except ValueError:
        raise Refusal(
            error("this part holds no text.", where=package.name, address=part), cannot_run=True
        ) from None


def _bytes_of(writer: StoryWriter, old: Slices, pieces: Sequence[Written]) -> bytes:
    elements = [each for each in pieces if not isinstance(each, Piece)]
    writer.count(elements)
    start = old.start
    made = iter(bytes_of(elements, start))
    return old.joined([each.raw if isinstance(each, Piece) else next(made) for each in pieces])


def _highest_id(*packages: Package) -> int:
    """Return the highest id of any annotation, so that new ids are of nobody else."""
    return max(
        (
            max(map(int, _ID.findall(package.parts[part])), default=0)
            for package in packages
            for part in story_parts(package)
        ),
        default=0,
    )


# What Word notes in the settings for itself, and says nothing of the document.
_NOTED_BY_WORD = frozenset({"rsids", "zoom", "proofState", "docId", "attachedSchema"})
_PARTS = {
    "styles": "the styles differ",
    "numbering": "the definitions of lists differ",
    "settings": "the settings of the document differ",
    "webSettings": "the settings for web pages differ",
    "fontTable": "the tables of fonts differ",
}


def _unshown_parts(marked: Package, new: Package) -> list[Finding]:
    """Return a warning for each part that differs and that tracked changes cannot show."""
    stories = {*story_parts(marked), *story_parts(new)}
    names = {part for part in (*marked.parts, *new.parts) if part.endswith(".xml")}
    found: list[Finding] = []
    for part in sorted(names - stories):
        base = posixpath.basename(part)
        if part.startswith(("docProps/", "[", "customXml/")) or base == "people.xml":
            continue
        if part not in marked.parts:
            told = "only this file has this part; it is left out."
        elif part not in new.parts:
            told = "this file does not have this part of the old file; it stays."
        elif not _same_parts(marked, new, part):
            what = _PARTS.get(base.removesuffix(".xml"), "this part differs")
            told = f"{what}; tracked changes cannot show it, so the old file’s stays."
        else:
            continue
        found.append(warning(told, where=new.name, address=part))
    return found


def _same_parts(one: Package, other: Package, part: str) -> bool:
    if one.parts[part] == other.parts[part]:
        return True
    if part not in one.linked & other.linked:
        return False  # it may be no XML
    roots = one.root(part), other.root(part)
    for root in roots:
        for each in [each for each in root if local(each) in _NOTED_BY_WORD]:
            root.remove(each)
    return same(*roots)


_BOOKMARK = re.compile(rb'<w:bookmarkStart\b[^>]*w:name="([^"]*)"')


def _unshown_in_text(old: Package, new: Package) -> list[Finding]:
    """Return a warning for what only the new text holds and no tracked change can add."""
    before = set(_BOOKMARK.findall(old.parts[old.document]))
    after = _BOOKMARK.findall(new.parts[new.document])
    names = [each.decode() for each in after if each not in before and not each.startswith(b"_")]
    found: list[Finding] = []
    if names:
        what = ", ".join(f"“{each}”" for each in names[:5]) + (" and more" if names[5:] else "")
        found.append(
            warning(f"only this file has the bookmarks {what}; they are left out.", where=new.name)
        )
    ours, theirs = (_comments(each) for each in (old, new))
    if theirs - ours:
        told = "it has comments that the old file lacks; they are left out."
        found.append(warning(told, where=new.name))
    if ours - theirs:
        told = "it lacks comments that the old file has; they stay with the text they are on."
        found.append(warning(told, where=new.name))
    return found


def _comments(package: Package) -> Counter[tuple[str, str]]:
    """Return what the comments say, each with its author: Word numbers them afresh."""
    part = package.related("comments")
    comments = package.root(part).iterchildren(name("w:comment")) if part else ()
    return Counter(
        (get(each, "w:author"), "\n".join(map(text_of, each.iter(name("w:p")))))
        for each in comments
    )
