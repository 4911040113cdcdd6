"""Why each clause is in and why each alternative is not, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drafting.assembly.english import curly, joined
from drafting.rules.selection import Choice, Rejected

Leaving = Mapping[str, Sequence[str]]
"""For each clause that is in, by id, each change of the facts that would take it out."""


def explanation_text(choices: Sequence[Choice], titles: Mapping[str, str], leaving: Leaving) -> str:
    """Return the explanation of some choices, for a person; `titles` are those of protocols."""
    lines: list[str] = []
    protocol = ""
    for choice in choices:
        if choice.protocol != protocol:
            protocol = choice.protocol
            lines += ["", titles[protocol].upper()]
        lines += ["", *_choice_lines(choice, leaving)]
    return curly("\n".join(lines).strip())


def _choice_lines(choice: Choice, leaving: Leaving) -> Iterator[str]:
    if choice.clause is None or choice.variant is None:
        yield f"{choice.slot}: nothing stands here."
    else:
        yield f"{choice.clause.heading}  [{choice.clause.id}, wording “{choice.variant.id}”]"
        because = joined(choice.because_in)
        yield f"  In, because {because}." if because else "  In: it stands in every configuration."
        if changes := leaving.get(choice.clause.id):
            yield f"  It comes out if {', or if '.join(changes)}."
        if choice.because_worded:
            yield f"  In this wording, because {joined(choice.because_worded)}."
        yield f"  {choice.clause.reason}"
        if own := choice.clause.whose_words(choice.variant):
            source = choice.clause.overlay.source if choice.clause.overlay else None
            yield f"  {own} It stands in {(source or choice.clause.source).name}."
    for rejected in choice.rejected:
        yield f"  Not {_named(rejected)}: {rejected.why}"


def _named(rejected: Rejected) -> str:
    if rejected.variant_id:
        return f"the wording “{rejected.variant_id}” of {rejected.clause_id}"
    return rejected.clause_id


def _origin(choice: Choice) -> str | None:
    if choice.clause is None or choice.variant is None:
        return None
    return choice.clause.origin(choice.variant).value


def explanation_record(choices: Sequence[Choice], leaving: Leaving) -> list[dict[str, Any]]:
    """Return the explanation of some choices, for a machine."""
    return [
        {
            "protocol": choice.protocol,
            "slot": choice.slot,
            "clause": choice.clause.id if choice.clause else None,
            "variant": choice.variant.id if choice.variant else None,
            "origin": _origin(choice),
            "because": list(choice.because),
            "because_in": list(choice.because_in),
            "because_worded": list(choice.because_worded),
            "out_if": list(leaving.get(choice.clause.id, ())) if choice.clause else [],
            "facts": sorted(choice.depends_on),
            "rejected": [
                {"clause": each.clause_id, "variant": each.variant_id or None, "why": each.why}
                for each in choice.rejected
            ],
        }
        for choice in choices
    ]
