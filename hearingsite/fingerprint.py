"""Digests of what a result depends on beside its own input: the program, its libraries, a theme, settings."""

import functools
import hashlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from hearingsite.walk import followed

# Whose versions show in a page.
_LIBRARIES: Final = (
    *("babel", "holidays", "icalendar", "jinja2", "markdown", "markupsafe", "msgspec", "pelican", "pyromark", "tzdata"),
)
# The endings of the files that the program consists of.
SOURCES: Final = (".py", ".toml", ".tsv", ".txt")
_PLAIN: Final = (str, int, float, bool, type(None))


@functools.cache
def program_digest() -> str:
    """The digest of the program's own sources: what another version found or made is not what this one would."""
    digest = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent
    for file in sorted(package.rglob("*")):
        if file.suffix in SOURCES:
            digest.update(file.read_bytes())
    return digest.hexdigest()


@functools.cache
def versions() -> str:
    """Python and the libraries whose versions show in a page or a file."""
    import sqlite3  # noqa: PLC0415 -- see below
    from importlib import metadata  # noqa: PLC0415 -- it brings the reading of e-mails, and a check needs none of it

    return " ".join(
        [sys.version, f"sqlite {sqlite3.sqlite_version}", *(f"{name} {metadata.version(name)}" for name in _LIBRARIES)]
    )


def folder_digest(folder: Path, *, without: Iterable[str] = ()) -> str:
    """The digest of every file below a folder, names included, but for some of its own folders; links are followed."""
    digest = hashlib.blake2b(digest_size=16)
    left_out = [str(folder / name) for name in without]
    below = {path for path in map(Path, followed(str(folder), left_out)) if path.is_relative_to(folder)}
    for file in sorted(below):
        if file.is_file():
            digest.update(
                f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode("utf-8", "backslashreplace")
            )
            digest.update(file.read_bytes())
    return digest.hexdigest()


def is_plain(value: Any) -> bool:
    """Whether a value is made of texts, numbers, lists and dicts alone, so that its text tells all there is to it."""
    if isinstance(value, Mapping):
        return all(is_plain(one) for pair in value.items() for one in pair)
    return isinstance(value, _PLAIN) or (isinstance(value, list | tuple) and all(is_plain(one) for one in value))
