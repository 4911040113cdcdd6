"""References that no tracked change follows: beside the provisions, and to ranges."""

from __future__ import annotations

import pytest
from constitutions import ContinuousNumbers, Custom, OwnNumbers, TypedNumbers
from test_consequences import came, followed, parts

from drafting.amendment.consequences import Consequences
from drafting.amendment.unfollowed import unfollowed, widened
from drafting.constitution.outline import Constitution, read_constitution
from drafting.word.package import Package

OF = "of the Protocol on Member/Officer Relations"
NUMBERED = [OwnNumbers, TypedNumbers]


def in_footer(text: str, *, come: int | None) -> Constitution:
    """Return the constitution with a footer, and a topic that comes."""
    built = OwnNumbers()
    built.document.sections[0].footer.paragraphs[0].text = text
    package: Package = built.built(parts(code=("Be fair.",), come=come))
    return read_constitution(package)


def test_a_reference_in_a_footer_to_what_is_renumbered_is_told_with_its_new_number() -> None:
    text = f"See paragraph 5 {OF}, and Part 6."
    current, proposed = in_footer(text, come=None), in_footer(text, come=1)
    found = list(unfollowed(Consequences.of(current, proposed, came(current, proposed))))
    assert [(each.where, each.number) for each in found] == [("a footer", "6")]
    assert found[0].led.because_of == ("comes",)


def test_a_footer_that_names_what_stays_is_not_told() -> None:
    text = f"See paragraph 2 {OF}."
    current, proposed = in_footer(text, come=None), in_footer(text, come=1)
    assert list(unfollowed(Consequences.of(current, proposed, came(current, proposed)))) == []


@pytest.mark.parametrize("custom", NUMBERED)
def test_a_range_into_which_a_topic_comes_is_told(custom: type[Custom]) -> None:
    code = (f"Paragraphs 1 to 3 {OF} apply.", f"Paragraphs 3 to 5 {OF} apply.")
    found = followed(custom, parts(code=code), parts(code=code, come=1))
    (told,) = widened(found)
    assert told.reference.startswith("Paragraphs 1 to 3")
    assert len(told.comes) == 1
    assert told.because_of == ("comes",)


def test_a_range_of_paragraphs_does_not_take_in_what_comes_behind_it() -> None:
    code = (f"Paragraphs 1.1 to 1.2 {OF} apply.",)
    found = followed(ContinuousNumbers, parts(code=code), parts(code=code, come=6))
    assert list(widened(found)) == []
