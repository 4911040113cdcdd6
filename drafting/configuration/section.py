"""What every section of `council.yaml` has in common, and the kinds of value it may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

LONGEST_NAME = 200  # characters
LONGEST_TEXT = 2000  # characters

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME)
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TEXT)]
Key = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=LONGEST_NAME)
]


class Section(BaseModel):
    """One section of `council.yaml`: frozen, with no key that is not known, nothing coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
