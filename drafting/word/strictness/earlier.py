"""Checks that compare: the branches of an alternative, and the file with the one before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafting.word.strictness.survey import (
    CHANGES,
    CONTENT,
    REVISIONS,
    Breach,
    Survey,
    is_content,
    paragraph_of,
    parent_of,
    said,
)
from drafting.word.xml import Element, canonical, get, local, name

_REVISIONS = tuple(name(f"w:{kind}") for kind in REVISIONS)
# A revision by what says whose it is: its kind, author and date.
_Owner = tuple[str, str, str]


def both_branches_carry_the_same_changes(survey: Survey) -> Iterator[Breach]:
    """Where each of them states the text: a fallback may be a picture of it."""
    for story in survey.stories:
        for each in story.root.iter(name("mc:AlternateContent")):
            branches = [
                branch
                for branch in each
                if local(branch) in {"Choice", "Fallback"}
                and next(branch.iter(name("w:txbxContent")), None) is not None
            ]
            changes = [[_described(r) for r in branch.iter(*_REVISIONS)] for branch in branches]
            if any(one != changes[0] for one in changes[1:]):
                message = "the branches of mc:AlternateContent do not carry the same changes"
                yield Breach(message, story.part, each)


def _described(revision: Element) -> tuple[str, str, str]:
    return local(revision), get(revision, "w:author"), _content(revision)


def earlier_revisions_still_stand(survey: Survey) -> Iterator[Breach]:
    """By kind, author, date and content; one that is now in pieces still stands.

    A revision that is settled on purpose is accounted for by settling it in the file before.
    """
    if survey.before is None:
        return
    for earlier in survey.before.all:
        story = survey.story(earlier.part)
        now = _by_owner([] if story is None else story.revisions)
        for owner, revisions in _by_owner(earlier.revisions).items():
            for content in _missing(revisions, now.get(owner, [])):
                kind, author, date = owner
                shown = f" “{content[:40]}”" if kind in CONTENT and content else ""
                message = f"the w:{kind}{shown} of {author or 'nobody'}, {date}, stands no more"
                yield Breach(message, earlier.part)


def _by_owner(revisions: list[Element]) -> dict[_Owner, list[str]]:
    found: dict[_Owner, list[str]] = {}
    for each in revisions:
        owner = (local(each), get(each, "w:author"), get(each, "w:date"))
        found.setdefault(owner, []).append(_content(each))
    return found


def _content(revision: Element) -> str:
    kind = local(revision)
    if kind in CHANGES:
        return "".join(canonical(old) for old in revision)
    if kind in CONTENT and not is_content(revision):
        return "¶" if paragraph_of(revision) is not None else f"[{local(parent_of(revision))}]"
    return said(revision)


def _missing(before: list[str], after: list[str]) -> list[str]:
    """Return which contents of before are not in after, whole or in pieces, in its order."""
    left = Counter(before) - Counter(after)
    if not left:
        return []
    spare = list((Counter(after) - Counter(before)).elements())
    pieces = Counter(spare)
    pool = "".join(each for each in after if pieces[each])
    missing: list[str] = []
    start = 0
    for content in before:
        if not left[content]:
            continue
        left[content] -= 1
        at = pool.find(content, start)
        if at < 0 and content not in pool:
            missing.append(content)
        elif at >= 0:
            start = at + len(content)
    return missing
