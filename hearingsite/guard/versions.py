"""Every version of every file that git knows in a repository, as far as somebody wants to look at it.

All of them are read once; later runs read what is new since, and what looked right then.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from hearingsite.diagnostics import Fault
from hearingsite.guard.asked_git import ask_git, reached_in, stored_in, top_of
from hearingsite.guard.private_file import MAX_BYTES
from hearingsite.kept import load, save
from hearingsite.settings import STATE

_NAME: Final = "versions.memory"
_WORTH_KEEPING: Final = 1000  # new versions: fewer are read again sooner than all of that is written
_AT_ONCE: Final = 16 * 1024 * 1024
_UNMERGED: Final = "--unmerged"
_ALL: Final = "--stage"
_NO_VERSIONS: Final = (b"000000", b"160000")  # what was taken out, and commits of other repositories
_BROKEN: Final = b"?"  # something is missing, and git does not say what


class _Seen(Struct, frozen=True, array_like=True):
    """The commits of which every version was looked at, and the versions that looked right."""

    tips: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()


def versions_in_git(
    project: Path, looks_right: Callable[[bytes], bool], on_missing: Callable[[str], object]
) -> Iterator[bytes]:
    """Yield the versions that look right, of all that the index, a commit or a reflog of a project's repository reaches.

    `looks_right` must always say the same of the same bytes. `on_missing` is told of what should be there and is not.
    Raises Fault (exit code 2) where git cannot answer at all.
    """
    if not top_of(project):
        return
    seen = _load(project)
    missing: list[str] = []
    # Asked for before anything is read: what is committed meanwhile is new to the next run.
    tips = _tips(project)
    new = _new_versions(project, seen, missing.append)
    right = {name for name, content in _read(project, new, missing.append) if looks_right(content)}
    if len(new) >= _WORTH_KEEPING and not missing:  # else nobody would hear of what is missing again
        kept = _Seen(tips, seen.wanted | right)
        save(project / STATE, _NAME, msgspec.msgpack.encode(kept))
    yield from (content for _, content in _read(project, [*seen.wanted, *right], missing.append))
    for name in missing:
        on_missing(name)


def _tips(project: Path) -> frozenset[str]:
    """The commits of all branches, tags and reflogs; none where one of them is missing, which is told elsewhere."""
    try:
        return frozenset(ask_git(project, "rev-list", "--all", "--reflog", "--no-walk").decode().split())
    except Fault:
        return frozenset()


def _load(project: Path) -> _Seen:
    try:
        return msgspec.msgpack.decode(load(project / STATE / _NAME) or b"", type=_Seen)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _Seen()


def _new_versions(project: Path, seen: _Seen, on_missing: Callable[[str], None]) -> list[str]:
    """The names of what can be reached and was not looked at yet; of all that is stored, where something is missing."""
    found = _walked(project, seen)
    lacking = [line[1:].decode() for line in found if line.startswith(b"?")]
    if lacking:
        for name in lacking:
            on_missing(name)
        return stored_in(project)
    try:
        return [*(line.partition(b" ")[0].decode() for line in found), *_in_index(project)]
    except Fault:  # a folder of the last commit is missing, which was there when that was read
        on_missing("")
        return stored_in(project)


def _walked(project: Path, seen: _Seen) -> list[bytes]:
    """What is reached and new; all that is reached where commits of then are gone; `_BROKEN` without a commit."""
    for tips in (seen.tips, ()):
        with suppress(Fault):
            return reached_in(project, without=tips)
    return [_BROKEN]


def _in_index(project: Path) -> Iterator[str]:
    """The versions in the index that the last commit has not; all of them where there is no commit yet."""
    head = _head(project)
    told = [line.split(b" ")[:2] for line in ask_git(project, "ls-files", _UNMERGED if head else _ALL).splitlines()]
    if head:
        changed = ask_git(project, "diff-index", "--cached", "--no-renames", head).splitlines()
        told += [line.split(b" ")[1:4:2] for line in changed]
    yield from (name.decode() for mode, name in told if mode not in _NO_VERSIONS)


def _head(project: Path) -> str:
    """The last commit; empty on a branch that has none yet."""
    try:
        return ask_git(project, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    except Fault:
        return ""


def _read(project: Path, names: Iterable[str], on_missing: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    """Yield the content of each version among some names, which may be of folders and commits, too."""
    asked = "".join(f"{name}\n" for name in names).encode()
    group: list[bytes] = []
    size = 0
    for line in ask_git(project, "cat-file", "--batch-check", stdin=asked).splitlines() if asked else ():
        name, kind, length = (*line.split(b" "), b"", b"")[:3]
        if kind == b"missing":
            on_missing(name.decode())
        if kind != b"blob" or int(length) > MAX_BYTES:
            continue
        if group and size + int(length) > _AT_ONCE:
            yield from _contents(project, group, on_missing)
            group, size = [], 0
        group.append(name)
        size += int(length)
    yield from _contents(project, group, on_missing) if group else ()


def _contents(project: Path, names: list[bytes], on_missing: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    try:
        told = ask_git(project, "cat-file", "--batch", stdin=b"\n".join(names) + b"\n")
    except Fault:  # one that is damaged ends the answer
        yield from _in_halves(project, names, on_missing)
        return
    at = 0
    while at < len(told):
        end = told.index(b"\n", at)
        name, _, *length = told[at:end].split(b" ")
        if not length:
            on_missing(name.decode())
            at = end + 1
            continue
        at = end + 1 + int(length[0]) + 1
        yield name.decode(), told[end + 1 : at - 1]


def _in_halves(project: Path, names: list[bytes], on_missing: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    """Halve what cannot be read at once, until what is damaged stands alone."""
    if len(names) == 1:
        on_missing(names[0].decode())
        return
    middle = len(names) // 2
    yield from _contents(project, names[:middle], on_missing)
    yield from _contents(project, names[middle:], on_missing)
