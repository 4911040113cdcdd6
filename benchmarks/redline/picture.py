"""The results as a picture: CPU time over the floor's, and peak memory, by size of document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from benchmarks.redline.documents import SIZES
from benchmarks.redline.engines import FLOOR, OURS
from benchmarks.redline.report import Report

# Okabe and Ito's colours, told apart by most colour-blind readers; each line has its own mark too.
_LOOKS = {
    OURS: ("#0072b2", "circle"),
    "python-redlines": ("#d55e00", "square"),
    "docx-trackdiff": ("#009e73", "diamond"),
    "docx-redline": ("#b0478a", "triangle"),
    "jubarte-redlines": ("#8a6d00", "cross"),
    FLOOR: ("#555555", "dash"),
}
_WIDTH, _HEIGHT = 900, 456
_TOP, _BOTTOM = 64, 330
_PLOT = 330  # the width of one plot
_LEFTS = (70, 520)

Series = dict[str, list[float | None]]
Wrong = dict[str, list[bool]]


def picture(report: Report) -> str:
    """Return the picture as SVG."""
    pairs = [each for each in SIZES if each in report.known]
    engines = [each for each in _LOOKS if each in report.versions]
    shown = [each for each in engines if each != FLOOR]
    cpu: Series = {
        each: [report.ratio(each, pair, "cpu_seconds") for pair in pairs] for each in shown
    }
    memory: Series = {
        each: [report.result(each, pair).median("peak_megabytes") for pair in pairs]
        for each in engines
    }
    wrong: Wrong = {
        each: [each != FLOOR and not report.result(each, pair).right for pair in pairs]
        for each in engines
    }
    words = [report.known[each].words for each in pairs]
    title = "Redline engines: processor time and memory by size of document"
    description = (
        f"Measured on {report.day:%-d %B %Y}. Processor time as a multiple of the floor, a program "
        f"that only reads and parses both files and writes one. {_told(cpu, words, '× the floor')} "
        f"Peak memory. {_told(memory, words, ' MB')} A hollow mark means a wrong redline."
    )
    body = [
        _plot(_LEFTS[0], "Processor time, multiple of the floor", cpu, words, wrong, "×"),
        _plot(_LEFTS[1], "Peak memory, megabytes", memory, words, wrong, ""),
        _legend(engines, report),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-labelledby="title description" font-family="sans-serif" font-size="13">\n'
        f'<title id="title">{escape(title)}</title>\n'
        f'<desc id="description">{escape(description)}</desc>\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _told(series: Series, words: Sequence[int], unit: str) -> str:
    """Return the values in words, for those who cannot see the picture."""
    return " ".join(
        f"{name}: "
        + ", ".join(
            f"{value:,.0f}{unit} at {count:,} words" if value is not None else "no result"
            for value, count in zip(values, words, strict=True)
        )
        + "."
        for name, values in series.items()
    )


def _plot(
    left: int, title: str, series: Series, words: Sequence[int], wrong: Wrong, unit: str
) -> str:
    known = [value for values in series.values() for value in values if value]
    across = _scale(min(words) * 0.8, max(words) * 1.25, left, left + _PLOT)
    low, high = 10 ** floor(log10(min(known))), 10 ** ceil(log10(max(known) * 1.01))
    up = _scale(low, high, _BOTTOM, _TOP)
    pieces = [_text(left, _TOP - 24, title, weight="bold", anchor="start")]
    for value in _ticks(low, high):
        pieces.append(_line(left, up(value), left + _PLOT, up(value), "#d5d5d5"))
        pieces.append(_text(left - 8, up(value) + 4, f"{value:,}{unit}", anchor="end"))
    for count in words:
        pieces.append(_line(across(count), _BOTTOM, across(count), _BOTTOM + 5, "#333333"))
        pieces.append(_text(across(count), _BOTTOM + 20, f"{round(count / 1000)}k"))
    pieces.append(_line(left, _BOTTOM, left + _PLOT, _BOTTOM, "#333333"))
    pieces.append(_text(left + _PLOT / 2, _BOTTOM + 40, "words (both scales are logarithmic)"))
    for name, values in series.items():
        points = [
            (across(count), up(value), hollow)
            for count, value, hollow in zip(words, values, wrong[name], strict=True)
            if value is not None
        ]
        pieces.append(_curve(name, points))
    return "\n".join(pieces)


def _ticks(low: float, high: float) -> list[int]:
    steps = [1, 2, 5] if high / low <= 1000 else [1]
    values = [round(low * 10**power * step) for power in range(6) for step in steps]
    return [value for value in values if low <= value <= high]


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """Return a logarithmic scale from low…high to start…end."""
    return lambda value: round(
        start + (end - start) * (log10(value) - log10(low)) / (log10(high) - log10(low)), 1
    )


def _curve(name: str, points: Sequence[tuple[float, float, bool]]) -> str:
    colour, mark = _LOOKS[name]
    path = " ".join(f"{x},{y}" for x, y, _ in points)
    width = 3.5 if name == OURS else 2
    dashes = ' stroke-dasharray="5 4"' if name == FLOOR else ""
    line = (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'
    )
    return line + "".join(_mark(mark, x, y, colour, hollow) for x, y, hollow in points)


def _mark(kind: str, x: float, y: float, colour: str, hollow: bool) -> str:
    """Return a mark, hollow where the redline is wrong."""
    shapes = {
        "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
        "square": "M-4.5-4.5h9v9h-9z",
        "diamond": "M0-6 6 0 0 6-6 0z",
        "triangle": "M0-6 6 5H-6z",
        "cross": "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2z",
        "dash": "M-5-1H5V1H-5z",
    }
    fill = "#ffffff" if hollow else colour
    return (
        f'<path transform="translate({x} {y})" d="{shapes[kind]}" fill="{fill}" '
        f'stroke="{colour}" stroke-width="1.5"/>'
    )


def _legend(engines: Sequence[str], report: Report) -> str:
    pieces: list[str] = []
    for number, name in enumerate(engines):
        x, y = _LEFTS[0] + 270 * (number % 3), _BOTTOM + 66 + 22 * (number // 3)
        label = f"{name} {report.versions[name]}".strip()
        pieces.append(_curve(name, [(x, y, False), (x + 24, y, False)]))
        pieces.append(_text(x + 36, y + 4, label, anchor="start"))
    pieces.append(_text(_LEFTS[0], _HEIGHT - 10, "Hollow: its redline is wrong.", anchor="start"))
    return "\n".join(pieces)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{colour}" fill="none"/>'


def _text(x: float, y: float, text: str, weight: str = "normal", anchor: str = "middle") -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-weight="{weight}" fill="#222222">'
        f"{escape(text)}</text>"
    )
