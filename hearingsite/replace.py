"""Put a folder in the place of another one: by a link that is replaced in one step, or where links need rights by two renames.

Whatever fails, what was in the place is there again.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hearingsite.diagnostics import Fault, fault


def point_to(place: Path, folder: Path, *, shown: str) -> bool:
    """Make a place a link to a folder, in one step; False where links cannot be made here, and nothing was done.

    Raises Fault (exit code 4) where the name that the link has for a moment is taken; `shown` is how it is named.
    """
    link = place.with_name(f".{place.name}.new")
    if link.is_symlink():
        link.unlink()  # of a switch that was cut short; a link holds nothing
    elif link.exists():
        raise not_ours(link, shown)
    try:
        link.symlink_to(os.path.relpath(folder, place.parent), target_is_directory=True)
    except (OSError, NotImplementedError) as error:
        if not _needs_rights(error):
            raise
        return False
    try:
        if is_empty_folder(place):
            place.rmdir()
        with moved_aside(place):
            link.replace(place)
    except BaseException:
        link.unlink(missing_ok=True)
        raise
    return True


def _needs_rights(error: BaseException) -> bool:
    """Whether links cannot be made here at all; a disk that is full or broken is another matter."""
    if isinstance(error, NotImplementedError) or os.name == "nt":
        return True
    return isinstance(error, OSError) and error.errno in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


@contextmanager
def moved_aside(place: Path, *, also_links: bool = False, within: Path | None = None) -> Iterator[None]:
    """Move what is in a place aside and delete it once its successor is there; if that fails, put it back.

    Whoever calls has found that it holds nothing but what this program wrote. A link is replaced as it stands. `within`
    is a folder for what is aside; else it lies beside the place.
    """
    if not os.path.lexists(place) or (place.is_symlink() and not also_links):
        yield
        return
    aside = Path(tempfile.mkdtemp(prefix=f"{'' if within else '.'}{place.name}.", dir=within or place.parent))
    old = aside / "site"
    try:
        place.rename(old)
        yield
    except BaseException:
        if os.path.lexists(old) and not os.path.lexists(place):
            old.rename(place)
        with suppress(OSError):
            aside.rmdir()
        raise
    with suppress(OSError):
        clear(old)
        aside.rmdir()


def clear(path: Path) -> None:
    """Make room where something of our own lies; of a link, only the link goes."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    shutil.rmtree(path, ignore_errors=True)


def is_empty_folder(path: Path) -> bool:
    """Whether a path is a folder, no link to one, and holds nothing."""
    return path.is_dir() and not path.is_symlink() and not any(path.iterdir())


def not_ours(path: Path, shown: str) -> Fault:
    """Make the fault about something that would be replaced and that this program did not make."""
    message = f'"{path.name}" is there already, and hearingsite did not make it.'
    return fault("HS905", shown, message, "Move it away, or name another folder, a new one.", exitcode=4)
