"""Bytes that one run of this program keeps for the next, in the state folder, which is as private as the records.

What is missing, cut short, foreign or of another program is nothing: a slow run, never a wrong one.
"""

import contextlib
import hashlib
import os
from pathlib import Path

import msgspec
from msgspec import Struct

from hearingsite.fingerprint import program_digest


class _Stored(Struct, frozen=True, array_like=True):
    """Bytes as they lie on disk: `digest` is theirs."""

    program: str
    digest: str
    content: bytes


def load(file: Path) -> bytes | None:
    """Read what was kept; None for whatever is none, or is not whole."""
    try:
        stored = msgspec.msgpack.decode(file.read_bytes(), type=_Stored)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    is_ours = stored.program == program_digest() and stored.digest == _digest(stored.content)
    return stored.content if is_ours else None


def save(state: Path, name: str, content: bytes) -> None:
    """Write beside the old file and put it in its place; a folder that cannot be written is left alone."""
    new = state / f"{name}.{os.getpid()}"
    with contextlib.suppress(OSError):
        state.mkdir(exist_ok=True)
        try:
            new.write_bytes(msgspec.msgpack.encode(_Stored(program_digest(), _digest(content), content)))
            new.replace(state / name)
        finally:
            new.unlink(missing_ok=True)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
