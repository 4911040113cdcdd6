"""What groups may ask for that a draft may not give them: read from `clauses/requests.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drafting.findings import Finding, error
from drafting.library.clauses import ConditionData, Library
from drafting.library.entries import Entry
from drafting.library.nearest import did_you_mean
from drafting.yaml_file import read_yaml

REQUESTS = "requests.yaml"
KEYS = ("id", "asked", "because", "instead", "clause", "legal_basis")


@dataclass(frozen=True)
class Request:
    """One thing that groups ask for. `met_when` is `None` if no draft can meet it.

    `clause` is the id of the clause that provides what stands instead, and `legal_basis` the law
    on which the refusal rests.
    """

    id: str
    asked: str
    met_when: ConditionData = field(hash=False)
    because: str
    instead: str
    clause: str
    legal_basis: tuple[str, ...]
    line: int


def read_requests(folder: Path, library: Library) -> tuple[Mapping[str, Request], list[Finding]]:
    """Read the requests that the library knows, by id, and what is wrong with them.

    Raises `Refusal` if the file cannot be read at all.
    """
    source = read_yaml(folder / REQUESTS)
    if not isinstance(source.data, dict):
        return {}, [source.error("the file holds no keys and values.")]
    register = Entry(source, (), source.data, list(source.findings))
    register.only(("requests",), ())
    found: dict[str, Request] = {}
    for entry in register.entries("requests"):
        entry.only(KEYS, ("met_when",))
        request = Request(
            id=entry.text("id"),
            asked=entry.text("asked"),
            met_when=entry.data.get("met_when"),
            because=entry.text("because"),
            instead=entry.text("instead"),
            clause=entry.text("clause"),
            legal_basis=entry.texts("legal_basis"),
            line=entry.source.line(*entry.key),
        )
        _check(entry, request, library, found)
        found[request.id] = request
    return found, register.findings


def _check(entry: Entry, request: Request, library: Library, found: Mapping[str, Request]) -> None:
    if request.id in found:
        entry.wrong(f"the id {request.id!r} is given twice.", "id", remedy="Keep one.")
    if request.clause not in library.clauses:
        near = did_you_mean(request.clause, library.clauses)
        entry.wrong(f"there is no clause {request.clause!r}.", "clause", remedy=near)
    for index, law in enumerate(request.legal_basis):
        if law not in library.law:
            near = did_you_mean(law, library.law)
            message = f"the register of law has no {law!r}."
            entry.wrong(message, "legal_basis", index, remedy=near)


def unknown_request(name: str, known: Mapping[str, Request], where: str, line: int) -> Finding:
    """Return what is wrong with a request of `council.yaml` that the library does not know."""
    return error(
        f"the library knows no request {name!r}.",
        where=where,
        line=line,
        remedy=did_you_mean(name, known) or f"The requests are {', '.join(known)}.",
    )
