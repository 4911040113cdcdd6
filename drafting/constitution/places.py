"""The provisions that a check of health reads, and how a finding names the place of one."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.constitution.outline import Constitution, Kind, Provision

_SKIPPED = frozenset({Kind.CONTENTS, Kind.OTHER})


def read(constitution: Constitution) -> Iterator[Provision]:
    """Yield the provisions that say something, but for the table of contents."""
    return (each for each in constitution.provisions if each.kind not in _SKIPPED and each.text)


def at(constitution: Constitution, provision: Provision) -> dict[str, str]:
    """Return the place of a provision, for a finding."""
    return {"where": constitution.package.name, "address": provision.address}
