"""Measures `drafting draft` on the example council beside the floor (`floor.py`).

Each is run as a whole process, in turn, several times, so that both meet the same machine.
Usage: `python -m benchmarks.draft_example [--rounds N] [--json]`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
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


def compare(rounds: int) -> dict[str, list[Run]]:
    """Run the draft and the floor in turn; return the runs of each."""
    runs: dict[str, list[Run]] = {"draft": [], "floor": []}
    program = Path(sys.executable).with_name("drafting")
    floor = Path(__file__).with_name("floor.py")
    with tempfile.TemporaryDirectory() as temporary:
        council = Path(temporary) / "council"
        run([program, "init", council, "--example", EXAMPLE])
        constitution, copy = council / "constitution.docx", Path(temporary) / "copy.docx"
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
    parser = argparse.ArgumentParser(description="Measure the draft of the example council.")
    parser.add_argument("--rounds", type=int, default=7, help="runs of each (default: 7)")
    parser.add_argument("--json", action="store_true", help="print for a machine")
    options = parser.parse_args()
    runs = compare(max(1, options.rounds))
    draft, floor = summary(runs["draft"]), summary(runs["floor"])
    ratios = {measure: draft[measure].median / floor[measure].median for measure in draft}
    if options.json:
        record = {
            "rounds": len(runs["draft"]),
            "runs": {name: [asdict(one) for one in each] for name, each in runs.items()},
            "ratio_of_medians": ratios,
        }
        print(json.dumps(record, indent=2))
        return
    print(f"{len(runs['draft'])} runs of each, in turn: least / median")
    print(f"{'':16}{'draft':>18}{'floor':>18}{'ratio':>9}")
    for measure, ratio in ratios.items():
        cells = [
            f"{each.least:.2f} / {each.median:.2f}" for each in (draft[measure], floor[measure])
        ]
        print(f"{measure.replace('_', ' '):16}{cells[0]:>18}{cells[1]:>18}{ratio:>8.1f}×")


main()
