"""Citations as a lawyer writes them: each instrument once, with its provisions together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafting.assembly.english import joined
from drafting.library.clauses import Law, LawStatus

_NUMBERED = re.compile(r"(.*\b(?:section|regulation|paragraph)) ((\d+)[A-Z]*)")


def citations(laws: Iterable[Law]) -> tuple[str, ...]:
    """Return one citation for each instrument, with a visible note where the law is in doubt.

    “Local Government Act 1972, sections 101 and 112 and Schedule 12, paragraph 39”.
    """
    instruments: dict[tuple[str, str], list[Law]] = {}
    for law in laws:
        instruments.setdefault((law.title, _doubts(law)), []).append(law)
    return tuple(
        _cited(title, cited) + (f" [{doubts}]" if doubts else "")
        for (title, doubts), cited in instruments.items()
    )


def _doubts(law: Law) -> str:
    doubts: list[str] = []
    if law.status is not LawStatus.IN_FORCE:
        doubts.append("uncertain" if law.status is LawStatus.UNCERTAIN else "repealed")
    if law.checked is None:
        doubts.append("not checked against the text")
    return "; ".join(doubts)


def _cited(title: str, laws: list[Law]) -> str:
    provisions = [law.provision for law in laws if law.cited != law.title]
    if not provisions:
        return title
    particular = "in particular " if len(provisions) < len(laws) else ""
    return f"{title}, {particular}{joined(_together(provisions))}"


def _together(provisions: list[str]) -> list[str]:
    """Return the provisions with those of one kind as one: `section 2`, `section 1` are both."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    for provision in provisions:
        found = _NUMBERED.fullmatch(provision)
        kind, number = (found[1], (int(found[3]), found[2])) if found else (provision, (0, ""))
        kinds.setdefault(kind, []).append(number)
    return [_of_one_kind(kind, sorted(numbers)) for kind, numbers in kinds.items()]


def _of_one_kind(kind: str, numbers: list[tuple[int, str]]) -> str:
    names = [name for _, name in numbers if name]
    if not names:
        return kind
    return f"{kind}{'s' if len(names) > 1 else ''} {joined(names)}"
