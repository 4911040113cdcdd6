"""Pictures as SVG, each with a title and with words for those who do not see it."""

from __future__ import annotations

from typing import Any

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
INK = "#222222"


def picture(title: str, description: str, width: int, height: int) -> Any:
    """Return an empty picture with a title and its text."""
    svg = etree.Element(
        f"{{{_SVG}}}svg",
        {"viewBox": f"0 0 {width} {height}", "role": "img", "aria-labelledby": "title text"},
        nsmap={None: _SVG},
    )
    add(svg, "title", title, id="title")
    add(svg, "desc", description, id="text")
    add(svg, "rect", width=width, height=height, fill="#FFFFFF")
    return svg


def add(parent: Any, tag: str, text: str = "", **attributes: object) -> None:
    """Add an element; `_` in the name of an attribute stands for a hyphen."""
    named = {key.replace("_", "-"): str(value) for key, value in attributes.items()}
    etree.SubElement(parent, f"{{{_SVG}}}{tag}", named).text = text or None


def write(
    parent: Any,
    text: str,
    x: float,
    y: float,
    *,
    middle: bool = False,
    bold: bool = False,
    size: int = 14,
    fill: str = INK,
) -> None:
    """Write text at a place: from there on, or with its middle there."""
    add(
        parent,
        "text",
        text,
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        font_family="Arial, sans-serif",
        font_size=size,
        font_weight="bold" if bold else "normal",
        text_anchor="middle" if middle else "start",
        fill=fill,
    )


def as_bytes(svg: Any) -> bytes:
    """Return the picture as a file. The same picture gives the same bytes."""
    return etree.tostring(svg, xml_declaration=True, encoding="UTF-8", pretty_print=True)
