"""The other end of the process that rebuilds: asked for a rebuild, it answers with what came of it."""

import os
import signal
import subprocess
import sys
from typing import IO, Final, cast

import msgspec

from hearingsite.serve.messages import CAN_FORK, Attempt, Request, lost

# With this process's own ways to modules: `-m` would add the folder that it is started in, and what lies there.
_PROGRAM: Final = "import sys; sys.path[:] = {!r}; from hearingsite.serve.worker import main; main()"
_GRACE: Final = 5  # seconds for a rebuild that is stopped to tidy up


class Builder:
    """Starts the process beforehand, and anew where it has ended."""

    def __init__(self) -> None:
        """Start the process."""
        self.process = _start()

    def build(self, request: Request) -> Attempt:
        """Rebuild, and wait for what comes of it."""
        if self.process.poll() is not None:
            self.process = _start()
        requests, answers = cast("IO[bytes]", self.process.stdin), cast("IO[bytes]", self.process.stdout)
        try:
            requests.write(msgspec.json.encode(request) + b"\n")
            requests.flush()
            line = answers.readline()
        except OSError:
            line = b""
        if not line.endswith(b"\n"):
            return lost(request, f"exit code {self.process.wait()}")
        if not CAN_FORK:
            self.process.wait()
            self.process = _start()
        return msgspec.json.decode(line, type=Attempt)

    def close(self) -> None:
        """Stop the process, with what it is doing."""
        self.process.terminate()
        try:
            self.process.communicate(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            _kill(self.process)
            self.process.communicate()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the process and all that it has started."""
    if CAN_FORK:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _start() -> "subprocess.Popen[bytes]":
    # In a session of its own: Ctrl-C is for the preview, which then ends this one.
    return subprocess.Popen(  # noqa: S603 -- this very program
        [sys.executable, "-c", _PROGRAM.format(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
