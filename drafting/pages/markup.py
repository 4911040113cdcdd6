"""Lines of a published text as HTML: every word escaped, every mark inside its paragraph.

`ins` and `del` stand inside paragraphs, cells and headings, never around them: a browser drops
the marking otherwise, and no checker notices (WHATWG HTML, 4.7; the content model is transparent,
but a paragraph closes around a block).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from drafting.constitution.outline import Kind
from drafting.pages.published_text import Line
from drafting.pages.reference_links import TO_PROVISION
from drafting.word.marked import Block, Cell, Mark, Paragraph, Row, Span, Table, after

_ON_THE_WEB = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
_DEEPEST = 6  # levels of headings in HTML
_RAISED = {"superscript": "sup", "subscript": "sub"}

Lead = Callable[[str], str]
"""Where a permanent id stands, as an address relative to the page; "" if nowhere."""


@dataclass
class Writer:
    """Writes the lines of one page.

    `lead` finds the address of a permanent id, `bookmarks` the id of a bookmark. What the page
    refers to in notes is gathered in `noted`, in order.
    """

    lead: Lead
    bookmarks: Mapping[str, str]
    deeper: int = 0  # levels by which the headings below that of the page are deeper than usual
    moves: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    noted: list[str] = field(default_factory=list[str])

    def line(self, line: Line, *, title: bool = False) -> Markup:
        """Return a line; as the title of the page if it is that."""
        before = Markup("")
        if line.old_anchor:
            before = Markup('<span id="{}"></span>').format(line.old_anchor)
        return before + Markup("\n").join(
            self._block(block, line, first=number == 0, title=title)
            for number, block in enumerate(line.blocks)
        )

    def _block(self, block: Block, line: Line, *, first: bool, title: bool = False) -> Markup:
        if isinstance(block, Table):
            return self._table(block, line.anchor if first else "")
        boxes = Markup("").join(
            Markup('<div class="box">{}</div>').format(self._blocks(box)) for box in block.boxes
        )
        if not block.text.strip() and not block.changed and not any(s.note for s in block.spans):
            return boxes
        spans, number = block.spans, self._number(line) if first else Markup("")
        if first and _starts_with_label(line, block):
            typed = len(line.provision.label) + len(line.provision.typed.gap)  # type: ignore[union-attr]
            spans, number = after(spans, typed), self._printed(line)
        said = number + self.spans(spans) + self._end(block)
        identity = Markup("")
        if first and line.anchor:
            identity = Markup(' id="{}"').format(line.anchor)
        if line.heading:
            level = min(_DEEPEST, 1 if title else max(2, line.provision.depth + self.deeper))
            return Markup("<h{0}{1}>{2}{3}</h{0}>{4}").format(
                level, identity, said, self._own_link(line, first), boxes
            )
        depth = line.provision.depth if line.provision.kind is not Kind.OTHER else 0
        return Markup('<p class="{}"{}>{}{}</p>{}').format(
            " ".join(filter(None, (f"n{min(depth, 4)}", _fate(block)))),
            identity,
            said,
            self._own_link(line, first),
            boxes,
        )

    def _blocks(self, blocks: Sequence[Block]) -> Markup:
        written: list[Markup] = []
        for block in blocks:
            if isinstance(block, Table):
                written.append(self._table(block, ""))
            elif block.text.strip() or block.changed:
                said = self.spans(block.spans) + self._end(block)
                written.append(Markup('<p class="n0 {}">{}</p>').format(_fate(block), said))
        return Markup("").join(written)

    def _number(self, line: Line) -> Markup:
        provision = line.provision
        if not provision.label or provision.typed is not None:
            return Markup("")
        return self._printed(line)

    def _printed(self, line: Line) -> Markup:
        """Return the number of a line, as a link to itself, and that which it had."""
        provision = line.provision
        was = Markup("")
        if line.was:
            was = Markup(' <span class="was">(was {})</span>').format(line.was.rstrip("."))
        if not line.anchor or line.heading:
            return Markup('<span class="no">{}</span>{} ').format(provision.label, was)
        return Markup('<a class="no" href="#{}">{}</a>{} ').format(
            line.anchor, provision.label, was
        )

    def _own_link(self, line: Line, first: bool) -> Markup:
        """Return a link from a heading, or a paragraph without a number, to itself."""
        numbered = line.provision.label and not line.heading
        if line.provision.typed is not None:
            numbered = numbered and _starts_with_label(line, line.blocks[0])
        if not first or not line.anchor or numbered:
            return Markup("")
        what = "heading" if line.heading else "paragraph"
        return Markup(' <a class="own" href="#{}" aria-label="Link to this {}">#</a>').format(
            line.anchor, what
        )

    def spans(self, spans: Sequence[Span]) -> Markup:
        """Return spans as HTML; those with the same mark side by side are in one element."""
        written: list[str] = []
        at = 0
        while at < len(spans):
            mark, move = spans[at].mark, spans[at].move
            end = at
            while end < len(spans) and (spans[end].mark, spans[end].move) == (mark, move):
                end += 1
            said = "".join(self._span(each) for each in spans[at:end])
            written.append(self._marked(said, mark, move))
            at = end
        return Markup("".join(written))  # noqa: S704 - each piece is escaped in _span

    def _marked(self, said: str, mark: Mark, move: str) -> str:
        if mark is Mark.KEPT or not said:
            return said
        element = "ins" if mark.comes else "del"
        if mark in {Mark.INSERTED, Mark.DELETED}:
            return f"<{element}>{said}</{element}>"
        way, other = ("to", "from") if mark.comes else ("from", "to")
        ends = self.moves.setdefault(move, {})
        there = ends.get(other, "")
        told = "Moved from here" if mark.comes else "Moved to here"
        link = f'<a class="move" href="{escape(there)}">{told}</a>' if there else ""
        return f'<{element} class="moved {way}">{said}</{element}>{link}'

    def _span(self, span: Span) -> str:
        if span.note:
            return self._reference(span.note)
        said = str(escape(span.text)).replace("\n", "<br>").replace("\t", " ")
        if span.raised:
            said = f"<{_RAISED[span.raised]}>{said}</{_RAISED[span.raised]}>"
        if span.bold:
            said = f"<b>{said}</b>"
        if span.italic:
            said = f"<i>{said}</i>"
        there = self._there(span.target)
        return f'<a href="{escape(there)}">{said}</a>' if there and span.text.strip() else said

    def _there(self, target: str) -> str:
        if target.startswith(TO_PROVISION):
            return self.lead(target[1:])
        if target.startswith("#"):
            return self.lead(self.bookmarks.get(target[1:], ""))
        return target if _ON_THE_WEB.fullmatch(target) else ""

    def _reference(self, note: str) -> str:
        if note not in self.noted:
            self.noted.append(note)
            place = f' id="to-{note}"'
        else:
            place = ""
        number = self.noted.index(note) + 1
        return (
            f'<sup{place}><a href="#{escape(note)}" aria-label="Note {number}">{number}</a></sup>'
        )

    def _end(self, block: Paragraph) -> Markup:
        """Return the sign for an end of a paragraph that comes or goes while its words stay."""
        if block.end is Mark.KEPT or not any(
            s.mark.comes != block.end.comes or s.mark.goes != block.end.goes for s in block.spans
        ):
            return Markup("")
        told = "paragraph starts anew here" if block.end.comes else "runs on into the next"
        return Markup(' <span class="end" role="img" aria-label="{}">¶</span>').format(told)

    def notes(self, notes: Mapping[str, tuple[Block, ...]]) -> Markup:
        """Return the notes that the page refers to, in order, each with a link back."""
        written: list[Markup] = []
        for note in self.noted:
            blocks = notes.get(note, ())
            said = Markup(" ").join(
                self.spans(each.spans) for each in blocks if isinstance(each, Paragraph)
            )
            back = Markup('<a href="#to-{}" aria-label="Back to the text">↩</a>').format(note)
            written.append(Markup('<li id="{}">{} {}</li>').format(note, said, back))
        return Markup("\n").join(written)

    def _table(self, table: Table, identity: str) -> Markup:
        rows = list(table.rows)
        heads = sum(row.header for row in rows) or int(len(rows) > 1)
        columns = max((sum(cell.columns for cell in row.cells) for row in rows), default=0)
        place = Markup(' id="{}"').format(identity) if identity else Markup("")
        parts = [Markup("<thead>"), *(self._row(row, "th") for row in rows[:heads])]
        parts += [Markup("</thead><tbody>"), *(self._row(row, "td") for row in rows[heads:])]
        body = Markup("").join([*parts, Markup("</tbody>")])
        return Markup(
            '<div class="wide" role="region" aria-label="{}" tabindex="0"{}><table>{}</table></div>'
        ).format(f"Table of {columns} columns", place, body)

    def _row(self, row: Row, element: str) -> Markup:
        return Markup("<tr{}>{}</tr>\n").format(
            Markup(' class="{}"').format(_CLASSES[row.mark]) if row.mark is not Mark.KEPT else "",
            Markup("").join(self._cell(cell, element) for cell in row.cells),
        )

    def _cell(self, cell: Cell, element: str) -> Markup:
        spans = Markup("")
        if cell.columns > 1:
            spans += Markup(' colspan="{}"').format(cell.columns)
        if cell.rows > 1:
            spans += Markup(' rowspan="{}"').format(cell.rows)
        if element == "th":
            spans += Markup(' scope="col"')
        return Markup("<{0}{1}>{2}</{0}>").format(element, spans, self._in_cell(cell))

    def _in_cell(self, cell: Cell) -> Markup:
        if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
            return self.spans(cell.blocks[0].spans)
        return self._blocks(cell.blocks)


_CLASSES = {
    Mark.KEPT: "",
    Mark.INSERTED: "comes",
    Mark.MOVED_HERE: "comes",
    Mark.DELETED: "goes",
    Mark.MOVED_AWAY: "goes",
}


def _starts_with_label(line: Line, block: Block) -> bool:
    """Return whether a number is typed at the start of a paragraph and no change touches it."""
    typed = line.provision.typed
    if typed is None or not isinstance(block, Paragraph) or line.heading:
        return False
    start = typed.label + typed.gap
    first = next((span for span in block.spans if span.text), None)
    whole = first is not None and first.text.startswith(start)
    return whole and (not block.changed or (first is not None and first.mark is Mark.KEPT))


def _fate(block: Paragraph) -> str:
    """Return the class of a paragraph that comes or goes as a whole."""
    marks = {span.mark for span in block.spans if span.text.strip()}
    return _CLASSES[marks.pop()] if len(marks) == 1 else ("changed" if block.changed else "")


def words_marked(lines: Sequence[Line]) -> tuple[int, int]:
    """Return how many words come and how many go in some lines; a move counts at neither end."""
    came = gone = 0
    for span in spans_of(block for line in lines for block in line.blocks):
        came += len(span.text.split()) if span.mark is Mark.INSERTED else 0
        gone += len(span.text.split()) if span.mark is Mark.DELETED else 0
    return came, gone


def spans_of(blocks: Iterator[Block]) -> Iterator[Span]:
    """Yield every span of some blocks, those in tables and text boxes among them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.spans
            for box in block.boxes:
                yield from spans_of(iter(box))
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from spans_of(iter(cell.blocks))
