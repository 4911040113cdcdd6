"""What a page of law says of itself to machines: schema.org `Legislation`, as JSON-LD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

_IN_FORCE = "https://schema.org/InForce"
_NOT_IN_FORCE = "https://schema.org/NotInForce"


@dataclass(frozen=True)
class Legislation:
    """One text on one page.

    `identifier` is permanent, `address` where it is published ("" if that is not known),
    `version` the day since which it is in this form (None if that is not known).
    `part_of` names the whole it belongs to and `consolidates` the text that it amends, by their
    identifiers; "" for neither.
    """

    identifier: str
    name: str
    council: str
    address: str
    version: date | None
    in_force: bool
    part_of: str = ""
    consolidates: str = ""


def linked_data(legislation: Legislation) -> str:
    """Return the JSON-LD of a text, safe inside a `script` element: it cannot end it.

    Source: schema.org, Legislation (after the European Legislation Identifier).
    """
    record: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "legislationIdentifier": legislation.identifier,
        "name": legislation.name,
        "legislationType": "Constitution of a local authority",
        "legislationJurisdiction": "England",
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": legislation.council},
        "legislationLegalForce": _IN_FORCE if legislation.in_force else _NOT_IN_FORCE,
        "inLanguage": "en-GB",
    }
    if legislation.version is not None:
        record["legislationDateVersion"] = legislation.version.isoformat()
    if legislation.address:
        record |= {"@id": legislation.address, "url": legislation.address}
    if legislation.part_of:
        record["isPartOf"] = {
            "@type": "Legislation",
            "legislationIdentifier": legislation.part_of,
        }
    if legislation.consolidates:
        record["legislationConsolidates"] = {
            "@type": "Legislation",
            "legislationIdentifier": legislation.consolidates,
        }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
