"""`drafting balance`: political balance, step by step, with what would follow from a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.balance.allocation import Balance, Part, allocate
from drafting.balance.chamber import Chamber, chamber_of
from drafting.balance.open_questions import open_questions
from drafting.balance.what_if import after, moves
from drafting.balance.worksheet import worksheet
from drafting.commands.result import Result
from drafting.configuration.council import Council
from drafting.configuration.reading import read_configuration
from drafting.configuration.vocabulary import read_vocabulary
from drafting.findings import Finding, Refusal, error, errors
from drafting.library.clauses import Law
from drafting.library.reading import read_library
from drafting.publication.balance_charts import (
    seats_picture,
    seats_text,
    shares_picture,
    shares_text,
)
from drafting.publication.balance_table import balance_csv
from drafting.publication.step_paper import steps_document
from drafting.publication.step_text import step_record, step_text, table_text
from drafting.steps import Step
from drafting.workspace import Workspace, open_workspace, program_files

BALANCE_FORMAT = "drafting/balance/1"
_TITLE = "Political balance"
_OF_NO_GROUP = "Of no group"


def read_council(folder: Path) -> tuple[Workspace, Council, tuple[Finding, ...], dict[str, Law]]:
    """Return a workspace, its council, what is to be noted about it, and the register of law.

    Raises `Refusal` when anything in its configuration is wrong.
    """
    workspace = open_workspace(folder)
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    configuration, findings = read_configuration(workspace.configuration, vocabulary)
    if configuration is None or errors(findings):
        raise Refusal(*findings)
    library, _ = read_library(program_files("clauses"), program_files("protocols"))
    return workspace, configuration.council, tuple(findings), dict(library.law)


def balance(folder: Path, what_if: Sequence[str]) -> Result:
    """Allocate the seats of a workspace's bodies and write the worksheet into its out folder.

    With `what_if`, say what each change of numbers would do; those results are not written.
    Raises `Refusal` when the configuration is wrong, or a change cannot be read.
    """
    workspace, council, findings, law = read_council(folder)
    chamber = chamber_of(council)
    if not chamber.bodies:
        raise Refusal(
            error(
                "council.yaml lists no committees, so there is nothing to allocate.",
                where="council.yaml",
                remedy="List them under `committees`, with their seats and kind.",
            )
        )
    changes = [(text, *after(chamber, moves(text))) for text in what_if]
    result = allocate(chamber)
    steps = (open_questions(council, result), *worksheet(result))
    imagined = [(text, allocate(changed), notes) for text, changed, notes in changes]
    written = workspace.write_out(_files(council, result, steps, law))
    told = [step_text(step, law) for step in steps]
    told += [_difference(text, result, other, notes) for text, other, notes in imagined]
    told.append("This is a drafting aid, not legal advice.")
    record = {
        "format": BALANCE_FORMAT,
        **_record(result),
        "settings": council.balance.model_dump(),
        "steps": [step_record(step) for step in steps],
        "what_if": [
            {"change": text, "notes": list(notes), **_record(other)}
            for text, other, notes in imagined
        ],
        "written": [str(path) for path in written],
    }
    return Result("\n\n".join(told), record, findings, tuple(written))


def _files(
    council: Council, result: Balance, steps: Sequence[Step], law: Mapping[str, Law]
) -> dict[str, bytes]:
    name, chamber = council.council.name, result.chamber
    pictures = Step("The numbers in words", (seats_text(chamber), shares_text(result)))
    paper = steps_document(name, _TITLE, "balance.docx", council.dated, (*steps, pictures), law)
    return {
        "balance.docx": paper.as_bytes(),
        "balance.csv": balance_csv(result),
        "balance-seats.svg": seats_picture(name, chamber),
        "balance-shares.svg": shares_picture(name, result),
    }


def _record(result: Balance) -> dict[str, Any]:
    chamber = result.chamber
    return {
        "membership": chamber.membership,
        "groups": [
            {"id": group.id, "name": group.name, "members": group.members}
            for group in chamber.groups
        ],
        "ungrouped": chamber.ungrouped,
        "majority": chamber.majority.id if chamber.majority else None,
        "settled": result.settled,
        "parts": [_part_record(chamber, part) for part in result.parts],
    }


def _part_record(chamber: Chamber, part: Part) -> dict[str, Any]:
    names = [*(group.id for group in chamber.groups), "ungrouped", "unfilled"]
    return {
        "together": part.together,
        "more_than_listed": part.more,
        "shares": {group.id: str(chamber.share(group, part.total)) for group in chamber.groups},
        "bodies": [
            {
                "name": body.name,
                "seats": body.seats,
                "basis": body.basis.value,
                "shares": {
                    group.id: str(chamber.share(group, body.seats)) for group in chamber.groups
                },
            }
            for body in part.bodies
        ],
        "allocations": [
            {
                body.name: dict(zip(names, cells, strict=True))
                for body, cells in zip(part.bodies, table, strict=True)
            }
            for table in part.tables
        ],
    }


def _difference(text: str, before: Balance, now: Balance, notes: Sequence[str]) -> str:
    """Say what changes: the totals of each group, and its seats on each body."""
    told = ", ".join(map(str, moves(text)))
    lines = step_text(Step(f"What if {told}", tuple(notes)), {}).splitlines()
    was, is_now = _by_group(before), _by_group(now)
    names = [name for name in {**was, **is_now} if name != _OF_NO_GROUP]
    names.append(_OF_NO_GROUP)
    bodies = list(
        dict.fromkeys(body for held in (*was.values(), *is_now.values()) for body in held)
    )
    rows: list[tuple[str, ...]] = []
    for body in bodies:
        cells = [
            f"{old} → {new}" if old != new else old
            for name in names
            for old, new in [
                (was.get(name, {}).get(body, "–"), is_now.get(name, {}).get(body, "–"))
            ]
        ]
        if any("→" in cell for cell in cells):
            rows.append((body, *cells))
    if not rows:
        return "\n".join([*lines, "  No seat on any body would change."])
    table = Step("", columns=("Body", *names), rows=tuple(rows))
    lines += table_text(table)
    return "\n".join([*lines, "    An asterisk marks a number on which there is a choice."])


def _by_group(result: Balance) -> dict[str, dict[str, str]]:
    """Return the seats of each group by body, with an asterisk where there is a choice."""
    names = [*(group.name for group in result.chamber.groups), _OF_NO_GROUP]
    held: dict[str, dict[str, str]] = {name: {} for name in names}
    for part in result.parts:
        varying = {(column, row) for column, row, _, _ in part.varying()}
        for column, body in enumerate(part.bodies):
            for row, name in enumerate(names):
                mark = "*" if (column, row) in varying else ""
                held[name][body.name] = f"{part.first[column][row]}{mark}"
    return held
