"""Text boxes, pictures and links for the small Word files of the tests."""

from __future__ import annotations

from collections.abc import Mapping

from tests.word_files import paragraph

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_PLACED = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="{}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63d06d380100021d013a76d30dc20000000049454e44ae426082"
)


def with_links(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts with a link to a site, rId21, and one to a picture, rId22."""
    links, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    added = (
        f'<Relationship Id="rId21" Type="{_OFFICE}/hyperlink" Target="https://example.org/" '
        f'TargetMode="External"/><Relationship Id="rId22" Type="{_OFFICE}/image" '
        'Target="media/seal.png"/></Relationships>'
    )
    png = b'<Default Extension="png" ContentType="image/png"/></Types>'
    return {
        **parts,
        links: parts[links].replace(b"</Relationships>", added.encode()),
        types: parts[types].replace(b"</Types>", png),
        "word/media/seal.png": _PNG,
    }


def _shape(drawn: str, tall: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWN}/wordprocessingDrawing">'
        f'<wp:extent cx="3000000" cy="{tall}"/><wp:docPr id="1" name="Drawing 1"/>'
        f'<a:graphic xmlns:a="{_DRAWN}/main">{drawn}</a:graphic></wp:inline></w:drawing></w:r>'
    )


def text_box(text: str) -> str:
    """Return a paragraph with a text box of one paragraph."""
    shapes = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    line = '<a:ln><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
    drawn = (
        f'<a:graphicData uri="{shapes}"><wps:wsp xmlns:wps="{shapes}"><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr>{_PLACED.format(600000)}{line}</wps:spPr><wps:txbx><w:txbxContent>"
        f"{paragraph(text)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    )
    return f"<w:p>{_shape(drawn, 600000)}</w:p>"


def picture() -> str:
    """Return a run with the picture that `with_links` gives a file."""
    pictures = f"{_DRAWN}/picture"
    drawn = (
        f'<a:graphicData uri="{pictures}"><pic:pic xmlns:pic="{pictures}"><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="seal.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId22"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{_PLACED.format(900000)}</pic:spPr></pic:pic></a:graphicData>"
    )
    return _shape(drawn, 900000)
