"""Which of the things that the groups asked for a draft refuses, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from drafting.configuration.reading import Configuration
from drafting.configuration.vocabulary import Vocabulary
from drafting.findings import Finding, error, note, warning
from drafting.library.clauses import Law
from drafting.library.requests import REQUESTS, Request, unknown_request
from drafting.rules.conditions import ConditionError, Facts, parse_condition


@dataclass(frozen=True)
class Refused:
    """A request that the draft does not meet; `line` is where `council.yaml` makes it."""

    request: Request
    law: tuple[Law, ...]
    line: int

    def finding(self, where: str) -> Finding:
        """Return the refusal as a note: nothing is wrong, and the answer is no."""
        request = self.request
        basis = f" ({'; '.join(each.cited for each in self.law)}.)" if self.law else ""
        return note(
            f"asked for and refused: {request.asked}. {request.because}{basis}",
            where=where,
            line=self.line,
            remedy=f"Instead: {request.instead}",
        )


def refusals(
    configuration: Configuration,
    known: Mapping[str, Request],
    law: Mapping[str, Law],
    facts: Facts,
    vocabulary: Vocabulary,
    chosen: Collection[str],
) -> tuple[tuple[Refused, ...], list[Finding]]:
    """Return the requests of a council that its facts do not allow, and a finding for each.

    `chosen` are the clauses that the council gets: a request about a rule that it does not get
    does not arise, which is a finding as well. So is one that the library does not know, an error.
    Raises `ConditionError` if the condition of a request is not right; `check_requests` finds that.
    """
    refused: list[Refused] = []
    findings: list[Finding] = []
    where = configuration.path.name
    for index, name in enumerate(configuration.council.requests):
        line = configuration.line("requests", index)
        request = known.get(name)
        if request is None:
            findings.append(unknown_request(name, known, where, line))
        elif request.clause not in chosen:
            findings.append(_idle(request, where, line))
        elif not _met(request, facts, vocabulary):
            basis = tuple(law[each] for each in request.legal_basis)
            refused.append(Refused(request, basis, line))
            findings.append(refused[-1].finding(where))
    return tuple(refused), findings


def _idle(request: Request, where: str, line: int) -> Finding:
    return warning(
        f"asked for, and does not arise here: {request.asked}. The facts of the council put in no "
        f"rule on it ({request.clause}).",
        where=where,
        line=line,
        remedy="Correct the facts, or remove the request.",
    )


def check_requests(known: Mapping[str, Request], vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield what is wrong with the condition of each request."""
    for request in known.values():
        try:
            parse_condition(request.met_when, vocabulary)
        except ConditionError as problem:
            yield error(problem.message, where=REQUESTS, line=request.line, remedy=problem.remedy)


def _met(request: Request, facts: Facts, vocabulary: Vocabulary) -> bool:
    """Return whether the draft gives what was asked for; a condition must say so."""
    condition = request.met_when
    return condition is not None and parse_condition(condition, vocabulary).holds(facts)
