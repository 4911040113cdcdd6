"""Whether two Word files say the same: every part, structure and formatting as well as text.

Compared are all parts of the package. These differences, and no others, are allowed:

- revision-save ids (`w:rsid…`) and paragraph ids, which Word gives afresh;
- spelling marks and remembered page breaks, which Word works out afresh;
- where one run ends and the next begins, if both look the same; `xml:space`;
- empty property elements, texts and runs, which state nothing;
- comments that the redline carries, with their anchors, part, relationship and content type;
- on the side of the new file only, bookmarks, which no tracked change can add or remove, and the
  results that fields last showed, which Word works out afresh;
- list instances (`w:num`) that only inserted text uses: rejecting leaves them unused, as in Word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafting.findings import Finding, error
from drafting.word.atoms import text_of
from drafting.word.comments import without_comments
from drafting.word.normal_form import normalise, without_bookmarks, without_results
from drafting.word.package import CONTENT_TYPES, Package
from drafting.word.revisions import story_parts
from drafting.word.xml import Element, canonical, local, name, remove, same


@dataclass(frozen=True)
class Allowed:
    """What may differ beside: ids of comments and list instances that were added.

    `bookmarks` is for the side of the new file: bookmarks and results of fields do not count.
    """

    comments: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    bookmarks: bool = False


def differences(
    wanted: Package, found: Package, allowed: Allowed = Allowed(), *, limit: int = 10
) -> list[Finding]:
    """Return where `found` differs from `wanted`, at most `limit` places; none when it does not."""
    result: list[Finding] = []
    for place, message in _differences(wanted, found, allowed):
        result.append(error(message, where=found.name, address=place))
        if len(result) == limit:
            break
    return result


def _differences(wanted: Package, found: Package, allowed: Allowed) -> Iterator[tuple[str, str]]:
    comments = found.related("comments") or ""
    added = set(found.parts) - set(wanted.parts)
    yield from ((part, "this part is missing") for part in set(wanted.parts) - set(found.parts))
    yield from (
        (part, "this part is new")
        for part in sorted(added)
        if not (allowed.comments and part == comments)
    )
    stories = {*story_parts(wanted), comments}
    for part, data in wanted.parts.items():
        if part not in found.parts or found.parts[part] == data:
            continue
        if part == CONTENT_TYPES or part.endswith(".rels"):
            yield from _links_differ(part, wanted.root(part), found.root(part), comments, allowed)
        elif part in stories:
            yield from _stories_differ(part, wanted.root(part), found.root(part), allowed)
        elif part == wanted.related("numbering"):
            yield from _lists_differ(part, wanted.root(part), found.root(part), allowed)
        elif not part.endswith(".xml") or canonical(wanted.root(part)) != canonical(
            found.root(part)
        ):
            yield part, "this part differs"


def _links_differ(
    part: str, wanted: Element, found: Element, comments: str, allowed: Allowed
) -> Iterator[tuple[str, str]]:
    before = {canonical(each) for each in wanted}
    for each in found:
        target = str(each.get("PartName") or each.get("Target") or "")
        if canonical(each) in before:
            before.discard(canonical(each))
        elif not (allowed.comments and comments and comments.endswith(target.lstrip("/"))):
            yield part, f"it links to {target}, which is new"
    if before:
        yield part, "a link is missing"


def _lists_differ(
    part: str, wanted: Element, found: Element, allowed: Allowed
) -> Iterator[tuple[str, str]]:
    for number in found.findall(name("w:num")):
        if number.get(name("w:numId")) in allowed.lists:
            found.remove(number)
    if canonical(wanted) != canonical(found):
        yield part, "the lists differ"


def _stories_differ(
    part: str, wanted: Element, found: Element, allowed: Allowed
) -> Iterator[tuple[str, str]]:
    without_comments(found, allowed.comments)
    if allowed.bookmarks:
        for root in (wanted, found):
            without_bookmarks(root)
            without_results(root)
    ours, theirs = _blocks(wanted), _blocks(found)
    if len(ours) == len(theirs):
        suspects = [
            (number, one, other)
            for number, (one, other) in enumerate(zip(ours, theirs, strict=True), start=1)
            if not same(one, other)
        ]
    else:
        yield part, f"it has {len(theirs)} blocks instead of {len(ours)}"
        suspects = list(zip(range(1, len(ours) + 1), ours, theirs, strict=False))
    for number, one, other in suspects:
        normalise(one)
        normalise(other)
        if not same(one, other):
            yield f"{part}, block {number}", _account(one, other)
    for block in (*ours, *theirs):
        remove(block)
    if canonical(wanted) != canonical(found) and len(ours) == len(theirs):
        yield part, "what stands around the blocks differs"


def _blocks(root: Element) -> list[Element]:
    body = root.find(name("w:body"))
    return list(root if body is None else body)


def _account(wanted: Element, found: Element) -> str:
    if local(wanted) != local(found):
        return f"a {local(found)} stands in place of a {local(wanted)}"
    one, other = text_of(wanted), text_of(found)
    if one != other:
        return f"it says “{other[:80]}” instead of “{one[:80]}”"
    return f"it looks different although it says the same: “{one[:80]}”"


def texts(package: Package) -> Mapping[str, list[str]]:
    """Return the text of each paragraph of each story, by part."""
    return {
        part: [text_of(paragraph) for paragraph in package.root(part).iter(name("w:p"))]
        for part in story_parts(package)
    }
