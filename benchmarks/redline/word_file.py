"""Writes a document of `text` as a Word file, with zipfile and plain XML."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.redline.fixed_parts import FONTS, NUMBERING, SETTINGS, STYLES, THEME
from benchmarks.redline.text import Block, Paragraph, Table

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
_DATE = (2026, 1, 1, 0, 0, 0)
_KINDS = ("styles", "numbering", "settings", "fontTable", "footnotes", "header", "footer")
_PARTS = (*((kind, f"{kind}.xml") for kind in _KINDS), ("theme", "theme/theme1.xml"))
_WIDTHS = (4200, 2400, 2400)  # of a table's columns, in twentieths of a point


def write(path: Path, blocks: Sequence[Block], notes: int) -> None:
    """Write a document with so many footnotes. The same document gives the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
        "word/document.xml": _document(blocks),
        "word/_rels/document.xml.rels": _relationships(_PARTS),
        "word/styles.xml": _part("styles", STYLES),
        "word/numbering.xml": _part("numbering", NUMBERING),
        "word/settings.xml": _part("settings", SETTINGS),
        "word/fontTable.xml": _part("fonts", FONTS),
        "word/theme/theme1.xml": THEME,
        "word/footnotes.xml": _part("footnotes", "".join(_footnotes(notes))),
        "word/header.xml": _part("hdr", _edge("The Council’s Constitution\u00a0– Part")),
        "word/footer.xml": _part("ftr", _edge("Adopted by the Council on 14\u00a0May 2026")),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)


def _part(root: str, content: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}\n<w:{root} {_SPACES}>{content}</w:{root}>"


def _document(blocks: Sequence[Block]) -> str:
    body = "".join(
        _paragraph(each) if isinstance(each, Paragraph) else _table(each) for each in blocks
    )
    place = _KINDS.index
    section = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId{place("header") + 1}"/>'
        f'<w:footerReference w:type="default" r:id="rId{place("footer") + 1}"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
        'w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    return _part("document", f"<w:body>{body}{section}</w:body>")


def _paragraph(paragraph: Paragraph) -> str:
    runs = "".join(
        _run(run.text, "<w:b/>" if run.bold else "")
        for sentence in paragraph.sentences
        for run in sentence
        if run.text
    )
    if paragraph.bookmark:
        number = paragraph.bookmark
        start = f'<w:bookmarkStart w:id="{number}" w:name="_Ref{70_000_000 + number}"/>'
        runs = f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'
    if paragraph.note:
        reference = f'<w:footnoteReference w:id="{paragraph.note}"/>'
        runs += f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{reference}</w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _table(table: Table) -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    rows = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell)}</w:tc>'
            for width, cell in zip(_WIDTHS, row, strict=True)
        )
        + "</w:tr>"
        for row in table.rows
    )
    properties = f'<w:tblW w:w="0" w:type="auto"/><w:tblBorders>{edges}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _footnotes(notes: int) -> Iterator[str]:
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        yield (
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
            "</w:footnote>"
        )
    style = '<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    for number in range(1, notes + 1):
        text = _run(f" Local Government Act\u00a02000, section\u00a0{number}.")
        yield f'<w:footnote w:id="{number}"><w:p>{style}{mark}{text}</w:p></w:footnote>'


def _edge(text: str) -> str:
    """Return the paragraph of a header or a footer, with the page's number as a field."""
    page = "".join(
        f"<w:r>{piece}</w:r>"
        for piece in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    style = '<w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    return f"<w:p>{style}{_run(f'{text} ')}{page}</w:p>"


def _content_types() -> str:
    kinds = {"document": "document.main", **{each: each for each in _KINDS}}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/theme/theme1.xml" ContentType="application/'
        f'vnd.openxmlformats-officedocument.theme+xml"/>{overrides}</Types>'
    )


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    )
