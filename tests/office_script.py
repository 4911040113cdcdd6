"""Settles the tracked changes of documents in LibreOffice and prints their paragraphs as JSON.

Run by a Python that has LibreOffice's `uno`, which need not be the Python of the tests:
`python office_script.py ADDRESS settle`, or `… ADDRESS stop`. To settle, it reads a list of
`[FILE-URL, "accept" | "reject"]` from its input, and answers for each with two lists of paragraphs,
those of the body and those elsewhere, or with a sentence on what went wrong.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

_TRIES, _PAUSE = 300, 0.2  # together one minute for LibreOffice to start

uno: Any = importlib.import_module("uno")


def connected(address: str) -> Any:
    """Return the desktop of the LibreOffice that listens at `address`."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    for attempt in range(_TRIES):
        try:
            there = resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", there
            )
        except Exception:  # uno's own exception types exist only once uno is loaded
            if attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)
    raise RuntimeError("unreachable")


def settle(desktop: Any, document: Any, decision: str) -> None:
    """Accept or reject every tracked change, as the menu does."""
    here = uno.getComponentContext()
    dispatcher = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.DispatchHelper", here
    )
    command = {"accept": "AcceptAllTrackedChanges", "reject": "RejectAllTrackedChanges"}[decision]
    frame = document.CurrentController.Frame
    dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())


def paragraphs(text: Any) -> Iterator[tuple[str, str]]:
    """Yield the label and the text of each paragraph of a text and of its tables, in order."""
    contents = text.createEnumeration()
    while contents.hasMoreElements():
        content = contents.nextElement()
        if content.supportsService("com.sun.star.text.TextTable"):
            for cell in content.getCellNames():
                yield from paragraphs(content.getCellByName(cell))
        elif content.supportsService("com.sun.star.text.Paragraph"):
            numbered = bool(content.NumberingIsNumber)
            yield (content.ListLabelString.strip() if numbered else "", shown(content))


def shown(paragraph: Any) -> str:
    """Return the text of a paragraph without the marks of notes."""
    text: list[str] = []
    portions = paragraph.createEnumeration()
    while portions.hasMoreElements():
        portion = portions.nextElement()
        if portion.TextPortionType != "Footnote":
            text.append(portion.getString())
    return "".join(text)


def elsewhere(document: Any) -> Iterator[tuple[str, str]]:
    """Yield what stands in the notes, the text boxes, and the headers and footers."""
    for notes in (document.Footnotes, document.Endnotes):
        for number in range(notes.Count):
            yield from paragraphs(notes.getByIndex(number))
    yield from in_boxes(document.DrawPage)
    styles = document.StyleFamilies.getByName("PageStyles")
    for style in map(styles.getByName, styles.ElementNames):
        for place in ("Header", "Footer"):
            if style.isInUse() and style.getPropertyValue(f"{place}IsOn"):
                yield from paragraphs(style.getPropertyValue(f"{place}Text"))


def in_boxes(shapes: Any) -> Iterator[tuple[str, str]]:
    """Yield what stands in text boxes, those of groups too, each line without a label."""
    for number in range(shapes.Count):
        shape = shapes.getByIndex(number)
        if shape.supportsService("com.sun.star.drawing.GroupShape"):
            yield from in_boxes(shape)
        elif shape.ShapeType == "com.sun.star.drawing.CustomShape":
            yield from (("", line) for line in shape.String.splitlines())


def settled(desktop: Any, url: str, decision: str) -> tuple[Any, Any] | str:
    """Return the paragraphs of the document at `url`, settled, or what went wrong."""
    hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
    if document is None:
        return "LibreOffice did not open the file"
    try:
        settle(desktop, document, decision)
        if document.Redlines.createEnumeration().hasMoreElements():
            return "LibreOffice left tracked changes behind"
        return list(paragraphs(document.Text)), list(elsewhere(document))
    finally:
        document.close(True)


def main(address: str, order: str) -> None:
    """Settle the documents that the input names, or stop LibreOffice."""
    desktop = connected(address)
    if order == "stop":
        desktop.terminate()
        return
    wanted = json.load(sys.stdin)
    print(json.dumps([settled(desktop, url, decision) for url, decision in wanted]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
    os._exit(0)  # the bridge to LibreOffice can crash where Python unloads it
