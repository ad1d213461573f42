"""What earlier runs understood, by the digest of a record's text, so that a check reads only what changed.

A memory that is missing, cut short, foreign or of another program is an empty one: a slow run, never a wrong one. It is
decoded by type (no pickle) and lies in the project's own state folder, which is as private as the records themselves.
"""

import contextlib
import os
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic
from hearingsite.kept import load, save
from hearingsite.records.outline import Outline
from hearingsite.records.register import RecordFile

FINDINGS: Final = "findings.memory"
HEADERS: Final = "headers.memory"
# A file that changed so shortly before it was read may change again without another time of change.
SETTLED = 2_000_000_000

Stamp = tuple[int, ...]
# By digest, each packed by itself: they pass from process to process and to the disk, and few are ever unpacked.
Headers = dict[str, msgspec.Raw]


class Remembered(Struct, frozen=True, array_like=True):
    """One record: its outline, what the rules found under one context (forces and day), its moments (`turns_of`, `opens_at`)."""

    outline: Outline
    context: str
    findings: tuple[Diagnostic, ...]
    turns: tuple[int, ...] = ()
    opens: int | None = None


class Memory(Struct, array_like=True):
    """What is known of records by digest; `stamps` tells by path which digest a file has as long as it is untouched."""

    records: dict[str, Remembered] = {}
    stamps: dict[str, tuple[Stamp, str]] = {}

    def known(self, digest: str, context: str) -> Remembered | None:
        """What is known of a record under a context."""
        found = self.records.get(digest)
        return found if found and found.context == context else None


def stamp_of(record: RecordFile) -> Stamp | None:
    """Size, times and number of a record's files: they tell without reading whether it is what it was."""
    stamp: list[int] = []
    try:
        for file in (record.file, record.welsh):
            if file:
                found = os.stat(file, follow_symlinks=False)  # noqa: PTH116 -- a path object costs more than the look
                stamp += (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode)
    except OSError:
        return None
    return tuple(stamp)


def is_settled(stamp: Stamp, started: int) -> bool:
    """Whether every change of a file was long enough before the moment `started` (nanoseconds of the file system)."""
    return all(max(stamp[at + 1], stamp[at + 2]) < started - SETTLED for at in range(0, len(stamp), 5))


def file_system_now(state: Path) -> int:
    """The moment by the clock that stamps files; 0 where the state folder cannot be written."""
    file = state / f"now.{os.getpid()}"
    with contextlib.suppress(OSError):
        state.mkdir(exist_ok=True)
        try:
            file.write_bytes(b"")
            return file.stat().st_mtime_ns
        finally:
            file.unlink(missing_ok=True)
    return 0


def load_memory(state: Path) -> Memory:
    """Read the memory of a state folder; whatever is wrong with it, an empty one comes back."""
    try:
        content = load(state / FINDINGS)
        return msgspec.msgpack.decode(content, type=Memory) if content else Memory()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Memory()


def load_headers(state: Path) -> Headers:
    """Read the headers that are known, by digest; whatever is wrong with them, none come back."""
    try:
        content = load(state / HEADERS)
        return msgspec.msgpack.decode(content, type=Headers) if content else {}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def pack_header(header: dict[str, Any]) -> msgspec.Raw:
    """Pack a header."""
    return msgspec.Raw(msgspec.msgpack.encode(header))


def unpack_header(packed: msgspec.Raw | None) -> dict[str, Any] | None:
    """Unpack a header; None where there is none, or what is packed is none."""
    try:
        return msgspec.msgpack.decode(packed, type=dict[str, Any]) if packed is not None else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def save_memory(memory: Memory, state: Path) -> None:
    """Put a memory in the place of the old one."""
    save(state, FINDINGS, msgspec.msgpack.encode(memory))


def save_headers(headers: Headers, state: Path) -> None:
    """Put headers in the place of the old ones."""
    save(state, HEADERS, msgspec.msgpack.encode(headers))
