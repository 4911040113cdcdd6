"""What inserted text needs defined beside it: lists and styles that only the new file has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from drafting.word.normal_form import said_by
from drafting.word.package import Package
from drafting.word.revisions import story_parts
from drafting.word.xml import Element, clone, get, local, name, remove, serialise, value

_LIST_USE = re.compile(rb'(<w:numId\s+w:val=")(\d+)(")')
_LISTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
# What Word gives each abstract list afresh, and says nothing (17.9.14, 17.9.29).
_OWN_IDS = frozenset({"nsid", "tmpl"})


@dataclass(frozen=True)
class Added:
    """The definitions that a redline adds, which rejecting leaves unused: their ids, and parts."""

    lists: frozenset[str] = frozenset()
    abstract_lists: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()


@dataclass
class _Lists:
    """The numbering part of a file: its list instances and the abstract lists under them."""

    root: Element | None
    instances: dict[str, Element] = field(default_factory=lambda: {})
    abstract: dict[str, Element] = field(default_factory=lambda: {})

    def meaning(self, identity: str) -> str:
        """Return what is equal for lists that look and count alike."""
        instance = self.instances[identity]
        abstract = self.abstract.get(value(instance, "w:abstractNumId") or "")
        said = "" if abstract is None else _said(abstract)
        return said + "".join(said_by(each) for each in instance.iterfind(name("w:lvlOverride")))


def _lists_of(package: Package) -> _Lists:
    part = package.related("numbering")
    if part is None:
        return _Lists(None)
    found = _Lists(package.root(part))
    for each in found.root if found.root is not None else ():
        if local(each) == "num":
            found.instances[get(each, "w:numId")] = each
        elif local(each) == "abstractNum":
            found.abstract[get(each, "w:abstractNumId")] = each
    return found


def _said(abstract: Element) -> str:
    copied = clone(abstract)
    copied.attrib.clear()
    for each in list(copied):
        if local(each) in _OWN_IDS:
            copied.remove(each)
    return said_by(copied)


def with_lists_of(old: Package, new: Package) -> Package:
    """Return `new` with its list instances under the ids that `old` gives to the same ones.

    A list that `old` does not have gets an id that `old` does not use.
    """
    here, there = old.related("numbering"), new.related("numbering")
    if there is None or (here is not None and old.parts[here] == new.parts[there]):
        return new
    ours, theirs = _lists_of(old), _lists_of(new)
    before = {identity: ours.meaning(identity) for identity in ours.instances}
    after = {identity: theirs.meaning(identity) for identity in theirs.instances}
    ids = {each: each for each, meaning in after.items() if before.get(each) == meaning}
    free = _free_ids({*before, *after})
    for each, meaning in after.items():
        if each not in ids:
            alike = (i for i, its in before.items() if its == meaning and i not in ids.values())
            ids[each] = next(alike, each if each not in before else "") or next(free)
    if all(one == other for one, other in ids.items()):
        return new
    return _renamed(new, there, theirs, ids)


def _free_ids(taken: set[str]) -> Iterator[str]:
    number = max((int(each) for each in taken if each.isdigit()), default=0)
    while True:
        number += 1
        yield str(number)


def _renamed(new: Package, part: str, lists: _Lists, ids: dict[str, str]) -> Package:
    def renamed(found: re.Match[bytes]) -> bytes:
        identity = found.group(2).decode()
        return found.group(1) + ids.get(identity, identity).encode() + found.group(3)

    changed = {each: _LIST_USE.sub(renamed, new.parts[each]) for each in story_parts(new)}
    styles = new.related("styles")
    if styles is not None:
        changed[styles] = _LIST_USE.sub(renamed, new.parts[styles])
    for identity, instance in lists.instances.items():
        instance.set(name("w:numId"), ids[identity])
    if lists.root is not None:
        changed[part] = serialise(lists.root)
    return new.replacing(changed)


def with_definitions(marked: Package, new: Package) -> tuple[Package, Added]:
    """Return the package with the lists and styles that only its inserted text uses."""
    marked, styles = _with_styles(marked, new)
    used = _used_lists(marked)
    ours, theirs = _lists_of(marked), _lists_of(new)
    wanted = [each for each in theirs.instances if each in used and each not in ours.instances]
    if not wanted or theirs.root is None:
        return marked, Added(styles=styles)
    if ours.root is None:
        part = f"{marked.document.rpartition('/')[0]}/numbering.xml"
        _without_pictures(theirs.root)
        added = marked.adding(part, serialise(theirs.root), _LISTS_TYPE, "numbering")
        return added, Added(styles=styles, parts=frozenset({part}))
    abstract = _add_lists(ours, theirs, wanted)
    part = marked.related("numbering")
    changed = {part: serialise(ours.root)} if part else {}
    return marked.replacing(changed), Added(frozenset(wanted), abstract, styles)


def _add_lists(ours: _Lists, theirs: _Lists, wanted: list[str]) -> frozenset[str]:
    """Add list instances to a numbering part in place; return the abstract lists added."""
    known = _same_abstract_lists(ours, theirs)
    free = _free_ids({*ours.abstract, *theirs.abstract})
    added: set[str] = set()
    root = ours.root
    if root is None:
        return frozenset()
    for identity in wanted:
        instance = clone(theirs.instances[identity])
        link = instance.find(name("w:abstractNumId"))
        own = get(link, "w:val")
        abstract = theirs.abstract.get(own)
        if abstract is None or link is None:
            continue
        if own not in known:
            copied = clone(abstract)
            _without_pictures(copied)
            known[own] = own if own not in ours.abstract else next(free)
            copied.set(name("w:abstractNumId"), known[own])
            added.add(known[own])
            _insert_after(root, copied, {"numPicBullet", "abstractNum"})
        link.set(name("w:val"), known[own])
        _insert_after(root, instance, {"numPicBullet", "abstractNum", "num"})
    return frozenset(added)


def _without_pictures(lists: Element) -> None:
    """Let bullets be those of a font where they are pictures, which do not come along (17.9.20)."""
    for each in list(lists.iter(name("w:numPicBullet"), name("w:lvlPicBulletId"))):
        remove(each)


def _same_abstract_lists(ours: _Lists, theirs: _Lists) -> dict[str, str]:
    """Return which abstract list of theirs is which of ours.

    Lists that share one go on counting from each other (17.9.15), so two that only look alike are
    two: the same are those under a list that both have, and those with one id that look alike.
    """
    known: dict[str, str] = {}
    for identity, instance in theirs.instances.items():
        if identity in ours.instances:
            one, other = (
                value(each, "w:abstractNumId") or ""
                for each in (instance, ours.instances[identity])
            )
            known.setdefault(one, other)
    for identity, abstract in theirs.abstract.items():
        mine = ours.abstract.get(identity)
        if identity not in known and mine is not None and _said(mine) == _said(abstract):
            known[identity] = identity
    return known


def _insert_after(root: Element, element: Element, kinds: set[str]) -> None:
    root.insert(sum(1 for each in root if local(each) in kinds), element)


def _used_lists(package: Package) -> set[str]:
    parts = [*story_parts(package), package.related("styles")]
    return {
        found.group(2).decode()
        for part in parts
        if part is not None
        for found in _LIST_USE.finditer(package.parts[part])
    }


def _with_styles(marked: Package, new: Package) -> tuple[Package, frozenset[str]]:
    here, there = marked.related("styles"), new.related("styles")
    if here is None or there is None or marked.parts[here] == new.parts[there]:
        return marked, frozenset()
    root = marked.root(here)
    present = {get(each, "w:styleId") for each in root.iterfind(name("w:style"))}
    theirs = {get(each, "w:styleId"): each for each in new.root(there).iterfind(name("w:style"))}
    wanted = [each for each in _used_styles(marked) if each in theirs and each not in present]
    added: dict[str, Element] = {}
    while wanted:
        identity = wanted.pop()
        if identity in added or identity in present or identity not in theirs:
            continue
        style = clone(theirs[identity])
        style.attrib.pop(name("w:default"), None)
        added[identity] = style
        wanted += [v for short in ("w:basedOn", "w:link", "w:next") if (v := value(style, short))]
    if not added:
        return marked, frozenset()
    root.extend([added[identity] for identity in sorted(added)])
    return marked.replacing({here: serialise(root)}), frozenset(added)


def _used_styles(package: Package) -> list[str]:
    pattern = re.compile(rb'<w:(?:pStyle|rStyle|tblStyle)\s+w:val="([^"]*)"')
    return sorted(
        {
            found.group(1).decode()
            for part in story_parts(package)
            for found in pattern.finditer(package.parts[part])
        }
    )
