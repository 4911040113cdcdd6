"""What inserted text brings with it from the new file: links, pictures and notes."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType

from rapidfuzz import fuzz

from drafting.amendment.alignment import Block, Move, Step, align
from drafting.publication.stories import StoryWriter
from drafting.word.atoms import text_of
from drafting.word.package import CONTENT_TYPES, RELATIONSHIPS, Package, Relationship
from drafting.word.revisions import story_parts
from drafting.word.slices import bytes_of, plain_slices_of
from drafting.word.tracking import without_markers
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
_MOVED_HERE = re.compile(rb"<w:moveTo\s.*?</w:moveTo>", re.DOTALL)
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
LEAST_NOTE = 8  # characters: a shorter note may stand in any other
SURELY_LIKE = 75.0  # per cent of rapidfuzz's ratio
LEAST_WITHIN = 85.0  # per cent of rapidfuzz's partial_ratio: a note that stands in a longer one


def with_links_of(old: Package, new: Package) -> Package:
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


def with_links(package: Package, new: Package) -> Package:
    """Return the package with the links, and what they lead to, that only inserted text uses."""
    for part in story_parts(package):
        present = {link.id for link in package.relationships(part)}
        added = [link for link in new.relationships(part) if link.id not in present]
        used = {each[2] for each in _uses_of_links(package.root(part))} if added else set[str]()
        for link in added:
            if link.id in used:
                package = _with_link(package, new, part, link)
    return package


def _with_link(package: Package, new: Package, part: str, link: Relationship) -> Package:
    target = link.target
    if not link.external:
        if target in new.parts:  # some files lack what they link to, such as a place in the text
            package, target = _with_target(package, new, target)
        target = posixpath.relpath(target, posixpath.dirname(part))
    where = _links_part(part)
    empty = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
    links = package.root(where) if where in package.parts else parse(empty)
    attributes = {"Id": link.id, "Type": link.type, "Target": target}
    if link.external:
        attributes["TargetMode"] = "External"
    links.append(links.makeelement(f"{{{RELATIONSHIPS}}}Relationship", attributes))
    return package.replacing({where: serialise(links)})


def _with_target(
    package: Package, new: Package, part: str, done: Mapping[str, str] = MappingProxyType({})
) -> tuple[Package, str]:
    """Return the package with a part of `new`, such as a picture, and the part's name in it.

    The parts that it links to come with it: a chart has its numbers, a diagram its layout.
    """
    if part in done:
        return package, done[part]
    links = [link for link in new.relationships(part) if not link.external]
    name_here = _free_name(package, part, new.parts[part], alone=not links)
    if name_here in package.parts and not links:
        return package, name_here
    package = package.replacing(
        {
            CONTENT_TYPES: _with_content_type(package, new, part, name_here),
            name_here: _without_bookmarks(new, part),
        }
    )
    if not new.relationships(part):
        return package, name_here
    root = new.root(_links_part(part))
    done = {**done, part: name_here}
    for each in root.iterfind(f"{{{RELATIONSHIPS}}}Relationship"):
        inner = next((link for link in links if link.id == each.get("Id")), None)
        if inner is not None and inner.target in new.parts:
            package, target = _with_target(package, new, inner.target, done)
            each.set("Target", posixpath.relpath(target, posixpath.dirname(name_here)))
    return package.replacing({_links_part(name_here): serialise(root)}), name_here


def _without_bookmarks(new: Package, part: str) -> bytes:
    """Return a part that comes along; a header has no bookmarks, whose names the text may have."""
    if b"<w:bookmarkStart" not in new.parts[part]:
        return new.parts[part]
    root = new.root(part)
    without_markers(root)
    return serialise(root)


def _free_name(package: Package, part: str, data: bytes, *, alone: bool) -> str:
    """Return the name for a part: its own, or that of an equal one, or one that is free."""
    stem, _, ending = part.rpartition(".")
    found, number = part, 1
    while found in package.parts and not (alone and package.parts[found] == data):
        number += 1
        found = f"{stem}-{number}.{ending}"
    return found


def _with_content_type(package: Package, new: Package, part: str, name_here: str) -> bytes:
    ending = part.rpartition(".")[2]
    types, theirs = package.root(CONTENT_TYPES), new.root(CONTENT_TYPES)
    stated = [each for each in theirs if each.get("PartName") == f"/{part}"]
    stated += [each for each in theirs if str(each.get("Extension")).lower() == ending.lower()]
    override = str(types.tag).replace("Types", "Override")
    kind = str(stated[0].get("ContentType")) if stated else "application/octet-stream"
    types.append(types.makeelement(override, {"PartName": f"/{name_here}", "ContentType": kind}))
    return serialise(types)


def with_notes_of(old: Package, new: Package, apart: frozenset[str] = frozenset()) -> Package:
    """Return `new` with its footnotes and endnotes under the ids that `old` gives to the same.

    Word numbers the notes in the order of the text, so that one note more renumbers the rest. The
    notes that are to be kept `apart`, each as `kind id`, are the same as none of the new ones.
    """
    for kind, reference in _REFERENCES.items():
        here, there = old.related(kind), new.related(kind)
        if here is None or there is None:
            continue
        root = new.root(there)
        ids = _note_ids(_notes(old.root(here)), _notes(root), kind, apart)
        if all(one == other for one, other in ids.items()):
            continue
        document = new.root(new.document)
        for element in (*_notes(root), *document.iter(name(reference))):
            identity = get(element, "w:id")
            element.set(name("w:id"), ids.get(identity, identity))
        new = new.replacing({there: serialise(root), new.document: serialise(document)})
    return new


def _note_ids(
    old: Sequence[Element], new: Sequence[Element], kind: str, apart: frozenset[str]
) -> dict[str, str]:
    """Return the id that each new note takes: that of its separator or note, or a fresh one."""
    separators = {get(note, "w:type"): get(note, "w:id") for note in old if _separates(note)}
    before = [
        note for note in old if not _separates(note) and f"{kind} {get(note, 'w:id')}" not in apart
    ]
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
    """Yield which new note is which old one.

    A note that stands nearly whole in another is that one, whatever else is a little like it.
    """
    before, after = [_note_block(note) for note in old], [_note_block(note) for note in new]
    found = dict(_aligned_notes(before, after))
    sure = {
        j: i
        for j, i in found.items()
        if before[i].key == after[j].key or fuzz.ratio(before[i].text, after[j].text) >= SURELY_LIKE
    }
    gone = [i for i in range(len(old)) if i not in sure.values()]
    sure |= _extended(before, after, gone, [j for j in range(len(new)) if j not in sure])
    yield from sure.items()
    yield from ((j, i) for j, i in found.items() if j not in sure and i not in sure.values())


def _aligned_notes(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of like notes; as many between two pairs are the same in order."""
    gone: list[int] = []
    come: list[int] = []
    for step in (*align(before, after), Step(Move.KEEP, None, None)):
        if step.move is Move.KEEP:
            if len(gone) == len(come):
                alike = zip(come, gone, strict=True)
                empty = "empty note"
                yield from (
                    (j, i) for j, i in alike if empty not in {before[i].kind, after[j].kind}
                )
            gone, come = [], []
            if step.old is not None and step.new is not None:
                yield step.new, step.old
        elif step.old is not None:
            gone.append(step.old)
        elif step.new is not None:
            come.append(step.new)


