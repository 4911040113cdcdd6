"""Edits of paragraphs, tables, sections and content controls."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.word.xml import Element, child, clone, get, local, make, name, remove
from tests.publication.edited_copies import Bench, copy_of, is_whole, may_go

_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
).split()
_SECTION_ORDER = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
    "docGrid printerSettings sectPrChange"
).split()

_TABLE_ORDER = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription "
    "tblPrChange"
).split()
_CELL_ORDER = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark headers cellIns cellDel cellMerge tcPrChange"
).split()


def put(properties: Element, stated: Element, order: Sequence[str]) -> None:
    """State a property in its place, instead of what was stated."""
    kind = local(stated)
    for each in properties.findall(name(f"w:{kind}")):
        remove(each)
    later = set(order[order.index(kind) + 1 :])
    following = next((each for each in properties if local(each) in later), None)
    if following is None:
        properties.append(stated)
    else:
        following.addprevious(stated)


def delete_paragraph(bench: Bench) -> bool:
    block = bench.pick([each for each in bench.blocks("p") if may_go(each)])
    if block is not None:
        remove(block)
    return block is not None


def duplicate_paragraph(bench: Bench) -> bool:
    block = bench.pick(bench.blocks("p"))
    if block is not None:
        block.addnext(copy_of(block, bench.random))
    return block is not None


def insert_paragraph(bench: Bench) -> bool:
    block = bench.pick(bench.blocks("p"))
    if block is None:
        return False
    new = make("w:p")
    properties = block.find(name("w:pPr"))
    if properties is not None:
        new.append(clone(properties))
    child(child(new, "w:r"), "w:t").text = bench.some_words()
    (block.addnext if bench.random.random() < 0.5 else block.addprevious)(new)
    return True


def swap_paragraphs(bench: Bench) -> bool:
    """Put two paragraphs of one holder, side by side or apart, in each other's place."""
    first = bench.pick(bench.blocks("p"))
    others = [
        each
        for each in bench.blocks("p")
        if first is not None and each is not first and each.getparent() is first.getparent()
    ]
    second = bench.pick(others)
    if first is None or second is None:
        return False
    place = make("w:p")
    first.addprevious(place)
    second.addprevious(first)
    place.addprevious(second)
    remove(place)
    return True


def move_paragraphs(bench: Bench) -> bool:
    """Move one to four paragraphs that follow each other to another place in the body."""
    parents = list(bench.root.iter(name("w:body")))
    found = [each for each in bench.blocks("p") if each.getparent() in parents and may_go(each)]
    if len(found) < 6:
        return False
    at = bench.random.randrange(len(found))
    taken = found[at : at + bench.random.randint(1, 4)]
    target = bench.pick([each for each in found if each not in taken])
    if target is None:
        return False
    for each in taken:
        target.addprevious(each)
    return True


def split_paragraph(bench: Bench) -> bool:
    """End a paragraph after one of its runs and let another like it go on."""
    block = bench.pick([e for e in bench.blocks("p") if len(e.findall(name("w:r"))) > 1])
    if block is None:
        return False
    runs = block.findall(name("w:r"))
    inside = list(block)
    at = inside.index(bench.random.choice(runs[1:]))
    new = make("w:p")
    properties = block.find(name("w:pPr"))
    if properties is not None:
        new.append(clone(properties))
    new.extend(inside[at:])
    if is_whole(new) and is_whole(block):
        block.addnext(new)
        return True
    block.extend([each for each in new if local(each) != "pPr"])
    return False


def merge_paragraphs(bench: Bench) -> bool:
    """Join a paragraph with the following one, whose properties stand."""
    block = bench.pick([e for e in bench.blocks("p") if local_of_next(e) == "p" and may_go(e)])
    following = None if block is None else block.getnext()
    if block is None or following is None or not is_whole(following):
        return False
    at = 1 if following.find(name("w:pPr")) is not None else 0
    for each in reversed([each for each in block if local(each) != "pPr"]):
        following.insert(at, each)
    remove(block)
    return True


