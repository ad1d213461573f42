"""A repository beyond the files of today: its index, branches, tags, authors, messages and every version it keeps.

Git is asked by commands that only read, without its settings: a repository's own can name programs to be run.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hearingsite.guard.extract.passage import MAX_BYTES

_COMMAND: Final = (
    *("git", "--no-pager", "--no-replace-objects", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false", "-c", "gc.auto=0"),
)
_PEOPLE: Final = "%H%n%an%n%ae%n%cn%n%ce%n%B%N"
_ALL: Final = ("--all", "--reflog")
_SECONDS: Final = 600


class HistoryError(Exception):
    """The history cannot be read; the text says why, in plain words."""


def read_history(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield everything in the repository of a folder as (what it is, content); raises HistoryError.

    What it is names a commit or a version by its number, never by what somebody typed; of a version, the ending of its
    file's name is kept, because it tells kinds of text apart.
    """
    yield "index.txt", _git(folder, "ls-files", "-z", "--cached").replace(b"\0", b"\n")
    refs = "--format=%(refname)%0a%(taggername)%0a%(taggeremail)%0a%(contents)"
    yield "branches-and-tags.txt", _git(folder, "for-each-ref", refs)
    for commit in _git(folder, "log", "-z", *_ALL, f"--format={_PEOPLE}").split(b"\0"):
        number, _, said = commit.partition(b"\n")
        if said:
            yield f"commit-{number[:12].decode('ascii', 'replace')}.txt", said
    yield from _versions(folder)


def _versions(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every version of every file, and every name that one had."""
    names: dict[str, str] = {}
    for line in _git(folder, "rev-list", "--all", "--reflog", "--objects").decode("utf-8", "replace").splitlines():
        number, _, name = line.partition(" ")
        if name:
            names.setdefault(number, name)
    # The list of versions names each once alone, though a file may have been renamed.
    former = _git(folder, "log", *_ALL, "-m", "--root", "--no-renames", "--name-only", "-z", "--format=")
    told = [*(name.encode() for name in names.values()), *former.split(b"\0")]
    yield "names-of-files.txt", b"\n".join(dict.fromkeys(name.strip(b"\n") for name in told))
    wanted = "\n".join(names).encode() + b"\n"
    kinds = _git(folder, "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", given=wanted)
    for line in kinds.decode("ascii", "replace").splitlines():
        number, kind, size = (*line.split(" "), "", "")[:3]
        if kind != "blob":
            continue
        if int(size) > MAX_BYTES:
            raise HistoryError(f"version {number[:12]} of a file is too large")
        ending = names[number].rpartition("/")[2].rpartition(".")[2]
        suffix = f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= len("sqlite") else ""
        yield f"version-{number[:12]}{suffix}", _git(folder, "cat-file", "blob", number)


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 -- fixed words, and numbers that git gave
            [*_COMMAND, "-C", os.fspath(folder), *arguments],
            input=given,
            env=environment,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        raise HistoryError("git is not installed") from None
    except (subprocess.SubprocessError, OSError):
        raise HistoryError("git cannot read a repository here") from None
    return done.stdout
