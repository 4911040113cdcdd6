"""A provision keeps its permanent id from version to version, and no id is ever used again."""

from __future__ import annotations

from datetime import date

import pytest
from constitution_texts import PARTS, Part
from constitutions import ContinuousNumbers, Custom, HeadingNumbers, OwnNumbers, TypedNumbers
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import package, paragraph

from drafting.constitution.identity import carried_ids, first_ids
from drafting.constitution.outline import Constitution, read_constitution
from drafting.constitution.targets import Targets
from drafting.digests import digest
from drafting.review.identities import Past, past_of, same_text
from drafting.review.versions import KnownProvision, Version, read_versions
from drafting.word.package import Package
from drafting.workspace import open_workspace, program_files

DAY = date(2025, 5, 20)
CUSTOMS = (Custom, HeadingNumbers, OwnNumbers, TypedNumbers, ContinuousNumbers)


def parts_with(lines: list[str]) -> list[Part]:
    """Return a constitution of one rule with some paragraphs."""
    return [Part("Part 4", "Rules", (("Council Procedure Rules", (("Meetings", tuple(lines)),)),))]


def constitution(lines: list[str], custom: type[Custom] = OwnNumbers) -> Package:
    return custom().built(parts_with(lines))


def version(made: Package, known: tuple[KnownProvision, ...] = ()) -> Version:
    return Version(DAY, DAY, "minute", "changed", made, known)


def by_text(found: Constitution) -> dict[str, str]:
    """Return the id of each provision by its text."""
    return {
        each.text: identity
        for each, identity in zip(found.provisions, found.ids, strict=True)
        if identity
    }


def sentence(number: int) -> str:
    """Return a sentence unlike those of other numbers."""
    words = "alder birch cedar dogwood elder fir gorse hazel ivy juniper larch maple".split()
    first, second = words[number % 12], words[number * 5 % 12]
    return f"The {first} panel must report to the {second} committee within {number} weeks."


@pytest.mark.parametrize("custom", CUSTOMS)
def test_the_oldest_version_has_its_first_ids(custom: type[Custom]) -> None:
    made = custom().built(PARTS)
    (only,) = past_of([version(made)]).versions
    assert only.constitution.ids == first_ids(Targets(read_constitution(made)))


@pytest.mark.parametrize("custom", CUSTOMS)
def test_a_paragraph_keeps_its_id_when_one_before_it_shifts_its_number(
    custom: type[Custom],
) -> None:
    old = [sentence(1), sentence(2), sentence(3)]
    new = [sentence(1), sentence(40), sentence(2), sentence(3)]
    past = past_of([version(constitution(each, custom)) for each in (old, new)])
    before, after = (by_text(each.constitution) for each in past.versions)
    assert {text: after[text] for text in before} == before
    assert after[sentence(40)] not in before.values()


@settings(max_examples=50)
@given(
    st.lists(
        st.lists(st.integers(0, 40), min_size=1, max_size=8, unique=True), min_size=2, max_size=4
    )
)
def test_what_stays_through_all_versions_keeps_one_id_and_nothing_else_has_it(
    histories: list[list[int]],
) -> None:
    texts = [[sentence(n) for n in sorted(each)] for each in histories]
    packages = [package("".join(map(paragraph, each))) for each in texts]
    found = [
        by_text(each.constitution) for each in past_of([version(p) for p in packages]).versions
    ]
    for ids, own in zip(found, texts, strict=True):
        assert list(ids) == own
        assert len(set(ids.values())) == len(own)
    for text in set.intersection(*map(set, texts)):
        assert len({ids[text] for ids in found}) == 1


def test_the_id_of_what_went_is_not_given_to_what_comes_later() -> None:
    lines = [[sentence(1), sentence(2)], [sentence(1)], [sentence(1), sentence(30)]]
    past = past_of([version(constitution(each)) for each in lines])
    gone = by_text(past.versions[0].constitution)[sentence(2)]
    again = by_text(past.versions[2].constitution)[sentence(30)]
    assert again == f"{gone}--2"


def test_the_constitution_of_today_has_the_ids_of_the_versions_before_it() -> None:
    past = past_of([version(constitution([sentence(1), sentence(2)]))])
    today = past.carried(read_constitution(constitution([sentence(9), sentence(2)])))
    assert by_text(today)[sentence(2)] == by_text(past.versions[0].constitution)[sentence(2)]
    assert first_ids(Targets(today)) == today.ids


def test_without_versions_a_constitution_stays_as_it_was_read() -> None:
    read = read_constitution(constitution([sentence(1)]))
    assert Past().carried(read) is read


def test_a_record_that_the_program_wrote_goes_before_likeness() -> None:
    made = constitution([sentence(1), sentence(2)])
    known = (KnownProvision("motions__1", digest(sentence(2).encode())),)
    (only,) = past_of([version(made, known)]).versions
    assert by_text(only.constitution)[sentence(2)] == "motions__1"
    assert by_text(only.constitution)[sentence(1)].endswith("__para_1")


def test_text_that_comes_with_a_change_takes_no_id_that_was_used() -> None:
    made = constitution([sentence(1), sentence(2)])
    known = (KnownProvision("motions__1", digest(sentence(1).encode())),)
    (only,) = past_of([version(made, known)]).versions
    current = only.constitution
    proposed = read_constitution(constitution([sentence(50), sentence(1), sentence(2)]))
    places = {each.text: each.block for each in proposed.provisions}
    kept = {each.block: places[each.text] for each in current.provisions}
    ids = carried_ids(
        current.ids, kept, proposed, {places[sentence(50)]: "motions"}, frozenset({"motions__1--2"})
    )
    assert ids[places[sentence(1)]] == "motions__1"
    assert ids[places[sentence(50)]] == "motions__1--3"


def test_texts_are_the_same_whatever_file_they_come_in() -> None:
    one, other = (read_constitution(constitution([sentence(1)])) for _ in range(2))
    assert same_text(one, other)
    assert not same_text(one, read_constitution(constitution([sentence(2)])))


@pytest.mark.slow
def test_the_versions_of_the_example_keep_every_id_through_a_shift_of_numbers() -> None:
    workspace = open_workspace(program_files("examples") / "penfold-and-wray")
    past = past_of(read_versions(workspace))
    ids = [set(each.constitution.ids) - {""} for each in past.versions]
    assert len(ids[0] - ids[1]) == 1  # the paragraph that stood there twice
    assert ids[1] <= ids[2]
    article = "part_2__sec_articles-of-the-constitution__art_7__para_7-1"
    texts = [
        dict(zip(e.constitution.ids, e.constitution.provisions, strict=True)) for e in past.versions
    ]
    for number in range(4):
        before, after = (each[f"{article}{number}"] for each in texts[1:])
        assert before.text == after.text
        assert before.label != after.label
