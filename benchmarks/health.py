"""Faults seeded into the examples: how many `drafting health` finds, and what in clean text.

    python -m benchmarks.health [--json] [CLEAN.docx …]

The faults stand in `benchmarks/faults.yaml`. A fault is found if the rule that it names says so of
the changed text and not of the clean one. What else is found in the clean text of the examples,
and in the files that are named, is counted for each 100 pages of 400 words.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from drafting.constitution.health import WordRule, health, read_word_rules
from drafting.constitution.outline import Constitution, Kind, read_constitution
from drafting.findings import Finding, Level
from drafting.word.atoms import text_of
from drafting.word.blocks import blocks_of, body_of
from drafting.word.package import Package, open_package, read_package
from drafting.word.xml import Element, local, name, serialise
from drafting.workspace import examples, program_files
from drafting.yaml_file import read_yaml

FAULTS = Path(__file__).with_name("faults.yaml")
DRAWN, SEED = 30, 5  # faults of the seeded set
PAGE = 400  # words
MOST = 2.0  # findings in 100 pages of clean text
SAYS = {
    "harrowmere": "No ordinary meeting will last longer",
    "stoneacre": "The Council cannot remove the Mayor from office",
    "marrowdale": "There are eight ordinary meetings",
    "alderbrook": "A Member may speak once on each motion",
    "penfold-and-wray": "A Member who has not yet spoken",
}


@dataclass(frozen=True)
class Fault:
    """A fault to seed: the rule that must find it, and what which texts of an example then say."""

    rule: str
    example: str
    texts: Mapping[str, str]


def faults() -> list[Fault]:
    """Return every fault of the file."""
    entries = read_yaml(FAULTS).data["faults"]
    return [
        Fault(
            str(each["rule"]),
            (example := str(each.get("in", "harrowmere"))),
            dict(each.get("texts") or {SAYS[example]: each["says"]}),
        )
        for each in entries
    ]


def right() -> Sequence[str]:
    """Return the sentences of the file in which nothing is wrong."""
    return [str(each) for each in read_yaml(FAULTS).data["right"]]


def wrongly_found() -> list[str]:
    """Return the right sentences in which something is found."""
    plain = [Fault("", "harrowmere", {SAYS["harrowmere"]: each}) for each in right()]
    return [
        f"{sentence} | {', '.join(found)}"
        for sentence, fault in zip(right(), plain, strict=True)
        if (found := tried(fault).others)
    ]


@cache
def rules() -> Sequence[WordRule]:
    """Return the rules of words."""
    return read_word_rules(program_files("clauses") / "health.yaml")


@cache
def package(example: str) -> Package:
    """Return the constitution of an example."""
    return open_package(program_files("examples") / example / "constitution.docx")


@cache
def constitution(example: str) -> Constitution:
    """Return the constitution of an example, read."""
    return read_constitution(package(example))


@cache
def clean(example: str) -> Sequence[Finding]:
    """Return what is found in the constitution of an example."""
    return health(constitution(example), rules())


def seeded(fault: Fault) -> Constitution:
    """Return the constitution with the fault; raises `LookupError` where a text is not there."""
    here = package(fault.example)
    left = dict(fault.texts)
    root = here.root(here.document)
    blocks = blocks_of(body_of(root))
    for provision in constitution(fault.example).provisions:
        if provision.kind is Kind.CONTENTS:
            continue
        block = blocks[provision.block]
        whole = text_of(block)
        start = next((e for e in left if whole.startswith(e) or provision.text.startswith(e)), "")
        if start:
            said = left.pop(start)
            label = whole.removesuffix(provision.text) if provision.typed else ""
            _say(block, said if whole.startswith(start) else label + said)
    if left:
        raise LookupError(f"{fault.example} says nowhere: {', '.join(left)}")
    changed = here.replacing({here.document: serialise(root)})
    return read_constitution(read_package(changed.as_bytes(), "seeded.docx"))


def _say(paragraph: Element, text: str) -> None:
    """Make a paragraph say a text, in the looks of its own."""
    for each in list(paragraph):
        if local(each) not in {"pPr", "bookmarkStart", "bookmarkEnd"}:
            paragraph.remove(each)
    run = paragraph.makeelement(name("w:r"))
    for number, part in enumerate(text.split("\t")):
        if number:
            run.append(run.makeelement(name("w:tab")))
        piece = run.makeelement(name("w:t"))
        piece.text = part
        run.append(piece)
    paragraph.append(run)


@dataclass(frozen=True)
class Seeded:
    """What was found of a fault: itself or not, and what else that the clean text has not."""

    fault: Fault
    found: bool
    others: tuple[str, ...]


def tried(fault: Fault) -> Seeded:
    """Return what is found in an example with a fault."""
    before = {(each.rule, each.message) for each in clean(fault.example)}
    new = [
        each
        for each in health(seeded(fault), rules())
        if (each.rule, each.message) not in before or each.rule == "gender-marked"
    ]
    known = sum(each.rule == "gender-marked" for each in clean(fault.example))
    found = [each.rule for each in new]
    hit = found.count(fault.rule) > (known if fault.rule == "gender-marked" else 0)
    others = sorted({each for each in found if each not in {fault.rule, "gender-marked"}})
    return Seeded(fault, hit, tuple(others))


def drawn(some: Sequence[Fault]) -> list[Fault]:
    """Return the seeded set: so many faults, drawn."""
    return random.Random(SEED).sample(some, DRAWN)  # noqa: S311, it draws what to count


def pages(constitution: Constitution) -> float:
    """Return how many pages of text a constitution has."""
    return sum(len(each.text.split()) for each in constitution.provisions) / PAGE


def counted(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that count: those of style are a class of their own."""
    return [each for each in findings if each.level is not Level.NOTE]


