"""`drafting calendar`: the dates that the law sets around a council's meeting and budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.clock.council_dates import clock_of, date_findings
from drafting.clock.dates import Clock, Deadline, deadlines
from drafting.commands.balance import read_council
from drafting.commands.result import Result
from drafting.findings import Refusal, errors, in_order
from drafting.library.clauses import Law
from drafting.publication.citations import citations
from drafting.publication.papers import day_in_words
from drafting.publication.step_paper import steps_document
from drafting.publication.step_text import step_text
from drafting.steps import Step

CALENDAR_FORMAT = "drafting/calendar/1"
_TITLE = "Dates around the meeting"


def calendar(folder: Path) -> Result:
    """Work out every date of a workspace and write them into its out folder.

    Raises `Refusal` when the configuration is wrong, or its meeting too early for the rules.
    """
    workspace, council, found, law = read_council(folder)
    clock = clock_of(council)
    findings = in_order((*found, *date_findings(clock)))
    if errors(findings):
        raise Refusal(*findings)
    dates = deadlines(clock)
    steps = (_convention(clock), _table(dates, law))
    paper = steps_document(council.council.name, _TITLE, "dates.docx", council.dated, steps, {})
    written = workspace.write_out({"dates.docx": paper.as_bytes()})
    told = [step_text(step, {}) for step in steps]
    told += [str(finding) for finding in findings]
    told.append("This is a drafting aid, not legal advice.")
    record = {
        "format": CALENDAR_FORMAT,
        "clear_days": clock.convention,
        "deadlines": [_deadline_record(each) for each in dates],
        "findings": [finding.as_json() for finding in findings],
        "written": [str(path) for path in written],
    }
    return Result("\n\n".join(told), record, findings, tuple(written))


def _convention(clock: Clock) -> Step:
    return Step(
        "How days are counted",
        (
            f"Clear days are counted in {clock.convention} days: calendar.clear_days in "
            "council.yaml. The Acts say “clear days” and no more. Neither the day of the notice "
            "nor that of the meeting counts, and a notice is given on a day on which offices are "
            "open.",
            "Bank holidays are those of England that are known today. One that is proclaimed "
            "later changes the dates around it.",
        ),
    )


def _table(dates: Sequence[Deadline], law: Mapping[str, Law]) -> Step:
    rows = [
        (
            day_in_words(each.day),
            each.what,
            each.rule,
            "; ".join(citations(law[name] for name in each.law)) or f"({each.weight.value})",
        )
        for each in dates
    ]
    return Step("The dates", (), ("Day", "What", "Rule", "Source"), tuple(rows))


def _deadline_record(deadline: Deadline) -> dict[str, Any]:
    return {
        "id": deadline.id,
        "day": deadline.day.isoformat(),
        "what": deadline.what,
        "rule": deadline.rule,
        "law": list(deadline.law),
        "weight": deadline.weight.value,
    }
