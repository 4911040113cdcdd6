"""Measures the engines and writes the results. See `benchmarks/README.md`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.redline import engines as programs
from benchmarks.redline.documents import NAMES, SEED
from benchmarks.redline.engines import Engine
from benchmarks.redline.picture import picture
from benchmarks.redline.report import Report, as_json
from benchmarks.redline.runs import Result, judged, run_once
from benchmarks.redline.tables import of_documents, of_pairs

_HERE = Path(__file__).parent


def main() -> None:
    """Measure, print, and write what is asked for."""
    options = _options()
    chosen = [programs.ours(options.program)]
    missing: dict[str, str] = {}
    if options.peers:
        found, missing = programs.peers(options.peers_folder.resolve(), options.peers_python)
        chosen += found
    if options.engines:
        chosen = [each for each in chosen if each.name in options.engines]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if options.pairs:
            report = _of_pairs(options, chosen, folder, missing)
        else:
            report = _of_documents(options, [*chosen, programs.floor()], folder, missing)
    table = of_pairs(report) if options.pairs else of_documents(report)
    print(as_json(report) if options.json else table)
    if options.write:
        _write(report, table, "pairs" if options.pairs else "results")


def _write(report: Report, table: str, name: str) -> None:
    (_HERE / f"{name}.md").write_text(table, encoding="utf-8")
    if report.known:
        (_HERE / f"{name}.svg").write_text(picture(report), encoding="utf-8")


def _of_documents(
    options: argparse.Namespace, engines: Sequence[Engine], folder: Path, missing: dict[str, str]
) -> Report:
    names: list[str] = options.sizes or list(NAMES)
    command = [sys.executable, "-m", "benchmarks.redline.documents", folder, str(options.seed)]
    subprocess.run([*command, *names], check=True)
    pairs = [folder / each for each in names]
    known = {each.name: each.with_suffix(".json").read_text(encoding="utf-8") for each in pairs}
    results = _measure(pairs, engines, folder, options)
    return Report.of(engines, results, missing, options.rounds, known)


def _of_pairs(
    options: argparse.Namespace, engines: Sequence[Engine], folder: Path, missing: dict[str, str]
) -> Report:
    source: Path = options.pairs
    pairs = [
        each.with_name(each.name.removesuffix(".before.docx"))
        for each in sorted(source.glob("*.before.docx"))
    ]
    results = _measure(pairs, engines, folder, options)
    return Report.of(engines, results, missing, options.rounds, {})


def _measure(
    pairs: Sequence[Path], engines: Sequence[Engine], folder: Path, options: argparse.Namespace
) -> list[Result]:
    """Run the engines in turn on each pair, so that all of them meet the same machine."""
    results: list[Result] = []
    for pair in pairs:
        here = {each.name: Result(each.name, pair.name) for each in engines}
        for _ in range(options.rounds):
            for engine in engines:
                redline = folder / f"{engine.name}.docx"
                run_once(here[engine.name], engine, pair, redline, options.limit)
        for engine in engines:
            if engine.name != programs.FLOOR:
                judged(here[engine.name], pair, folder / f"{engine.name}.docx")
            print(_progress(here[engine.name]), file=sys.stderr)
        results += here.values()
    return results


def _progress(result: Result) -> str:
    cpu = result.median("cpu_seconds")
    said = result.failure or f"{cpu:.2f} s CPU"
    return f"{result.pair} {result.engine}: {said}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.redline", description="Measure engines that write redlines."
    )
    add = parser.add_argument
    add("--rounds", type=int, default=3, help="runs of each engine on each pair (default: 3)")
    add("--sizes", nargs="+", choices=NAMES, help="which documents (default: all)")
    add("--seed", type=int, default=SEED, help=f"of the documents (default: {SEED})")
    add("--peers", action="store_true", help="measure the peers too, from PyPI")
    add("--peers-folder", type=Path, default=Path("build/peers"), help="where they are installed")
    add("--peers-python", help="the Python they run in (default: the first of 3.13, 3.12 found)")
    add("--engines", nargs="+", help="only these, and the floor")
    add("--program", type=Path, help="another `drafting` to measure (default: the one installed)")
    add("--limit", type=float, default=420, help="seconds that one run may take (default: 420)")
    add("--pairs", type=Path, help="a folder of NAME.before.docx and NAME.after.docx instead")
    add("--write", action="store_true", help="write results.md and results.svg beside this program")
    add("--json", action="store_true", help="print for a machine")
    options = parser.parse_args()
    options.rounds = max(1, options.rounds)
    return options


main()
