"""Names of files and folders: all that are below a folder, as text, and with all but the ending masked."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from hearingsite.guard.extract.kinds import KNOWN_ENDINGS, ending_of

MASK: Final = "…"


def entries_below(
    folder: Path | str, on_closed: Callable[[str], None], prefix: str = ""
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every entry with its path, hidden ones too, in the order of names; links are not followed.

    What lies in a folder comes after all that lies beside it. `on_closed` is told of each folder that cannot be opened.
    """
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:
        on_closed(prefix or ".")
        return
    yield from ((prefix + entry.name, entry) for entry in entries)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from entries_below(entry.path, on_closed, f"{prefix}{entry.name}/")


def masked_name(name: str) -> str:
    """What may be printed of a name in which something was found: its ending, unless that may be a part of a name too."""
    ending = ending_of(name)
    return f"{MASK}.{ending}" if ending in KNOWN_ENDINGS else MASK


def readable(path: str) -> str:
    """A path as text, whatever bytes are in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
