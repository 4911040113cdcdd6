"""Reads over the wordings of a library as they are printed for a set of councils.

Each council is printed in three houses: with its own words and numbers, and twice with words that
are harder on the English around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from drafting.assembly.assemble import body_of
from drafting.assembly.english import article
from drafting.assembly.names import STATUTORY_OFFICERS, Names, names_of
from drafting.assembly.provisions import Cell, Paragraph, Table
from drafting.assembly.rendering import names_used
from drafting.assembly.templates import TemplateProblem
from drafting.configuration.council import Council
from drafting.configuration.house import Settings, Terms
from drafting.findings import Finding, error
from drafting.library.clauses import Clause, Library, Variant
from drafting.library.rule import LibraryRule, breaches
from drafting.rules.compilation import Conditions
from drafting.rules.conditions import Facts

NUMBER = "4.2"  # stands where a text refers to a clause


@dataclass(frozen=True)
class Printed:
    """One paragraph or cell of a wording, as a reader has it before them.

    `after` tells whether something stands under a paragraph: a deeper one, or a table.
    """

    clause: Clause
    variant: Variant
    text: str
    is_cell: bool = False
    after: bool = False

    def wrong(self, found: str, message: str, remedy: str) -> Finding:
        """Return a finding at the wording, which is where its templates are."""
        return error(
            f"“{found}” in the wording {self.variant.id!r} {message}",
            where=self.clause.file_of(self.variant),
            line=self.variant.line,
            remedy=remedy,
        )


def proofread(
    library: Library, conditions: Conditions, councils: Iterable[tuple[Facts, Council]]
) -> list[Finding]:
    """Print every clause of every council, and return each thing that is wrong, once.

    A wording turns on the names in it and on nothing else, so where these are the same for two
    councils it is printed once.
    """
    reading = _Reading(library, conditions)
    for facts, council in councils:
        reading.read(facts, council)
    return list(dict.fromkeys(reading.findings))


@dataclass
class _Reading:
    library: Library
    conditions: Conditions
    findings: list[Finding] = field(default_factory=lambda: [])
    seen: set[tuple[str, ...]] = field(default_factory=lambda: set())

    def read(self, facts: Facts, council: Council) -> None:
        chosen = dict(self._chosen(facts))
        for house in houses(council):
            names = names_of(house)
            told = {name: repr(value) for name, value in names.values.items()}
            for clause, variant in chosen.values():
                key = (clause.id, variant.id, *(told.get(n, "") for n in _used(variant.text)))
                if key not in self.seen:
                    self.seen.add(key)
                    self._print(clause, variant, names, chosen)

    def _chosen(self, facts: Facts) -> Iterator[tuple[str, tuple[Clause, Variant]]]:
        for clause in self.library.clauses.values():
            if self.conditions.of(clause).holds(facts):
                for variant in clause.variants:
                    if self.conditions.of_variant(clause, variant).holds(facts):
                        yield clause.id, (clause, variant)
                        break

    def _print(self, clause: Clause, variant: Variant, names: Names, chosen: Iterable[str]) -> None:
        body, problems = body_of(clause, variant, names)
        self.findings += problems
        for printed in _printed(clause, variant, body):
            self.findings += breaches(PRINTED_RULES, printed)
        for name in dict.fromkeys(_references(body)):
            if name in chosen and name not in (*clause.requires, clause.id):
                printed = Printed(clause, variant, "")
                problem = "is referred to, and the clause does not require it."
                self.findings.append(printed.wrong(name, problem, "Add it to `requires`."))


@lru_cache(maxsize=4096)
def _used(text: str) -> tuple[str, ...]:
    try:
        return tuple(sorted(names_used(text)))
    except TemplateProblem:
        return ()  # told when it is printed


def _printed(
    clause: Clause, variant: Variant, body: Sequence[Paragraph | Table]
) -> Iterator[Printed]:
    for place, block in enumerate(body):
        following = body[place + 1] if place + 1 < len(body) else None
        if isinstance(block, Paragraph):
            deeper = isinstance(following, Paragraph) and following.level > block.level
            after = deeper or isinstance(following, Table)
            yield Printed(clause, variant, _text(block.spans), after=after)
        else:
            for row in (block.header, *block.rows):
                for cell in row:
                    yield Printed(clause, variant, _text(cell), is_cell=True)


def _text(spans: Cell) -> str:
    return "".join(NUMBER if span.reference else span.text for span in spans)


def _references(body: Sequence[Paragraph | Table]) -> Iterator[str]:
    for block in body:
        rows = [block.spans] if isinstance(block, Paragraph) else []
        rows += [] if isinstance(block, Paragraph) else [*block.header, *sum(block.rows, ())]
        for spans in rows:
            yield from (span.reference for span in spans if span.reference)


# The houses in which each council is printed.

_HARD_TERMS = {
    "member": "Elected Member",
    "members": "Elected Members",
    "executive": "Executive",
    "full_council": "the Assembly",
    "leader": "Executive Leader",
    "deputy_leader": "Assistant Leader",
    "ward": "electoral division",
    "mayor": "Elected Mayor",
}


def houses(council: Council) -> tuple[Council, ...]:
    """Return the council as it is, with words that begin with a vowel and every number 1, and
    with those words and every number 8, which is spoken with a vowel.
    """
    terms = {
        name: _HARD_TERMS.get(name, f"Acting {getattr(council.terms, name)}")
        for name in Terms.model_fields
    }
    posts = {
        key: getattr(council.officers, key).model_copy(
            update={"title": f"Interim {getattr(council.officers, key).title}"}
        )
        for key in STATUTORY_OFFICERS.values()
    }
    hard = council.model_copy(
        update={
            "terms": council.terms.model_copy(update=terms),
            "officers": council.officers.model_copy(update=posts),
        }
    )
    return council, _numbered(hard, 1), _numbered(hard, 8)


def _numbered(council: Council, number: int) -> Council:
    own = council.settings
    numbers = {name: number for name in Settings.model_fields if type(getattr(own, name)) is int}
    return council.model_copy(update={"settings": own.model_copy(update=numbers)})


# What may not be printed. Each rule looks at one paragraph or cell.

_ARTICLE = re.compile(r"(?<![\w’'.])([Aa]n?) ([\w’]+)")
_LABEL = re.compile(r"(or|to|and|of|in|with|is|by|after|that)\b|[a-z]\b")
_DOUBLED = re.compile(r"(?i)(?<![\w’-])([a-z’]+)\s+\1(?![\w’-])")
_MAY_STAND_TWICE = {"that", "had"}


def _wrong_articles(printed: Printed) -> Iterator[Finding]:
    for match in _ARTICLE.finditer(printed.text):
        if not _LABEL.match(match[2]) and match[1].lower() != article(match[2]):
            yield printed.wrong(match[0], "has the wrong article.", "Use with_article.")


def _doubled_words(printed: Printed) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(printed.text):
        if match[1].lower() not in _MAY_STAND_TWICE:
            yield printed.wrong(
                match[0],
                "is one word twice.",
                "Leave one out; a council’s own word may begin with `the`.",
            )


def _wherever(pattern: str, message: str, remedy: str) -> Callable[[Printed], Iterator[Finding]]:
    compiled = re.compile(pattern)

    def find(printed: Printed) -> Iterator[Finding]:
        for match in compiled.finditer(printed.text):
            yield printed.wrong(match[0], message, remedy)

    return find


def _nothing_after_a_colon(printed: Printed) -> Iterator[Finding]:
    if printed.text.endswith(":") and not printed.after:
        end = printed.text[-40:]
        yield printed.wrong(end, "announces what does not follow.", "Write for an empty list too.")


def _empty_paragraphs(printed: Printed) -> Iterator[Finding]:
    if not printed.text.strip() and not printed.is_cell:
        yield printed.wrong("", "is an empty paragraph.", "Leave it out.")


PRINTED_RULES: tuple[LibraryRule[Printed], ...] = (
    LibraryRule("right-article", "`a` and `an` fit the word that follows.", _wrong_articles),
    LibraryRule("no-doubled-words", "No word is printed twice in a row.", _doubled_words),
    LibraryRule(
        "no-doubled-spaces",
        "Words are parted by one space, and none stands before a comma or full stop.",
        _wherever(r"\S* {2,}\S*|\S+ [,.;:)](?!\w)|^ .*| $", "has a space too many.", "Remove it."),
    ),
    LibraryRule(
        "one-is-singular",
        "One of a thing is not printed in the plural.",
        _wherever(
            r"(?<![\d.,/:§-])\b1 (?:\w+ ){0,2}?(?:hours|days|weeks|months|years|[Mm]embers)\b",
            "is one thing in the plural.",
            "Use the filter `count`.",
        ),
    ),
    LibraryRule(
        "nothing-left-over",
        "Nothing of a template or of Markdown is printed.",
        _wherever(r"\{\{|\}\}|\{%|%\}|\*\*|[\ue000-\uf8ff]", "is left over.", "Mend it."),
    ),
    LibraryRule(
        "sentences-begin",
        "A sentence begins with a capital, whatever word of the council’s it begins with.",
        _wherever(
            r"(?<![ .][a-z])(?<!\bno)(?<!etc)[.!?] [a-z]\w*",
            "begins a sentence with a small letter.",
            "Do not begin with a word of the council’s own.",
        ),
    ),
    LibraryRule(
        "lists-follow", "What a colon announces is there.", _nothing_after_a_colon
    ),
    LibraryRule("no-empty-paragraphs", "No paragraph is empty.", _empty_paragraphs),
)  # fmt: skip
