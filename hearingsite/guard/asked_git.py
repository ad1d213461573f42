"""Git, asked about a repository with its own settings for running other programs switched off."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import Fault, fault

TIDY: Final = (
    "Each copy of the repository keeps it even then, until you run in it: "
    "git reflog expire --expire=now --all && git gc --prune=now"
)
_GIT: Final = (
    *("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks"),
    *("-c", "protocol.allow=never"),  # in a partial clone, older versions ask the network whatever is set below
)
_SECONDS: Final = 600


def top_of(folder: Path) -> Path | None:
    """The work tree around a folder; None where there is no repository."""
    around = [one for one in (folder.resolve(), *folder.resolve().parents) if (one / ".git").exists()]
    return around[0] if around else None


def ask_git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Ask git; raises Fault (exit code 2) where it cannot answer."""
    # Variables of git itself, as hooks set them, would point it at another repository.
    given = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    given["GIT_NO_LAZY_FETCH"] = "1"  # nothing here asks the network
    try:
        done = subprocess.run(  # noqa: S603 -- fixed words; the name of a file stands behind "--"
            [*_GIT, *arguments], cwd=folder, env=given, input=stdin, capture_output=True, check=True, timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        message = "Git cannot say whether the private list is in a repository."
        hint = f"Run git status in {folder.name or folder}, and mend what it says; git must be installed."
        raise fault("HS653", str(folder), message, hint, exitcode=2) from None
    return done.stdout


def reached_in(folder: Path, *, without: Iterable[str] = ()) -> list[bytes]:
    """Each object that a branch, a tag or a reflog reaches, with its path; before one that git lacks stands "?".

    What the commits `without` reach is left out. Raises Fault (exit code 2) where a commit is missing, or git is broken.
    """
    walk = ("rev-list", "--objects", "--missing=print", "--all", "--reflog", "--stdin")
    return ask_git(folder, *walk, stdin="".join(f"^{one}\n" for one in without).encode()).splitlines()


def stored_in(folder: Path) -> list[str]:
    """The names of all objects that are there, whether anything reaches them or not; nothing is fetched."""
    return ask_git(folder, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").decode().split()


def way_to_all(folder: Path) -> str:
    """What to do about a repository that lacks objects."""
    try:
        ask_git(folder, "config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$")
    except Fault:
        return "It is damaged: run git fsck, and mend what it says, or clone it again. Or encrypt the list."
    return "It is a part of a clone: get the whole of it by git clone without --filter. Or encrypt the list."
