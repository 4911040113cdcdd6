"""Measures `drafting draft` on the example council beside the floor (`floor.py`).

Each is run as a whole process, in turn, several times, so that both meet the same machine.
Usage: `python benchmarks/draft_example.py [--rounds N] [--json]`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

EXAMPLE = "penfold-and-wray"
_BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024  # getrusage(2) of each system


@dataclass(frozen=True)
class Run:
    """What one process used."""

    cpu_seconds: float
    wall_seconds: float
    peak_megabytes: float


@dataclass(frozen=True)
class Spread:
    """The least and the middle of several runs."""

    least: float
    median: float


def measured(command: Sequence[str | Path]) -> Run:
    """Run a command as a process and return what it used. Raises `SystemExit` when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(str(part) for part in command)}")
    return Run(
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        wall_seconds=wall,
        peak_megabytes=usage.ru_maxrss * _BYTES_OF_MAXRSS / 1024**2,
    )


def compare(rounds: int) -> dict[str, list[Run]]:
    """Run the draft and the floor in turn; return the runs of each."""
    runs: dict[str, list[Run]] = {"draft": [], "floor": []}
    program = Path(sys.executable).with_name("drafting")
    floor = Path(__file__).with_name("floor.py")
    with tempfile.TemporaryDirectory() as temporary:
        council = Path(temporary) / "council"
        measured([program, "init", council, "--example", EXAMPLE])
        constitution, copy = council / "constitution.docx", Path(temporary) / "copy.docx"
        for _ in range(rounds):
            runs["draft"].append(measured([program, "draft", council]))
            runs["floor"].append(measured([sys.executable, floor, constitution, copy]))
    return runs


def summary(runs: Sequence[Run]) -> dict[str, Spread]:
    """Return the least and the median of each measure."""
    columns: dict[str, list[float]] = {}
    for run in runs:
        for measure, value in asdict(run).items():
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
            "runs": {name: [asdict(run) for run in each] for name, each in runs.items()},
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
