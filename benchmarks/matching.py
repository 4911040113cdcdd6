"""Measures how surely “already provided” is said: on pairs that a person labelled by reading.

The pairs stand in `tests/amendment/labelled_pairs.yaml`, and are read in place: each provision
among all the paragraphs of its council's rules, because how rare a word is there counts.
Usage: `python -m benchmarks.matching [--json]`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from drafting.amendment.agreement import Text, Weights, disagreement, holds
from drafting.amendment.rules import texts_of_rules
from drafting.configuration.reading import read_configuration
from drafting.configuration.vocabulary import read_vocabulary
from drafting.constitution.outline import read_constitution
from drafting.library.reading import read_library
from drafting.publication.draft import existing_blocks, place_protocols
from drafting.word.package import open_package
from drafting.workspace import program_files
from drafting.yaml_file import read_yaml

PAIRS = Path(__file__).parent.parent / "tests" / "amendment" / "labelled_pairs.yaml"
PROVIDED, DIFFERS, UNRELATED = LABELS = ("provided", "differs", "unrelated")


@dataclass(frozen=True)
class Pair:
    """One labelled pair; `line` is where it stands in the file."""

    line: int
    council: str
    rules: str
    clause: str
    paragraph: int
    words: str
    provision: str
    under: str
    says: str
    label: str
    why: str
    altered: tuple[str, str] | None = None


@dataclass(frozen=True)
class Judged:
    """A pair with what the matching says of it, and on what the two differ if they do."""

    pair: Pair
    held: float
    differs_on: str

    @property
    def provided(self) -> bool:
        """Whether the matching says that the provision already provides it."""
        return self.held > 0 and not self.differs_on

    @property
    def right(self) -> bool:
        """Whether that is what the label says."""
        return self.provided == (self.pair.label == PROVIDED)


@dataclass(frozen=True)
class Measure:
    """Precision and recall (0 to 1) of “already provided” over judged pairs."""

    judged: Sequence[Judged]

    def count(self, label: str, *, provided: bool) -> int:
        """Return how many pairs with a label were, or were not, said to be provided."""
        return sum(j.pair.label == label and j.provided is provided for j in self.judged)

    @property
    def precision(self) -> float:
        """Of what is said to be provided, the share that is."""
        said = sum(j.provided for j in self.judged)
        return self.count(PROVIDED, provided=True) / said if said else 0.0

    @property
    def recall(self) -> float:
        """Of what is provided, the share that is said to be."""
        every = sum(j.pair.label == PROVIDED for j in self.judged)
        return self.count(PROVIDED, provided=True) / every if every else 0.0


def read_pairs() -> list[Pair]:
    """Return the labelled pairs, those altered by hand last."""
    source = read_yaml(PAIRS)
    found: list[Pair] = []
    for kind in ("pairs", "altered"):
        for number, entry in enumerate(source.data[kind]):
            fields: dict[str, Any] = {str(name): value for name, value in entry.items()}
            change = fields.pop("altered", None)
            altered = (change["from"], change["to"]) if change else None
            found.append(Pair(source.line(kind, number), **fields, altered=altered))
    return found


def judge(pairs: Sequence[Pair]) -> Iterator[Judged]:
    """Yield each pair with what the matching says. Raises `LookupError` for a stale entry."""
    for pair in pairs:
        texts = rules_of(pair.council)[pair.rules]
        places = [n for n, each in enumerate(texts) if _one_line(each.text) == pair.says]
        if not places:
            raise LookupError(
                f"{PAIRS.name}, line {pair.line}: {pair.council} has no such provision today."
            )
        present = texts[places[0]]
        if pair.altered:
            if pair.altered[0] not in pair.says:
                raise LookupError(f"{PAIRS.name}, line {pair.line}: nothing is altered.")
            present = replace(present, text=pair.says.replace(*pair.altered, 1))
        around = [present if n == places[0] else each for n, each in enumerate(texts)]
        weights, wanted = Weights(around), Text(pair.words)
        held = holds(wanted, present, weights)
        yield Judged(pair, held, disagreement(wanted, present, weights))


@cache
def rules_of(council: str) -> Mapping[str, tuple[Text, ...]]:
    """Return the paragraphs of each set of rules of an example council, by the rules' id."""
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    folder = program_files("examples") / council
    configuration, problems = read_configuration(folder / "council.yaml", vocabulary)
    if configuration is None:
        raise LookupError(f"{council}: {problems[0]}")
    current = read_constitution(open_package(folder / "constitution.docx"))
    placements, _ = place_protocols(configuration, _outlines(), current)
    return {
        each.protocol: texts_of_rules(existing_blocks(current, each))
        for each in placements
        if each.existing
    }


@cache
def _outlines() -> Any:
    return read_library(program_files("clauses"), program_files("protocols"))[0].outlines


def _one_line(text: str) -> str:
    return " ".join(text.split())


def report(measure: Measure) -> Iterator[str]:
    """Yield the lines of the report: figures, the table of confusion, and what is wrong."""
    yield f"{len(measure.judged)} pairs of a clause’s paragraph and a provision."
    yield f"“Already provided”: precision {measure.precision:.3f}, recall {measure.recall:.3f}."
    yield ""
    yield f"{'label':<12}{'said to be provided':>22}{'not said':>12}"
    for label in LABELS:
        counts = [measure.count(label, provided=said) for said in (True, False)]
        yield f"{label:<12}{counts[0]:>22}{counts[1]:>12}"
    for said, title in ((True, "Wrongly said to be provided"), (False, "Provided, and not said")):
        wrong = [each for each in measure.judged if each.provided is said and not each.right]
        yield ""
        yield f"{title}: {len(wrong)}"
        for each in wrong:
            pair = each.pair
            altered = f" (“{pair.altered[0]}” → “{pair.altered[1]}”)" if pair.altered else ""
            why = each.differs_on or (
                f"{each.held:.0%} held" if each.held else "a part is left out"
            )
            yield f"  line {pair.line}: {pair.council}, {pair.clause} {pair.paragraph}{altered}"
            yield f"      {pair.provision}. {pair.why} [{why}]"


def main() -> None:
    """Print the measurement; exit with 1 when the precision is under 0.95."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print for a machine")
    arguments = parser.parse_args()
    measure = Measure(tuple(judge(read_pairs())))
    if arguments.json:
        figures = {
            "pairs": len(measure.judged),
            "precision": measure.precision,
            "recall": measure.recall,
            "confusion": {
                label: {
                    "said": measure.count(label, provided=True),
                    "not_said": measure.count(label, provided=False),
                }
                for label in LABELS
            },
            "wrong_lines": [each.pair.line for each in measure.judged if not each.right],
        }
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(report(measure)) + "\n")
    sys.exit(measure.precision < 0.95)


if __name__ == "__main__":
    main()
