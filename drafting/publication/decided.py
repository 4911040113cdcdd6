"""The plan of a draft after full council has carried some of its changes and lost others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from drafting.amendment.changes import Change, changes_of
from drafting.amendment.proposal import Existing
from drafting.amendment.severance import without
from drafting.publication.draft import Plan, existing_blocks, referenced_blocks
from drafting.publication.proposed import Region


def changes_of_plan(planned: Plan) -> list[Change]:
    """Return every change of a plan, in the order in which they stand in its records."""
    return [
        change
        for region in planned.regions
        for change in changes_of(region.proposal, _existing(planned, region))[0]
    ]


def decided(planned: Plan, changes: Collection[Change], lost: Collection[str]) -> Plan:
    """Return the plan without the changes whose ids are in `lost`, of all its `changes`.

    The draft of it is made as any other: numbers, references and consequential changes are worked
    out afresh from the current constitution and what is carried.
    """
    pinned = referenced_blocks(planned.current)
    regions: list[Region] = []
    for region in planned.regions:
        outline = region.proposal.protocol.outline.id
        own = [each for each in changes if each.protocol == outline and each.id in lost]
        if any(not each.clause for each in own):
            continue  # its heading is lost, and all that stands under it
        clauses = {each.clause for each in own}
        proposal = without(region.proposal, clauses, _existing(planned, region), pinned)
        if proposal.existing or proposal.protocol.clauses:
            regions.append(replace(region, proposal=proposal))
    return replace(planned, regions=tuple(regions))


def _existing(planned: Plan, region: Region) -> list[Existing]:
    placement = region.placement
    return existing_blocks(planned.current, placement) if placement.existing else []
