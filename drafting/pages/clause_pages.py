"""Why each clause is in: its facts, rule, law and force, and what would take it out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import groupby
from typing import Any

from drafting.assembly.english import curly, joined
from drafting.library.clauses import Clause, Law, Variant
from drafting.pages.council_reading import CouncilReading
from drafting.pages.page import Page, Pages, crumbs
from drafting.pages.text_pages import Text
from drafting.publication.accounts import FORCES
from drafting.rules.selection import Choice


def add_clauses(pages: Pages, reading: CouncilReading, text: Text) -> None:
    """Add the list of a council's clauses and a page for each."""
    root = reading.root
    home = crumbs(("Home", root))
    pages.add(
        Page(f"{root}clauses/", "clauses.html", "Why each clause is in", home,
             partial(_list, reading), root)
    )  # fmt: skip
    within = (*home, *crumbs(("Clauses", f"{root}clauses/")))
    for choice in reading.choices:
        if choice.clause is None or choice.variant is None:
            continue
        url = f"{root}clauses/{choice.clause.id}/"
        view = partial(_clause, reading, text, choice, choice.clause, choice.variant)
        title = curly(choice.clause.heading)
        pages.add(Page(url, "clause.html", title, within, view, root))


def _titles(reading: CouncilReading) -> Mapping[str, str]:
    return {each.id: each.title for each in reading.library.outlines}


def _list(reading: CouncilReading) -> Mapping[str, Any]:
    titles = _titles(reading)
    return {
        "groups": [
            {
                "id": protocol,
                "title": titles[protocol],
                "clauses": [
                    {
                        "title": curly(each.clause.heading),
                        "url": f"{reading.root}clauses/{each.clause.id}/",
                        "because": curly(joined(each.because_in)),
                    }
                    for each in group
                    if each.clause is not None
                ],
            }
            for protocol, group in groupby(reading.choices, key=lambda each: each.protocol)
        ]
    }


def law_told(law: Law) -> Mapping[str, Any]:
    """Return what is shown of a provision of law."""
    return {
        "cited": law.cited,
        "says": law.says,
        "uri": law.uri,
        "status": law.status.value,
        "checked": law.checked.isoformat() if law.checked else "",
        "note": law.note,
        "id": law.id,
    }


def _clause(
    reading: CouncilReading, text: Text, choice: Choice, clause: Clause, variant: Variant
) -> Mapping[str, Any]:
    draft = reading.made.draft
    accounts = [each for each in reading.accounts.values() if each.change.clause == clause.id]
    provided = [each for each in draft.provided if each.clause == clause.id]
    return {
        "protocol": _titles(reading)[choice.protocol],
        "reason": curly(clause.reason),
        "because_in": [curly(each) for each in choice.because_in],
        "because_worded": [curly(each) for each in choice.because_worded],
        "worded": variant.id if len(clause.variants) > 1 else "",
        "out_if": [curly(each) for each in reading.leaving.get(clause.id, ())],
        "facts": [
            {
                "title": reading.vocabulary.facts[name].title,
                "says": _said(reading, name),
                "name": name,
            }
            for name in sorted(choice.depends_on)
        ],
        "force": clause.force.value,
        "force_told": FORCES[clause.force],
        "own": curly(clause.whose_words(variant)),
        "law": [law_told(reading.library.law[each]) for each in clause.law_of(variant)],
        "rejected": [
            {"name": each.variant_id or each.clause_id, "of": bool(each.variant_id),
             "why": curly(each.why)}
            for each in choice.rejected
        ],
        "if_rejected": curly(clause.if_rejected),
        "changes": [
            {
                "what": each.what,
                "url": text.place(_first_id(reading, each.change.id), "changes/"),
            }
            for each in accounts
        ],
        "provided": [{"where": each.where, "by": each.by, "text": each.text} for each in provided],
        "library": f"library/{clause.id}/" if not clause.own else "",
    }  # fmt: skip


def _said(reading: CouncilReading, name: str) -> str:
    assembly = reading.found.facts.assembly
    value = assembly.facts[name] if assembly else None
    return curly(reading.vocabulary.facts[name].says(value)) if value is not None else ""


def _first_id(reading: CouncilReading, change: str) -> str:
    """Return the permanent id of the first provision of a change; "" if it has none."""
    draft = reading.made.draft
    account = reading.accounts[change]
    positions = draft.proposed.positions.get(account.change.protocol)
    if positions is None:
        return ""
    ids = draft.following.ids[1]
    return next((ids[positions[n]] for n in account.change.blocks if ids[positions[n]]), "")