def local_of_next(element: Element) -> str:
    following = element.getnext()
    return "" if following is None else local(following)


def format_paragraph(bench: Bench) -> bool:
    """State another alignment, indent, spacing, style, list level or other property."""
    block = bench.pick(bench.paragraphs())
    if block is None or any(local(each) == "pPrChange" for each in block.iter()):
        return False
    properties = block.find(name("w:pPr"))
    if properties is None:
        properties = make("w:pPr")
        block.insert(0, properties)
    random = bench.random
    numbers: list[Element] = []
    for used in bench.root.iter(name("w:numId")):
        numbers.append(make("w:numPr"))
        child(numbers[-1], "w:ilvl", val=str(random.randint(0, 3)))
        child(numbers[-1], "w:numId", val=get(used, "w:val"))
    styles = bench.package.related("styles")
    known = [] if styles is None else list(bench.package.root(styles).iter(name("w:style")))
    ids = [get(e, "w:styleId") for e in known if get(e, "w:type") == "paragraph"] or ["Normal"]
    stated = random.choice(
        [
            make("w:jc", val=random.choice(["left", "right", "center", "both"])),
            make("w:ind", left=str(random.randrange(0, 2000, 100))),
            make("w:spacing", before=str(random.randrange(0, 400, 20)), after="120"),
            make("w:keepNext"),
            make("w:pageBreakBefore"),
            make("w:pStyle", val=random.choice(ids)),
            *numbers[:1],
        ]
    )
    put(properties, stated, _PARAGRAPH_ORDER)
    return True


def format_section(bench: Bench) -> bool:
    """Change the page, the margins, the columns or the first page of a section."""
    sections = [
        e for e in bench.root.iter(name("w:sectPr")) if e.find(name("w:sectPrChange")) is None
    ]
    section = bench.pick(sections)
    if section is None:
        return False
    random = bench.random
    wide = [("11906", "16838"), ("16838", "11906"), ("12240", "15840")]
    width, height = random.choice(wide)
    margins = dict.fromkeys(
        ("top", "right", "bottom", "left"), str(random.randrange(700, 2000, 50))
    )
    stated = random.choice(
        [
            make("w:pgSz", w=width, h=height),
            make("w:pgMar", **margins, header="708", footer="708", gutter="0"),
            make("w:cols", num=str(random.randint(1, 3)), space="708"),
            make("w:titlePg"),
            make("w:type", val=random.choice(["continuous", "nextPage", "oddPage"])),
        ]
    )
    put(section, stated, _SECTION_ORDER)
    return True


def wrap_in_control(bench: Bench) -> bool:
    """Put a content control around a paragraph."""
    block = bench.pick([e for e in bench.blocks("p") if may_go(e)])
    if block is None:
        return False
    control = make("w:sdt")
    child(child(control, "w:sdtPr"), "w:id", val=str(bench.random.randint(10**6, 10**7)))
    block.addprevious(control)
    child(control, "w:sdtContent").append(block)
    return True


def unwrap_control(bench: Bench) -> bool:
    """Take a content control away from around what it holds."""
    control = bench.pick([e for e in bench.root.iter(name("w:sdt")) if is_whole(e)])
    inside = None if control is None else control.find(name("w:sdtContent"))
    if control is None or inside is None:
        return False
    for each in list(inside):
        control.addprevious(each)
    remove(control)
    return True


def delete_table(bench: Bench) -> bool:
    table = bench.pick([each for each in bench.blocks("tbl") if may_go(each)])
    before = None if table is None else table.getprevious()
    if table is None or (before is not None and local(before) == "tbl"):
        return False
    remove(table)
    return True


def duplicate_table(bench: Bench) -> bool:
    table = bench.pick(bench.blocks("tbl"))
    if table is None:
        return False
    table.addnext(copy_of(table, bench.random))
    table.addnext(make("w:p"))
    return True


