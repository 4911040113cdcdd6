"""What was measured, put together, and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from benchmarks.redline.engines import FLOOR, Engine
from benchmarks.redline.runs import Result

_MEASURES = ("cpu_seconds", "wall_seconds", "peak_megabytes")


@dataclass(frozen=True)
class Known:
    """What is known of a pair of documents that the benchmark made."""

    paragraphs: int
    words: int
    characters_edited: int
    edits: tuple[Mapping[str, object], ...]


@dataclass(frozen=True)
class Report:
    """All results of one run of the benchmark."""

    day: date
    machine: str
    rounds: int
    versions: Mapping[str, str]
    missing: Mapping[str, str]
    known: Mapping[str, Known]
    results: Sequence[Result]

    @classmethod
    def of(
        cls,
        engines: Sequence[Engine],
        results: Sequence[Result],
        missing: Mapping[str, str],
        rounds: int,
        known: Mapping[str, str],
    ) -> Report:
        """Return the report of today, on this machine."""
        cores = f"{os.cpu_count()} cores"
        python = f"Python {platform.python_version()}"
        return cls(
            datetime.now(UTC).date(),
            f"{python}, {platform.system()}, {cores}",
            rounds,
            {each.name: each.version for each in engines},
            missing,
            {name: Known(**json.loads(text)) for name, text in known.items()},
            results,
        )

    def result(self, engine: str, pair: str) -> Result:
        """Return the result of an engine on a pair."""
        return next(each for each in self.results if (each.engine, each.pair) == (engine, pair))

    def ratio(self, engine: str, pair: str, measure: str) -> float | None:
        """Return a measure of an engine as a multiple of the floor's, by medians."""
        value = self.result(engine, pair).median(measure)
        floor = self.result(FLOOR, pair).median(measure)
        return value / floor if value is not None and floor else None

    def marked_over_edited(self, engine: str, pair: str) -> float | None:
        """Return the characters marked over those truly edited."""
        verdict = self.result(engine, pair).verdict
        return verdict.characters_marked / self.known[pair].characters_edited if verdict else None


def as_json(report: Report) -> str:
    """Return all that was measured, for a machine."""
    record = {
        **{each: getattr(report, each) for each in ("machine", "rounds", "versions", "missing")},
        "day": report.day.isoformat(),
        "documents": {name: asdict(each) for name, each in report.known.items()},
        "results": [_record(report, each) for each in report.results],
    }
    return json.dumps(record, indent=1, ensure_ascii=False)


def _record(report: Report, result: Result) -> dict[str, object]:
    record: dict[str, object] = {
        **asdict(result),
        "medians": {each: result.median(each) for each in _MEASURES},
        "right": result.right,
    }
    if report.known:
        pair, engine = result.pair, result.engine
        record["over_floor"] = {each: report.ratio(engine, pair, each) for each in _MEASURES}
        record["marked_over_edited"] = report.marked_over_edited(engine, pair)
    return record
