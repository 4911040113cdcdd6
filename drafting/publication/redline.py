"""A redline: the old Word file with every difference from the new one as a tracked change.

The result is the old package plus markup. Before it is returned it is verified: rejecting all is
the old file, accepting all is the new one. What cannot be verified is refused.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from drafting.amendment.alignment import Block, Move, Step, align
from drafting.findings import Finding, Refusal, error, warning
from drafting.publication.stories import Note, StoryWriter
from drafting.publication.tables import TableWriter
from drafting.word.atoms import text_of
from drafting.word.comments import with_comments
from drafting.word.package import CONTENT_TYPES, RELATIONSHIPS, Package, Relationship
from drafting.word.revisions import resolved, story_parts, with_ids
from drafting.word.tracking import Tracker
from drafting.word.verification import Allowed, differences
from drafting.word.xml import (
    NAMESPACES,
    Element,
    canonical,
    get,
    local,
    name,
    parse,
    serialise,
)

_REFERENCES = {"footnotes": "w:footnoteReference", "endnotes": "w:endnoteReference"}
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


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
    named = _with_notes_of(old, _with_links_of(old, new))
    writer = StoryWriter(Tracker(stamp.author, stamp.date, _highest_id(old) + 1))
    root = old.root(old.document)
    writer.body(root, named.root(named.document), steps, notes)
    changed = {old.document: serialise(root)}
    lists, definitions = _definitions(old, new)
    restoring = old.replacing({**changed, **definitions})
    restoring = writer.other_stories(restoring, named)
    restoring = with_comments(restoring, writer.comments)
    marked = _with_links(_with_notes(restoring, named, writer), named)
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
    forward = _with_live_notes(resolved(marked, "accept", with_ids(ours)))
    wanted = _with_live_notes(new)
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


def _with_links_of(old: Package, new: Package) -> Package:
    """Return `new` with its links under the ids that `old` gives to the same links.

    Word numbers the links of a part afresh whenever it saves. A link that `old` does not have gets
    an id that `old` does not use.
    """
    changed: dict[str, bytes] = {}
    for part in story_parts(new):
        ids = _link_ids(old, new, part) if part in old.parts else {}
        if all(one == other for one, other in ids.items()):
            continue
        root, links = new.root(part), new.root(_links_part(part))
        for element, key, identity in _uses_of_links(root):
            element.set(key, ids.get(identity, identity))
        for link in links.iterfind(f"{{{RELATIONSHIPS}}}Relationship"):
            link.set("Id", ids.get(str(link.get("Id")), ""))
        changed |= {part: serialise(root), _links_part(part): serialise(links)}
    return new.replacing(changed)


def _link_ids(old: Package, new: Package, part: str) -> dict[str, str]:
    present = {link.id: _meaning(old, link) for link in old.relationships(part)}
    links = {link.id: _meaning(new, link) for link in new.relationships(part)}
    ids = {each: each for each, meaning in links.items() if present.get(each) == meaning}
    taken = {*present, *links}
    for each, meaning in links.items():
        if each in ids:
            continue
        like = [other for other, its in present.items() if its == meaning]
        free = [other for other in like if other not in ids.values()]
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        ids[each] = next(iter([*free, *like]), f"rId{number}")
        taken.add(ids[each])
    return ids


def _meaning(package: Package, link: Relationship) -> tuple[str, str | bytes]:
    """Return what is equal for links to the same: of a picture its bytes, else its name."""
    named = link.external or link.target.endswith(".xml")
    return link.type, link.target if named else package.parts.get(link.target, b"")


def _uses_of_links(root: Element) -> list[tuple[Element, str, str]]:
    return [
        (element, str(key), str(text))
        for element in root.iter()
        if isinstance(element.tag, str)
        for key, text in element.attrib.items()
        if str(key).startswith(f"{{{NAMESPACES['r']}}}")
    ]


def _links_part(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _with_links(package: Package, new: Package) -> Package:
    """Return the package with the links, and what they lead to, that only inserted text uses."""
    for part in story_parts(package):
        present = {link.id for link in package.relationships(part)}
        added = [link for link in new.relationships(part) if link.id not in present]
        used = {each[2] for each in _uses_of_links(package.root(part))} if added else set[str]()
        for link in added:
            if link.id in used and (link.external or link.target in new.parts):
                package = _with_link(package, new, part, link)
    return package


def _with_link(package: Package, new: Package, part: str, link: Relationship) -> Package:
    target = link.target
    if not link.external:
        package, target = _with_target(package, new, link.target)
        target = posixpath.relpath(target, posixpath.dirname(part))
    where = _links_part(part)
    empty = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
    links = package.root(where) if where in package.parts else parse(empty)
    attributes = {"Id": link.id, "Type": link.type, "Target": target}
    if link.external:
        attributes["TargetMode"] = "External"
    links.append(links.makeelement(f"{{{RELATIONSHIPS}}}Relationship", attributes))
    return package.replacing({where: serialise(links)})


def _with_target(package: Package, new: Package, part: str) -> tuple[Package, str]:
    """Return the package with a part of `new`, such as a picture, and the part's name in it."""
    if new.relationships(part):
        raise Refusal(
            error(
                "an object made of several parts cannot be inserted.",
                where=new.name,
                address=part,
                remedy="Insert it by hand in Word.",
            )
        )
    stem, _, ending = part.rpartition(".")
    name_here, number = part, 1
    while package.parts.get(name_here, new.parts[part]) != new.parts[part]:
        number += 1
        name_here = f"{stem}-{number}.{ending}"
    if name_here in package.parts:
        return package, name_here
    types, theirs = package.root(CONTENT_TYPES), new.root(CONTENT_TYPES)
    stated = [each for each in theirs if each.get("PartName") == f"/{part}"]
    stated += [each for each in theirs if str(each.get("Extension")).lower() == ending.lower()]
    override = str(types.tag).replace("Types", "Override")
    kind = str(stated[0].get("ContentType")) if stated else "application/octet-stream"
    types.append(types.makeelement(override, {"PartName": f"/{name_here}", "ContentType": kind}))
    changes = {CONTENT_TYPES: serialise(types), name_here: new.parts[part]}
    return package.replacing(changes), name_here