def _rows(bench: Bench) -> list[Element]:
    """Return the rows that no merged cell holds together with another, and that are not alone."""
    return [
        row
        for table in bench.blocks("tbl")
        for row in table.findall(name("w:tr"))
        if next(table.iter(name("w:vMerge")), None) is None and len(table.findall(name("w:tr"))) > 1
    ]


def delete_row(bench: Bench) -> bool:
    row = bench.pick(_rows(bench))
    if row is not None:
        remove(row)
    return row is not None


def duplicate_row(bench: Bench) -> bool:
    row = bench.pick(_rows(bench))
    if row is not None:
        row.addnext(copy_of(row, bench.random))
    return row is not None


def swap_rows(bench: Bench) -> bool:
    row = bench.pick([each for each in _rows(bench) if local_of_next(each) == "tr"])
    following = None if row is None else row.getnext()
    if row is None or following is None:
        return False
    row.addprevious(following)
    return True


def _columns(bench: Bench) -> tuple[Element, int]:
    """Return a table without merged cells and the number of its columns; 0 where there is none."""
    plain = [
        table
        for table in bench.blocks("tbl")
        if next(table.iter(name("w:gridSpan"), name("w:vMerge"), name("w:sdt")), None) is None
        and table.find(name("w:tr")) is not None
        and len({len(row.findall(name("w:tc"))) for row in table.findall(name("w:tr"))}) == 1
    ]
    table = bench.pick(plain)
    if table is None:
        return bench.root, 0
    return table, len(table.findall(f"{name('w:tr')}[1]/{name('w:tc')}"))


def add_column(bench: Bench) -> bool:
    """Put a column of new words into a table, and into its grid."""
    table, wide = _columns(bench)
    if not wide:
        return False
    at = bench.random.randrange(wide)
    for row in table.findall(name("w:tr")):
        beside = row.findall(name("w:tc"))[at]
        cell = make("w:tc")
        properties = beside.find(name("w:tcPr"))
        if properties is not None and not any(local(e).startswith("cell") for e in properties):
            cell.append(clone(properties))
        child(child(child(cell, "w:p"), "w:r"), "w:t").text = bench.some_words()
        beside.addnext(cell)
    for column in table.findall(f"{name('w:tblGrid')}/{name('w:gridCol')}")[at : at + 1]:
        column.addnext(clone(column))
    return True


def delete_column(bench: Bench) -> bool:
    """Take a column out of a table, and mostly out of its grid."""
    table, wide = _columns(bench)
    if wide < 2:
        return False
    at = bench.random.randrange(wide)
    cells = [row.findall(name("w:tc"))[at] for row in table.findall(name("w:tr"))]
    if not all(map(is_whole, cells)):
        return False
    for cell in cells:
        remove(cell)
    columns = table.findall(f"{name('w:tblGrid')}/{name('w:gridCol')}")[at : at + 1]
    for column in columns if bench.random.random() < 0.8 else ():
        remove(column)
    return True


def format_table(bench: Bench) -> bool:
    """Change a property of a table, a row or a cell."""
    table = bench.pick(bench.blocks("tbl"))
    if table is None:
        return False
    random = bench.random
    what = random.choice(["table", "row", "cell"])
    holder = table if what == "table" else bench.pick(list(table.iter(name(f"w:t{what[0]}"))))
    if what == "row":
        holder = bench.pick(table.findall(name("w:tr")))
    if holder is None:
        return False
    kind = {"table": "w:tblPr", "row": "w:trPr", "cell": "w:tcPr"}[what]
    properties = holder.find(name(kind))
    if properties is None:
        if what == "table":
            return False
        properties = make(kind)
        exceptions = holder.find(name("w:tblPrEx"))
        holder.insert(0 if exceptions is None else 1, properties)
    if what == "table":
        put(properties, make("w:jc", val=random.choice(["left", "right", "center"])), _TABLE_ORDER)
    elif what == "row":
        for each in properties.findall(name("w:cantSplit")):
            remove(each)
        properties.insert(0, make("w:cantSplit", val=random.choice(["1", "0"])))
    else:
        put(properties, make("w:vAlign", val=random.choice(["top", "center"])), _CELL_ORDER)
    return True
