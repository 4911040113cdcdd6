"""The command that starts an overlay of a clause, or a clause of the council's own."""

from __future__ import annotations

from pathlib import Path

from drafting.commands.result import Result
from drafting.configuration.reading import read_configuration
from drafting.configuration.vocabulary import read_vocabulary
from drafting.findings import Refusal, error, errors
from drafting.library.clauses import Clause, Library
from drafting.library.nearest import did_you_mean
from drafting.library.overlay_writing import new_leaving_out, new_overlay, new_own_clause
from drafting.library.own_files import is_id
from drafting.library.own_library import may_be_left_out, may_be_reworded
from drafting.library.reading import read_library
from drafting.publication.draft import assemble_protocols
from drafting.workspace import Workspace, open_workspace, program_files


def start_overlay(
    folder: Path,
    clause: str,
    *,
    wordings: tuple[str, ...] = (),
    leave_out: bool = False,
    after: str = "",
    print_only: bool = False,
) -> Result:
    """Write `clauses/CLAUSE.yaml` of a workspace, ready to edit; or only return it, to be printed.

    A clause of the library comes with the library's words: in the `wordings` named, or else in the
    one that stands for this council, or else in all. With `after` it is a new clause of the
    council's own, after that one. Raises `Refusal` when the clause may not be changed or is not
    known, and when the file is there already.
    """
    workspace = open_workspace(folder)
    library, findings = read_library(program_files("clauses"), program_files("protocols"))
    if errors(findings):
        raise Refusal(*findings)
    if after:
        text = _own_clause(library, clause, after)
    else:
        text = _overlay(library, workspace, clause, wordings, leave_out=leave_out)
    if print_only:
        return Result(text.rstrip("\n"), {"text": text})
    path = workspace.write_clause(f"{clause}.yaml", text)
    told = "a clause of the council's own" if after else "an overlay"
    summary = f"Wrote {told}: {path}\nNext: fill it in, then drafting check {folder}"
    return Result(summary, {"written": [str(path)]}, (), (path,))


def _own_clause(library: Library, identity: str, after: str) -> str:
    if not is_id(identity):
        raise _refused(
            f"{identity!r} is no id.",
            "Write small letters and digits with single hyphens, such as filming-meetings.",
        )
    if identity in library.clauses:
        raise _refused(f"the library has a clause {identity!r}.", "Choose another id.")
    beside = _known(library, after)
    protocol = next(
        outline.id
        for outline in library.outlines
        for slot in outline.slots
        if after in slot.clauses
    )
    return new_own_clause(identity, beside, protocol)


def _overlay(
    library: Library,
    workspace: Workspace,
    name: str,
    wordings: tuple[str, ...],
    *,
    leave_out: bool,
) -> str:
    clause = _known(library, name)
    if not may_be_reworded(clause):
        raise _refused(
            f"statute dictates what {name!r} says (its force is `must`), so it may not be changed.",
            f"What the council adds can be a clause of its own: "
            f"drafting overlay NEW-ID --after {name}.",
        )
    if leave_out:
        if not may_be_left_out(clause):
            raise _refused(
                f"{name!r} uses a power that statute gives (its force is `may`).",
                "Change the fact in council.yaml that puts it in.",
            )
        return new_leaving_out(clause)
    known = [variant.id for variant in clause.variants]
    for each in wordings:
        if each not in known:
            raise _refused(f"{name!r} has no wording {each!r}.", did_you_mean(each, known))
    wanted = wordings or _standing(library, workspace, clause)
    return new_overlay(clause, [each for each in clause.variants if each.id in wanted])


def _standing(library: Library, workspace: Workspace, clause: Clause) -> tuple[str, ...]:
    """Return the wording that stands for the council; all of them, if none does or is known."""
    vocabulary = read_vocabulary(program_files("clauses") / "facts.yaml")
    configuration, _ = read_configuration(workspace.configuration, vocabulary)
    if configuration is not None:
        chosen = assemble_protocols(configuration, library, vocabulary).selection.chosen
        choice = chosen.get(clause.id)
        if choice and choice.variant:
            return (choice.variant.id,)
    return tuple(each.id for each in clause.variants)


def _known(library: Library, name: str) -> Clause:
    if name not in library.clauses:
        near = did_you_mean(name, library.clauses)
        raise _refused(
            f"the library has no clause {name!r}.",
            f"{near} For a new clause say where it goes: --after CLAUSE.".strip(),
        )
    return library.clauses[name]


def _refused(message: str, remedy: str) -> Refusal:
    return Refusal(error(message, remedy=remedy))
