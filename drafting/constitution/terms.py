"""Terms that a constitution defines twice, defines and never uses, or uses and never defines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.constitution.outline import Constitution, Kind, Provision
from drafting.constitution.places import at, read
from drafting.findings import Finding, warning

_WORDS = r"[A-Z][\w’-]*(?:\s[A-Z][\w’-]*){0,4}"
_VERB = r"(?:means|shall mean|will mean|has the (?:same )?meaning|is defined as)\b"
_MEANS = re.compile(
    rf"(?:^|[:;.]\s|\b(?:a|an|the|and|or)\s|[“‘\"]|\b[Ii]n (?:this|these) [\w ]{{4,30}}[,:]?\s)"
    rf"({_WORDS})[”’\"]?,?\s+{_VERB}"
)
_QUOTED = re.compile(rf"[“‘\"](?:the\s)?({_WORDS})[”’\"]")
_HEADS = (
    "Period Threshold Date Year Day Days Sum Limit Value Event Test Quota Amount Ceiling "
    "Criterion Criteria Condition Conditions Register Scheme Formula"
).split()
_USED = re.compile(
    r"(?<=[a-z,;(] )((?:[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?\s){1,3}"
    rf"(?:{'|'.join(_HEADS)}))\b(?!\s[A-Z])"
)
_ORDINARY = frozenset(
    "financial municipal civic calendar council election bank working clear polling new boxing "
    "christmas leap tax academic public rateable national annual remembrance armistice may".split()
)
_SCHEMES = frozenset({"Register", "Scheme", "Condition", "Conditions"})  # often a document's name


def defined_twice(constitution: Constitution) -> Iterator[Finding]:
    """Yield each term with two definitions in one Part."""
    defined: dict[tuple[str, str], Provision] = {}
    for provision in read(constitution):
        division = provision.address.partition(",")[0]
        for term in _MEANS.findall(provision.text):
            before = defined.setdefault((division, term), provision)
            if before is not provision and before.text != provision.text:
                yield warning(
                    f"“{term}” is defined here and in {before.address}.",
                    remedy="Keep one definition, or say for which Part each is.",
                    **at(constitution, provision),
                )


def defined_and_unused(constitution: Constitution) -> Iterator[Finding]:
    """Yield each term that is defined and stands nowhere else."""
    said = "\n".join(each.text for each in read(constitution)).casefold()
    for provision in read(constitution):
        for term in _MEANS.findall(provision.text):
            if len(re.findall(rf"\b{re.escape(term.casefold())}s?\b", said)) == 1:
                yield warning(
                    f"“{term}” is defined and never used.",
                    remedy="Take the definition out.",
                    **at(constitution, provision),
                )


def undefined(constitution: Constitution) -> Iterator[Finding]:
    """Yield each term that has the capitals of a defined one, where nothing says what it is."""
    known = set(_explained(constitution))
    for provision in read(constitution):
        if provision.heading or provision.kind is Kind.TABLE:
            continue
        for term in _USED.findall(provision.text):
            plain = term.casefold()
            ordinary = plain.split()[0] in _ORDINARY or term.split()[-1] in _SCHEMES
            if not ordinary and not any(plain in each for each in known):
                known.add(plain)
                yield warning(
                    f"“{term}” reads like a term that is defined, and nothing says what it means.",
                    remedy="Define it, or write it without capitals.",
                    **at(constitution, provision),
                )


def _explained(constitution: Constitution) -> Iterator[str]:
    """Yield what a constitution explains, folded: terms, headings, the cells of tables."""
    for provision in read(constitution):
        text = provision.text
        if provision.heading or provision.kind is Kind.TABLE:
            yield text.casefold()
        for found in (*_MEANS.findall(text), *_QUOTED.findall(text)):
            yield found.casefold()
        start = re.match(rf"(?:The |A |An )?({_WORDS}) (?:is|are|includes?)\b", text)
        if start:
            yield start[1].casefold()
