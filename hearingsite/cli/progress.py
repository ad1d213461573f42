"""One line on a terminal that says what a slow command is doing, and is gone when it ends."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from hearingsite.cli.console import say

_PATIENCE: Final = 1.0  # seconds, after which somebody wonders what happens
_TICK: Final = 1.0


@contextmanager
def progress() -> Iterator["Line"]:
    """Give a line for the steps of a command: standard error's last one, if that is a terminal."""
    line = Line(is_heard=sys.stderr.isatty())
    # A thread could tick as well, but builds fork, and a process with threads must not.
    timer = getattr(signal, "SIGALRM", None) if line.is_heard else None
    before = signal.signal(timer, line.tick) if timer else None
    if timer:
        signal.siginterrupt(timer, False)  # noqa: FBT003 -- its only form
        signal.setitimer(signal.ITIMER_REAL, _TICK, _TICK)
    try:
        yield line
    finally:
        if timer:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(timer, before or signal.SIG_DFL)
        line.clear()


class Line:
    """What is done now and for how many seconds, written over itself."""

    def __init__(self, *, is_heard: bool) -> None:
        """Begin with nothing; what nobody can see is never written."""
        self.is_heard = is_heard
        self.step = ""
        self.shown = 0
        self.started = time.perf_counter()

    def __call__(self, step: str) -> None:
        """Go on to a step."""
        self.step = step
        if time.perf_counter() - self.started >= _PATIENCE:
            self.draw()

    def aside(self, sentence: str) -> None:
        """Say something that stays."""
        self.clear()
        say(sentence, err=True)

    def tick(self, _signal: int, _frame: FrameType | None) -> None:
        """Draw again: another second is over."""
        if self.step:
            self.draw()

    def draw(self) -> None:
        """Write the line over the one before, no wider than the terminal."""
        if not self.is_heard:
            return
        text = f"{self.step} … {time.perf_counter() - self.started:.0f} s"[: _width() - 1]
        self._write(f"\r{text}{' ' * (self.shown - len(text))}")
        self.shown = len(text)

    def clear(self) -> None:
        """Take the line away, so that something else can be printed."""
        if self.shown:
            self._write(f"\r{' ' * self.shown}\r")
        self.shown = 0

    def _write(self, text: str) -> None:
        """Write past Python's buffers, which must not be entered from a signal; a terminal may have gone away."""
        try:
            os.write(sys.stderr.fileno(), text.encode())
        except (OSError, ValueError):
            self.is_heard = False


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
