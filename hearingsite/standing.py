"""What stands already: the files of the live build that are still what was sealed, to be linked instead of made again.

A stamp that is what it was when the build was left saves reading the file. Without stamps, or where one differs, the
bytes are read: stamps that are missing, damaged or forged are a slow build, never another one.
"""

import hashlib
import os
import shutil
from array import array
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from stat import S_IMODE
from typing import Final

from msgspec import Struct

from hearingsite.kept import unwrap, wrap
from hearingsite.spare import put_to_use
from hearingsite.stamps import NUMBER, WIDTH, differing, dump, folders_of, load, stamps_of
from hearingsite.walk import files_below

_TOP: Final = "."
# Modes of files and folders of a site: a server may run as anybody.
FOR_ALL: Final = 0o644
FOLDER_FOR_ALL: Final = 0o755


class Standing(Struct, frozen=True):
    """A build: its folder, and the SHA-256 of those of its files that are as they were sealed, by path.

    `is_intact` says that these are all, and all there is; `numbers` are those that the file system has for files.
    """

    folder: Path
    files: dict[str, str]
    is_intact: bool
    numbers: dict[str, int] = {}

    def link(self, paths: Iterable[str], target: Path) -> None:
        """Put some of these files into another folder, which is empty; a spare build beside this one may become it."""
        paths = sorted(paths)
        there = put_to_use(self.folder.parent, target, {path: self.numbers.get(path, 0) for path in paths})
        source, place = f"{self.folder}/", f"{target}/"  # ten thousand path objects take longer than the links
        made: set[str] = set()
        for path in paths:
            if path in there:
                continue
            folder = path.rpartition("/")[0]
            if folder not in made:
                os.makedirs(place + folder, exist_ok=True)  # noqa: PTH103 -- see above
                made.add(folder)
            try:
                os.link(source + path, place + path)
            except OSError:  # a file system without links
                shutil.copyfile(source + path, place + path)
                os.chmod(place + path, FOR_ALL)  # noqa: PTH101 -- see above


NOTHING: Final = Standing(Path(), {}, is_intact=False)


def look_at(build: Path, sealed: Mapping[str, str]) -> Standing:
    """Find out which files of a build are still what they were; `sealed` are the SHA-256 digests of all."""
    paths = _paths(sealed)
    noted = _noted(build, _sealed_bytes(paths, sealed))
    found = stamps_of(_places(build, paths))
    changed = set(paths) if noted is None else differing(paths, found, noted)
    numbers = dict(zip(paths, found[NUMBER::WIDTH], strict=True))
    if not changed:
        return Standing(build, dict(sealed), is_intact=True, numbers=numbers)
    real = Path(os.path.realpath(build))
    # A folder that became a link leads to files that somebody may go on writing.
    is_real = cache(lambda folder: os.path.realpath(real / folder) == str(real / folder))
    whole = {
        path: digest
        for path, digest in sealed.items()
        if is_real(os.path.dirname(path))  # noqa: PTH120 -- a text is asked for
        and (path not in changed or _is_whole(build / path, digest))
    }
    folders = changed.difference(sealed)
    is_intact = len(whole) == len(sealed) and set(files_below(build)) == set(sealed)
    is_intact = is_intact and all(_may_be_read(build / path, FOLDER_FOR_ALL) for path in folders)
    return Standing(build, whole, is_intact=is_intact, numbers=numbers)


def leave(build: Path, sealed: Mapping[str, str]) -> tuple[list[str], "array[int]"]:
    """Note the stamps of a build for the next one; gives its files and folders (absolute) and their stamps.

    Nothing may be linked to its files, or unlinked, between this and the next look: that changes their times.
    """
    paths = _paths(sealed)
    places = _places(build, paths)
    stamps = stamps_of(places)
    file = _note_of(build)
    new = file.with_name(f"{file.name}.new")
    with suppress(OSError):
        try:
            new.write_bytes(wrap(file.name, dump([_sealed_bytes(paths, sealed), stamps.tobytes()])))
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
    return places, stamps


def _paths(sealed: Mapping[str, str]) -> list[str]:
    return [_TOP, *sorted(folders_of(sealed)), *sorted(sealed)]


def _places(build: Path, paths: list[str]) -> list[str]:
    top = str(build)
    return [top, *(f"{top}/{path}" for path in paths[1:])]


def _sealed_bytes(paths: list[str], sealed: Mapping[str, str]) -> bytes:
    """Which stamps are whose, and of which seal: another seal would give other digests for the same files."""
    return os.fsencode("\0".join([*paths, *map(sealed.__getitem__, paths[-len(sealed) :] if sealed else ())]))


def _noted(build: Path, sealed: bytes) -> "array[int] | None":
    """The stamps that were noted of these very files, if they can be read."""
    try:
        file = _note_of(build)
        noted, content = load(unwrap(file.name, file.read_bytes()) or b"")
        stamps = array("q")
        stamps.frombytes(content)
    except (OSError, ValueError):
        return None
    return stamps if noted == sealed else None


def _note_of(build: Path) -> Path:
    return build.with_name(f"{build.name}.stamps")


def _is_whole(file: Path, digest: str) -> bool:
    """Whether a file is an ordinary one for all to read, and has its bytes."""
    try:
        return (
            not file.is_symlink()
            and _may_be_read(file, FOR_ALL)
            and hashlib.sha256(file.read_bytes()).hexdigest() == digest
        )
    except OSError:
        return False


def _may_be_read(path: Path, mode: int) -> bool:
    try:
        return os.name != "posix" or S_IMODE(path.stat().st_mode) == mode
    except OSError:
        return False
