"""What was clean when it was searched before, kept between builds: no name, no text, and nothing that others can add to.

A mark is a keyed digest of a path and its bytes. The key comes from a secret, the private list's or without a list that of
whoever builds, and from everything that is looked for and looked for with: so no mark fits after any of that changed, and
nobody without the secret can make one.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.stamps import folders_of

_BYTES: Final = 16
_MOST_WORDS: Final = 200_000


class Memory(Struct, frozen=True):
    """Where marks are kept (`file`), the secret, and what says which list and which rules (`version`)."""

    file: Path
    secret: bytes
    version: str

    def __repr__(self) -> str:
        """Say where, and no secret."""
        return f"Memory({str(self.file)!r})"


class Known:
    """The marks that fit what is looked for now."""

    def __init__(self, memory: Memory, looked_for: Iterable[str]) -> None:
        """Read what was kept; a file that is missing or damaged holds no mark that fits."""
        self._file = memory.file
        self._key = _key(memory, looked_for)
        self._made: dict[tuple[bytes, bytes], bytes] = {}
        self._marks = _read(self._file)

    def __contains__(self, mark: bytes) -> bool:
        """Whether this was clean before."""
        return mark in self._marks

    def mark_of_name(self, path: str) -> bytes:
        """The mark of a name of a file or folder."""
        return self._mark(b"name", os.fsencode(path))

    def mark_of_file(self, path: str, digest: bytes) -> bytes:
        """The mark of a file with these bytes (their SHA-256) at its place, which tells whose it is."""
        return self._mark(digest, os.fsencode(path))

    def make_marks(self, digests: Mapping[str, str]) -> None:
        """Make the marks of files with these SHA-256, and of their names, before they are asked for."""
        paths = {path: os.fsencode(path) for path in (*digests, *folders_of(digests))}
        whats = [(b"name", path) for path in paths.values()]
        whats += ((bytes.fromhex(digest), paths[path]) for path, digest in digests.items())
        self._made = {(what, path): self._mark(what, path) for what, path in whats}

    def _mark(self, what: bytes, path: bytes) -> bytes:
        made = self._made.get((what, path))
        return made or hmac.digest(self._key, b"%d " % len(what) + what + path, hashlib.sha256)[:_BYTES]

    def keep(self, marks: Iterable[bytes]) -> None:
        """Keep these marks and no others; where they cannot be written, the next search is a slower one."""
        kept = frozenset(marks)
        if kept != self._marks:
            _write(self._file, kept)


class Silent:
    """The words that say nothing of anybody who is looked for: to find that out of each took most of a small search."""

    def __init__(self, memory: Memory, looked_for: Iterable[str]) -> None:
        """Read what was kept of the same list and the same rules; `looked_for` is who else is."""
        self._file = memory.file.with_name(f"{memory.file.name}.words")
        self._key = _key(memory, ("words", *looked_for))
        self._marks = _read(self._file)
        self._new: set[bytes] = set()

    def __contains__(self, word: str) -> bool:
        """Whether a word is known to say nothing."""
        return bool(self._marks) and self._mark(word) in self._marks

    def add(self, word: str) -> None:
        """Say that a word says nothing."""
        self._new.add(self._mark(word))

    def keep(self) -> None:
        """Keep what was found out."""
        if not self._new <= self._marks:
            both = self._marks | self._new
            _write(self._file, both if len(both) <= _MOST_WORDS else self._new)

    def _mark(self, word: str) -> bytes:
        return hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=_BYTES, key=self._key).digest()


def _key(memory: Memory, looked_for: Iterable[str]) -> bytes:
    from hearingsite.guard.keys import derive  # noqa: PLC0415 -- what opens lists is slow to import

    about = json.dumps([memory.version, *sorted(looked_for)])
    return hmac.digest(derive(memory.secret, "searched"), about.encode(), hashlib.sha256)


def _read(file: Path) -> frozenset[bytes]:
    content = b""
    with suppress(OSError):
        content = file.read_bytes()
    return frozenset(content[at : at + _BYTES] for at in range(0, len(content), _BYTES))


def _write(file: Path, marks: Iterable[bytes]) -> None:
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(b"".join(sorted(marks)))
        new.replace(file)
