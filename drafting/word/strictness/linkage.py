"""Checks of what must match: ids, comments, bookmarks, notes, links between parts, settings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafting.word.package import CONTENT_TYPES, Package
from drafting.word.strictness.survey import (
    COMMENTS,
    CONTENT,
    Breach,
    Story,
    Survey,
    around,
    in_fallback,
    parent_of,
)
from drafting.word.xml import NAMESPACES, Element, get, local, name

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LINKED = f"{{{NAMESPACES['r']}}}"
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def a_revision_says_who_and_when(survey: Survey) -> Iterator[Breach]:
    """Word leaves the date out when told so; of a table's grid it records the id alone."""
    for story in survey.all:
        for each in story.revisions:
            kind = local(each)
            if not get(each, "w:id").lstrip("-").isdecimal():
                yield Breach(f"w:{kind} has no number as its w:id", story.part, each)
            if kind == "tblGridChange":
                continue
            if not get(each, "w:author"):
                yield Breach(f"w:{kind} has no w:author", story.part, each)
            date = get(each, "w:date")
            if not date and not survey.undated:
                yield Breach(f"w:{kind} has no w:date", story.part, each)
            elif date and not _DATE.fullmatch(date):
                yield Breach(f"w:{kind} has the w:date {date}, which is none", story.part, each)


def no_two_revisions_share_an_id(survey: Survey) -> Iterator[Breach]:
    """Among the stories: in the styles Word gives one id twice."""
    seen: dict[str, str] = {}
    for story in survey.stories:
        for each in story.revisions:
            identity, kind = get(each, "w:id"), local(each)
            if identity and identity in seen:
                message = f"w:{kind} has the w:id {identity}, which a w:{seen[identity]} has too"
                yield Breach(message, story.part, each)
            seen.setdefault(identity, kind)


def no_revision_has_the_id_of_another_annotation(survey: Survey) -> Iterator[Breach]:
    taken: dict[str, str] = {}
    for story in survey.stories:
        for each in story.of("bookmarkStart", *COMMENTS):
            taken.setdefault(get(each, "w:id"), local(each))
    for story in survey.stories:
        for each in story.revisions:
            identity = get(each, "w:id")
            if identity and identity in taken:
                other = taken[identity]
                message = f"w:{local(each)} has the w:id {identity}, which a w:{other} has too"
                yield Breach(message, story.part, each)


def _comments(survey: Survey) -> tuple[Story | None, set[str]]:
    part = survey.package.related("comments")
    story = None if part is None else survey.story(part)
    return story, set() if story is None else {get(each, "w:id") for each in story.of("comment")}


def a_comment_has_its_start_end_and_reference(survey: Survey) -> Iterator[Breach]:
    _, written = _comments(survey)
    found: dict[str, Counter[str]] = {}
    for story in survey.stories:
        for each in story.of("commentRangeStart", "commentRangeEnd", "commentReference"):
            identity, kind = get(each, "w:id"), local(each)
            kinds = found.setdefault(identity, Counter())
            if kind == "commentRangeEnd" and not kinds["commentRangeStart"]:
                message = f"comment {identity} ends before it starts"
                yield Breach(message, story.part, each)
            kinds[kind] += 1
            if kinds[kind] > 1:
                yield Breach(f"comment {identity} has two w:{kind}", story.part, each)
            if identity not in written:
                message = f"w:{kind} names comment {identity}, which is not in the comments part"
                yield Breach(message, story.part, each)
    for identity, kinds in found.items():
        for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            if not kinds[kind]:
                yield Breach(f"comment {identity} has no w:{kind}", survey.package.document)


def a_written_comment_is_referred_to(survey: Survey) -> Iterator[Breach]:
    story, _ = _comments(survey)
    if story is None:
        return
    referred = {get(e, "w:id") for s in survey.stories for e in s.of("commentReference")}
    for each in story.of("comment"):
        if get(each, "w:id") not in referred:
            message = f"no text refers to comment {get(each, 'w:id')}"
            yield Breach(message, story.part, each)
    ids = Counter(get(each, "w:id") for each in story.of("comment"))
    for identity, count in ids.items():
        if count > 1:
            yield Breach(f"two comments have the w:id {identity}", story.part)


def a_comments_part_is_declared_and_not_empty(survey: Survey) -> Iterator[Breach]:
    story, written = _comments(survey)
    if story is None:
        return
    if not written:
        yield Breach("the comments part holds no comment: leave it out", story.part)
    declared = _content_type(survey.package, story.part)
    if declared != _COMMENTS_TYPE:
        message = f"the comments part has the content type {declared or 'of no kind'}"
        yield Breach(message, story.part)


def _content_type(package: Package, part: str) -> str:
    for each in package.root(CONTENT_TYPES):
        if str(each.get("PartName", "")).lower() == f"/{part}".lower():
            return str(each.get("ContentType", ""))
    return ""


