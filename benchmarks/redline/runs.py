"""Runs an engine on a pair of documents as a whole process, and has its redline judged.

Documents are made, and redlines judged, in processes of their own: see `processes`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.processes import Run, measured
from benchmarks.redline.engines import Engine

_LONGEST_MESSAGE = 300
_SLOW = 20  # seconds; a run that takes longer is not repeated


@dataclass(frozen=True)
class Verdict:
    """Where each judge finds the redline wrong each way; "" where it is right."""

    reject_ours: str
    reject_other: str
    accept_ours: str
    accept_other: str
    revisions: int
    characters_marked: int

    def right(self, way: str) -> bool:
        """Whether both judges find it right this way, `reject` or `accept`."""
        judges: dict[str, object] = asdict(self)
        return not judges[f"{way}_ours"] and not judges[f"{way}_other"]


@dataclass
class Result:
    """An engine on a pair: the runs, the verdict on the last, or why there is none."""

    engine: str
    pair: str
    runs: list[Run] = field(default_factory=list[Run])
    verdict: Verdict | None = None
    failure: str = ""

    def median(self, measure: str) -> float | None:
        """Return the middle of a measure over the runs, or None when there was no run."""
        values = [float(asdict(run)[measure]) for run in self.runs]
        return median(values) if values else None

    @property
    def right(self) -> bool:
        """Whether there is a redline and it is right both ways."""
        return bool(self.verdict and self.verdict.right("reject") and self.verdict.right("accept"))


def run_once(result: Result, engine: Engine, pair: Path, redline: Path, seconds: float) -> None:
    """Run an engine once more on a pair, unless it has failed there, or is slow."""
    if result.failure or any(run.wall_seconds > _SLOW for run in result.runs):
        return
    redline.unlink(missing_ok=True)
    before, after = sides(pair)
    run, result.failure = measured(engine.command(before, after, redline), seconds)
    if not result.failure and not redline.exists():
        result.failure = "wrote no file"
    if not result.failure:
        result.runs.append(run)


def judged(result: Result, pair: Path, redline: Path) -> None:
    """Have the redline of the last run judged, in a process of its own."""
    if result.failure:
        return
    command = [sys.executable, "-m", "benchmarks.redline.judge", *sides(pair), redline]
    answer = subprocess.run(command, capture_output=True, check=False, text=True)
    if answer.returncode:
        said = answer.stderr.strip().splitlines()
        result.failure = f"its file cannot be judged: {said[-1][:_LONGEST_MESSAGE]}"
    else:
        result.verdict = Verdict(**json.loads(answer.stdout))


def sides(pair: Path) -> tuple[Path, Path]:
    """Return the files of a pair: FOLDER/NAME stands for NAME.before.docx and NAME.after.docx."""
    before, after = (pair.with_name(f"{pair.name}.{side}.docx") for side in ("before", "after"))
    return before, after
