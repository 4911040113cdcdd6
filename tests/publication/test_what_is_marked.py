"""How much of a paragraph, a note or a split is marked: no more than what changed."""

from __future__ import annotations

import pytest

from drafting.publication.redline import Stamp, redline
from drafting.word.package import Package, read_package
from drafting.word.xml import Element, local, name
from tests.word_files import docx, paragraph, run

_SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
_TAB = "<w:r><w:tab/></w:r>"
_BREAK = "<w:r><w:br/></w:r>"
_SHOWN = {"tab": "\t", "br": "\n"}


def file(*blocks: str, **parts: str) -> Package:
    return read_package(docx("".join(blocks) + _SECTION, **parts), "a.docx")


def runs(*each: str) -> str:
    return f"<w:p>{''.join(each)}</w:p>"


def marked(old: Package, new: Package, part: str = "word/document.xml") -> list[str]:
    """Return the paragraphs of the redline, with [deleted] and {inserted} text, [¶] and {¶}."""
    package = redline(old, new, Stamp("A. Drafter", "2026-05-01T09:00:00Z")).package
    return [_shown(each) for each in package.root(part).iter() if local(each) == "p"]


def _shown(paragraph: Element) -> str:
    shown = ""
    ending = ""
    for each in paragraph.iter():
        above = {local(one) for one in each.iterancestors()}
        if local(each) in {"ins", "del"} and "rPr" in above:
            ending = "{¶}" if local(each) == "ins" else "[¶]"
        text = _SHOWN.get(local(each)) or each.text if local(each) != "p" else ""
        if text and "pPr" not in above:
            shown += f"[{text}]" if "del" in above else f"{{{text}}}" if "ins" in above else text
    return shown.replace("][", "").replace("}{", "") + ending


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (runs(run("1.Scope")), runs(run("1."), _TAB, run("Scope")), "1.{\t}Scope"),
        (runs(run("1."), _TAB, run("Scope")), runs(run("1.Scope")), "1.[\t]Scope"),
        (runs(run("Ward budgets")), runs(run("War"), _BREAK, run("d budgets")), "War{\n}d budgets"),
        (paragraph("It ends.The rest"), paragraph("It ends. The rest"), "It ends.{ }The rest"),
        (paragraph("It can not end"), paragraph("It cannot end"), "It can[ ]not end"),
        (
            runs(run("Rule 4.2"), _TAB, run("is that")),
            runs(run("Rule 4.2"), run("is that")),
            "Rule 4.2[\t]is that",
        ),
        # a word that is another word is replaced whole, whatever it shares with those beside it
        (paragraph("A note book"), paragraph("A notepad book"), "A [note]{notepad} book"),
    ],
)
def test_a_space_or_a_tab_within_a_word_comes_and_goes_alone(
    old: str, new: str, expected: str
) -> None:
    rest = paragraph("The quorum is three members.")
    assert marked(file(rest, old, rest), file(rest, new, rest))[1] == expected


_FIRST = "Video provides a powerful way to help you prove your point."
_SECOND = "Click on a picture and choose how it fits the page."
_BETWEEN = "Table 1 says how wide each of them is, and how high."


def test_what_is_put_between_the_parts_of_a_split_is_all_that_comes() -> None:
    rest = paragraph("The quorum is three members.")
    old = file(rest, paragraph(f"{_FIRST} {_SECOND}"), rest)
    new = file(rest, paragraph(_FIRST), paragraph(_BETWEEN), paragraph(_SECOND), rest)
    found = marked(old, new)[1:-1]
    assert found == [f"{_FIRST}[ ]{{¶}}", f"{{{_BETWEEN}}}{{¶}}", _SECOND]


def test_a_paragraph_that_comes_last_keeps_no_empty_properties() -> None:
    old, new = file(paragraph(_FIRST)), file(paragraph(_FIRST), paragraph(_SECOND))
    assert marked(old, new) == [f"{_FIRST}{{¶}}", f"{{{_SECOND}}}"]
    package = redline(old, new, Stamp("A. Drafter", "2026-05-01T09:00:00Z")).package
    properties = list(package.root(package.document).iter(name("w:pPr"), name("w:rPr")))
    assert all(len(each) for each in properties)


def _notes(*texts: str) -> str:
    return "".join(
        f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>' for n, text in enumerate(texts, 1)
    )


def _noted(*numbers: int) -> str:
    marks = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in numbers)
    return runs(run("The quorum is three members."), marks)


def test_a_note_that_grew_is_the_same_note_however_like_it_another_is() -> None:
    old = file(_noted(1), footnotes=_notes("This is an endnote."))
    grown = "This is an endnote with a change, and with a good deal more said about it than before."
    new = file(_noted(1, 2), footnotes=_notes("Another is an end.", grown))
    assert marked(old, new, "word/footnotes.xml") == [
        "{Another is an end.}",
        "This is an endnote{ with a change, and with a good deal more said about it than before}.",
    ]
