"""Names of files and folders: all that are below a folder, as text, and with all but the ending masked."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from hearingsite.guard.extract.kinds import ending_of

MASK: Final = "…"
_LONGEST_ENDING: Final = 7


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
    """What may be printed of a name in which something was found: its ending."""
    ending = ending_of(name)
    return f"{MASK}.{ending}" if ending and len(ending) < _LONGEST_ENDING else MASK


def readable(path: str) -> str:
    """A path as text, whatever bytes are in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
