"""Bytes that one run of this program keeps for the next, in the state folder, which is as private as the records.

What is missing, cut short, foreign, forged or of another program is nothing: a slow run, never a wrong one.
"""

import contextlib
import hashlib
import hmac
import os
from pathlib import Path

import msgspec
from msgspec import Struct

from hearingsite.fingerprint import program_digest
from hearingsite.statekey import state_key


class _Stored(Struct, frozen=True, array_like=True):
    """Bytes as they lie on disk: `mark` says of the rest, and of what it is kept as, that this program wrote it here."""

    mark: bytes
    program: str
    content: bytes


def load(file: Path) -> bytes | None:
    """Read what was kept; None for whatever is none, or is not whole."""
    try:
        return unwrap(file.name, file.read_bytes())
    except OSError:
        return None


def save(state: Path, name: str, content: bytes) -> None:
    """Write beside the old file and put it in its place; a folder that cannot be written is left alone."""
    wrapped = wrap(name, content)
    if not wrapped:
        return
    new = state / f"{name}.{os.getpid()}"
    with contextlib.suppress(OSError):
        state.mkdir(exist_ok=True)
        try:
            new.write_bytes(wrapped)
            new.replace(state / name)
        finally:
            new.unlink(missing_ok=True)


def wrap(name: str, content: bytes) -> bytes:
    """Mark bytes that are kept as `name`; nothing (which is never read back) where there is no key to mark them with."""
    key = state_key(make=True)
    program = program_digest()
    return msgspec.msgpack.encode(_Stored(_mark(key, name, program, content), program, content)) if key else b""


def unwrap(name: str, wrapped: bytes) -> bytes | None:
    """Give the bytes that `wrap` marked here; None for anything else."""
    try:
        stored = msgspec.msgpack.decode(wrapped, type=_Stored)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    key = state_key(make=False)
    if not key or stored.program != program_digest():
        return None
    is_ours = hmac.compare_digest(stored.mark, _mark(key, name, stored.program, stored.content))
    return stored.content if is_ours else None


def _mark(key: bytes, name: str, program: str, content: bytes) -> bytes:
    head = msgspec.msgpack.encode((name, program))
    return hashlib.blake2b(head + content, key=key, digest_size=16, person=b"hearingsite kept").digest()
