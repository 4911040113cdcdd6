"""An instrument is cited once, with its provisions together and its doubts in sight."""

from __future__ import annotations

from datetime import date

import pytest

from drafting.library.clauses import Law, LawStatus
from drafting.publication.citations import citations

ACT, RULES = "Housing Act 1989", "Groups Regulations 1990"


def law(title: str, provision: str, *, checked: bool = True, status: str = "in-force") -> Law:
    day = date(2027, 1, 1) if checked else None
    return Law("", title, provision, "", "", "", LawStatus(status), day, "", "")


@pytest.mark.parametrize(
    ("provisions", "cited"),
    [
        (["section 27"], "section 27"),
        (["section 9F", "section 9C", "section 9FA"], "sections 9C, 9F and 9FA"),
        (["section 101", "section 15", "section 100B"], "sections 15, 100B and 101"),
        (["section 85", "Schedule 12, paragraph 6", "Schedule 12, paragraph 39"],
         "section 85 and Schedule 12, paragraphs 6 and 39"),
        (["regulation 2 and the Schedule"], "regulation 2 and the Schedule"),
        (["the whole Act", "section 36"], "in particular section 36"),
    ],
)  # fmt: skip
def test_the_provisions_of_one_instrument_are_cited_together(
    provisions: list[str], cited: str
) -> None:
    assert citations(law(ACT, each) for each in provisions) == (f"{ACT}, {cited}",)


def test_instruments_stand_in_the_order_in_which_they_are_first_cited() -> None:
    laws = [law(ACT, "section 15"), law(RULES, "regulation 8"), law(ACT, "section 17")]
    assert citations(laws) == (f"{ACT}, sections 15 and 17", f"{RULES}, regulation 8")


def test_a_whole_instrument_is_cited_by_its_title() -> None:
    assert citations([law(ACT, "the whole Act")]) == (ACT,)


def test_a_provision_in_doubt_stands_apart_with_its_doubt() -> None:
    laws = [law(ACT, "section 1"), law(ACT, "section 2", checked=False, status="uncertain")]
    assert citations(laws) == (
        f"{ACT}, section 1",
        f"{ACT}, section 2 [uncertain; not checked against the text]",
    )
