"""Writes consequential changes into the proposed constitution, and says what each is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from drafting.amendment.consequences import Consequential, Led, Why
from drafting.assembly.english import joined
from drafting.constitution.outline import Constitution
from drafting.word.atoms import text_of
from drafting.word.blocks import blocks_of, body_of
from drafting.word.package import Package
from drafting.word.replacement import Holder, Replacement, held, replaced, stretches
from drafting.word.xml import Element, local, name, serialise

_NAMED = 3  # changes that a comment names


@dataclass(frozen=True)
class ConsequentialAccount:
    """A consequential change in words. `paragraph` is that of a table; `settled` if proposed.

    It is `delegated` where the constitution lets the monitoring officer make it.
    """

    change: Consequential
    paragraph: int
    what: str
    why: str
    if_rejected: str
    authority: str
    delegated: bool = False

    @property
    def settled(self) -> bool:
        """Whether a wording is proposed; otherwise a person must decide."""
        return bool(self.change.edits)

    def comment(self) -> tuple[tuple[str, str], ...]:
        """Return the paragraphs of the comment in the margin: a label and its text."""
        return (
            ("What it does.", self.what),
            ("Why.", self.why),
            ("Legal basis.", "None is needed."),
            ("Force.", "Consequential: it follows from other changes, and goes with them."),
            ("If rejected.", self.if_rejected),
            ("Change", self.change.id),
        )


@dataclass(frozen=True)
class Written:
    """The proposed file with consequential changes; `fields` are those that Word sees to."""

    package: Package
    accounts: tuple[ConsequentialAccount, ...]
    fields: tuple[Consequential, ...]


def with_consequences(
    outline: Constitution,
    kept: Mapping[int, int],
    changes: Sequence[Consequential],
    headings: Mapping[str, str],
    authority: str,
) -> Written:
    """Return the proposed constitution with each consequential change, and an account of each.

    `outline` is the proposed constitution without them, `kept` gives the block of it that each of
    the current one is, `headings` what each change is called. A reference that a field shows is
    left to Word, which works it out afresh. Where a text cannot be changed, its account has no
    wording and a person must decide.
    """
    package = outline.package
    if not changes:
        return Written(package, (), ())
    root = package.root(package.document)
    blocks = blocks_of(body_of(root))
    accounts: list[ConsequentialAccount] = []
    fields: list[Consequential] = []
    edits: dict[tuple[int, int], list[Replacement]] = {}
    for change in changes:
        block = kept[change.block]
        texts = _Texts(blocks[block], outline.provisions[block].text)
        wanted = [texts.place(each.start, each.end, each.text) for each in change.edits]
        holders = {texts.holder(*each) for each in wanted}
        if Holder.FIELD in holders:
            fields.append(change)
            continue
        taken = any(_overlaps(new, edits.get((block, at), ())) for at, new in wanted)
        if taken or holders - {None}:
            change, wanted = replace(change, edits=(), proposed=""), []
        for at, new in wanted:
            edits.setdefault((block, at), []).append(new)
        paragraph = texts.place(change.start, change.start, "")[0]
        accounts.append(_account(change, paragraph, headings, authority))
    for (block, paragraph), wanted in edits.items():
        element = paragraphs_of(blocks[block])[paragraph]
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, replaced(element, wanted))
    written = package.replacing({package.document: serialise(root)})
    return Written(written, tuple(accounts), tuple(fields))


def paragraphs_of(block: Element) -> list[Element]:
    """Return a paragraph, or the paragraphs of a table, in order."""
    return [block] if local(block) == "p" else list(block.iter(name("w:p")))


class _Texts:
    """The paragraphs of a block, and where the text of its provision stands in them."""

    def __init__(self, block: Element, text: str) -> None:
        self.paragraphs = paragraphs_of(block)
        shown = [text_of(each) for each in self.paragraphs]
        label = max(shown[0].find(text), 0) if local(block) == "p" else 0
        self.starts = [-label]
        for each in shown[:-1]:
            self.starts.append(self.starts[-1] + len(each) + 1)

    def place(self, start: int, end: int, text: str) -> tuple[int, Replacement]:
        """Return the paragraph in which words of the provision stand, and their place in it."""
        paragraph = bisect_right(self.starts, start) - 1
        begins = self.starts[paragraph]
        return paragraph, Replacement(start - begins, end - begins, text)

    def holder(self, paragraph: int, words: Replacement) -> Holder | None:
        """Return what keeps words from being replaced, or None."""
        found = held(stretches(self.paragraphs[paragraph]), words.start, words.end)
        return None if found is None else found.holder


def _overlaps(one: Replacement, others: Sequence[Replacement]) -> bool:
    return any(one.start < each.end and each.start < one.end for each in others)


def _account(
    change: Consequential, paragraph: int, headings: Mapping[str, str], authority: str
) -> ConsequentialAccount:
    named = change.led[0].why in {Why.RENAMED, Why.ABOLISHED}
    return ConsequentialAccount(
        change=change,
        paragraph=paragraph,
        what=_what(change),
        why=" ".join(_why(each, headings) for each in change.led),
        if_rejected="The old name stays here."
        if named
        else "The reference leads to another provision, or to none.",
        authority=authority,
    )


def _what(change: Consequential) -> str:
    if not change.edits:
        return f"Nothing yet: “{change.current}” must follow another change. Decide how."
    return f"Puts “{change.proposed}” for “{change.current}”."


def _why(led: Led, headings: Mapping[str, str]) -> str:
    today = led.today[:1].upper() + led.today[1:]
    if led.why is Why.RENAMED:
        return f"The configuration says that “{led.today}” becomes “{led.proposed}”."
    if led.why is Why.ABOLISHED:
        return f"The configuration says that “{led.today}” is abolished."
    because = _because([headings.get(each, each) for each in led.because_of])
    if led.why is not Why.OMITTED:
        return f"{today} becomes {led.proposed}{because}."
    if not led.proposed:
        return f"{today} goes{because}."
    return (
        f"{today} is replaced{because}; {led.proposed} takes its place. Check that the reference "
        "is still to what is meant."
    )


def _because(headings: Sequence[str]) -> str:
    """Return the changes that bring something about, the first few by name."""
    if not headings:
        return ""
    shown = [f"“{each}”" for each in headings[:_NAMED]]
    more = len(headings) - len(shown)
    if more:
        shown.append(f"{more} more change{'s' if more > 1 else ''} before it")
    return f" because of {joined(shown)}"
