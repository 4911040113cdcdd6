"""The readers of a draft, and the words by which a text names them: `clauses/readers.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drafting.findings import Refusal, errors
from drafting.library.entries import Entry
from drafting.yaml_file import read_yaml

READERS = "readers.yaml"
_KEYS = ("id", "title", "group", "names", "but_not")


@dataclass(frozen=True)
class Reader:
    """A kind of reader. A name in braces is the council's own word for it."""

    id: str
    title: str
    group: str
    names: tuple[str, ...]
    but_not: tuple[str, ...]


def read_readers(folder: Path) -> tuple[Reader, ...]:
    """Return the readers, in order. Raises `Refusal` with what is wrong in their file."""
    source = read_yaml(folder / READERS)
    register = Entry(source, (), source.data, list(source.findings))
    register.only(("readers",), ())
    found: list[Reader] = []
    for entry in register.entries("readers"):
        entry.only(_KEYS, ())
        found.append(
            Reader(
                entry.text("id"),
                entry.text("title"),
                entry.text("group"),
                entry.texts("names"),
                entry.texts("but_not"),
            )
        )
    if errors(register.findings):
        raise Refusal(*register.findings)
    return tuple(found)
