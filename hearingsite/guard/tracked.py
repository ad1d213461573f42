"""Whether git could carry the private list away: it lies in a work tree, or is or was in a repository.

Every doubt counts as yes.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hearingsite.diagnostics import Fault, fault
from hearingsite.guard.asked_git import TIDY, ask_git, reached_in, stored_in, top_of


def check_place(file: Path, project: Path) -> None:
    """Raise Fault (exit code 2) where the list lies in the project's work tree, by any of its names."""
    trees = {project, project.resolve(), top_of(project) or project}
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
    if top_of(real.parent) and _ever_named(real.parent, real.name, anywhere=False):
        raise _tracked(file, "git tracks this file, or did so once, in the folder where it lies.")
    if not top_of(project):
        return
    if _ever_named(project, real.name, anywhere=True):
        raise _tracked(file, "A file of this name is or was in the project's git repository.")
    if _has_blob(project, contents):
        raise _tracked(file, "The project's git repository holds the content of this file.")


def _tracked(file: Path, message: str) -> Fault:
    hint = (
        "Whoever can read the repository may have it. Tell whoever answers for data protection, "
        f"take it out of the history, and give the list a new name and new keys. {TIDY}"
    )
    return fault("HS653", str(file), message[0].upper() + message[1:], hint, exitcode=2)


def _ever_named(folder: Path, name: str, *, anywhere: bool) -> bool:
    """Whether the index or any commit that git still knows has a file of this name, here or anywhere."""
    literal = name.translate({ord(sign): f"\\{sign}" for sign in "*?[]\\"})
    spec = f":(top,glob,icase)**/{literal}" if anywhere else f":(glob){literal}"
    if ask_git(folder, "ls-files", "--cached", "--", spec):
        return True
    try:
        return bool(ask_git(folder, "log", "--all", "--reflog", "--max-count=1", "--format=%h", "--", spec))
    except Fault:  # something is missing; `check_no_copies` tells it where it matters
        return _is_still_named(folder, name, anywhere=anywhere)


def _is_still_named(folder: Path, name: str, *, anywhere: bool) -> bool:
    """Whether some file of this name can be reached in a repository that lacks a part."""
    with suppress(Fault):
        paths = [os.fsdecode(line.partition(b" ")[2]) for line in reached_in(folder)]
        if anywhere:
            return any(path.rpartition("/")[2].casefold() == name.casefold() for path in paths)
        return os.fsdecode(ask_git(folder, "rev-parse", "--show-prefix")).rstrip("\n") + name in paths
    return False


def _has_blob(folder: Path, contents: Iterable[bytes]) -> bool:
    """Whether the repository holds one of these contents; its name is worked out here, so nothing is handed over."""
    kind = hashlib.sha256 if ask_git(folder, "rev-parse", "--show-object-format").strip() == b"sha256" else _sha1
    names = [kind(b"blob %d\0" % len(content) + content).hexdigest() for content in contents]
    try:
        answer = ask_git(folder, "cat-file", "--batch-check", stdin="\n".join(names).encode() + b"\n")
    except Fault:  # in a part of a clone, git may want to fetch what it does not have
        return not set(names).isdisjoint(stored_in(folder))
    return any(b" blob " in line for line in answer.splitlines())


def _sha1(content: bytes) -> Any:
    return hashlib.sha1(content, usedforsecurity=False)
