"""Files whose revised text breaks a rule: points 2, 3, 4 and 9."""

from __future__ import annotations

from tests.word.marked_files import (
    BOX,
    OTHER,
    Case,
    body,
    gone,
    p,
    tracked,
)
from tests.word_files import STAMP, field, paragraph, run

# 2: deleted text.

TEXT = (
    Case(
        2,
        "w:delText “old” stands outside w:del",
        body(p(gone("old"))),
        body(p(tracked("del", 1, gone("old")))),
    ),
    Case(
        2,
        "not w:delText",
        body(p(tracked("del", 1, run("old")))),
        body(p(tracked("del", 1, BOX.format(paragraph("of a box"))))),
    ),
)

# 3: moves.


def moved(
    kind: str, identity: int, *, title: str = "move1", inner: str = "", inside: bool = False
) -> str:
    """Return a moved paragraph in its range, whose end may stand inside the paragraph."""
    start = f'<w:{kind}RangeStart w:id="{identity}" {STAMP} w:name="{title}"/>'
    end = f'<w:{kind}RangeEnd w:id="{identity}"/>'
    text = inner or tracked(kind, identity + 1, run("It moves."))
    block = p(f"{start}{text}{end if inside else ''}", tracked(kind, identity + 2))
    return block if inside else block + end


HERE, AWAY = moved("moveTo", 10), moved("moveFrom", 20)
_SOUND_MOVE = body(HERE, paragraph("It stays."), AWAY)
_STARTED = f'<w:moveFromRangeStart w:id="20" {STAMP} w:name="move1"/>'
MOVES = (
    Case(
        3,
        "it must be w:t",
        body(HERE, moved("moveFrom", 20, inner=tracked("moveFrom", 21, gone("It moves.")))),
        body(
            HERE,
            moved(
                "moveFrom", 20, inner=tracked("moveFrom", 21, tracked("del", 23, gone("It moves.")))
            ),
        ),
    ),
    Case(3, "has no end", body(HERE, AWAY, p(_STARTED.replace("20", "30"))), _SOUND_MOVE),
    Case(
        3, "has no start before it", body('<w:moveToRangeEnd w:id="9"/>', HERE, AWAY), _SOUND_MOVE
    ),
    Case(3, "has no range w:moveTo", body(AWAY), _SOUND_MOVE),
    Case(3, "have the name", body(HERE, AWAY, moved("moveTo", 30)), _SOUND_MOVE),
    Case(
        3,
        "of a paragraph mark stands outside every range",
        body(HERE, moved("moveFrom", 20, inside=True)),
        _SOUND_MOVE,
    ),
    Case(
        3,
        "a w:moveTo stands outside every range",
        body(HERE, AWAY, p(tracked("moveTo", 31, run("more")))),
        _SOUND_MOVE,
    ),
    Case(
        3,
        "its mark carries no w:moveTo",
        body(HERE.replace(tracked("moveTo", 12), "<w:b/>"), AWAY),
        _SOUND_MOVE,
    ),
    Case(
        3,
        "a w:ins stands in a w:moveTo",
        body(moved("moveTo", 10, inner=tracked("moveTo", 11, tracked("ins", 13, run("x")))), AWAY),
        body(moved("moveTo", 10, inner=tracked("moveTo", 11, tracked("del", 13, gone("x")))), AWAY),
    ),
    Case(
        3,
        "a w:del stands in a w:moveTo",
        body(moved("moveTo", 10, inner=tracked("moveTo", 11, tracked("del", 13, gone("x")))), AWAY),
        _SOUND_MOVE,
        body(paragraph("It stays.")),
    ),
)

# 4: fields.


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


_CODE = "<w:r><w:delInstrText> PAGE </w:delInstrText></w:r>"
_SWITCH = "<w:r><w:instrText> \\* MERGEFORMAT </w:instrText></w:r>"
_BEGUN = tracked("del", 1, _mark("begin") + _CODE)
_SHOWN = tracked("del", 2, _mark("separate") + gone("4") + _mark("end"))
_SIMPLE = '<w:fldSimple w:instr="PAGE">{}</w:fldSimple>'
FIELDS = (
    Case(
        4,
        "another of these is not",
        body(p(_BEGUN + _mark("separate") + run("4") + _mark("end"))),
        body(p(_BEGUN + _SHOWN)),
    ),
    Case(
        4,
        "its code is not",
        body(p(tracked("ins", 1, _mark("begin")) + _SWITCH + tracked("ins", 2, _mark("end")))),
        body(p(tracked("ins", 1, field("PAGE", "4")))),
    ),
    Case(
        4,
        "its result is not",
        body(
            p(
                tracked("del", 1, _mark("begin") + _CODE + _mark("separate"))
                + run("4")
                + tracked("del", 2, _mark("end"))
            )
        ),
        body(p(_BEGUN + _SWITCH + _SHOWN)),  # as Word leaves a switch behind
    ),
    Case(
        4,
        "its code is not",
        body(p(_BEGUN + _SWITCH + _SHOWN)),
        body(p(_BEGUN + _SHOWN)),
        body(p(field("PAGE", "4"))),
    ),
    Case(
        4,
        "a simple field is revised",
        body(p(_SIMPLE.format(tracked("ins", 1, run("4"))))),
        body(p(_SIMPLE.format(run("4") + tracked("ins", 1, run("a"))))),
    ),
)

# 9: nesting.

_INNER = tracked("del", 2, gone("old"))
NESTING = (
    Case(
        9,
        "a w:ins stands in a w:ins",
        body(p(tracked("ins", 1, tracked("ins", 2, run("new")), OTHER))),
        body(p(tracked("ins", 1, _INNER, OTHER))),
    ),
    Case(
        9,
        "a w:del stands in a w:del",
        body(p(tracked("del", 1, _INNER, OTHER))),
        body(p(tracked("del", 1, BOX.format(p(_INNER)), OTHER))),
    ),
    Case(
        9,
        "we delete what we insert",
        body(p(tracked("ins", 1, _INNER))),
        body(p(tracked("ins", 1, _INNER.replace("2026-05", "2026-06")))),
        body(),
    ),
)

CASES = (*TEXT, *MOVES, *FIELDS, *NESTING)
