"""Where a command speaks. What can no longer be written stops no command halfway; its end tells of it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, redirect_stdout
from errno import EPIPE

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Final, TextIO

UNWRITTEN: Final = 4


class Stream:
    """A stream that goes on into the void once it cannot be written, and keeps why."""

    def __init__(self, stream: TextIO) -> None:
        """Take its place."""
        self.stream = stream
        self.error: OSError | None = None

    def write(self, text: str) -> int:
        """Write a text, if anybody hears it."""
        if self.error is None:
            try:
                return self.stream.write(text)
            except OSError as error:
                self.error = error
        return len(text)

    def flush(self) -> None:
        """Hand on what was written."""
        if self.error is None:
            try:
                self.stream.flush()
            except OSError as error:
                self.error = error

    def __getattr__(self, name: str) -> Any:
        """Be the stream in all else."""
        return getattr(self.stream, name)


def speaking(command: Callable[[], int]) -> int:
    """Run a command and give its exit code: the system's (4) where all went well but what it said could not be written.

    A reader that went away changes no exit code, and closed streams are heard by nobody.
    """
    before = sys.stdout, sys.stderr
    out, err = _stream(sys.stdout), _stream(sys.stderr)
    sys.stdout, sys.stderr = out, err
    try:
        exitcode = command()
        out.flush()
        err.flush()
        lost = [error for error in (out.error, err.error) if error and error.errno != EPIPE]
        if not lost:
            return exitcode
        _tell(lost[0])
        return exitcode or UNWRITTEN
    finally:
        # One that failed stays covered: Python would flush it at its end, and fail once more.
        sys.stdout, sys.stderr = (one if one.error else stream for one, stream in zip((out, err), before, strict=True))


def _stream(stream: TextIO | None) -> Stream:
    if stream is None:
        stream = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 -- until the process ends
    elif hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return Stream(stream)


def _tell(error: OSError) -> None:
    from hearingsite.diagnostics import FORMATS, Report, fault  # noqa: PLC0415 -- a glance at what is unchanged needs none

    message = f"Not all that there was to say could be written: {(error.strerror or 'unknown reason').lower()}."
    hint = "The command itself has ended. See that the place where its words go has room, then run it again."
    report: Report = fault("HS940", "stdout", message, hint, exitcode=UNWRITTEN).report
    for line in FORMATS["text"](report):
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@contextmanager
def printing_beside() -> Iterator[None]:
    """Let what the site's own program prints stand beside what a command says, and not in it: that may be JSON."""
    with redirect_stdout(sys.stderr):
        yield
