"""Documents for property tests, and what an editor makes of them.

`plain_pairs` draws paragraphs and tables and edits that tracked changes can always express;
`rich_pairs` adds what they sometimes cannot: section breaks, content controls, other widths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from hypothesis import strategies as st

from drafting.word.package import Package, read_package
from tests.word_files import docx, field, run

LOOKS = ("", "<w:b/>", "<w:i/>", "<w:b/><w:i/>")
PROPERTIES = (
    "",
    '<w:pStyle w:val="Rule"/>',
    '<w:pStyle w:val="Heading1"/><w:keepNext/>',
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    '<w:pStyle w:val="Rule"/><w:jc w:val="right"/><w:rPr><w:b/></w:rPr>',
    "<w:rPr><w:i/></w:rPr>",
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
_STYLES = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/></w:style>'
_LEVEL = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_LEVEL}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_NOTE_MARK = "<w:r><w:footnoteRef/></w:r>"


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph: what stands in a run, or the run around it when `whole`."""

    xml: str
    look: str = ""
    whole: bool = False

    def written(self) -> str:
        """Return the XML of the piece."""
        return self.xml if self.whole else f"<w:r><w:rPr>{self.look}</w:rPr>{self.xml}</w:r>"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its pieces and the content of its `w:pPr`."""

    pieces: tuple[Piece, ...] = ()
    properties: str = ""

    def written(self) -> str:
        """Return the XML of the paragraph."""
        stated = f"<w:pPr>{self.properties}</w:pPr>" if self.properties else ""
        return f"<w:p>{stated}{''.join(piece.written() for piece in self.pieces)}</w:p>"


Row = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """A table, of two columns when it is drawn; a row is as many paragraphs as cells."""

    rows: tuple[Row, ...]
    width: int = 4000

    def written(self) -> str:
        """Return the XML of the table."""
        columns = f'<w:gridCol w:w="{self.width}"/>' * len(self.rows[0])
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc>{cell.written()}</w:tc>" for cell in row) + "</w:tr>"
            for row in self.rows
        )
        return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


@dataclass(frozen=True)
class Control:
    """A content control around some paragraphs."""

    paragraphs: tuple[Paragraph, ...]

    def written(self) -> str:
        """Return the XML of the control."""
        inside = "".join(paragraph.written() for paragraph in self.paragraphs)
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


Block = Paragraph | Table | Control


@dataclass(frozen=True)
class Document:
    """A document: its blocks and the paragraphs of its header and of one footnote."""

    body: tuple[Block, ...]
    header: tuple[Paragraph, ...] = (Paragraph(),)
    note: tuple[Paragraph, ...] = (Paragraph(),)

    def package(self, name: str = "generated.docx") -> Package:
        """Return the Word file of the document. It ends in a paragraph and a section."""
        body = self.body
        if not body or not isinstance(body[-1], Paragraph) or "sectPr" in body[-1].properties:
            body = (*body, Paragraph())
        note = _written(self.note, 2000).replace("</w:p>", f"{_NOTE_MARK}</w:p>", 1)
        data = docx(
            _written(body, 0) + SECTION,
            styles=_STYLES.format("Rule", "Rule") + _STYLES.format("Heading1", "heading 1"),
            numbering=_NUMBERING,
            header=_written(self.header, 1000),
            footnotes=f'<w:footnote w:id="2">{note}</w:footnote>',
        )
        return read_package(data, name)


@dataclass(frozen=True)
class Pair:
    """A document before and after."""

    old: Document
    new: Document


def _written(blocks: Sequence[Block], last_id: int) -> str:
    """Return the XML of blocks; each BOOKMARK around a text becomes a bookmark of its own."""
    written = "".join(block.written() for block in blocks)
    numbers = count(last_id + 1)
    while "BOOKMARK" in written:
        number = next(numbers)
        start = f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        written = written.replace("BOOKMARK", start, 1).replace("BOOKMARK", end, 1)
    return written


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


_WORDS = st.sampled_from(
    "the Council must may consult Member’s £1,000 4.2 co-opted (a) § é Chief Executive".split()
)
_GAPS = st.sampled_from([" ", " ", " ", "\u00a0", "  ", ", ", ". ", ""])
TEXTS = st.lists(st.tuples(_WORDS, _GAPS), min_size=1, max_size=6).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
_LOOK = st.sampled_from(LOOKS)
_TEXT_PIECE = st.builds(Piece, TEXTS.map(_text), _LOOK)
_PIECE = st.one_of(
    _TEXT_PIECE,
    _TEXT_PIECE,
    _TEXT_PIECE,
    _TEXT_PIECE,
    st.builds(Piece, st.sampled_from(["<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>"]), _LOOK),
    st.just(Piece('<w:footnoteReference w:id="2"/>')),
    st.sampled_from(["REF _Ref1 \\h", "DATE"]).map(
        lambda code: Piece(field(code, "4.2"), "", True)
    ),
    TEXTS.map(lambda text: Piece(f"BOOKMARK{run(text)}BOOKMARK", "", True)),
    TEXTS.map(
        lambda text: Piece(f'<w:hyperlink w:anchor="b1">{run(text)}</w:hyperlink>', "", True)
    ),
    st.just(Piece('<w:proofErr w:type="spellStart"/>', "", True)),
)
PARAGRAPHS = st.builds(
    Paragraph, st.lists(_PIECE, max_size=5).map(tuple), st.sampled_from(PROPERTIES)
)
_ROWS = st.tuples(PARAGRAPHS, PARAGRAPHS)
TABLES = st.builds(Table, st.lists(_ROWS, min_size=1, max_size=3).map(tuple))
_PLAIN = st.one_of(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS, TABLES)
_RICH = st.one_of(
    _PLAIN,
    _PLAIN,
    st.builds(Paragraph, st.just(()), st.just(SECTION)),
    st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda inside: Control(tuple(inside))),
)


def _edited_text(draw: st.DrawFn, paragraph: Paragraph) -> Paragraph:
    pieces = list(paragraph.pieces)
    at = draw(st.integers(0, len(pieces)))
    what = draw(st.sampled_from(["add", "drop", "replace", "embolden", "restyle", "swap"]))
    if what == "restyle" and "sectPr" not in paragraph.properties:
        return replace(paragraph, properties=draw(st.sampled_from(PROPERTIES)))
    if what == "embolden" and at < len(pieces):
        pieces[at] = replace(pieces[at], look="<w:b/>")
    elif what == "swap":
        pieces.reverse()
    else:
        new = [] if what == "drop" else [draw(_PIECE)]
        pieces[at : at if what == "add" else at + 1] = new
    return replace(paragraph, pieces=tuple(pieces))


def _edited_table(draw: st.DrawFn, table: Table, rich: bool) -> Table:
    rows = list(table.rows)
    at = draw(st.integers(0, len(rows) - 1))
    kinds = ["add", "drop", "move", "edit", "edit", "append", "column"]
    what = draw(st.sampled_from([*kinds, *(["widen"] if rich else [])]))
    if what == "widen":
        return replace(table, width=table.width + 500)
    if what == "column":
        return replace(table, rows=tuple(_with_a_column_changed(draw, rows)))
    if what in {"add", "append"}:
        rows.insert(at if what == "add" else len(rows), draw(_ROWS))
    elif what == "drop" and len(rows) > 1:
        del rows[at]
    elif what == "move":
        rows.append(rows.pop(at))
    elif what == "edit":
        rows[at] = (_edited_text(draw, rows[at][0]), *rows[at][1:])
    return replace(table, rows=tuple(rows))


def _with_a_column_changed(draw: st.DrawFn, rows: Sequence[Row]) -> list[Row]:
    """Drop a column, or add one that says something else in each row."""
    at = draw(st.integers(0, len(rows[0])))
    if at < len(rows[0]) and min(map(len, rows)) > 1 and draw(st.booleans()):
        return [(*row[:at], *row[at + 1 :]) for row in rows]
    return [(*row[:at], draw(_ROWS)[0], *row[at:]) for row in rows]


def _edited_block(draw: st.DrawFn, block: Block, rich: bool) -> Block:
    if isinstance(block, Table):
        return _edited_table(draw, block, rich)
    if isinstance(block, Control):
        first = _edited_text(draw, block.paragraphs[0])
        return replace(block, paragraphs=(first, *block.paragraphs[1:]))
    return _edited_text(draw, block)


def _edit(draw: st.DrawFn, blocks: list[Block], rich: bool) -> None:
    """Do one thing to a list of blocks, in place."""
    kinds = ["edit", "edit", "edit", "insert", "first", "last", "delete", "move", "split", "merge"]
    what = draw(st.sampled_from([*kinds, "clear"]))
    at = draw(st.integers(0, max(len(blocks) - 1, 0)))
    if what in {"insert", "first", "last"} or not blocks:
        place = {"first": 0, "last": len(blocks)}.get(what, at)
        blocks.insert(place, draw(_RICH if rich else _PLAIN))
    elif what == "clear":
        blocks.clear()
    elif what == "delete":
        del blocks[at]
    elif what == "move":
        block = blocks.pop(at)
        blocks.insert(draw(st.integers(0, len(blocks))), block)
    elif what == "edit":
        blocks[at] = _edited_block(draw, blocks[at], rich)
    else:
        _split_or_merge(draw, blocks, at, what)


def _split_or_merge(draw: st.DrawFn, blocks: list[Block], at: int, what: str) -> None:
    one = blocks[at]
    if not isinstance(one, Paragraph):
        return
    if what == "split":
        middle = draw(st.integers(0, len(one.pieces)))
        rest = one.pieces[middle:]
        blocks[at] = replace(one, pieces=one.pieces[:middle])
        blocks.insert(at + 1, Paragraph(rest, one.properties.replace(SECTION, "")))
        return
    other = blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(other, Paragraph):
        blocks[at : at + 2] = [replace(other, pieces=(*one.pieces, *other.pieces))]


def _edited_paragraphs(draw: st.DrawFn, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a header or a note after some edits; one paragraph is left."""
    result = list(paragraphs)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(result) - 1))
        what = draw(st.sampled_from(["edit", "add", "drop"]))
        if what == "edit":
            result[at] = _edited_text(draw, result[at])
        elif what == "add":
            result.insert(at + draw(st.integers(0, 1)), draw(PARAGRAPHS))
        elif len(result) > 1:
            del result[at]
    return tuple(result)


@st.composite
def _pairs(draw: st.DrawFn, rich: bool) -> Pair:
    before = draw(st.lists(_RICH if rich else _PLAIN, min_size=1, max_size=6))
    after = list(before)
    for _ in range(draw(st.integers(0, 4))):
        _edit(draw, after, rich)
    header = tuple(draw(st.lists(PARAGRAPHS, min_size=1, max_size=2)))
    note = tuple(draw(st.lists(PARAGRAPHS, min_size=1, max_size=2)))
    return Pair(
        Document(tuple(before), header, note),
        Document(tuple(after), _edited_paragraphs(draw, header), _edited_paragraphs(draw, note)),
    )


plain_pairs = _pairs(rich=False)
rich_pairs = _pairs(rich=True)
