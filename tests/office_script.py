"""Settles the tracked changes of a document in LibreOffice and prints its paragraphs as JSON.

Run by a Python that has LibreOffice's `uno`, which need not be the Python of the tests:
`python office_script.py ADDRESS FILE-URL accept|reject`, or `… ADDRESS "" stop`.
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


def main(address: str, url: str, decision: str) -> None:
    """Print the paragraphs of the document at `url`, settled."""
    desktop = connected(address)
    if decision == "stop":
        desktop.terminate()
        return
    hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
    if document is None:
        raise SystemExit("LibreOffice did not open the file")
    try:
        settle(desktop, document, decision)
        if document.Redlines.createEnumeration().hasMoreElements():
            raise SystemExit("LibreOffice left tracked changes behind")
        print(json.dumps(list(paragraphs(document.Text))), flush=True)
    finally:
        document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
    os._exit(0)  # the bridge to LibreOffice can crash where Python unloads it