def _extended(
    before: Sequence[Block], after: Sequence[Block], gone: Sequence[int], come: Sequence[int]
) -> dict[int, int]:
    """Return the pairs, in order, of which the one note stands nearly whole in the other."""
    found: dict[int, int] = {}
    left = list(come)
    for i in gone:
        one = before[i].text.strip()
        scored = [
            (fuzz.partial_ratio(one, other), -j)
            for j in left
            if min(len(one), len(other := after[j].text.strip())) >= LEAST_NOTE
        ]
        score, j = max(scored, default=(0.0, 0))
        if score >= LEAST_WITHIN:
            found[-j] = i
            left = [each for each in left if each > -j]
    return found


def _notes(root: Element) -> list[Element]:
    return [each for each in root if local(each) in {"footnote", "endnote"}]


def _note_block(note: Element) -> Block:
    said = "\n".join(text_of(paragraph) for paragraph in note.iter(name("w:p")))
    return Block("note" if len(note) else "empty note", said, "".join(map(canonical, note)))


def _separates(note: Element) -> bool:
    """Return whether a note is a separator, which no text refers to (17.11.23)."""
    return get(note, "w:type", "normal") != "normal"


def with_notes(package: Package, new: Package, writer: StoryWriter) -> Package:
    """Return the package with the notes that only inserted text refers to.

    They stand in the order of their references: LibreOffice deals the notes out in that order.
    """
    for kind, reference in _REFERENCES.items():
        here, there = package.related(kind), new.related(kind)
        if there is None:
            continue
        theirs = {get(note, "w:id"): note for note in _notes(new.root(there))}
        order = _references(package, reference)
        writer.part = here or there
        if here is None:
            wanted = [each for each in dict.fromkeys(order) if each in theirs]
            if wanted:
                root = new.root(there)
                for note in [each for each in _notes(root) if not _separates(each)]:
                    root.remove(note)
                root.extend(_inserted([theirs[each] for each in wanted], writer))
                package = package.adding(there, serialise(root), _NOTES_TYPE.format(kind), kind)
            continue
        slices = plain_slices_of(package.parts[here])
        present = [get(piece.element, "w:id") for piece in slices.pieces]
        wanted = [each for each in dict.fromkeys(order) if each in theirs and each not in present]
        if not wanted:
            continue
        made = _inserted([theirs[each] for each in wanted], writer)
        raws = dict(zip(wanted, bytes_of(made, slices.start), strict=True))
        before = _places(order, present, wanted)
        pieces = [
            raw
            for at, piece in enumerate([*slices.pieces, None])
            for raw in (
                *(raws[each] for each in wanted if before[each] == at),
                *([piece.raw] if piece is not None else []),
            )
        ]
        package = package.replacing({here: slices.joined(pieces)})
    return package


