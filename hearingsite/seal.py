"""The seal of a build: what it consists of, to the byte; how two differ, and whether a folder is what was sealed."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from hearingsite.walk import files_below


class Seal(Struct, frozen=True):
    """What a finished build consists of: the moment it is of, and the SHA-256 of every file by its path."""

    now: str
    files: dict[str, str]

    @property
    def digest(self) -> str:
        """The digest of all names and digests."""
        return hashlib.sha256(json.dumps(self.files, sort_keys=True).encode()).hexdigest()


class Difference(Struct, frozen=True):
    """How a build differs from the live site."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.removed)


def make_seal(stage: Path, now: str, known: Mapping[str, str] | None = None) -> Seal:
    """Digest every file of a stage; where these are `known`, with their digests or none, no other, and no file that has one."""
    known = dict.fromkeys(files_below(stage), "") if known is None else known
    paths = sorted(known)
    digests = (known[path] or hashlib.sha256((stage / path).read_bytes()).hexdigest() for path in paths)
    return Seal(now, dict(zip(paths, digests, strict=True)))


def read_seal(file: Path) -> Seal | None:
    """Read a seal that was written; None for whatever is none."""
    try:
        data = json.loads(file.read_text("utf-8"))
        return Seal(str(data["now"]), {str(path): str(digest) for path, digest in data["files"].items()})
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None


def is_intact(output: Path, seal: Seal) -> bool:
    """Whether the live folder holds the very files of its seal, and no other; a link is none of them."""
    try:
        if set(files_below(output)) != set(seal.files):
            return False
        files = ((output / path, digest) for path, digest in seal.files.items())
        return all(
            not file.is_symlink() and hashlib.sha256(file.read_bytes()).hexdigest() == digest for file, digest in files
        )
    except OSError:
        return False


def difference_of(seal: Seal, live: Seal | None) -> Difference:
    """Tell what a build adds, changes and removes."""
    old = live.files if live else {}
    return Difference(
        added=tuple(path for path in seal.files if path not in old),
        changed=tuple(path for path, digest in seal.files.items() if path in old and old[path] != digest),
        removed=tuple(path for path in old if path not in seal.files),
    )