def a_bookmark_has_one_start_and_one_end(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        opened: dict[str, Element] = {}
        seen: set[str] = set()
        for each in _bookmarks(story):
            identity = get(each, "w:id")
            if local(each) == "bookmarkStart":
                if identity in seen:
                    message = f"two bookmarks have the w:id {identity}"
                    yield Breach(message, story.part, each)
                seen.add(identity)
                opened[identity] = each
            elif opened.pop(identity, None) is None:
                message = f"w:bookmarkEnd {identity} has no start before it"
                yield Breach(message, story.part, each)
        for each in opened.values():
            yield Breach(f"the bookmark {get(each, 'w:name')} has no end", story.part, each)


def _bookmarks(story: Story) -> Iterator[Element]:
    """Yield the starts and ends that a reader of today meets: Word states a fallback's again."""
    for each in story.of("bookmarkStart", "bookmarkEnd"):
        if not in_fallback(each):
            yield each


def the_names_of_bookmarks_are_unique(survey: Survey) -> Iterator[Breach]:
    seen: set[str] = set()
    for story in survey.stories:
        for each in _bookmarks(story):
            title = get(each, "w:name").casefold()
            if title and title in seen:
                message = f"two bookmarks have the name {get(each, 'w:name')}"
                yield Breach(message, story.part, each)
            seen.add(title)


_CELL = frozenset({"tc"})
_EDGES = {"the edge of a revision": CONTENT, "the edge of a cell": _CELL}
_BOX = frozenset({"txbxContent"})


def a_bookmark_crosses_no_edge(survey: Survey) -> Iterator[Breach]:
    """Except a bookmark of some columns of a table, which states them (17.13.6.2), and one of
    whole rows, which Word starts in a cell and ends between the rows.
    """
    for story in survey.stories:
        starts: dict[str, Element] = {}
        for each in _bookmarks(story):
            if local(each) == "bookmarkStart":
                starts[get(each, "w:id")] = each
                continue
            start = starts.pop(get(each, "w:id"), None)
            if start is None or start.get(name("w:colFirst")) is not None:
                continue
            title = f"the bookmark {get(start, 'w:name')} crosses"
            if around(start, _BOX) is not around(each, _BOX):
                yield Breach(f"{title} the edge of a text box", story.part, start)
                continue
            for edge, kinds in _EDGES.items():
                if around(start, kinds) is not around(each, kinds) and not (
                    kinds == _CELL and local(parent_of(each)) in {"tbl", "tr"}
                ):
                    yield Breach(f"{title} {edge}", story.part, start)


# The settings around w:trackRevisions, in the order of CT_Settings (17.15.1.78).
_BEFORE_TRACKING = frozenset(
    "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
    "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors "
    "hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate "
    "linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView".split()
)


def tracking_is_set_by_its_name_and_in_its_place(survey: Survey) -> Iterator[Breach]:
    if survey.settings is None:
        return
    part, root = survey.settings
    kinds = [local(each) for each in root if each.tag == name(f"w:{local(each)}")]
    for kind in kinds:
        if kind.startswith("track") and kind != "trackRevisions":
            yield Breach(f"there is no setting w:{kind}: it is w:trackRevisions", part)
    if kinds.count("trackRevisions") > 1:
        yield Breach("w:trackRevisions stands twice", part)
    if "trackRevisions" in kinds:
        at = kinds.index("trackRevisions")
        early = [kind for kind in kinds[:at] if kind not in _BEFORE_TRACKING]
        late = [kind for kind in kinds[at:] if kind in _BEFORE_TRACKING]
        for kind in [*early, *late]:
            side = "after" if kind in early else "before"
            message = f"w:{kind} must stand {side} w:trackRevisions"
            yield Breach(message, part)


def a_reference_leads_to_a_note(survey: Survey) -> Iterator[Breach]:
    for reference, kind in _NOTES.items():
        part = survey.package.related(kind)
        root = None if part is None else survey.package.root(part)
        ids = Counter(get(each, "w:id") for each in ([] if root is None else root) if local(each))
        for story in survey.stories:
            for each in story.of(reference):
                if not ids[get(each, "w:id")]:
                    message = f"w:{reference} names note {get(each, 'w:id')}, and there is none"
                    yield Breach(message, story.part, each)
        for identity, count in ids.items():
            if count > 1:
                yield Breach(f"two {kind} have the w:id {identity}", part or "")


def a_relationship_leads_to_a_part(survey: Survey) -> Iterator[Breach]:
    package = survey.package
    present = {part.lower() for part in package.parts}
    for part in ["", *(part for part in package.parts if not part.endswith(".rels"))]:
        for link in package.relationships(part):
            target = link.target.partition("#")[0].lower()
            if not link.external and target not in present | {"", part.rpartition("/")[0]}:
                message = f"the relationship {link.id} leads to {link.target}, which is no part"
                yield Breach(message, part or "the package")


def a_link_of_the_text_has_a_relationship(survey: Survey) -> Iterator[Breach]:
    for story in survey.stories:
        known = {link.id for link in survey.package.relationships(story.part)} | {""}
        for each in story.root.xpath("//*[@r:*]", namespaces={"r": NAMESPACES["r"]}):
            for key, target in each.attrib.items():
                if str(key).startswith(_LINKED) and str(target) not in known:
                    message = f"w:{local(each)} names {target}, which is no relationship"
                    yield Breach(message, story.part, each)
