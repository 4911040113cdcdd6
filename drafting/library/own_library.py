"""Puts what a council has of its own onto the library, and checks that its force allows it.

What statute dictates keeps the library's words. Where the law leaves a choice, so does this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from drafting.findings import Finding, error
from drafting.library.checks import check_library
from drafting.library.clauses import Clause, Force, Library, Outline, Slot, Variant
from drafting.library.nearest import did_you_mean
from drafting.library.overlays import Overlay, Replaced
from drafting.library.own_files import FOLDER, OwnFiles, Place, read_own_files
from drafting.library.statutory import kept

OWN = f"{FOLDER}/"
"""How every finding about a council's own file begins to say where."""


def with_own_clauses(library: Library, folder: Path) -> tuple[Library, list[Finding]]:
    """Return the library with what a council's folder adds to it, changes and leaves out.

    Every finding is about a file of the folder. What has something wrong with it is put in as
    far as it can be, so that everything wrong is found at once.
    """
    files, findings = read_own_files(folder)
    findings += _wrong_overlays(files, library)
    findings += _wrong_clauses(files, library)
    findings += _wrong_law(files, library)
    made, misplaced = _put_together(files, library)
    findings += misplaced
    # That a clause has a slot is what its place says.
    findings += (
        each
        for each in check_library(made)
        if each.where.startswith(OWN) and each.rule != "one-slot"
    )
    return made, findings


def _wrong_overlays(files: OwnFiles, library: Library) -> Iterator[Finding]:
    own = {clause.id for clause, _ in files.clauses}
    for overlay in files.overlays:
        clause = library.clauses.get(overlay.clause)
        if clause is None:
            yield overlay.source.error(
                f"the library has no clause {overlay.clause!r}.",
                "overlays",
                remedy=did_you_mean(overlay.clause, library.clauses)
                or "If it had one, write the text as a clause of your own, or remove the file.",
            )
            continue
        yield from _not_allowed(overlay, clause)
        yield from _unknown_wordings(overlay, clause)
        for index, name in enumerate(overlay.requires):
            if name not in library.clauses and name not in own:
                yield overlay.source.error(
                    f"there is no clause {name!r}.",
                    "requires",
                    index,
                    remedy=did_you_mean(name, library.clauses),
                )


def may_be_reworded(clause: Clause) -> bool:
    """Return whether a council may have its own words in a clause of the library.

    Where a wording of a clause that statute dictates holds local rules too, it may reword those.
    """
    mixed = any(each.statutory is not None for each in clause.variants)
    return clause.force is not Force.MUST or mixed


def may_be_left_out(clause: Clause) -> bool:
    """Return whether a council may do without a clause of the library.

    A power of statute (`may`) that the facts say the council uses is for the facts to take out.
    """
    return clause.force in {Force.CHOICE, Force.CONVENTION}


def _not_allowed(overlay: Overlay, clause: Clause) -> Iterator[Finding]:
    for each in overlay.replaced:
        if each.changes and each.part == "text":
            yield from _dictated(overlay, clause, each)
    if clause.force is Force.MUST:
        for key in _changed(overlay, clause):
            yield overlay.source.error(
                f"statute dictates what {clause.id!r} says, so it may not be changed or left out "
                f"(its force is `must`).",
                *key,
                remedy="Remove the overlay. What the council adds can be a clause of its own "
                "after it.",
            )
    elif overlay.leaves_out and not may_be_left_out(clause):
        yield overlay.source.error(
            f"{clause.id!r} is there because the council uses a power that statute gives it "
            "(its force is `may`), so it may be worded otherwise, and not left out.",
            "leave_out",
            remedy="Change the fact in council.yaml that puts it in, or reword it.",
        )


def _dictated(overlay: Overlay, clause: Clause, replaced: Replaced) -> Iterator[Finding]:
    """Yield an error for each paragraph of statute among local rules that is changed."""
    for variant in clause.variants:
        if variant.id != replaced.variant or variant.statutory is None:
            continue
        for number in kept(clause, variant, replaced.text)[1]:
            yield overlay.source.error(
                f"statute dictates paragraph {number} of {clause.id!r}, so its words must stay.",
                *replaced.key,
                remedy="Put it back as the library has it. Change the paragraphs around it.",
            )


def _changed(overlay: Overlay, clause: Clause) -> list[tuple[str | int, ...]]:
    if overlay.leaves_out:
        return [("leave_out",)]
    mixed = {each.id for each in clause.variants if each.statutory is not None}
    return [
        each.key
        for each in overlay.replaced
        if each.changes and not (each.part == "text" and each.variant in mixed)
    ]


def _unknown_wordings(overlay: Overlay, clause: Clause) -> Iterator[Finding]:
    names = [variant.id for variant in clause.variants]
    for each in overlay.replaced:
        if each.part == "text" and each.variant and each.variant not in names:
            yield overlay.source.error(
                f"{clause.id!r} has no wording {each.variant!r}.",
                *each.key,
                "variant",
                remedy=did_you_mean(each.variant, names),
            )


def _wrong_clauses(files: OwnFiles, library: Library) -> Iterator[Finding]:
    families = _families(library)
    for clause, place in files.clauses:
        if clause.id in library.clauses:
            yield clause.source.error(
                f"the library has a clause {clause.id!r}.",
                "id",
                remedy=f"Write `overlays: {clause.id}` to reword it, or choose another id.",
            )
        family = families.get(place.protocol, clause.family)
        if clause.family and clause.family != family:
            yield clause.source.error(
                f"the clauses of the protocol {place.protocol!r} are of the family {family!r}.",
                "family",
                remedy=f"Write `family: {family}`, or name another protocol.",
            )


