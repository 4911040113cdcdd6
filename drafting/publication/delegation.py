"""The consequential changes that a constitution lets its monitoring officer make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafting.amendment.consequences import Why
from drafting.configuration.council import Council
from drafting.publication.consequential import ConsequentialAccount


def with_delegation(
    accounts: Iterable[ConsequentialAccount], council: Council
) -> tuple[ConsequentialAccount, ...]:
    """Return the accounts, each with the authority under which it is made.

    Only what needs no judgement is made under delegation: a name that gets another one, a number
    that follows. Full council decides where no wording is proposed, and where the provision that a
    reference leads to goes out.
    """
    return tuple(_delegated(each, council) for each in accounts)


def _delegated(account: ConsequentialAccount, council: Council) -> ConsequentialAccount:
    kinds = {_kind(led.why) for led in account.change.led}
    delegated = council.constitution.references_of_delegation
    references = [delegated[kind] for kind in sorted(filter(None, kinds)) if kind in delegated]
    if not account.settled or not references or len(references) < len(kinds):
        return account
    under = " and ".join(dict.fromkeys(references))
    title = council.officers.monitoring_officer.title
    return replace(account, authority=f"{title}, under {under}", delegated=True)


def _kind(why: Why) -> str | None:
    """Return the kind of change, as `constitution.delegated` has it; None for a judgement."""
    if why is Why.RENAMED:
        return "factual"
    return None if why in {Why.OMITTED, Why.ABOLISHED} else "consequential"
