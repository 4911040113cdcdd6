"""New text that looks native: it wears the styles and numbers of the text around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from diff_match_patch import diff_match_patch

from drafting.word.atoms import REVISIONS, Atom, Kind, atoms, elements_of, text_element, words
from drafting.word.tracking import shell
from drafting.word.xml import Element, child, clone, get, local, make, name

_TEXT_WIDTH = 9000  # twentieths of a point: about 16 cm, the text of an A4 page


@dataclass(frozen=True)
class Words:
    """A stretch of new text in one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Look:
    """What a new paragraph takes from a paragraph of the document: its properties, its letters.

    `list_instance` replaces the list instance of the model; `level` its level; "" and None keep.
    """

    model: Element
    list_instance: str = ""
    level: int | None = None
    style: str = ""

    @property
    def letters(self) -> Element | None:
        """The run properties that most characters of the model have; None without text."""
        counts: dict[str, int] = {}
        found: dict[str, Element | None] = {}
        for atom in atoms(self.model):
            if atom.kind is Kind.TEXT:
                counts[atom.format] = counts.get(atom.format, 0) + len(atom.text)
                found.setdefault(atom.format, atom.source[0] if atom.source else None)
        if not counts:
            return None
        return found[max(counts, key=lambda form: counts[form])]


def new_paragraph(look: Look, words: Sequence[Words]) -> Element:
    """Return a new paragraph with a look; a tab in the text becomes a tab."""
    paragraph = shell(look.model)
    for key in list(paragraph.attrib):
        del paragraph.attrib[key]
    properties = paragraph.find(name("w:pPr"))
    if properties is not None:
        _clean(properties)
    if look.list_instance or look.level is not None or look.style:
        _renumber(paragraph, look)
    letters = look.letters
    for part in words:
        _add_words(paragraph, part, letters)
    return paragraph


def _clean(properties: Element) -> None:
    for element in list(properties):
        if local(element) in {"sectPr", "pPrChange"}:
            properties.remove(element)
        if local(element) == "rPr":
            properties.replace(element, _without_revisions(element))


def _without_revisions(look: Element) -> Element:
    copied = clone(look)
    for each in list(copied):
        if local(each) in {*REVISIONS, "rPrChange"}:
            copied.remove(each)
    return copied


def _renumber(paragraph: Element, look: Look) -> None:
    properties = paragraph.find(name("w:pPr"))
    if properties is None:
        properties = make("w:pPr")
        paragraph.insert(0, properties)
    if look.style:
        style = properties.find(name("w:pStyle"))
        if style is None:
            style = make("w:pStyle")
            properties.insert(0, style)
        style.set(name("w:val"), look.style)
    number = properties.find(name("w:numPr"))
    if number is None:
        if not look.list_instance:
            return
        number = make("w:numPr")
        properties.insert(_place_of_number(properties), number)
    level, instance = look.level, look.list_instance
    if number.find(name("w:ilvl")) is None:
        level = level or 0
    for short, text in (("w:numId", instance or None), ("w:ilvl", level)):
        if text is None:
            continue
        element = number.find(name(short))
        if element is None:
            element = make(short)
            number.insert(0 if short == "w:ilvl" else len(number.findall(name("w:ilvl"))), element)
        element.set(name("w:val"), str(text))


