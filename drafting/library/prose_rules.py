"""Rules on how clauses read that no list of words can state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from drafting.findings import Finding
from drafting.library.nearest import did_you_mean
from drafting.library.prose import VALUE, Part, Passage, Prose
from drafting.library.rule import LibraryRule

MOST_WORDS = 35  # in a sentence
MOST_SENTENCES = 4  # in a paragraph

_REFERENCE = re.compile(r"\{\{ref\(['\"]([^'\"]*)['\"]\)\}\}")
_DEFINED = re.compile(r"\*\*([^*]+)\*\*")
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")


def _long_sentences(prose: Prose) -> Iterator[Finding]:
    for passage in prose.passages:
        for sentence in passage.sentences():
            words = len([word for word in sentence.split() if re.search(rf"[\w{VALUE}]", word)])
            if words > MOST_WORDS:
                yield passage.wrong(
                    f"the sentence “{_start(sentence)} …” has {words} words.", "Make it two."
                )


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:6])


def _long_paragraphs(prose: Prose) -> Iterator[Finding]:
    for passage in prose.passages:
        count = len(passage.sentences())
        if passage.part is Part.TEXT and count > MOST_SENTENCES:
            yield passage.wrong(
                f"the paragraph “{_start(passage.text)} …” has {count} sentences.",
                "Make two paragraphs of it, or letter its parts.",
            )


def _doubled_words(prose: Prose) -> Iterator[Finding]:
    for passage in prose.passages:
        for one, other in pairwise(_WORD.findall(passage.text)):
            if one.casefold() == other.casefold() and one[0].isalpha():
                yield passage.wrong(f"the word “{one}” stands twice.", "Keep one.")


def _doubled_spaces(prose: Prose) -> Iterator[Finding]:
    for passage in prose.passages:
        # Table rows may be padded so that their bars stand in line.
        text = passage.text.strip() if passage.part is Part.TABLE else passage.text
        if found := re.search(r"(\S*)\s{2,}", text):
            yield passage.wrong(f"two spaces follow “{found[1]}”.", "Keep one.")


def _dangling_references(prose: Prose) -> Iterator[Finding]:
    for passage in prose.passages:
        clause = passage.clause
        for name in _REFERENCE.findall(passage.written):
            if name not in prose.library.clauses:
                remedy = did_you_mean(name, prose.library.clauses)
                yield passage.wrong(f"the text refers to {name!r}, which is no clause.", remedy)
            elif name not in (*clause.requires, clause.id):
                yield passage.wrong(
                    f"the text refers to {name!r}, which the clause does not require.",
                    "Add it to `requires`.",
                )


def _capitals_of_defined_terms(prose: Prose) -> Iterator[Finding]:
    defined: dict[tuple[str, str], set[str]] = {}
    for passage in prose.passages:
        for term in _DEFINED.findall(passage.text):
            defined.setdefault(_wording(passage), set()).add(term)
    for passage in prose.passages:
        for term in sorted(defined.get(_wording(passage), ())):
            yield from _other_capitals(passage, term)


def _wording(passage: Passage) -> tuple[str, str]:
    return passage.clause.id, passage.variant.id if passage.variant else ""


def _other_capitals(passage: Passage, term: str) -> Iterator[Finding]:
    # A sentence may begin with the term, where it is defined or where it is used.
    allowed = {term, term[0].upper() + term[1:]}
    if term[1:] == term[1:].lower():
        allowed.add(term.lower())
    for found in re.findall(rf"(?i)(?<!\w){re.escape(term)}(?!\w)", passage.text):
        if found not in allowed:
            yield passage.wrong(
                f"“{found}” is defined as “{term}”.", "Write the term as it is defined."
            )


PROSE_RULES: tuple[LibraryRule[Prose], ...] = (
    LibraryRule("short-sentences", f"No sentence is over {MOST_WORDS} words.", _long_sentences),
    LibraryRule(
        "short-paragraphs", f"No paragraph is over {MOST_SENTENCES} sentences.", _long_paragraphs
    ),
    LibraryRule("no-doubled-words", "No word stands twice in a row.", _doubled_words),
    LibraryRule("no-doubled-spaces", "No two spaces follow each other.", _doubled_spaces),
    LibraryRule(
        "references-are-required",
        "A clause refers only to clauses that exist and that it requires.",
        _dangling_references,
    ),
    LibraryRule(
        "defined-terms-keep-capitals",
        "A term that a clause defines keeps its capitals.",
        _capitals_of_defined_terms,
    ),
)
