"""The files that a draft is written as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from drafting.assembly.standing import Standing
from drafting.constitution.labels import cited
from drafting.constitution.outline import Kind, Provision
from drafting.findings import Finding
from drafting.library.readers import Reader
from drafting.publication.draft import Draft
from drafting.publication.readers import named_by_group
from drafting.publication.records import (
    as_json,
    audit_record,
    changes_record,
    provisions_record,
)
from drafting.publication.report import Report, report_document
from drafting.publication.schedule import Line, Schedule, Wording, schedule_document
from drafting.word.atoms import text_of
from drafting.word.package import Package
from drafting.word.xml import Element, name

REDLINE = "redline.docx"
PROPOSED = "proposed.docx"
SCHEDULE = "schedule-of-amendments.docx"
REPORT = "report.docx"
CHANGES = "changes.json"
PROVISIONS = "provisions.json"
AUDIT = "audit.json"
DECISION = "decision.json"


@dataclass(frozen=True)
class OutsideDraft:
    """The draft of the file of protocols outside the constitution, and the body that approves them.

    `title` names the protocols in it. What is written is named after the file.
    """

    file: str
    title: str
    body: str
    draft: Draft

    @property
    def redline(self) -> str:
        """The file of its redline."""
        return self._named("redline")

    @property
    def proposed(self) -> str:
        """The file of its clean copy."""
        return self._named("proposed")

    @property
    def schedule(self) -> str:
        """The file of its schedule of amendments."""
        return self._named("schedule-of-amendments")

    def _named(self, kind: str) -> str:
        return f"{self.file.removesuffix('.docx')}-{kind}.docx"


def pack_files(
    draft: Draft,
    *,
    council: str,
    meeting: date,
    dated: date,
    report: Report,
    inputs: Mapping[str, bytes],
    findings: Sequence[Finding],
    standing: Standing,
    template: Package | None = None,
    outside: Sequence[OutsideDraft] = (),
    readers: Sequence[Reader] = (),
) -> dict[str, bytes]:
    """Return every file of a draft by name. The same draft gives the same bytes.

    `template` is the council's own, whose styles the papers for the meeting wear; `outside` are
    the drafts of the files of protocols that stand outside the constitution; the report tells the
    `readers` what changes for them.
    """
    schedule = schedule_of(draft, council, meeting, dated)
    report = replace(report, readers=named_by_group(schedule, readers, report.council))
    files = {
        REDLINE: draft.redline.package.as_bytes(),
        PROPOSED: draft.proposed.package.as_bytes(),
        SCHEDULE: schedule_document(schedule, template).as_bytes(),
        REPORT: report_document(report, template).as_bytes(),
        CHANGES: as_json(
            {
                **changes_record(council, draft),
                "outside": [
                    {
                        "file": each.file,
                        "approved_by": each.body,
                        **changes_record(council, each.draft),
                    }
                    for each in outside
                ],
            }
        ),
        PROVISIONS: as_json(provisions_record(council, draft, report.moves)),
    }
    for each in outside:
        own = replace(
            schedule_of(each.draft, council, meeting, dated), of=f"the {each.title}", body=each.body
        )
        files |= {
            each.redline: each.draft.redline.package.as_bytes(),
            each.proposed: each.draft.proposed.package.as_bytes(),
            each.schedule: schedule_document(own).as_bytes(),
        }
    verification = {
        "reject_all_is_the_current_constitution": True,
        "accept_all_is_the_proposed_constitution": True,
        "proposed_text_is_the_assembled_text": True,
        "amendments_from_the_floor": [account.id for account in draft.floor],
        "revisions": dict(draft.redline.counts),
        "outside": {each.redline: dict(each.draft.redline.counts) for each in outside},
    }
    files[AUDIT] = as_json(audit_record(inputs, files, verification, findings, standing))
    return files


def schedule_of(draft: Draft, council: str, meeting: date, dated: date) -> Schedule:
    """Return the schedule of amendments of a draft, which council and meeting it is for on it."""
    before, after = draft.current.blocks, draft.outline.blocks
    protocols: dict[str, list[Line]] = {}
    for account in draft.accounts:
        change = account.change
        if not change.clause:
            continue
        positions = draft.proposed.positions[change.protocol]
        proposed = [draft.outline.provisions[positions[n]] for n in change.blocks]
        current = [draft.current.provisions[block] for block in change.replaced]
        stands = cited(draft.following.proposed, positions[change.blocks[0]])
        line = Line(account, stands, _wording(current, before), _wording(proposed, after))
        protocols.setdefault(draft.proposed.names[change.protocol], []).append(line)
    return Schedule(
        council=council,
        meeting=meeting,
        dated=dated,
        protocols=tuple((title, tuple(lines)) for title, lines in protocols.items()),
        kept=draft.kept,
        provided=draft.provided,
        following=draft.following.accounts,
        floor=draft.floor,
        lost=draft.lost,
        settled=draft.settled,
    )


def _wording(provisions: Sequence[Provision], blocks: Sequence[Element]) -> tuple[Wording, ...]:
    """Return the wording of provisions, each with its number as printed; a table row by row."""
    return tuple(
        Wording(each.label, text, 0 if each.heading else each.depth, each.heading)
        for each in provisions
        for text in (_rows(blocks[each.block]) if each.kind is Kind.TABLE else [each.text])
        if text.strip()
    )


def _rows(table: Element) -> list[str]:
    return [" | ".join(map(_cell, row.iter(name("w:tc")))) for row in table.iter(name("w:tr"))]


def _cell(cell: Element) -> str:
    return " ".join(text_of(paragraph) for paragraph in cell.iter(name("w:p")))
