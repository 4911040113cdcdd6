"""Insertions and deletions are the same in the Word file, in our model and in the browser."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from pages.built_site import COUNCILS, with_changes
from playwright.sync_api import Browser

from drafting.pages.markup import spans_of
from drafting.word.blocks import body_blocks
from drafting.word.marked import marked_body
from drafting.word.package import open_package

pytestmark = pytest.mark.slow

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = re.compile(r"\s+")
# The words that styles put around a change are not the council's.
_AROUND = re.compile(r"\[(?:inserted|deleted|movedhere|movedaway):(?P<words>.*)\]")
# The text that a browser exposes for each insertion and deletion, as its accessibility tree has it.
_ROLES = {"insertion": "ins", "deletion": "del"}


def plain(text: str) -> str:
    return _SPACE.sub("", text.replace("\u00ad", ""))


def in_word(redline: Path) -> dict[str, str]:
    """Return all that is inserted and all that is deleted, read from the XML and nothing else."""
    with zipfile.ZipFile(redline) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    found = {"ins": "", "del": ""}
    for text in root.iter(f"{_W}t", f"{_W}delText"):
        above = [
            etree.QName(each).localname
            for each in text.iterancestors()
            if isinstance(each.tag, str)
        ]
        if "del" in above or "moveFrom" in above:
            found["del"] += text.text or ""
        elif "ins" in above or "moveTo" in above:
            found["ins"] += text.text or ""
    return {kind: plain(each) for kind, each in found.items()}


def in_the_model(redline: Path) -> dict[str, str]:
    package = open_package(redline)
    found = {"ins": "", "del": ""}
    for blocks in marked_body(package, body_blocks(package)):
        for span in spans_of(iter(blocks)):
            if span.mark.comes:
                found["ins"] += span.text
            elif span.mark.goes:
                found["del"] += span.text
    return {kind: plain(each) for kind, each in found.items()}


def exposed(nodes: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    """Yield each insertion and deletion of an accessibility tree with its text."""
    by_id = {str(each["nodeId"]): each for each in nodes}

    def text(node: dict[str, object]) -> str:
        role = node["role"]["value"] if isinstance(node.get("role"), dict) else ""  # type: ignore[index,call-overload]
        named = node.get("name")
        if role == "link" and isinstance(named, dict) and str(named["value"]).startswith("Note "):
            return ""  # the number of a note, which the site counts by itself
        if role == "StaticText":
            name = node.get("name")
            return str(name["value"]) if isinstance(name, dict) else ""  # type: ignore[index]
        return "".join(text(by_id[i]) for i in node.get("childIds", []) if i in by_id)  # type: ignore[union-attr]

    for node in nodes:
        role = node["role"]["value"] if isinstance(node.get("role"), dict) else ""  # type: ignore[index,call-overload]
        if role in _ROLES:
            yield _ROLES[str(role)], text(node)


def in_the_browser(chromium: Browser, addresses: list[str]) -> dict[str, str]:
    context = chromium.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    found = {"ins": "", "del": ""}
    for each in addresses:
        page.goto(each)
        tree = session.send("Accessibility.getFullAXTree")
        for kind, text in exposed(tree["nodes"]):
            around = _AROUND.fullmatch(plain(text))
            assert around, f"{each}: {text}"
            found[kind] += around["words"]
    context.close()
    return found


@pytest.mark.parametrize("council", COUNCILS)
def test_the_browser_exposes_the_changes_of_the_word_file(
    council: str, site: Path, address: str, chromium: Browser
) -> None:
    redline = site / council / "downloads" / "redline.docx"
    pages = [each for each in with_changes(site, council) if each.endswith("/changes/")]
    word, model = in_word(redline), in_the_model(redline)
    assert word == model
    assert word["ins"]
    assert word["del"]
    shown = in_the_browser(chromium, [address + each for each in pages])
    for kind in ("ins", "del"):
        # Pages stand in the order of sections; the words are the same, whatever the order.
        assert sorted(shown[kind]) == sorted(word[kind])
