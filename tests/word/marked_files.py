"""Pieces of files with tracked changes, and files broken on purpose beside sound ones."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.word.package import Package
from tests.word_files import STAMP, package, paragraph, run

END = paragraph("The end.")
OTHER = 'w:author="B. Reader" w:date="2026-04-01T09:00:00Z"'
_SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Case:
    """One way to break a rule: the file that does, one that does not, and the file before both."""

    point: int
    says: str  # part of the message, which names what is wrong
    broken: Package
    sound: Package
    before: Package | None = None


def tracked(kind: str, identity: int, inner: str = "", stamp: str = STAMP) -> str:
    """Return a revision with the text or the old value that it holds."""
    return f'<w:{kind} w:id="{identity}" {stamp}>{inner}</w:{kind}>'


def gone(text: str) -> str:
    """Return a run of deleted text."""
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def p(inner: str, mark: str = "", properties: str = "") -> str:
    """Return a paragraph; `mark` is what the properties of its mark hold."""
    look = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    stated = f"<w:pPr>{properties}{look}</w:pPr>" if look or properties else ""
    return f"<w:p>{stated}{inner}</w:p>"


def row(cell: str, properties: str = "") -> str:
    """Return a row of one cell."""
    stated = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{stated}<w:tc>{cell}</w:tc></w:tr>"


def table(*rows: str) -> str:
    """Return a table, with the paragraph that follows it."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>{END}"


def body(*blocks: str) -> Package:
    """Return a file with these blocks and a last paragraph."""
    return package("".join(blocks) + END)


def with_settings(file: Package, settings: str) -> Package:
    """Return a file with settings, given as the content of their part."""
    root = f"<w:settings {_WORD}>{settings}</w:settings>".encode()
    return file.adding("word/settings.xml", root, _SETTINGS, "settings")


BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"
INSERTED = p(tracked("ins", 1, run("new")))
