"""Start a program that copies: no shell, nothing asked, and what it says last where it fails."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import fault

_LAST_WORDS: Final = 3
_AGAIN: Final = "When what it says is mended, publish again: that is safe at any time."


class Ended(Struct, frozen=True):
    """How a program ended: its exit code, and what it wrote."""

    exitcode: int
    out: str
    err: str


class Program(Struct, frozen=True):
    """A program that was found, and the name of the place that it works on, for messages.

    `ends` says of exit codes what happened, as words that follow the program's name, and what to do.
    """

    path: str
    shown: str
    ends: Mapping[int, tuple[str, str]] = {}

    @property
    def name(self) -> str:
        """What it is called."""
        return Path(self.path).stem

    def run(self, arguments: Sequence[str], *, told: str = "", fine: Sequence[int] = (0,)) -> Ended:
        """Run it to its end; `told` is its standard input. Raises Fault (exit code 4) for an exit code that is not fine."""
        done = subprocess.run(  # noqa: S603 -- no shell; every argument that is not ours follows a "--"
            [self.path, *arguments],
            input=told,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
        if done.returncode not in fine:
            how, hint = self.ends.get(done.returncode, ("failed", _AGAIN))
            self.fail(f"{how} (it ended with code {done.returncode})", done.stderr, hint)
        return Ended(done.returncode, done.stdout, done.stderr)

    def fail(self, how: str, err: str, hint: str = _AGAIN) -> None:
        """Raise the Fault of a copy that failed, with the last words of the program."""
        lines = [line.strip() for line in err.splitlines() if line.strip()]
        words = " / ".join(lines[-_LAST_WORDS:]).encode("utf-8", "backslashreplace").decode()
        said = f": {words}" if words else "."
        raise fault("HS933", self.shown, f"{self.name} {how}{said}", hint, exitcode=4)


def find_program(name: str, shown: str, ends: Mapping[int, tuple[str, str]] = {}) -> Program:
    """Find a program, of whose exit codes `ends` tells; raises Fault (exit code 4) where it is not installed."""
    path = shutil.which(name)
    if path is None:
        hint = f"Install it, on Debian and Ubuntu with: sudo apt-get install {name}."
        raise fault(
            "HS932", shown, f"{name} is not installed here, and this place is reached with it.", hint, exitcode=4
        )
    return Program(path, shown, ends)
