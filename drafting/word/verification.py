"""Whether two Word files say the same: every part, structure and formatting as well as text.

Compared are all parts of the package. These differences, and no others, are allowed:

- revision-save ids (`w:rsid…`) and paragraph ids, which Word gives afresh, and what other programs
  note on Word's elements in namespaces of their own;
- spelling marks and remembered page breaks, which Word works out afresh;
- stray text between Word's elements, such as in `w:p` or `w:r`, where the schema has none and Word
  shows none (17.2.2, 17.3.1.22, 17.3.2.25);
- where one run ends and the next begins, if both look the same; `xml:space`;
- where one earlier change of text ends and the next begins, if one author made both at one time;
- simple fields (`w:fldSimple`), which Word writes out as runs;
- empty property elements, texts, runs and links (`w:hyperlink`, 17.16.22), which state nothing;
- in the properties of a paragraph, the place of `w:rPr`, `w:sectPr` and `w:pPrChange`, and of what
  revises the mark in that `w:rPr`: the schema has the former last, in that order, and the latter
  first (17.3.1.26, 17.3.1.29), and some programs do not;
- the order of a section's references to headers and footers, each of which names its type: the
  schema leaves it open (17.10.1, 17.10.5, EG_HdrFtrReferences);
- the id of an earlier change of formatting where one run with it became several;
- comments that the redline carries, with their anchors, part, relationship and content type;
- on the side of the new file only, bookmarks, the anchors of comments and permissions to edit,
  which no tracked change can add or remove, and the results that fields last showed, which Word
  works out afresh;
- lists and styles that only inserted text uses: rejecting leaves them unused, as in Word;
- on the side of the new file only, what a table of contents or an index last showed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafting.findings import Finding, error
from drafting.word.atoms import text_of
from drafting.word.comments import without_comments
from drafting.word.long_fields import without_long_results
from drafting.word.normal_form import normalise, without_anchors, without_results
from drafting.word.package import CONTENT_TYPES, Package
from drafting.word.revisions import Chosen, Decision, resolve, story_parts
from drafting.word.slices import Piece, pieces_of, runs_of, wrapped
from drafting.word.xml import Element, canonical, clone, get, local, make, name, remove, same


@dataclass(frozen=True)
class Allowed:
    """What may differ beside: ids of comments, lists and styles that were added, and parts.

    `bookmarks` is for the side of the new file: bookmarks, anchors of comments and results of
    fields do not count.
    """

    comments: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    bookmarks: bool = False
    abstract_lists: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()


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
    for part in sorted(added - allowed.parts):
        if part.endswith(".rels"):  # of a file that had no links
            root = found.root(part)
            yield from _links_differ(part, root.makeelement(root.tag), root, comments, allowed)
        elif not (allowed.comments and part == comments):
            yield part, "this part is new"
    stories = {*story_parts(wanted), comments}
    for part, data in wanted.parts.items():
        if part not in found.parts or found.parts[part] == data:
            continue
        if part == CONTENT_TYPES or part.endswith(".rels"):
            yield from _links_differ(part, wanted.root(part), found.root(part), comments, allowed)
        elif part in stories:
            yield from _stories_differ(part, wanted.root(part), found.root(part), allowed)
        elif part in {wanted.related("numbering"), wanted.related("styles")}:
            yield from _definitions_differ(part, wanted.root(part), found.root(part), allowed)
        elif not part.endswith(".xml") or canonical(wanted.root(part)) != canonical(
            found.root(part)
        ):
            yield part, "this part differs"


def _links_differ(
    part: str, wanted: Element, found: Element, comments: str, allowed: Allowed
) -> Iterator[tuple[str, str]]:
    before = {canonical(each) for each in wanted}
    new = {*allowed.parts, *([comments] if allowed.comments and comments else ())}
    for each in found:
        target = str(each.get("PartName") or each.get("Target") or "")
        if canonical(each) in before:
            before.discard(canonical(each))
        elif not any(part.endswith(target.lstrip("/")) for part in new):
            yield part, f"it links to {target}, which is new"
    if before:
        yield part, "a link is missing"


def _definitions_differ(
    part: str, wanted: Element, found: Element, allowed: Allowed
) -> Iterator[tuple[str, str]]:
    added = {
        "num": ("w:numId", allowed.lists),
        "abstractNum": ("w:abstractNumId", allowed.abstract_lists),
        "style": ("w:styleId", allowed.styles),
    }
    for each in list(found):
        key, ids = added.get(local(each), ("", frozenset[str]()))
        if key and get(each, key) in ids:
            found.remove(each)
    if canonical(wanted) != canonical(found):
        yield part, f"the {'styles' if local(wanted) == 'styles' else 'lists'} differ"


def _stories_differ(
    part: str, wanted: Element, found: Element, allowed: Allowed
) -> Iterator[tuple[str, str]]:
    without_comments(found, allowed.comments)
    if allowed.bookmarks:
        for root in (wanted, found):
            without_anchors(root)
            without_results(root)
            without_long_results(root)
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


def piece_differences(
    part: str,
    wanted: Sequence[Piece],
    found: Sequence[Piece],
    settled: tuple[Decision, Chosen],
    allowed: Allowed,
) -> Iterator[tuple[str, str]]:
    """Yield where a story, once its chosen revisions are settled, is not the wanted one.

    Only the pieces with tracked changes are parsed and settled: the others are compared as bytes.
    """
    at = 0
    wanted = [each for each in wanted if not _is_no_section(each)]
    paragraphs = _paragraphs_in(found)
    for to_settle, run in runs_of(found):
        pieces = [each for each in run if not _is_no_section(each)]
        if to_settle:
            root = wrapped(run)
            rest = [make("w:tbl"), make("w:p")] if paragraphs > _paragraphs_in(run) else []
            root.extend(rest)  # the text goes on behind a table: nothing joins it
            resolve(root, *settled)
            for each in rest:
                root.remove(each)
            pieces = [each for each in pieces_of(root) if not _is_no_section(each)]
            if allowed.bookmarks:  # those that a control held which is gone stand between blocks
                pieces = [each for each in pieces if each.is_block or each.tag == "sectPr"]
        expected = wanted[at : at + len(pieces)]
        for number, (one, other) in enumerate(zip(expected, pieces, strict=False), start=at + 1):
            if one.raw == other.raw and one.raw:
                continue
            if not _same_pieces(one, other, allowed):
                yield f"{part}, block {number}", _account(one.element, other.element)
        at += len(pieces)
    if at != len(wanted):
        yield part, f"it has {at} blocks instead of {len(wanted)}"


def _paragraphs_in(pieces: Sequence[Piece]) -> int:
    return sum(each.tag == "p" for each in pieces)


def _is_no_section(piece: Piece) -> bool:
    """Return whether a piece is section properties that state nothing."""
    return piece.tag == "sectPr" and len(piece.element) == 0


def _same_pieces(one: Piece, other: Piece, allowed: Allowed) -> bool:
    if "field" in {one.tag, other.tag}:
        return one.key == other.key
    if allowed.bookmarks and one.key == other.key:
        return True
    forms: list[Element] = []
    for piece in (one, other):
        form = clone(piece.element)
        without_comments(form, allowed.comments)
        if allowed.bookmarks:
            without_anchors(form)
            without_results(form)
            without_long_results(form)
        normalise(form)
        forms.append(form)
    return same(forms[0], forms[1])


def _blocks(root: Element) -> list[Element]:
    body = root.find(name("w:body"))
    blocks = list(root if body is None else body)
    for each in [each for each in blocks if local(each) == "sectPr" and not len(each)]:
        remove(each)
    return list(root if body is None else body)


_THINGS = {
    "p": "a paragraph",
    "tbl": "a table",
    "sdt": "a content control",
    "sectPr": "a page layout",
    "bookmarkStart": "a bookmark",
    "bookmarkEnd": "the end of a bookmark",
}


def _thing(element: Element) -> str:
    return _THINGS.get(local(element), f"a {local(element)}")


def _account(wanted: Element, found: Element) -> str:
    if local(wanted) != local(found):
        return f"{_thing(found)} stands in place of {_thing(wanted)}"
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
