"""Every file below a folder, and what lies there that cannot be a file of the site: told, never passed over.

A folder that cannot be opened, or a link to one, would take every hearing in it off the site without a word.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from hearingsite.diagnostics import UNPRINTABLE, Diagnostic, Place

_BEHIND_LINKS: Final = 2000
# What belongs to other programs.
_FOREIGN: Final = frozenset([".git", "node_modules", "__pycache__"])
_MARKS_OF_FOREIGN: Final = frozenset(["pyvenv.cfg", "CACHEDIR.TAG"])
_NO_TEXTS: Final = (".html", ".png", ".jpg", ".jpeg", ".webp", ".pdf", ".sqlite", ".woff2", ".py", ".pyc")
# What Python reads of a name that is not UTF-8.
_UNDECODED: Final = re.compile("[\ud800-\udfff]")


class FoundFile(NamedTuple):
    """An ordinary file of a folder, with the names of those beside it."""

    path: str
    name: str
    beside: frozenset[str]


def own_files(project: str, state: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each folder of a project with the names of what may be texts in it, but for the texts of the content.

    No link is followed, and what belongs to other programs or lies in the folder `state` is left out.
    """
    content = f"{project}/content/"
    for folder, folders, names in os.walk(project):
        if not _MARKS_OF_FOREIGN.isdisjoint(names):
            folders.clear()
            continue
        folders[:] = sorted({*folders} - _FOREIGN - {state})
        endings = (*_NO_TEXTS, ".md") if f"{folder}/".startswith(content) else _NO_TEXTS
        yield folder, sorted(name for name in names if not name.endswith(endings))


def walk_files(
    folder: Path | str, project: Path, wanted: frozenset[str] | None = None, *, texts: tuple[str, ...] = ()
) -> Iterator[FoundFile | Diagnostic]:
    """Yield every file below a folder in the order of names, and a fault for all that cannot be read as one.

    Hidden names are left out, and what is not `wanted`, if that is given: see `ways_to`. A folder that is not there has
    no files; one whose name ends as those of `texts` do is a fault. `scandir` tells kinds without a further look at each
    file: with ten thousand records that is a second saved.
    """
    try:
        with os.scandir(folder) as scan:
            found = sorted(scan, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        message = f"This folder cannot be read: {reason}."
        yield Diagnostic(Place(written(os.fspath(folder), project)), "HS101", message, "Check that it may be opened.")
        return
    beside = frozenset(entry.name for entry in found)
    for entry in found:
        if entry.name.startswith(".") or (wanted is not None and entry.path not in wanted):
            continue
        unfit = _unfit(entry, project)
        if unfit:
            yield unfit
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.lower().endswith(texts):
                message = "This is a folder, but its name is that of a text."
                yield Diagnostic(Place(written(entry.path, project)), "HS123", message, "Put the text here as a file.")
            yield from walk_files(entry.path, project, wanted, texts=texts)
        else:
            yield FoundFile(entry.path, entry.name, beside)


def ways_to(files: Iterable[Path], folder: Path) -> frozenset[str]:
    """Give the paths of resolved files and of the folders on the way to them, as a walk through `folder` comes by them."""
    root, real = os.fspath(folder), folder.resolve()
    below = (file.relative_to(real).parts for file in files if file.is_relative_to(real))
    return frozenset(os.path.join(root, *parts[:end]) for parts in below for end in range(1, len(parts) + 1))  # noqa: PTH118 -- as scandir joins them


def followed(top: str, without: Collection[str] = ()) -> Iterator[str]:
    """Everything below a folder, hidden names too: folders and links, and where links lead with all that is below it.

    Whatever is changed there is seen, though no text of the site may be a link. Each folder comes once, and one that cannot be
    opened is empty. A link may lead to all of a disk: behind links, so many folders are looked into, and none around `top`.
    What is `without` is left out.
    """
    seen = {os.path.realpath(folder) for folder in Path(os.path.realpath(top)).parents}
    folders = [(top, False)]
    left = _BEHIND_LINKS
    while folders:
        folder, is_behind = folders.pop()
        real = os.path.realpath(folder)
        left -= is_behind
        if real in seen or (is_behind and left < 0):
            continue
        seen.add(real)
        with suppress(OSError), os.scandir(folder) as scan:
            for entry in scan:
                if entry.path in without:
                    continue
                yield entry.path
                if entry.is_symlink():
                    yield os.path.realpath(entry.path)
                if _leads_to_folder(entry):
                    folders.append((entry.path, is_behind or entry.is_symlink()))


def files_below(folder: Path) -> list[str]:
    """Give every file below a folder, or below where a link leads to, hidden ones too; a link in it is a file.

    A folder that is not there has none. Raises OSError for what cannot be opened.
    """
    found: list[str] = []
    folders = [(os.path.realpath(folder), "")] if folder.is_dir() else []
    while folders:
        place, prefix = folders.pop()
        with os.scandir(place) as scan:
            for entry in scan:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found.append(prefix + entry.name)
    return found


def _unfit(entry: os.DirEntry[str], project: Path) -> Diagnostic | None:
    """Say why an entry of a folder is neither an ordinary file nor an ordinary folder."""
    if UNPRINTABLE.search(entry.name):
        message = "This name holds a character that cannot be part of an address."
        return Diagnostic(Place(written(entry.path, project)), "HS127", message, "Rename it.")
    if entry.is_symlink():
        kind = "folder" if _leads_to_folder(entry) else "file"
        message = f"This {kind} is a symbolic link."
        hint = f"Put the {kind} itself here, not a link to it."
        return Diagnostic(Place(written(entry.path, project)), "HS106", message, hint)
    if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False):
        return None
    # Told before anybody opens it: to open a pipe would wait for ever for somebody to write to it.
    message = "This is a device or a pipe, not a file with text."
    hint = "Delete it, and put the text here as a file."
    return Diagnostic(Place(written(entry.path, project)), "HS124", message, hint)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # it leads to itself, or to where nobody may look
        return False


def written(file: str, project: Path) -> str:
    """A path as people write it: below the project folder, with slashes; what is not UTF-8 in it is spelt out."""
    below = file.removeprefix(f"{project}{os.sep}").replace(os.sep, "/")
    return below.encode("utf-8", "backslashreplace").decode() if _UNDECODED.search(below) else below
