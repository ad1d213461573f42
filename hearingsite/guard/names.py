"""Names of files and folders: all that are below a folder, as text, and with all but the ending masked."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from hearingsite.guard.extract.kinds import KNOWN_ENDINGS, ending_of

MASK: Final = "…"


def files_below(folder: Path) -> Iterator[str]:
    """Every file and folder below a folder, hidden ones too, in the order of names; links are not followed."""
    yield from (path for path, _ in entries_below(folder))


def entries_below(folder: Path | str, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every entry with its path; what lies in a folder comes after all that lies beside it."""
    with suppress(OSError), os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
        yield from ((prefix + entry.name, entry) for entry in entries)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from entries_below(entry.path, f"{prefix}{entry.name}/")


def masked_name(name: str) -> str:
    """What may be printed of a name in which something was found: its ending, unless that may be a part of a name too."""
    ending = ending_of(name)
    return f"{MASK}.{ending}" if ending in KNOWN_ENDINGS else MASK


def readable(path: str) -> str:
    """A path as text, whatever bytes are in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
