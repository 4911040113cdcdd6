"""Makes a constitution as long as is wanted: that of an example council, and more Parts at its end.

Usage: `python -m benchmarks.large_constitution IN.docx OUT.docx WORDS`. The added text is made, in
the styles and with the numbering of the council's own headings and rules: the same text each time.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from docx import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from benchmarks.redline.text import Table, constitution

SEED = 1972
_STYLES = {"Heading1": "Heading 2", "Heading2": "Heading 3"}  # of the made text, here
_RULE = "Rule 1"
_BLOCKS_IN_A_PART = 400


def lengthen(source: Path, target: Path, words: int) -> int:
    """Write the longer constitution; return how many words it has."""
    document = Document(str(source))
    models: dict[str | None, Paragraph] = {}
    for paragraph in document.paragraphs:
        if paragraph.style and paragraph.text:
            models.setdefault(paragraph.style.name, paragraph)
    count = sum(len(each.text.split()) for each in document.paragraphs)
    end = document.element[0][-1]  # the layout of the last pages
    for style, text in _made():
        if count >= words:
            break
        end.addprevious(_like(models[style], text))
        count += len(text.split())
    document.save(str(target))
    return count


def _made() -> Iterator[tuple[str, str]]:
    number = 0
    while True:
        number += 1
        random = Random(f"{SEED} {number}")  # noqa: S311, it makes text and no secrets
        yield "Heading 1", f"Scheme of service {number}"
        for block in constitution(_BLOCKS_IN_A_PART, random):
            if not isinstance(block, Table):
                style = _STYLES.get(block.style, _RULE)
                yield style, f"{block.text} {number}" if style != _RULE else block.text


def _like(model: Paragraph, text: str) -> BaseOxmlElement:
    """Return a paragraph that looks like another and says the text."""
    made = copy.deepcopy(model._p)  # pyright: ignore[reportPrivateUsage]
    paragraph = Paragraph(made, model._parent)  # pyright: ignore[reportPrivateUsage]
    for each in list(made):
        if not str(each.tag).endswith("}pPr"):
            made.remove(each)
    paragraph.add_run(text)
    return made


if __name__ == "__main__":
    lengthen(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