def main() -> int:
    """Seed and count, and print; 1 if too few are found, or too much in clean text."""
    parser = argparse.ArgumentParser(description="Count what `drafting health` finds and misses.")
    parser.add_argument("clean", nargs="*", type=Path, help="Word files with nothing wrong in them")
    parser.add_argument("--json", action="store_true", help="print for a machine")
    options = parser.parse_args()
    some = [tried(each) for each in faults()]
    missed = [each.fault for each in some if not each.found]
    known = {each: constitution(each) for each in examples()}
    known |= {str(each): read_constitution(open_package(each)) for each in options.clean}
    false = {each: counted(health(text, rules())) for each, text in known.items()}
    length = sum(pages(each) for each in known.values())
    rate = 100 * sum(map(len, false.values())) / length
    record: dict[str, Any] = {
        "faults": len(some),
        "found": len(some) - len(missed),
        "drawn": DRAWN,
        "drawn_and_found": len([each for each in drawn(faults()) if each not in missed]),
        "missed": [{"rule": each.rule, "texts": [*each.texts.values()]} for each in missed],
        "found_besides": sum(len(each.others) for each in some),
        "right_sentences": len(right()),
        "wrongly_found": wrongly_found(),
        "clean_pages": round(length),
        "found_in_clean_text": sum(map(len, false.values())),
        "found_in_100_clean_pages": round(rate, 2),
    }
    print(json.dumps(record, indent=2, ensure_ascii=False) if options.json else _told(record))
    if not options.json:
        for each in some:
            if not each.found or each.others:
                print(f"  {'missed' if not each.found else 'besides'}: {each.fault.rule}", end=": ")
                print(*each.fault.texts.values(), *each.others, sep=" | ")
        print(*(f"  wrongly found: {each}" for each in record["wrongly_found"]), sep="\n")
        for file, findings in false.items():
            print(*(f"  in clean {file}: {each}" for each in findings), sep="\n", end="")
    few = record["drawn"] != record["drawn_and_found"]
    return int(few or bool(record["wrongly_found"]) or rate > MOST)


def _told(record: Mapping[str, Any]) -> str:
    wrong: list[str] = record["wrongly_found"]
    return (
        f"{record['drawn_and_found']} of {record['drawn']} drawn faults found, "
        f"{record['found']} of all {record['faults']}; {record['found_besides']} besides.\n"
        f"{len(wrong)} of {record['right_sentences']} right sentences wrongly found.\n"
        f"{record['found_in_clean_text']} findings in {record['clean_pages']} clean pages: "
        f"{record['found_in_100_clean_pages']} in 100."
    )


if __name__ == "__main__":
    sys.exit(main())
