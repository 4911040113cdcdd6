"""Files in which something does not match: points 1 and 11 to 16."""

from __future__ import annotations

from drafting.word.package import CONTENT_TYPES
from tests.word.marked_files import (
    BOX,
    END,
    INSERTED,
    OTHER,
    Case,
    body,
    gone,
    p,
    row,
    table,
    tracked,
    with_settings,
)
from tests.word_files import STAMP, package, paragraph, run

_LINKS = "word/_rels/document.xml.rels"

# 1: ids, authors, dates.

_UNDATED = 'w:author="Author"'


IDENTITY = (
    Case(1, "no w:author", body(p('<w:ins w:id="1"><w:r/></w:ins>')), body(INSERTED)),
    Case(
        1,
        "w:ins has no w:date",
        body(p(tracked("ins", 1, run("new"), _UNDATED))),
        with_settings(body(p(tracked("ins", 1, run("new"), _UNDATED))), "<w:removeDateAndTime/>"),
    ),
    Case(
        1,
        "no number as its w:id",
        body(p(f"<w:ins {STAMP}>{run('new')}</w:ins>")),
        body(INSERTED),
    ),
    Case(
        1,
        "which a w:ins has too",
        body(INSERTED, INSERTED),
        body(INSERTED, p(tracked("ins", 2, run("new")))),
    ),
    Case(
        1,
        "which a w:bookmarkStart has too",
        body(INSERTED, p('<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>')),
        body(INSERTED, p('<w:bookmarkStart w:id="2" w:name="a"/><w:bookmarkEnd w:id="2"/>')),
    ),
)

# 11: comments.

_COMMENT = f'<w:comment w:id="{{}}" {STAMP}>{END}</w:comment>'
_RANGE = '<w:commentRangeStart w:id="{0}"/>{1}<w:commentRangeEnd w:id="{0}"/>'
_REFERENCE = '<w:r><w:commentReference w:id="{}"/></w:r>'
_COMMENTED = p(_RANGE.format(5, run("text")) + _REFERENCE.format(5))
_WITH = package(_COMMENTED + END, comments=_COMMENT.format(5))
COMMENTS = (
    Case(
        11,
        "has no w:commentReference",
        package(_COMMENTED + p(_RANGE.format(6, run("text"))), comments=_COMMENT.format(5)),
        _WITH,
    ),
    Case(11, "which is not in the comments part", body(_COMMENTED), _WITH),
    Case(
        11,
        "no text refers to comment 6",
        package(_COMMENTED, comments=_COMMENT.format(5) + _COMMENT.format(6)),
        _WITH,
    ),
    Case(11, "holds no comment", package(END, comments=""), body()),
    Case(11, "holds no comment", package(END, comments=""), body(), body()),
    Case(
        11,
        "the content type application/xml",
        _WITH.replacing(
            {
                CONTENT_TYPES: _WITH.parts[CONTENT_TYPES].replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
                    b"application/xml",
                )
            }
        ),
        _WITH,
    ),
)

# 12: bookmarks.


def start(identity: int, title: str) -> str:
    """Return the start of a bookmark."""
    return f'<w:bookmarkStart w:id="{identity}" w:name="{title}"/>'


def end(identity: int) -> str:
    """Return the end of a bookmark."""
    return f'<w:bookmarkEnd w:id="{identity}"/>'


_ONE = p(start(1, "a") + run("text") + end(1))
_TWO = p(start(2, "b") + run("text") + end(2))
BOOKMARKS = (
    Case(
        12,
        "two bookmarks have the name A",
        body(_ONE, _TWO.replace('"b"', '"A"')),
        body(_ONE, _TWO),
    ),
    Case(12, "the bookmark a has no end", body(p(start(1, "a"))), body(_ONE)),
    Case(12, "has no start before it", body(p(end(1))), body(_ONE)),
    Case(
        12,
        "two bookmarks have the w:id 1",
        body(_ONE, _ONE.replace('"a"', '"b"')),
        body(_ONE, _TWO),
    ),
    Case(
        12,
        "crosses the edge of a revision",
        body(p(start(1, "a") + tracked("ins", 2, run("new") + end(1)))),
        body(p(tracked("ins", 2, start(1, "a") + run("new") + end(1)))),
    ),
    Case(
        12,
        "crosses the edge of a cell",
        body(p(start(1, "a")), table(row(p(end(1))))),
        body(table(row(p(start(1, "a"))) + end(1))),  # whole rows, as Word writes it
    ),
    Case(
        12,
        "crosses the edge of a text box",
        body(p(start(1, "a") + BOX.format(p(end(1))))),
        body(p(start(1, "a") + BOX.format(p("")) + end(1))),
    ),
)

