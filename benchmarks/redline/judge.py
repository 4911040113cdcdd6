"""Judges a redline: right or wrong each way, its revisions and the characters it marks.

Two judges say what rejecting and accepting all changes gives: `ours`, by the accept and reject of
`drafting`, and `other`, a few lines of lxml here that share nothing with it. Either way the text of
each paragraph of the body, of each note that is referred to and of each header and footer in use
must be that of the old file and of the new one.

Usage: `python -m benchmarks.redline.judge BEFORE AFTER REDLINE` prints one line of JSON.
"""

from __future__ import annotations

import json
import posixpath
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from lxml import etree

from drafting.word.package import open_package
from drafting.word.revisions import resolved

Element = etree._Element  # pyright: ignore[reportPrivateUsage]
Parts = Mapping[str, bytes]
Decision = Literal["accept", "reject"]

_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_GONE = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
_GONE_CELLS = {"accept": ("cellDel",), "reject": ("cellIns",)}
_GONE_CONTROLS = {
    "accept": ("customXmlDelRange", "customXmlMoveFromRange"),
    "reject": ("customXmlInsRange", "customXmlMoveToRange"),
}
_TEXTS = ("t", "delText", "tab", "br", "cr", "noBreakHyphen", "sym")
_REVISIONS = (
    "ins del moveFrom moveTo cellIns cellDel cellMerge rPrChange pPrChange sectPrChange "
    "tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange numberingChange"
).split()


def _tags(*names: str) -> list[str]:
    return [f"{_MAIN}{each}" for each in names]


def _root(data: bytes) -> Element:
    return etree.fromstring(data.replace(_STRICT, _MAIN[1:-1].encode()))


def settle(root: Element, decision: Decision) -> None:
    """Accept or reject everything, as ECMA-376 17.13.5 reads. This is the other judge."""
    for mark in list(root.iter(*_tags(*_GONE_CELLS[decision]))):
        _remove(next(mark.iterancestors(f"{_MAIN}tc")))
    for name in _GONE_CONTROLS[decision]:
        _unwrap_controls(root, name)
    ended: list[Element] = []
    for mark in list(root.iter(*_tags(*_GONE[decision]))):
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag == f"{_MAIN}trPr":
            _remove(next(parent.iterancestors(f"{_MAIN}tr")))
        elif parent.tag == f"{_MAIN}rPr":
            ended.extend(parent.iterancestors(f"{_MAIN}p"))
        else:
            _remove(mark)
    for paragraph in ended:
        following = next(paragraph.itersiblings(*_tags("p", "tbl", "sdt", "sectPr")), None)
        if following is not None and following.tag == f"{_MAIN}p":
            following[:0] = [e for e in paragraph if e.tag != f"{_MAIN}pPr"]
            _remove(paragraph)
        elif following is not None and not _text(paragraph):
            _remove(paragraph)


def _unwrap_controls(root: Element, name: str) -> None:
    """Leave only the content of the controls whose start, or end, stands in a range."""
    inside = False
    for each in list(root.iter()):
        if each.tag in _tags(f"{name}Start", f"{name}End"):
            inside = each.tag == f"{_MAIN}{name}Start"
        elif inside and each.tag in _tags("sdt", "customXml"):
            content = each.find(f"{_MAIN}sdtContent")
            for child in list(each if content is None else content):
                each.addprevious(child)
            _remove(each)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _text(paragraph: Element) -> str:
    """Return the text of a paragraph itself, without that of text boxes anchored in it."""
    return "".join(
        _shown(each)
        for each in paragraph.iter(*_tags(*_TEXTS))
        if next(each.iterancestors(*_tags("p", "tabs"))) is paragraph  # w:tabs holds tab stops
    )


def _shown(element: Element) -> str:
    if element.tag in _tags("t", "delText"):
        return element.text or ""
    if element.tag == f"{_MAIN}sym":
        return f"⟨{element.get(f'{_MAIN}char')}⟩"
    return "-" if element.tag == f"{_MAIN}noBreakHyphen" else "\t"


