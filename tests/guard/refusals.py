"""How a list is refused, and repositories of git to hold one."""

import shutil
import subprocess
from pathlib import Path

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard.vault import load_list
from tests.guard.private import VALUES

GIT = shutil.which("git") or "git"


def refused(file: Path, key: Path | None, project: Path) -> tuple[int, set[str]]:
    """With which exit code and codes a list is refused; no words of a refusal hold a value."""
    with pytest.raises(Fault) as raised:
        load_list(file, key, project)
    words = repr(raised.value) + "".join(f"{one.message} {one.hint}" for one in raised.value.report.diagnostics)
    assert not [value for value in VALUES if value in words]
    return raised.value.exitcode, {one.code for one in raised.value.report.diagnostics}


def git(folder: Path, *arguments: str) -> None:
    """Run git with a committer."""
    who = ("-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "init.defaultBranch=main")
    subprocess.run([GIT, *who, *arguments], cwd=folder, check=True, capture_output=True)


def committed(project: Path, content: str | bytes) -> None:
    """Commit a file under some name, and take it away again."""
    git(project, "init")
    (project / "notes.txt").write_bytes(content if isinstance(content, bytes) else content.encode())
    git(project, "add", "notes.txt")
    git(project, "commit", "-m", "a slip")
    git(project, "rm", "notes.txt")
    git(project, "commit", "-m", "put right")
