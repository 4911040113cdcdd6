"""Files for the folder `clauses` of a council: a clause of its own, and overlays."""

from __future__ import annotations

from drafting.library.clauses import Library
from drafting.library.overlay_writing import new_leaving_out, new_overlay
from drafting.library.reading import read_library
from drafting.workspace import program_files

LIBRARY: Library = read_library(program_files("clauses"), program_files("protocols"))[0]
WHY = "why: The council has always said so.\n"

_OWN = """\
id: {id}
heading: Filming
family: member-officer
force: {force}
reason: It is asked for.
if_rejected: Nobody would know.
place: {{protocol: member-officer, {place}}}
variants:
  - id: general
    otherwise: true
    text: |
      1. {text}
"""


def own(
    identity: str = "filming",
    place: str = "after: correspondence",
    force: str = "convention",
    text: str = "Nobody films.",
) -> str:
    """A clause of a council's own, with one paragraph."""
    return _OWN.format(id=identity, place=place, force=force, text=text)


def overlay(name: str, old: str = "", new: str = "") -> str:
    """An overlay of a clause, in the first wording that has `old`, with `new` in its place."""
    clause = LIBRARY.clauses[name]
    variant = next(each for each in clause.variants if old in each.text)
    head, mark, tail = new_overlay(clause, [variant]).partition("    text: |\n")
    return head.replace("why:\n", WHY) + mark + (tail.replace(old, new, 1) if old else tail)


def leaving_out(name: str) -> str:
    """An overlay that leaves a clause out."""
    return new_leaving_out(LIBRARY.clauses[name]).replace("why:\n", WHY)
