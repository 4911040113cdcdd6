"""Writes the tracked changes of section properties: page size, margins, columns, numbering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.word.xml import Element, canonical, child, clone, local, make, name

if TYPE_CHECKING:
    from drafting.publication.stories import StoryWriter

_REFERENCES = frozenset({"headerReference", "footerReference"})


def changed_section(story: StoryWriter, edited: Element, old: Element, new: Element) -> None:
    """Track the difference of the sections that two paragraphs end, in `edited`, in place."""
    path = f"{name('w:pPr')}/{name('w:sectPr')}"
    one, other, mine = old.find(path), new.find(path), edited.find(path)
    if one is None or other is None or mine is None:
        return
    changed = changed_properties(story, one, other)
    if changed is not None:
        holder = mine.getparent()
        if holder is not None:
            holder.replace(mine, changed)


def changed_properties(story: StoryWriter, old: Element, new: Element) -> Element | None:
    """Return the new section properties with the old ones in `w:sectPrChange` (17.13.5.32).

    None where they are the same. Headers and footers that come or go, which no tracked change
    can show, stay as they are and are reported; `new` takes them over from `old`.
    """
    references = [each for each in old if local(each) in _REFERENCES]
    theirs = [each for each in new if local(each) in _REFERENCES]
    if sorted(map(canonical, references)) != sorted(map(canonical, theirs)):
        story.report(
            old,
            "the headers or footers of a section come or go, which no tracked change can show; "
            "the old file’s stay",
        )
        for each in theirs:
            new.remove(each)
        for each in reversed(references):
            new.insert(0, clone(each))
    before, after = _own(old), _own(new)
    if canonical(before) == canonical(after):
        return None
    if old.find(name("w:sectPrChange")) is not None or new.find(name("w:sectPrChange")) is not None:
        story.refuse(old, "an earlier tracked change of the page layout was changed again")
        return None
    changed = make("w:sectPr")
    for key, text in old.attrib.items():
        changed.set(key, text)
    changed.extend([clone(each) for each in references])
    changed.extend(list(after))
    child(changed, "w:sectPrChange", **story.tracker.attributes()).append(before)
    return changed


def _own(section: Element) -> Element:
    """Return a copy of section properties that holds what a tracked change may hold."""
    copied = clone(section)
    for key in list(copied.attrib):
        del copied.attrib[key]
    for each in list(copied):
        if local(each) in {*_REFERENCES, "sectPrChange"}:
            copied.remove(each)
    return copied
