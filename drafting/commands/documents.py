"""The commands that work on any Word files: compare, accept and reject."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

from drafting.commands.result import Progress, Result, counted
from drafting.digests import digest
from drafting.publication.redline import Existing, Stamp, redline
from drafting.publication.summary import Comparison
from drafting.word.choice import chosen_by
from drafting.word.package import Package, open_package
from drafting.word.revisions import Decision, settled
from drafting.word.tally import Tally
from drafting.workspace import refuse_overwriting


def compare(
    old: Path,
    new: Path,
    output: Path,
    stamp: tuple[str, date | None],
    existing: Existing,
    progress: Progress,
) -> Result:
    """Write a redline of two Word files. Raises `Refusal` when it cannot be verified.

    `stamp` is who the tracked changes are by, and their date: by default the day on which the new
    file was last saved. `existing` says what becomes of tracked changes that the files hold.
    """
    refuse_overwriting(output, old, new)
    began = perf_counter()
    progress("reading the files")
    before, after = open_package(old), open_package(new)
    author, dated = stamp
    day = dated or _modified(after)
    read = perf_counter()
    progress("comparing and verifying")
    made = redline(before, after, Stamp(author, f"{day.isoformat()}T09:00:00Z"), existing=existing)
    found = Comparison(before, after, made, existing)
    told, record = found.told(), found.as_json()
    compared = perf_counter()
    progress("writing the redline")
    made.package.save(output)
    ended = perf_counter()
    seconds = {"reading": read - began, **made.seconds, "writing": ended - compared}
    seconds = {each: round(number, 3) for each, number in seconds.items()}
    seconds["total"] = round(ended - began, 3)
    told.append(f"Written in {max(seconds['total'], 0.1):.1f} seconds: {output}")
    return Result(
        "\n".join(told),
        {"written": str(output), **record, "seconds": seconds},
        made.unshown,
        (output,),
    )


def _modified(package: Package) -> date:
    """Return the day on which a document says that it was last saved."""
    core = package.parts.get("docProps/core.xml")
    if core is not None:
        for element in package.root("docProps/core.xml"):
            text = (element.text or "")[:10]
            if str(element.tag).endswith("}modified") and len(text) == 10:
                try:
                    return date.fromisoformat(text)
                except ValueError:
                    break
    return date(2000, 1, 1)


def resolve(
    file: Path,
    output: Path,
    decision: Decision,
    authors: Sequence[str] = (),
    ids: Sequence[str] = (),
) -> Result:
    """Accept or reject the tracked changes of a Word file: all, or by author or by id.

    Raises `Refusal` when no change is by an author or has an id, and says which there are.
    """
    refuse_overwriting(output, file)
    package = open_package(file)
    done = settled(package, decision, chosen_by(package, authors, ids))
    done.package.save(output)
    told = {"accept": "accepted", "reject": "rejected"}[decision]
    record = {
        "written": str(output),
        "revisions": done.settled.total,
        "settled": done.settled.as_json(),
        "remaining": done.remaining.as_json(),
        "sha256": digest(output.read_bytes()),
    }
    return Result(
        f"{counted(done.settled.total, 'tracked change')}{_kinds_told(done.settled)} {told}"
        f"{_rest_told(done.remaining)}: {output}",
        record,
        (),
        (output,),
    )


def _kinds_told(tally: Tally) -> str:
    kinds = ", ".join(f"{kind}: {number}" for kind, number in tally.kinds.items())
    return f" ({kinds})" if kinds else ""


def _rest_told(tally: Tally) -> str:
    authors = ", ".join(author or "nobody named" for author in tally.authors)
    return f"; {tally.total:,} left, by {authors}" if tally.total else ""