def _place_of_number(properties: Element) -> int:
    """Return where `w:numPr` stands in the sequence of CT_PPrBase (17.3.1.26)."""
    before = {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"}
    return sum(1 for element in properties if local(element) in before)


def _add_words(paragraph: Element, part: Words, letters: Element | None) -> None:
    for number, piece in enumerate(part.text.split("\t")):
        if number:
            child(_run(paragraph, part, letters), "w:tab")
        if piece:
            _run(paragraph, part, letters).append(text_element(piece))


def _run(paragraph: Element, part: Words, letters: Element | None) -> Element:
    run = child(paragraph, "w:r")
    if letters is not None:
        run.append(_without_revisions(letters))
    for wanted, short in ((part.italic, "w:i"), (part.bold, "w:b")):
        if wanted:
            _switch_on(run, short)
    return run


def _switch_on(run: Element, short: str) -> None:
    """Switch bold or italic on, in the place that CT_RPr gives it (17.3.2.28)."""
    properties = run.find(name("w:rPr"))
    if properties is None:
        properties = make("w:rPr")
        run.insert(0, properties)
    present = properties.find(name(short))
    if present is not None:
        properties.remove(present)
    before = {"rStyle", "rFonts"} | ({"b", "bCs"} if short == "w:i" else set[str]())
    at = sum(1 for element in properties if local(element) in before)
    properties.insert(at, make(short))


def rewritten(paragraph: Element, wording: Sequence[Words]) -> Element:
    """Return a paragraph with new words, keeping what it has of them.

    Words that stay keep their own formatting, fields, hyperlinks, non-breaking spaces and
    quotation marks; what shows no text, such as a note, stays with the word it follows.
    """
    before = atoms(paragraph)
    after = atoms(new_paragraph(Look(paragraph), wording))
    shown = [n for n, atom in enumerate(before) if atom.text]
    ends = dict(pairwise([*shown, len(before)]))  # each with what follows it
    at = shown[0] if shown else len(before)
    pieces: list[Atom] = before[:at]
    place = 0
    for old, start in _kept(before, after):
        pieces += _cut(after, place, start)
        pieces += [each for each in before[at:old] if each.kind is Kind.MARKER]
        pieces += before[old : ends[old]]
        place, at = start + len(before[old].text), ends[old]
    pieces += _cut(after, place, None)
    pieces += [each for each in before[at:] if each.kind is Kind.MARKER]
    result = shell(paragraph)
    result.extend(list(elements_of(pieces)))
    return result


def _cut(pieces: Sequence[Atom], start: int, end: int | None) -> Iterator[Atom]:
    """Yield the atoms of new text from one character to another; a word may be cut in two."""
    at = 0
    for atom in pieces:
        text = atom.text[max(start - at, 0) : None if end is None else max(end - at, 0)]
        at += len(atom.text)
        if text == atom.text:
            yield atom
        elif text:
            yield replace(atom, text=text, content=text)


def _kept(before: Sequence[Atom], after: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """Yield each old atom that stays, and at which character of the new text.

    Compared are words, wherever one atom ends and the next begins; an old atom of several words,
    such as a field, stays when all its words do.
    """
    codes: dict[str, str] = {}
    old, new = (words("".join(atom.text for atom in each)) for each in (before, after))
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(
        "".join(_code(word, codes) for word in old),
        "".join(_code(word, codes) for word in new),
        False,
    )
    starts = list(accumulate((len(atom.text) for atom in before), initial=0))
    a = b = at = place = 0  # words and characters of the old text and of the new one
    for operation, coded in found:
        gone, come = (len(coded) if operation != way else 0 for way in (1, -1))
        size, new_size = len("".join(old[a : a + gone])), len("".join(new[b : b + come]))
        if operation == 0:
            whole = range(bisect_left(starts, at), bisect_right(starts, at + size) - 1)
            yield from ((n, place + starts[n] - at) for n in whole if before[n].text)
        a, b, at, place = a + gone, b + come, at + size, place + new_size


_SAME = str.maketrans({"\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-"})


def _code(text: str, codes: dict[str, str]) -> str:
    return codes.setdefault(text.translate(_SAME), chr(0xF0000 + len(codes)))


@dataclass(frozen=True)
class TableLook:
    """What a new table takes from a table of the document, or None for a plain grid."""

    model: Element | None
    paragraph: Look


def new_table(
    look: TableLook, header: Sequence[Sequence[Words]], rows: Sequence[Sequence[Sequence[Words]]]
) -> Element:
    """Return a new table with a header row that repeats on each page."""
    table = make("w:tbl")
    columns = max(len(header), 1)
    properties = None if look.model is None else look.model.find(name("w:tblPr"))
    table.append(_plain_grid() if properties is None else _table_properties(properties))
    width = _width(look.model)
    widths = _widths(header, rows, columns, width)
    grid = child(table, "w:tblGrid")
    for each in widths:
        child(grid, "w:gridCol", w=str(each))
    models = [] if look.model is None else list(look.model.iterchildren(name("w:tr")))
    first, other = (models[0] if models else None), (models[1] if len(models) > 1 else None)
    table.append(_row(header, widths, first, look.paragraph, heading=True))
    for row in rows:
        table.append(_row(row, widths, other, look.paragraph, heading=False))
    return table


def _table_properties(properties: Element) -> Element:
    copied = clone(properties)
    for element in list(copied):
        if local(element) in {"tblCaption", "tblDescription", "tblpPr", "tblPrChange"}:
            copied.remove(element)
    return copied


def _plain_grid() -> Element:
    properties = make("w:tblPr")
    child(properties, "w:tblW", w="0", type="auto")
    borders = child(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        child(borders, f"w:{side}", val="single", sz="4", space="0", color="auto")
    return properties


def _width(model: Element | None) -> int:
    """Return the width of a model table in twentieths of a point."""
    columns = [] if model is None else list(model.iter(name("w:gridCol")))
    total = sum(int(get(each, "w:w", "0")) for each in columns if get(each, "w:w").isdigit())
    return total or _TEXT_WIDTH


def _widths(
    header: Sequence[Sequence[Words]],
    rows: Sequence[Sequence[Sequence[Words]]],
    columns: int,
    width: int,
) -> list[int]:
    """Share out the width by the length of the texts, none under half an even share."""
    lengths = [
        max([12, *(sum(len(w.text) for w in row[n]) for row in (header, *rows) if n < len(row))])
        for n in range(columns)
    ]
    eased = [length**0.5 for length in lengths]
    least = width / columns / 2
    spare = width - least * columns
    widths = [int(least + spare * each / sum(eased)) for each in eased]
    return [*widths[:-1], width - sum(widths[:-1])]


def _row(
    cells: Sequence[Sequence[Words]],
    widths: Sequence[int],
    model: Element | None,
    look: Look,
    *,
    heading: bool,
) -> Element:
    row = make("w:tr")
    properties = child(row, "w:trPr")
    child(properties, "w:cantSplit")
    if heading:
        child(properties, "w:tblHeader")
    model_cell = None if model is None else model.find(name("w:tc"))
    for number, width in enumerate(widths):
        cell = child(row, "w:tc")
        cell.append(_cell_properties(model_cell, width))
        words = cells[number] if number < len(cells) else ()
        cell.append(_cell_paragraph(model_cell, words, look, heading=heading))
    return row


def _cell_properties(model: Element | None, width: int) -> Element:
    found = None if model is None else model.find(name("w:tcPr"))
    properties = make("w:tcPr") if found is None else clone(found)
    for element in list(properties):
        if local(element) in {"tcW", "gridSpan", "vMerge", "hMerge", "tcPrChange"}:
            properties.remove(element)
    properties.insert(0, make("w:tcW", w=str(width), type="dxa"))
    return properties


def _cell_paragraph(
    model: Element | None, words: Sequence[Words], look: Look, *, heading: bool
) -> Element:
    own = None if model is None else model.find(name("w:p"))
    if own is not None:
        return new_paragraph(Look(own), words)
    bold = [Words(each.text, each.bold or heading, each.italic) for each in words]
    plain = new_paragraph(Look(make("w:p")), bold)
    return plain if look.letters is None else new_paragraph(Look(_bare(look.model)), bold)


def _bare(model: Element) -> Element:
    """Return a copy of a paragraph without its style, numbers and indents."""
    copied = clone(model)
    properties = copied.find(name("w:pPr"))
    if properties is not None:
        copied.remove(properties)
    return copied


def with_list_instance(numbering: Element, base: str, start_level: int) -> str:
    """Add a list instance like `base` that starts again, and return its id (17.9.15)."""
    instances = numbering.findall(name("w:num"))
    taken = {get(each, "w:numId") for each in instances}
    identity = str(max([int(each) for each in taken if each.isdigit()], default=0) + 1)
    model = next(each for each in instances if get(each, "w:numId") == base)
    copied = clone(model)
    copied.set(name("w:numId"), identity)
    for key in [key for key in copied.attrib if "durableId" in str(key)]:
        del copied.attrib[key]
    overrides = copied.findall(name("w:lvlOverride"))
    override = next((e for e in overrides if get(e, "w:ilvl") == str(start_level)), None)
    if override is None:
        override = child(copied, "w:lvlOverride", ilvl=str(start_level))
    for stated in override.findall(name("w:startOverride")):
        override.remove(stated)
    override.insert(0, make("w:startOverride", val="1"))
    instances[-1].addnext(copied)
    return identity
