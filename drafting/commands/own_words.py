"""A council's own words beside those of the library: what differs, and what moved on under them.

The library as it comes and the overlay say all of it: an overlay holds the words it replaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drafting.amendment.in_brief import in_brief
from drafting.assembly.rendering import visible
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, Level, note, warning
from drafting.library.clauses import Clause, Law, Library, Origin, Variant
from drafting.library.overlays import OTHERWISE, MadeFor, Overlay, Replaced, same_text
from drafting.library.own_library import OWN, may_be_left_out, may_be_reworded
from drafting.rules.conditions import ConditionError, in_plain_english, parse_condition
from drafting.rules.selection import Selection


@dataclass(frozen=True)
class Councils:
    """A library with what a council has of its own, beside the library as it comes.

    `folder` is where the library's clauses are, with the rules of style and the catalogue.
    """

    came: Library
    library: Library
    vocabulary: Vocabulary
    folder: Path

    @property
    def own(self) -> tuple[Clause, ...]:
        """The council's own clauses."""
        return tuple(each for each in self.library.clauses.values() if each.own)

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What the council changes or leaves out, in the order of the ids."""
        reworded = (each.overlay for each in self.library.clauses.values() if each.overlay)
        found = (*reworded, *self.library.left_out.values())
        return tuple(sorted(found, key=lambda each: each.clause))

    @property
    def own_law(self) -> tuple[Law, ...]:
        """The provisions that the council's own register adds."""
        return tuple(each for each in self.library.law.values() if each.file.startswith(OWN))

    @property
    def worded(self) -> Library:
        """The library with nothing but the clauses and wordings that are in the council's words."""
        clauses = {
            clause.id: replace(clause, variants=tuple(_own_wordings(clause)))
            for clause in self.library.clauses.values()
            if clause.own or clause.overlay
        }
        return replace(self.library, clauses=clauses)


def _own_wordings(clause: Clause) -> Iterator[Variant]:
    return (each for each in clause.variants if clause.own or each.overlaid_in)


def changed_under(councils: Councils) -> Iterator[Finding]:
    """Yield a warning for each thing that the library has changed under an overlay."""
    for overlay in councils.overlays:
        clause = councils.came.clauses[overlay.clause]
        for each in overlay.replaced:
            now = library_text(clause, each)
            if now is not None and same_text(now) != same_text(each.instead_of):
                told = in_brief(same_text(each.instead_of), same_text(now))
                yield _moved_on(
                    overlay,
                    f"the library's text for {each.told} of {clause.id} has changed since this "
                    f"was written: {told}.",
                    *each.key,
                    "instead_of",
                    remedy="Take into `text` what you want of it, and put the library's new text "
                    f"under `instead_of` (`drafting overlay {clause.id} --print` prints it).",
                )
        if overlay.made_for is None:
            yield _moved_on(
                overlay,
                "the overlay does not say what the library was when it was made, so a change of "
                "its force, law or conditions cannot be shown.",
                remedy=f"Copy `made_for` from `drafting overlay {clause.id} --print`.",
            )
        else:
            yield from _no_longer(overlay, overlay.made_for, clause, councils.vocabulary)


def library_text(clause: Clause, replaced: Replaced) -> str | None:
    """Return the library's text for a part of a clause; nothing, if it has no such wording."""
    if replaced.part != "text":
        return str(getattr(clause, replaced.part))
    return next((each.text for each in clause.variants if each.id == replaced.variant), None)


