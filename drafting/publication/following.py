"""What follows from the changes of a draft in the rest of the constitution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafting.amendment.changes import Change
from drafting.amendment.consequences import Consequences, Consequential, Unresolved
from drafting.amendment.origins import Origins
from drafting.amendment.renames import Left, Renames
from drafting.amendment.strays import Stray, strays
from drafting.amendment.unfollowed import Unfollowed, Widened, unfollowed, widened
from drafting.configuration.reading import Configuration
from drafting.constitution.identity import carried_ids
from drafting.constitution.outline import Constitution, read_constitution
from drafting.constitution.targets import Targets
from drafting.findings import Finding, note, warning
from drafting.publication.accounts import sentence
from drafting.publication.consequential import ConsequentialAccount, with_consequences
from drafting.publication.delegation import with_delegation
from drafting.publication.field_results import with_field_results

_SHOWN = 3  # provisions that a message names


@dataclass(frozen=True)
class Following:
    """What follows from the changes of a draft in the rest of the constitution.

    `current` and `proposed` say where references lead before and after, `ids` the permanent id of
    each block of either, `origins` how the one comes from the other. `accounts` tells of each
    consequential change; `fields` are references that Word works out itself; `unresolved` and
    `left` are references and names that stay as they are, `unused` the names to change that the
    constitution never says, and `strays` references that the changes leave leading elsewhere.
    `unfollowed` are references in notes, headers, footers and text boxes that a person must change,
    and `widened` those to a range into which text comes.
    """

    current: Targets
    proposed: Targets
    ids: tuple[tuple[str, ...], tuple[str, ...]]
    origins: Origins
    accounts: tuple[ConsequentialAccount, ...]
    fields: tuple[Consequential, ...]
    unresolved: tuple[Unresolved, ...]
    left: tuple[Left, ...]
    unused: tuple[str, ...]
    strays: tuple[Stray, ...]
    unfollowed: tuple[Unfollowed, ...] = ()
    widened: tuple[Widened, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person must decide or look at: what cannot be worked out."""
        name = self.current.constitution.package.name
        undecided = [
            warning(
                each.what,
                where=name,
                address=each.change.where,
                remedy=f"{each.why} Decide it before adoption.",
            )
            for each in self.accounts
            if not each.settled
        ]
        astray = [
            warning(
                f"“{each.reference}” must lead to {each.wanted}, but: {each.found}."
                if each.wanted
                else f"“{each.reference}” leads nowhere: {each.found}.",
                where="proposed.docx",
                address=each.where,
                remedy="Say what it is of, in full, before adoption.",
            )
            for each in self.strays
        ]
        beside = [
            warning(
                f"“{each.reference}” in {each.where} leads to {each.led.today}, which "
                + (f"becomes {each.led.proposed}." if each.led.proposed else "goes."),
                where=name,
                remedy="No tracked change follows it there. "
                + (f"Write {each.number} in Word." if each.number else "Decide it in Word."),
            )
            for each in self.unfollowed
        ]
        ranges = [
            warning(
                f"“{each.reference}” takes in what comes into it: {_some(each.comes)}.",
                where=name,
                address=each.where,
                remedy=f"Decide whether it must. It comes with {', '.join(each.because_of)}.",
            )
            for each in self.widened
        ]
        left = [
            note(
                f"“{each.name}” stays as it is in {each.within} ({each.times}).",
                where=name,
                remedy="Add it to constitution.renames if it changes too.",
            )
            for each in self.left
        ]
        unused = [
            warning(
                f"the constitution never says “{each}”.",
                where=name,
                remedy="Write the name in constitution.renames or abolished as it is printed.",
            )
            for each in self.unused
        ]
        return (*undecided, *astray, *beside, *ranges, *unused, *left)


def _some(cited: Sequence[str]) -> str:
    more = f" and {len(cited) - _SHOWN} more" if len(cited) > _SHOWN else ""
    return "; ".join(cited[:_SHOWN]) + more


def what_follows(
    configuration: Configuration,
    current: Constitution,
    outline: Constitution,
    came: Origins,
    changes: Sequence[Change],
) -> Following:
    """Return what follows from changes in the rest of the constitution.

    `outline` is the proposed constitution without it, and `came` says how that comes from the
    current one. It is worked out from these alone, whichever changes are in them, so it can be
    worked out afresh for any set of changes that is carried.
    """
    consequences = Consequences.of(current, outline, came)
    settings = configuration.council.constitution
    names = {**dict.fromkeys(settings.abolished, ""), **settings.renames}
    renames = Renames.of(names, consequences)
    written = with_consequences(
        outline,
        came.kept,
        sorted([*consequences.found, *renames.found], key=lambda each: (each.block, each.start)),
        {each.id: each.heading for each in changes},
        sentence(settings.approval_body),
    )
    package = with_field_results(
        written.package, consequences.current, consequences.proposed, came.kept
    )
    unchanged = package is outline.package
    final = consequences.proposed if unchanged else Targets(read_constitution(package))
    undecided = {each.change.id for each in written.accounts if not each.settled}
    ids = consequences.ids
    return Following(
        current=consequences.current,
        proposed=final,
        ids=(
            ids,
            carried_ids(ids, came.kept, final.constitution, came.inserted, current.spent),
        ),
        origins=came,
        accounts=with_delegation(written.accounts, configuration.council),
        fields=written.fields,
        unresolved=tuple(consequences.unresolved),
        left=tuple(renames.left),
        unused=renames.unused,
        strays=tuple(strays(consequences, final, undecided)),
        unfollowed=tuple(dict.fromkeys(unfollowed(consequences))),
        widened=tuple(widened(consequences)),
    )
