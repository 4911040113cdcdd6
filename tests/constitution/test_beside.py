"""The text beside the provisions: notes, headers, footers and text boxes."""

from __future__ import annotations

from word_files import package, paragraph

from drafting.constitution.beside import texts_beside
from drafting.constitution.outline import read_constitution

BOX = (
    '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
    + paragraph("See Rule 4 below.")
    + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
)


def test_notes_text_boxes_headers_and_footers_are_read_with_their_places() -> None:
    noted = (
        '<w:p><w:r><w:t>Members meet.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    found_in = package(
        paragraph("Title") + noted + BOX,
        footnotes=f'<w:footnote w:id="2">{paragraph("As Rule 3 says.")}</w:footnote>',
        header=paragraph("Part 4"),
        footer=paragraph("See Rule 9"),
    )
    found = list(texts_beside(read_constitution(found_in)))
    assert [each.text for each in found] == [
        "As Rule 3 says.",
        "See Rule 4 below.",
        "Part 4",
        "See Rule 9",
    ]
    assert [each.block for each in found] == [1, 2, 0, 0]
    assert found[0].where.startswith("footnote 1 to ")
    assert found[1].where.startswith("a text box in ")
    assert [each.where for each in found[2:]] == ["a header", "a footer"]
