"""Stamps of files: they tell without reading whether a file is what it was. Only what Python has built in is imported."""

from __future__ import annotations

import os
import zlib
from array import array
from functools import partial

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

# How many numbers a stamp has: size, times of change of the bytes and of all else, number, mode.
WIDTH: Final = 5
# Which of them is the file's number.
NUMBER: Final = 3
# Below this many paths, another process costs more than it saves.
_WORTH_A_PROCESS: Final = 20_000
# So many are looked at before their stamps are compared.
_AT_ONCE: Final = 500
_BYTES: Final = WIDTH * array("q").itemsize
_KILL: Final = 9  # as `signal` has it, which costs as much to import as looking at a thousand files
_ABSENT: Final = (0,) * WIDTH
_INT64: Final = 2**63 - 1
_KIND: Final = b"hearingsite stamps 1"


def stamps_of(paths: Iterable[str], folder: int | None = None) -> array[int]:
    """Give the stamps of files and folders, zeros where there is none; links are not followed.

    Paths may be relative to an open `folder`: a fifth of the time goes into finding the folders above tens of thousands.
    """
    stamps = array("q")
    add = stamps.extend
    lstat = os.lstat if folder is None else partial(os.stat, dir_fd=folder, follow_symlinks=False)
    for path in paths:
        try:
            found = lstat(path)
        except OSError:  # it is not there, leads to itself, or to where nobody may look
            add(_ABSENT)
        else:
            add((found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INT64, found.st_mode))
    return stamps


def are(paths: Sequence[str], stamps: bytes, *, folder: int | None = None, worth: int = _WORTH_A_PROCESS) -> bool:
    """Tell whether paths have these stamps, as `stamps_of` gives them.

    From `worth` paths on, another process looks at half of them.
    """
    if len(stamps) != len(paths) * _BYTES:
        return False
    if len(paths) < worth or not hasattr(os, "fork"):
        return _are(paths, stamps, folder)
    middle = len(paths) // 2
    child = os.fork()
    if not child:
        is_same = False
        try:
            is_same = _are(paths[middle:], stamps[middle * _BYTES :], folder)
        finally:
            os._exit(0 if is_same else 1)
    is_same = _are(paths[:middle], stamps, folder)
    if not is_same:
        os.kill(child, _KILL)  # nobody asks any more
    return os.waitpid(child, 0)[1] == 0 and is_same


def _are(paths: Sequence[str], stamps: bytes, folder: int | None) -> bool:
    """Look at some paths after the others: what was edited is among the first, and the rest need not be looked at."""
    starts = range(0, len(paths), _AT_ONCE)
    return all(
        stamps_of(paths[at : at + _AT_ONCE], folder).tobytes()
        == stamps[at * _BYTES : min(at + _AT_ONCE, len(paths)) * _BYTES]
        for at in starts
    )


def differing(paths: Iterable[str], stamps: array[int], others: array[int]) -> set[str]:
    """Give those of some paths whose stamps differ."""
    if stamps == others:
        return set()
    if len(stamps) != len(others):
        return set(paths)
    starts = range(0, len(stamps), WIDTH)
    pairs = zip(paths, starts, strict=True)
    return {path for path, at in pairs if stamps[at : at + WIDTH] != others[at : at + WIDTH]}


def dump(parts: Iterable[bytes]) -> bytes:
    """Write some bytes so that `load` sees whether they are whole."""
    parts = list(parts)
    content = b"".join(parts)
    head = (_KIND, *(b"%d" % number for number in (zlib.crc32(content), *map(len, parts))))
    return b" ".join(head) + b"\n" + content


def load(content: bytes) -> list[bytes]:
    """Read what `dump` wrote; raises ValueError for anything else."""
    head, _, content = content.partition(b"\n")
    if not head.startswith(_KIND + b" "):
        raise ValueError("of another kind")
    sum_, *lengths = map(int, head.removeprefix(_KIND).split())
    if zlib.crc32(content) != sum_ or sum(lengths) != len(content) or min(lengths, default=0) < 0:
        raise ValueError("not whole")
    parts: list[bytes] = []
    at = 0
    for length in lengths:
        parts.append(content[at : at + length])
        at += length
    return parts


def folders_of(files: Iterable[str]) -> set[str]:
    """Give the folders around some files (relative, with slashes), without the one that holds them all."""
    found: set[str] = set()
    for file in files:
        folder = file.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
