"""Files that nobody else may see: read without a gap between looking and opening, written without a moment in between.

What is written here is encrypted, or a key; no plain text of the list ever goes to a disk.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from hearingsite.diagnostics import Fault, fault

MAX_BYTES: Final = 64 * 1024 * 1024
_WAIT: Final = 10
_HAS_MODES: Final = os.name == "posix"
_OTHERS: Final = 0o077
_MISTYPED: Final = "Check the path for a typing mistake."
_LOST: Final = {
    "the key": (
        f"{_MISTYPED} If your key is lost, put the path of the recovery key into HEARINGSITE_AGE_KEY, make a new key with:"
        " hearingsite identities share NAME, and take out the lost one with --remove."
    ),
    "the private list": (
        f"{_MISTYPED} If the file is lost, copy identities.age.before, which lies beside it, to its name; it lacks the last change."
    ),
}


def read_private(file: Path, code: str, what: str) -> bytes:
    """Read a file that only its owner may read; raises Fault (exit code 2, `code` if it is not there, HS652)."""
    shown = str(file)
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "its name is not one").lower()
        message = f"The file of {what} cannot be read: {reason}."
        raise fault(code, shown, message, _LOST.get(what, _MISTYPED), exitcode=2) from None
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)
        raise fault(code, shown, f"What was named as {what} is not a file.", "Name the file itself.", exitcode=2)
    with os.fdopen(handle, "rb") as opened:
        if _HAS_MODES and found.st_mode & _OTHERS:
            message = f"Others on this computer may open the file of {what} (mode {stat.S_IMODE(found.st_mode):o})."
            raise fault("HS652", shown, message, f'Run: chmod 600 "{shown}"', exitcode=2)
        if found.st_size > MAX_BYTES:
            raise fault(code, shown, f"The file of {what} is larger than 64 MB.", "Name another file.", exitcode=2)
        try:
            return opened.read(MAX_BYTES + 1)
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            message = f"The file of {what} cannot be read: {reason}."
            raise fault(code, shown, message, "Check that it may be opened.", exitcode=2) from None


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet, for its owner alone; raises Fault (exit code 2) where there is one."""
    try:
        _write(file, content)
    except FileExistsError:
        hint = "Move it away, or choose another folder. Nothing was overwritten."
        raise fault("HS716", str(file), "There is a file of this name already.", hint, exitcode=2) from None
    except OSError as error:
        raise _unwritten(file, error) from None


def replace_private(file: Path, content: bytes) -> None:
    """Replace a file in one step; what it held stays beside it as `.before`. Raises Fault (exit code 2).

    Whatever happens on the way, the file holds either the old bytes or the new ones.
    """
    try:
        _put(file.with_name(f"{file.name}.before"), file.read_bytes())
        _put(file, content)
    except OSError as error:
        raise _unwritten(file, error) from None


def _put(file: Path, content: bytes) -> None:
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)  # of a run that was cut short
    try:
        _write(new, content)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def _write(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _sync_folder(folder: Path) -> None:
    if _HAS_MODES:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def one_writer(file: Path) -> Iterator[None]:
    """Keep every other writer of a file out; raises Fault (exit code 2) if one does not end within ten seconds."""
    lock = FileLock(file.with_name(f".{file.name}.lock"), mode=0o600)
    try:
        lock.acquire(timeout=_WAIT)
    except Timeout:
        message = "Somebody else is changing the list at this moment."
        raise fault("HS716", str(file), message, "Wait until they are done, then try again.", exitcode=2) from None
    except OSError as error:
        raise _unwritten(file, error) from None
    try:
        yield
    finally:
        lock.release()


def _unwritten(file: Path, error: OSError) -> Fault:
    reason = (error.strerror or "unknown reason").lower()
    message = f"This file cannot be written: {reason}."
    return fault("HS716", str(file), message, "See that the disk has room and may be written.", exitcode=2)