# 13: both branches of an alternative.


def _both(one: str, other: str) -> str:
    choice = f'<mc:Choice Requires="w14">{BOX.format(one)}</mc:Choice>'
    inner = f"{choice}<mc:Fallback>{BOX.format(other)}</mc:Fallback>"
    return p(f"<w:r><mc:AlternateContent>{inner}</mc:AlternateContent></w:r>")


BRANCHES = (
    Case(
        13,
        "do not carry the same changes",
        body(_both(INSERTED, paragraph("old"))),
        body(_both(INSERTED, INSERTED.replace('w:id="1"', 'w:id="2"'))),
    ),
)

# 14 and 15: settings, notes, relationships.

_TRACKING = with_settings(body(), "<w:zoom/><w:trackRevisions/><w:defaultTabStop/>")
_NOTED = p('<w:r><w:footnoteReference w:id="{}"/></w:r>')
_NOTE = f'<w:footnote w:id="1">{END}</w:footnote>'
_LINKED = package(_NOTED.format(1) + END, footnotes=_NOTE)
PACKAGE = (
    Case(
        14,
        "there is no setting w:trackChanges",
        with_settings(body(), "<w:zoom/><w:trackChanges/>"),
        _TRACKING,
    ),
    Case(
        14,
        "w:defaultTabStop must stand after w:trackRevisions",
        with_settings(body(), "<w:defaultTabStop/><w:trackRevisions/>"),
        _TRACKING,
    ),
    Case(
        15,
        "names note 2",
        package(_NOTED.format(2) + END, footnotes=_NOTE),
        _LINKED,
    ),
    Case(
        15,
        "leads to word/gone.xml",
        _LINKED.replacing(
            {_LINKS: _LINKED.parts[_LINKS].replace(b"footnotes.xml", b"gone.xml")}
        ).replacing({"word/document.xml": body().parts["word/document.xml"]}),
        _LINKED,
    ),
    Case(
        15,
        "which is no relationship",
        body('<w:p><w:hyperlink r:id="rId9"/></w:p>'),
        body('<w:p><w:hyperlink r:id=""/></w:p>'),
    ),
)

# 16: earlier revisions.

_EARLIER = p(tracked("ins", 1, run("an earlier word"), OTHER))
EARLIER = (
    Case(
        16,
        "the w:ins “an earlier word” of B. Reader, 2026-04-01T09:00:00Z, stands no more",
        body(p(run("an earlier word"))),
        body(_EARLIER),
        body(_EARLIER),
    ),
    Case(
        16,
        "stands no more",
        body(p(tracked("ins", 1, run("an earlier"), OTHER))),
        body(  # in pieces, with a deletion of ours in one of them
            p(
                tracked("ins", 1, run("an "), OTHER)
                + tracked("ins", 2, tracked("del", 3, gone("earlier")), OTHER)
                + tracked("ins", 4, run(" word"), OTHER)
            )
        ),
        body(_EARLIER),
    ),
    Case(
        16,
        "the w:del “¶” of B. Reader",
        body(paragraph("joined")),
        body(p(run("joined"), tracked("del", 9, "", OTHER))),
        body(p(run("joined"), tracked("del", 1, "", OTHER))),
    ),
)

CASES = (*IDENTITY, *COMMENTS, *BOOKMARKS, *BRANCHES, *PACKAGE, *EARLIER)
