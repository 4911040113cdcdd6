"""A redline cut into the pages of a site: each reading is its text, and each place stands once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from drafting.commands.council import drafted
from drafting.commands.ready import ready
from drafting.configuration.site import LEAST_CONTRAST, contrast_to_white
from drafting.pages.page import up, way
from drafting.pages.published_text import PublishedText, as_read, published_text
from drafting.pages.text_pages import spots
from drafting.publication.draft import Draft
from drafting.word.marked import Paragraph
from drafting.workspace import examples, program_files


@pytest.fixture(scope="module", params=examples())
def pair(request: pytest.FixtureRequest) -> tuple[Draft, PublishedText]:
    found = ready(program_files("examples") / str(request.param), lambda stage: None)
    made = drafted(found, found.plan, None, lambda stage: None)
    return made.draft, published_text(made.draft)


@pytest.mark.slow
def test_each_reading_is_the_text_of_its_side(pair: tuple[Draft, PublishedText]) -> None:
    draft, text = pair
    sides = ((False, draft.current), (True, draft.following.proposed.constitution))
    for proposed, outline in sides:
        read = 0
        for page in text.pages:
            for line in as_read(page.lines, proposed=proposed):
                side = line.new if proposed else line.old
                assert side is not None
                said = "".join(b.text for b in line.blocks if isinstance(b, Paragraph))
                assert "".join(said.split()).endswith("".join(side.text.split())) or not said
                assert outline.provisions[side.block] is side
                read += 1
        assert read > 100


@pytest.mark.slow
def test_each_anchor_stands_once_and_every_id_is_on_a_page(
    pair: tuple[Draft, PublishedText],
) -> None:
    draft, text = pair
    anchors = Counter(line.anchor for page in text.pages for line in page.lines if line.anchor)
    assert [each for each, count in anchors.items() if count > 1] == []
    for ids, shown in zip(
        draft.following.ids,
        (
            {line.old_id for page in text.pages for line in page.lines if line.old is not None},
            {line.id for page in text.pages for line in page.lines if line.new is not None},
        ),
        strict=True,
    ):
        assert {each for each in ids if each} - shown == set()


@pytest.mark.slow
def test_every_change_has_a_place_among_the_marked_lines(
    pair: tuple[Draft, PublishedText],
) -> None:
    draft, text = pair
    marked = {spot.change for page in text.pages for spot in spots(page.lines)}
    wanted = {each.change.id for each in draft.accounts if each.change.clause}
    assert len(wanted - marked) <= len(wanted) // 20  # some only renumber, which no word marks


STEPS = some.lists(some.sampled_from(["a", "b", "c"]), max_size=4)


@given(STEPS, STEPS)
def test_the_way_from_one_page_to_another_leads_there(one: list[str], other: list[str]) -> None:
    start, end = ("".join(f"{step}/" for step in steps) for steps in (one, other))
    there = (Path("/site") / start / way(start, end)).resolve()
    assert there == Path("/site") / end
    assert (Path("/site") / start / up(start)).resolve() == Path("/site")


def test_the_contrast_of_a_colour_is_that_of_the_standard() -> None:
    assert contrast_to_white("#000000") == pytest.approx(21)
    assert contrast_to_white("#ffffff") == pytest.approx(1)
    assert contrast_to_white("#767676") > LEAST_CONTRAST > contrast_to_white("#777777")
