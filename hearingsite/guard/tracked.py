"""Whether git could carry the private list away: it lies in a work tree, or is or was in a repository.

Every doubt counts as yes. Git is asked with its own settings for running other programs switched off.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from hearingsite.diagnostics import Fault, fault

_GIT: Final = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")
_SECONDS: Final = 60


def check_place(file: Path, project: Path) -> None:
    """Raise Fault (exit code 2) where the list lies in the project's work tree, by any of its names."""
    trees = {project, project.resolve(), _top(project) or project}
    for name in {Path(os.path.abspath(file)), file.resolve()}:  # noqa: PTH100 -- the name as it was given, links and all
        for tree in trees:
            if name.is_relative_to(tree):
                hint = "Move it to a folder outside, which only you may open. Take care that no copy stays."
                raise fault("HS651", str(file), "This file lies inside the project.", hint, exitcode=2)
    if file.is_file() and file.stat().st_nlink > 1:
        message = "This file has a second name (a hard link), which may lie inside the project."
        raise fault("HS651", str(file), message, "Delete the other name, or copy the file to a new one.", exitcode=2)


def check_untracked(file: Path, project: Path, contents: Iterable[bytes]) -> None:
    """Raise Fault (exit code 2) where git has or had the list: its name, or a blob of any of these contents."""
    real = file.resolve()
    if _top(real.parent) and _ever_named(real.parent, real.name, anywhere=False):
        raise _tracked(file, "git tracks this file, or did so once, in the folder where it lies.")
    if not _top(project):
        return
    if _ever_named(project, real.name, anywhere=True):
        raise _tracked(file, "A file of this name is or was in the project's git repository.")
    if _has_blob(project, contents):
        raise _tracked(file, "The project's git repository holds the content of this file.")


def _tracked(file: Path, message: str) -> Fault:
    hint = (
        "Whoever can read the repository may have it. Tell whoever answers for data protection, "
        "take it out of the history, and give the list a new name and new keys."
    )
    return fault("HS653", str(file), message[0].upper() + message[1:], hint, exitcode=2)


def _top(folder: Path) -> Path | None:
    """The work tree around a folder; None where there is no repository."""
    around = [one for one in (folder.resolve(), *folder.resolve().parents) if (one / ".git").exists()]
    return around[0] if around else None


def _ever_named(folder: Path, name: str, *, anywhere: bool) -> bool:
    """Whether the index or any commit that git still knows has a file of this name, here or anywhere."""
    literal = name.translate({ord(sign): f"\\{sign}" for sign in "*?[]\\"})
    spec = f":(top,glob,icase)**/{literal}" if anywhere else f":(glob){literal}"
    if _git(folder, "ls-files", "--cached", "--", spec):
        return True
    return bool(_git(folder, "log", "--all", "--reflog", "--max-count=1", "--format=%h", "--", spec))


def _has_blob(folder: Path, contents: Iterable[bytes]) -> bool:
    """Whether the repository holds one of these contents; its name is worked out here, so nothing is handed over."""
    kind = hashlib.sha256 if _git(folder, "rev-parse", "--show-object-format").strip() == b"sha256" else _sha1
    names = [kind(b"blob %d\0" % len(content) + content).hexdigest() for content in contents]
    answer = _git(folder, "cat-file", "--batch-check", stdin="\n".join(names).encode() + b"\n")
    return any(b" blob " in line for line in answer.splitlines())


def _sha1(content: bytes) -> Any:
    return hashlib.sha1(content, usedforsecurity=False)


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Ask git; raises Fault (exit code 2) where it cannot answer."""
    # Variables of git itself, as hooks set them, would point it at another repository.
    given = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 -- fixed words; the name of a file stands behind "--"
            [*_GIT, *arguments], cwd=folder, env=given, input=stdin, capture_output=True, check=True, timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        message = "Git cannot say whether the private list is in a repository."
        hint = f"Run git status in {folder.name or folder}, and mend what it says; git must be installed."
        raise fault("HS653", str(folder), message, hint, exitcode=2) from None
    return done.stdout
