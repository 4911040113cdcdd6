"""The references in a text: to provisions of the constitution itself, and to the law.

A grammar by hand: one scan finds where a reference may begin, and what follows is read item by
item. Parsers made for the purpose read all of a text by their grammar, and most of a text is no
reference: for a third of this grammar lark took three times as long, and parsy twice.

    reference  = kind items [side] [of]  |  prefix number  |  label
    items      = item { join item }         join = “,” “and” “or” “to” “–”
    item       = figures {"." figures} {bracket}  |  bracket {bracket}  |  letter  |  Roman number
    side       = “above” | “below”
    of         = (“of” | “in” | “,”) (kind item | title | “this” kind)

    Rule 14.3 above · paragraphs 3 to 5 and 9 · Part 4, Section 2 · paragraph 4.2(a) of the Council
    Procedure Rules · Council Procedure Rule 17.4 · CPR 17.4 · Article 15.02(c) · see 8.63 · Part 5B
    · section 9F of the Local Government Act 2000 (a statute)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafting.constitution.instruments import instruments_in
from drafting.constitution.printed import Printed

KINDS = {
    "part": "part",
    "chapter": "chapter",
    "article": "article",
    "art.": "article",
    "section": "section",
    "s.": "section",
    "ss.": "section",
    "rule": "rule",
    "standing order": "rule",
    "paragraph": "paragraph",
    "para": "paragraph",
    "para.": "paragraph",
    "paras.": "paragraph",
    "sub-paragraph": "paragraph",
    "subparagraph": "paragraph",
    "schedule": "schedule",
    "sch.": "schedule",
    "appendix": "appendix",
    "appendices": "appendix",
    "annex": "annex",
    "annexe": "annex",
    "regulation": "regulation",
    "reg.": "regulation",
}
DIVISIONS = frozenset("part chapter section schedule appendix annex".split())
_LAWFUL = frozenset({"section", "regulation"})  # written small, these are provisions of an Act
_OF_LAW_TOO = frozenset({"section", "regulation", "schedule", "paragraph", "part", "article"})
_BRACKET = r"\((?:[a-z]{1,4}|[A-Z]{1,2}|\d{1,2})\)"
_FIGURES = rf"\d{{1,3}}(?!\d)[A-Z]{{0,3}}(?:\.\d{{1,3}}(?!\d)[A-Z]{{0,3}})*(?:\s?{_BRACKET})*"
_ITEM = rf"(?:{_FIGURES}|{_BRACKET}(?:\s?{_BRACKET})*|[A-Z](?![\w.’'-])|[IVXL]{{2,6}}(?!\w))"
_GAP = r"[ \u00a0\n]+"
_NAMES = "|".join(
    re.escape(each).replace("\\ ", _GAP) for each in sorted(KINDS, key=len, reverse=True)
)
_BEGINS = re.compile(rf"(?<![\w-])(?P<kind>(?i:{_NAMES}))(?P<many>s?){_GAP}(?={_ITEM})")
_ONE = re.compile(_ITEM)
_JOIN = re.compile(
    rf"(?P<through>{_GAP}(?:to|through|–|-){_GAP}|\s?[–-]\s?)(?={_ITEM})"
    rf"|(?:,{_GAP}(?:(?:and|or|and/or){_GAP})?|{_GAP}(?:and|or|and/or|&){_GAP})(?={_ITEM})"
)
_SIDE = re.compile(rf"{_GAP}(?P<side>above|below)\b")
_UNIT = re.compile(
    rf"{_GAP}(?:(?:clear|working|calendar|full|other|more|or){_GAP})*"
    r"(?:[A-Z]?\w*(?:days?|months?|weeks?|years?|hours?|minutes?|members?|councillors?|per|seats?|"
    r"pages?|copies|pm|am|p\.m|a\.m)\b|%)",
    re.IGNORECASE,
)
_PREFIXED = re.compile(
    r"\b(?P<kind>[A-Z]{2,5})[ \u00a0]?"
    r"(?P<number>\d{1,3}(?!\d)(?:\.\d{1,3}(?!\d))*(?:\([a-z]{1,4}\))*)"
)
_BARE = re.compile(
    rf"(?P<before>\b(?:[Ss]ee|[Uu]nder|[Ii]n|[Ww]ith|[Bb]y|[Tt]o|[Oo]f|and|or)(?:{_GAP}also)?{_GAP}|\()"
    r"(?P<number>\d{1,3}(?:[A-Z]{1,2}(?!\w)|(?:\.\d{1,3}(?!\d)[A-Z]{0,3})+)(?:\([a-z]{1,4}\))*)"
    rf"(?![\w%]|\.\d|{_GAP}(?:am|pm|per|million|hours?|days?)\b)"
)
_STEM = re.compile(rf"(.*?)((?:{_BRACKET})+)$")
_OFFICE = re.compile(rf"{_GAP}(?:[Oo]fficer|[Aa]greement|[Rr]eport|[Nn]otice)s?\b")
# What parts a reference from what it is of: “of”, “of, and” and “to the” do, a mere “and” does not.
_OF_GAP = re.compile(
    r"[\s,]*\b(?:of|to|in|under)\b[\s,]*(?:(?:and|or)\b\s+)?(?:(?:the|that|this|those)\s+)?"
)
_AND_GAP = re.compile(r"\s*(?:,\s*)?(?:(?:and|or)\s+)?(?:(?:the|that)\s+)?")
_JOINED = re.compile(r"\s*(?:,|,?\s(?:and|or))\s+")
_AFTER_LAW = re.compile(r"(?:\s*\([^()]*\))?\s*[,:;]?\s*\(?(?:in\s+)?")


@dataclass(frozen=True)
class Item:
    """One number of a reference, as printed from `start` up to `end`, and in full.

    Of “4.2(a) and (b)” the second is printed `(b)` and is `4.2(b)` in full. With `through` it ends
    a range that the item before it begins.
    """

    start: int
    end: int
    printed: str
    number: str
    through: bool = False


@dataclass(frozen=True)
class Reference:
    """A reference in a text, from `start` up to `end`.

    `kind` is that of a provision, in lower case, or a prefix such as CPR, or "" for a label alone.
    `of` is what the text says they are of: a heading such as Council Procedure Rules, a Part, or
    “this Protocol”. `side` is above, below or "". `law` tells a provision of an Act.
    """

    start: int
    end: int
    text: str
    kind: str
    items: tuple[Item, ...]
    of: str = ""
    side: str = ""
    law: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers in full."""
        return tuple(item.number for item in self.items)

    def shifted(self, by: int) -> Reference:
        """Return the same reference in a text that has `by` more characters before it."""
        items = (replace(each, start=each.start + by, end=each.end + by) for each in self.items)
        return replace(self, start=self.start + by, end=self.end + by, items=tuple(items))


