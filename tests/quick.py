"""A process that has everything imported, and runs each command in a child of its own: dozens of builds in a test.

Pelican takes one run a process. Run as `python -m tests.quick`, it reads a request a line and answers with a line; a
child may be told to kill or stop itself at its n-th touch of the file system, or be refused bytes beyond a size of file.
"""

import datetime as dt
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

_ROOT: Final = Path(__file__).parent.parent
# What Python tells its audit hooks of the file system; "os.rename" stands for os.replace too, "os.remove" for unlink.
_TOUCHES: Final = frozenset(
    {"open", "os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.truncate", "os.scandir"}
)


class Done(NamedTuple):
    """How a command ended: its exit code (negative: the signal), what it printed, how often it touched the project."""

    returncode: int
    out: str
    touches: int


class Quick:
    """The other end of the pipe."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Keep the process."""
        self.process = process

    def __call__(
        self,
        folder: Path,
        *arguments: str,
        kill_at: int = 0,
        stop_at: int = 0,
        largest: int = 0,
        environment: Mapping[str, str] | None = None,
        clock: str | None = None,
    ) -> Done:
        """Run `hearingsite` in a folder.

        `kill_at` is the number of a touch, `stop_at` of one before which Ctrl-C is pressed, `largest` the bytes that a
        file may have, `clock` the moment that it shows.
        """
        assert self.process.stdin
        assert self.process.stdout
        request = {
            "folder": str(folder),
            "arguments": arguments,
            "kill_at": kill_at,
            "stop_at": stop_at,
            "largest": largest,
            "environment": dict(environment or {}),
            "clock": clock,
        }
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return Done(*json.loads(self.process.stdout.readline()))


@contextmanager
def started() -> Iterator[Quick]:
    """Start the process, and end it."""
    given = {**os.environ, "PYTHONPATH": str(_ROOT), "COLUMNS": "400"}
    command = [sys.executable, "-m", "tests.quick"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=_ROOT, env=given, stdin=pipe, stdout=pipe, text=True) as process:
        yield Quick(process)
        assert process.stdin
        process.stdin.close()


def _serve() -> None:
    import hearingsite.build  # noqa: PLC0415 -- the children shall not have to
    import hearingsite.cli  # noqa: PLC0415 -- see above
    import hearingsite.fingerprint  # noqa: PLC0415 -- see above
    import hearingsite.records.memory  # noqa: PLC0415 -- see above
    import hearingsite.render  # noqa: PLC0415 -- see above

    hearingsite.fingerprint.program_digest()
    # Files of tests are younger than this program may trust; the disks of tests stamp to a hundredth of a second.
    hearingsite.records.memory.SETTLED = 20_000_000
    for line in sys.stdin:
        request = json.loads(line)
        # What is said goes through a pipe: a limit of the size of files is none of what may be said.
        said, saying = os.pipe()
        with tempfile.TemporaryFile() as counted:
            child = os.fork()
            if not child:
                _run(request, saying, counted.fileno())
            os.close(saying)
            with open(said, encoding="utf-8", errors="replace") as pipe:  # noqa: PTH123 -- a number, no path
                out = pipe.read()
            returncode = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            counted.seek(0)
            touches = len(counted.read())
            print(json.dumps([returncode, out, touches]), flush=True)  # noqa: T201


def _run(request: dict[str, Any], said: int, counted: int) -> None:
    """Become the command; never returns."""
    from hearingsite import moment  # noqa: PLC0415 -- imported by the parent
    from hearingsite.__main__ import main  # noqa: PLC0415 -- see above

    for stream in (1, 2):
        os.dup2(said, stream)
    # Made anew: the inherited ones remember whether they led to a file.
    sys.stdout, sys.stderr = (open(one, "w", encoding="utf-8", closefd=False) for one in (1, 2))  # noqa: SIM115
    if request["clock"]:
        shown = dt.datetime.fromisoformat(request["clock"])
        moment.present = lambda: shown
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(request["folder"])
    os.environ.update(request["environment"])
    sys.argv = ["hearingsite", *request["arguments"]]
    if request["largest"]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["largest"], request["largest"]))
    else:
        stops = {request["kill_at"]: signal.SIGKILL, request["stop_at"]: signal.SIGINT}
        _count_touches(request["folder"], stops, counted)
    returncode = 70
    try:
        main()
    except SystemExit as error:
        returncode = int(error.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(returncode)


def _count_touches(folder: str, stops: Mapping[int, int], counted: int) -> None:
    """Count each touch of the project as one byte of a file, and send the process a signal before the n-th."""
    touched = 0
    own = os.getpid()

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal touched
        if event not in _TOUCHES or os.getpid() != own:
            return
        if not any(str(one).startswith(folder) for one in arguments[:2]):
            return
        touched += 1
        os.write(counted, b".")
        if touched in stops:
            os.kill(own, stops[touched])

    sys.addaudithook(hear)


if __name__ == "__main__":
    _serve()
