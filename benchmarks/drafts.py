"""Measures `drafting draft`, the whole pack, on constitutions of several lengths beside the floor.

Each is run as a whole process, in turn, several times, so that both meet the same machine.
Usage: `python -m benchmarks.drafts [--rounds N] [--words N...] [--json]`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.processes import Run, measured

EXAMPLE = "penfold-and-wray"


@dataclass(frozen=True)
class Spread:
    """The least and the middle of several runs."""

    least: float
    median: float


def run(command: Sequence[str | Path]) -> Run:
    """Run a command and return what it used. Raises `SystemExit` when it fails."""
    used, problem = measured(command)
    if problem:
        raise SystemExit(f"{' '.join(str(part) for part in command)}: {problem}")
    return used


def compare(words: int, rounds: int) -> dict[str, list[Run]]:
    """Run the draft and the floor in turn; return the runs of each.

    `words` is the length of the constitution; with 0 it is that of the example as it stands.
    """
    runs: dict[str, list[Run]] = {"draft": [], "floor": []}
    program = Path(sys.executable).with_name("drafting")
    floor = Path(__file__).with_name("floor.py")
    with tempfile.TemporaryDirectory() as temporary:
        council = Path(temporary) / "council"
        run([program, "init", council, "--example", EXAMPLE])
        constitution, copy = council / "constitution.docx", Path(temporary) / "copy.docx"
        if words:
            longer = [sys.executable, "-m", "benchmarks.large_constitution"]
            run([*longer, constitution, copy, str(words)])
            copy.replace(constitution)
        for _ in range(rounds):
            runs["draft"].append(run([program, "draft", council]))
            runs["floor"].append(run([sys.executable, floor, constitution, copy]))
    return runs


def summary(runs: Sequence[Run]) -> dict[str, Spread]:
    """Return the least and the median of each measure."""
    columns: dict[str, list[float]] = {}
    for each in runs:
        for measure, value in asdict(each).items():
            columns.setdefault(measure, []).append(value)
    return {
        measure: Spread(min(values), statistics.median(values))
        for measure, values in columns.items()
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the draft of a council's whole pack.")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each (default: 5)")
    parser.add_argument(
        "--words",
        type=int,
        nargs="+",
        default=[0, 100_000, 300_000],
        help="lengths of the constitution; 0 is the example itself (default: 0 100000 300000)",
    )
    parser.add_argument("--json", action="store_true", help="print for a machine")
    options = parser.parse_args()
    record: dict[str, object] = {}
    for words in options.words:
        runs = compare(words, max(1, options.rounds))
        draft, floor = summary(runs["draft"]), summary(runs["floor"])
        ratios = {measure: draft[measure].median / floor[measure].median for measure in draft}
        record[str(words)] = {
            "rounds": len(runs["draft"]),
            "runs": {name: [asdict(one) for one in each] for name, each in runs.items()},
            "ratio_of_medians": ratios,
        }
        if not options.json:
            _print(words, draft, floor, ratios)
    if options.json:
        print(json.dumps(record, indent=2))


def _print(
    words: int,
    draft: Mapping[str, Spread],
    floor: Mapping[str, Spread],
    ratios: Mapping[str, float],
) -> None:
    print(f"{EXAMPLE}, {words:,} words" if words else f"{EXAMPLE}, as it stands")
    print(f"{'least / median':16}{'draft':>18}{'floor':>18}{'ratio':>9}")
    for measure, ratio in ratios.items():
        cells = [
            f"{each.least:.2f} / {each.median:.2f}" for each in (draft[measure], floor[measure])
        ]
        print(f"{measure.replace('_', ' '):16}{cells[0]:>18}{cells[1]:>18}{ratio:>8.1f}×")


main()
