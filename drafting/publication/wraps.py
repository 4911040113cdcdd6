"""Content controls that came around blocks, or went from around them: the blocks stay."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from drafting.amendment.alignment import Move, Step
from drafting.word.atoms import text_of
from drafting.word.slices import Piece
from drafting.word.xml import name

LEAST_LIKE = 85.0  # per cent: how much what stands in the control is like what stood without it


@dataclass(frozen=True)
class Wrapped(Step):
    """Blocks that stand in a content control on one side only; the last of each is named."""

    olds: tuple[int, ...] = ()
    news: tuple[int, ...] = ()


def olds_of(step: Step) -> Sequence[int]:
    """Return the old blocks of a step: of a merged paragraph or a control there are several."""
    return getattr(step, "olds", ()) or (() if step.old is None else (step.old,))


def news_of(step: Step) -> Sequence[int]:
    """Return the new blocks of a step: of a split paragraph or a control there are several."""
    return getattr(step, "news", ()) or (() if step.new is None else (step.new,))


def with_wraps(
    steps: Sequence[Step],
    before: Sequence[Piece],
    after: Sequence[Piece],
    parted: Container[int] = frozenset(),
) -> list[Step]:
    """Return the steps with each control that came or went alone as one step with its blocks."""
    result: list[Step] = []
    gap: list[Step] = []
    for step in (*steps, None):
        if step is not None and step.move in {Move.DELETE, Move.INSERT}:
            gap.append(step)
            continue
        result += _settled(gap, before, after, parted)
        result += [] if step is None else [step]
        gap = []
    return result


def _settled(
    gap: Sequence[Step],
    before: Sequence[Piece],
    after: Sequence[Piece],
    parted: Container[int],
) -> list[Step]:
    gone = [step.old for step in gap if step.old is not None]
    come = [step.new for step in gap if step.new is not None]
    for at, j in enumerate(come):
        run = _run_like(after[j], [before[i] for i in gone])
        if run is not None and not any(id(before[i]) in parted for i in gone[run][1:]):
            return _around(gap, before, after, parted, run, slice(at, at + 1))
    for at, i in enumerate(gone):
        run = _run_like(before[i], [after[j] for j in come])
        if run is not None:
            return _around(gap, before, after, parted, slice(at, at + 1), run)
    return list(gap)


def _around(
    gap: Sequence[Step],
    before: Sequence[Piece],
    after: Sequence[Piece],
    parted: Container[int],
    gone_run: slice,
    come_run: slice,
) -> list[Step]:
    """Return the steps of a gap with those of two runs as one, which may part it."""
    gone = [step for step in gap if step.old is not None]
    come = [step for step in gap if step.new is not None]
    olds = tuple(step.old for step in gone[gone_run] if step.old is not None)
    news = tuple(step.new for step in come[come_run] if step.new is not None)
    first = [*gone[: gone_run.start], *come[: come_run.start]]
    last = [*gone[gone_run.stop :], *come[come_run.stop :]]
    wrapped = Wrapped(Move.KEEP, olds[-1], news[-1], olds, news)
    return [*first, wrapped, *_settled(last, before, after, parted)]


def _run_like(control: Piece, blocks: Sequence[Piece]) -> slice | None:
    """Return the run of blocks outside controls that say what stands in a control."""
    if control.tag != "sdt" or control.revised or not control.text.strip():
        return None
    size = max(control.text.count("\n") + 1, 1)
    told = [_told(each) for each in blocks]
    best: tuple[float, slice | None] = (0.0, None)
    for start in range(len(blocks)):
        for end in range(start + 1, min(start + size, len(blocks)) + 1):
            run = blocks[start:end]
            if not all(each.kind in {"paragraph", "tbl"} and not each.revised for each in run):
                break
            said = "\n".join(told[start:end])
            like = fuzz.ratio(control.text, said, score_cutoff=max(LEAST_LIKE, best[0]))
            if like > best[0]:
                best = (like, slice(start, end))
        if best[1] is not None:
            break
    return best[1]


def _told(block: Piece) -> str:
    """Return what a block says as a control around it tells it: with what its text boxes say."""
    if block.tag != "p":
        return block.text
    return "\n".join(text_of(each) for each in block.element.iter(name("w:p")))
