"""Consequential changes to names: offices and bodies that the configuration renames or abolishes.

Only what the configuration states counts. A name within a longer one (“Executive” in “Chief
Executive”) and a name in quotation marks stay, and are told of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafting.amendment.consequences import Consequences, Consequential, Edit, Led, Why
from drafting.assembly.english import article
from drafting.constitution.history import history_of
from drafting.constitution.instruments import instruments_in
from drafting.constitution.labels import cited
from drafting.constitution.outline import Kind, Provision

_WORD_BEFORE = re.compile(
    r"([A-Z][\w’'&/-]*|(?:Head|Director|Manager|Chief|Office|Department|Service)s?[ \u00a0]+"
    r"(?:of|for))[ \u00a0]+$"
)
_WORDS_AFTER = re.compile(r"(?:[ \u00a0]+[A-Z][\w’'&/-]*)+")
_ARTICLE = re.compile(r"\b([Aa]n?)[ \u00a0]+$")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’(?!\w)|\"[^\"]*\"")
# Words that begin a sentence, and so have a capital without being part of a name.
_OPENERS = frozenset(
    "The A An Any Each Every If When Where No Its This That These Those All In For On By Of To And "
    "Or Under But As With Such Both From After Before Unless Subject Neither Either Their".split()
)
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Left:
    """Where a name stays as it is: within a longer name, or in quotation marks; how often."""

    name: str
    within: str
    times: int


@dataclass
class Renames:
    """Works out the consequential changes to names; `names` gives the new name or "" for none.

    `unused` are the names that the constitution never says.
    """

    names: Mapping[str, str]
    consequences: Consequences
    found: list[Consequential] = field(default_factory=lambda: [])
    unused: tuple[str, ...] = ()
    _left: Counter[tuple[str, str]] = field(default_factory=lambda: Counter())

    @classmethod
    def of(cls, names: Mapping[str, str], consequences: Consequences) -> Renames:
        """Return the consequential changes to names in all that no change amends itself."""
        result = cls(names, consequences)
        if not names:
            return result
        longest = sorted(names, key=len, reverse=True)
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(_pattern, longest))})(?![\w-])")
        constitution = consequences.current.constitution
        past = history_of(constitution)
        for each in constitution.provisions:
            skipped = each.kind in {Kind.CONTENTS, Kind.OTHER} or each.block in past
            if not skipped and consequences.stays(each):
                result._take(each, pattern)
        text = "\n".join(each.text for each in constitution.provisions)
        said = {" ".join(match[0].split()) for match in pattern.finditer(text)}
        result.unused = tuple(each for each in names if " ".join(each.split()) not in said)
        return result

    @property
    def left(self) -> list[Left]:
        """Where names stay as they are."""
        return [Left(name, within, n) for (name, within), n in sorted(self._left.items())]

    def _take(self, provision: Provision, pattern: re.Pattern[str]) -> None:
        text = provision.text
        matches = list(pattern.finditer(text))
        if not matches:
            return
        fixed = [*instruments_in(text), *(match.span() for match in _QUOTED.finditer(text))]
        by_name: dict[str, list[re.Match[str]]] = {}
        for match in matches:
            name = " ".join(match[0].split())
            longer = _longer(text, match)
            if any(start <= match.start() < end for start, end in fixed):
                self._left[name, "quotation marks, or the name of an Act"] += 1
            elif longer:
                self._left[name, f"“{longer}”"] += 1
            else:
                by_name.setdefault(name, []).append(match)
        for name, found in by_name.items():
            self._add(provision, name, found)

    def _add(self, provision: Provision, name: str, found: Sequence[re.Match[str]]) -> None:
        new = self.names[name]
        edits = tuple(_edits(provision.text, found, name, new)) if new else ()
        consequences = self.consequences
        identity = consequences.ids[provision.block]
        slug = _SLUG.sub("-", name.casefold()).strip("-")
        self.found.append(
            Consequential(
                id=f"name.{slug}.{identity}",
                block=provision.block,
                provision=identity,
                where=cited(consequences.current, provision.block),
                current=name,
                proposed=new,
                edits=edits,
                led=(Led(name, new, Why.RENAMED if new else Why.ABOLISHED),),
                start=found[0].start(),
            )
        )


def _pattern(name: str) -> str:
    return r"[ \u00a0]+".join(map(re.escape, name.split()))


def _longer(text: str, match: re.Match[str]) -> str:
    """Return the longer name that a name is part of, or ""."""
    after = _WORDS_AFTER.match(text, match.end())
    start, end = match.span()
    while (before := _WORD_BEFORE.search(text, 0, start)) and before[1] not in _OPENERS:
        start = before.start(1)
    if after:
        end = after.end()
    longer = " ".join(text[start:end].split())
    return "" if (start, end) == match.span() else longer


def _edits(text: str, found: Sequence[re.Match[str]], name: str, new: str) -> Iterator[Edit]:
    """Yield the edits, of the article before a name too, where its sound calls for another."""
    for match in found:
        before = _ARTICLE.search(text, max(match.start() - 4, 0), match.start())
        other = before is not None and article(name) != article(new)
        if before and other:
            capital = before[1][0].isupper()
            word = article(new).capitalize() if capital else article(new)
            yield Edit(before.start(1), before.end(1), word)
        yield Edit(match.start(), match.end(), new)
