"""Whole files or none, and what the disk refuses, as a fault: no room, no right to write, a file that cannot be read."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import Fault, fault
from hearingsite.walk import written

# Files that are open at once: whichever is the next, nothing is wrong with it.
_TOO_MANY: Final = (errno.EMFILE, errno.ENFILE)
_WAYS_OUT: Final = {
    errno.EBUSY: "Something is mounted there, so it cannot be replaced: name a folder inside it.",
    errno.EAGAIN: "Close other programs, or raise the limit of processes that may run at once (ulimit -u).",
    errno.ENAMETOOLONG: "Give a shorter name: beside it, folders are made whose names are longer.",
    errno.EEXIST: "A file stands where a folder is to be: move it away.",
    **dict.fromkeys([errno.EACCES, errno.EPERM, errno.EROFS], "See that you may write there."),
    **dict.fromkeys(
        _TOO_MANY, "Close other programs, or raise the limit of files that may be open at once (ulimit -n)."
    ),
}


@contextmanager
def disk_faults(
    project: Path,
    *written_to: Path,
    what: str = "The site",
    only_read: Iterable[Path] = (),
    built: Iterable[Path] = (),
) -> Iterator[None]:
    """Turn an OSError into a fault that names the file: reading is exit code 1, writing (below `written_to`) 4.

    A lack of memory is a MemoryError. `what` is what is written; nothing is written in `only_read`, which may lie below.
    What is below `built`, builds made: that it cannot be read is no fault of the records, and exit code 4 too.
    """
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOMEM:
            raise MemoryError from error
        if error.filename and _is_below(os.fsdecode(error.filename), built):
            raise _explain_built(error, project) from error
        raise _explain(error, project, written_to, what, only_read) from error


def write_whole(file: Path, content: bytes) -> None:
    """Put a file in its place in one step, whatever was there; raises OSError that names it, and then nothing has changed."""
    try:
        if file.exists() and not file.is_file():  # a terminal, or another program that reads: nothing to lose
            file.write_bytes(content)
        else:
            _replace(file.resolve(), content)  # what a link leads to, not the link
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(file)) from error


def _replace(file: Path, content: bytes) -> None:
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with new.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        if file.is_file():
            shutil.copymode(file, new)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _explain(
    error: OSError, project: Path, written_to: tuple[Path, ...], what: str, only_read: Iterable[Path]
) -> Fault:
    reason = (error.strerror or "unknown reason").lower()
    # Of a rename or a copy, the second name is where it was to go.
    names = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    file = names[-1] if names else ""
    shown = written(file, project)
    # An error that names no file comes of writing: a disk that is full says so when a file is closed.
    is_written = _is_below(file, written_to) and not _is_below(file, only_read)
    if not file or is_written or error.errno in _TOO_MANY:
        # With no name, it is the folder whose disk has the least room.
        place = shown or written(str(min(written_to, key=_room)), project)
        return fault("HS907", place, f"{what} could not be written: {reason}.", _way_out(error, file), exitcode=4)
    return fault("HS101", shown, f"This file cannot be read: {reason}.", "Check that it may be opened.", exitcode=1)


def _explain_built(error: OSError, project: Path) -> Fault:
    """Name the folder that is shut, not the link or the file through which it was met."""
    file = Path(os.path.realpath(os.fsdecode(error.filename)))
    shut = next((one for one in (*reversed(file.parents), file) if one.is_dir() and not os.access(one, os.X_OK)), None)
    reason = (error.strerror or "unknown reason").lower()
    message = f"This {'folder' if shut else 'file'}, which builds made, cannot be read: {reason}."
    hint = "See that you may read it and whatever is in it. Nothing was changed."
    return fault("HS101", written(str(shut or file), project), message, hint, exitcode=4)


def _is_below(file: str, folders: Iterable[Path]) -> bool:
    return any(Path(os.path.abspath(file)).is_relative_to(folder) for folder in folders)  # noqa: PTH100


def _room(folder: Path) -> int:
    """How many bytes the disk of a folder takes, also of one that is not there yet."""
    for one in (folder, *folder.parents):
        with suppress(OSError):
            return shutil.disk_usage(one).free
    return 0


def _way_out(error: OSError, file: str) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        lacking = [one for one in Path(file).parents if not one.is_dir()]
        return f"There is no folder {lacking[-1]}: make it, or correct the path." if lacking else "Try again."
    return _WAYS_OUT.get(error.errno or 0, "See that the disk has room and may be written.")
