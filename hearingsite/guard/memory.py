"""What was clean when it was searched before, kept between builds: no name, no text, and nothing that others can add to.

A mark is a keyed digest of a path and its bytes. The key comes from a secret, the private list's or without a list that of
whoever builds, and from everything that is looked for and looked for with: so no mark fits after more is looked for, or with
other rules, and nobody without the secret can make one.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.stamps import folders_of

_BYTES: Final = 16
_MOST_WORDS: Final = 400_000


class Memory(Struct, frozen=True):
    """Where marks are kept (`file`), the secret, and what says which list and which rules (`version`)."""

    file: Path
    secret: bytes
    version: str

    def __repr__(self) -> str:
        """Say where, and no secret."""
        return f"Memory({str(self.file)!r})"


class Scope(Struct, frozen=True):
    """What a search depends on beside the list: what it finds because of it (`sought`), and what it lets through (`allowed`).

    What was clean stays so while less is sought and more is allowed. `own` says which of what is allowed may be sought after
    all, in a hearing of somebody listed: that takes nothing from what was not allowed before. One of the declared `names`
    allows what the same name did that was public elsewhere alone, unless it `may_be` somebody's on the list.
    """

    sought: frozenset[str]
    allowed: frozenset[str]
    own: Mapping[str, str] = {}
    names: Collection[str] = ()
    may_be: Callable[[Collection[str]], bool] = bool


class Known:
    """The marks that fit what is looked for now.

    The file begins with the digests of what was sought and allowed when its marks were made, and these are of their key, so
    that no mark can be put below another beginning. An embargo that passes is the common case: less is sought then, and to
    search 10,000 hearings again for that took two minutes.
    """

    def __init__(self, memory: Memory, scope: Scope) -> None:
        """Read what was kept; a file that is missing or damaged, or of a search for others, holds no mark that fits."""
        self._file = memory.file
        sought, allowed = (_digests(memory, what) for what in (scope.sought.union(scope.own), scope.allowed))
        self._head = _head(sought, allowed)
        self._key = self._old_key = _key(memory, (self._head.hex(),))
        self._made: dict[tuple[bytes, bytes], tuple[bytes, bool]] = {}
        content = _content(self._file)
        head, marks = content[: len(self._head)], content[len(self._head) :]
        if head != self._head:
            head, marks, old_sought, old_allowed = _parts(content)
            more, less = sought - old_sought, old_allowed - allowed
            if not (_is_new(memory, scope, more, old_allowed) and _allows(memory, scope, less)):
                marks = b""
            self._old_key = _key(memory, (head.hex(),))
        self._marks = _in_pieces(marks)
        self._is_same = head == self._head

    def look_up_name(self, path: str) -> tuple[bytes, bool]:
        """The mark of a name of a file or folder, and whether it was clean before."""
        return self._look_up(b"name", os.fsencode(path))

    def look_up_file(self, path: str, digest: bytes) -> tuple[bytes, bool]:
        """The mark of a file with these bytes (their SHA-256) at its place, which tells whose it is, and whether it was clean."""
        return self._look_up(digest, os.fsencode(path))

    def make_marks(self, digests: Mapping[str, str]) -> None:
        """Make the marks of files with these SHA-256, and of their names, before they are asked for."""
        paths = {path: os.fsencode(path) for path in (*digests, *folders_of(digests))}
        whats = [(b"name", path) for path in paths.values()]
        whats += ((bytes.fromhex(digest), paths[path]) for path, digest in digests.items())
        self._made = {(what, path): self._look_up(what, path) for what, path in whats}

    def _look_up(self, what: bytes, path: bytes) -> tuple[bytes, bool]:
        made = self._made.get((what, path))
        if made is not None:
            return made
        said = b"%d " % len(what) + what + path
        mark = _mark(self._key, said)
        old = mark if self._is_same else _mark(self._old_key, said)
        return mark, old in self._marks

    def keep(self, marks: Iterable[bytes]) -> None:
        """Keep these marks and no others; where they cannot be written, the next search is a slower one."""
        kept = frozenset(marks)
        if not self._is_same or kept != self._marks:
            _write(self._file, kept, self._head)


class Silent:
    """The words and lines that say nothing of anybody who is looked for: to find that out took most of a small search."""

    def __init__(self, memory: Memory, looked_for: Iterable[str]) -> None:
        """Read what was kept of the same list and the same rules; `looked_for` is who else is."""
        self._file = memory.file.with_name(f"{memory.file.name}.words")
        self._key = _key(memory, ("words", *looked_for))
        self._marks = _in_pieces(_content(self._file))
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
        return _mark(self._key, word.encode("utf-8", "surrogatepass"))


def _mark(key: bytes, said: bytes) -> bytes:
    return hashlib.blake2b(said, digest_size=_BYTES, key=key).digest()


def _key(memory: Memory, looked_for: Iterable[str]) -> bytes:
    from hearingsite.guard.keys import derive  # noqa: PLC0415 -- what opens lists is slow to import

    about = json.dumps([memory.version, *sorted(looked_for)])
    return hmac.digest(derive(memory.secret, "searched"), about.encode(), hashlib.sha256)


def _digests(memory: Memory, texts: Iterable[str]) -> frozenset[bytes]:
    return frozenset(_in_order(memory, texts))


def _in_order(memory: Memory, texts: Iterable[str]) -> list[bytes]:
    key = _key(memory, ("scope",))
    return [_mark(key, text.encode("utf-8", "surrogatepass")) for text in texts]


def _is_new(memory: Memory, scope: Scope, more: Collection[bytes], old_allowed: Collection[bytes]) -> bool:
    """Whether what is sought and was not is of names that were not allowed then either."""
    if not more:
        return True
    own = dict(zip(_in_order(memory, scope.own), _in_order(memory, scope.own.values()), strict=True))
    return own.keys() >= set(more) and all(own[one] not in old_allowed for one in more)


def _allows(memory: Memory, scope: Scope, missing: Collection[bytes]) -> bool:
    """Whether declared names allow what is missing of what was allowed."""
    if not missing:
        return True
    names = dict(zip(_in_order(memory, scope.names), scope.names, strict=True))
    return names.keys() >= set(missing) and not scope.may_be([names[one] for one in missing])


def _head(sought: Collection[bytes], allowed: Collection[bytes]) -> bytes:
    """How many digests there are of each kind, and they."""
    numbers = (len(one).to_bytes(_BYTES, "big") for one in (sought, allowed))
    return b"".join((*numbers, *sorted(sought), *sorted(allowed)))


def _parts(content: bytes) -> tuple[bytes, bytes, frozenset[bytes], frozenset[bytes]]:
    """Take a file apart: its beginning, its marks, what was sought and allowed; of less than that, nothing."""
    first, second = (int.from_bytes(content[at : at + _BYTES], "big") * _BYTES for at in (0, _BYTES))
    start, middle = 2 * _BYTES, 2 * _BYTES + first
    end = middle + second
    if len(content) < end:
        return b"", b"", frozenset(), frozenset()
    return content[:end], content[end:], _in_pieces(content[start:middle]), _in_pieces(content[middle:end])


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _in_pieces(content: bytes) -> frozenset[bytes]:
    return frozenset(content[at : at + _BYTES] for at in range(0, len(content), _BYTES))


def _write(file: Path, marks: Iterable[bytes], head: bytes = b"") -> None:
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(b"".join((head, *sorted(marks))))
        new.replace(file)