def references_in(text: str, printed: Printed | None = None) -> Iterator[Reference]:
    """Yield the references in a text, in order, none in another.

    `printed` says what the constitution prints: prefixes such as CPR, headings, labels.
    """
    printed = printed or Printed()
    found = [*_named(text, printed), *_prefixed(text, printed), *_bare(text, printed)]
    found.sort(key=lambda reference: (reference.start, -reference.end))
    apart: list[Reference] = []
    for each in found:
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    if apart:
        yield from _with_law(text, _of_one(text, apart))


def _of_one(text: str, found: Sequence[Reference]) -> list[Reference]:
    """Return the references with what several of a kind are of: “Rule 2 and Rules 4 to 6 of …”."""
    result = list(found)
    for n in range(len(found) - 2, -1, -1):
        one, other = result[n], result[n + 1]
        alike = one.kind == other.kind and not one.of and not one.law
        if alike and _JOINED.fullmatch(text, one.end, other.start):
            result[n] = replace(one, of=other.of)
    return result


def _named(text: str, printed: Printed) -> Iterator[Reference]:
    end = 0
    for match in _BEGINS.finditer(text):
        if match.start() < end:
            continue
        written = " ".join(match["kind"].split())
        kind = KINDS[written.casefold()]
        small = not written[0].isupper()
        if kind == "part" and small:
            continue  # “part 2 of the evening”
        items = tuple(_items(text, match.end(), kind))
        if not items:
            continue
        end = items[-1].end
        side = _SIDE.match(text, end)
        end = side.end() if side else end
        law = (small and kind in _LAWFUL) or bool(kind == "section" and _OFFICE.match(text, end))
        yield Reference(
            match.start(),
            end,
            text[match.start() : end],
            kind,
            items,
            "" if law else printed.of(text, match.start(), end, match["kind"]),
            side["side"] if side else "",
            law,
        )


