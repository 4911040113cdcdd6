"""The program as a user has it: built, installed in a fresh environment, run from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "penfold-and-wray"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    run(folder, Path(sys.executable), *command)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `drafting` command of a fresh environment, outside the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    versions = ROOT / "constraints.txt"
    run(folder, commands / "python", "-m", "pip", "install", "-q", "-c", str(versions), str(wheel))
    return commands / "drafting"


def run(where: Path, program: Path, *arguments: str) -> str:
    """Run a program in a folder, with nothing of this checkout in its environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [program, *arguments], cwd=where, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_what_the_program_reads_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {name.removeprefix("drafting/_data/") for name in names if "/_data/" in name}
    for folder in ("clauses", "protocols"):
        ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.yaml")}
        assert ours
        assert {name for name in data if name.startswith(f"{folder}/")} == ours
    examples = {path.parent.name for path in (ROOT / "examples").glob("*/council.yaml")}
    files = {"council.yaml", "constitution.docx"}
    expected = {f"examples/{example}/{file}" for example in examples for file in files}
    own = [
        *(ROOT / "examples").glob("*/clauses/*.yaml"),
        *(ROOT / "examples").glob("*/versions/*/*"),
    ]
    expected |= {path.relative_to(ROOT).as_posix() for path in own}
    assert {name for name in data if name.startswith("examples/")} == expected
    assert {
        "site/theme/base.html",
        "site/theme/assets/site.css",
        "site/pages/accessibility.md",
    } <= data
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests/")]


def test_a_fresh_installation_drafts_the_example_from_another_folder(
    program: Path, tmp_path: Path
) -> None:
    run(tmp_path, program, "init", "my-council", "--example", EXAMPLE)
    printed = run(tmp_path, program, "draft", "my-council")
    written = tmp_path / "my-council" / "out"
    first = {path.name: path.read_bytes() for path in written.iterdir()}
    assert {"redline.docx", "proposed.docx", "schedule-of-amendments.docx"} <= set(first)
    assert {"changes.json", "audit.json"} <= set(first)
    assert all(f"{Path('my-council', 'out', name)}" in printed for name in first)
    for name in first:
        if name.endswith(".docx"):
            assert zipfile.ZipFile(written / name).testzip() is None

    run(tmp_path, program, "draft", "my-council")
    assert {path.name: path.read_bytes() for path in written.iterdir()} == first


def test_a_fresh_installation_builds_the_same_site_twice(program: Path, tmp_path: Path) -> None:
    run(tmp_path, program, "init", "my-council", "--example", "stoneacre")
    sites: list[dict[str, bytes]] = []
    for _ in range(2):
        run(tmp_path, program, "site", "my-council")  # a folder named from where one stands
        site = tmp_path / "my-council" / "out" / "site"
        files = (path for path in site.rglob("*") if path.is_file() and path.suffix != ".gz")
        sites.append({path.relative_to(site).as_posix(): path.read_bytes() for path in files})
    assert "constitution/index.html" in sites[0]
    assert sites[0] == sites[1]


def test_a_fresh_installation_drafts_what_the_checkout_drafts(
    program: Path, tmp_path: Path
) -> None:
    checkout = Path(sys.executable).with_name("drafting")
    for name, command in (("installed", program), ("checkout", checkout)):
        run(tmp_path, command, "init", name, "--example", EXAMPLE)
        run(tmp_path, command, "draft", name)
    written = tmp_path / "installed" / "out"
    compared = [path for path in written.iterdir() if path.name != "audit.json"]
    assert compared  # the audit names the versions of libraries, which may differ
    for path in compared:
        assert path.read_bytes() == (tmp_path / "checkout" / "out" / path.name).read_bytes()
