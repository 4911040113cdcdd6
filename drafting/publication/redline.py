"""A redline: the old Word file with every difference from the new one as a tracked change.

The result is the old package plus markup. Before it is returned it is verified: rejecting all is
the old file, accepting all is the new one. What cannot be verified is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from drafting.amendment.alignment import Step
from drafting.findings import Finding, Refusal, error, warning
from drafting.publication.carried import (
    with_links,
    with_links_of,
    with_live_notes,
    with_notes,
    with_notes_of,
)
from drafting.publication.stories import Note, StoryWriter
from drafting.word.comments import with_comments
from drafting.word.package import Package
from drafting.word.revisions import resolved, story_parts, with_ids
from drafting.word.tracking import Tracker
from drafting.word.verification import Allowed, differences
from drafting.word.xml import (
    canonical,
    get,
    local,
    name,
    serialise,
)


@dataclass(frozen=True)
class Stamp:
    """Who made the revisions and when: `date` is ISO 8601 with a time and Z."""

    author: str
    date: str


@dataclass(frozen=True)
class Redline:
    """A verified redline, the counts of its revisions by kind, and what it could not show."""

    package: Package
    counts: Mapping[str, int]
    unshown: tuple[Finding, ...]


def redline(
    old: Package,
    new: Package,
    stamp: Stamp,
    *,
    steps: Sequence[Step] | None = None,
    notes: Sequence[Note] = (),
) -> Redline:
    """Return `old` with its differences from `new` as tracked changes, verified both ways.

    `steps` says which body block of `new` is which of `old`, where that is known; otherwise the
    blocks are aligned by their texts. Raises `Refusal` when a difference cannot be expressed as
    tracked changes, or when the result does not restore both files.
    """
    named = with_notes_of(old, with_links_of(old, new))
    writer = StoryWriter(Tracker(stamp.author, stamp.date, _highest_id(old) + 1))
    root = old.root(old.document)
    writer.body(root, named.root(named.document), steps, notes)
    changed = {old.document: serialise(root)}
    lists, definitions = _definitions(old, new)
    restoring = old.replacing({**changed, **definitions})
    restoring = writer.other_stories(restoring, named)
    restoring = with_comments(restoring, writer.comments)
    marked = with_links(with_notes(restoring, named, writer), named)
    ours = frozenset(writer.tracker.used)
    allowed = Allowed(frozenset(comment.id for comment in writer.comments), lists)
    unshown = tuple(_unshown_parts(marked, new))
    if writer.unexpressed:
        raise Refusal(*writer.unexpressed)
    verify(old, named, restoring, marked, ours, allowed)
    return Redline(marked, _counts(marked, ours), unshown)


def verify(
    old: Package,
    new: Package,
    restoring: Package,
    marked: Package,
    ours: frozenset[str],
    allowed: Allowed,
) -> None:
    """Raise `Refusal` unless rejecting our revisions gives `old` and accepting them gives `new`.

    `marked` is `restoring` with the notes, links and pictures that only inserted text uses:
    rejecting leaves them unused, and Word drops them. Accepting is compared in every story: the
    document, headers, footers and notes. A note that no text refers to does not count there.
    """
    problems = differences(old, resolved(restoring, "reject", with_ids(ours)), allowed)
    forward = with_live_notes(resolved(marked, "accept", with_ids(ours)))
    wanted = with_live_notes(new)
    comments = forward.related("comments")
    stories = [part for part in story_parts(marked) if part in new.parts and part != comments]
    problems += differences(
        Package(new.name, {part: wanted.parts[part] for part in stories} | _structure(new), {}),
        Package(new.name, {part: forward.parts[part] for part in stories} | _structure(new), {}),
        replace(allowed, bookmarks=True),
    )
    if problems:
        raise Refusal(
            error(
                "the redline was not written, because it does not restore both texts.",
                where=old.name,
                remedy="Please report this, with the places below.",
            ),
            *problems,
        )


def _structure(package: Package) -> dict[str, bytes]:
    return {part: data for part, data in package.parts.items() if part.endswith(".rels")}


def _highest_id(package: Package) -> int:
    """Return the highest id of any annotation, so that new ids are of nobody else."""
    highest = 0
    for part in story_parts(package):
        for element in package.root(part).iter():
            number = get(element, "w:id") if isinstance(element.tag, str) else ""
            if number.isdigit():
                highest = max(highest, int(number))
    return highest


def _definitions(old: Package, new: Package) -> tuple[frozenset[str], dict[str, bytes]]:
    """Return the list instances that `new` adds, and the numbering part if it only adds."""
    part = old.related("numbering")
    if part is None or part not in new.parts or old.parts[part] == new.parts[part]:
        return frozenset(), {}
    before = {get(e, "w:numId"): canonical(e) for e in old.root(part).iterfind(name("w:num"))}
    after = {get(e, "w:numId"): canonical(e) for e in new.root(part).iterfind(name("w:num"))}
    if any(after.get(identity) != form for identity, form in before.items()):
        return frozenset(), {}
    added = frozenset(after) - frozenset(before)
    stripped = new.root(part)
    for element in stripped.findall(name("w:num")):
        if get(element, "w:numId") in added:
            stripped.remove(element)
    if canonical(stripped) != canonical(old.root(part)):
        return frozenset(), {}
    return added, {part: new.parts[part]}


def _unshown_parts(marked: Package, new: Package) -> list[Finding]:
    """Return a warning for each part that differs and that tracked changes cannot show."""
    stories = {*story_parts(marked), *story_parts(new)}
    names = {part for part in (*marked.parts, *new.parts) if part.endswith(".xml")}
    return [
        warning("this part differs; tracked changes cannot show it.", where=new.name, address=part)
        for part in sorted(names - stories)
        if not part.startswith(("docProps/", "[", "customXml/"))
        and (
            part not in marked.parts
            or part not in new.parts
            or (
                marked.parts[part] != new.parts[part]
                and canonical(marked.root(part)) != canonical(new.root(part))
            )
        )
    ]


def _counts(marked: Package, ours: frozenset[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in story_parts(marked):
        for element in marked.root(part).iter():
            if get(element, "w:author") and get(element, "w:id") in ours:
                kind = local(element)
                if kind != "comment" and "Range" not in kind:
                    counts[kind] = counts.get(kind, 0) + 1
    return dict(sorted(counts.items()))
