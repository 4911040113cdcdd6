"""A fuzz of the redline engine with edited copies of real Word files.

    python -m tests.publication.fuzz_of_real_files --seeds 0-2000

prints each seed that fails, in one line with its file, its edits and what went wrong, and at the
end how often each thing went wrong. A redline has to restore both files, or be refused for one of
the reasons in `KNOWN_REASONS`. `--file` takes only files whose name holds a text, `--most 1` makes
one edit a file, `--save` writes the file before, after and its redline into a folder. A seed means
the same copy as long as the corpus, the edits and these options do.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from drafting.findings import Refusal
from drafting.publication.redline import Redline, Stamp, redline
from drafting.word.markup import check_markup
from drafting.word.package import Package, open_package
from drafting.word.revisions import resolved, story_parts, with_ids
from drafting.word.verification import Allowed, differences
from drafting.word.xml import Element, get, local, make, name, serialise
from tests.publication import edits_of_blocks as blocks
from tests.publication import edits_of_runs as runs
from tests.publication.edited_copies import Copy, Edit, edited_copy

STAMP = Stamp("A. Fuzzer", "2026-05-01T09:00:00Z")
# Earlier tracked changes that are in the way, and what no tracked change can show.
KNOWN_REASONS = (
    "an earlier tracked change here was changed or deleted again",
    "an earlier tracked change of (a table|the page layout) was changed again",
    "a change of this content control cannot be tracked",
    "a content control (of this kind|around table rows) (comes or goes|cannot come or go)",
)
# The edits, and how often each is tried; those that few files have a place for are tried often.
EDITS: tuple[tuple[Edit, int], ...] = (
    *((each, 6) for each in (runs.edit_words, blocks.delete_paragraph, blocks.insert_paragraph)),
    *((each, 3) for each in (blocks.duplicate_paragraph, blocks.swap_paragraphs)),
    *((each, 3) for each in (blocks.split_paragraph, blocks.merge_paragraphs)),
    *((each, 3) for each in (blocks.format_paragraph, runs.format_run, runs.insert_special)),
    *((each, 3) for each in (runs.delete_run, runs.duplicate_run, runs.swap_runs)),
    *((each, 2) for each in (runs.insert_field, runs.insert_link, runs.split_run)),
    *((each, 1) for each in (blocks.format_section, blocks.wrap_in_control)),
    *((each, 8) for each in (blocks.delete_row, blocks.duplicate_row, blocks.swap_rows)),
    *((each, 6) for each in (blocks.add_column, blocks.delete_column)),
    *((each, 4) for each in (blocks.delete_table, blocks.duplicate_table, blocks.format_table)),
    *((each, 12) for each in (blocks.move_paragraphs, runs.delete_field, runs.duplicate_field)),
    *((each, 12) for each in (runs.delete_link, runs.unlink, runs.edit_math)),
    *((each, 12) for each in (runs.delete_note_reference, runs.insert_note, runs.edit_text_box)),
    (blocks.unwrap_control, 4),
)


@dataclass(frozen=True)
class Outcome:
    """What became of one seed: `failure` is empty when all is well."""

    seed: int
    file: str
    edits: tuple[str, ...] = ()
    refused: str = ""
    failure: str = ""

    @property
    def kind(self) -> str:
        """The failure without what is particular to one file."""
        plain = re.sub(
            r"“.*?(”|$)|\d+|\S+\.(xml|docx)\S*|\(near.*?\)", "…", " ".join(self.failure.split())
        )
        return " | ".join(dict.fromkeys(plain.split(" | ")))[:160]

    def __str__(self) -> str:
        told = " ".join(self.failure.split())
        return f"{self.seed}\t{self.file}\t{'; '.join(self.edits)}\t{told}"


@cache
def files() -> tuple[Path, ...]:
    """Return the real files: none where the corpus is missing.

    Its folder is named by DRAFTING_CORPUS, or is the first `shared/corpus` upwards from here.
    """
    named = os.environ.get("DRAFTING_CORPUS")
    above = [Path(named)] if named else [p / "shared" / "corpus" for p in Path(__file__).parents]
    folder = next((each for each in above if (each / "pairs").is_dir()), None)
    return () if folder is None else tuple(sorted(folder.glob("*/*.docx")))


def copy_for(seed: int, among: Sequence[Path] = (), most: int = 4) -> tuple[Package, Copy]:
    """Return the real file and the copy with at most so many edits that belong to a seed."""
    known = among or files()
    old = open_package(known[seed % len(known)])
    return old, edited_copy(old, seed, EDITS, most)


def tried(
    seed: int, among: Sequence[Path] = (), most: int = 4, keep: Path | None = None
) -> Outcome:
    """Redline a real file and its edited copy, and say what came of it."""
    old, copy = copy_for(seed, among, most)
    outcome = partial(Outcome, seed, old.name, copy.edits)
    if keep is not None:
        old.save(keep / f"{seed}.before.docx")
        copy.package.save(keep / f"{seed}.after.docx")
    try:
        result = redline(old, copy.package, STAMP)
    except Refusal as refusal:
        known = any(re.search(reason, str(refusal)) for reason in KNOWN_REASONS)
        told = " | ".join(each.message for each in refusal.findings)
        return outcome(refused=told) if known else outcome(failure=f"refused: {told[:400]}")
    except Exception as problem:  # whatever it is, the seed is what the engine's author needs
        return outcome(failure=f"{type(problem).__name__}: {str(problem)[:300]}")
    if keep is not None:
        result.package.save(keep / f"{seed}.redline.docx")
    if set(copy.edits) <= {f"split_run in {part}" for part in _part_names(old)} and result.counts:
        return outcome(failure=f"a change where both files say the same: {dict(result.counts)}")
    return outcome(failure=next(_wrong(old, copy.package, result), ""))


def unlike_itself(file: Path) -> str:
    """Return what is wrong with the redline of a file and itself, which shows no change."""
    old = open_package(file)
    try:
        counts = redline(old, old, STAMP).counts
    except Exception as problem:
        return f"{file.name}: {type(problem).__name__}: {str(problem)[:300]}"
    return f"{file.name}: {dict(counts)}" if counts else ""


def _part_names(package: Package) -> set[str]:
    return {part.rpartition("/")[2] for part in story_parts(package)}


def _wrong(old: Package, new: Package, result: Redline) -> Iterator[str]:
    """Yield where rejecting what the redline added, or accepting all, does not restore a file.

    If the redline has `reported` what it could not show, the new file has to be the same in words.
    """
    marked = result.package
    rejected = _without_new_notes(resolved(marked, "reject", with_ids(result.added)), old)
    for part in story_parts(old):
        if said(old.root(part)) != said(rejected.root(part)):
            yield f"reject: the paragraphs of {part} are not restored"
    for each in differences(_stories(old, old), _stories(rejected, old)):
        yield f"reject: {each.address}: {each.message}"
    # Where earlier changes were changed again, whose change is whose is told apart only as a whole.
    accepted, wanted = resolved(marked, "accept"), resolved(new, "accept")
    if _read(wanted) != _read(accepted):
        yield "accept: the paragraphs are not restored"
    one, other = (_with_notes_counted(_stories(each, new)) for each in (wanted, accepted))
    for each in () if result.unshown else differences(one, other, Allowed(bookmarks=True)):
        yield f"accept: {each.address}: {each.message}"
    yield from (f"markup: {each}" for each in _breaches(old, new, marked))


def _breaches(old: Package, new: Package, marked: Package) -> Iterator[str]:
    """Yield what Word is strict about and neither file breaks, but the redline does.

    An edit may change one branch of an alternative alone, and rejecting tells what became of
    earlier changes: so the points 13 and 16 are left out.
    """
    theirs = {each.message for each in check_markup(new)}
    found = [each for each in check_markup(marked, old) if each.message not in theirs]
    yield from (str(each) for each in found if not re.search(r"\(Point 1[36];", str(each)))


def _stories(package: Package, links_of: Package) -> Package:
    """Return a package of the stories alone, without the comments.

    The links are those of one package for both: what only rejected text used stays linked.
    """
    comments = package.related("comments")
    kept = {
        part: serialise(_without_space(package.root(part)))
        for part in story_parts(package)
        if part != comments
    }
    links = {part: data for part, data in links_of.parts.items() if part.endswith(".rels")}
    return Package(package.name, {**kept, **links}, {})


def _without_space(root: Element) -> Element:
    """Take out the white space between elements, as files that were printed to be read have it."""
    for each in root.iter():
        if local(each) not in {"t", "delText", "instrText", "delInstrText"}:
            each.text = each.text if each.text and each.text.strip() else None
        each.tail = each.tail if each.tail and each.tail.strip() else None
    return root


def _with_notes_counted(stories: Package) -> Package:
    """Leave out the notes, and give references to them their number in the text as their id."""
    notes = {stories.related("footnotes"), stories.related("endnotes")}
    root = stories.root(stories.document)
    tags = (name("w:footnoteReference"), name("w:endnoteReference"))
    for number, reference in enumerate(root.iter(*tags)):
        reference.set(name("w:id"), str(number))
    kept = {part: data for part, data in stories.parts.items() if part not in notes}
    return Package(stories.name, {**kept, stories.document: serialise(root)}, {})


def _without_new_notes(rejected: Package, old: Package) -> Package:
    """Take out the notes that only rejected text referred to; Word drops them when it saves."""
    changes: dict[str, bytes] = {}
    for part in (old.related("footnotes"), old.related("endnotes")):
        if part is not None:
            notes, known = rejected.root(part), {get(e, "w:id") for e in old.root(part)}
            added = [each for each in notes if get(each, "w:id") not in known]
            for each in added:
                notes.remove(each)
            if added:
                changes[part] = serialise(notes)
    return rejected.replacing(changes)


# ---- What a file says, worked out here and not by the program that is tested.

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_THINGS = frozenset("drawing pict object footnoteReference endnoteReference ptab pgNum".split())


def said(root: Element, *, results: bool = True) -> list[str]:
    """Return what each paragraph of a story says, with or without the results of its fields."""
    return ["".join(_pieces(each, results)) for each in root.iter(name("w:p"))]


def _pieces(paragraph: Element, results: bool) -> Iterator[str]:
    shown: list[bool] = []  # for each open field, whether its result has begun
    inside = list(_within(paragraph))
    kinds = [get(each, "w:fldCharType") for each in inside if local(each) == "fldChar"]
    whole = kinds.count("begin") == kinds.count("end")
    for each in inside:
        kind = local(each)
        if kind == "fldChar":
            change = get(each, "w:fldCharType")
            if change == "begin":
                shown.append(False)
            elif shown and change == "separate":
                shown[-1] = True
            elif shown:
                shown.pop()
        if not results and whole and any(shown):
            continue
        if kind in {"t", "delText", "instrText", "delInstrText"}:
            yield each.text or ""
        elif kind == "sym":
            yield f"[{get(each, 'w:char')}]"
        else:
            yield _SIGNS.get(kind, f"[{kind}]" if kind in _THINGS else "")


def _within(element: Element) -> Iterator[Element]:
    """Yield what is in a paragraph, and not in the paragraphs of its text boxes.

    A simple field is read as the marks, the code and the result of the same field in runs.
    """
    for each in element:
        if local(each) in {"p", "pPr", "rPr"}:
            continue
        if local(each) == "fldSimple":
            yield make("w:fldChar", fldCharType="begin")
            code = make("w:instrText")
            code.text = get(each, "w:instr")
            yield from (code, make("w:fldChar", fldCharType="separate"))
            yield from _within(each)
            yield make("w:fldChar", fldCharType="end")
            continue
        yield each
        yield from _within(each)


def _read(package: Package) -> list[list[str]]:
    """Return what each story says, each note where the text refers to it."""
    notes = {package.related(kind): kind for kind in ("footnotes", "endnotes")}
    others = {*notes, package.related("comments")}
    stories = [package.root(part) for part in story_parts(package) if part not in others]
    found = [said(root, results=False) for root in stories]
    for part, kind in notes.items():
        texts = {} if part is None else {get(e, "w:id"): e for e in package.root(part)}
        for reference in (r for s in stories for r in s.iter(name(f"w:{kind[:-1]}Reference"))):
            note = texts.get(get(reference, "w:id"))  # some files refer to notes they do not have
            found.append([] if note is None else said(note, results=False))
    return found


# ---- The command line.


def main(arguments: list[str]) -> int:
    """Try many seeds; return 1 when one failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", default="0-500", help="from-to, or one number")
    parser.add_argument("--file", default="", help="only files whose name holds this")
    parser.add_argument("--most", type=int, default=4, help="at most so many edits of a file")
    parser.add_argument("--save", type=Path, help="write the files of each seed into this folder")
    parser.add_argument("--processes", type=int, default=1)
    stated = parser.parse_args(arguments)
    first, _, last = str(stated.seeds).partition("-")
    seeds = range(int(first), int(last or first) + 1)
    among = tuple(each for each in files() if stated.file in each.name)
    if not among:
        print("There is no such file: set DRAFTING_CORPUS to the folder of the corpus.")
        return 2
    work: Callable[[int], Outcome] = partial(tried, among=among, most=stated.most, keep=stated.save)
    kinds: Counter[str] = Counter()
    refused = 0
    with ProcessPoolExecutor(stated.processes) as pool:
        for outcome in pool.map(work, seeds, chunksize=8):
            refused += bool(outcome.refused)
            if outcome.failure:
                kinds[outcome.kind] += 1
                print(outcome, flush=True)
    print(f"{len(seeds)} seeds: {kinds.total()} failed, {refused} refused for a known reason.")
    for kind, number in kinds.most_common():
        print(f"{number:5}  {kind}")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
