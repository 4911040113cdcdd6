"""The form of Word text in which two texts are compared: without what says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.word.properties import put_in_order
from drafting.word.ranges import RANGES
from drafting.word.xml import (
    Element,
    canonical,
    child,
    clone,
    get,
    is_bare,
    local,
    make,
    name,
    remove,
)

_PROPERTIES = ("w:rPr", "w:pPr", "w:trPr", "w:tcPr", "w:tblPrEx", "w:sectPr")
_ANCHORS = (
    *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd"),
    *("commentRangeStart", "commentRangeEnd", "commentReference"),
)
_NUMBERED = tuple(  # afresh, whenever Word saves
    name(f"w:{kind}")
    for kind in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "sectPrChange", "numberingChange", "tblPrChange"),
        *("tblPrExChange", "trPrChange", "tcPrChange", "tblGridChange", *RANGES),
    )
)
_ID = name("w:id")
_FIELD_HOLDERS = ("w:p", "w:hyperlink", "w:ins", "w:moveTo", "w:sdtContent", "w:smartTag")


def normalise(root: Element) -> None:
    """Take out, in place, what says nothing: see the list in `drafting.word.verification`."""
    _remove_all(root, "proofErr", "lastRenderedPageBreak")
    for simple in list(root.iter(name("w:fldSimple"))):
        _write_out(simple)
    space = name("xml:space")
    for text in root.iter(name("w:t"), name("w:instrText"), name("w:delText")):
        text.attrib.pop(space, None)
    for properties in reversed(list(root.iter(*map(name, _PROPERTIES)))):
        if is_bare(properties):
            remove(properties)
    for properties in root.iter(name("w:pPr")):
        put_in_order(properties)
    for section in root.iter(name("w:sectPr")):
        _sort_references(section)
    for text in list(root.iter(name("w:t"))):
        if not text.text:
            _remove_with_run(text)
    for link in list(root.iter(name("w:hyperlink"))):
        if len(link) == 0:
            remove(link)
    for run in list(root.iter(name("w:r"))):
        if all(local(each) == "rPr" for each in run):
            remove(run)
        else:
            _merge_into_previous(run)
    for run in root.iter(name("w:r")):
        _merge_texts(run)
    for revision in list(root.iter(name("w:ins"), name("w:del"))):
        _merge_revisions(revision)


def _sort_references(section: Element) -> None:
    """Put the headers and footers of a section in one order: it has one of each type (17.10.1)."""
    found = [each for each in section if local(each) in {"headerReference", "footerReference"}]
    found.sort(key=lambda each: (local(each), get(each, "w:type")))
    if section[: len(found)] != found:
        for each in reversed(found):
            section.insert(0, each)


def runs_of_field(simple: Element) -> list[Element]:
    """Return a simple field as the runs that Word writes for the same field (17.16.18, .19)."""
    runs: list[Element] = []
    for kind in ("begin", "", "separate"):
        run = make("w:r")
        if kind:
            child(run, "w:fldChar", fldCharType=kind)
        else:
            code = child(run, "w:instrText")
            code.text = get(simple, "w:instr")
            code.set(name("xml:space"), "preserve")
        runs.append(run)
    runs += [clone(each) for each in simple if local(each) != "fldData"]
    end = make("w:r")
    child(end, "w:fldChar", fldCharType="end")
    return [*runs, end]


def _write_out(simple: Element) -> None:
    parent = simple.getparent()
    if parent is None:
        return
    at = parent.index(simple)
    parent.remove(simple)
    for run in reversed(runs_of_field(simple)):
        parent.insert(at, run)


def without_anchors(root: Element) -> None:
    """Take out, in place, what only marks a stretch of text: no tracked change can move it.

    These are bookmarks, the anchors of comments, and who may edit what (17.13.2, .6 and .7).
    """
    _remove_all(root, *_ANCHORS)


def without_results(root: Element) -> None:
    """Take out, in place, what fields last showed: Word works it out afresh, so it is no edit.

    Only of fields that end in the paragraph in which they begin.
    """
    for simple in list(root.iter(name("w:fldSimple"))):
        for each in [each for each in simple if local(each) != "fldData"]:
            simple.remove(each)
    for holder in [root, *root.iter(*map(name, _FIELD_HOLDERS))]:
        inside = list(holder)
        at = 0
        while at < len(inside):
            size = field_size(inside, at)
            for run in result_of(inside[at : at + size]):
                remove(run)
            at += max(size, 1)


def field_size(elements: Sequence[Element], at: int) -> int:
    """Return of how many elements the field that begins at `at` is made; 0 when none does.

    A field that does not end among the elements is none (17.16.18).
    """
    depth = 0
    for number, element in enumerate(elements[at:], start=1):
        if local(element) == "r":
            for mark in element.iterfind(name("w:fldChar")):
                depth += {"begin": 1, "end": -1}.get(get(mark, "w:fldCharType"), 0)
        if depth <= 0:
            return number if depth == 0 and _begins_a_field(elements[at]) else 0
    return 0


def _begins_a_field(element: Element) -> bool:
    mark = element.find(name("w:fldChar")) if local(element) == "r" else None
    return mark is not None and get(mark, "w:fldCharType") == "begin"


def result_of(field: Sequence[Element]) -> list[Element]:
    """Return the elements of a whole field between its own separator and its end."""
    depth = 0
    shown: list[Element] | None = None
    for element in field:
        marks = element.findall(name("w:fldChar")) if local(element) == "r" else []
        kinds = [get(mark, "w:fldCharType") for mark in marks]
        depth += kinds.count("begin") - kinds.count("end")
        if shown is None:
            shown = [] if depth == 1 and "separate" in kinds else None
        elif depth > 0:
            shown.append(element)
    return shown or []


def said_by(element: Element) -> str:
    """Return a form that is equal for elements that say and look the same."""
    copied = clone(element)
    without_results(copied)
    without_anchors(copied)
    for revision in copied.iter(*_NUMBERED):
        revision.attrib.pop(_ID, None)
    normalise(copied)
    return canonical(copied)


def _remove_all(root: Element, *kinds: str) -> None:
    for element in list(root.iter(*[name(f"w:{kind}") for kind in kinds])):
        _remove_with_run(element)


def _remove_with_run(element: Element) -> None:
    """Take an element out, and its run when nothing else is in it."""
    run = element.getparent()
    remove(element)
    if run is not None and local(run) == "r" and all(local(each) == "rPr" for each in run):
        remove(run)


def _merge_into_previous(run: Element) -> None:
    previous = run.getprevious()
    if previous is None or local(previous) != "r" or _look(previous) != _look(run):
        return
    previous.extend([each for each in run if local(each) != "rPr"])
    remove(run)


def _merge_revisions(revision: Element) -> None:
    """Join a revision of text with the one before it, if one author made both at one time."""
    previous = revision.getprevious()
    if previous is None or previous.tag != revision.tag or len(revision) == 0:
        return
    keys = [name(f"w:{key}") for key in ("author", "date")]
    if len(previous) == 0 or any(previous.get(key) != revision.get(key) for key in keys):
        return
    runs = list(revision)
    previous.extend(runs)
    remove(revision)
    for run in runs:
        if local(run) == "r":
            _merge_into_previous(run)
    for run in previous.iter(name("w:r")):
        _merge_texts(run)


def _look(run: Element) -> str:
    """Return the look of a run; the id of an earlier change of it, which is its own, aside."""
    properties = run.find(name("w:rPr"))
    if properties is None:
        return ""
    change = properties.find(name("w:rPrChange"))
    if change is None or change.get(_ID) is None:
        return canonical(properties)
    identity = change.attrib.pop(_ID)
    look = canonical(properties)
    change.set(_ID, str(identity))
    return look


def _merge_texts(run: Element) -> None:
    for text in list(run.iterchildren(name("w:t"), name("w:instrText"), name("w:delText"))):
        previous = text.getprevious()
        if previous is not None and previous.tag == text.tag:
            previous.text = (previous.text or "") + (text.text or "")
            run.remove(text)
