"""The command that says which topics of the library constitutions cover today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from drafting.commands.result import Result, counted
from drafting.constitution.outline import read_constitution
from drafting.findings import Refusal, errors
from drafting.library.clauses import Library
from drafting.library.reading import read_library
from drafting.publication.topics import Coverage, Extent, Topic, coverage_of
from drafting.word.package import open_package
from drafting.workspace import program_files

_MARKS = {Extent.COVERED: "yes", Extent.PART: "part", Extent.NONE: "-"}
_TOPIC = 46  # characters of the column of topics
_COLUMN = 12
_LONGEST = 160  # characters of a text that is shown


def show_coverage(paths: Sequence[Path]) -> Result:
    """Say how far one constitution, or several side by side, cover the topics of the library.

    No workspace is needed. Raises `Refusal` when a file cannot be opened or has no text.
    """
    library, problems = read_library(program_files("clauses"), program_files("protocols"))
    if errors(problems):
        raise Refusal(*problems, cannot_run=True)
    found = [coverage_of(read_constitution(open_package(path)), library) for path in paths]
    names = _names(paths)
    lines = [*_table(library, names, found)]
    if len(found) == 1:
        lines += ["", *_texts(found[0])]
    lines += ["", *(_sum(name, each) for name, each in zip(names, found, strict=True))]
    lines.append("yes: covered; part: in part; -: not at all. Matched by likeness: read the text.")
    record = {
        "councils": [
            {
                "file": str(path),
                "protocols": sorted(each.present),
                "topics": [_record(topic) for topic in each.topics],
            }
            for path, each in zip(paths, found, strict=True)
        ]
    }
    findings = tuple(finding for each in found for finding in each.findings)
    return Result("\n".join(lines), record, findings)


def _names(paths: Sequence[Path]) -> list[str]:
    """Return a short name for each file: its own, or that of its folder where those are alike."""
    stems = [path.stem for path in paths]
    if len(set(stems)) == len(stems):
        return stems
    return [path.resolve().parent.name for path in paths]


def _table(library: Library, names: Sequence[str], found: Sequence[Coverage]) -> Iterator[str]:
    shown = [name if len(name) < _COLUMN else f"{name[: _COLUMN - 2]}…" for name in names]
    yield f"{'':<{_TOPIC}}" + "".join(f"{each:<{_COLUMN}}" for each in shown)
    for outline in library.outlines:
        there = ["" if outline.id in each.present else "(none)" for each in found]
        yield f"{outline.title:<{_TOPIC}}" + "".join(f"{each:<{_COLUMN}}" for each in there)
        rows = zip(
            *([e for e in each.topics if e.outline == outline.id] for each in found), strict=True
        )
        for row in rows:
            title = row[0].title
            title = title if len(title) < _TOPIC - 3 else f"{title[: _TOPIC - 5]}…"
            yield f"  {title:<{_TOPIC - 2}}" + "".join(f"{_cell(each):<{_COLUMN}}" for each in row)


def _cell(topic: Topic) -> str:
    mark = _MARKS[topic.extent]
    return mark if topic.extent is Extent.NONE else f"{mark} {topic.score:.0%}"


def _texts(coverage: Coverage) -> Iterator[str]:
    for topic in coverage.topics:
        if topic.extent is not Extent.NONE:
            text = topic.text if len(topic.text) <= _LONGEST else f"{topic.text[:_LONGEST]}…"
            yield f"{topic.title}: {_MARKS[topic.extent]}, {topic.score:.0%} sure."
            yield f"  “{topic.heading}” ({topic.where}): {' '.join(text.split())}"


def _sum(name: str, coverage: Coverage) -> str:
    every = counted(len(coverage.topics), "topic")
    covered, part = coverage.count(Extent.COVERED), coverage.count(Extent.PART)
    rest = coverage.count(Extent.NONE)
    return f"{name}: of {every}, {covered} covered, {part} in part, {rest} not at all."


def _record(topic: Topic) -> dict[str, str | float]:
    return {
        "outline": topic.outline,
        "clause": topic.clause,
        "title": topic.title,
        "extent": topic.extent.value,
        "score": topic.score,
        "held": topic.held,
        "heading": topic.heading,
        "where": topic.where,
        "text": topic.text,
    }
