"""A Python that cannot run the program is told so in a sentence, whatever it lacks."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
OLD = "import sys; sys.version_info = (3, 10, 13); from hearingsite.__main__ import main; main()"


def python(root: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python in a folder, with the package on its path."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_python_without_the_libraries_says_where_they_are(root: Path, project: Path) -> None:
    """Whoever starts the system's own Python learns of the project's; nothing goes where JSON is read."""
    done = python(root, project, "-S", "-m", "hearingsite", "check", "--format", "json")

    first, second = done.stderr.splitlines()
    assert first.startswith('python:1:1: HS723 The library "')
    assert first.endswith(f"is not installed for this Python ({sys.executable}).")
    assert ".venv/bin/hearingsite" in second
    assert (done.returncode, done.stdout) == (2, "")


def test_an_old_python_says_which_it_needs(root: Path, project: Path) -> None:
    """A Python before 3.11 lacks parts of its own library."""
    done = python(root, project, "-c", OLD)

    assert done.stderr.startswith(
        f"python:1:1: HS723 This Python ({sys.executable}) is 3.10.13; 3.11 or newer is needed.\n"
    )
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("library", ["msgspec", "yaml", "babel", "pelican"])
def test_one_library_that_is_missing_is_no_bug(
    tmp_path: Path, root: Path, project: Path, run: Run, library: str
) -> None:
    """An environment of an earlier version lacks what came since: it is told, and no file of the site is blamed."""
    (tmp_path / "lacking").mkdir()
    said = f"No module named {library!r}"
    (tmp_path / "lacking" / f"{library}.py").write_text(
        f"raise ModuleNotFoundError({said!r}, name={library!r})", "utf-8"
    )
    path = os.pathsep.join([str(tmp_path / "lacking"), str(root)])

    done = run(project, "hearingsite", "build", environment={"PYTHONPATH": path})

    assert f'python:1:1: HS723 The library "{library}" is not installed for this Python' in done.stdout + done.stderr
    assert (done.returncode, (project / "output").exists()) == (2, False)
