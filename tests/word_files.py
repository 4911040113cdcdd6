"""Small Word files for the tests, made of their XML, so that a test shows all that it relies on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from drafting.word.package import Package, read_package
from drafting.word.xml import NAMESPACES, Element, clone, parse

_DECLARED = " ".join(f'xmlns:{p}="{uri}"' for p, uri in NAMESPACES.items() if p != "xml")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}
STAMP = 'w:author="A. Drafter" w:date="2026-05-01T09:00:00Z"'


def element(xml: str) -> Element:
    """Return the element of a fragment that uses the prefixes w, r, mc, m and w14."""
    return clone(parse(f"<fragment {_DECLARED}>{xml}</fragment>".encode())[0])


def run(text: str, look: str = "") -> str:
    """Return a run; `look` is the content of its `w:rPr`."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "") -> str:
    """Return a paragraph of one run; `properties` is the content of its `w:pPr`."""
    stated = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{stated}{run(text) if text else ''}</w:p>"


def field(code: str, result: str) -> str:
    """Return the runs of a whole field."""
    marks = {
        kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        for kind in ("begin", "separate", "end")
    }
    code_run = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return marks["begin"] + code_run + marks["separate"] + run(result) + marks["end"]


def word_parts(body: str = "<w:p/>", **others: str) -> dict[str, bytes]:
    """Return the parts of a Word file.

    `body` is the content of `w:body`; the others are the contents of further parts by kind:
    `styles`, `numbering`, `footnotes`, `endnotes`, `comments`, `header`, `footer`.
    """
    types = [f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>']
    links: list[str] = []
    parts: dict[str, bytes] = {}
    for number, (kind, content) in enumerate(others.items(), start=1):
        root = f"<w:{_ROOTS[kind]} {_DECLARED}>{content}</w:{_ROOTS[kind]}>"
        parts[f"word/{kind}.xml"] = root.encode()
        types.append(f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD}.{kind}+xml"/>')
        links.append(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        )
    document = f"<w:document {_DECLARED}><w:body>{body}</w:body></w:document>"
    main = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{"".join(types)}</Types>'
        ).encode(),
        "_rels/.rels": f'<Relationships xmlns="{_LINKS}">{main}</Relationships>'.encode(),
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_LINKS}">{"".join(links)}</Relationships>'
        ).encode(),
        **parts,
    }


def zipped(parts: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip archive of parts; given as pairs, a name may stand twice."""
    pairs = list(parts.items()) if isinstance(parts, Mapping) else list(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in pairs:
            archive.writestr(zipfile.ZipInfo(part), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def docx(body: str = "<w:p/>", **others: str) -> bytes:
    """Return the bytes of a Word file (see `word_parts`)."""
    return zipped(word_parts(body, **others))


def package(body: str = "<w:p/>", **others: str) -> Package:
    """Return a Word file that has been opened (see `word_parts`)."""
    return read_package(docx(body, **others), "small.docx")
