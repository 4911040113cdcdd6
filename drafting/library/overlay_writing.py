"""Writes the file with which a council begins: an overlay of a clause, or a clause of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from textwrap import indent

from drafting.library.clauses import Clause, Force, Variant
from drafting.library.nearest import as_written

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*( [A-Za-z0-9_-]+)*")
_READ_AS_SOMETHING_ELSE = {"true", "false", "null", "yes", "no", "on", "off"}

UNWRITTEN = "…"
"""What stands where a council has still to write the words."""

_HEAD = """\
# The council's own {what} “{heading}”.
#
# This file changes the library for this council alone. `drafting check` says what it changes, and
# warns when a later library has changed something under it.
#
#   why         one or two sentences: the comment, the schedule and the report give them
"""
_WORDS = """\
#   instead_of  the library's words, which `text` replaces: leave them as they are
#   text        the council's words: edit these. {{{{ term.member }}}} is the council's word for a
#               member, and so on; {{{{ ref('id') }}}} is the number of another clause, which a list
#               `requires` must name
#   made_for    what the library was when this was written: leave it as it is
#
# A wording may be removed from here: the library's then stands. To change what is no wording, add
# `heading`, `reason` or `if_rejected` in the same way:
#
#   heading:
#     instead_of: {heading}
#     text: …
"""
_LEFT_OUT = """\
#   leave_out   the clause does not stand in this council's constitution
#   made_for    what the library was when this was written: leave it as it is
"""


def new_overlay(clause: Clause, wordings: Iterable[Variant]) -> str:
    """Return an overlay of a clause with the library's words in it twice: one for each to edit."""
    lines = [
        _HEAD.format(what="wording of the clause", heading=clause.heading)
        + _WORDS.format(heading=_scalar(clause.heading)),
        f"overlays: {clause.id}",
        "why:",
        "wordings:",
    ]
    for variant in wordings:
        text = indent(variant.text.rstrip("\n"), " " * 6)
        lines += [f"  - variant: {variant.id}", "    instead_of: |", text, "    text: |", text]
    return "\n".join((*lines, *_made_for(clause))) + "\n"


def new_leaving_out(clause: Clause) -> str:
    """Return an overlay that leaves a clause out."""
    lines = [
        _HEAD.format(what="constitution does without the clause", heading=clause.heading)
        + _LEFT_OUT,
        f"overlays: {clause.id}",
        "why:",
        "leave_out: true",
    ]
    return "\n".join((*lines, *_made_for(clause))) + "\n"


def _made_for(clause: Clause) -> list[str]:
    wordings = clause.conditions
    return [
        "made_for:",
        f"  force: {clause.force.value}",
        f"  legal_basis: {flow(list(clause.legal_basis))}",
        *([f"  when: {flow(clause.when)}"] if clause.when is not None else []),
        "  wordings:",
        *(f"    {name}: {flow(when)}" for name, when in wordings.items()),
    ]


def new_own_clause(identity: str, beside: Clause, protocol: str) -> str:
    """Return a clause of the council's own, to be filled in, that stands after another one."""
    kind = f"kind: {beside.kind}\n" if beside.kind else ""
    forces = ", ".join(force.value for force in Force)
    return f"""\
# A clause of the council's own. It has the form of the library's clauses.
#
#   force        {forces}: where it gets its force from.
#                A clause that must be names the law that dictates it, from the register of law
#   reason       why the council has it, and
#   if_rejected  what follows if it is lost: both stand in the comment and the schedule
#   place        the protocol, and `after` or `before` which clause of it
#   when         add it for a clause that depends on the facts, as the library's clauses do
#   text         {{{{ term.member }}}} is the council's word for a member, and so on;
#                {{{{ ref('id') }}}} is the number of another clause, which `requires` must name
id: {identity}
heading:
family: {beside.family}
{kind}force: choice
legal_basis: []
reason:
if_rejected:
place: {{protocol: {protocol}, after: {beside.id}}}
variants:
  - id: general
    otherwise: true
    text: |
      1. {UNWRITTEN}
requires: []
excludes: []
"""


def flow(data: object) -> str:
    """Return plain data as YAML on one line."""
    match data:
        case dict():
            return "{" + ", ".join(f"{_scalar(name)}: {flow(v)}" for name, v in data.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(each) for each in data) + "]"
        case str():
            return _scalar(data)
        case _:
            return as_written(data)


def _scalar(value: object) -> str:
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _READ_AS_SOMETHING_ELSE:
        return text
    return json.dumps(text, ensure_ascii=False)