def _with_notes_of(old: Package, new: Package) -> Package:
    """Return `new` with its footnotes and endnotes under the ids that `old` gives to the same.

    Word numbers the notes in the order of the text, so that one note more renumbers the rest.
    """
    for kind, reference in _REFERENCES.items():
        here, there = old.related(kind), new.related(kind)
        if here is None or there is None:
            continue
        root = new.root(there)
        ids = _note_ids(_notes(old.root(here)), _notes(root))
        if all(one == other for one, other in ids.items()):
            continue
        document = new.root(new.document)
        for element in (*_notes(root), *document.iter(name(reference))):
            identity = get(element, "w:id")
            element.set(name("w:id"), ids.get(identity, identity))
        new = new.replacing({there: serialise(root), new.document: serialise(document)})
    return new


def _note_ids(old: Sequence[Element], new: Sequence[Element]) -> dict[str, str]:
    """Return the id that each new note takes: that of its separator or note, or a fresh one."""
    separators = {get(note, "w:type"): get(note, "w:id") for note in old if _separates(note)}
    before = [note for note in old if not _separates(note)]
    after = [note for note in new if not _separates(note)]
    pairs = dict(_note_pairs(before, after))
    taken = [int(each) for note in (*old, *new) if (each := get(note, "w:id")).isdigit()]
    fresh = count(max(taken, default=0) + 1)
    ids = {
        get(note, "w:id"): separators.get(get(note, "w:type"), get(note, "w:id"))
        for note in new
        if _separates(note)
    }
    for number, note in enumerate(after):
        paired = number in pairs
        ids[get(note, "w:id")] = get(before[pairs[number]], "w:id") if paired else str(next(fresh))
    return ids


def _note_pairs(old: Sequence[Element], new: Sequence[Element]) -> Iterator[tuple[int, int]]:
    """Yield which new note is which old one; as many between two pairs are the same in order."""
    gone: list[int] = []
    come: list[int] = []
    steps = align([_note_block(note) for note in old], [_note_block(note) for note in new])
    for step in (*steps, Step(Move.KEEP, None, None)):
        if step.move is Move.KEEP:
            if len(gone) == len(come):
                alike = zip(come, gone, strict=True)
                yield from ((j, i) for j, i in alike if len(old[i]) and len(new[j]))
            gone, come = [], []
            if step.old is not None and step.new is not None:
                yield step.new, step.old
        elif step.old is not None:
            gone.append(step.old)
        elif step.new is not None:
            come.append(step.new)


def _notes(root: Element) -> list[Element]:
    return [each for each in root if local(each) in {"footnote", "endnote"}]


def _note_block(note: Element) -> Block:
    said = "\n".join(text_of(paragraph) for paragraph in note.iter(name("w:p")))
    return Block("note" if len(note) else "empty note", said, "".join(map(canonical, note)))


def _separates(note: Element) -> bool:
    """Return whether a note is a separator, which no text refers to (17.11.23)."""
    return get(note, "w:type", "normal") != "normal"


def _with_notes(package: Package, new: Package, writer: StoryWriter) -> Package:
    """Return the package with the notes that only inserted text refers to."""
    for kind, reference in _REFERENCES.items():
        here, there = package.related(kind), new.related(kind)
        if there is None:
            continue
        root, writer.part = package.root(here) if here else new.root(there), here or there
        for note in [] if here else [each for each in _notes(root) if not _separates(each)]:
            root.remove(note)
        present = {get(note, "w:id") for note in _notes(root)}
        added = [note for note in _notes(new.root(there)) if get(note, "w:id") not in present]
        used = _used_notes(package, reference) if added else set[str]()
        added = [note for note in added if get(note, "w:id") in used]
        for note in added:
            TableWriter(writer).contents(note, "ins")
        root.extend(added)
        if added and here:
            package = package.replacing({here: serialise(root)})
        elif added:
            package = package.adding(there, serialise(root), _NOTES_TYPE.format(kind), kind)
    return package


def _with_live_notes(package: Package) -> Package:
    """Return the package with the notes that its text refers to, in the order of their ids."""
    for kind, reference in _REFERENCES.items():
        part = package.related(kind)
        if part is None:
            continue
        root = package.root(part)
        notes = sorted(_notes(root), key=lambda note: get(note, "w:id"))
        ordinary = not all(_separates(note) for note in notes)
        used = _used_notes(package, reference) if ordinary else set[str]()
        for each in list(root):
            root.remove(each)
        root.text = None
        root.extend(note for note in notes if _separates(note) or get(note, "w:id") in used)
        package = package.replacing({part: serialise(root)})
    return package


def _used_notes(package: Package, reference: str) -> set[str]:
    return {get(e, "w:id") for e in package.root(package.document).iter(name(reference))}


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
