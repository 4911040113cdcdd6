"""`site` in council.yaml: where the site is, and how it looks."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from drafting.configuration.site import Site


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("address", "javascript:alert(1)", "not an address on the web"),
        ("address", "example.gov.uk", "not an address on the web"),
        ("colour", "red", "not a colour"),
        ("colour", "#ffffff", "too pale"),
        ("crest", "arms.svg", "not the name of a PNG"),
        ("crest", "../arms.png", "not the name of a PNG"),
    ],
)
def test_what_a_site_cannot_show_is_refused(key: str, value: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Site.model_validate({key: value})


def test_a_site_may_say_nothing_of_itself() -> None:
    assert Site().colour == "#1d4e89"
    assert Site.model_validate({"colour": "#7A0019"}).colour == "#7a0019"
