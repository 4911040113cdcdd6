"""One small pair of Word files for each kind of change that a drafter makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafting.word.package import Package, read_package
from tests.publication.drawn_content import picture, text_box, with_links
from tests.word_files import docx, paragraph, run, word_parts, zipped
from tests.word_files import field as word_field

_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{each}"><w:name w:val="{named}"/>'
    f"<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    for each, named, properties, look in (
        ("Normal", "Normal", '<w:spacing w:after="120"/>', '<w:sz w:val="22"/>'),
        ("Heading1", "heading 1", '<w:spacing w:before="240"/>', '<w:b/><w:sz w:val="32"/>'),
        ("Quote", "Quote", '<w:ind w:left="720"/>', "<w:i/>"),
    )
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (level + 1)}" '
        'w:hanging="720"/></w:pPr></w:lvl>'
        for level, kind, text in ((0, "decimal", "%1."), (1, "lowerLetter", "(%2)"))
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_SECTION = (
    '<w:sectPr>{}<w:pgSz w:w="{}" w:h="{}"{}/><w:pgMar w:top="1440" w:right="1440" '
    'w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)
_PORTRAIT = _SECTION.format("", 11906, 16838, "")
_LANDSCAPE = _SECTION.format("", 16838, 11906, ' w:orient="landscape"')
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True)
class Change:
    """A kind of change: the bodies before and after, and the revisions that a person expects.

    `counts` is None where the engine writes more than a person would. `before` and `after` hold
    further parts (see `word_parts`); a `linked` pair has a link to a site and one to a picture.
    """

    kind: str
    old: str
    new: str
    counts: Mapping[str, int] | None
    before: Mapping[str, str] = field(default_factory=lambda: {})
    after: Mapping[str, str] = field(default_factory=lambda: {})
    section: tuple[str, str] = (_PORTRAIT, _PORTRAIT)
    linked: bool = False

    def files(self) -> tuple[Package, Package]:
        """Return the two files."""
        return (
            self._file(self.old + self.section[0], self.before, "old.docx"),
            self._file(self.new + self.section[1], self.after, "new.docx"),
        )

    def _file(self, body: str, others: Mapping[str, str], name: str) -> Package:
        parts = {"styles": _STYLES, "numbering": _NUMBERING, **others}
        if not self.linked:
            return read_package(docx(body, **parts), name)
        return read_package(zipped(with_links(word_parts(body, **parts))), name)


def _heading(text: str) -> str:
    return paragraph(text, '<w:pStyle w:val="Heading1"/>')


def _item(text: str, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def cell(text: str, width: int = 3000, properties: str = "") -> str:
    stated = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>'
    return f"<w:tc>{stated}{paragraph(text)}</w:tc>"


def table(*rows: tuple[str, ...], look: str = "") -> str:
    columns = '<w:gridCol w:w="3000"/>' * len(rows[0])
    written = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    properties = f"<w:tblPr>{look}<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{written}</w:tbl>"


def _notes(**notes: str) -> dict[str, str]:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">{paragraph()}</w:footnote>'
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    written = "".join(
        f'<w:footnote w:id="{key.removeprefix("n")}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}'
        "</w:p></w:footnote>"
        for key, text in notes.items()
    )
    return {"footnotes": separators + written}


def _noted(before: str, number: int | None, after: str) -> str:
    mark = "" if number is None else f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
    return f"<w:p>{run(before)}{mark}{run(after)}</w:p>"


_QUORUM = "The quorum of a committee is three members or one quarter of its membership."
_NOTICE = "Notice of a meeting is given five clear days before it, at the offices of the Council."
_MINUTES = "The proper officer keeps minutes, which the Mayor signs at the next suitable meeting."
_PUBLIC = "Meetings are open to the public unless exempt or confidential business is discussed."
_MOTION = "A motion may be moved without notice to refer a matter to an appropriate committee."
_ALL = (_QUORUM, _NOTICE, _MINUTES, _PUBLIC, _MOTION)


def _texts(*texts: str) -> str:
    return "".join(map(paragraph, texts))


_OFFICERS = (("Office", "Held by"), ("Monitoring Officer", "Head of Legal"))
_PAY = ("Head of Paid Service", "Chief Executive")
_FINANCE = ("Chief Finance Officer", "Director of Resources")
_ROWS = (*_OFFICERS, _PAY, _FINANCE)

PARAGRAPHS = (
    Change(
        "word replaced",
        _texts(*_ALL),
        _texts(_QUORUM, _NOTICE, _MINUTES.replace("Mayor", "Chair"), _PUBLIC, _MOTION),
        {"del": 1, "ins": 1},
    ),
    Change(
        "number changed",
        _texts(*_ALL),
        _texts(_QUORUM, _NOTICE.replace("five clear", "ten clear"), _MINUTES, _PUBLIC, _MOTION),
        {"del": 1, "ins": 1},
    ),
    Change(
        "figures changed",
        _texts("Expenditure above £25,000 needs approval under rule 4.3.2(b) by 31 March 2025."),
        _texts("Expenditure above £50,000 needs approval under rule 4.3.4(b) by 31 March 2026."),
        {"del": 3, "ins": 3},
    ),
    Change(
        "phrase inserted",
        _texts(*_ALL),
        _texts(*_ALL[:3], _PUBLIC.replace(" unless", ", and streamed, unless"), _MOTION),
        {"ins": 1},
    ),
    Change(
        "phrase deleted",
        _texts(*_ALL),
        _texts(_QUORUM.replace(" or one quarter of its membership", ""), *_ALL[1:]),
        {"del": 1},
    ),
    Change(
        "sentence rewritten",
        _texts(*_ALL),
        _texts(_QUORUM, "Agendas are published on the website a week ahead.", *_ALL[2:]),
        {"del": 2, "ins": 2},
    ),
    Change(
        "paragraph inserted", _texts(*_ALL[:4]), _texts(*_ALL[:2], _MOTION, *_ALL[2:4]), {"ins": 2}
    ),
    Change("paragraph inserted at the end", _texts(*_ALL[:4]), _texts(*_ALL), {"ins": 2}),
    Change("paragraph deleted", _texts(*_ALL), _texts(*_ALL[:2], *_ALL[3:]), {"del": 2}),
    Change("paragraph deleted at the end", _texts(*_ALL), _texts(*_ALL[:4]), {"del": 2}),
    Change(
        "paragraph split",
        _texts(_QUORUM, f"{_NOTICE} {_MINUTES}", _PUBLIC),
        _texts(_QUORUM, _NOTICE, _MINUTES, _PUBLIC),
        {"ins": 1, "del": 1},
    ),
    Change(
        "paragraphs merged",
        _texts(_QUORUM, _NOTICE, _MINUTES, _PUBLIC),
        _texts(_QUORUM, f"{_NOTICE} {_MINUTES}", _PUBLIC),
        {"ins": 1, "del": 1},
    ),
)

_SECTION_OF_MOTIONS = _heading("Motions") + _texts(_MOTION, "A motion lapses if not seconded.")
_SECTION_OF_NOTICE = _heading("Notice") + _texts(_NOTICE, _MINUTES, _QUORUM)
_SECTION_OF_TALK = _heading("Public") + _texts(_PUBLIC, "Anybody may record a meeting.")

MOVES = (
    Change(
        "paragraph moved",
        _texts(*_ALL),
        _texts(*_ALL[1:4], _QUORUM, _MOTION),
        {"moveFrom": 2, "moveTo": 2},
    ),
    Change(
        "section moved with its heading",
        _SECTION_OF_MOTIONS + _SECTION_OF_NOTICE + _SECTION_OF_TALK,
        _SECTION_OF_NOTICE + _SECTION_OF_MOTIONS + _SECTION_OF_TALK,
        {"moveFrom": 6, "moveTo": 6},
    ),
    Change(
        "moved and edited",
        _texts(*_ALL),
        _texts(*_ALL[1:4], _QUORUM.replace("three", "four"), _MOTION),
        {"moveFrom": 3, "moveTo": 3, "del": 1, "ins": 1},
    ),
)

# The last paragraph keeps its mark, so what moves there is written as text that comes and goes.
MOVES_AT_THE_END = (
    Change("paragraph moved to the end", _texts(*_ALL), _texts(*_ALL[1:], _QUORUM), None),
    Change(
        "section moved to the end",
        _SECTION_OF_MOTIONS + _SECTION_OF_NOTICE,
        _SECTION_OF_NOTICE + _SECTION_OF_MOTIONS,
        None,
    ),
)

LOOKS = (
    Change(
        "bold added to a word, and another replaced",
        paragraph("The quorum is three members."),
        f"<w:p>{run('The ')}{run('quorum', '<w:b/>')}{run(' is four members.')}</w:p>",
        {"rPrChange": 1, "del": 1, "ins": 1},
    ),
    Change(
        "bold added",
        paragraph(_QUORUM),
        f"<w:p>{run('The ')}{run('quorum', '<w:b/>')}{run(_QUORUM.removeprefix('The quorum'))}"
        "</w:p>",
        {"rPrChange": 1},
    ),
    Change(
        "list level changed",
        _item(_QUORUM) + _item(_NOTICE) + _item(_MINUTES),
        _item(_QUORUM) + _item(_NOTICE, 1) + _item(_MINUTES),
        {"pPrChange": 1},
    ),
    Change(
        "list item inserted",
        _item(_QUORUM) + _item(_NOTICE) + _item(_MINUTES),
        _item(_QUORUM) + _item(_PUBLIC) + _item(_NOTICE) + _item(_MINUTES),
        {"ins": 2},
    ),
    Change(
        "style changed",
        _texts(*_ALL[:3]),
        paragraph(_QUORUM) + paragraph(_NOTICE, '<w:pStyle w:val="Quote"/>') + paragraph(_MINUTES),
        {"pPrChange": 1},
    ),
    Change(
        "page layout changed",
        _texts(*_ALL[:3]),
        _texts(*_ALL[:3]),
        {"sectPrChange": 1},
        section=(_PORTRAIT, _LANDSCAPE),
    ),
)

TABLES = (
    Change(
        "table row inserted",
        table(*_OFFICERS, _FINANCE) + paragraph(_QUORUM),
        table(*_ROWS) + paragraph(_QUORUM),
        {"ins": 3},
    ),
    Change(
        "table row deleted",
        table(*_ROWS) + paragraph(_QUORUM),
        table(*_OFFICERS, _FINANCE) + paragraph(_QUORUM),
        {"del": 3},
    ),
    Change(
        "cell edited",
        table(*_ROWS) + paragraph(_QUORUM),
        table(*_ROWS[:3], (_FINANCE[0], "Director of Finance")) + paragraph(_QUORUM),
        {"del": 1, "ins": 1},
    ),
    Change(
        "table property changed",
        table(*_ROWS) + paragraph(_QUORUM),
        table(*_ROWS, look='<w:jc w:val="center"/>') + paragraph(_QUORUM),
        {"tblPrChange": 1},
    ),
    Change(
        "table inserted",
        _texts(_QUORUM, _NOTICE),
        paragraph(_QUORUM) + table(*_OFFICERS) + paragraph(_NOTICE),
        {"ins": 6},
    ),
)

_NOTED = ("Local Government Act 1972, Schedule 12.", "Localism Act 2011, section 9.")
_HEADED = '<w:headerReference w:type="default" r:id="rId3"/>'
_HEADED_PAGE = _SECTION.format(_HEADED, 11906, 16838, "")
_CONTROL = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'

PARTS = (
    Change(
        "footnote added",
        _noted(_QUORUM, 1, "") + _noted(_NOTICE, None, ""),
        _noted(_QUORUM, 1, "") + _noted(_NOTICE, 2, ""),
        {"ins": 2},
        before=_notes(n1=_NOTED[0]),
        after=_notes(n1=_NOTED[0], n2=_NOTED[1]),
    ),
    Change(
        "footnote edited",
        _noted(_QUORUM, 1, ""),
        _noted(_QUORUM, 1, ""),
        {"del": 1, "ins": 1},
        before=_notes(n1=_NOTED[0]),
        after=_notes(n1=_NOTED[0].replace("12", "13")),
    ),
    Change(
        "footnote added before another",
        _noted(_QUORUM, None, "") + _noted(_NOTICE, 1, ""),
        _noted(_QUORUM, 1, "") + _noted(_NOTICE, 2, ""),
        {"ins": 2},
        before=_notes(n1=_NOTED[0]),
        after=_notes(n1=_NOTED[1], n2=_NOTED[0]),
    ),
    Change(
        "header edited",
        paragraph(_QUORUM),
        paragraph(_QUORUM),
        {"del": 1, "ins": 1},
        before={"header": paragraph("Constitution, May 2025")},
        after={"header": paragraph("Constitution, May 2026")},
        section=(_HEADED_PAGE, _HEADED_PAGE),
    ),
    Change(
        "text box edited",
        text_box("Adopted by Council in 2025") + paragraph(_QUORUM),
        text_box("Adopted by Council in 2026") + paragraph(_QUORUM),
        {"del": 1, "ins": 1},
    ),
    Change(
        "content control added",
        _texts(*_ALL[:3]),
        _texts(_QUORUM) + _CONTROL.format(paragraph(_NOTICE)) + _texts(_MINUTES),
        None,
    ),
    Change(
        "content control around a word",
        paragraph(_QUORUM),
        f"<w:p>{run('The quorum of a committee is ')}{_CONTROL.format(run('three'))}"
        f"{run(_QUORUM.partition(' three')[2])}</w:p>",
        None,
    ),
    Change(
        "hyperlink added",
        paragraph(_NOTICE),
        f'<w:p>{run(_NOTICE.partition("offices")[0])}<w:hyperlink r:id="rId21">{run("offices")}'
        f"</w:hyperlink>{run(_NOTICE.partition('offices')[2])}</w:p>",
        {"del": 1, "ins": 1},
        linked=True,
    ),
    Change(
        "field replaced",
        f"<w:p>{run('See rule ')}{word_field('REF quorum', '4.3')}{run(' on the quorum.')}</w:p>",
        f"<w:p>{run('See rule ')}{word_field('REF notice', '4.4')}{run(' on the quorum.')}</w:p>",
        {"del": 1, "ins": 1},
    ),
    Change(
        "image inserted",
        _texts(*_ALL[:2]),
        f"{paragraph(_QUORUM)}<w:p>{picture()}</w:p>{paragraph(_NOTICE)}",
        {"ins": 2},
        linked=True,
    ),
)

CHANGES = (*PARAGRAPHS, *MOVES, *MOVES_AT_THE_END, *LOOKS, *TABLES, *PARTS)