def _families(library: Library) -> dict[str, str]:
    """Return the family of the clauses of each protocol."""
    return {
        outline.id: library.clauses[name].family
        for outline in library.outlines
        for slot in outline.slots
        for name in slot.clauses
        if name in library.clauses
    }


def _wrong_law(files: OwnFiles, library: Library) -> Iterator[Finding]:
    for law in files.law:
        if law.id in library.law:
            yield error(
                f"the library's register has the provision {law.id!r}.",
                where=law.file,
                line=law.line,
                remedy="Remove it here, and cite that one.",
            )


def _put_together(files: OwnFiles, library: Library) -> tuple[Library, list[Finding]]:
    overlays = {each.clause: each for each in files.overlays if each.clause in library.clauses}
    left_out = {name: each for name, each in overlays.items() if each.leaves_out}
    clauses = {
        name: overlaid(clause, overlays[name]) if name in overlays else clause
        for name, clause in library.clauses.items()
        if name not in left_out
    }
    own = {clause.id: clause for clause, _ in files.clauses if clause.id not in library.clauses}
    law = {**{each.id: each for each in files.law}, **library.law}
    outlines = tuple(_without(outline, left_out) for outline in library.outlines)
    places = [each for each in files.clauses if each[0].id in own]
    placed, findings = _placed(outlines, places)
    return Library({**clauses, **own}, placed, law, left_out), findings


def overlaid(clause: Clause, overlay: Overlay) -> Clause:
    """Return a clause of the library in the council's words, where it has its own."""
    parts = {
        part: replaced.text
        for part in ("heading", "reason", "if_rejected")
        if (replaced := overlay.part(part))
    }
    return replace(
        clause,
        **parts,
        variants=tuple(_reworded(clause, each, overlay) for each in clause.variants),
        requires=tuple(dict.fromkeys((*clause.requires, *overlay.requires))),
        overlay=overlay,
    )


def _reworded(clause: Clause, variant: Variant, overlay: Overlay) -> Variant:
    replaced = overlay.part("text", variant.id)
    if replaced is None:
        return variant
    text, line = replaced.text, replaced.line
    there = None if variant.statutory is None else kept(clause, variant, text)[0]
    return replace(variant, text=text, line=line, overlaid_in=overlay.source.name, statutory=there)


def _without(outline: Outline, left_out: Mapping[str, Overlay]) -> Outline:
    """Return an outline whose slots need no clause where the council leaves one of theirs out."""
    return replace(
        outline,
        slots=tuple(
            replace(slot, required=slot.required and not {*slot.clauses} & {*left_out})
            for slot in outline.slots
        ),
    )


def left_out_but_required(overlay: Overlay, by: str) -> Finding:
    """Return the error that a clause which is in needs one that the council leaves out."""
    return overlay.source.error(
        f"{by} requires {overlay.clause}, which is left out.",
        "leave_out",
        remedy=f"Keep {overlay.clause}, or leave out {by} too.",
    )


def _placed(
    outlines: Sequence[Outline], places: Sequence[tuple[Clause, Place]]
) -> tuple[tuple[Outline, ...], list[Finding]]:
    """Return the outlines with a slot for each clause of the council's own."""
    slots = {outline.id: list(outline.slots) for outline in outlines}
    following: dict[str, str] = {}
    waiting = [*places]
    while waiting:
        left = [each for each in waiting if not _put_in(slots, following, *each)]
        if len(left) == len(waiting):
            break
        waiting = left
    findings = [_misplaced(clause, place, slots) for clause, place in waiting]
    made = tuple(replace(outline, slots=tuple(slots[outline.id])) for outline in outlines)
    return made, [each for each in findings if each]


def _put_in(
    slots: Mapping[str, list[Slot]], following: dict[str, str], clause: Clause, place: Place
) -> bool:
    """Give a clause its slot, if that beside which it stands is there; tell whether it was.

    Of two clauses after the same one, that whose file comes first in the alphabet stands first.
    """
    row = slots.get(place.protocol, [])
    beside = place.beside if place.before else following.get(place.beside, place.beside)
    found = next((n for n, slot in enumerate(row) if beside in slot.clauses), None)
    if found is None:
        return False
    taken = {slot.id for slot in row}
    identity = f"own-{clause.id}" if clause.id in taken else clause.id
    slot = Slot(identity, clause.when is None, (clause.id,))
    row.insert(found if place.before else found + 1, slot)
    if not place.before:
        following[place.beside] = clause.id
    return True


def _misplaced(clause: Clause, place: Place, slots: Mapping[str, Sequence[Slot]]) -> Finding | None:
    """Return what is wrong with a place; nothing, if the file does not say one."""
    key = "before" if place.before else "after"
    if not place.protocol or not place.beside:
        return None
    if place.protocol not in slots:
        return clause.source.error(
            f"there is no protocol {place.protocol!r}.",
            "place",
            "protocol",
            remedy=did_you_mean(place.protocol, slots),
        )
    names = [name for slot in slots[place.protocol] for name in slot.clauses]
    return clause.source.error(
        f"{place.beside!r} is no clause of the protocol {place.protocol!r}.",
        "place",
        key,
        remedy=did_you_mean(place.beside, names) or "Name a clause that stands in it.",
    )
