"""Makes the pairs of documents: the same pairs, byte for byte, from the same seed.

Usage: `python -m benchmarks.redline.documents FOLDER SEED NAME...`. Each pair is
NAME.before.docx and NAME.after.docx; NAME.json holds what is known of it: its words and its edits.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random

from benchmarks.redline import word_file
from benchmarks.redline.edits import KINDS, OF_PARAGRAPHS, edited
from benchmarks.redline.text import Block, Paragraph, constitution, repetition

SIZES = {"300": 300, "3000": 3_000, "8000": 8_000, "20000": 20_000}
IDENTICAL = "identical-20000"
NAMES = (*SIZES, IDENTICAL)
SEED = 1972
_ONE_IN = 100  # so many paragraphs is one edited


def make(folder: Path, name: str, seed: int = SEED) -> None:
    """Write one pair, and what is known of it."""
    random = Random(f"{seed} {name}")  # noqa: S311, it makes text and no secrets
    if name == IDENTICAL:
        paragraphs, kinds = 20_000, OF_PARAGRAPHS
        before = repetition(paragraphs)
    else:
        paragraphs, kinds = SIZES[name], tuple(KINDS)
        before = constitution(paragraphs, random)
    after, edits = edited(before, paragraphs // _ONE_IN, random, kinds)
    notes = max((each.note for each in before if isinstance(each, Paragraph)), default=0)
    word_file.write(folder / f"{name}.before.docx", before, notes)
    word_file.write(folder / f"{name}.after.docx", after, notes)
    known = {
        "paragraphs": paragraphs,
        "words": sum(len(text.split()) for text in _texts(before)),
        "characters_edited": sum(each.characters for each in edits),
        "edits": [asdict(each) for each in edits],
    }
    (folder / f"{name}.json").write_text(json.dumps(known, indent=1), encoding="utf-8")


def _texts(blocks: Sequence[Block]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        rows = ((block,),) if isinstance(block, Paragraph) else block.rows
        texts += [cell.text for row in rows for cell in row]
    return texts


if __name__ == "__main__":
    for each in sys.argv[3:]:
        make(Path(sys.argv[1]), each, int(sys.argv[2]))
