"""Articles, plurals and quotation marks are those of English."""

from __future__ import annotations

import pytest

from drafting.assembly.english import article, curly, plural, with_the


@pytest.mark.parametrize(
    "words",
    """
    a Cabinet, an Executive, a unitary, an hour, an Overview and Scrutiny Committee, a Mayor,
    a European, an MP, a UK, an FOI request, a one-off, an only, a user, an unusual, a uniform,
    an uninvited, an honest, a house, an 8, a 9, an 11, an 18, an 80, a 100, a utility, an utter,
    an Opposition, a usual, an HR officer, a ward, an Acting Leader, an heir, a Council, an usher,
    a universal, an unimportant, an under-secretary, a CFO, an SRA
    """.split(","),
)
def test_the_article_goes_by_sound(words: str) -> None:
    expected, _, noun = words.strip().partition(" ")
    assert article(noun) == expected


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("working day", "working days"),
        ("Member", "Members"),
        ("county", "counties"),
        ("day", "days"),
        ("address", "addresses"),
        ("branch", "branches"),
    ],
)
def test_plurals_are_regular(noun: str, many: str) -> None:
    assert plural(noun) == many


@pytest.mark.parametrize(
    ("straight", "turned"),
    [
        ("the council's", "the council’s"),
        ("members' votes", "members’ votes"),
        ('"so"', "“so”"),
        ('**"so"**', "**“so”**"),
        ('("so")', "(“so”)"),
        ("\"it's 'so'\"", "“it’s ‘so’”"),
        ("no quotes", "no quotes"),
    ],
)
def test_straight_quotes_become_curly(straight: str, turned: str) -> None:
    assert curly(straight) == turned


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("London Borough of Stoneacre", "the London Borough of Stoneacre"),
        ("Royal Borough of Ashmere", "the Royal Borough of Ashmere"),
        ("City of Marrowdale", "the City of Marrowdale"),
        ("Marrowdale City Council", "Marrowdale City Council"),
        ("Boroughbridge Council", "Boroughbridge Council"),
        ("Penfold & Wray Council", "Penfold & Wray Council"),
    ],
)
def test_a_council_has_the_article_that_its_name_wants(name: str, printed: str) -> None:
    assert with_the(name) == printed
