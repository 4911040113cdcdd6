"""The results as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from benchmarks.redline.documents import IDENTICAL
from benchmarks.redline.engines import FLOOR, OURS
from benchmarks.redline.report import Report
from benchmarks.redline.runs import Result

_COLUMNS = (
    *("engine", "CPU s", "× floor", "wall s", "peak MB", "× floor"),
    *("reject", "accept", "revisions", "marked ÷ edited"),
)


def of_documents(report: Report) -> str:
    """Return the results on the documents that the benchmark makes."""
    lines = ["# Redline engines: results", "", *_made(report)]
    lines += ["", "![The same as a picture](results.svg)"]
    for pair, results in groupby(report.results, lambda each: each.pair):
        known = report.known[pair]
        lines += ["", f"## {document_name(pair)}", ""]
        lines += [
            f"{known.words:,} words, {len(known.edits)} edits, "
            f"{known.characters_edited:,} characters truly edited.",
            "",
        ]
        lines += _table(_COLUMNS, [_row(report, each) for each in results])
        lines += _problems(report, pair)
    return "\n".join(lines) + "\n"


def of_pairs(report: Report) -> str:
    """Return the results on pairs of real documents: the characters that each engine marks."""
    pairs = list(dict.fromkeys(each.pair for each in report.results))
    engines = [each for each in report.versions if each != FLOOR]
    lines = ["# Redline engines: pairs of real documents", "", *_made(report), ""]
    lines += ["Characters marked by each engine; ✗ where its redline is wrong either way.", ""]
    lines += _table(
        ("pair", *engines),
        ((pair, *(_marked(report.result(each, pair)) for each in engines)) for pair in pairs),
    )
    lines += ["", "## Right both ways", ""]
    for engine in engines:
        right = sum(report.result(engine, pair).right for pair in pairs)
        lines.append(f"- {engine}: {right} of {len(pairs)}")
    lines += ["", f"## Where {OURS} marks more than the best peer that is right", ""]
    worse = [line for pair in pairs for line in _worse(report, pair, engines)]
    lines += worse or ["Nowhere."]
    for pair in pairs:
        lines += _problems(report, pair, heading=f"{pair}: ", engines=(OURS,))
    return "\n".join(lines) + "\n"


def document_name(pair: str) -> str:
    """Return what a document of the benchmark is called for a reader."""
    if pair == IDENTICAL:
        return "20,000 identical paragraphs"
    return f"{int(pair):,} paragraphs"


def _made(report: Report) -> list[str]:
    versions = ", ".join(
        f"{name} {version}".strip() for name, version in report.versions.items() if name != FLOOR
    )
    runs = "one run" if report.rounds == 1 else f"{report.rounds} runs (one where it is slow)"
    lines = [
        f"Made on {report.day:%-d %B %Y} by `python -m benchmarks.redline`: {runs} of each, "
        f"medians. {report.machine}. {versions}."
    ]
    lines += [f"\n{name} is missing: {why}" for name, why in report.missing.items()]
    return lines


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    bar = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(each)} |" for each in (head, bar, *rows)]


def _row(report: Report, result: Result) -> tuple[str, ...]:
    engine, pair, verdict = result.engine, result.pair, result.verdict
    marked = report.marked_over_edited(engine, pair)
    return (
        engine,
        _number(result.median("cpu_seconds"), 2),
        _number(report.ratio(engine, pair, "cpu_seconds"), 1),
        _number(result.median("wall_seconds"), 2),
        _number(result.median("peak_megabytes"), 0),
        _number(report.ratio(engine, pair, "peak_megabytes"), 1),
        *(_right(result, way) for way in ("reject", "accept")),
        f"{verdict.revisions:,}" if verdict else "–",
        _number(marked, 2),
    )


def _right(result: Result, way: str) -> str:
    if not result.verdict:
        return "–"
    return "right" if result.verdict.right(way) else "**wrong**"


def _number(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:,.{places}f}"


def _marked(result: Result) -> str:
    if not result.verdict:
        return "–"
    return f"{result.verdict.characters_marked:,}{'' if result.right else ' ✗'}"


def _worse(report: Report, pair: str, engines: Sequence[str]) -> list[str]:
    ours = report.result(OURS, pair) if OURS in engines else None
    peers = [
        (result.verdict.characters_marked, result.engine)
        for engine in engines
        if engine != OURS and (result := report.result(engine, pair)).right and result.verdict
    ]
    if not ours or not peers:
        return []
    least, engine = min(peers)
    if not ours.verdict:
        return [f"- {pair}: {OURS} wrote none; {engine} marks {least:,}"]
    marked = ours.verdict.characters_marked
    return [f"- {pair}: {marked:,}, and {engine} {least:,}"] if marked > least else []


def _problems(
    report: Report, pair: str, heading: str = "", engines: Sequence[str] | None = None
) -> list[str]:
    """Return why there is no redline, or where it is wrong."""
    lines: list[str] = []
    for result in report.results:
        if result.pair != pair or (engines and result.engine not in engines):
            continue
        if result.failure:
            lines.append(f"- {heading}{result.engine}: {result.failure}")
        elif result.verdict:
            lines += [
                f"- {heading}{result.engine}, {way}: {_shortened(said)}"
                for way in ("reject", "accept")
                if (said := _said(result, way))
            ]
    return ["", *lines] if lines else []


def _said(result: Result, way: str) -> str:
    verdict = result.verdict
    if not verdict:
        return ""
    if way == "reject":
        return verdict.reject_other or verdict.reject_ours
    return verdict.accept_other or verdict.accept_ours


def _shortened(message: str) -> str:
    return message if len(message) <= 240 else f"{message[:240]}…"
