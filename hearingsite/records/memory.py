"""What earlier runs understood: headers and findings by the digest of their text, so that a check reads only what changed.

A memory that is missing, cut short, foreign or of another program is an empty one: a slow run, never a wrong one. It is
decoded by type (no pickle) and lies in the project's own state folder, which is as private as the records themselves.
"""

import contextlib
import functools
import hashlib
import os
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic

FILE: Final = "records.memory"


class Remembered(Struct, frozen=True, array_like=True):
    """One record: its header as plain data, and what the rules found under one context (forces and day)."""

    data: dict[str, Any]
    context: str
    findings: tuple[Diagnostic, ...]


class _Stored(Struct, frozen=True, array_like=True):
    """A memory as it lies on disk: `records` are the packed records, `digest` is theirs."""

    program: str
    digest: str
    records: bytes


class Memory:
    """What is known of records, by digest; changes are kept until `save`."""

    def __init__(self, records: dict[str, Remembered] | None = None) -> None:
        """Begin with what is known already."""
        self.records = records or {}

    def headers(self) -> dict[str, dict[str, Any]]:
        """The headers that are known, by digest."""
        return {digest: one.data for digest, one in self.records.items()}

    def findings(self, digest: str, context: str) -> tuple[Diagnostic, ...] | None:
        """What the rules found in a record under a context; None if that is not known."""
        known = self.records.get(digest)
        return known.findings if known and known.context == context else None


def load_memory(state: Path) -> Memory:
    """Read the memory of a state folder; whatever is wrong with it, an empty one comes back."""
    try:
        stored = msgspec.msgpack.decode((state / FILE).read_bytes(), type=_Stored)
        if stored.program != program_digest() or stored.digest != _digest(stored.records):
            return Memory()
        return Memory(msgspec.msgpack.decode(stored.records, type=dict[str, Remembered]))
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Memory()


def save_memory(memory: Memory, state: Path) -> None:
    """Write a memory beside the old one and put it in its place; a folder that cannot be written is left alone."""
    new = state / f"{FILE}.{os.getpid()}"
    with contextlib.suppress(OSError):
        state.mkdir(exist_ok=True)
        try:
            records = msgspec.msgpack.encode(memory.records)
            new.write_bytes(msgspec.msgpack.encode(_Stored(program_digest(), _digest(records), records)))
            new.replace(state / FILE)
        finally:
            new.unlink(missing_ok=True)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@functools.cache
def program_digest() -> str:
    """The digest of the program's own sources: findings of another version are not findings."""
    digest = hashlib.blake2b(digest_size=16)
    package = Path(str(resources.files("hearingsite")))
    for file in sorted(package.rglob("*")):
        if file.suffix in (".py", ".toml"):
            digest.update(file.read_bytes())
    return digest.hexdigest()
