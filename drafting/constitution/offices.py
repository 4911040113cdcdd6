"""Duties and powers of an office or a body that the constitution does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.constitution.outline import Constitution, Kind
from drafting.constitution.places import at, read
from drafting.findings import Finding, warning

_DOES = (
    r"\s(?:must|shall|will|may|can|is responsible|is to|has power|keeps?|sends?|decides?|"
    r"determines?|approves?|reports?|advises?|ensures?|considers?|grants?|signs?)\b"
)
_NAME = r"[A-Z][\w’'-]*(?:(?:,\s(?:and\s)?|\sand\s|\s&\s|\s)[A-Z][\w’'-]*)*"
_BEFORE = (
    "Assistant|Deputy|Corporate|Executive|Strategic|Service|County|Borough|City|Town|District|"
    "Divisional|Group|Principal|Joint|Parish"
)
_OFFICE = re.compile(
    rf"\b[Tt]he ((?:(?:{_BEFORE})\s)*(?:Director|Head)\s(?:of|for)\s(?:the\s)?{_NAME}"
    rf"|(?:(?:{_BEFORE})\s)+(?:Solicitor|Secretary|Treasurer|Clerk|Surveyor|Engineer|Architect|"
    rf"Valuer|Planner|Librarian|Chamberlain)){_DOES}"
)
_LISTED = re.compile(rf"\b((?:Director|Head)\s(?:of|for)\s{_NAME})")
_IS = re.compile(r"\b(?:is|are) (?:designated |appointed )?(?:as )?(?:the|its)\b")
_BODY = re.compile(
    rf"\b[Tt]he ({_NAME}\s(?:Sub-Committee|Sub-committee|Subcommittee|Committee|Panel|Board|Forum))"
    rf"{_DOES}"
)
_KIND = re.compile(r"\s(?:sub-?committee|committee|panel|board|forum)$")
_SETS_UP = re.compile(r"\b(?:appoint|establish|set up|known as|called|referred to as|consists? of)")
_ELSEWHERE = re.compile(
    r"secretary of state|head of (?:the )?(?:paid )?service|public health|children’s services|"
    r"adult social services|remuneration|police and crime|wellbeing|well-being|schools forum|"
    r"independent|joint|integrated care|pension|safeguarding|standing advisory|combined|"
    r"licensing sub|appointments? panel|appeals? panel|parish",
    re.IGNORECASE,
)
_ENOUGH = 3  # provisions that speak of an office or a body, for it to be one of the council's


def unknown_offices(constitution: Constitution) -> Iterator[Finding]:
    """Yield each duty or power of an office that stands nowhere else in the constitution."""
    yield from _unknown(constitution, _OFFICE, "office")


def unknown_bodies(constitution: Constitution) -> Iterator[Finding]:
    """Yield each duty or power of a committee that the constitution does not set up."""
    yield from _unknown(constitution, _BODY, "committee or body")


def _unknown(constitution: Constitution, pattern: re.Pattern[str], kind: str) -> Iterator[Finding]:
    lists = kind != "office" or _lists_offices(constitution)
    texts = [(each.kind, each.heading, _plain(each.text)) for each in read(constitution)]
    told: set[str] = set()
    for provision in read(constitution):
        for title in pattern.findall(provision.text):
            name = _plain(title)
            if name in told or _ELSEWHERE.search(name):
                continue
            told.add(name)
            if not lists and _LISTED.search(title):
                continue  # an office as good as any, where the constitution lists none
            if not _known(name, texts):
                yield warning(
                    f"“{title}” has a duty or a power here, and no such {kind} is here.",
                    remedy="Name the one that has it now, or list it where the others are listed.",
                    **at(constitution, provision),
                )


def _lists_offices(constitution: Constitution) -> bool:
    """Return whether a constitution says which directors and heads of service it has."""
    found: set[str] = set()
    for each in read(constitution):
        if each.heading or each.kind is Kind.TABLE or _IS.search(each.text):
            found |= set(_LISTED.findall(each.text))
    return len(found) >= _ENOUGH


def _known(name: str, texts: list[tuple[Kind, bool, str]]) -> bool:
    said = [(kind, heading, text) for kind, heading, text in texts if name in text]
    if len(said) >= _ENOUGH:
        return True
    if any(heading or kind is Kind.TABLE or _SETS_UP.search(text) for kind, heading, text in said):
        return True
    if any(re.search(rf"{re.escape(name)} (?:is|are) the\b", text) for _, _, text in said):
        return True
    short = _KIND.sub("", name)
    if short == name:
        return False
    # A table lists “Planning” under “Committee”; a text “the Planning and Audit Committees”.
    return any(
        (kind is Kind.TABLE and re.search(rf"(?:^|\n){re.escape(short)}(?:\n|$)", text))
        or re.search(rf"\b{re.escape(short)}\b[^.]*\b(?:committees|panels|boards)\b", text)
        for kind, _, text in texts
    )


def _plain(text: str) -> str:
    lines = text.replace("\u00ad", "").replace("'", "’").casefold().split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)
