"""The section of `council.yaml` about the published site: where it is, and how it looks."""

from __future__ import annotations

import re

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from drafting.configuration.section import Section, Text

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*\.(png|jpg|jpeg|webp)")
LEAST_CONTRAST = 4.5  # of text to its ground: WCAG 2.2, success criterion 1.4.3


def _wrong(message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("plain", message, {"remedy": remedy})  # type: ignore[arg-type]


class Site(Section):
    """The published site."""

    address: Text = Field(
        default="", description="Where the site is published, such as https://example.gov.uk/law/."
    )
    colour: Text = Field(
        default="#1d4e89",
        description="The council's colour, as #rrggbb: white text must be readable on it.",
    )
    crest: Text = Field(
        default="", description="A picture in this folder to stand beside the council's name."
    )

    @field_validator("address")
    @classmethod
    def is_an_address(cls, address: str) -> str:
        """Refuse what is no address on the web."""
        if address and not _ADDRESS.fullmatch(address):
            raise _wrong(
                "is not an address on the web.",
                "Write it in full, such as https://example.gov.uk/constitution/.",
            )
        return address

    @field_validator("crest")
    @classmethod
    def is_a_picture(cls, crest: str) -> str:
        """Refuse what is no picture in the folder; one in SVG could carry a script."""
        if crest and not _PICTURE.fullmatch(crest):
            raise _wrong(
                "is not the name of a PNG, JPEG or WebP picture in this folder.",
                "Name one, such as arms.png.",
            )
        return crest

    @field_validator("colour")
    @classmethod
    def is_readable(cls, colour: str) -> str:
        """Refuse a colour on which white text, or which as text on white, cannot be read."""
        if not _COLOUR.fullmatch(colour):
            raise _wrong("is not a colour.", "Write it as #rrggbb, such as #1d4e89.")
        found = contrast_to_white(colour)
        if found < LEAST_CONTRAST:
            raise PydanticCustomError(
                "plain",
                "is too pale: white on it has a contrast of {found} to 1, and 4.5 is the least.",
                {"found": f"{found:.1f}", "remedy": "Choose a darker colour."},
            )
        return colour.lower()


def contrast_to_white(colour: str) -> float:
    """Return the contrast of a colour such as `#1d4e89` to white, from 1 to 21.

    WCAG 2.2, definitions of relative luminance and contrast ratio.
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