def _items(text: str, start: int, kind: str) -> Iterator[Item]:
    """Yield the numbers from `start` on; letters and Roman numbers count in divisions alone."""
    at, through, stem = start, False, ""
    while True:
        match = _ONE.match(text, at)
        if match is None:
            return
        number = "".join(match[0].split())
        if number.isalpha() and kind not in DIVISIONS:
            return
        if at > start and _UNIT.match(text, match.end()):
            return  # “Rule 14 or 21 days”
        if number.startswith("("):
            number = stem + number
        else:
            split = _STEM.match(number)
            stem = split[1] if split else number
        yield Item(match.start(), match.end(), match[0], number, through)
        join = _JOIN.match(text, match.end())
        if join is None:
            return
        at, through = join.end(), join["through"] is not None


def _prefixed(text: str, printed: Printed) -> Iterator[Reference]:
    if not printed.prefixes:
        return
    for match in _PREFIXED.finditer(text):
        if match["kind"] in printed.prefixes:
            start, end = match.span("number")
            item = Item(start, end, match["number"], match["number"])
            of = printed.of(text, match.start(), end, match["kind"])
            yield Reference(match.start(), end, match[0], match["kind"], (item,), of)


def _bare(text: str, printed: Printed) -> Iterator[Reference]:
    """Yield labels that stand alone, such as 8.63 and 4B, where the constitution has them."""
    if not printed.labels:
        return
    last = -1
    for match in _BARE.finditer(text):
        number = match["number"]
        follows = text[last : match.start()].isspace() if last >= 0 else False
        if match["before"].split()[0] in {"and", "or"} and not follows:
            continue
        if number.partition("(")[0] in printed.labels:
            last = match.end()
            start, end = match.span("number")
            item = Item(start, end, number, number)
            side = _SIDE.match(text, end)
            end = side.end() if side else end
            yield Reference(
                start, end, text[start:end], "", (item,), side=side["side"] if side else ""
            )


def _with_law(text: str, found: Sequence[Reference]) -> Iterator[Reference]:
    """Yield the references with those that are of an Act, or follow one, marked as law."""
    law = {n for n, each in enumerate(found) if each.law}
    for start, end in instruments_in(text):
        before = [n for n, each in enumerate(found) if each.end <= start]
        at, link = start, True
        for n in reversed(before):
            gap = text[found[n].end : at]
            of = _OF_GAP.fullmatch(gap)
            short = link and not gap.strip() and text[start:end].isupper()
            joined = not link and _AND_GAP.fullmatch(gap) and found[n].kind in _OF_LAW_TOO
            if not (of or short or joined):
                break
            law.add(n)
            at, link = found[n].start, False
        at, link = end, True
        for n in range(len(before), len(found)):
            gap = text[at : found[n].start]
            follows = _AFTER_LAW if link else _AND_GAP
            own = found[n].of and not found[n].of.startswith(("Schedule", "Part"))
            if own or found[n].kind not in _OF_LAW_TOO:
                break
            if not (follows.fullmatch(gap) or (not link and _OF_GAP.fullmatch(gap))):
                break
            law.add(n)
            at, link = found[n].end, False
    for n, each in enumerate(found):
        yield replace(each, law=True, of="") if n in law else each
