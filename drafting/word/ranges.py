"""Ranges of a text, such as bookmarks: a marker at the start and one with the same id at the end.

What lies between them may come and go in part; a range that reaches beyond what goes stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from drafting.word.xml import Element, get, local, name, remove

RANGES = (
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart "
    "customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd"
).split()
_KINDS = ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
_TAGS = tuple(name(f"w:{kind}{end}") for kind in _KINDS for end in ("Start", "End"))
_REFERENCE = name("w:commentReference")


def key_of(marker: Element) -> tuple[str, str]:
    """Return what the two markers of a range share: its kind and its id."""
    return local(marker).removesuffix("Start").removesuffix("End"), get(marker, "w:id")


def lift(element: Element) -> list[Element]:
    """Put before `element`, which goes, the markers in it whose range reaches beyond it."""
    markers = list(element.iter(*_TAGS))
    ends = Counter(key_of(each) for each in markers)
    lifted = [each for each in markers if ends[key_of(each)] == 1]
    if element.getparent() is None:
        return []
    for each in lifted:
        each.tail = None
        element.addprevious(each)
    return lifted


def settle_lifted(root: Element, lifted: Sequence[Element]) -> None:
    """Take out lifted markers, and their partners, of ranges that are no longer whole.

    A comment's range is whole as long as the comment is still referred to.
    """
    if not lifted:
        return
    present: dict[tuple[str, str], list[Element]] = {}
    for each in root.iter(*_TAGS):
        present.setdefault(key_of(each), []).append(each)
    referred = {get(each, "w:id") for each in root.iter(_REFERENCE)}
    for key in {key_of(each) for each in lifted}:
        markers = present.get(key, [])
        alone = len({local(each) for each in markers}) < 2
        if alone or (key[0] == "commentRange" and key[1] not in referred):
            for each in markers:
                remove(each)
