"""Words replaced where they stand."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafting.word.atoms import text_of
from drafting.word.replacement import Holder, Replacement, held, replaced, stretches
from drafting.word.xml import Element, name
from tests.word.generated_paragraphs import PARAGRAPHS
from tests.word_files import element, field, run


@given(PARAGRAPHS)
def test_the_stretches_of_a_paragraph_are_its_text(paragraph: Element) -> None:
    found = stretches(paragraph)
    at = 0
    for each in found:
        assert each.start == at
        at = each.end
        if each.element is not None:
            assert (each.element.text or "") == text_of(paragraph)[each.start : each.end]
    assert at == len(text_of(paragraph))


@given(PARAGRAPHS, st.data())
def test_only_the_words_named_change(paragraph: Element, data: st.DataObject) -> None:
    text = text_of(paragraph)
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    before = text
    if held(stretches(paragraph), start, end) is not None:
        with pytest.raises(ValueError, match="cannot be replaced"):
            replaced(paragraph, [Replacement(start, end, "17.5")])
        return
    result = replaced(paragraph, [Replacement(start, end, "17.5")])
    assert text_of(result) == text[:start] + "17.5" + text[end:]
    assert text_of(paragraph) == before
    assert len(list(result.iter(name("w:r")))) == len(list(paragraph.iter(name("w:r"))))


def test_a_number_cut_into_runs_is_replaced_in_the_look_of_its_first_run() -> None:
    paragraph = element(f"<w:p>{run('see 4', '<w:b/>')}{run('.2(a) and 9')}</w:p>")
    result = replaced(paragraph, [Replacement(4, 10, "5.2(a)"), Replacement(15, 16, "10")])
    assert [each.text for each in result.iter(name("w:t"))] == ["see 5.2(a)", " and 10"]


def test_what_a_field_shows_is_held_by_the_field() -> None:
    paragraph = element(f"<w:p>{run('see ')}{field('REF _Ref1', '17')}</w:p>")
    found = held(stretches(paragraph), 4, 6)
    assert found is not None
    assert found.holder is Holder.FIELD
    assert found.code == "REF _Ref1"
