"""Why each clause is in and why each alternative is not, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drafting.assembly.english import curly, joined
from drafting.rules.selection import Choice, Rejected


def explanation_text(choices: Sequence[Choice], titles: Mapping[str, str]) -> str:
    """Return the explanation of some choices, for a person; `titles` are those of protocols."""
    lines: list[str] = []
    protocol = ""
    for choice in choices:
        if choice.protocol != protocol:
            protocol = choice.protocol
            lines += ["", titles[protocol].upper()]
        lines += ["", *_choice_lines(choice)]
    return curly("\n".join(lines).strip())


def _choice_lines(choice: Choice) -> Iterator[str]:
    if choice.clause is None or choice.variant is None:
        yield f"{choice.slot}: nothing stands here."
    else:
        yield f"{choice.clause.heading}  [{choice.clause.id}, wording “{choice.variant.id}”]"
        because = joined(choice.because)
        yield f"  In, because {because}." if because else "  In: it stands in every configuration."
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


def explanation_record(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    """Return the explanation of some choices, for a machine."""
    return [
        {
            "protocol": choice.protocol,
            "slot": choice.slot,
            "clause": choice.clause.id if choice.clause else None,
            "variant": choice.variant.id if choice.variant else None,
            "origin": _origin(choice),
            "because": list(choice.because),
            "facts": sorted(choice.depends_on),
            "rejected": [
                {"clause": each.clause_id, "variant": each.variant_id or None, "why": each.why}
                for each in choice.rejected
            ],
        }
        for choice in choices
    ]
