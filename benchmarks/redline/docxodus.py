"""Compares two files with the Docxodus engine of python-redlines, in that peer's environment.

Usage: `python docxodus.py BEFORE AFTER REDLINE`. Non-breaking spaces are kept apart from spaces and
moves are found, which python-redlines leaves off unless asked.
"""

from __future__ import annotations

import sys
from pathlib import Path

from python_redlines import DocxodusEngine  # pyright: ignore

before, after, redline = (Path(each) for each in sys.argv[1:])
engine = DocxodusEngine(target_path=str(Path(sys.prefix) / "docxodus"))
answer = engine.run_redline("Comparison", before, after, conflate_spaces=False, detect_moves=True)
redline.write_bytes(answer[0])
