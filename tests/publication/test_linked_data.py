"""What a page of law says of itself to machines."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from drafting.publication.linked_data import Legislation, linked_data

PAGE = Legislation(
    identifier="/akn/gb/act/constitution/a/~part_1",
    name="Part 1",
    council="A Council",
    address="",
    version=date(2027, 5, 18),
    in_force=True,
)


@given(some.text(), some.text())
def test_no_name_ends_the_script_that_it_stands_in(name: str, council: str) -> None:
    told = linked_data(replace(PAGE, name=name, council=council))
    assert not set("<>&\u2028\u2029") & set(told)
    assert json.loads(told)["name"] == name


def test_a_proposal_is_not_in_force_and_says_what_it_amends() -> None:
    told = json.loads(linked_data(replace(PAGE, in_force=False, consolidates="/akn/x")))
    assert told["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert told["legislationConsolidates"]["legislationIdentifier"] == "/akn/x"
    assert told["legislationDateVersion"] == "2027-05-18"


def test_what_is_not_known_is_not_said() -> None:
    told = json.loads(linked_data(replace(PAGE, version=None)))
    assert not {"legislationDateVersion", "@id", "isPartOf"} & set(told)
