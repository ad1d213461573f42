"""The build that was live before all that are kept: its folders and links serve the next stage.

Most of a site stays the same, and to make thousands of folders and links, and to remove as many, takes longer than
anything else that an edit needs. Whatever in it is not the very file that the live build has there is taken out before
anything is printed; nothing is ever written into a file that it has.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

_NAME: Final = "spare"


def keep(folder: Path, builds: Path) -> bool:
    """Keep a folder for the next stage, if none is kept already; False where it is still in its place."""
    spare = builds / _NAME
    if os.path.lexists(spare):
        return False
    try:
        folder.rename(spare)
    except OSError:
        return False
    return True


def put_to_use(builds: Path, stage: Path, wanted: Mapping[str, int]) -> frozenset[str]:
    """Make the spare build the stage, which is empty, and leave in it only what is `wanted`: numbers of files by path.

    Gives the paths of what is there now. If anything is in the way, the stage is as it was, and the spare build is gone.
    """
    spare = builds / _NAME
    if not os.path.lexists(spare):
        return frozenset()
    try:
        found = _strip(str(spare), "", wanted, _owner(str(stage)))
        stage.rmdir()
        try:
            spare.rename(stage)
        except OSError:
            stage.mkdir()
            raise
    except (OSError, RecursionError):
        with suppress(OSError, RecursionError):
            _remove(str(spare))
        return frozenset()
    return frozenset(found)


def _strip(folder: str, prefix: str, wanted: Mapping[str, int], owner: tuple[int, ...]) -> list[str]:
    """Take out all that is not wanted, and folders that are then empty or not as new ones are; gives what is left."""
    if _owner(folder) != owner:
        raise OSError(None, "not as a new folder is", folder)
    found: list[str] = []
    device = owner[0]
    with os.scandir(folder) as scan:
        entries = list(scan)
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            try:
                left = _strip(entry.path, f"{path}/", wanted, owner)
            except OSError:
                left = []
            if not left:
                _remove(entry.path)
            found += left
            continue
        number = wanted.get(path)
        stat = os.lstat(entry.path) if number else None
        if stat and (stat.st_dev, stat.st_ino) == (device, number):
            found.append(path)
        else:
            os.unlink(entry.path)  # noqa: PTH108 -- a path object costs more than the look
    return found


def _owner(folder: str) -> tuple[int, ...]:
    """What a folder shares with one that is made anew: device, kind and rights, owner."""
    stat = os.lstat(folder)
    return stat.st_dev, stat.st_mode, stat.st_uid, stat.st_gid


def _remove(path: str) -> None:
    """Remove a file, a link, or a folder with all it holds; raises OSError."""
    if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114 -- see above
        os.unlink(path)  # noqa: PTH108 -- see above
    else:
        shutil.rmtree(path)