def _no_longer(
    overlay: Overlay, made: MadeFor, clause: Clause, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Yield a warning for each thing besides the words that was different in the library."""
    remedy = (
        f"Read the overlay again, then copy `made_for` from `drafting overlay {clause.id} --print`."
    )

    def now(what: str, before: str, after: str, *key: str) -> Finding:
        return _moved_on(
            overlay,
            f"{what} of {clause.id} was {before} when this was written, and is {after} now.",
            "made_for",
            *key,
            remedy=remedy,
        )

    if made.force != clause.force:
        yield now("the force", f"`{made.force}`", f"`{clause.force}`", "force")
    if made.legal_basis != clause.legal_basis:
        before, after = (
            ", ".join(each) or "none" for each in (made.legal_basis, clause.legal_basis)
        )
        yield now("the legal basis", before, after, "legal_basis")
    if made.when != clause.when:
        before, after = (_condition(each, vocabulary) for each in (made.when, clause.when))
        yield now("the condition", before, after, "when")
    wordings = clause.conditions
    for name, when in made.wordings.items():
        if name not in wordings:
            yield now(f"the wording “{name}”", "there", "gone", "wordings", name)
        elif wordings[name] != when:
            before, after = (_condition(each, vocabulary) for each in (when, wordings[name]))
            yield now(f"the condition of the wording “{name}”", before, after, "wordings", name)
    for name in wordings:
        if name not in made.wordings:
            yield now(f"the wording “{name}”", "not there", "there", "wordings")


def _condition(data: object, vocabulary: Vocabulary) -> str:
    if data == OTHERWISE:
        return "“otherwise”"
    try:
        return f"“{in_plain_english(parse_condition(data, vocabulary), vocabulary)}”"
    except ConditionError:
        return f"“{visible(str(data))}”"


def _moved_on(overlay: Overlay, message: str, *key: str | int, remedy: str) -> Finding:
    return replace(overlay.source.error(visible(message), *key, remedy=remedy), level=Level.WARNING)


# What the council has of its own, told.


def own_words_told(councils: Councils, selection: Selection | None) -> Iterator[Finding]:
    """Yield a note on each clause of the council's own and each thing that it changes."""
    titles = {outline.id: outline.title for outline in councils.library.outlines}
    for clause in councils.own:
        where, line = clause.source.name, clause.source.line("id")
        told = f"a clause of the council's own, {_place(councils.library, clause, titles)}"
        told += f". Its force is `{clause.force}`{_standing(clause.id, selection)}."
        yield note(visible(told), where=where, line=line)
    for law in councils.own_law:
        told = f"{law.cited} is in the register on the council's word alone: check it yourself."
        yield note(visible(told), where=law.file, line=law.line)
    for overlay in councils.overlays:
        yield from _overlay_told(overlay, councils.came.clauses[overlay.clause], selection)


def _overlay_told(
    overlay: Overlay, clause: Clause, selection: Selection | None
) -> Iterator[Finding]:
    name = overlay.source.name
    if overlay.leaves_out:
        may = "may" if may_be_left_out(clause) else "may not"
        told = f"leaves out {_forced(clause)}, so it {may} be left out."
        yield note(visible(told), where=name, line=overlay.source.line("leave_out"))
    changed = [each for each in overlay.replaced if each.changes]
    may = "may" if may_be_reworded(clause) else "may not"
    for each in changed:
        told = in_brief(same_text(each.instead_of), same_text(each.text))
        used = _wording_used(clause.id, each, selection)
        told = f"rewords {each.told} of {_forced(clause)}, so it {may} be reworded{used}: {told}."
        yield note(visible(told), where=name, line=each.line)
    if overlay.replaced and not changed:
        yield warning(
            "the overlay changes nothing: its words are those that it replaces.",
            where=name,
            line=overlay.source.line(*overlay.replaced[0].key),
            remedy="Write the council's words under `text`, or remove the file.",
        )


def _forced(clause: Clause) -> str:
    return f"“{clause.heading}”, whose force is `{clause.force}`"


def _place(library: Library, clause: Clause, titles: dict[str, str]) -> str:
    for outline in library.outlines:
        before: str = ""
        for slot in outline.slots:
            if clause.id in slot.clauses:
                after = f"after {before}" if before else "at the beginning"
                return f"{after} in the {titles[outline.id]}"
            before = slot.clauses[-1] if slot.clauses else before
    return "without a place"


def _standing(name: str, selection: Selection | None) -> str:
    if selection is None:
        return ""
    return ", and it is in" if name in selection.chosen else ", and it is not in"


def _wording_used(name: str, replaced: Replaced, selection: Selection | None) -> str:
    """Return what to add where a council's wording is not the one that stands."""
    if selection is None or not replaced.variant:
        return ""
    choice = selection.chosen.get(name)
    if choice is None or choice.variant is None:
        return " (the clause is not in for this council)"
    if choice.variant.id != replaced.variant:
        return f" (for this council the wording “{choice.variant.id}” stands instead)"
    return ""


def own_record(councils: Councils) -> list[dict[str, Any]]:
    """Return what a council has of its own as plain data, each text beside the library's."""
    own = [
        {
            "clause": clause.id,
            "file": clause.source.name,
            "origin": Origin.OWN.value,
            "force": clause.force.value,
        }
        for clause in councils.own
    ]
    return own + [_overlay_record(councils, overlay) for overlay in councils.overlays]


def _overlay_record(councils: Councils, overlay: Overlay) -> dict[str, Any]:
    clause = councils.came.clauses[overlay.clause]
    return {
        "clause": overlay.clause,
        "file": overlay.source.name,
        "origin": Origin.OVERLAY.value,
        "force": clause.force.value,
        "why": overlay.why,
        "left_out": overlay.leaves_out,
        "replaced": [
            {
                "part": each.part,
                "wording": each.variant or None,
                "instead_of": each.instead_of,
                "library": library_text(clause, each),
                "text": each.text,
            }
            for each in overlay.replaced
            if each.changes
        ],
    }
