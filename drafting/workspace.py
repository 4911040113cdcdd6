"""A council's folder: where its files are, and how they are read and written safely."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import drafting
from drafting.findings import Refusal, error

CONFIGURATION = "council.yaml"
CONSTITUTION = "constitution.docx"
TEMPLATE = "template.docx"
SCHEMA = "council.schema.json"
CLAUSES = "clauses"
VERSIONS = "versions"
PUBLISHED = "published-ids.json"
OUT = "out"
_EXAMPLE_FILES = (CONFIGURATION, CONSTITUTION)


def _refused(message: str, where: Path | str = "", remedy: str = "") -> Refusal:
    return Refusal(error(message, where=str(where), remedy=remedy), cannot_run=True)


@dataclass(frozen=True)
class Workspace:
    """One council's folder."""

    folder: Path

    @property
    def configuration(self) -> Path:
        """The facts of the council."""
        return self.folder / CONFIGURATION

    @property
    def constitution(self) -> Path:
        """The council's current constitution."""
        return self.folder / CONSTITUTION

    @property
    def template(self) -> Path | None:
        """The Word file whose styles the papers for the meeting wear, if the council has one."""
        path = self.folder / TEMPLATE
        return path if path.is_file() else None

    @property
    def clauses(self) -> Path:
        """Where the council's own clauses and its overlays of the library are, if it has any."""
        return self.folder / CLAUSES

    @property
    def versions(self) -> Path:
        """Where each adopted version of the constitution is kept, if any is."""
        return self.folder / VERSIONS

    @property
    def published(self) -> Path:
        """The list of the ids that the council's site has published, if there is one."""
        return self.folder / PUBLISHED

    @property
    def out(self) -> Path:
        """Where everything that is drafted goes."""
        return self.folder / OUT

    @property
    def decided(self) -> Path:
        """Where a draft of what was carried goes."""
        return self.out / "decided"

    def write_clause(self, name: str, text: str) -> Path:
        """Write a new file into the folder of the council's own clauses; return its path.

        Raises `Refusal` when the file is there already.
        """
        path = self.clauses / name
        if path.exists():
            raise _refused(
                f"{CLAUSES}/{name} is there already; nothing is overwritten.",
                self.folder,
                "Edit that file, or see with --print what would be written.",
            )
        try:
            self.clauses.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        except OSError as problem:
            raise _refused(f"cannot be written: {problem.strerror}.", path) from None
        return path

    def write_published(self, data: bytes) -> None:
        """Write the list of the ids that the council's site has published."""
        if self.published.is_file() and self.published.read_bytes() == data:
            return
        self.write_out({PUBLISHED: data}, self.folder)

    def write_out(self, files: Mapping[str, bytes], into: Path | None = None) -> list[Path]:
        """Write all files into `out/`, or `into` another folder, or none; return their paths."""
        into = into or self.out
        into.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".out-") as temporary:
            for name, data in files.items():
                (Path(temporary) / name).write_bytes(data)
            for name in files:
                (Path(temporary) / name).replace(into / name)
        return [into / name for name in files]


def open_workspace(folder: Path) -> Workspace:
    """Return the workspace in a folder. Raises `Refusal` when the folder is not one."""
    if not (folder / CONFIGURATION).is_file():
        raise _refused(
            f"there is no {CONFIGURATION} here.",
            folder,
            "Make a workspace with `drafting init FOLDER`, or name its folder.",
        )
    return Workspace(folder)


def refuse_existing(folder: Path, names: Iterable[str]) -> None:
    """Raise `Refusal` when a folder is a file, or has one of the named files already."""
    if folder.exists() and not folder.is_dir():
        raise _refused("this is a file, not a folder.", folder)
    present = [name for name in names if (folder / name).exists()]
    if present:
        raise _refused(
            f"{', '.join(present)} is there already; nothing is overwritten.",
            folder,
            "Choose another folder.",
        )


def new_workspace(folder: Path, files: Mapping[str, bytes]) -> Workspace:
    """Make a workspace from files. Raises `Refusal` when a file of it is there already."""
    refuse_existing(folder, files)
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    except OSError as problem:
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise _refused(f"cannot be written: {problem}.", folder) from None
    return Workspace(folder)


def program_files(name: str) -> Path:
    """Return the folder `clauses`, `protocols`, `site` or `examples` that the program came with.

    An installed program carries them inside its package; a checkout has them beside it.
    """
    package = Path(drafting.__file__).parent
    inside = package / "_data" / name
    return inside if inside.is_dir() else package.parent / name


def examples() -> list[str]:
    """Return the names of the example workspaces."""
    folder = program_files("examples")
    found = [each.name for each in folder.iterdir() if (each / CONFIGURATION).is_file()]
    return sorted(found)


def example_files(name: str) -> dict[str, bytes]:
    """Return the files of an example workspace. Raises `Refusal` for an unknown name."""
    if name not in examples():
        raise _refused(
            f"there is no example “{name}”.", remedy=f"Choose one of: {', '.join(examples())}."
        )
    folder = program_files("examples") / name
    paths = [folder / each for each in _EXAMPLE_FILES]
    paths += sorted((folder / CLAUSES).glob("*.yaml"))
    paths += sorted((folder / VERSIONS).glob("*/*"))
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()
    }


def _same_file(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file, as `A.docx` and `a.docx` do on some disks."""
    return one.exists() and other.exists() and one.samefile(other)


def refuse_overwriting(output: Path, *inputs: Path) -> None:
    """Raise `Refusal` when an output path is an input, or is there already as a folder."""
    for each in inputs:
        if output.resolve() == each.resolve() or _same_file(output, each):
            raise _refused(
                "the output would overwrite an input.", output, "Choose another name with -o."
            )
    if output.is_dir():
        raise _refused("the output is a folder.", output, "Name a file.")
