"""The parts of the report that tell what follows from the changes, and what is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docx.document import Document as WordDocument

from drafting.amendment.consequences import Unresolved
from drafting.assembly.english import curly
from drafting.findings import Finding, Level
from drafting.publication.consequential import ConsequentialAccount
from drafting.publication.papers import add_point, add_row, new_table
from drafting.publication.schedule import DELEGATED


def add_delegated(document: WordDocument, following: Sequence[ConsequentialAccount]) -> None:
    """Add what the monitoring officer makes under the constitution, by the power for it."""
    counts = Counter(each.authority for each in following if each.delegated)
    if not counts:
        return
    document.add_heading(DELEGATED, level=1)
    document.add_paragraph(
        "The council is not asked to decide these changes to references and names. Each goes with "
        f"the change that it follows from. Appendix 1 lists them under “{DELEGATED}”."
    )
    for authority, number in counts.items():
        add_point(document, f"{authority}: {_counted(number, 'change', 'changes')}.")


def add_following(
    document: WordDocument,
    following: Sequence[ConsequentialAccount],
    fields: int,
    to_decide: Sequence[Finding],
    unresolved: Sequence[Unresolved],
) -> None:
    """Add what follows from the changes elsewhere, and what of it a person must decide.

    `fields` is how many references Word renews.
    """
    settled = sum(each.settled for each in following)
    told = "No reference or name in the text has to follow the changes."
    if settled:
        told = f"{_counted(settled, 'consequential change is', 'consequential changes are')} "
        told += "in the redline and listed in Appendix 1."
    if fields:
        told += f" {_counted(fields, 'reference', 'references')} in fields of Word will be "
        told += "renewed when the fields are updated (F9)."
    document.add_paragraph(told)
    warned = [each for each in to_decide if each.level is not Level.NOTE]
    if warned:
        document.add_paragraph("These must be decided:")
        add_findings(document, warned)
    left = [each for each in to_decide if each.level is Level.NOTE]
    if left:
        document.add_paragraph("These names stay as they are: check that this is what is meant.")
        add_findings(document, left)
    if unresolved:
        document.add_paragraph(
            "Of these references it is not plain what they lead to. They stay as they are."
        )
        table = new_table(document, (("Where", 6.4), ("Reference", 4.6), ("Why", 5.4)))
        for each in unresolved:
            add_row(table, each.where, each.reference.text, each.why)


def add_findings(document: WordDocument, findings: Sequence[Finding]) -> None:
    """Add a table of findings: where, what, and what to do."""
    table = new_table(document, (("Where", 5.2), ("What", 6.6), ("What to do", 4.6)))
    for each in findings:
        add_row(table, each.address, curly(each.message), each.remedy)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