def texts(parts: Parts, decision: Decision) -> list[str]:
    """Return the texts of all paragraphs, after the decision, in the order they are met."""
    roots = {
        name: _root(data)
        for name, data in parts.items()
        if name.endswith(".xml") and posixpath.dirname(name) == "word"
    }
    for root in roots.values():
        settle(root, decision)
    body = next(root for root in roots.values() if root.tag == f"{_MAIN}document")
    result = _texts(body)
    for kind in ("footnote", "endnote"):
        notes = {
            note.get(f"{_MAIN}id"): note
            for root in roots.values()
            for note in root.iterchildren(f"{_MAIN}{kind}")
        }
        for reference in body.iter(f"{_MAIN}{kind}Reference"):
            result += _texts(notes[reference.get(f"{_MAIN}id")])
    for root in _edges(parts, body, roots):
        result += _texts(root)
    return result


def _texts(root: Element) -> list[str]:
    return [_text(paragraph) for paragraph in root.iter(f"{_MAIN}p")]


def _edges(parts: Parts, body: Element, roots: Mapping[str, Element]) -> list[Element]:
    """Return the headers and footers that the sections use."""
    name = next(name for name, root in roots.items() if root is body)
    links = _root(parts[f"word/_rels/{posixpath.basename(name)}.rels"])
    targets = {each.get("Id"): str(each.get("Target")) for each in links}
    used = [
        targets[str(value)]
        for reference in body.iter(*_tags("headerReference", "footerReference"))
        for key, value in reference.items()
        if str(key).endswith("}id")
    ]
    return [roots[posixpath.normpath(posixpath.join("/word", each))[1:]] for each in used]


def _first_difference(wanted: list[str], found: list[str]) -> str:
    """Return where two lists of texts first differ, or "" when they do not."""
    if wanted == found:
        return ""
    at = next(
        (at for at, (old, new) in enumerate(zip(wanted, found, strict=False)) if old != new),
        min(len(wanted), len(found)),
    )
    pair = [each[at][:200] if at < len(each) else None for each in (wanted, found)]
    return f"paragraph {at} of {len(wanted)} ({len(found)}): {pair[0]!r} became {pair[1]!r}"


def marked(parts: Parts) -> tuple[int, int]:
    """Return the count of revisions, and of characters in insertions and deletions.

    What stands in a move is not counted: it is shown as moved, not as edited.
    """
    revisions = characters = 0
    for name, data in parts.items():
        if not name.endswith(".xml") or not name.startswith("word/"):
            continue
        root = _root(data)
        revisions += sum(1 for _ in root.iter(*_tags(*_REVISIONS)))
        for text in root.iter(*_tags("t", "delText")):
            edited = any(True for _ in text.iterancestors(*_tags("ins", "del")))
            characters += len(text.text or "") if edited else 0
    return revisions, characters


def verdict(before: Path, after: Path, redline: Path) -> dict[str, object]:
    """Return what both judges say."""
    result: dict[str, object] = {}
    found = _parts(redline)
    ours = open_package(redline)
    sides: tuple[tuple[Decision, Path], ...] = (("reject", before), ("accept", after))
    for decision, path in sides:
        # A side with changes of its own is right however the engine read them.
        own: tuple[Decision, Decision] = ("reject", "accept")
        old = open_package(path)
        judged = {
            "ours": ([resolved(old, each).parts for each in own], resolved(ours, decision).parts),
            "other": ([_parts(path)] * len(own), found),
        }
        for judge, (sides_settled, parts) in judged.items():
            wanted = [texts(side, each) for side, each in zip(sides_settled, own, strict=True)]
            problems = [_first_difference(each, texts(parts, decision)) for each in wanted]
            result[f"{decision}_{judge}"] = "" if "" in problems else problems[0]
    result["revisions"], result["characters_marked"] = marked(found)
    return result


def _parts(path: Path) -> Parts:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


if __name__ == "__main__":
    print(json.dumps(verdict(*(Path(each) for each in sys.argv[1:]))))
