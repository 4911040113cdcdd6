"""Rows of a table that come or go."""

from __future__ import annotations

from typing import Literal

from drafting.word.tracking import Tracker
from drafting.word.xml import Element, local, make, name


def row_marked(tracker: Tracker, row: Element, mark: Literal["ins", "del"]) -> None:
    """Track the insertion or deletion of a table row (17.13.5.15, 17.13.5.17)."""
    properties = row.find(name("w:trPr"))
    if properties is None:
        properties = make("w:trPr")
        after = [e for e in row if local(e) in {"tblPrEx"}]
        row.insert(row.index(after[-1]) + 1 if after else 0, properties)
    change = properties.find(name("w:trPrChange"))
    at = len(properties) if change is None else properties.index(change)
    properties.insert(at, make(f"w:{mark}", **tracker.attributes()))
