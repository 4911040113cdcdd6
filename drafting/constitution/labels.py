"""How a provision is cited: “Part 5, paragraph 4.2(a)”, “Council Procedure Rule 17.4”."""

from __future__ import annotations

import re

from drafting.constitution.outline import Provision
from drafting.constitution.targets import Targets

_TITLED = re.compile(r"(.*\b(?:Rule|Standing Order|Regulation))s$")
_DIVISION = re.compile(r"(Part|Chapter|Section|Schedule|Appendix|Annexe?)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"Article\s+(\d+[A-Z]?)$", re.IGNORECASE)


def cited(targets: Targets, block: int) -> str:
    """Return how a provision is cited, as its constitution prints it; its address if it has none.

    A reference made of it leads back to it, wherever its number stands once in what it is of.
    """
    provisions = targets.constitution.provisions
    provision = provisions[block]
    number = targets.number(block)
    around = [provisions[each] for each in targets.sections_of(block)]
    if not number:
        return provision.address
    whole = next((each for each in around if each.depth == 0), None)
    part = _printed(whole.label or whole.text) if whole else ""
    if provision.heading and _DIVISION.match(provision.label):
        return ", ".join(filter(None, [part, _printed(provision.label)]))
    if article := _article(provision, around):
        return _of_article(article, number)
    section = next((each for each in around if each.depth == 1), None)
    titled = _TITLED.match(section.text) if section else None
    if titled:
        return f"{titled[1]} {number}"
    title = _printed(section.label or section.text) if section else ""
    if section is not None and whole is not None and targets.run_on(section.block, whole.block):
        title = ""
    return ", ".join(filter(None, [part, title, f"paragraph {number}"]))


def _article(provision: Provision, around: list[Provision]) -> str:
    for each in [provision, *around]:
        if each.heading and (found := _ARTICLE.match(each.label)):
            return found[1]
    return ""


def _of_article(article: str, number: str) -> str:
    if number == article or re.match(rf"{re.escape(article)}[.(]", number):
        return f"Article {number}"
    return f"Article {article}, paragraph {number}"


def _printed(label: str) -> str:
    return " ".join(label.rstrip(".").split())
