"""Files whose marks, cells, rows or properties break a rule: points 5, 6, 7, 8 and 10."""

from __future__ import annotations

from tests.word.broken_content import AWAY, HERE
from tests.word.marked_files import (
    END,
    OTHER,
    Case,
    body,
    gone,
    p,
    row,
    table,
    tracked,
)
from tests.word_files import package, paragraph, run

# 5 and 6: the marks of paragraphs, and cells.

_BREAK = "<w:sectPr/>"
_DELETED = p(tracked("del", 1, gone("old")), tracked("del", 2))
_MARKED = p(run("kept"), tracked("del", 2))
_DELETED_ROW = row(p(tracked("del", 3, gone("old"))), tracked("del", 4))
PARAGRAPHS = (
    Case(5, "the last paragraph mark", package(END + _MARKED), package(_MARKED + END)),
    Case(
        5,
        "the last paragraph mark",
        package(END + _DELETED),
        package(_DELETED + END),
        package(END + paragraph("old")),
    ),
    Case(5, "before a table", body(_MARKED, table(row(END))), body(_DELETED, table(row(END)))),
    Case(
        5,
        "before a table",
        body(_MARKED, table(_DELETED_ROW, row(END))),
        body(_MARKED, table(_DELETED_ROW)),
    ),
    Case(
        5,
        "ends a section",
        body(
            f"<w:p><w:pPr><w:rPr>{tracked('del', 1)}</w:rPr>{_BREAK}</w:pPr>"
            f"{run('It stays.')}</w:p>"
        ),
        body(f"<w:p><w:pPr><w:rPr>{tracked('del', 1)}</w:rPr>{_BREAK}</w:pPr></w:p>"),
    ),
    Case(
        6,
        "the last paragraph mark of a cell",
        body(table(row(END + _DELETED))),
        body(table(row(_DELETED + END))),
    ),
    Case(
        6,
        "the last paragraph mark of a cell",
        body(table(row(_DELETED, tracked("ins", 3)).replace("w:ins", "w:cantSplit"))),
        body(table(row(_DELETED, tracked("del", 3)))),
    ),
    Case(
        6,
        "does not end in a paragraph",
        body(table(row(f"<w:tbl>{row(END)}</w:tbl>"))),
        body(table(row(table(row(END))))),
    ),
)

# 7: rows.

_NEW = p(tracked("ins", 2, run("new")))
ROWS = (
    Case(
        7,
        "a row has w:ins, and text in it has not",
        body(table(row(END, tracked("ins", 1)))),
        body(table(row(_NEW, tracked("ins", 1)))),
    ),
    Case(
        7,
        "a row has w:ins, and text in it has not",
        body(table(row(_NEW + END, tracked("ins", 1)))),
        body(table(row(_NEW, tracked("ins", 1)))),
        body(table(row(END))),
    ),
    Case(
        7,
        "a w:ins wraps a w:tbl",
        body(tracked("ins", 1, f"<w:tbl>{row(END)}</w:tbl>")),
        body(f"<w:tbl>{row(_NEW, tracked('ins', 1))}</w:tbl>"),
    ),
)

# 8 and 10: properties.

_OLD = tracked("pPrChange", 3, "<w:pPr/>")
_LOOK = f"<w:rPr>{tracked('ins', 1)}</w:rPr>"
_HEADED = "<w:sectPr><w:headerReference/></w:sectPr>"
_MOVED = tracked("moveFrom", 22)
_LOOK_CHANGE = tracked("rPrChange", 1, "<w:rPr/>")
PROPERTIES = (
    Case(
        8,
        "w:pPr must end in w:rPr, w:pPrChange",
        body(f"<w:p><w:pPr>{_OLD}{_LOOK}</w:pPr></w:p>"),
        body(f"<w:p><w:pPr><w:keepNext/>{_LOOK}{_OLD}</w:pPr></w:p>"),
    ),
    Case(
        8,
        "must come first",
        body(p("", f"<w:b/>{tracked('ins', 1)}")),
        body(p("", f"{tracked('ins', 1)}<w:b/>")),
    ),
    Case(
        8,
        "must come first",
        body(p("", tracked("del", 1, "", OTHER) + tracked("ins", 2))),
        body(p("", tracked("ins", 2, "", OTHER) + tracked("del", 1))),  # as Word layers them
    ),
    Case(
        8,
        "one hand put",
        body(p("", tracked("ins", 1) + tracked("del", 2))),
        body(p("", tracked("ins", 1, "", OTHER) + tracked("del", 2))),
    ),
    Case(
        8,
        "only one may stand",
        body(HERE, AWAY.replace(_MOVED, tracked("del", 30, "", OTHER) + _MOVED)),
        body(HERE, AWAY),
    ),
    Case(
        8,
        "must be the last in w:rPr",
        body(p(f"<w:r><w:rPr>{_LOOK_CHANGE}<w:b/></w:rPr></w:r>")),
        body(p(f"<w:r><w:rPr><w:b/>{_LOOK_CHANGE}</w:rPr></w:r>")),
    ),
    Case(
        8,
        "must come last in w:trPr",
        body(table(row(_NEW, f"{tracked('ins', 1)}<w:cantSplit/>"))),
        body(table(row(_NEW, f"<w:cantSplit/>{tracked('ins', 1)}"))),
    ),
    Case(
        10,
        "the old value in w:pPrChange holds w:rPr",
        body(p("", properties=tracked("pPrChange", 1, "<w:pPr><w:rPr/></w:pPr>"))),
        body(p("", properties=tracked("pPrChange", 1, "<w:pPr><w:keepNext/></w:pPr>"))),
    ),
    Case(
        10,
        "holds w:headerReference",
        body(p("", properties=f"<w:sectPr>{tracked('sectPrChange', 1, _HEADED)}</w:sectPr>")),
        body(p("", properties=f"<w:sectPr>{tracked('sectPrChange', 1, _BREAK)}</w:sectPr>")),
    ),
    Case(
        10,
        "must hold one w:rPr",
        body(p(f"<w:r><w:rPr>{tracked('rPrChange', 1)}</w:rPr></w:r>")),
        body(p(f"<w:r><w:rPr>{_LOOK_CHANGE}</w:rPr></w:r>")),
    ),
)

CASES = (*PARAGRAPHS, *ROWS, *PROPERTIES)