def _inserted(notes: Sequence[Element], writer: StoryWriter) -> list[Element]:
    for note in notes:
        writer.tables.contents(note, "ins")
        without_markers(note)
    writer.count(notes)
    return list(notes)


def _places(order: Sequence[str], present: Sequence[str], wanted: Sequence[str]) -> dict[str, int]:
    """Return before which note of the part each wanted one stands: that of the next reference."""
    places: dict[str, int] = {}
    following = len(present)
    for each in reversed(order):
        if each in present:
            following = present.index(each)
        elif each in wanted:
            places[each] = following
    return places


def _references(package: Package, reference: str) -> list[str]:
    """Return the ids of the notes that the text refers to, in order."""
    tag = reference.encode()
    pattern = re.compile(rb"<" + tag + rb"\b[^>]*?\sw:id=\"(-?\d+)\"")
    return [each.decode() for each in pattern.findall(package.parts[package.document])]


def referred_to_twice(marked: Package, *sides: Package) -> frozenset[str]:
    """Return the notes that both deleted and inserted text refers to, each as `kind id`.

    So often as the text of neither side refers to them. Both ends of a move refer to one note.
    """
    found: set[str] = set()
    for kind, reference in _REFERENCES.items():
        most: Counter[str] = Counter()
        for side in sides:
            most |= Counter(_references(side, reference))
        document = _MOVED_HERE.sub(b"", marked.parts[marked.document])
        counts = Counter(_references(marked.replacing({marked.document: document}), reference))
        found |= {f"{kind} {each}" for each, count in counts.items() if count > most[each]}
    return frozenset(found)
