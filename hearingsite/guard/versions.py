"""Every version of every file that git knows in a repository, as far as somebody wants to look at it.

All of them are read once; later runs read what is new since, and what looked right then.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from hearingsite.diagnostics import Fault
from hearingsite.guard.asked_git import ask_git, top_of
from hearingsite.guard.private_file import MAX_BYTES
from hearingsite.kept import load, save
from hearingsite.settings import STATE

_NAME: Final = "versions.memory"
_WORTH_KEEPING: Final = 1000  # new versions: fewer are read again sooner than all of that is written
_AT_ONCE: Final = 16 * 1024 * 1024


class _Seen(Struct, frozen=True, array_like=True):
    """The commits of which every version was looked at, and the versions that looked right."""

    tips: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()


def versions_in_git(project: Path, looks_right: Callable[[bytes], bool]) -> Iterator[bytes]:
    """Yield the versions that look right, of all that the index, a commit or a reflog of a project's repository reaches.

    `looks_right` must always say the same of the same bytes. Raises Fault (exit code 2) where git cannot answer.
    """
    if not top_of(project):
        return
    seen = _load(project)
    new = _new_versions(project, seen)
    right = {name for name, content in _read(project, new) if looks_right(content)}
    if len(new) >= _WORTH_KEEPING:
        tips = frozenset(ask_git(project, "rev-list", "--all", "--reflog", "--no-walk").decode().split())
        kept = _Seen(tips, seen.wanted | right)
        save(project / STATE, _NAME, msgspec.msgpack.encode(kept))
    yield from (content for _, content in _read(project, [*seen.wanted, *right]))


def _load(project: Path) -> _Seen:
    try:
        return msgspec.msgpack.decode(load(project / STATE / _NAME) or b"", type=_Seen)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _Seen()


def _new_versions(project: Path, seen: _Seen) -> list[str]:
    """The names of what can be reached and was not looked at yet; of everything, where commits of then are gone."""
    walk = ("rev-list", "--objects", "--all", "--reflog", "--stdin")
    try:
        found = ask_git(project, *walk, stdin="".join(f"^{tip}\n" for tip in seen.tips).encode())
    except Fault:
        if not seen.tips:
            raise
        found = ask_git(project, *walk)
    return [*(line.partition(b" ")[0].decode() for line in found.splitlines()), *_in_index(project)]


def _in_index(project: Path) -> Iterator[str]:
    """The versions in the index that the last commit has not; all of them where there is no commit yet."""
    head = _head(project)
    if not head:
        listed = ask_git(project, "ls-files", "--stage").splitlines()
        yield from (line.split(b" ")[1].decode() for line in listed)
        return
    unmerged = ask_git(project, "ls-files", "--unmerged").splitlines()
    yield from (line.split(b" ")[1].decode() for line in unmerged)
    changed = ask_git(project, "diff-index", "--cached", "--no-renames", head).splitlines()
    yield from (line.split(b" ")[3].decode() for line in changed)


def _head(project: Path) -> str:
    """The last commit; empty on a branch that has none yet."""
    try:
        return ask_git(project, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    except Fault:
        return ""


def _read(project: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the content of each version among some names, which may be of folders and commits, too."""
    asked = "".join(f"{name}\n" for name in names).encode()
    group: list[bytes] = []
    size = 0
    for line in ask_git(project, "cat-file", "--batch-check", stdin=asked).splitlines() if asked else ():
        name, kind, length = (*line.split(b" "), b"", b"")[:3]
        if kind != b"blob" or int(length) > MAX_BYTES:
            continue
        if group and size + int(length) > _AT_ONCE:
            yield from _contents(project, group)
            group, size = [], 0
        group.append(name)
        size += int(length)
    yield from _contents(project, group) if group else ()


def _contents(project: Path, names: list[bytes]) -> Iterator[tuple[str, bytes]]:
    told = ask_git(project, "cat-file", "--batch", stdin=b"\n".join(names) + b"\n")
    at = 0
    while at < len(told):
        end = told.index(b"\n", at)
        name, _, length = told[at:end].split(b" ")
        at = end + 1 + int(length) + 1
        yield name.decode(), told[end + 1 : at - 1]
